"""What is said about ``pages`` in the policy file, in both languages. May not: hold logic."""

from crisis.language import Text

ABOUT_PAGES = Text(
    "Waking people by webhook when Slack brings no answer (docs/paging.md).",
    "Slack 里无人答复时，通过 Webhook 呼叫（docs/paging.zh.md）。",
)
ABOUT_LINK = Text(
    "Where people reach the bot from their phones, such as https://crisis.example.com. A page then carries a link that "
    "answers it; without this none does.",
    "手机能访问到机器人的地址，例如 https://crisis.example.com。填写后，呼叫里会带上答复链接；不填则没有。",
)
ABOUT_DRILLS = Text("Whether drills page people, too. Without this they do not.", "演练是否也呼叫。不写则不呼叫。")
ABOUT_CHANNELS = Text("The ways to page.", "呼叫渠道。")
ABOUT_NAME = Text("The channel's own name.", "渠道名称。")
ABOUT_KIND = Text(
    "pagerduty, webhook, feishu (also Lark), dingtalk or wecom.",
    "pagerduty、webhook、feishu（飞书或 Lark）、dingtalk（钉钉）、wecom（企业微信）。",
)
ABOUT_ADDRESS = Text(
    "The environment variable that holds the address, as ${{NAME}}. PagerDuty needs none.",
    "存放地址的环境变量，写作 ${{NAME}}。PagerDuty 可不填。",
)
ABOUT_SECRET = Text(
    "The environment variable that holds the secret, as ${{NAME}}: PagerDuty's integration key, or what signs.",
    "存放密钥的环境变量，写作 ${{NAME}}：PagerDuty 的集成密钥，或签名密钥。",
)
ABOUT_RULES = Text(
    "Who is paged when; the first rule that fits holds. Without rules: red and orange incidents, day and night.",
    "什么情况呼叫谁，按顺序取第一条符合的规则。不写则：红色和橙色事件，不分昼夜。",
)
ABOUT_WHEN = Text(
    "offer: a role was offered and there is no answer; unacknowledged: nobody acknowledged the incident.",
    "offer：角色邀请无人答复；unacknowledged：事件无人确认。",
)
ABOUT_SEVERITIES = Text("For which severities.", "适用的级别。")
ABOUT_RULE_ROLES = Text("Only offers of these roles.", "只针对这些角色的邀请。")
ABOUT_RULE_PEOPLE = Text(
    "Only offers to these people; of an unacknowledged incident: whom to page.",
    "只针对发给这些人的邀请；对无人确认的事件：呼叫这些人。",
)
ABOUT_HOURS = Text(
    "always, off_duty (outside the person's working hours), or 22:00-07:00 in the person's own time zone.",
    "always（不限）、off_duty（本人工作时间以外），或本人所在时区的时段，如 22:00-07:00。",
)
ABOUT_AFTER = Text(
    "How long to wait for an answer before the first page. Without this: half of the offer's time, or the time for "
    "acknowledging.",
    "等多久无答复后第一次呼叫。不写则为邀请时限的一半，或确认时限。",
)
ABOUT_EVERY = Text(
    "How long between pages. Without this: the offer's time.", "两次呼叫之间的间隔。不写则等于邀请时限。"
)
ABOUT_TIMES = Text("How often each person is paged, 1 to 20.", "每人最多呼叫几次，1 到 20。")
ABOUT_RULE_CHANNELS = Text("By which channels; without this by all.", "使用哪些渠道；不写则全部使用。")
ABOUT_THEN = Text(
    "Who is paged when all these went unanswered: people, or level, for whoever is called above.",
    "以上均无答复时，再呼叫谁：人员，或 level（上一级）。",
)
ABOUT_PEOPLE = Text("How single people are reached.", "各人的联系方式。")
ABOUT_USER = Text("Slack id or e-mail address.", "Slack ID 或邮箱。")
ABOUT_OWN_CHANNELS = Text("By which channels; without this as the rule says.", "使用哪些渠道；不写则按规则。")
ABOUT_MOBILE = Text(
    "The mobile number that DingTalk and WeCom know; their robots call by it.",
    "钉钉、企业微信里登记的手机号，机器人据此 @ 本人。",
)
ABOUT_FEISHU = Text("open_id or user_id in Feishu or Lark.", "飞书或 Lark 里的 open_id 或 user_id。")
ABOUT_WECOM = Text(
    "The userid in WeCom, where no mobile number is to stand here.", "企业微信里的 userid（不想写手机号时用）。"
)

NO_KIND = Text(
    "“{value}” is no kind of channel. Kinds are: pagerduty, webhook, feishu, dingtalk, wecom.",
    "“{value}”不是有效的渠道类型。可选：pagerduty、webhook、feishu、dingtalk、wecom。",
)
NO_VARIABLE = Text(
    "must name an environment variable, such as ${{OPS_FEISHU_URL}}: addresses with keys and secrets never stand in "
    "this file.",
    "请填写环境变量名，例如 ${{OPS_FEISHU_URL}}：带密钥的地址和密钥不能写在本文件里。",
)
OUR_VARIABLE = Text(
    "“{value}”: names that begin with FENGHUO_ or SLACK_ are settings of the program. Choose another name.",
    "“{value}”：FENGHUO_ 或 SLACK_ 开头的名称留给程序设置，请换一个。",
)
NO_REASON = Text(
    "“{value}” is no reason to page. Reasons are: offer, unacknowledged.",
    "“{value}”不是有效的呼叫原因。可选：offer、unacknowledged。",
)
NO_HOURS = Text(
    "“{value}” is no time of day to page at. Write always, off_duty, or two different times such as 22:00-07:00.",
    "“{value}”不是有效的时段。请写 always、off_duty，或两个不同的时刻，如 22:00-07:00。",
)
NO_TIMES = Text("{value} is no number of pages. Write 1 to {most}.", "{value} 不是有效的次数。请写 1 到 {most}。")
NO_LINK = Text(
    "“{value}” is no address of the bot. Write one such as https://crisis.example.com, without a query.",
    "“{value}”不是有效的地址。请写成 https://crisis.example.com 这样，不带参数。",
)
NO_HANDLE = Text(
    "“{value}” cannot be used. Write letters, digits, + - _ . and @ only.",
    "“{value}”无法使用。只能包含字母、数字和 + - _ . @。",
)
NO_NEXT = Text(
    "“{value}” is nobody. Write a Slack id, an e-mail address, or level.",
    "“{value}”不是人员。请写 Slack ID、邮箱，或 level。",
)
TOO_SHORT = Text("is too short: a page every minute at most.", "间隔过短：至少 1 分钟。")
CHANNEL_TWICE = Text("the channel “{name}” is named twice.", "渠道“{name}”重复。")
PERSON_TWICE = Text("“{user}” is named twice.", "“{user}”重复。")
NO_SUCH_CHANNEL = Text(
    "there is no channel “{name}”. Channels are: {possible}.", "没有渠道“{name}”。现有渠道：{possible}。"
)
NO_SUCH_ROLE = Text("there is no role “{role}”. Roles are: {roles}.", "没有角色“{role}”。可选：{roles}。")
ADDRESS_WANTED = Text(
    "a channel of kind {kind} needs an address, such as ${{NAME}}.", "{kind} 渠道需要 address，例如 ${{NAME}}。"
)
SECRET_WANTED = Text(
    "a channel of kind {kind} needs a secret, such as ${{NAME}}.", "{kind} 渠道需要 secret，例如 ${{NAME}}。"
)
NO_SECRET = Text(
    "WeCom has no secret: the key stands in the address. Leave it out.",
    "企业微信没有单独的密钥，key 在地址里，请删掉此项。",
)
NO_CHANNELS = Text(
    "there are rules or people, and no channel to page by. Add channels.",
    "写了规则或人员，但没有渠道。请添加 channels。",
)
