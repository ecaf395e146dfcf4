"""What the settings say when one of them is wrong, in both languages.

Answers for: each says which values would do. May not: hold logic, or show the value of a secret.
"""

from crisis.language import Text

FRAME = Text("{name} ({where}): {why}", "{name}（{where}）：{why}")
IN_ENVIRONMENT = Text("environment", "环境变量")
IN_FILE = Text("{file}:{line}", "{file}:{line}")

UNKNOWN = Text(
    "{name} ({where}): there is no such setting. .env.example lists all of them.",
    "{name}（{where}）：没有这个设置项。全部设置项见 .env.example。",
)
UNKNOWN_LIKE = Text(
    "{name} ({where}): there is no such setting. Did you mean {nearest}? .env.example lists all of them.",
    "{name}（{where}）：没有这个设置项。是不是想写 {nearest}？全部设置项见 .env.example。",
)
WRONG_VALUE = Text("this value cannot be used. .env.example shows one that can.", "取值无效，示例见 .env.example。")

NO_BOT_TOKEN = Text(
    "SLACK_BOT_TOKEN is missing: put the bot token (xoxb-…) into .env or the environment. "
    "`fenghuo manifest` makes the app, `fenghuo demo` needs no Slack.",
    "缺少 SLACK_BOT_TOKEN：请把机器人令牌（xoxb-…）写进 .env 或环境变量。"
    "创建应用用 `fenghuo manifest`；不接 Slack 先体验用 `fenghuo demo`。",
)
NO_WAY_IN = Text(
    "SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both missing: set the app token (xapp-…) for Socket Mode, "
    "or the signing secret for HTTP.",
    "SLACK_APP_TOKEN 和 SLACK_SIGNING_SECRET 都没有设置：Socket Mode 请填应用级令牌（xapp-…），HTTP 方式请填签名密钥。",
)

IS_EMPTY = Text("nothing but spaces. Write the secret, or remove the line.", "只有空白。请填写密钥，或删掉这一行。")
HAS_SPACES = Text("a secret has no spaces in it. Copy it again.", "密钥中不应有空白字符，请重新复制。")
OTHER_TOKEN = Text(
    "this is a token of another kind ({found}…); {wanted}… is wanted.",
    "令牌类型不对（{found}…），应为 {wanted}…。",
)
NO_URL = Text(
    "“{value}” is no address. For example: https://slack.com/api/ or http://127.0.0.1:8765/api/",
    "“{value}”不是有效的网址。例如：https://slack.com/api/ 或 http://127.0.0.1:8765/api/",
)
NO_API_PATH = Text(
    "“{value}” does not end in /api/. For example: https://slack.com/api/ or http://127.0.0.1:8765/api/",
    "“{value}”没有以 /api/ 结尾。例如：https://slack.com/api/ 或 http://127.0.0.1:8765/api/",
)
NO_DATABASE = Text(
    "“{value}” names no database. Would do: sqlite:///fenghuo.db, or postgresql://user@host/name.",
    "“{value}”不是有效的数据库地址。可以写 sqlite:///fenghuo.db 或 postgresql://用户@主机/库名。",
)
HALF_QUOTED = Text(
    "in a database's address user and password are percent-encoded: @ is %40, / is %2F, : is %3A, ? is %3F, % is %25.",
    "数据库地址中，用户名和密码里的特殊字符需要转义：@ 写作 %40，/ 写作 %2F，: 写作 %3A，? 写作 %3F，% 写作 %25。",
)
NO_LISTEN = Text(
    "“{value}” is no address to listen on. For example: 127.0.0.1:8080, [::1]:8080 or localhost:8080; "
    "ports go from 0 to 65535.",
    "“{value}”不是有效的监听地址。例如：127.0.0.1:8080、[::1]:8080 或 localhost:8080；端口为 0 到 65535。",
)
NO_LANGUAGE = Text("“{value}” is not one of ours: en or zh.", "不支持“{value}”，可选 en 或 zh。")
NO_TIMEZONE = Text(
    "“{value}” is no IANA time zone. For example: {nearest}.", "“{value}”不是 IANA 时区名。例如：{nearest}。"
)
NO_FOLDER = Text(
    "“{value}” is no folder. Name the folder that holds your scripts of drills (*.yaml); docs/drills.md says what is "
    "in one.",
    "“{value}”不是文件夹。请填写存放演练脚本（*.yaml）的文件夹，脚本写法见 docs/drills.zh.md。",
)
NO_COMMAND = Text(
    "“{value}” is no slash command: begin with “/”, then lower-case letters, digits, - or _, at most 32 characters in "
    "all. For example: /incident",
    "“{value}”不能用作斜杠命令：以“/”开头，后接小写字母、数字、- 或 _，总长不超过 32 个字符。例如：/incident",
)
NO_CHANNEL = Text(
    "“{value}” is no channel name: lower case, no spaces or dots, at most 80 characters; the name, not the id. "
    "For example: incidents",
    "“{value}”不是有效的频道名：小写，不含空格和句点，最多 80 个字符；请写名称而不是 ID。例如：incidents",
)
