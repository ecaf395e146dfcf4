"""What is said about spreading posts in the policy file. May not: hold logic."""

from crisis.language import Text

ABOUT_SPREAD = Text(
    "When posts spread, a worse severity is proposed in the channel: a person says yes or no.",
    "帖文扩散时，会在频道里建议升级，由人确认。",
)
ABOUT_WINDOW = Text(
    "Within this time the number of posts has to double. Without it: 30m.",
    "在这段时间内帖文量翻倍即提示，不写则为 30m。",
)
ABOUT_LEAST = Text("So many new posts it takes at least. Without it: 10.", "至少新增这么多条才提示，不写则为 10。")
ABOUT_BIG_ACCOUNT = Text(
    "An author with so many followers is enough alone. Without it: 1000000.",
    "粉丝达到这个数的账号参与即提示，不写则为 1000000。",
)
ABOUT_ACTS_ALONE = Text(
    "Severities that are given without asking, such as [SEV1]. Without it: none.",
    "无需确认、直接升到的级别，例如 [SEV1]；不写则都需确认。",
)
WINDOW_TOO_LONG = Text("The longest window is {hours} hours.", "时间窗口最长 {hours} 小时。")
