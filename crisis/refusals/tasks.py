"""Why the desk says no about tasks, follow-ups and kinds: every sentence of it, in both languages."""

from crisis.language import Text

NO_SUCH_TASK = Text(
    "There is no task {task} in incident #{number}. Tasks: {possible}.",
    "事件 #{number} 没有第 {task} 号任务。现有任务：{possible}。",
)
TASK_OVER = Text("Task {task} is {state} already.", "第 {task} 号任务已经是“{state}”。")
TASK_IS_OPEN = Text("Task {task} is open; there is nothing to reopen.", "第 {task} 号任务未关闭，不用重开。")
ONLY_FOLLOW_UPS = Text(
    "Incident #{number} is over, so it takes no new tasks. What is left to do is a follow-up: "
    "`/incident #{number} followup WORDS @who by DATE`.",
    "事件 #{number} 已经结束，不能再加任务。剩下要做的请记为改进项：`/incident #{number} 改进 内容 @某人 日期前`。",
)
NO_SUCH_FOLLOW_UP = Text(
    "There is no follow-up {task} of incident #{number}. Follow-ups: {possible}.",
    "事件 #{number} 没有第 {task} 号改进项。现有改进项：{possible}。",
)
FOLLOW_UP_OVER = Text("Follow-up {task} is {state} already.", "第 {task} 号改进项已经是“{state}”。")
DUE_IN_PAST = Text(
    "That time has passed. Give one that is still to come, such as: in 20m, 18:30, tomorrow 09:00.",
    "这个时间已经过去，请给一个将来的时间，例如：20分钟后、18:30、明天 9:00。",
)
WHY_DROPPED = Text(
    "Dropping needs a reason, for the review. For example: `/incident task drop {task} because it is done elsewhere`.",
    "取消需要写明理由，供复盘时查阅。例如：`/incident 任务 取消 {task} 理由：已由他处处理`。",
)
WHY_FOLLOW_UP_DROPPED = Text(
    "Dropping needs a reason. For example: `/incident followup drop {task} because the shop is closed for good`.",
    "取消需要写明理由。例如：`/incident 改进 取消 {task} 理由：门店已永久关闭`。",
)
SNOOZE_TOO_LONG = Text("A follow-up can be put off by 1 minute to 90 days.", "改进项的提醒可推迟 1 分钟到 90 天。")
NOTHING_CHANGED = Text("That is how it is already.", "本来就是这样，没有改动。")
NO_SUCH_KIND = Text("There is no kind “{kind}”. Kinds are: {possible}.", "没有“{kind}”这个类型。可选类型：{possible}。")
ALREADY_THAT_KIND = Text("Incident #{number} is of kind {kind} already.", "事件 #{number} 已经是“{kind}”类型。")
KIND_IS_PRIVATE = Text(
    "Incidents of kind {kind} are private here, and #{number} began in public: Slack turns no channel private for "
    "a bot, and what was said there was read. Open a new one, which will be private: "
    "`/incident open {kind}: TITLE`; then close this one. Nothing was changed.",
    "“{kind}”类型的事件一律为非公开，而 #{number} 是公开开启的：机器人无法把频道改为私密，已公开的内容也收不回来。"
    "请新开一个，它会自动设为非公开：`/incident 开启 {kind}：标题`，然后把本事件结案。未做任何改动。",
)
NONE_YET = Text("none", "无")
DONE = Text("done", "已完成")
DROPPED = Text("dropped", "已取消")
