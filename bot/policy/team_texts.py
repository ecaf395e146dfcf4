"""What is said about the team in the policy file, in both languages: its keys, and what is wrong with a value.

Answers for: each sentence about a wrong value says which would do. May not: hold logic.
"""

from crisis.language import Text

# Single values.
NO_TIME = Text(
    "“{value}” is no time of day: write it as 09:00 or 18:30 (24:00 is the end of the day).",
    "“{value}”不是有效的时刻：请写成 09:00、18:30（24:00 表示当天结束）。",
)
NO_WEEKDAY = Text(
    "“{value}” is no day of the week: write monday, monday-friday, workdays, daily, or a list of days.",
    "“{value}”不是有效的星期：请写周一、周一至周五、工作日、每天，或列出多个。",
)
NO_HAND_OVER = Text(
    "“{value}” is no hand-over: write “monday 09:00” for a weekly one, “daily 09:00” for a daily one.",
    "“{value}”不是有效的交接时间：每周交接写“周一 09:00”，每天交接写“每天 09:00”。",
)
NO_DAY = Text("“{value}” is no day: write it as 2026-10-01.", "“{value}”不是有效的日期：请写成 2026-10-01。")
NO_SPAN = Text(
    "“{value}”: the first day comes first, and at most {most} days are between: 2026-10-01..2026-10-07.",
    "“{value}”：应先写第一天，且不超过 {most} 天，例如 2026-10-01..2026-10-07。",
)
NO_HOLIDAY = Text(
    "“{value}” is no holiday: write a day (2026-12-24), days (2026-10-01..2026-10-07), or the name of a list under "
    "“holidays”.",
    "“{value}”不是有效的假日：请写日期（2026-12-24）、一段日期（2026-10-01..2026-10-07），或 holidays 中的列表名。",
)
NO_GROUP = Text(
    "“{value}” is no user group: write its handle, such as crisis-team, or its Slack id, such as S0123ABCD.",
    "“{value}”不是有效的用户组：请写用户组名称（如 crisis-team）或 Slack ID（如 S0123ABCD）。",
)

# Values that must fit one another.
MEMBER_TWICE = Text("{user} stands in the team twice.", "{user} 在小组中出现了两次。")
TWICE_HERE = Text("“{name}” is named twice here.", "“{name}”在此处重复。")
OWN_DEPUTY = Text("{user} cannot be the own deputy.", "{user} 不能做自己的副手。")
HOURS_END_FIRST = Text(
    "the hours end ({ends}) before they start ({begins}). Hours over midnight are two lines: from {begins} to 24:00, "
    "and from 00:00 to {ends} on the day after.",
    "结束时间（{ends}）早于开始时间（{begins}）。跨夜请分两行写：当天 {begins} 至 24:00，次日 00:00 至 {ends}。",
)
NO_HOURS = Text("the hours end when they start ({begins}).", "开始和结束时间相同（{begins}）。")
NO_HOLIDAY_LIST = Text(
    "there is no list “{name}” under “holidays”; lists are: {lists}.",
    "holidays 中没有名为“{name}”的列表；现有列表：{lists}。",
)
NO_LISTS = Text("none", "无")
NOBODY_TURNS = Text("a rotation needs people who take turns.", "轮值至少要有一个人。")
NO_ROLES = Text(
    "say which roles whoever is on takes; roles are: {roles}.", "请写明值班人员担任的角色；角色有：{roles}。"
)
ROTATION_TWICE = Text("there are two rotations called “{name}”.", "有两个轮值都叫“{name}”。")
NOT_FOR_ROLE = Text(
    "{user} is on for {role} here, but the team says: {roles} only.",
    "{user} 在此轮值担任 {role}，但小组名单中只写了 {roles}。",
)
BEFORE_START = Text("the rotation starts on {starts} only.", "该轮值从 {starts} 才开始。")
NOT_IN_ROTATION = Text(
    "{user} takes no turns here; those who do: {people}.", "{user} 不在此轮值中；轮值人员：{people}。"
)
NOT_THAT_DAY = Text("on {day} it is {person}'s turn, not {user}'s.", "{day} 轮到的是 {person}，不是 {user}。")
DAY_TWICE = Text("{day} is overridden twice.", "{day} 有两条替班。")
EMPTY_LEVEL = Text("nobody is on this level. Name people, or remove it.", "这一级没有人。请填写人员，或删掉这一级。")
GROUP_TWICE = Text("the group “{group}” is named twice.", "用户组“{group}”出现了两次。")

# What each key is for (the schema's descriptions).
ABOUT_DEPUTIES = Text(
    "Who is asked when this person does not answer: Slack ids or e-mail addresses, in order.",
    "此人未答复时依次联系谁：Slack 用户 ID 或邮箱，按顺序。",
)
ABOUT_HOURS = Text("When this person is at work; without it at any hour.", "此人的工作时间；不写表示任何时间都可以找。")
ABOUT_DAYS = Text(
    "Days of the week: monday, monday-friday, workdays, weekend, daily, or a list.",
    "星期：周一、周一至周五、工作日、周末、每天，或列出多个。",
)
ABOUT_FROM = Text("The first minute, such as 09:00.", "开始时间，如 09:00。")
ABOUT_TO = Text(
    "The end, such as 18:00; 24:00 is the end of the day. Hours over midnight are two lines.",
    "结束时间，如 18:00；24:00 表示当天结束。跨夜请分两行写。",
)
ABOUT_TIMEZONE = Text(
    "The IANA time zone of these hours and holidays; without it the person's own in Slack.",
    "工作时间和假日所用的 IANA 时区；不写则用此人在 Slack 里的时区。",
)
ABOUT_MEMBER_HOLIDAYS = Text(
    "Days off: names of lists under 'holidays', days, or both.", "休假日：holidays 中的列表名、日期，可混写。"
)
ABOUT_GROUPS = Text(
    "Slack user groups whose people are of the team, after those above.",
    "Slack 用户组，其成员也属于小组，排在上面名单之后。",
)
ABOUT_GROUP = Text("The group's handle (without @) or its Slack id.", "用户组名称（不带 @）或 Slack ID。")
ABOUT_GROUP_ROLES = Text(
    "The roles its people can take; none written: each.", "组内成员可以担任的角色；不写表示都可以。"
)
ABOUT_ROTATIONS = Text("Rotations: people who are on duty in turns.", "轮值安排：按顺序轮流值班。")
ABOUT_ROTATION_NAME = Text(
    "What people call it, also in `/incident oncall`.", "轮值的名称，`/incident 值班` 里也这样称呼。"
)
ABOUT_ROTATION_ROLES = Text("The roles of whoever is on.", "当值人员担任的角色。")
ABOUT_ROTATION_PEOPLE = Text(
    "Who takes turns, in order: Slack ids or e-mail addresses.", "轮流值班的人，按顺序：Slack 用户 ID 或邮箱。"
)
ABOUT_HAND_OVER = Text(
    "When the next one takes over: 'monday 09:00' every week, 'daily 09:00' every day.",
    "交接时间：每周写“周一 09:00”，每天写“每天 09:00”。",
)
ABOUT_ROTATION_ZONE = Text(
    "The IANA time zone of the hand-over; without it FENGHUO_TIMEZONE. 09:00 stays 09:00 when clocks change.",
    "交接时间所用的 IANA 时区；不写则用 FENGHUO_TIMEZONE。夏令时切换后仍按当地 09:00 交接。",
)
ABOUT_STARTS = Text(
    "The first one takes over at the first hand-over on or after this day.",
    "从这一天起的第一个交接时间开始，由名单上的第一个人值班。",
)
ABOUT_OVERRIDES = Text("Days that somebody else takes.", "临时替班的日子。")
ABOUT_OVERRIDE_DAY = Text(
    "A day of the rotation: from its hand-over's hour to the same hour on the next day.",
    "轮值的一天：从当天的交接时刻到次日同一时刻。",
)
ABOUT_OVERRIDE_PERSON = Text("Who takes it: Slack id or e-mail address.", "由谁替班：Slack 用户 ID 或邮箱。")
ABOUT_INSTEAD_OF = Text("Whose day it is; checked against the rotation when written.", "替谁的班；写了会与轮值表核对。")
ABOUT_LEVELS = Text(
    "The levels above: whom to call when nobody accepts a role, the nearest level first, each a list of people.",
    "上级：无人接受角色时依次联系谁。从最近的一级写起，每一级是一个人员列表。",
)
ABOUT_HOLIDAYS = Text(
    "Lists of holidays by name, each a list of days: 2026-10-01, or 2026-10-01..2026-10-07.",
    "假日列表：名称及日期，日期写 2026-10-01 或 2026-10-01..2026-10-07。",
)
