"""What Slack refused for good, in plain words, and what the operator can do about it.

Answers for: a sentence for every wish that can fail and advice for the errors that Slack's reference
names. May not: know how a problem is shown.
"""

from crisis.incident import Problem
from crisis.language import Language, Text
from handlers.wording.vocabulary import escape, say

FAILED: dict[str, Text] = {
    "OpenChannel": Text("The incident channel could not be made", "事件频道未能创建"),
    "InvitePeople": Text("Not everybody could be brought into the channel", "有人未能拉进频道"),
    "SetTopic": Text("The channel's topic could not be set", "频道主题未能设置"),
    "PostBoard": Text("The board could not be posted", "看板未能发出"),
    "RefreshBoard": Text("The board could not be brought up to date", "看板未能更新"),
    "PinBoard": Text("The board could not be pinned", "看板未能置顶"),
    "PostCard": Text("The card could not be posted in the updates channel", "通报频道里的卡片未能发出"),
    "RefreshCard": Text("The card in the updates channel could not be brought up to date", "通报频道里的卡片未能更新"),
    "PostBriefing": Text("The facts of the alert could not be posted", "警报详情未能发出"),
    "PostEntry": Text("A message could not be posted in the channel", "有一条消息未能发到频道"),
    "PostUpdateInUpdatesChannel": Text(
        "A status update did not reach the updates channel", "有一份进展通报未能发到通报频道"
    ),
    "SendPage": Text("A page could not be sent: nobody was woken by it", "有一次呼叫未能发出，对方没有收到"),
    "AcknowledgePage": Text("A page could not be marked as answered", "有一次呼叫未能标记为已答复"),
    "ResolvePage": Text("A page could not be ended", "有一次呼叫未能结束"),
    "TellPaged": Text("The direct message of a page could not be delivered", "呼叫的私信未能送达"),
    "TellReader": Text("An update could not be sent to somebody who follows", "有一位订阅者未能收到通报"),
    "SendDigest": Text("A digest could not be delivered", "有一份简报未能送达"),
    "UploadReview": Text("The review could not be uploaded", "复盘文档未能上传"),
    "OpenDirectMessage": Text("An offer could not be delivered", "有一份角色邀请未能送达"),
    "SendOffer": Text("An offer could not be delivered", "有一份角色邀请未能送达"),
    "SettleOffer": Text("The message of an answered offer could not be changed", "已有结果的邀请消息未能更新"),
    "TellHolder": Text("Somebody could not be told what becomes of their role", "角色交接的进展未能送达本人"),
    "TellUnfilled": Text("The lead could not be told that a role is unfilled", "角色空缺的提醒未能送达总指挥"),
    "TellNoRoom": Text(
        "Whoever opened the private incident could not be told that there is no channel",
        "私密频道未能创建一事未能告知开启者",
    ),
    "TellAbsent": Text("Somebody could not be asked to stay silent in the drill", "演练中请人“失联”的私信未能送达"),
    "PostTask": Text("A task could not be posted in the channel", "有一项任务未能发到频道"),
    "RefreshTask": Text("The message of a task could not be brought up to date", "有一项任务的消息未能更新"),
    "PostMentions": Text("The card of the mentions could not be posted", "提及卡片未能发到频道"),
    "RefreshMentions": Text("The card of the mentions could not be brought up to date", "提及卡片未能更新"),
    "TellOfMentions": Text(
        "Somebody above could not be told of mentions that are not answered", "提及逾期未回应，未能通知到上级"
    ),
    "RemindOfTask": Text("The owner of a task could not be reminded", "任务到期的提醒未能送达负责人"),
    "RemindOfFollowUp": Text("The reminder of a follow-up could not be delivered", "改进项的提醒未能送达"),
    "TellPerson": Text("Somebody whom the response plan names could not be told", "应急预案要求知会的人未能通知到"),
    "TellChannel": Text("A channel that the response plan names could not be told", "应急预案要求知会的频道未能通知到"),
    "PostScoreCard": Text("The score card of the drill could not be posted", "演练评分未能发到频道"),
    "PostHeldAlert": Text("The card of a held alert could not be posted", "待处理警报的卡片未能发出"),
    "RefreshHeldAlert": Text("The card of a held alert could not be changed", "待处理警报的卡片未能更新"),
    "SettleHeldAlert": Text("The card of a held alert could not be changed", "待处理警报的卡片未能更新"),
    "FindSimilar": Text("Past incidents could not be looked for", "未能查找类似事件"),
    "PostStorm": Text("The card of the alerts that wait could not be posted", "待处理警报的汇总卡片未能发出"),
    "RefreshStorm": Text(
        "The card of the alerts that wait could not be brought up to date", "待处理警报的汇总卡片未能更新"
    ),
}
SOMETHING_FAILED = Text("Slack refused something ({what})", "Slack 拒绝了一项操作（{what}）")

MISSING_SCOPE = Text(
    "The app lacks a permission. Operator: install it again with the output of `fenghuo manifest`.",
    "应用缺少权限。请运维用 `fenghuo manifest` 的输出重新安装应用。",
)
FORBIDDEN = Text(
    "The workspace's settings forbid it. A workspace admin can allow it for this app.",
    "工作区设置不允许。请工作区管理员为本应用放开。",
)
TOKEN_DEAD = Text(
    "Slack no longer accepts the bot's token. Operator: install the app again and set `SLACK_BOT_TOKEN`.",
    "Slack 不再认可机器人的令牌。请运维重新安装应用，再更新 `SLACK_BOT_TOKEN` 的值。",
)
ARCHIVED = Text("The channel was archived. Unarchive it in Slack.", "频道已归档。请在 Slack 里取消归档。")
NOT_FOUND = Text(
    "Slack does not find the channel, or does not let the bot see it. Invite the bot into it.",
    "Slack 找不到该频道，或机器人看不到它。请把机器人拉进频道。",
)
NOT_LET_IN = Text(
    "Slack does not let this person in. Invite the person by hand, or ask somebody else.",
    "Slack 不允许此人加入。请手动邀请，或换一个人。",
)
PERSON_UNREACHABLE = Text(
    "Slack does not deliver messages to this person. Call, or ask somebody else.",
    "消息无法送达此人。请打电话联系，或换一个人。",
)
NAME_REFUSED = Text(
    "Slack does not take the channel's name. Operator: change `channel_name` in the policy.",
    "Slack 不接受这个频道名。请运维修改策略文件里 `channel_name` 的值。",
)
TOO_MANY = Text(
    "Slack's limit for this is reached. Remove what is no longer needed and do it by hand.",
    "已达 Slack 的数量上限。请清理不再需要的内容，然后手动处理。",
)
OUR_FAULT = Text(
    "This is a mistake in Fenghuo. Nothing on the record is lost. Operator: please report it with the log.",
    "这是烽火自身的错误，记录没有丢失。请运维附上日志反馈。",
)
PAGE_CHANNEL = Text(
    "Call this person yourself. Operator: see to the channel of pages that is named here; "
    "`/incident page test` and its name tries it out.",
    "请直接打电话联系。请运维检查此处所列的呼叫渠道，可用 `/incident page test` 加渠道名试呼。",
)
UNSEEN = Text(
    "A try got no answer, and too much was said there since to look whether it was made. "
    "Look for it in the channel; post it by hand when it is not there.",
    "有一次发送未得到应答，此后该频道消息太多，无法核实是否已发出。请到频道里查看，没有的话请手动补发。",
)
NEEDS_PLAN = Text("Slack offers this on a paid plan only.", "Slack 仅在付费方案中提供此功能。")
OTHERWISE = Text("Operator: `fenghuo check` says more.", "请运维运行 `fenghuo check` 查看原因。")

# By the beginning of Slack's error name; the first that fits (each method's page in Slack's reference lists its own).
ADVICE: tuple[tuple[str, Text], ...] = (
    ("page_", PAGE_CHANNEL),
    ("missing_scope", MISSING_SCOPE),
    ("no_permission", MISSING_SCOPE),
    ("not_allowed_token_type", MISSING_SCOPE),
    ("restricted_action", FORBIDDEN),
    ("org_login_required", FORBIDDEN),
    ("account_inactive", TOKEN_DEAD),
    ("token_", TOKEN_DEAD),
    ("invalid_auth", TOKEN_DEAD),
    ("not_authed", TOKEN_DEAD),
    ("is_archived", ARCHIVED),
    ("channel_not_found", NOT_FOUND),
    ("not_in_channel", NOT_FOUND),
    ("cannot_dm", PERSON_UNREACHABLE),
    ("user_disabled", PERSON_UNREACHABLE),
    ("user_not_found", NOT_LET_IN),
    ("cant_invite", NOT_LET_IN),
    ("ura_max_channels", NOT_LET_IN),
    ("user_is_", NOT_LET_IN),
    ("name_taken", NAME_REFUSED),
    ("invalid_name", NAME_REFUSED),
    ("unseen_since", UNSEEN),
    ("too_many", TOO_MANY),
    ("limit_", TOO_MANY),
    ("storage_limit", TOO_MANY),
    ("invalid_blocks", OUR_FAULT),
    ("invalid_arg", OUR_FAULT),
    ("msg_", OUR_FAULT),
    ("no_text", OUR_FAULT),
    ("plan_upgrade_required", NEEDS_PLAN),
    ("paid_", NEEDS_PLAN),
)
PROBLEM = Text("{what}. {advice} `{reason}`", "{what}。{advice} `{reason}`")


def failed(what: str, language: Language) -> str:
    """What did not happen, for the name of an effect. Not escaped."""
    known = FAILED.get(what)
    return known.say(language) if known else say(SOMETHING_FAILED, language, what=what)


def advice(reason: str) -> Text:
    """What can be done about this error of Slack's."""
    return next((text for beginning, text in ADVICE if reason.startswith(beginning)), OTHERWISE)


def problem_line(problem: Problem, language: Language) -> str:
    """A problem with what can be done about it, in mrkdwn."""
    reason = escape(problem.reason.replace("`", "'"))
    what = escape(failed(problem.what, language))
    return say(PROBLEM, language, what=what, reason=reason, advice=advice(problem.reason))
