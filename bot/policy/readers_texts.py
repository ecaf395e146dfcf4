"""What is said about subscribers and executives in the policy file, in both languages. May not: hold logic."""

from crisis.language import Text

NO_HOUR = Text(
    "“{value}” is no hour of the day: write it as “09:00” or “18:30”, in quotation marks.",
    "“{value}”不是有效的时间：请写成“09:00”或“18:30”，并加上引号。",
)
NO_ZONE = Text(
    "“{value}” is no time zone: write its IANA name, such as Asia/Shanghai or Europe/Berlin.",
    "“{value}”不是有效的时区：请写 IANA 名称，例如 Asia/Shanghai、Asia/Hong_Kong。",
)
TOO_MANY_HOURS = Text("at most {most} hours.", "最多写 {most} 个时间。")
HOUR_TWICE = Text("“{value}” is written twice here.", "“{value}”在此处重复。")
READER_TWICE = Text("{user} stands here twice.", "{user} 在此处出现了两次。")

ABOUT_SUBSCRIBERS = Text(
    "People who are told of every status update as a direct message, without asking for it. Who was brought into the "
    "incident's channel reads it there.",
    "无需自己订阅、每次进展通报都会收到私信的人。已被拉进事件频道的人在频道里看，不另发私信。",
)
ABOUT_SUBSCRIBED = Text(
    "Of incidents of these severities; none written: of all.", "仅限这些级别的事件；不写表示所有级别。"
)
ABOUT_EXECUTIVES = Text(
    "People who read the short text: how bad, what it means, what is decided, when the next word comes.",
    "阅读简短版本的人：多严重、意味着什么、定了什么、下次何时通报。",
)
ABOUT_UPDATES = Text(
    "Each status update of incidents of these severities comes as a direct message. Default: SEV1 and SEV2; []: none.",
    "这些级别的事件每次通报都私信。默认 SEV1、SEV2；写 [] 表示不发。",
)
ABOUT_DIGEST_AT = Text(
    "Hours of the day at which a digest of all open incidents comes; the person may choose others in Slack.",
    "每天在这些时间私信发送所有进行中事件的简报；本人可在 Slack 里另行设置。",
)
ABOUT_ZONE = Text(
    "The time zone of these hours; none written: the person's own in Slack.",
    "上述时间所用的时区；不写则用此人在 Slack 里的时区。",
)
