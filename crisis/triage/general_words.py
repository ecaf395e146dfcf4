"""Words that say, whatever the brand, that a company or what it sells is meant; and those that say it is not.

Answers for: the lists. They are general knowledge and hold for every entry of a watch list. May not: weigh them.
"""

COMPANY = frozenset(
    (
        "集团 公司 股份 官方 官微 官网 客服 售后 旗舰店 专卖店 专柜 直营店 门店 总部 品牌 牌子 厂家 厂商 "
        "商标 经销商 代理商 加盟 董事长 总裁 总经理 创始人 ceo 高管 发言人 公关 员工 老板 法务 供应商 "
        "股价 股票 市值 财报 上市 营收 销量 市场份额 代言 代言人 广告 发布会 新品 新款 正品 产品 系列 "
        "型号 款 app 热线 售后服务 服务热线 官方旗舰店 有限公司 企业 平台 工厂 总监 客户端 工程师 安装工 "
        "维修 保修 质保 返修 三包"
    ).split()
)
"""Next to a name they make it a company's: 美的集团, 小米客服."""

TROUBLE = frozenset(
    (
        "投诉 退款 退货 退钱 维权 曝光 爆料 举报 召回 质量 假货 售假 欺诈 欺骗 虚假宣传 虚假 消费者 消协 "
        "消费者协会 12315 315 市场监管 市监局 工商 质监 食药监 下架 超标 致癌 变质 异物 过期 有毒 添加剂 "
        "漏电 自燃 起火 泄露 泄漏 裁员 欠薪 拖欠 道歉 致歉 声明 回应 起诉 诉讼 索赔 赔偿 被罚 罚款 处罚 "
        "抵制 拒赔 霸王条款 差评 故障 质量问题 不合格 抽检 约谈 拉肚子 食物中毒 头发丝 涉嫌 违规 垄断 "
        "侵权 抄袭 客诉 辟谣 谣言"
    ).split()
)
"""What people say of a company in a crisis, and hardly of an adjective."""

TRADE = frozenset(
    (
        "买 买了 购买 买的 下单 订购 收到 发货 快递 换货 用 使用 换 卖 销售 售价 价格 性价比 好用 难用 "
        "专卖 网购 代购 安装 师傅 便宜 配置 性能 功能 物流 送货 包装 赠品 开箱 评测 国产 进口"
    ).split()
)
"""Buying and using: weak by themselves."""

VERDICT = frozenset(
    (
        "不如 加油 点赞 支持 力挺 感谢 谢谢 鄙视 坑爹 坑人 垃圾 骗人 骗子 失望 无语 黑心 良心 缺德 无耻 "
        "信任 再也不 拉黑 卸载 呵呵 推荐 怎么样 相比 对比 竞争对手 合作 收购 入股 粉丝 黑粉 水军 用户 "
        "顾客 客户"
    ).split()
)
"""Praise, blame and comparison, which companies get and things seldom do."""

DEGREE = frozenset(
    (
        "很 太 最 更 真 好 挺 蛮 超 超级 非常 十分 极其 特别 相当 那么 这么 多么 如此 格外 无比 比较 有点 "
        "越来越 不够 足够 尽善尽 甚 颇 好不 何等 有多 真是"
    ).split()
)
"""Right before a word they make it an adjective: 那么美的."""

PORTIONS = "斤 两 颗 粒 头 筐 碗 盘 勺 克 堆 串 片 把 锅 棵 亩 匹 群 只".split()
"""Counted so, it is a thing that grows or lives: 两斤小米."""

NUMBERS = "0123456789一二两三四五六七八九十几半百千万每"
