"""What is said about response plans in the policy file, in both languages. May not: hold logic."""

from crisis.language import Text

NO_CHANNEL = Text(
    "“{value}” is no channel: write its Slack id such as C0123ABCD, or its name such as pr-team.",
    "“{value}”不是有效的频道：请写 Slack 频道 ID（如 C0123ABCD）或频道名（如 pr-team）。",
)
NO_KIND = Text(
    "there is no kind “{kind}”; kinds are: {kinds}. New ones are named under “kinds”.",
    "没有“{kind}”这个类型；类型有：{kinds}。新增类型请写在 kinds 下。",
)
TASK_TWICE = Text("this task stands in the plan already.", "计划里已经有这项任务。")

ABOUT_PLANS = Text(
    "Response plans: what incidents of a kind need besides what their severity asks for.",
    "应急预案：某一类型的事件，在级别要求之外还需要什么。",
)
ABOUT_PLAN_ROLES = Text("Roles offered besides the severity's.", "除级别规定的角色外，还要邀请的角色。")
ABOUT_PLAN_TASKS = Text("Tasks that stand on the board at once.", "启动后立即列入看板的任务。")
ABOUT_PLAN_TARGETS = Text("Targets in place of the severity's.", "替代级别时限的时限。")
ABOUT_TELL = Text("Who must know.", "必须知会谁。")
ABOUT_HOLDING = Text(
    "The holding statement, in both languages: shown in the room, ready to be copied.",
    "首份口径，须写中英文：显示在事件频道，可直接复制。",
)
ABOUT_TASK_TEXT = Text(
    "What is to be done: en and zh, or one text for both.", "任务内容：分别写 en 和 zh，或只写一个。"
)
ABOUT_TASK_ROLE = Text(
    "Whose it is: the role's holder, as soon as there is one. Not written: nobody's yet.",
    "由哪个角色负责；该角色一有人担任，任务即归其负责。不写则暂无负责人。",
)
ABOUT_TASK_WITHIN = Text(
    "Due so long after first sight. Not written: no due time.", "首次看到后多久内完成；不写则不设时限。"
)
ABOUT_PEOPLE = Text(
    "People who are told by direct message: Slack ids or e-mail addresses.", "以私信知会的人：Slack 用户 ID 或邮箱。"
)
ABOUT_CHANNELS = Text(
    "Channels that are told: ids or names. Never of a private incident.",
    "要知会的频道：频道 ID 或名称。非公开事件不会发到频道。",
)
ABOUT_PARTNERS = Text(
    "Partners outside: they are shown in the room, and a person calls them.", "外部合作方：显示在事件频道，由人工联系。"
)
ABOUT_PARTNER_NAME = Text("Who it is: en and zh, or one text for both.", "名称：分别写 en 和 zh，或只写一个。")
ABOUT_REACH = Text("How to reach them, such as a telephone number.", "联系方式，例如电话号码。")
ABOUT_WORK = Text("When tasks and follow-ups are said again.", "任务与改进项的提醒规则。")
ABOUT_LOUDER = Text(
    "So long after its due time a task that is still open is said aloud, to the lead. 15m by default.",
    "任务到期后多久仍未完成，就在频道里提醒总指挥。默认 15 分钟。",
)
ABOUT_FOLLOW_UP_WITHIN = Text(
    "When a follow-up without a date is due. 14d by default.", "未写日期的改进项默认期限。默认 14 天。"
)
ABOUT_REMIND_EVERY = Text(
    "How often an overdue follow-up is said again. 7d by default.", "逾期的改进项多久再提醒一次。默认 7 天。"
)
