"""What `fenghuo check` says, in both languages: what was found, and how to mend it.

May not: hold logic.
"""

from crisis.language import Text
from storage.errors import Trouble

SETTINGS = Text("settings", "设置")
TOKEN = Text("bot token", "机器人令牌")
WAY_IN = Text("way in", "接入方式")
SCOPES = Text("permissions", "权限")
CHANNEL = Text("updates channel", "通报频道")
DATABASE = Text("database", "数据库")
POLICY = Text("policy", "策略文件")
TEAM = Text("crisis team", "危机小组")
GROUPS = Text("user groups", "用户组")
ALERTS = Text("alerts", "警报接口")
DRILLS = Text("drills", "演练脚本")

SETTINGS_GOOD = Text("{mode}; {language}; {zone}; {command}", "{mode}；{language}；{zone}；{command}")
MODES = {"socket": Text("Socket Mode", "Socket Mode"), "http": Text("HTTP", "HTTP")}
NOT_LOOKED_AT = Text("not looked at: the settings come first", "未检查：请先修正设置")
WITHOUT_TOKEN = Text("not looked at: the bot token comes first", "未检查：请先解决机器人令牌")

TOKEN_GOOD = Text("{bot} in {team}", "{team} 的 {bot}")
TOKEN_MISSING = Text("SLACK_BOT_TOKEN is not set", "没有设置 SLACK_BOT_TOKEN")
TOKEN_REFUSED = Text("Slack does not accept it ({error})", "Slack 不认可该令牌（{error}）")
SLACK_AWAY = Text("no answer from {url} ({error})", "{url} 没有应答（{error}）")
MEND_TOKEN_MISSING = Text(
    "make the app with `fenghuo manifest`, install it, and copy the Bot User OAuth Token into .env",
    "用 `fenghuo manifest` 创建并安装应用，把 Bot User OAuth Token 填进 .env",
)
MEND_TOKEN = Text(
    "install the app again (OAuth & Permissions) and copy the Bot User OAuth Token into SLACK_BOT_TOKEN",
    "在 OAuth & Permissions 重新安装应用，把 Bot User OAuth Token 填入 SLACK_BOT_TOKEN",
)
MEND_AWAY = Text(
    "look at SLACK_API_URL, the network and the proxy (HTTPS_PROXY, NO_PROXY)",
    "请检查 SLACK_API_URL、网络和代理（HTTPS_PROXY、NO_PROXY）",
)

SOCKET_GOOD = Text("Socket Mode connects with the app token", "应用级令牌可以建立 Socket Mode 连接")
SOCKET_REFUSED = Text("Slack does not accept the app token ({error})", "Slack 不认可应用级令牌（{error}）")
MEND_SOCKET = Text(
    "Basic Information, App-Level Tokens: make one with connections:write and put it into SLACK_APP_TOKEN; "
    "Socket Mode must be on",
    "在 Basic Information 的 App-Level Tokens 新建带 connections:write 的令牌填入 SLACK_APP_TOKEN，并打开 Socket Mode",
)
HTTP_UNPROVEN = Text(
    "HTTP: the signing secret is set; only a request from Slack can prove it",
    "HTTP 方式：已设置签名密钥，收到 Slack 请求后才能验证",
)
NO_WAY_IN = Text(
    "neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set", "SLACK_APP_TOKEN 和 SLACK_SIGNING_SECRET 都没有设置"
)
MEND_NO_WAY_IN = Text(
    "set SLACK_APP_TOKEN (xapp-…) for Socket Mode, or SLACK_SIGNING_SECRET for HTTP; both are in Basic Information",
    "Socket Mode 请设置 SLACK_APP_TOKEN（xapp-…），HTTP 方式请设置 SLACK_SIGNING_SECRET；两者都在 Basic Information",
)

SCOPES_GOOD = Text("all {count} are there", "{count} 项齐全")
SCOPES_UNKNOWN = Text("Slack did not say which ones the token has", "Slack 没有返回令牌拥有的权限")
SCOPES_MISSING = Text("missing: {missing}", "缺少：{missing}")
SCOPE_LACKS = Text("{scope} (needed for {without})", "{scope}（影响：{without}）")
MEND_SCOPES = Text(
    "put the output of `fenghuo manifest` into the app's manifest and install the app again",
    "把 `fenghuo manifest` 的输出填入应用的 manifest，并重新安装应用",
)

CHANNEL_GOOD = Text("#{name}, and the bot is in it", "#{name}，机器人已加入")
CHANNEL_TO_JOIN = Text("#{name} is there; `fenghuo run` joins it", "#{name} 已存在，`fenghuo run` 会自动加入")
CHANNEL_TO_MAKE = Text("#{name} is not there yet; `fenghuo run` makes it", "#{name} 尚不存在，`fenghuo run` 会自动创建")
CHANNEL_ARCHIVED = Text("#{name} is archived", "#{name} 已归档")
CHANNEL_PRIVATE = Text("#{name} is a private channel", "#{name} 是私密频道")
CHANNEL_UNREAD = Text("the channels could not be listed ({error})", "无法列出频道（{error}）")
MEND_CHANNEL = Text(
    "unarchive it in Slack, or name another one in FENGHUO_UPDATES_CHANNEL",
    "在 Slack 里取消归档，或在 FENGHUO_UPDATES_CHANNEL 里换一个",
)
MEND_PRIVATE = Text("name a public channel in FENGHUO_UPDATES_CHANNEL", "请在 FENGHUO_UPDATES_CHANNEL 里填写公开频道")

DATABASE_GOOD = Text("{where}, revision {revision}", "{where}，版本 {revision}")
DATABASE_TO_MAKE = Text(
    "{where} is not there yet; `fenghuo run` makes it", "{where} 尚不存在，`fenghuo run` 会自动创建"
)
DATABASE_EMPTY = Text(
    "{where} has no tables yet; `fenghuo run` makes them", "{where} 还没有数据表，`fenghuo run` 会自动创建"
)
DATABASE_OLDER = Text(
    "{where} is at revision {found}; `fenghuo run` brings it to {head}",
    "{where} 的版本为 {found}，`fenghuo run` 会自动升级到 {head}",
)
DATABASE_NEWER = Text(
    "{where} is at revision {found}, which this version does not know", "{where} 的版本 {found} 比当前程序新"
)
DATABASE_READ_ONLY = Text("{where} may not be written", "{where} 没有写权限")
DATABASE_NO_FOLDER = Text("the folder of {where} is not there", "{where} 所在目录不存在")
DATABASE_BROKEN = Text("{where} cannot be read: {error}", "{where} 无法读取：{error}")
DATABASE_AWAY = Text("{where} cannot be reached: {error}", "无法连接 {where}：{error}")
MEND_DATABASE_AWAY = Text(
    "does the server run, does the database exist, are user and password right? See docs/replicas.md",
    "请确认服务器已启动、数据库已创建、用户名和密码正确，参见 docs/replicas.zh.md",
)
UNFIT = {
    Trouble.OLD_SERVER: Text(
        "{where} runs on PostgreSQL {found}, which is too old", "{where}：PostgreSQL 版本（{found}）过低"
    ),
    Trouble.ENCODING: Text(
        "{where} has the encoding {found}, which cannot hold every letter", "{where}：编码为 {found}，存不下所有文字"
    ),
    Trouble.RIGHTS: Text(
        "{where} may not be changed by this user ({found})", "{where}：当前用户无权创建或修改数据表（{found}）"
    ),
    Trouble.READ_ONLY: Text("{where} can only be read ({found})", "{where}：只读（{found}）"),
    Trouble.OTHER_TABLES: Text(
        "{where} holds tables of something else ({found})", "{where}：已有其他程序的数据表（{found}）"
    ),
}
MEND_UNFIT = {
    Trouble.OLD_SERVER: Text(
        "upgrade the server to PostgreSQL 13 or newer", "请把服务器升级到 PostgreSQL 13 或更高版本"
    ),
    Trouble.ENCODING: Text(
        "make a new database with `createdb --encoding=UTF8 --template=template0`",
        "请用 `createdb --encoding=UTF8 --template=template0` 新建数据库",
    ),
    Trouble.RIGHTS: Text(
        "let this user own the database (ALTER DATABASE … OWNER TO …) and the tables in it",
        "请让该用户成为数据库（ALTER DATABASE … OWNER TO …）及其中数据表的所有者",
    ),
    Trouble.READ_ONLY: Text(
        "name the primary server, not a standby; of several hosts, target_session_attrs=read-write finds it",
        "请填写主库地址，不要填备库；写了多个主机时，加上 target_session_attrs=read-write 会自动选中主库",
    ),
    Trouble.OTHER_TABLES: Text(
        "make a database for Fenghuo alone: createdb --owner=fenghuo --encoding=UTF8 --template=template0 fenghuo",
        "请单独建一个数据库：createdb --owner=fenghuo --encoding=UTF8 --template=template0 fenghuo",
    ),
}
MEND_NEWER = Text("install the newer version of Fenghuo again", "请重新安装较新版本的烽火")
MEND_READ_ONLY = Text(
    "let this user write the file and its folder, or change FENGHUO_DATABASE_URL",
    "请授予当前用户对该文件及其目录的写权限，或修改 FENGHUO_DATABASE_URL",
)
MEND_NO_FOLDER = Text("make the folder, or change FENGHUO_DATABASE_URL", "请创建该目录，或修改 FENGHUO_DATABASE_URL")
MEND_BROKEN = Text(
    "is it the right file? Restore a backup, or change FENGHUO_DATABASE_URL",
    "请确认文件是否正确；可恢复备份，或修改 FENGHUO_DATABASE_URL",
)
MEND_URL = Text(
    "change FENGHUO_DATABASE_URL, such as sqlite:///fenghuo.db or postgresql://USER:PASSWORD@HOST/NAME",
    "请修改 FENGHUO_DATABASE_URL，例如 sqlite:///fenghuo.db 或 postgresql://USER:PASSWORD@HOST/NAME",
)

POLICY_GOOD = Text(
    "{file}: team of {team}, {roles} roles, {kinds} kinds",
    "{file}：小组 {team} 人，角色 {roles} 个，事件类型 {kinds} 个",
)
POLICY_NO_TEAM = Text(
    "{file}: no team, so everybody in the updates channel; {roles} roles, {kinds} kinds",
    "{file}：未写小组，即通报频道里的所有人；角色 {roles} 个，事件类型 {kinds} 个",
)
POLICY_DEFAULT = Text("none (FENGHUO_POLICY is not set): the defaults hold", "未设置 FENGHUO_POLICY，使用默认值")
WATCH = Text("watch list", "关注名单")
WATCH_GOOD = Text("{count} entries: {names}", "{count} 项：{names}")
WATCH_MORE = Text("{names} and {count} more", "{names} 等（另有 {count} 项）")
MEND_POLICY = Text(
    "mend the file; docs/policy.example.yaml shows each key", "请修正该文件；各项写法见 docs/policy.example.yaml"
)

TEAM_GOOD = Text("all {count} are in the workspace", "{count} 人都在工作区中")
TEAM_MISSING = Text("nobody in the workspace is: {missing}", "工作区里找不到：{missing}")
TEAM_UNREAD = Text("the people could not be listed ({error})", "无法列出成员（{error}）")
MEND_TEAM = Text(
    "correct the Slack id or e-mail address in the policy; roles are offered to the others only",
    "请在策略文件里更正用户 ID 或邮箱；目前只会邀请其余人员",
)

ALERTS_GOOD = Text(
    "POST http://{listen}/alerts/…, with FENGHUO_ALERT_TOKEN: {sources}",
    "POST http://{listen}/alerts/…，需携带 FENGHUO_ALERT_TOKEN：{sources}",
)
ALERTS_SIGNED = Text(
    "{sources}: taken with their signature alone (FENGHUO_SECRET_…)", "{sources}：只认签名（FENGHUO_SECRET_…）"
)
ALERTS_UNSIGNED = Text(
    "{source} signs and shows no token: it can send once {setting} is set (docs/sources/{page}.md)",
    "{source} 靠签名接入，设置 {setting} 后才能接收（见 docs/sources/{page}.zh.md）",
)
ALERTS_OTHERS_OFF = Text(
    "every other source is off: FENGHUO_ALERT_TOKEN is not set", "其他来源未开启：没有设置 FENGHUO_ALERT_TOKEN"
)
ALERTS_OFF = Text(
    "off: FENGHUO_ALERT_TOKEN is not set, so no alert is taken over HTTP",
    "未开启：没有设置 FENGHUO_ALERT_TOKEN，不接收 HTTP 警报",
)

DRILLS_GOOD = Text(
    "{folder}: {own} of your own, {ours} that come with Fenghuo", "{folder}：自有 {own} 个，内置 {ours} 个"
)
DRILLS_OURS = Text(
    "{ours} that come with Fenghuo; FENGHUO_DRILLS names no folder of your own",
    "内置 {ours} 个；没有设置 FENGHUO_DRILLS，即没有自有脚本",
)
MEND_DRILL = Text(
    "mend the file; docs/drills.md shows each key. The other scripts can be played all the same",
    "请修正该文件，各项写法见 docs/drills.zh.md；其余脚本不受影响",
)

PAGES = Text("pages", "呼叫")
PAGES_GOOD = Text("by {names}; links begin with {link}", "渠道：{names}；答复链接地址：{link}")
PAGES_NO_LINK = Text(
    "by {names}; without a link to answer by (`link` under `pages`)",
    "渠道：{names}；不带答复链接（`pages` 里的 `link` 未填）",
)
PAGES_MISSING = Text("these environment variables have no value: {missing}", "以下环境变量没有值：{missing}")
MEND_PAGES = Text(
    "set them in the environment or in `.env`; docs/paging.md says where each is found",
    "请在环境变量或 `.env` 里填写，取值方法见 docs/paging.zh.md",
)
GROUPS_GOOD = Text("all {count} of the policy are there", "策略文件中的 {count} 个用户组都在")
GROUPS_MISSING = Text(
    "there is no user group: {missing}. There are: {handles}", "没有用户组：{missing}。现有：{handles}"
)
GROUPS_UNREAD = Text("the user groups could not be listed ({error})", "无法列出用户组（{error}）")
MEND_GROUPS = Text(
    "Correct the handle under `groups` in the policy, or enable the group in Slack.",
    "请更正策略文件 groups 中的名称，或在 Slack 中启用该用户组。",
)
