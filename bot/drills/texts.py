"""What is said about a script that cannot be used, in both languages.

Answers for: each sentence says which value would do. May not: hold logic.
"""

from crisis.language import Text

ONE_OF = Text("“{value}” is none of these: {possible}.", "“{value}”无效，可选：{possible}。")
NO_OFFSET = Text(
    "“{value}” is no length of time. Write for example 0s, 90s, 15m, 1h30m or 2d.",
    "“{value}”不是有效的时长。例如：0s、90s、15m、1h30m、2d。",
)
TOO_LONG = Text("“{value}” is longer than a year.", "“{value}”超过了一年。")
NO_TIME = Text('“{value}” is no time of day. Write it as "10:00".', '“{value}”不是有效的时刻，请写成 "10:00"。')
NO_ZONE = Text(
    "“{value}” is no time zone. Write an IANA name such as Asia/Shanghai or Europe/London.",
    "“{value}”不是有效的时区，请写 IANA 名称，例如 Asia/Shanghai、Europe/London。",
)
NO_NAME = Text(
    "“{value}” is no name of a script: lower-case letters, digits and -, a letter first, at most 40.",
    "“{value}”不能用作脚本名：小写字母开头，可含数字和 -，最多 40 个字符。",
)
BOTH_WANTED = Text(
    "a text is wanted, in both languages: {{en: …, zh: …}}; or one text for both.",
    "应为文字，中英文都写：{{en: …, zh: …}}；只写一段则两种语言通用。",
)
OTHER_NAME = Text(
    "the script is called “{name}”, its file {file}. Give them the same name.",
    "脚本名为“{name}”，文件名却是 {file}，请保持一致。",
)
NOT_IN_ORDER = Text(
    "this comes before the one above it ({at} after {before}). Put them in the order of their times.",
    "时间早于上一项（{before} 之后又是 {at}），请按时间先后排列。",
)
ALERT_ALONE = Text(
    "an alert says everything itself: remove {extra}, or put it into `alert`.",
    "警报自身已含全部内容，请删掉 {extra}，或写进 `alert`。",
)
ALERT_WANTED = Text("an inject of the kind “alert” needs `alert`.", "类型为“alert”的事件需要 `alert`。")
KIND_WANTED = Text(
    "say what happens: `alert`, or `kind` (one of: {possible}).",
    "请写明发生了什么：`alert`，或 `kind`（可选：{possible}）。",
)
SENDER_WANTED = Text(
    "who says it? `from` is missing, for example {{en: Reporter of an evening paper, zh: 晚报记者}}.",
    "是谁说的？缺少 `from`，例如 {{en: Reporter of an evening paper, zh: 晚报记者}}。",
)
TEXT_WANTED = Text("what is said? `text` is missing.", "说了什么？缺少 `text`。")
ROLE_WANTED = Text("“{value}” needs `role`, one of: {possible}.", "“{value}”需要写明 `role`，可选：{possible}。")
STAGE_WANTED = Text("“{value}” needs `stage`, one of: {possible}.", "“{value}”需要写明 `stage`，可选：{possible}。")
SEVERITY_WANTED = Text(
    "“{value}” needs `at_least`, one of: {possible}.", "“{value}”需要写明 `at_least`，可选：{possible}。"
)
NO_ROLE = Text("there is no role “{value}”. Roles are: {possible}.", "没有“{value}”这个角色，可选：{possible}。")
NOT_FOR = Text("“{value}” has nothing to do with `{key}`: remove it.", "“{value}”用不到 `{key}`，请删掉。")
NOBODY_ABSENT = Text(
    "the role {role} is never absent in this script, so nobody can take it over. Add an inject “kind: absent”.",
    "脚本里{role}从未失联，也就谈不上接手。请先加一条“kind: absent”。",
)
NO_INJECT = Text(
    "there is no inject {value}; there are {count}, counted from 1.",
    "没有第 {value} 条事件；共 {count} 条，从 1 数起。",
)
NO_POINTS = Text(
    "the points of all expectations add up to {total}; they must add up to {full}.",
    "各项分值合计 {total}，应合计 {full}。",
)
TOO_LATE_TO_PLAY = Text("a drill needs at least one inject.", "演练至少要有一条事件。")
COUNT_WANTED = Text("“{value}” is no number from {least} to {most}.", "“{value}”不是 {least} 到 {most} 之间的整数。")
TOO_MANY = Text("{count} of them; at most {most} can be shown.", "共 {count} 项，最多 {most} 项。")
