"""The words that speak for each kind of crisis, Chinese and English: general knowledge, kept in one list.

Answers for: breadth. A line is one concept: its key, its families (what it counts for when only the rough kind is
compared) and its words; after ``|`` stand words that only hint at it. Latin words are beginnings of words (``explo`` is
in "explosion"); a ``.`` at the end asks for the whole word, ``_`` is a space. May not: match them (``concepts``).
"""

CONCEPT_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "foreign-object",
        "food",
        "异物 蟑螂 苍蝇 老鼠 鼠患 鼠头 鼠尾 虫子 活虫 虫卵 长虫 生虫 蛆 头发丝 钢丝球 铁丝 玻璃碴 玻璃渣 塑料片 "
        "创可贴 刀片 指甲 牙齿 烟头 吃出 喝出 喝到 吃到 咬到 捞出 里有虫 壁虎 蜘蛛 螺丝 抹布 图钉 碎片 橡胶手套 "
        "foreign_object foreign_bod cockroach insect maggot worms mouse_in rat_in rodent hair_in metal_in glass_in "
        "plastic_in needle_in found_in_food contamina bit_into swallowed_a | 虫 里面有 发现一只 found_a piece_of",
    ),
    (
        "hygiene",
        "food",
        "后厨 厨房脏 不卫生 卫生差 卫生问题 食品卫生 脏乱差 明厨亮灶 捡起来 掉地上 掉在地上 不洗手 洗手 徒手 剩菜 "
        "回收油 地沟油 口水油 隔夜 二次销售 重复使用 洗菜 拖把 消毒 发霉 霉变 变质 腐烂 腐坏 臭肉 僵尸肉 馊 异味 "
        "泡药 unhygien hygien dirty_kitchen mould mold rotten spoiled reused_food leftover reheat unsanitary "
        "gutter_oil dirty_cups health_inspect food_inspect | 卫生 脏 厨房 卧底 暗访 kitchen undercover",
    ),
    (
        "expired",
        "food",
        "过期 保质期 临期 更换标签 换标签 改标签 篡改日期 生产日期 早产奶 重新包装 旧馅 陈馅 超过期限 废弃食材 "
        "expired past_its_date use-by sell-by best_before relabel expiry shelf_life | 昨天没卖完 隔天",
    ),
    (
        "poisoning",
        "food health",
        "食物中毒 中毒 上吐下泻 腹泻 拉肚子 呕吐 食源性 沙门氏菌 大肠杆菌 大肠菌群 诺如 李斯特 菌落总数 致病菌 "
        "细菌超标 洗胃 集体不适 肠胃炎 吃坏肚子 food_poison salmonella listeria e._coli norovirus vomit diarrh "
        "fell_ill sickened stomach_cramps botul | 食堂 学生餐 家长 ill. oysters",
    ),
    (
        "additive",
        "food product",
        "添加剂 防腐剂 苏丹红 三聚氰胺 塑化剂 甲醛 农药残留 农残 兽药 瘦肉精 激素 抗生素 重金属 超标 色素 工业盐 "
        "工业明胶 香精 亚硝酸盐 黄曲霉素 孔雀石绿 毒奶粉 毒大米 抽检不合格 不合格 致癌 有毒 有害物质 二恶英 "
        "pesticide residue additive melamine carcinogen toxic heavy_metal lead_level hormone antibiotic asbestos "
        "benzene failed_test above_the_limit | 抽检 检出 含量 市场监管 食药监 test_result",
    ),
    (
        "food-trade",
        "food",
        "食品安全 食材 饮料 奶粉 米粉 月饼 零食 奶茶 火锅 快餐 蛋糕 面包店 餐厅 饭店 外卖 牛奶 酸奶 矿泉水 预制菜 "
        "馅料 卤味 food_safety | 餐饮 吃 喝 超市 生鲜 水果 肉 鸡 restaurant diner bakery yoghurt yogurt milk "
        "beverage meal snack burger chicken customer_found meat",
    ),
    (
        "medicine",
        "health",
        "假药 劣药 疫苗 药品 副作用 不良反应 误诊 误治 漏诊 医疗事故 医闹 医患 手术 抢救不及时 输错 开错药 错药 医托 "
        "过度医疗 整形 医美 毁容 隆胸 感染 院感 死胎 植入 medical_error malpractice wrong_drug vaccine side_effect "
        "misdiagnos surgery botched overdose adverse_ implants | 医院 医生 护士 患者 病人 诊所 药 hospital patient "
        "clinic doctor nurse",
    ),
    (
        "burning-device",
        "product accident",
        "自燃 起火燃烧 电池起火 电池爆炸 鼓包 冒烟 烧焦 过热 发烫 漏电 触电 电人 短路 充电起火 炸机 充电宝 电热毯 "
        "烧伤用户 self-ignit overheat battery_fire batteries_ catch_fire caught_fire catches_fire smoking_ "
        "smoke_from electric_shock burst_into_flames burns_ short_circuit | 电池 充电 电动车 手机 battery charger "
        "phone scooter",
    ),
    (
        "defect",
        "product",
        "质量问题 质量差 产品缺陷 缺陷 设计缺陷 瑕疵 故障频发 断裂 开裂 自爆 爆裂 脱落 掉漆 漏水 漏油 异响 断轴 绿线 "
        "花屏 死机 失灵 失控 刹车失灵 刹不住 突然加速 失去动力 趴窝 安全气囊 气囊 烂尾 品控 翻新 品质 卡住 夹伤 夹断 "
        "涂层 defect faulty malfunction breaks_ broke_off shatter cracks_ crack_in detach brake accelerat airbag "
        "flaw stopped_working quality_problem screen_ leaks_from loose_ choking_hazard falls_off exploding_ "
        "safety_fault stall | 车主 买家 用户反映 保修 售后 维修 车辆 新车 质量 owners_report device customers_report "
        "oven product appliance stroller vehicle model",
    ),
    (
        "hurt-by-product",
        "product",
        "过敏 红肿 烂脸 脱发 皮疹 灼伤 烫伤 划伤 吞下 误吞 窒息 呛到 婴儿 儿童玩具 伤及 致伤 毁脸 激素脸 红血丝 "
        "allerg rash skin_burn injur swallow choke choking blister cut_by lacerat | 儿童 宝宝 孩子 玩具 化妆品 面霜 "
        "护肤 child toy baby infant cosmetic cream skin",
    ),
    (
        "recall",
        "product",
        "召回 停售 下架产品 紧急下架 停止销售 缺陷产品管理 主动召回 退换 三包 recall withdrawn_from_sale "
        "pulled_from_shelves stop_sale take_back | 监管部门 责令 批次 同批次 regulator batch",
    ),
    (
        "data-leak",
        "data",
        "数据泄露 信息泄露 隐私泄露 泄露 泄漏信息 泄密 外泄 外流 暗网 拖库 撞库 脱库 数据库裸奔 公开下载 倒卖信息 "
        "贩卖信息 个人信息 用户信息 会员资料 客户资料 客户信息 身份证号 手机号 住址 开房记录 简历 病历 面单 内鬼 "
        "出售数据 数据被卖 data_leak data_breach breach leaked_data exposed_data personal_data customer_data "
        "records_ passwords credential passport_scan unprotected storage_bucket exposed dark_web access_key "
        "source_code misdirected_e | 信息 资料 数据 身份证 隐私 号码 名单 泄 database leak data users' customers' "
        "confidential",
    ),
    (
        "hacked",
        "data system",
        "黑客 勒索 勒索软件 勒索病毒 被入侵 入侵 被攻击 网络攻击 钓鱼 木马 病毒 漏洞 盗号 账号被盗 被盗刷 盗刷 爬虫 "
        "后门 撞库攻击 脚本 薅羊毛 hack ransom malware phish intrusion attackers vulnerab cyber exploit "
        "credential_stuff stolen_ account_takeover backdoor ddos | 安全研究员 白帽 加密 bitcoin security_research",
    ),
    (
        "tracking",
        "data",
        "偷窥隐私 监听 窃听 偷听 偷偷读取 读取通讯录 剪贴板 过度收集 违规收集 强制授权 人脸识别 人脸数据 定位跟踪 "
        "隐私政策 权限 精准推送 骚扰电话 推销电话 摄像头被 推送广告 隐私协议 用户协议 霸王条款 privacy_polic "
        "without_consent tracking eavesdrop listening_to facial_recog collects_ gdpr location_data spying surveill "
        "cookies | 隐私 偷拍数据 授权 privacy consent camera_footage",
    ),
    (
        "outage",
        "system",
        "宕机 崩了 崩溃 瘫痪 打不开 无法登录 登不上 登录不了 登陆不了 无法下单 无法支付 支付失败 下单失败 付不了款 "
        "转圈 白屏 黑屏 闪退 卡顿 服务器 机房 断电 断网 网络中断 中断服务 服务中断 系统故障 系统异常 系统升级 "
        "无法访问 报错 不可用 超时 数据库 回滚 回档 丢单 订单消失 进不去 连不上 收不到验证码 扫码失灵 不到账 收银机 "
        "服务异常 大面积故障 outage downtime is_down are_down went_down unavailable login_fail cannot_log_in "
        "can't_log_in fails_for error_rate 5xx 502 503 504 500_error latency timeout timed_out crashes_on app_crash "
        "server database_ replica failover rollback roll_back deploy release_ checkout_ payment_fail payments_fail "
        "unreachable black_screen data_center data_centre dns not_loading offline_ degraded service_disruption "
        "network_ power_cut | 系统 后台 APP 网站 用户反映 故障 升级 技术团队 订单 支付 客户端 app. website log_in "
        "cloud customers_cannot",
    ),
    (
        "data-loss",
        "system",
        "数据丢失 误删 删库 丢失数据 文件丢失 数据清空 清空 记录消失 备份失败 丢失装备 data_loss lost_data "
        "deleted_by_mistake accidentally_delet wiped backup_fail | 恢复数据 backup",
    ),
    (
        "leader-words",
        "speech",
        "不当言论 言论不当 言论引争议 失言 言论 口无遮拦 出言不逊 公开发言 怼网友 怼媒体 怼 骂消费者 骂用户 骂网友 "
        "嘲讽 嘲笑 狂言 爹味 内部讲话 内部会 内部邮件 录音曝光 录音流出 直播回应 嫌贵 废物 刁民 炫耀 炫富 炒作自己 "
        "凡尔赛 摆架子 上面有人 发言引发 说漏嘴 语录 福报 controversial_remark remarks comments_about said_that "
        "told_a told_investors tweet mocked mocking_ mocks boast insulted called_customers interview_ talk_show "
        "leaked_audio off-colour gaffe old_posts resurfaced rant boastful slur | 回应称 言 发文 朋友圈 微博 发布会 "
        "演讲 访谈 论坛上说 直播 说 statement on_stage podcast clip",
    ),
    (
        "leader",
        "speech",
        "创始人 联合创始人 董事长 总裁 总经理 副总 CEO CFO COO 首席执行官 高管 老板 掌门人 企业家 一把手 公关总监 "
        "负责人称 大股东 董秘 executive. executives. chairman chairwoman founder co-founder cfo. ceo. coo. cto. "
        "chief_executive vice_president | 领导 主管 经理 老总 高层 发言人 director boss spokesperson board_member",
    ),
    (
        "leader-affair",
        "speech scandal",
        "出轨 婚外情 小三 原配 女下属 牵手逛街 离婚 私生子 桃色 绯闻 私生活 酒后 酒驾 醉驾 吸毒 嫖娼 赌博 学历造假 "
        "简历造假 被带走 失联高管 affair. mistress extramarital drunk resume_fraud faked_degree scandal gambl "
        "prostitut drug_use private_life | 丑闻 八卦 曝光",
    ),
    (
        "layoffs",
        "labour",
        "裁员 裁掉 被裁 辞退 开除 解雇 优化员工 毕业员工 末位淘汰 劝退 毁约 毁offer 解约应届 N+1 遣散 强制离职 逼退 "
        "变相裁 lay_off laid_off layoff fired dismissed_staff job_cuts redundan sacked cuts_jobs terminated "
        "severance let_go | 赔偿 脉脉 应届 离职 offer. jobs",
    ),
    (
        "overtime",
        "labour",
        "加班 996 007 过劳 猝死 连续上班 夜班 工时 单休 大小周 压榨 血汗工厂 过劳死 不让请假 放弃年假 年假 "
        "奋斗者协议 KPI 如厕 上厕所 监控员工 监视员工 员工离职倾向 内卷 strict_quota overtime overwork sweatshop "
        "long_hours night_shift burnout toilet_break timed_in exhaust_ child_labo forced_labo working_conditions | "
        "员工 工人 试用期 职场 打卡 承诺书 staff workers employees warehouse",
    ),
    (
        "wages",
        "labour",
        "欠薪 拖欠工资 讨薪 拖欠薪资 降薪 减薪 工资 年终奖 绩效扣 克扣 社保 公积金 五险一金 工伤 仲裁 劳动合同 "
        "劳务派遣 外包员工 农民工 骑手 配送费 罚款员工 意外险 劳动 unpaid_wage wages salar pay_cut bonus_ "
        "minimum_wage arbitrat gig_work couriers_ riders work_accident pay_dispute pension | 女员工 实习生 员工福利 "
        "合同 赔付 drivers_ pay.",
    ),
    (
        "strike",
        "labour protest",
        "罢工 停工 工会 集体停运 罢运 拉横幅 静坐 堵门 罢课 走上街头 游行 示威 聚集抗议 散步维权 strike union. "
        "walkout walked_out picket protest_march demonstrat | 横幅 抗议 坐在 维权 protest",
    ),
    (
        "workplace-bias",
        "labour discrimination",
        "孕妇 怀孕 哺乳期 产假 调岗 生育 婚育 年龄歧视 35岁 性别歧视招聘 乙肝 限男性 不招 招聘启事 pregnan maternity "
        "age_discrimin hiring_bias glass_ceiling equal_pay | 招聘 岗位 面试 recruit interview",
    ),
    (
        "racism",
        "discrimination",
        "种族歧视 种族主义 辱华 眯眯眼 丑化 歧视亚洲 歧视黑人 黑脸 地域歧视 地域黑 歧视 与狗不得 外地人 乡下人 黑人 "
        "白人至上 racist racism racial xenophob dark-skinned blackface ethnic stereotyp immigrants asian_ minorit "
        "slant | 亚洲人 外国人 某地人 skin_colour activists",
    ),
    (
        "sexism",
        "discrimination",
        "性别歧视 物化女性 不尊重女性 歧视女性 侮辱女性 女权 男女对立 擦边 低俗 恶俗 色情 软色情 开黄腔 谐音梗 "
        "大尺度 不堪入目 月经 卫生巾 妇女节 身材羞辱 容貌焦虑 厌女 打拳 sexist sexism misogyn objectif vulgar "
        "obscene body_sham degrading_to_women lewd gender | 女性 性别 冒犯 广告文案 海报 women",
    ),
    (
        "faith-nation",
        "discrimination",
        "宗教 清真 穆斯林 佛祖 神灵 亵渎 民族感情 民族 伤害感情 国旗 国歌 地图 台湾 港独 台独 新疆棉 主权 领土 "
        "历史虚无 军国主义 旭日旗 靖国神社 南京大屠杀 抗战 英烈 烈士 阵亡 先烈 不爱国 辱国 民族尊严 religio sacred "
        "blasphem believers holy_ church mosque national_flag territor taiwan map_without patriot veteran "
        "war_memorial holocaust nazi martyr | 爱国 国家 历史 道歉声明 national history",
    ),
    (
        "disability-age",
        "discrimination service",
        "残疾人 残障 轮椅 盲人 导盲犬 聋哑 自闭症 精神病人 老年人 老人被 歧视老人 弱势 农民 肥胖 wheelchair disabil "
        "disabled guide_dog blind. deaf autis elderly | 老太太 老人 old_guest",
    ),
    (
        "campaign",
        "discrimination",
        "广告翻车 广告引争议 广告片 宣传片 宣传海报 宣传图 营销翻车 文案翻车 文案 联名 联名款 图案 蹭热点 灾难营销 "
        "消费苦难 吃人血馒头 低级红 不当营销 冒犯 被指冒犯 下架广告 新广告 ad_campaign advert commercial_ billboard "
        "poster slogan tone-deaf insensitive offend offensive furious_about collaboration_ jingle mannequin | 广告 "
        "营销 海报 模特 主题 争议 campaign marketing brand_video outrage backlash",
    ),
    (
        "rude",
        "service",
        "态度恶劣 态度差 服务态度 恶语相向 辱骂顾客 骂顾客 辱骂 翻白眼 阴阳怪气 冷嘲热讽 爱理不理 不耐烦 出言侮辱 "
        "甩脸 羞辱 看不起 买不起 别摸 趾高气扬 傲慢 推诿 踢皮球 客服挂断 挂电话 不理人 敷衍 甩锅 冷漠 刁难 骂人 "
        "嘲讽顾客 嗑瓜子 店大欺客 rude impolite insult shout yelled mock laughed_at hung_up ignored_the arrogant "
        "unfriendly humiliat threw_ sneer contempt hostile_staff | 店员 服务员 空姐 乘务员 柜姐 导购 前台 保安 客服 "
        "司机 护士 顾客 staff_ waiter waitress receptionist clerk attendant flight_attendant guest cashier",
    ),
    (
        "refused-service",
        "service",
        "拒绝服务 拒载 赶下车 赶出 拒绝退货 退货被拒 不给退 不给办 不予受理 拒绝入住 拒收现金 拒收 强制消费 强制 "
        "刁难老人 柜台 搜包 搜身 强行 扣留 驱赶 禁止入内 禁止自带 refused_to refuses_to turned_away denied_entry "
        "kicked_out thrown_off dragged searched_ forced_to_leave barred removed_from_the | 差评 威胁 投诉无门 投诉 "
        "售后 complaint",
    ),
    (
        "quarrel",
        "service violence",
        "争执 冲突 推搡 动手 互殴 打人 打架 殴打 扭打 肢体冲突 口角 群殴 泼 掌掴 耳光 拳打脚踢 围殴 打伤 肇事 brawl "
        "scuffle fight. fistfight punched slapped shoved beaten beat_up attacked_a assault_ knocked_down | 物业 保安 "
        "骨折 监控 security_guard",
    ),
    (
        "overcharge",
        "price",
        "乱收费 多收费 收费 天价 宰客 坐地起价 涨价 价格虚高 加价 加价五倍 溢价 哄抬物价 发国难财 发灾难财 抢钱 太贵 "
        "按分钟计费 不标价 价格刺客 雪糕刺客 刺客 增项 高价 贵得离谱 强制搭售 捆绑销售 缺斤少两 鬼秤 短斤缺两 缩水 "
        "overcharg surge_pric price_goug rip-off ripoff price_hike price_increase charged_twice charged_four "
        "double_charg too_expensive exorbitant extra_fee hidden_fee resort_fee surcharge unauthori shrinkflation | "
        "价格 元一 收了 结账 游客 景区 停车场 贵 price fee. fees charged_ cost dollars bill.",
    ),
    (
        "price-tricks",
        "price",
        "大数据杀熟 杀熟 老会员 先涨后降 先提价 虚假折扣 虚假促销 价格欺诈 保价 比价 套路 双标 区别定价 价格歧视 "
        "规则复杂 优惠券作废 砍单 标错价 dynamic_pric price_discrimin fake_discount bait misprice cancel_orders "
        "price_history | 新用户 促销 大促 打折 优惠 discount sale. promotion",
    ),
    (
        "subscription",
        "price",
        "自动续费 自动续订 自动扣费 扣费 扣款 偷偷扣 默认勾选 取消按钮 会员费 超前点播 过期清零 余额清零 余额 充值 "
        "积分清零 年费 退订难 取消难 套娃收费 subscription renew auto-renew cancel_button charged_after free_trial "
        "expire_ doubled_overnight | 会员 续费 套餐 membership plan.",
    ),
    (
        "refund",
        "price",
        "退款难 不退款 拒绝退款 退款 退费 退票 手续费 退改 押金 退押金 定金不退 拒绝赔偿 拒赔 理赔难 不予赔付 赔付 "
        "refund money_back deposit compensation_refus reimburse claims_denied | 退 赔 要求退还 消费者 chargeback",
    ),
    (
        "rumour",
        "rumour",
        "谣言 造谣 网传 传言 不实 不实信息 辟谣 假新闻 假消息 虚假信息 失实 捏造 编造 传谣 散布 谣传 恶意剪辑 "
        "断章取义 张冠李戴 旧视频 旧图 移花接木 以讹传讹 误读 小道消息 据传 子虚乌有 并无此事 没有此事 澄清 疯传 "
        "家长群 朋友圈疯转 转疯了 阴谋论 rumour rumor hoax fake_news false_claim misinform disinform debunk "
        "unfounded old_photo old_video shared_as viral_claim conspirac untrue no_truth out_of_context chain_message "
        "claims_that_our false_report denies | 微信群 群里 转发 传 声明 误传 自媒体 阅读十万 viral whatsapp",
    ),
    (
        "forged",
        "rumour fraud",
        "冒充 假冒官方 冒用 伪造公文 伪造文件 伪造 假通知 假公告 假优惠券 假客服 仿冒网站 山寨官网 钓鱼页面 钓鱼网站 "
        "AI换脸 换脸 深度伪造 合成视频 合成音频 P图 假截图 假账号 高仿号 诈骗短信 冒名 forged deepfake impersonat "
        "fake_account fake_website fake_letter fake_test fake_coupon spoof doctored fabricated phoney ai-generated | "
        "诈骗 骗局 骗子 scam",
    ),
    (
        "smear",
        "rumour",
        "水军 黑公关 抹黑 恶意抹黑 竞争对手 竞品 职业黑 恶意差评 刷差评 敲诈 碰瓷 举报信 污蔑 诽谤 名誉权 带节奏 "
        "批量发帖 做空机构 smear paid_trolls bots. competitor_ defam libel slander negative_campaign "
        "fake_reviews_about blackmail | 取证 对手 有组织 troll",
    ),
    (
        "counterfeit",
        "fake",
        "假货 售假 卖假 假冒 假冒伪劣 高仿 山寨 仿品 仿冒 莆田 正品 鉴定为 翻新机 以次充好 掺假 掺水 勾兑 贴牌 "
        "假一赔十 打假 打假人 职业打假 二手当新 冒充新机 假酒 假烟 假茅台 送检 含量为零 糖水 糖浆 证书假 counterfeit "
        "knock-off knockoff fakes_ fake_goods fake_product refurbished replica_ imitation adulterat diluted "
        "authenticity not_genuine sold_as | 旗舰店 代购 直播间 检测报告 主播 鉴定 serial_number laboratory",
    ),
    (
        "false-advertising",
        "fake",
        "虚假宣传 夸大宣传 夸大 虚假广告 误导消费者 货不对板 图文不符 实物不符 实测不符 名不副实 虚标 参数造假 "
        "零添加 吹嘘 号称 所谓 包治 神药 疗效 保健品骗 养生 没有资质 无资质 无证 资质造假 专利号 挂羊头 智商税 "
        "概念炒作 名师 伪科学 假专家 承诺未兑现 样板间 沙盘 规划不符 漂绿 false_advertis mislead exaggerat "
        "advertised greenwash misrepresent deceptive bogus unapproved no_approval unlicensed claims_to_cure cure_for "
        "so-called 100_% not_as_described fake_certificate unsubstantiat mislabel | 宣传 广告法 成分 宣称 承诺 被骗 "
        "labelled label claim",
    ),
    (
        "faked-figures",
        "fake finance",
        "数据造假 刷单 刷量 刷好评 刷票 买粉 虚假评价 好评返现 测试造假 排放造假 作弊 造假 学术造假 论文造假 抄袭 "
        "剽窃 洗稿 侵权 盗版 盗图 版权 商标 fake_review paid_review bought_follower emissions_cheat falsif cheat "
        "plagiar copyright infring pirated stole_the_design | 原创 设计师 original designer",
    ),
    (
        "delays",
        "transport",
        "航班取消 大面积延误 延误 晚点 取消航班 停飞 停运 停摆 滞留 备降 返航 改签 迫停 区间停车 等了七小时 候机 "
        "候车 旅客 晚点数小时 跑道上等 抛锚 没来接 停在隧道 误机 误车 delay cancelled_flight flights_cancel "
        "cancelled_train grounded stranded stuck_on divert tarmac missed_connection turned_back waits_ "
        "wait_for_hours waited_ hours_late queue_ passengers_wait | 航班 飞机 机场 高铁 列车 火车 地铁 大巴 轮渡 "
        "乘客 航空 春运 暴雪 台风 暴雨 大雾 flight airline airport train. trains ferry coach. bus. passenger fog "
        "snow traveller traveler station",
    ),
    (
        "overbooked",
        "transport service",
        "超售 超卖 机票超售 拒绝登机 被拒登机 到店无房 无房 降舱 换座 甩客 甩团 丢下游客 导游 强制购物 黑导游 旅行团 "
        "跟团 地接 overbook oversold bumped denied_boarding no_room tour_guide | 游客 旅游 酒店 旅行社 hotel tour. "
        "tourists",
    ),
    (
        "luggage",
        "transport",
        "行李丢失 行李箱 行李 行李破损 托运 宠物托运 丢行李 luggage baggage suitcase lost_bag",
    ),
    (
        "logistics",
        "transport",
        "物流 快递延误 爆仓 包裹 丢件 快递丢失 不发货 没发货 延迟发货 发货慢 送货 派送 分拨中心 积压 暴力分拣 "
        "虚假签收 缺货 断货 断供 供应中断 配送超时 parcel late_deliver deliver backlog shipment never_arrived "
        "undelivered lost_package supply_shortage out_of_stock shipping | 快递 仓库 卖家 收货 订单 courier sorting",
    ),
    (
        "fire",
        "accident",
        "火灾 大火 起火 着火 失火 燃爆 爆燃 浓烟 火势 消防 烧毁 扑灭 引燃 灭火 明火 fire. fires. blaze burning "
        "flames firefight smoke. burned_down burnt_down | 烟 疏散 evacuat",
    ),
    (
        "explosion",
        "accident",
        "爆炸 闪爆 煤气 燃气 液化气 天然气泄漏 气体泄漏 毒气 氨气泄漏 氯气 危化品 泄漏事故 化工厂 粉尘 explo blast "
        "gas_leak chemical_leak ammonia chlorine_ | 工厂 厂区 车间 plant. factory",
    ),
    (
        "collapse",
        "accident",
        "坍塌 倒塌 垮塌 塌方 塌陷 塔吊 吊车 脚手架 坠落 高空坠物 坠楼 坠亡 压住 被埋 被困 压垮 透水 矿难 滑坡 踩踏 "
        "机毁 电梯坠落 电梯 坠到 collaps crane scaffold caved_in trapped buried stampede elevator fell_on fell_from "
        "landslide crush | 工地 施工 屋顶 救援 construction_site roof rescue",
    ),
    (
        "crash",
        "accident",
        "车祸 坠毁 坠机 空难 追尾 相撞 撞车 翻车事故 坠沟 坠河 坠崖 侧翻 脱轨 沉船 翻船 撞人 碾压 crash_ crashed "
        "derail collision collided capsiz sank. sunk plane_crash overturn ran_over | 大巴 校车 事故 accident bus_ "
        "vehicle_",
    ),
    (
        "casualties",
        "accident",
        "死亡 身亡 遇难 伤亡 死伤 重伤 受伤 溺水 溺亡 窒息身亡 没有呼吸 不治 抢救无效 送医 送往医院 失踪 遗体 "
        "生命危险 命案 丧生 安全事故 安全生产 游乐园 过山车 倒挂 落水 熟睡 忘在车里 died dead. death killed casualt "
        "fatal drown injured taken_to_hospital hospitali missing_person unconscious roller_coaster victims | "
        "人数不明 事故 家属 医院 hospital hurt",
    ),
    (
        "disaster",
        "disaster accident",
        "地震 洪水 水灾 洪涝 山洪 泥石流 台风登陆 海啸 暴雨成灾 内涝 疫情 感染者 聚集性 确诊 隔离 封控 停水 停电 "
        "earthquake flood typhoon hurricane tsunami epidemic outbreak quarantine virus_ power_outage | 灾区 灾难 "
        "赈灾 捐款 诈捐 donation",
    ),
    (
        "pollution",
        "environment",
        "污染 偷排 直排 排污 废水 污水 黑水 废气 黄烟 黑烟 烟囱 恶臭 扰民 臭气 粉尘污染 噪音 泄漏原油 漏油事故 原油 "
        "油污 尾矿 渗漏 重金属污染 土壤 地下水 井水 倾倒 垃圾 危废 固废 填埋 废弃电池 焚烧 环保 环保局 环评 碳中和 "
        "碳排放 排放超标 死鱼 翻了肚皮 pollut spill oil_slick sewage wastewater waste_ dump emission "
        "contaminated_river tailings toxic_smoke smog chimney groundwater carbon_neutral climate landfill "
        "microplastic plastic_pellet stench | 河 湖 海滩 下游 居民 村民 鱼塘 river lake beach residents villagers "
        "environment",
    ),
    (
        "nature",
        "environment animal",
        "砍伐 毁林 填湖 填海 湿地 保护区 保护林 濒危 候鸟 白鹭 野生动物 生态 滥捕 盗猎 象牙 热带雨林 棕榈油 deforest "
        "rainforest protected_forest wetland endangered wildlife reserve. bird_reserve habitat timber palm_oil "
        "logging poach | 生态环境 林地 森林 forest species",
    ),
    (
        "animals",
        "animal",
        "虐待动物 虐猫 虐狗 虐待 动物实验 动保 宠物死亡 宠物 打死狗 活拔 皮草 毒死 流浪猫 流浪狗 剥皮 猫狗 鲨鱼 "
        "animal_cruel animal_abuse animal_test animal_right animal_welfare fur. pet_died dog_died cat_died tortur "
        "slaughterhouse | 猫 狗 小动物 dogs cats animals",
    ),
    (
        "runaway",
        "finance",
        "跑路 卷款 失联 人去楼空 关门 闭店 一夜关门 倒闭 破产 爆雷 暴雷 停业 资金链断裂 资金链 预付卡 预付 课时 挤兑 "
        "提现困难 无法提现 限制提现 停止提现 长租公寓 租金贷 烂尾楼 退不了 bankrupt insolven vanish shut_overnight "
        "closed_overnight disappear run_on_the_bank halted_withdraw withdrawals_ liquidity default ponzi "
        "collapsed_lender prepaid | 健身房 教培 会员 家长 维权群 押金 creditors",
    ),
    (
        "investments",
        "finance",
        "理财 基金亏损 逾期 兑付 非法集资 集资 庞氏 传销 投资者 债券违约 违约 信托 P2P 套牢 割韭菜 炒币 虚拟货币 "
        "贷款 校园贷 高利贷 催收 暴力催收 飞单 质押 investor wealth_product bond_ crypto loan_ debt_collect pledged "
        "mis-sold pyramid_scheme | 银行 存款 保险 资金 客户经理 bank. savings insurance",
    ),
    (
        "accounts",
        "finance",
        "财务造假 虚增 业绩造假 审计 会计 年报 财报 做空 做空报告 内幕交易 操纵股价 股价 跌停 停牌 退市 证监会 "
        "交易所 立案调查 问询函 偷税 漏税 逃税 税务 洗钱 亏损 营收 利润 accounting fraud auditor audit_ restat "
        "insider_trad short_seller revenue_ inflated shares_fell share_price stock_ delist securities_regul sec_ "
        "tax_evas tax_fraud money_launder analyst_report earnings quarterly | 上市公司 股东 报告 shareholders "
        "annual_report",
    ),
    (
        "corruption",
        "finance legal",
        "贪污 受贿 行贿 贿赂 回扣 挪用 挪用公款 公款 职务侵占 腐败 利益输送 权钱交易 围标 串标 商业贿赂 带走调查 "
        "留置 被查 brib corrupt kickback embezzl misappropriat misus bid_rigg nepotis conflict_of_interest | 采购 "
        "供应商 内部调查 procurement",
    ),
    (
        "suppliers",
        "finance",
        "拖欠货款 货款 供应商讨债 供应商 欠款 经销商 加盟商 加盟费 割加盟 二选一 压榨商家 商家维权 账期 supplier "
        "unpaid_invoice dealers franchise owes_ merchants | 厂商 堵住 总部 contract",
    ),
    (
        "legal",
        "legal",
        "起诉 诉讼 被告上法庭 集体诉讼 法院 判决 败诉 律师函 立案 处罚 罚款 罚单 行政处罚 约谈 整改 吊销 违法 违规 "
        "涉嫌犯罪 刑拘 逮捕 垄断 反垄断 不正当竞争 制裁 出口管制 禁令 听证 lawsuit sued sues class_action court "
        "fined penalt regulator antitrust monopol sanction subpoena arrested indict prosecut violat illegal ban. "
        "banned | 警方 调查 通报 监管 investigat police watchdog",
    ),
    (
        "boycott",
        "protest",
        "抵制 抵制购买 拒买 卸载 集体退订 联名抗议 维权 维权群 联名 集体投诉 请愿 砸店 退货潮 脱粉 取消关注 boycott "
        "petition uninstall hashtag cancel_culture mass_complain unfollow | 声讨 愤怒 热搜 网友怒 angry furious "
        "trending",
    ),
    (
        "handling",
        "protest",
        "删帖 删评 控评 撤热搜 道歉没诚意 甩锅临时工 临时工 公关翻车 回应翻车 二次翻车 冷处理 避重就轻 官微 小编 "
        "手滑 发错微博 官方账号 deleted_post delet_comments non-apology half-hearted official_account "
        "social_media_manager intern_ posted_by_mistake | 道歉 回应 致歉 apolog",
    ),
    (
        "sexual",
        "violence",
        "性骚扰 性侵 猥亵 强奸 强暴 迷奸 灌醉 动手动脚 咸猪手 摸大腿 骚扰女 骚扰 偷拍 针孔 针孔摄像头 更衣室 裙底 "
        "不雅视频 不雅照 尾随 跟踪 试镜 潜规则 女乘客 女学员 sexual harass molest grop raped rape. filmed_women "
        "hidden_camera upskirt changing_room stalk followed_a_customer lewd_act voyeur indecent consent_ metoo "
        "force_the_door | 女实习生 女学生 女同事 受害人 报警 victim women_",
    ),
    (
        "abuse",
        "violence",
        "虐童 体罚 打骂 打学生 扇耳光 扇 喂药 针扎 霸凌 校园霸凌 欺凌 家暴 捆绑 虐待老人 护工 养老院 托管班 "
        "幼儿园老师 师德 非法拘禁 软禁 囚禁 child_abuse abused abuse. bullying bully maltreat mistreat "
        "corporal_punish locked_in nursing_home kindergarten_teacher beat_a | 幼儿园 老师 学校 学生 未成年 家长 失能 "
        "teacher school pupil daycare",
    ),
    (
        "crime",
        "violence",
        "持刀 砍人 行凶 伤人 杀人 绑架 抢劫 枪击 枪声 自杀 跳楼 轻生 失踪女 乘客遇害 遇害 纵火 投毒 恐吓 死亡威胁 "
        "stabb shooting gunman murder kidnap robber knife arson suicid threat_to_kill hostage bomb threat_ | "
        "警方通报 嫌疑人 suspect killer",
    ),
    (
        "endorser",
        "celebrity",
        "代言人 代言 形象大使 品牌大使 品牌挚友 明星 艺人 歌手 演员 偶像 爱豆 塌房 顶流 网红 头部主播 带货主播 "
        "签约主播 博主 综艺 选手 粉丝 饭圈 官宣 解约 撤下海报 耍大牌 赞助 赞助商 运动员 假唱 brand_ambassador "
        "ambassador endors celebrit influencer actor actress singer idol comedian athlete sponsor doping fans_ "
        "spokesmodel fronts_our football_star streamer rapper | 主播 带货 翻车 直播 粉 star. celebrity_ show",
    ),
)
