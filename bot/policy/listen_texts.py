"""What is said about ``listen`` in the policy file, in both languages. May not: hold logic."""

from crisis.language import Text

NO_CHANNEL = Text(
    "“{value}” is no channel: write its name as in Slack (ops-alerts), or its id (C0123456789).",
    "“{value}”不是频道：请写 Slack 里的频道名（例如 ops-alerts）或频道 ID（例如 C0123456789）。",
)
NO_WAY = Text(
    "“{value}” is not known here: write alert or mentions.", "不认识“{value}”：请写 alert（警报）或 mentions（帖文）。"
)
CHANNEL_TWICE = Text("the channel “{channel}” stands here twice.", "频道“{channel}”在此处出现了两次。")
SEVERITY_OF_POSTS = Text(
    "posts get their severity from triage: leave it out, or write “as: alert”.",
    "帖文的级别由研判得出：请去掉此项，或改为“as: alert”。",
)

ABOUT_LISTEN = Text(
    "Channels of Slack in which messages of other apps are taken as alerts or as posts. The bot must be in the "
    "channel: public ones it enters by itself, into private ones it is invited.",
    "监听的 Slack 频道：其他应用在其中发的消息作为警报或帖文读入。"
    "机器人必须在频道里：公开频道会自动加入，私密频道需邀请它。",
)
ABOUT_CHANNEL = Text("The channel, by name or id.", "频道名或频道 ID。")
ABOUT_FROM = Text(
    "Whose messages count: apps and bots by name or id. None written: all of them, but never our own.",
    "只读取这些应用或机器人（写名称或 ID）的消息。不写表示全部；本机器人自己的消息除外。",
)
ABOUT_AS = Text(
    "alert: each message is an alert. mentions: each is a post about us, or several.",
    "alert：每条消息是一个警报；mentions：每条消息是一条或几条帖文。",
)
ABOUT_SEVERITY = Text(
    "Of alerts that do not say theirs in words. None written: by the message's colour, else SEV3.",
    "消息里没有写明级别时采用的级别。不写则按消息颜色判断，都没有时为 SEV3。",
)
ABOUT_PEOPLE = Text("What people write there counts as well.", "成员自己发的消息也读入。")
