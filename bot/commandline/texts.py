"""Everything that the command line says, in both languages: help, results, and what went wrong.

May not: hold logic.
"""

from crisis.language import Text

# Help.
PROGRAM = Text(
    "Fenghuo: the crisis desk in a team's chat. Settings come from the environment and .env (see .env.example).",
    "烽火：团队聊天里的危机处置台。设置取自环境变量和 .env（见 .env.example）。",
)
RUN = Text(
    "Run the bot, against Slack or whatever SLACK_API_URL names.",
    "启动机器人，连接 Slack 或 SLACK_API_URL 指定的服务。",
)
DEMO = Text(
    "A local workspace and the bot in one process; needs no Slack.", "本地工作区加机器人，同一进程运行，无需 Slack。"
)
WORKSPACE = Text("The local workspace alone, for any Slack app.", "只启动本地工作区，供任意 Slack 应用连接。")
CHECK = Text("What is wrong with the set-up, and how to mend it.", "检查设置、令牌、权限、数据库和策略文件。")
MANIFEST = Text(
    "The Slack app manifest for this configuration, as JSON.", "按当前配置生成 Slack 应用 manifest（JSON）。"
)
MIGRATE = Text(
    "Bring the database to this version (`run` does it by itself).", "把数据库升级到当前版本（`run` 会自动升级）。"
)
INCIDENT = Text(
    "The slash command, from the shell.\n\nTakes the same words in English and Chinese, also while Slack is away: "
    "through the running bot, or on the database itself when none runs. All of it appears in Slack when it is back.\n\n"
    "For example:\n\n\b\n"
    "  fenghuo incident list\n"
    "  fenghuo incident --as li.na@example.com open sev2 Orders fail in all shops\n"
    "  fenghuo incident --as li.na@example.com --on 12 decide Recall it because mould was found\n"
    "  fenghuo incident help\n\n"
    "The exit status is 0 when it was done, 1 when it was refused, 2 when the words must be put in another way.",
    "在命令行操作事件，用法同斜杠命令。\n\n命令词与 Slack 里相同，中英文均可，Slack 不可用时也能用："
    "机器人在运行就交给它处理，否则直接写入数据库；Slack 恢复后自动补发。\n\n"
    "示例：\n\n\b\n"
    "  fenghuo incident 列表\n"
    "  fenghuo incident --as li.na@example.com 开启 2 全部门店下单失败\n"
    "  fenghuo incident --as li.na@example.com --on 12 决策 该批次全部下架 因为 检出霉菌\n"
    "  fenghuo incident 帮助\n\n"
    "退出码：0 已执行，1 被拒绝，2 用法有误。",
)
EXPORT = Text("The retrospective of an incident as a document.", "导出事件的复盘文档。")
VERIFY = Text("Whether the past was changed: the timelines' chains.", "核验台账是否被改动。")
POLICY = Text("The policy file.", "策略文件。")
POLICY_CHECK = Text("Check a policy file; every problem with its line and field.", "检查策略文件，逐条指出行号和字段。")
POLICY_SCHEMA = Text("The JSON schema of the policy file.", "输出策略文件的 JSON Schema。")

CASE = Text(
    "Play this case, such as jetblue or bawang; a wrong name lists them all.",
    "演示指定案例，如 bawang、jetblue；名称写错时会列出全部。",
)
SPEED = Text("How many times as fast as the clock on the wall; 20 unless said.", "时钟加速倍数，默认 20。")
EXIT = Text("End after the case, without waiting where nothing happens.", "案例播完即退出，空闲时段直接跳过。")
PORT = Text("Port of the page on 127.0.0.1; 0 takes a free one.", "页面在 127.0.0.1 上的端口；0 表示自动选择。")
OUT_FOLDER = Text("Folder for the exported files.", "导出文件所在目录。")
DRILLS_FOLDER = Text("Folder with your own scripts to play, too.", "另有自己的脚本时，其所在文件夹。")
BROWSER = Text("Open the page in the browser.", "在浏览器中打开页面。")
APP_MANIFEST = Text(
    "Install the app of this Slack app manifest (JSON or YAML); may be said more than once. Without one, one app gets "
    "every event and every slash command.",
    "安装该 Slack 应用 manifest（JSON 或 YAML）描述的应用，可多次指定。不指定时安装一个通用应用，"
    "接收全部事件和斜杠命令。",
)
REQUEST_URL = Text(
    "Where the first app takes requests over HTTP, on this machine; not needed for Socket Mode.",
    "第一个应用接收 HTTP 请求的地址，须在本机；使用 Socket Mode 时不需要。",
)
JSON = Text("For programs: JSON.", "输出 JSON，供程序读取。")
HTTP = Text(
    "The bot's public address, for HTTP in place of Socket Mode.",
    "机器人的公网地址：改用 HTTP 方式，不用 Socket Mode。",
)
TO = Text(
    "Copy everything into this empty PostgreSQL database; the old one stays as it is.",
    "把全部数据复制到这个空的 PostgreSQL 数据库，原数据库保持不变。",
)
WORDS = Text(
    "As after the slash command; none: the open incidents. Options come before them.",
    "同斜杠命令后面的内容；不写则列出进行中的事件。选项须写在最前面。",
)
AS = Text(
    "Who does it, for the record: e-mail address, Slack id or (part of) a name. Looking needs nobody.",
    "操作人，会记录在案：邮箱、Slack ID 或姓名（可只写一部分）。仅查看时不需要。",
)
ON = Text("The incident's number; not needed while one alone is open.", "事件编号；只有一个进行中的事件时可省略。")
ONCE = Text(
    "An id of your choice: what was done with it once is not done again.", "自定义编号：同一编号的请求只执行一次。"
)
NUMBER = Text("The incident's number.", "事件编号。")
NUMBER_OR_ALL = Text("The incident's number; none: all of them.", "事件编号；不写则核验全部。")
FORMAT = Text("md or html.", "md 或 html。")
OUT_FILE = Text("Where to write it; - is standard output.", "输出文件；- 表示标准输出。")
FILE = Text("The policy file.", "策略文件。")

# Wrong use. {line} is what the parser says.
WRONG_USE = Text("{why} See: {command} --help", "{why}用法见：{command} --help")
NO_SUCH_OPTION = Text("There is no option {option}.", "没有 {option} 这个选项。")
NO_SUCH_COMMAND = Text(
    "There is no command “{word}”. Commands are: {commands}.", "没有“{word}”这个命令。可用命令：{commands}。"
)
MISSING_PARAMETER = Text("{name} is missing.", "缺少 {name}。")
COMMAND_MISSING = Text("A command is missing. Commands are: {commands}.", "缺少命令。可用命令：{commands}。")
BAD_VALUE = Text("{name}: {why}.", "{name}：{why}。")
OTHERWISE_WRONG = Text("{why}.", "{why}。")

# Failures.
INTERRUPTED = Text("Stopped.", "已停止。")
ADDRESS_TAKEN = Text(
    "FENGHUO_LISTEN: {address} cannot be listened on ({why}). Choose another one, or stop what listens there.",
    "FENGHUO_LISTEN：无法监听 {address}（{why}）。请换一个地址，或停掉占用它的程序。",
)
PORT_TAKEN = Text(
    "Port {port} cannot be listened on ({why}). Choose another one: --port {other}",
    "无法监听端口 {port}（{why}）。请换一个：--port {other}",
)
NOT_ANSWERED = Text(
    "Nothing was done: another process has the database and does not answer ({why}). Try again, or stop that process: "
    "then it is done on the database itself.",
    "未做任何改动：数据库正被其他进程占用，且该进程没有应答（{why}）。请重试；也可停掉该进程，届时会直接写入数据库。",
)
NO_ADDRESS = Text("it has left no address", "没有留下地址")
UNCLEAR = Text(
    "The answer got lost ({why}): whether it was done is not known. Say it again with --once {once} before the words: "
    "it is not done twice.",
    "没有收到应答（{why}），无法确定是否已执行。可在命令词之前加上 --once {once} 重试，不会重复执行。",
)
BOT_FAILED = Text(
    "The bot could not do it (HTTP {status}); its log says why. After an upgrade, start it again.",
    "机器人未能完成（HTTP {status}），原因见其日志。如刚升级过，请重启机器人。",
)
SYSTEM_ERROR = Text("{file}: {why}", "{file}：{why}")
DATABASE_OLDER = Text(
    "The database is at revision {found}, this version needs {head}. Run `fenghuo migrate` (`run` does it by itself).",
    "数据库版本为 {found}，当前程序需要 {head}。请运行 `fenghuo migrate`（机器人启动时会自动升级）。",
)
DATABASE_EMPTY = Text(
    "There is no database at FENGHUO_DATABASE_URL yet: nothing was recorded. The bot makes it when it starts.",
    "FENGHUO_DATABASE_URL 处还没有数据库，尚无任何记录。机器人启动时会自动创建。",
)
DATABASE_NEWER = Text(
    "The database is at revision {found}, which this version does not know (it knows up to {head}). Nothing was "
    "changed. Install the newer version again.",
    "数据库版本 {found} 比当前程序新（当前最高支持 {head}）。未做任何改动。请重新安装较新版本。",
)
DATABASE_AWAY = Text(
    "The database cannot be reached: {why}. Does the server run, does the database exist, are user and password in its "
    "address right?",
    "无法连接数据库：{why}。请确认服务器已启动、数据库已创建，地址中的用户名和密码正确。",
)
THE_DATABASE = Text("The database", "数据库")
NOT_FROM_SQLITE = Text(
    "FENGHUO_DATABASE_URL names the database that is copied: it must be an SQLite file, such as sqlite:///fenghuo.db.",
    "FENGHUO_DATABASE_URL 指定要复制的数据库，必须是 SQLite 文件，例如 sqlite:///fenghuo.db。",
)
NOT_TO_POSTGRESQL = Text(
    "A database is copied into a PostgreSQL: --to postgresql://USER:PASSWORD@HOST/NAME.",
    "只能复制到 PostgreSQL：--to postgresql://USER:PASSWORD@HOST/NAME。",
)
NOT_EMPTY = Text(
    "The other database is not empty: its table {table} has {rows} rows. Nothing was copied. Name one that is new.",
    "目标数据库不为空：表 {table} 已有 {rows} 行。未复制任何内容，请换一个新建的数据库。",
)
DATABASE_IN_USE = Text(
    "The database {database} is in use by another process. Stop that one first, or set FENGHUO_DATABASE_URL to another "
    "file.",
    "数据库 {database} 正被其他进程使用。请先停掉该进程，或把 FENGHUO_DATABASE_URL 指向其他文件。",
)
DATABASE_NO_FOLDER = Text(
    "FENGHUO_DATABASE_URL: the folder {folder} is not there. Make it, or name another file.",
    "FENGHUO_DATABASE_URL：目录 {folder} 不存在。请创建该目录，或换一个文件。",
)
DATABASE_UNUSABLE = Text("FENGHUO_DATABASE_URL cannot be used: {why}", "FENGHUO_DATABASE_URL 无法使用：{why}")
NO_SUCH_INCIDENT = Text("There is no incident #{number}.", "没有编号为 #{number} 的事件。")
NO_MANIFEST = Text("{file}: this is no Slack app manifest ({why}).", "{file}：不是 Slack 应用 manifest（{why}）。")
NOT_LOCAL = Text(
    "--request-url {url}: nothing goes from here to another host. Give an address such as "
    "http://127.0.0.1:3000/slack/events.",
    "--request-url {url}：本地工作区不会向其他主机发送任何内容。请填写本机地址，例如 http://127.0.0.1:3000/slack/events。",
)

# Results.
CHECK_LINE = Text("{mark} {title}: {found}", "{mark} {title}：{found}")
CHECK_LINE_TO_MEND = Text("{mark} {title}: {found} → {mend}", "{mark} {title}：{found} → {mend}")
CHECKED_GOOD = Text("Nothing stands in the way.", "没有发现问题。")
CHECKED_BAD = Text("{count} to mend.", "有 {count} 项需要解决。")
MIGRATED = Text(
    "The database is at revision {revision} now (it was at {before}).", "数据库已从 {before} 升级到 {revision}。"
)
MADE = Text("The database was made, at revision {revision}.", "已创建数据库，版本 {revision}。")
COPIED = Text(
    "✓ {rows} rows were copied and the timelines checked. Set FENGHUO_DATABASE_URL to the new database now; the old "
    "one stays as it is.",
    "✓ 已复制 {rows} 行并核验时间线。现在请把 FENGHUO_DATABASE_URL 指向新数据库；原数据库保持不变。",
)
UP_TO_DATE = Text("The database is at revision {revision} already.", "数据库已是最新版本 {revision}。")
WRITTEN = Text("{path}", "{path}")
WHOLE = Text(
    "✓ #{number}: whole. The head of its chain: entry {seq}, {hash}", "✓ #{number}：台账完整。链头：第 {seq} 条，{hash}"
)
ALL_WHOLE = Text("✓ every timeline is whole", "✓ 所有台账都完整")
BROKEN = Text("✗ #{number}, entry {seq}: {why}", "✗ #{number} 第 {seq} 条：{why}")
WORDS_REMOVED = Text(
    "– {count} texts were removed; the chain still holds their digests", "– 有 {count} 处文字已被移除，链中仍保留其摘要"
)
HOW_VERIFIED = Text(
    "The timelines were checked offline, in the database alone; not compared with the heads that were posted in Slack.",
    "仅在数据库内离线核验时间线，没有与发布在 Slack 里的链头比对。",
)
FAULTS = {
    "gap": Text("an entry before it is missing, or its number is used twice", "前面缺少记录，或编号重复"),
    "chain": Text("it does not follow from the entry before it", "与前一条衔接不上"),
    "content": Text("its content was changed", "内容被改动"),
    "columns": Text("what stands beside its content was changed", "附带的字段被改动"),
    "words": Text("its words were changed or are missing", "文字被改动或缺失"),
    "end": Text("entries after the last one are missing", "末尾缺少记录"),
}
WORKSPACE_AT = Text(
    "The workspace is at {url}; nothing of it leaves this machine. Ctrl-C ends it.",
    "工作区地址：{url}。全部在本机运行，按 Ctrl-C 结束。",
)
WORKSPACE_FOR = Text("For {app}, as environment or .env:", "供 {app} 使用，写入环境变量或 .env：")
WORKSPACE_SENDS = Text(
    "What goes to it over HTTP goes to {url}, while no Socket Mode connection stands.",
    "没有 Socket Mode 连接时，请求经 HTTP 发往 {url}。",
)
WORKSPACE_HOW = Text(
    "An app needs its base address changed to {base} (in Python: WebClient(base_url=…)), nothing else. How to set "
    "faults, limits and time: docs/workspace.md",
    "应用只需把基础地址改为 {base}（Python 中为 WebClient(base_url=…)）。故障、限流和时间的设置见 docs/workspace.zh.md",
)

# After something was done with `incident`.
WAITING = Text("Waiting for the bot …", "正在等待机器人应答……")
SLACK_AWAY = Text(
    "Slack cannot be reached at the moment. It will be seen there when Slack is back.",
    "目前无法连接 Slack，恢复后会自动补发。",
)
NO_BOT = Text(
    "No bot is running on this database. It will be seen in Slack when one starts.",
    "目前没有机器人在运行，启动后会自动补发到 Slack。",
)
