"""What is said about the policy file, in both languages: its keys, and what is wrong with a value.

Answers for: each sentence about a wrong value says which would do. May not: hold logic.
"""

from crisis.language import Text

# Where, and what.
LINE = Text("{file}:{line}: {field}: {why}", "{file}:{line}: {field}：{why}")
LINE_WITHOUT_FIELD = Text("{file}:{line}: {why}", "{file}:{line}: {why}")
WHOLE_FILE = Text("{file}: {why}", "{file}: {why}")
WHOLE_FILE_OF = Text("{setting}: {file}: {why}", "{setting}：{file}: {why}")
AND_MORE = Text(
    "{first} (and {count} more: `fenghuo policy check {file}`)",
    "{first}（另有 {count} 处：`fenghuo policy check {file}`）",
)

# Shapes.
NO_MAPPING = Text(
    "the file must be made of keys and values, such as “team:”. {keys}",
    "文件内容应由键和值组成，例如“team:”。{keys}",
)
KEYS_ARE = Text("Keys are: {keys}.", "可用的键：{keys}。")
UNKNOWN_KEY = Text("there is no such key. Keys here are: {keys}.", "没有这个键。此处可用的键：{keys}。")
UNKNOWN_KEY_LIKE = Text(
    "there is no such key; did you mean “{nearest}”? Keys here are: {keys}.",
    "没有这个键，是不是想写“{nearest}”？此处可用的键：{keys}。",
)
MISSING = Text("is missing.", "缺少此项。")
NOTHING_WRITTEN = Text(
    "nothing is written here. Write a value, or remove the key.", "没有填写内容。请填写，或删掉这个键。"
)
TEXT_WANTED = Text("{value} is no text. Put it into quotation marks.", "{value} 不是文本，请加上引号。")
TRUTH_WANTED = Text("{value} is neither true nor false. Write true or false.", "{value} 无效，请写 true 或 false。")
LIST_WANTED = Text("a list is wanted: [a, b], or lines that begin with “- ”.", "应为列表：[a, b]，或以“- ”开头的多行。")
KEYS_WANTED = Text("keys and values are wanted. {keys}", "应由键和值组成。{keys}")
TOO_MANY_LETTERS = Text("longer than {limit} characters.", "超过 {limit} 个字符。")
CANNOT_BE_USED = Text("this value cannot be used ({why}).", "取值无效（{why}）。")

# Single values.
NO_DURATION = Text(
    "“{value}” is no length of time. Write for example 15m, 1h 30m, 2d or 15 分钟.",
    "“{value}”不是有效的时长。例如：15 分钟、1 小时 30 分、2 天、15m、1h。",
)
TOO_LONG = Text("“{value}” is longer than a year.", "“{value}”超过了一年。")
NO_USER = Text(
    "“{value}” is nobody: write a Slack id such as U0123ABCD, or an e-mail address.",
    "“{value}”无法对应到人：请写 Slack 用户 ID（如 U0123ABCD）或邮箱。",
)
NO_EMOJI = Text(
    "“{value}” is no name of an emoji. Write Slack's name for it, such as pushpin or scales, not the sign.",
    "“{value}”不是表情名。请写 Slack 里的名称，如 pushpin、scales，不要直接写符号。",
)
EMPTY = Text("nothing but spaces.", "只有空白。")
BRACES = Text("{{ and }} cannot stand in a name.", "名称中不能含有 {{ 或 }}。")
NO_KEY = Text(
    "“{value}” is no key: lower-case letters, digits, - and _, a letter first, at most 32.",
    "“{value}”不能用作键名：小写字母开头，可含数字、- 和 _，最多 32 个字符。",
)
NO_ROOMS = Text(
    "“{value}” is no number of rooms: write a whole number from 1 to {most}. "
    "To let nothing open by itself, write opens_by_itself: false for each severity.",
    "“{value}”不是有效的数量：请写 1 到 {most} 的整数。若完全不想自动开启，请在各级别写 opens_by_itself: false。",
)
NO_SEVERITY = Text(
    "“{value}” is no severity: write SEV1, SEV2, SEV3 or SEV4.",
    "“{value}”不是有效的级别：请写 SEV1、SEV2、SEV3 或 SEV4。",
)
NO_TEMPLATE = Text(
    "“{value}” is no template: {{date}}, {{words}} and {{key}}, each once, such as inc-{{date}}-{{words}}-{{key}}.",
    "“{value}”不是有效的命名模板：{{date}}、{{words}}、{{key}} 各用一次，例如 inc-{{date}}-{{words}}-{{key}}。",
)
TEMPLATE_WITHOUT_KEY = Text(
    "“{value}” does not contain {{key}}, by which a channel proves to be the incident's own. "
    "For example: inc-{{date}}-{{words}}-{{key}}",
    "“{value}”缺少 {{key}}，频道要靠它确认属于哪个事件。例如：inc-{{date}}-{{words}}-{{key}}",
)
TEMPLATE_LETTERS = Text(
    "“{value}”: Slack takes lower-case letters, digits, - and _ only, and at most 40 of them leave room for the rest.",
    "“{value}”：频道名只能用小写字母、数字、- 和 _，且固定部分最多 40 个字符。",
)

# Values that must fit one another.
NO_ROLE = Text("no role “{role}”; roles are: {roles}.", "没有“{role}”这个角色；角色有：{roles}。")
ROLE_TWICE = Text("the role “{role}” is described twice.", "角色“{role}”写了两次。")
NAMED_TWICE = Text("“{role}” is named twice here.", "“{role}”在此处重复。")
NEW_ROLE_NEEDS = Text(
    "“{role}” is a new role: it needs its {missing}, too.", "“{role}”是新角色，还需要写明 {missing}。"
)
WORD_TAKEN = Text(
    "“{word}” already means the role “{other}”; one word can mean one role only.",
    "“{word}”已经表示角色“{other}”，一个词只能对应一个角色。",
)
EMOJI_TWICE = Text(
    "“{name}” is down for two of note, decision and task; choose one.",
    "“{name}”在记录、决策、任务中用了两次，请只选一处。",
)
NO_EMOJI_LEFT = Text("at least one emoji is wanted.", "至少写一个表情。")
NO_ROLES_OFFERED = Text(
    "at least one role must be offered, and “lead” among them.", "至少要邀请一个角色，且必须包含“lead”。"
)

# What each key is for (the schema's descriptions).
ABOUT_FILE = Text(
    "Fenghuo's policy file: what a team may set. Everything has a sensible value without it.",
    "烽火的策略文件：团队可以调整的内容。不写也有合理的默认值。",
)
ABOUT_TEAM = Text(
    "The crisis team, in the order in which roles are offered. Without it: everybody in the updates channel.",
    "危机小组名单，按邀请角色的先后顺序排列。不写则为通报频道里的所有人。",
)
ABOUT_USER = Text("A Slack id or an e-mail address.", "Slack 用户 ID 或邮箱。")
ABOUT_MEMBER_ROLES = Text("The roles this person can take; none written: each.", "此人可以担任的角色；不写表示都可以。")
ABOUT_SEVERITIES = Text("Targets, cadences and roles of each severity.", "各级别的时限、通报频率和角色。")
ABOUT_SEV1 = Text("Red, the worst.", "红色，最严重。")
ABOUT_SEV2 = Text("Orange.", "橙色。")
ABOUT_SEV3 = Text("Yellow; also when no severity is given.", "黄色；未写明级别时也按此级。")
ABOUT_SEV4 = Text("Blue.", "蓝色。")
ABOUT_OPENS = Text(
    "Whether an alert of this severity opens an incident by itself; else it is held as a card with a button.",
    "该级别的警报是否自动开启事件；否则先显示为带按钮的卡片，等人处理。",
)
ABOUT_ACKNOWLEDGE = Text("Somebody takes it up within this time of first sight.", "首次看到后，须在此时间内有人接手。")
ABOUT_ANSWER = Text("A mention is answered within this time.", "提及须在此时间内得到回应。")
ABOUT_STATEMENT = Text(
    "The first statement is out within this time; none: there is no such target.",
    "首份声明须在此时间内发布；写 none 表示不设此项。",
)
ABOUT_UPDATE = Text("A status update is due this often.", "进展通报的间隔。")
ABOUT_OFFER = Text("An offered role waits this long for an answer.", "角色邀请等待答复的时长。")
ABOUT_SEVERITY_ROLES = Text("The roles offered at the start, in order.", "开启时邀请的角色，按顺序。")
ABOUT_ROLES = Text(
    "The role catalogue: roles to add, and roles of ours to change.", "角色目录：新增角色，或修改已有角色。"
)
ABOUT_ROLE_KEY = Text(
    "The role's key, as the team and the severities name it; an existing key changes that role.",
    "角色的键名，供小组和级别引用；写已有的键名即修改该角色。",
)
ABOUT_ROLE_NAME = Text(
    "What people call it: en and zh, or one text for both.", "角色名称：分别写 en 和 zh，或写一个通用名称。"
)
ABOUT_INSTRUCTIONS = Text(
    "What its holder alone is told, in Slack's markup.", "只发给担任者本人的说明，可用 Slack 标记。"
)
ABOUT_WORDS = Text("Other words that mean this role in commands.", "命令里也可以表示该角色的其他词。")
ABOUT_KINDS = Text("Kinds of incidents to add or to rename: key and name.", "要新增或改名的事件类型：键名和名称。")
ABOUT_EMOJI = Text(
    "The reactions that put a message on the timeline: Slack's names, without colons.",
    "把消息记入时间线的表情：写 Slack 里的名称，不带冒号。",
)
ABOUT_EMOJI_NOTE = Text("For a note.", "用于记录。")
ABOUT_EMOJI_DECISION = Text("For a decision.", "用于决策。")
ABOUT_EMOJI_TASK = Text("For a task.", "用于任务。")
ABOUT_CHANNEL_NAME = Text(
    "How incident channels are named; {{date}}, {{words}} (of the title) and {{key}} (needed) are filled in.",
    "事件频道的命名方式；{{date}}（日期）、{{words}}（标题关键词）、{{key}}（必需）会自动填入。",
)
ABOUT_FLARE_UP = Text(
    "The same alert within this time after closing shows a button to reopen.",
    "结案后在此时间内再次收到同样的警报，会给出重开按钮。",
)
ABOUT_STORM = Text(
    "When more alerts come than rooms may open. Without it, each new cause opens its room.",
    "警报激增时的限制。不写则每个新原因的警报都会自动开启事件。",
)
ABOUT_ROOMS = Text(
    "How many rooms may open by themselves within an hour; the other alerts wait on one card in the updates channel.",
    "一小时内最多自动开启多少个事件；其余警报汇总在通报频道的一张卡片上，等人处理。",
)
ABOUT_EXCEPT = Text(
    "Severities that open by themselves all the same; they count, too.",
    "不受此限制、照常自动开启的级别（同样计入数量）。",
)
