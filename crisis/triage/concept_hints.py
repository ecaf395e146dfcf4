"""Everyday words of the fields in which crises happen: they hint at a family of concepts, no more.

Answers for: texts that tell a thing without its name ("the fans were turned off in the hall"). Written as in
``concept_words``: a key, its families, words. May not: match them.
"""

CONCEPT_HINTS: tuple[tuple[str, str, str], ...] = (
    (
        "eating",
        "food",
        "食品 食物 菜品 菜 肉 鱼 虾 蟹 海鲜 三文鱼 生鱼片 寿司 刺身 牛排 烤肉 烧烤 炸鸡 汉堡 薯条 披萨 面条 方便面 "
        "米线 米饭 馒头 包子 饺子 豆腐 豆浆 豆制品 鸡蛋 鸭脖 香肠 火腿 腊肉 罐头 凉皮 麻辣烫 小龙虾 粽子 汤圆 糕点 "
        "饼干 巧克力 糖果 冰淇淋 果汁 可乐 咖啡 茶饮 辅食 酱油 醋 食用油 盐 蜂蜜 坚果 果冻 沙拉 蔬菜 西瓜 草莓 葡萄 "
        "盒饭 便当 团餐 自助餐 烘焙 熟食 冷链 餐具 筷子 盘子 杯子 吸管 厨师 食堂 小吃 档口 奶茶店 咖啡店 酒楼 寄生虫 "
        "蠕动 发臭 臭味 农场 屠宰 养殖 饮用水 桶装水 添加 口感 舔 脚踩 sandwich sushi fish. seafood shrimp salad "
        "soup pizza noodle rice. bread cake cheese milk egg eggs vegetable fruit juice coffee tea. chocolate candy "
        "ice_cream hot_dog sausage pork beef lunch dinner breakfast eat. eating ate. drink. drinking tasted taste "
        "smell_of stomach kitchen canteen cafeteria buffet catering chef cook. supermarket grocery droppings "
        "parasite jar. tin. can_of bottle formula ingredients label diners cutlery 生菜 剩余 冰箱里 冷藏 解冻 保鲜 "
        "发酸 变味 异臭 长毛 腹痛 发烧 恶心 急诊 食客 就餐 用餐 聚餐 婚宴 生日会 校园餐 配餐 央厨 中央厨房 供货 "
        "供应商食材 腌制 酸菜 泡菜 老坛 火锅底料 香锅 冒菜 鸡爪 鸭血 牛肉丸 羊肉卷 虾滑 蟹棒 奶油 奶盖 珍珠 椰果 "
        "鲜榨 原浆 白酒 啤酒 红酒 保健酒 爪 鸟类 尸体 飞蛾 蚊虫 蚂蚁 蜗牛 青虫 蜈蚣 头皮 皮屑 血迹 胶带 棉签 手套 "
        "纽扣 金属丝 检出菌 抽样 国标 不达标 三无食品 过夜菜 二手油 反复煎炸 berry berries hepatitis norwalk chilled "
        "frozen raw. undercooked stale slime stench mouldy fungus bone feather glove pouch puree cereal honey oil. "
        "flour spice vitamin baby_food allergen peanut mislabelled_food recall_of_food food_recall linked_to_our "
        "cluster outbreak_of stomach_bug nausea",
    ),
    (
        "goods",
        "product",
        "洗衣机 冰箱 空调 电视 热水器 微波炉 电饭煲 豆浆机 吸尘器 扫地机 保温杯 锅 菜刀 家具 床垫 衣柜 柜子 沙发 "
        "灯具 插座 电脑 笔记本 耳机 手表 手环 折叠屏 屏幕 相机 无人机 平衡车 自行车 头盔 轮胎 座椅 安全座椅 安全带 "
        "雨刮 变速箱 发动机 底盘 电机 铰链 涂料 油漆 地板 板材 尿不湿 纸尿裤 奶瓶 婴儿车 推车 文具 校服 鞋 衣服 "
        "羽绒服 口红 粉底 洗发水 牙膏 洗面奶 防晒 面膜 染发 烫发 美瞳 隐形眼镜 口罩 体温计 血压计 血糖仪 轮椅 助听器 "
        "测评 评测 碰撞测试 断开 弹开 散架 变形 掉色 褪色 飞出 裂纹 生锈 松动 卡死 黑屏 白烟 烧坏 人为损坏 用户手册 "
        "说明书 返厂 质检 电线 washing_machine fridge freezer dishwasher heater kettle toaster microwave vacuum "
        "laptop tablet headphone watch. band. helmet tyre tire. engine gearbox seat_belt seatbelt car_seat pram crib "
        "cot. furniture dresser mattress ladder drill saw. lamp plug socket wire shoes jacket sunscreen shampoo "
        "lipstick lotion device monitor thermometer gauge reading sensor hinge wheel handle lid breaks broke broken "
        "break_apart crack snap jam jams fell_off came_off wrong_reading too_low inaccurate warranty manual "
        "magazine_test tested consumer_test 螺丝松动 护栏 床 折断 卡扣 卡入 夹住 挤压 勒住 倒扣 爆胎 甩尾 熄火 抖动 "
        "停车场自燃 整车 电动自行车 滑板车 玩具车 气球爆 排气阀 喷溅 压力锅 高压锅 炸裂 烧起来 漏气 漏液 发黑 锈迹 "
        "起皮 缩水 开胶 掉漆 断针 失准 误差 召回公告 消费提示 风险提示 安全隐患 同款 批号 型号 设计 工艺 零件 配件 "
        "保修期 返修 三包 双倍剂量 剂量 hoverboard e-bike ebike e-scooter drone rail screw bolt valve lid_ blow blew "
        "melted melt sparks overheats overheating sets_fire set_fire on_fire fire_hazard strangl entrap tip_over "
        "tipped pinch amputat finger fingers wrist eye eyes swallowed button_cell magnet double_dose dose_error pump "
        "implant brake_pad steering ignition recall_notice hazard unsafe safety_notice faulty_batch batch_of serial",
    ),
    (
        "files",
        "data",
        "资料 名单 表格 文件 网盘 公开链接 搜索引擎 搜到 数据集 账号 密码 短信验证码 人脸 指纹 声纹 身份 户籍 成绩 "
        "学籍 就诊记录 聊天记录 通话记录 行程 轨迹 家庭住址 工资表 工资条 邮箱 邮件 群发 抄送 权限 后台权限 登录记录 "
        "明码标价 论坛出售 接口泄 加密 解密 备份 赎金 赎 内部文件 源代码 密钥 裸奔 打包出售 五毛一条 file. files "
        "folder spreadsheet e-mail email attachment inbox shared_link public_link looked_up records record. database "
        "passport licence_number licence_plate social_security address_ phone_number account_number health_data "
        "medical_record contract encrypted encrypt ransom publish_ posted_online for_sale_on forum strangers "
        "could_see showed_other visible_to other_people's identity biometric fingerprint face_data hijacked_account "
        "intruder attacker stolen_laptop lost_usb misdirect wrong_recipient parked 通话清单 清单 通讯录 短信记录 "
        "病史 体检报告 孕检 征信 学生信息 业主信息 房产信息 车主信息 快递信息 卖给 卖给了 倒手 转卖 打包卖 贩卖 窃取 "
        "盗取 爬取 抓取 拼出 定位 位置信息 监控画面 录像 偷录 抄送全员 错发 误发 发错人 权限过大 未授权 未经同意 "
        "弱密码 默认密码 明文 未加密 接口可遍历 越权 改链接 应用商店 下架整改 通报违规 subscriber subscribers "
        "mailing_list newsletter cc'd bcc in_copy everyone_else's other_people other_children's changing_the_link "
        "url_ guessable public_bucket misconfigured permission permissions snoop snooped peeked curious_employee "
        "usb_stick unencrypted plain_text cleartext scraped scraping sold_to_advertis data_broker detective "
        "location_of home_address photos_leaked nude_photos chats transcripts history_of medical_history diagnosis_ "
        "identities id_card ids_ exposed_names names_and data_protection dark_web leak_site deadline pay_within "
        "three_days",
    ),
    (
        "machines-away",
        "system",
        "系统 服务 接口 API 证书过期 域名 DNS 机房 数据中心 光纤 挖断 排队页 排队中 库存为负 并发 流量高峰 崩 卡 "
        "卡死 卡住 加载 加载中 转圈圈 刷不出 刷新 进不去 登录 登陆 验证码 短信收不到 扫码 二维码 小程序 客户端 App "
        "开票 抢票 售票系统 挂号机 叫号 闸机 自助机 取款机 ATM 收款码 刷卡 开不了锁 解锁 计时 断联 离线 掉线 开小差 "
        "网络开小差 没反应 恢复时间 应急预案启动 灰度 上线 更新后 版本 补丁 配置错误 api certificate "
        "expired_certificate domain endpoint region. regions cluster queue_page waiting_room ticketing portal "
        "website web_site app login logged_out sign_in password_reset cash_machine atm card_declined declined "
        "cards_are terminal point_of_sale pos. tills kiosk booking_system backend update. patch bug misconfigur "
        "capacity overload traffic spike not_responding unresponsive slow. frozen freeze offline online_bank "
        "no_signal since_midnight every_region all_regions all_shops nobody_can 停摆 打不了 用不了 无法使用 无法委托 "
        "委托 交易软件 开盘 行情 收不到消息 消息发不出 文档打不开 打开失败 同步失败 丢包 断电 跳闸 断水 充电桩 "
        "拔不出 还不了车 门禁失灵 刷不了 读不出 大屏黑 手写 人工登记 人工柜台 纸质 排长队 排起长龙 恢复正常 紧急抢修 "
        "抢修 工程师 官方致歉 刷屏 瘫 挂了 炸服 掉单 重复扣款 froze freezes hang hangs hung_screen stopped_working "
        "stops stopped_in black_out blackout went_dark went_black no_longer_load won't_load does_not_load not_work "
        "doesn't_work not_working buffering spinning error_message error. errors blank restart reboot restored "
        "engineers_are self-checkout check-in_system checkin_system reservation_system payment_system booking_site "
        "ticket_site streaming_stop stream_stop viewers_could turnstile turnstiles phone_lines call_system "
        "emergency_number handwritten by_hand paper_forms manual_process all_users millions_of_users worldwide "
        "nationwide",
    ),
    (
        "speaking",
        "speech",
        "称 声称 放话 喊话 开炮 炮轰 隔空 对骂 教训 打工人 说教 演讲 致辞 采访 专访 播客 会议上 年会 股东会 内部信 "
        "全员信 群聊 截图 微博 朋友圈 抖音 视频号 短视频 晒 私人飞机 豪宅 豪车 奢侈 富二代 二代 老板娘 掌柜 大佬 "
        "首席 首席科学家 院长 校长 行长 厂长 局长 书记 主席 掉粉 翻车 引发争议 引争议 引众怒 不懂 不需要知情 知情 "
        "普通人 穷人 穷 不努力 懒 president_ head_of chief_ owner founder's billionaire heir son_of yacht "
        "private_jet luxury remark said. says. saying joked joke_about imitat imitates accent called_our called_them "
        "speech interview podcast keynote panel on_air microphone livestream conference tweeted tweets posted. "
        "wrote_on linkedin apology contempt lazy stupid idiots rubbish 实控人 法人 夫妇 内斗 争夺 夺权 公章 罢免 "
        "免职 董事会 辞任 引咎 请辞 卸任 停职 接班 家族 儿子 女儿 情人 不正当关系 恋情 下属 酒局 饭局 拘留 强制措施 "
        "采取强制措施 减持 套现 内幕消息 高薪 天价薪酬 傲慢言论 口出狂言 群里发 聊天截图 信不信我 下岗 你算什么 "
        "board_of resign resigned resigns step_down stepped_down ousted suspended_from relationship_with subordinate "
        "undisclosed sold_his_shares sold_her_shares profit_warning pay_package golden_parachute private_email "
        "leaked_email memo_ tirade outburst swore swearing yelled_at threatened_staff drunk_at boast bragged "
        "nepotism feud power_struggle interview_in",
    ),
    (
        "working",
        "labour",
        "员工 职工 工人 打工 上班 下班 工位 岗位 轮班 倒班 排班 请假 病假 考勤 打卡 早会 绩效 奖金 提成 薪水 发工资 "
        "三个月没拿到钱 合同 签约 解约 违约金 竞业 离职 辞职 清退 优化 架构调整 组织架构调整 组织调整 三十五岁 "
        "程序员 保洁 环卫 快递员 外卖员 骑手 司机师傅 流水线 车间 厂妹 工厂 宿舍 班组长 主管骂 实习 应届 学徒 面试 "
        "入职 试用 背调 培训费 中介 派遣 外包 临时工 兼职 劳动 劳动者 仲裁 维权 高温 中暑 降温 风扇 厕所 纸尿裤 工伤 "
        "职业病 尘肺 worker staff employee crew. cabin_crew pilots drivers cleaner cleaners hands factory_hands "
        "shift shifts roster rota schedule contract_ zero-hours hire hired hiring quit resign colleague colleagues "
        "manager_ boss. office remote_work return_to_office call_in_sick sick_leave sick. holiday_pay vacation "
        "unpaid underpaid paid_less union_ labor labour heat. faint fainted fatigue tired programmers engineers "
        "interns temp_ agency 暑期工 学生工 童工 临时工资 晕倒 检讨 罚站 罚款 扣钱 打卡机 全勤奖 下线 集体下线 "
        "停接单 停工 猝死 去世 过世 轻生 抑郁 霸凌职场 PUA 职场PUA 末位 裁 裁减 优化名单 收拾东西 收拾时间 "
        "一小时离开 社会输送 人才输送 毕业 降级 降本 缩编 关闭部门 搬迁 调令 强制调岗 竞业协议 赔偿金 仲裁庭 "
        "劳动监察 工资条 夜班费 加班费 高温补贴 年假作废 退休 养老金 医保断缴 公会 主播 合约工 自由职业 非员工 temps "
        "intern's apprentices warehouse_staff sent_home without_pay give_up rights_ walk-out walkouts sick-out "
        "go-slow picket_line industrial_action ballot negotiat collective overwork_ death_of_an_employee "
        "employee_died burned_out quota targets_ surveillance_of_staff layoff_list pink_slip job_loss jobs_at "
        "plant_closure closes_plant relocation_of benefits_cut wage_theft tips_ stolen_tips harassment_at_work "
        "toxic_culture",
    ),
    (
        "hurt-feelings",
        "discrimination",
        "傲慢 冒犯 不尊重 侮辱 羞辱 嘲弄 取笑 调侃 讽刺 刻板印象 偏见 筷子 旗袍 汉服 传统服饰 民俗 习俗 春节 清明 "
        "国庆 七夕 母亲节 单身 剩女 丑 胖 矮 黑皮肤 白皮肤 老兵 军歌 国歌 敌国 日军 侵华 独立国家 国家 领土完整 版图 "
        "边界 少数民族 信众 信徒 寺庙 教堂 神像 图腾 服饰 配色 标语 文案 口号 短片 大片 封面 画册 包装图案 名人像 "
        "遗像 讣告 玩梗 梗图 低俗 擦边球 下架其商品 道歉 声讨 撤下 community mocks mocking makes_fun fun_of "
        "joke_gift joke costume traditional_dress chopsticks culture cultural appropriation stereotype skin colour "
        "color. black. asian. chinese. indian. indigenous native_ muslim jewish christian hindu gay. lgbt trans. "
        "women girls mothers fat. plus-size mental_illness suicide_joke slavery colonial flag. flags anthem map. "
        "maps border region_as halloween christmas valentine's poster film. spot. clip caption slogan tagline "
        "magazine_cover doll apology_from demand_an_apology wants_an_apology 祭日 公祭日 国家公祭 纪念日 烈士陵园 "
        "灾区 废墟 地震灾区 消费苦难 消费死者 遇难者 亲人离世 妈妈味 女人味 贤妻 大龄 相亲 彩礼 女司机 处女 胸 "
        "大长腿 露骨 暗示 性暗示 双关 侮辱性 致歉删除 已删除 当天删除 宗教文字 经文 佛像 神明 圣物 圣诞 清真寺 猪 牛 "
        "鞋底 图腾图案 殖民 奴隶 辱骂民族 民俗禁忌 massacre memorial cemetery grave graves tragedy disaster_as 9/11 "
        "genocide victims_of mourning anniversary_of pulled_after withdrew_the_ad ad. ads advert adverts slogan_for "
        "shaming larger_women fat_people sexy half-naked stereotyp patronis patroniz belittl ridicul make_fun_of_the "
        "poor. accents dialect_of homophob transphob islamophob antisemit blackface yellowface dreadlocks headdress "
        "turban hijab pork idol_ deity gods temple prophet",
    ),
    (
        "serving",
        "service",
        "服务 店员 店长 店家 老板 服务员 前台 柜员 地服 空乘 乘务 讲解员 志愿者 管理员 物业 保安 客服 师傅 理发师 "
        "店主 房东 民宿老板 训斥 呵斥 吼 拍桌子 骂 凶 赶走 轰出 不让走 不让进 晾 晾在 等了一小时 排队 敲门 半夜敲门 "
        "推销 强推 办卡 套餐 嫌弃 外地口音 口音 体型 歧视顾客 消费者 顾客 客人 住客 食客 旅客 游客 残障 乘客 "
        "学生顾客 老人 孕妇 抱孩子 推婴儿车 customer customers guest guests client shopper patron passenger told_a "
        "told_by told_to agent call_centre call_center help_desk hotline counter manager_told shop_assistant "
        "assistant hairdresser barber usher bouncer doorman host. waiter server. refuses refused denied rude. rudely "
        "tone attitude shouted snapped ignored laughed size bride widow wheelchair complain complained complaint "
        "bad_review one-star 维修师傅 师傅上门 小病大修 上门维修 推责 推脱 拖延 迟迟不 不予处理 石沉大海 没人管 "
        "没人接 打不通 转人工 机器人客服 敷衍了事 拒绝送货 不上门 送货上门 威胁顾客 知道你家 恐吓 报复 差别对待 "
        "区别对待 看人下菜 不给退 取消订单 取消预订 毁单 砍掉订单 爽约 没房 强卖 霸王 吃相 难看 吐槽 disconnected "
        "cut_off on_hold hold_music wait_90 unanswered no_reply no_answer chatbot_loop automated_reply nobody_helps "
        "sent_away turned_down cancelled_my_booking cancelled_bookings no-show repairman repair_ mechanic technician "
        "delivery_man threatened_customer revenge discrimination_against_customer mother_with breastfeed pram_ "
        "nursing",
    ),
    (
        "paying",
        "price",
        "价格 价钱 单价 标价 明码标价 账单 结账 收银 付款 付钱 多付 多扣 划走 扣了 扣走 元 块钱 一百 两百 三百 贵 "
        "便宜 免费 收费 费用 费率 服务费 手续费 包装费 餐位费 开瓶费 违约金 滞纳金 停车费 物业费 电费 水费 油价 票价 "
        "房价 起步价 押金 订金 定金 预付 余额 优惠券 满减 红包 折扣 会员价 原价 涨 翻倍 price prices pricing priced "
        "cost costs costing charge charges charged bill billed billing invoice fee fees fare fares tariff tip. "
        "discount coupon voucher checkout_price cheaper expensive dollars euros pounds cents percent_more doubled "
        "renewal cancel_ refund refunded balance credit. card_was 翻倍挂出 再付费 额外付费 二次收费 超前 解锁结局 "
        "加钱 补差价 溢价 黄牛 炒价 涨租 涨薪费 小额多次 误扣 多刷 重复收费 充值卡 托管费 八百 上千 天价账单 维修费 "
        "出场费 附加 行李费 选座费 奶袋 extra_charge charged_for charged_a pays_twice pay_again pay_more pay_extra "
        "twice_the tripled quadrupled hike scalper tout resale bundled paywall unlock_the upsell hidden_cost "
        "surprise_bill cleaning_fee baggage_fee seat_fee cancellation_fee minimum_spend gouging profiteer "
        "loyal_customers_pay",
    ),
    (
        "talking-behind",
        "rumour",
        "网传 传出 流传 疯传 业主群 家长群 微信群 群聊 营销号 自媒体 短视频号 博主称 爆料 截图 聊天截图 录音 "
        "视频拼接 拼接 剪辑 P图 旧闻 老新闻 又被翻出来 几年前 自导自演 求证 官方回应 警方辟谣 不属实 系谣言 子虚 "
        "冒名 假的 假冒 伪造 恶搞 山寨账号 盗用 名义 致癌 致不孕 不孕 白血病 中毒说 外星 内幕 知情人士 听说 据说 "
        "screenshot screenshots edited montage footage old_footage last_year's parody satire satirical blue_tick "
        "fake_ false. alleged allegedly supposedly circulat going_round goes_round forwarded forwards group_chat "
        "chain_ telegram tiktok facebook_group know_of_nothing police_know no_such invented made_up made-up "
        "photoshop manipulated clip_shows claims_our claim_that says_that_our announces_that 人造 人造鸡蛋 塑料大米 "
        "塑料紫菜 红头文件 伪造文件 通知截图 系醉酒 醉酒者 行政拘留 散布者 发布者 造谣者 经查 经核实 与事实不符 "
        "警方通报 专家称 科普 实为 缓存 误会 摆拍 剧本 编的故事 带偏 网帖 热帖 小作文 匿名帖 影射 AI生成 AI合成 合成 "
        "换声 假视频 假录音 假公文 贴牌 阴谋 谣 ai-made ai_generated synthetic cloned_voice voice_clone never_wrote "
        "never_said never_happened not_ours we_never does_not_exist nonexistent misattributed miscaptioned "
        "from_another_country from_years_ago staged prank baseless denied rumours rumors whisper gossip conspiracy "
        "chain_letter fact-check fact_check politicians_share members_of_parliament shared_by_thousands retweet",
    ),
    (
        "pretending",
        "fake",
        "真假 真伪 正品 货不对 送检 检测 鉴定 打假 揭穿 识破 山寨 冒牌 贴牌 标签 成分表 含量 产地 原产地 进口 有机 "
        "野生 纯天然 手工 百分百 百分之百 第一品牌 专利 认证 证书 资质 执照 获奖 明星同款 专家推荐 神器 根治 治愈 "
        "减肥 增高 祛斑 保健 genuine authentic original_ organic wild-caught handmade origin imported vegan natural_ "
        "proven clinically cure cures miracle lose_weight supplement certified certificate patent award label "
        "labelled labels laboratory lab. turns_out_to_be turned_out actually instead_of passed_off virgin recycled "
        "糖 勾兑酒 回收瓶 假瓶 灌装 改装 翻新 展示机 样机 二手 拆封 调包 掉包 假证 挂靠 冒牌医生 假专家 演员扮演 "
        "托儿 刷出来 好评卡 伪造检测 假检测报告 无此型号 查不到 查无 查无此 不符 虚构 假原价 概念 营养成分 误标 "
        "substitute swapped relabelled rebranded second-hand used_as_new display_model forged_certificate "
        "actors_pose paid_actors fake_doctor quack snake_oil untested cheaper_material filler horse_meat horsemeat "
        "imitation_leather dyed watered_down not_what claims_to_be claimed_to_be advertised_as labelled_as turns_out",
    ),
    (
        "travelling",
        "transport",
        "航班 航空 机场 飞机 机舱 登机 值机 廊桥 起飞 降落 跑道 空管 雷雨 天气原因 高铁 动车 列车 车厢 地铁 站台 "
        "候车 检票 公交 大巴 客车 班车 校车 轮船 邮轮 渡轮 游轮 码头 港口 缆车 索道 停运 停航 停在 困在 滞留 等待 "
        "改道 绕行 堵车 拥堵 航线 车票 机票 快递 包裹 物流 运单 货车 货运 仓储 配送 送达 签收 派件 发货 到货 flight "
        "flights plane planes aircraft boarding gate terminal_ runway take-off landing airline airport train trains "
        "railway rail. metro subway tram platform carriage bus buses coach ferry cruise ship. harbour port. "
        "cable_car motorway highway road_closed traffic_jam journey trip travel passengers stuck stranded waiting "
        "wait waited late hours without_information cancelled canceled delayed parcel package delivery deliveries "
        "shipment freight lorry depot",
    ),
    (
        "coming-to-harm",
        "accident",
        "砸 砸中 砸伤 砸向 击穿 撞 撞上 压 掉落 掉下 坠 坠入 跌落 跌入 摔 滑倒 塌 塌下 倒下 断裂 垮 翻 翻车 沉 淹 溺 "
        "烧 烧伤 炸 爆 火光 火光冲天 打火 静电 浓烟 疏散 撤离 连夜撤离 救援 消防 消防员 搜救 急救 救护车 送医 重伤 "
        "轻伤 伤者 死者 遇险 事故 安全隐患 大风 台风 高架 桥 桥梁 隧道 矿井 工地 脚手架 楼板 地板 屋顶 天花板 舞台 "
        "大屏 广告牌 看台 锅炉 油罐 加油站 储罐 酒精 烟花 鞭炮 气球 氢气 泳池 水上乐园 滑雪 蹦极 攀岩 漂流 热气球 "
        "缆车 hit hits struck crushed swept wave fell falls falling fall. slipped collapse tank_burst burst tanker "
        "overturned fumes evacuated rescue rescued firefighters ambulance paramedics emergency_services wounded "
        "wound broken_leg dead dies dying body bodies survivors missing. accident mine. tunnel bridge scaffold "
        "stage. balcony stand. stadium pylon storm wind. boiler furnace silo brewery refinery pool. diving climbing "
        "ride. rides amusement 坠机 失事 失联航班 黑匣子 决堤 溃坝 井喷 塌楼 自建房 承重墙 拆除 吊装 触电 高温烫 "
        "蒸汽 锅炉爆 煤矿 瓦斯 冒顶 粉尘爆 冷库 氨 液氮 实验室 化学品泄 运输车 罐车 槽罐车 隧道火 客运 乘客落水 沉没 "
        "漂流翻 缆绳 蹦床 过山 大摆锤 密室 剧本杀 旱冰 拥挤 挤压 踩 被困 失去联系 搜寻 遗体 头七 derailment sinking "
        "sank_ ship_sank ferry_sank plane_went_down helicopter avalanche dam. burst_dam floodwater roof_fell "
        "ceiling_fell bleachers crowd_crush electrocuted burned_alive suffocat carbon_monoxide ammonia_ acid. "
        "chlorine. blast_furnace silo_ grain shaft rockfall crane_ scaffolding forklift lorry_hit run_over "
        "school_bus roller lifeguard lost_at_sea search_for bodies_ mourning_families",
    ),
    (
        "outdoors",
        "environment",
        "溪 小溪 河 河水 河道 江 湖 湖水 海 海滩 海水 近海 山沟 山坡 山体 草原 沙漠 红树 树 大树 古树 树林 森林 林 "
        "湿地 农田 庄稼 鱼 死鱼 鸟 蜜蜂 井 老井 地下水 抽水 超量 取水 用水 水源 水质 水位 空气 空气质量 雾霾 烟 臭 "
        "臭味 噪声 灰尘 粉尘 酒糟 废渣 废料 废油 污泥 泥浆 渣土 化学品 农药 溶剂 塑料 塑料袋 一次性 包装垃圾 排放 "
        "超排 卫星图像 环境 生态 绿化 碳 温室 能耗 stream streams river rivers lake lakes sea. ocean coast shore "
        "beach creek valley hill slope mountain forest trees tree. mangrove reef soil farmland field. fields "
        "fish_died dead_fish trout birds bees seals whales marmot colony wells groundwater drinking-water aquifer "
        "air. dust fumes_ smell odour solvent chemicals pesticide plastic waste. rubbish_tip dump flaring methane "
        "co2 emissions satellite_images above_what footprint nature environmental 尾水 渗坑 暗管 偷埋 偷倒 渣场 采砂 "
        "盗采 毁草 占用耕地 违建别墅 生态红线 红线 毒地 镉 砷 铬 酸雨 赤潮 蓝藻 虾死 牛羊 牧民 渔民 农户 庄稼枯死 "
        "树死 候鸟死 烟雾 呛 刺鼻 气味 酸臭 噪 夜间施工 光污染 环保督察 督察组 抽干 断流 灭绝 栖息地 烟花 爆破 高原 "
        "雪山 草甸 discharge effluent drain_into ran_into leak_into seep cyanide mercury arsenic cadmium sulphur "
        "ash. tailing strip-mine clear-cut cut_down felled burning_waste incinerat oil_spill slick tar. coral "
        "mangroves nesting wetlands peat glacier fireworks_on plateau fishermen farmers_complain crops_die "
        "toxic_water algae overuse_of_water illegal_well",
    ),
    (
        "money",
        "finance",
        "资金 账户 账目 账本 交易额 营业额 销售额 利润 亏损 负债 债务 债券 商票 汇票 票据 承兑 到期 到期不付 欠 欠钱 "
        "拖欠 结算 货款 贷款 利息 存款 取款 挤兑 排队取款 投资 投资人 股民 股东 股票 一字板 跌 暴跌 市值 基金 私募 "
        "期货 信托 保险 上市 招股书 财务 出纳 会计师事务所 审计 审计意见 年报 季报 编造 编的 注销公司 注销 法人 失信 "
        "老赖 破产 清算 重整 停工 售楼处 团费 学费 课时费 预付费 会员卡 退费 转账 汇款 转走 挪走 bank banks lender "
        "treasurer finance financial account accounts payment_to wired wire_transfer transferred million billion "
        "bonds bond loss losses profit profits debt debts loan loans interest_rate deposits depositors savers "
        "customers_queue withdraw investors fund. funds shares stock market_value listed auditors opinion quarter "
        "quarters books. fake_supplier invoices bankruptcy creditors liquidat receivership owner_vanished 实际控制人 "
        "出境 出借人 出借 平台跑 清盘 展期 停兑 登记损失 报案登记 美容院 养生馆 瑜伽 早教 装修公司 婚庆 搬空 连夜搬 "
        "人走楼空 老板失踪 老板失联 充值五万 充值 储值卡 储值 会员退费 关联交易 关联贸易 贸易商 存货 跑了 死了 扇贝 "
        "养殖 巨亏 亏 商誉减值 减值 爆仓 质押爆仓 强平 信披 违规担保 占用资金 被ST 退市警示 问询 监管函 保荐 券商 "
        "罚没 庄家 老鼠仓 trustee trustees escrow missing_money could_not_find cannot_find_the unaccounted "
        "related_party shell_company invented_sales round-trip whistleblower short_report hindenburg mis-selling "
        "mis-sold pension_fund funeral_plan prepaid_plan insolvency wind_up winding_up cannot_pay cannot_honour "
        "nobody_can_honour owes. owed ceased_trading shutters administrators ponzi_ returns_of guaranteed_return",
    ),
    (
        "being-attacked",
        "violence",
        "打 打伤 殴 拳 脚 踢 掐 推倒 拖拽 拽 抓 摸 搂 抱 强吻 亲 灌酒 醉酒 陪酒 骚扰 短信骚扰 裸照 裸 偷窥 偷拍 "
        "摄像头 浴室 试衣间 更衣室 酒店房间 深夜 夜里 女孩 女生 女子 女童 男童 未成年人 学生 幼儿 老师 教练 教官 "
        "训练营 戒网瘾 寄宿 护工 保姆 老人院 报警 警察 派出所 伤情 轻微伤 验伤 监控 被捕 刑拘 嫌疑人 凶手 刀 枪 威胁 "
        "恐吓 跟踪 hit_a beaten kicked punched pushed grabbed touched touching kissed forced drugged spiked stalked "
        "followed threatened threatens threats knife gun. armed police_were police. bruises victim victims assault "
        "coach_ trainer teacher_ priest headmaster boarding_school students pupils minors girls_ boys underage naked "
        "nude photos_of bathroom hotel_room fitting_room late_at_night carer caretaker nanny 女童案 未成年女 "
        "女研究生 女实习 带去酒店 下药 迷晕 强迫 胁迫 威逼 裸贷 拍照威胁 敲诈勒索 非礼 猥琐 揩油 言语骚扰 开房 "
        "私信骚扰 骚扰短信 孩子身上有伤 淤青 掐痕 针眼 关小黑屋 罚跪 霸凌视频 群殴 斗殴 砍 刺 捅 持械 打砸 砸车 拘留 "
        "刑事拘留 批捕 判刑 有期徒刑 sentenced convicted_of charged_with accused_of accuses accusers survivor "
        "survivors rape_ molest_ groped exposed_himself took_photos secretly_film secretly_record spycam dorm "
        "changing-room locker_room massage masseur dragged_by beaten_by stabbed bruised locked_up tied_up starved "
        "restrain abuse_at abused_by cruelty neglect neglected",
    ),
    (
        "famous",
        "celebrity",
        "明星 艺人 演员 歌手 偶像 导演 主持人 模特 网红 博主 主播 达人 顶流 影帝 影后 男星 女星 选手 冠军 球员 球星 "
        "运动员 教练员 组合 经纪公司 工作室 粉丝 应援 打榜 代言 代言费 站台 直播带货 剧组 综艺 演唱会 专辑 绯闻 恋情 "
        "隐婚 偷税 吸毒 酒驾 家暴 出轨 合约 解除合作 终止合作 star. stars singer actor actress rapper band_member "
        "host_ presenter model. youtuber streamer influencer blogger player striker goalkeeper champion olympic "
        "coach_of fans fandom endorsement sponsor sponsored contract_with partner_with deal_with fronting face_of "
        "our_brand arrested_for doping banned_for photographed 塌房 人设崩塌 翻红 封杀 劣迹 劣迹艺人 限薪 阴阳合同 "
        "逃税 罚款三亿 道歉声明 解约声明 终止代言 撤下 抹去 换头 前女友 小作文 私生饭 粉丝骂战 控评 打投 倒奶 冠名 "
        "主播道歉 卖惨 直播翻车 假捐 诈捐 红人 up主 脱口秀 相声 说唱 solo sponsor_drops drops_star ambassador_ "
        "brand_face campaign_star reality_show talent_show boy_band girl_group k-pop youtuber_ twitch influencer_ "
        "paid_post undisclosed_ad fans_boycott cancelled_star dui drunk_driving_star match-fixing steroids "
        "cheating_scandal",
    ),
    (
        "health-care",
        "health",
        "医院 诊所 门诊 急诊 医生 大夫 护士 护理 患者 病人 病房 手术 输液 打针 注射 疫苗 药 药片 药店 处方 体检 化验 "
        "检验 报告单 误诊 导诊 挂号 医保 救护 产妇 新生儿 牙科 口腔 眼科 整形 医美 玻尿酸 中医 针灸 康复 hospital "
        "clinic clinics doctor doctors nurse nurses surgeon dentist pharmacist pharmacy patient patients ward "
        "operation injection infusion pill pills tablets dose medicine drug drugs vaccine insulin blood. diagnosis "
        "treatment newborn maternity_ward surgery",
    ),
)
