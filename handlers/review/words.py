"""The review's own words, in both languages.

Answers for: every heading, label and sentence of the review that is not said elsewhere in the product. May not: hold
logic or markup.
"""

from crisis.language import Text
from crisis.review.facts import LateKind, OpenKind, Standing

KICKER = Text("Fenghuo · Retrospective", "烽火 · 复盘报告")
INTERIM = Text("interim: the incident is still open", "中期稿：事件尚未结束")
NUMBER = Text("Incident #{number}", "事件 #{number}")
WINDOW_TITLE = Text("Retrospective #{number}: {title}", "复盘 #{number}：{title}")
DRILL = Text("演练 DRILL: not a real incident", "演练 DRILL：非真实事件")
DRILL_NUMBER = Text("演练 DRILL #{number}", "演练 DRILL #{number}")
DRILL_TITLE = Text("演练 DRILL · Retrospective #{number}: {title}", "演练 DRILL · 复盘 #{number}：{title}")
PRIVATE = Text("Private: not to be handed on outside the room", "保密：请勿向频道之外转发")
QUOTED = Text("“{words}”", "“{words}”")
BRACKETS = Text(" ({words})", "（{words}）")
ZONE = Text("Times are those of {zone} ({name}, {offset}).", "文中时间均为{name}（{zone}，{offset}）。")
MADE = Text("Made {at} from the timeline; nothing was added by hand.", "本报告由时间线自动生成于 {at}，未经人工增删。")

# Headings, in the order of the document.
SUMMARY = Text("Summary", "概要")
BAR = Text("The course at a glance", "全程一览")
OPEN_POINTS = Text("Still open", "遗留事项")
TARGETS = Text("Response clock", "黄金时间")
LATE = Text("What was late", "哪些晚了")
DECISIONS = Text("Decisions", "决策")
UPDATES = Text("Status updates", "进展通报")
TASKS = Text("Tasks", "任务")
FOLLOW_UPS = Text("Follow-ups", "改进项")
ANSWERS = Text("Answers to mentions", "提及回应")
PEOPLE = Text("People and roles", "人员与角色")
ALERT = Text("How it came in", "事件来源")
TIMELINE = Text("Timeline", "时间线")
LEDGER = Text("Is this the whole truth?", "台账是否完整")

# The score card of a drill.
SCORE = Text("Score card", "评分")
SCORE_SUM = Text(
    "{points} of {possible} points; the drill took {took}.", "得分 {points} / {possible}；演练用时 {took}。"
)
SCORE_STOPPED = Text("It was stopped before its end.", "演练中途结束。")
SCORE_FASTER = Text(
    "It was played {speed} times as fast: targets were as much shorter, the company's times are its own.",
    "按 {speed} 倍速演练：时限同比缩短，当年的时间为实际时间。",
)
EXPECTED, POINTS = Text("What a good team does", "应做的事"), Text("Points", "得分")
DONE_AFTER, WITHIN, REAL_AFTER = Text("Done", "实际"), Text("By", "时限"), Text("The company", "当年")
SCORE_MET, SCORE_LATE = Text("in time", "按时"), Text("late", "超时")
SCORE_MISSED, SCORE_OPEN = Text("missed", "未做"), Text("not come to", "未练到")
LESSON = Text("The lesson: {words}", "一句话教训：{words}")
REALITY = Text("What really happened", "真实经过")

# The summary. Each sentence is said when its facts exist.
OPENED_BY_ALERT = Text(
    "On {at} an alert from {source} opened incident #{number}, {title}.",
    "{at}，“{source}”发来警报，事件 #{number} {title}随即开启。",
)
OPENED_BY_PERSON = Text(
    "On {at} {person} opened incident #{number}, {title}.", "{at}，{person}开启事件 #{number} {title}。"
)
RATED = Text("Kind: {kind}; severity: {severity}.", "类型为{kind}，级别 {severity}。")
RATED_CHANGED = Text(
    "Kind: {kind}; severity: {severities}.",
    "类型为{kind}，级别变化：{severities}。",
)
UNSEEN = Text("It had begun {duration} before anybody here saw it.", "此时距事情发生已过 {duration}。")
ACKNOWLEDGED_BY = Text("{person} took it up {duration} after first sight.", "首次看到后 {duration}，{person}确认接手。")
NOBODY_ACKNOWLEDGED = Text("Nobody acknowledged it.", "始终无人确认接手。")
CAME_TO = Text("Counted from first sight it was {milestones}.", "自首次看到起，{milestones}。")
CONTAINED_AFTER = Text("contained after {duration}", "{duration}后受控")
RESOLVED_AFTER = Text("resolved after {duration}", "{duration}后恢复")
CLOSED_AFTER = Text("closed after {duration}", "{duration}后结案")
DISMISSED_AFTER = Text("dismissed as a false alarm after {duration}", "{duration}后判定为误报")
MERGED_AFTER = Text("merged into another incident after {duration}", "{duration}后并入其他事件")
REOPENED = Text("Times it was reopened: {count}.", "其间重开 {count} 次。")
WENT_BACK = Text("Times it fell back to an earlier stage: {count}.", "其间阶段回退 {count} 次。")
STILL_OPEN = Text("At the time of writing it is at {stage}.", "截至成稿，阶段为“{stage}”。")
TARGETS_KEPT = Text(
    "Of {count} targets of the response clock {met} were met.", "黄金时间共 {count} 项时限，按时完成 {met} 项。"
)
UPDATES_KEPT = Text(
    "Of {due} status updates due {on_time} went out on time.", "进展通报应发 {due} 次，按时 {on_time} 次。"
)
DECIDED = Text("Decisions on record: {count}.", "记录决策 {count} 项。")
LEFT_OPEN = Text("Points still open: {count}.", "尚有 {count} 件事未了。")
NOTHING_OPEN = Text("Nothing is left open.", "没有遗留事项。")
FLARED_UP = Text("It is a flare-up of incident #{number}.", "这是事件 #{number} 的次生危机。")
MERGED_INTO = Text("It went on in incident #{number}.", "后续在事件 #{number} 中处理。")
TOOK_IN = Text("Merged into it: {others}.", "并入本事件的有：{others}。")
SPLIT_FROM = Text("It was split off from incident #{number}.", "由事件 #{number} 拆分而来。")
SPLIT_OFF = Text("Split off from it: {others}.", "由本事件拆分出：{others}。")
SENTENCE_GAP = Text(" ", "")
ARROW = Text(" → ", " → ")

# The figures under the summary.
TO_CONTAINED = Text("until contained", "至受控")
TO_RESOLVED = Text("until resolved", "至恢复")
IN_ALL = Text("in all", "全程")
SO_FAR = Text("so far", "已持续")
UPDATES_ON_TIME = Text("updates on time", "通报按时")
WORST_LATE = Text("latest one: {duration} late", "最晚一次迟 {duration}")
DECISION_COUNT = Text("decisions", "决策")
REPLACED_COUNT = Text("{count} replaced", "其中 {count} 项被取代")
LIMIT = Text("limit {duration}", "时限 {duration}")
AFTER_FIRST_SIGHT = Text("after first sight", "自首次看到起")

# Targets.
TARGET, LIMIT_COLUMN = Text("Target", "时限项"), Text("Limit", "时限")
REACHED_COLUMN, AFTER_COLUMN = Text("Reached", "完成时间"), Text("After", "用时")
RESULT_COLUMN, BY_COLUMN = Text("Result", "结果"), Text("By", "完成人")
STANDINGS = {
    Standing.MET: Text("met", "达标"),
    Standing.LATE: Text("late by {duration}", "超时 {duration}"),
    Standing.NEVER: Text("missed, never reached", "未完成"),
    Standing.RUNNING: Text("running, until {at}", "计时中，截止 {at}"),
    Standing.NOT_APPLICABLE: Text("no limit applied", "不适用"),
}
MISSED_BEFORE = Text(
    "a stricter limit had run out at {at}, under another severity", "此前按另一级别的时限已于 {at} 到期"
)
CADENCE = Text(
    "Status updates: {due} due, {on_time} on time, {late} late, {skipped} left out.",
    "进展通报：应发 {due} 次，按时 {on_time} 次，迟发 {late} 次，漏发 {skipped} 次。",
)
CADENCE_NONE = Text("No status update was due and none was posted.", "没有到期的进展通报，也没有发出。")
SNOOZED = Text("Reminders put off: {count}.", "推迟提醒 {count} 次。")
WORST = Text("The latest came {duration} after its time.", "最晚一次迟了 {duration}。")
LONGEST_GAP = Text("The longest time without one: {duration}.", "最长间隔 {duration}。")
NONE = Text("–", "—")

# What was late.
WHAT, DUE_COLUMN = Text("What", "事项"), Text("Due", "应在")
DONE_COLUMN, LATE_COLUMN = Text("Came", "实际"), Text("Late by", "晚了")
LATE_NAMES = {
    LateKind.TARGET: Text("{name}", "{name}"),
    LateKind.UPDATE: Text("status update {about}", "第 {about} 次通报"),
    LateKind.OFFER: Text("{role}: {person} did not answer the offer in time", "{role}：{person}未在时限内答复邀请"),
    LateKind.REMINDER: Text("Fenghuo's own reminder of the status update", "烽火自身的通报提醒"),
}
UPDATE_NEVER = Text("a status update that was due", "一次到期的通报")
REMINDER_OF_DECISION = Text("Fenghuo's own reminder of decision {about}", "烽火自身的第 {about} 号决策复议提醒")
ROLE_TAKEN_AT = Text("role filled {at}", "{at} 补位")
NEVER_CAME = Text("never", "始终没有")
NOTHING_LATE = Text("Nothing was late.", "没有任何事项晚于时限。")

# Open points.
OPEN_NAMES = {
    OpenKind.STILL_OPEN: Text("The incident is still open, at {stage}.", "事件尚未结束，当前阶段为“{stage}”。"),
    OpenKind.TARGET: Text("“{name}” was never reached; it was due {at}.", "“{name}”始终没有完成，应在 {at} 前。"),
    OpenKind.ROLE: Text("Nobody has the role {role}.", "{role}始终无人担任。"),
    OpenKind.REVISIT: Text("Look at decision {about} again, {at}:", "复议第 {about} 号决策（{at}）："),
    OpenKind.UPDATE: Text("A status update has been due since {at}.", "进展通报自 {at} 起逾期未发。"),
    OpenKind.NEED: Text(
        "The last status update ({about}, {person}) still asks:", "最后一次通报（第 {about} 次，{person}）仍在要求："
    ),
    OpenKind.TASK: Text("Task {about} was not done:", "任务 {about} 未完成："),
    OpenKind.PROBLEM: Text("Slack refused {about}:", "Slack 拒绝了 {about}："),
}

# Decisions and updates.
DECISION = Text("Decision {number}", "决策 {number}")
NO_DECISIONS = Text("No decision was written down.", "没有记录任何决策。")
DECIDED_BY = Text("{person}, {at}, {after} after first sight", "{person}，{at}，首次看到后 {after}")
WHY, OPTIONS = Text("Why", "理由"), Text("Options weighed", "备选方案")
APPROVED_BY, EVIDENCE = Text("Approved by", "批准"), Text("Evidence", "依据")
REVISIT, NO_REASON = Text("Look at it again", "复议"), Text("No reason was written down.", "没有写明理由。")
REPLACED_BY = Text("replaced by decision {number}, {at}", "已于 {at} 被决策 {number} 取代")
REPLACES = Text("replaces decision {number}", "取代决策 {number}")
REMINDED = Text("reminded {at}", "已于 {at} 提醒")
UPDATE = Text("Update {number}", "通报 {number}")
NO_UPDATES = Text("No status update was posted.", "没有发出任何进展通报。")
LATE_BY, ON_TIME = Text("{duration} late", "迟 {duration}"), Text("on time", "按时")
ACTIONS, NEEDS = Text("Actions", "行动"), Text("Needs", "需要")

# People.
ROLE, WHO = Text("Role", "角色"), Text("Who had it", "担任情况")
OFFERS = Text("Offers", "邀请")
HELD = Text("{person}, from {since}", "{person}，{since} 起")
HELD_UNTIL = Text("{person}, {since} to {until}", "{person}，{since} 至 {until}")
HANDED_OVER = Text("handed over by {person}", "由{person}移交")
TAKEN_FROM = Text("taken over from {person}", "接替{person}")
NOT_HELD = Text("nobody", "无人担任")
OFFER_STATES = {
    "open": Text("{person}: waiting since {at}", "{person}：{at} 邀请，等待答复"),
    "accepted": Text("{person}: accepted after {waited}", "{person}：{waited}后接受"),
    "declined": Text("{person}: declined after {waited}", "{person}：{waited}后谢绝"),
    "expired": Text("{person}: no answer within {waited}", "{person}：{waited}内未答复"),
    "withdrawn": Text("{person}: withdrawn after {waited}", "{person}：{waited}后撤回"),
}
TOOK_IT = Text("taken without an offer", "主动担任")
PERSON, FIRST_SEEN = Text("Person", "人员"), Text("First seen", "首次出现")
DID = Text("On record", "留痕")
UPDATES_DONE = Text("updates: {count}", "通报 {count}")
DECISIONS_DONE = Text("decisions: {count}", "决策 {count}")
NOTES_DONE = Text("notes: {count}", "记录 {count}")
OUTSIDE_TEAM = Text("not in the crisis team", "不在危机小组名单")

# The alert.
SOURCE, RECEIVED = Text("Source", "来源"), Text("First sight", "首次看到")
STARTED, HINT = Text("Had begun", "发生时间"), Text("Rated by the source", "来源定级")
ALERT_TITLE, ALERT_TEXT = Text("Title", "标题"), Text("Text", "内容")
LABELS, LINK = Text("Labels", "标签"), Text("Link", "链接")
REPEATED = Text("The same alert again", "重复警报")
TIMES = Text("{count} more", "{count} 次")
ENDED = Text("Over, says the source", "来源报告解除")
OPENED_BY = Text("Opened by", "开启人")
MENTIONS = Text("Mentions it brought", "随警报而来的提及")
PLATFORM, AUTHOR = Text("Platform", "平台"), Text("Author", "作者")
FOLLOWERS, POSTED = Text("Followers", "粉丝"), Text("Posted", "发布")
REACTIONS, SAID = Text("Reposts · comments · likes", "转发 · 评论 · 赞"), Text("Words", "内容")
MENTION_SUM = Text(
    "Mentions: {count}; followers of their authors together: {followers}.",
    "共 {count} 条，作者粉丝合计 {followers}。",
)
# How the posts spread.
VOLUME = Text("Posts over time", "帖文走势")
VOLUME_SUM = Text(
    "{count} posts, made {span}; the most, {most}, in {busiest}.",
    "共 {count} 条，发布于 {span}；{busiest} 最多，{most} 条。",
)
POSTS, SHARE, TOPIC = Text("Posts", "帖文"), Text("Share", "占比"), Text("Topic", "话题")

# The timeline and its ledger.
TIME, EVENT = Text("Time", "时间"), Text("What happened", "经过")
LEDGER_SAYS = Text(
    "The timeline has {count} entries, each chained to the one before by its hash. A changed past breaks the chain.",
    "台账共 {count} 条，逐条以哈希相连；任何一条被改动，链条就会断开。",
)
LEDGER_HEAD = Text("The head of the chain when this was made:", "成稿时的链头：")
LEDGER_VERIFY = Text(
    "To verify, run the command below; it must name the same entry and hash, or an entry further on.",
    "核验方法：运行下面的命令。链头应与此一致，或在此之后。",
)
ENTRY = Text("entry {seq}", "第 {seq} 条")
COLON = Text(": ", "：")

# The time bar.
STAGES, SEVERITY = Text("Stage", "阶段"), Text("Severity", "级别")
FIRST_WINDOW = Text("The first {duration}", "头 {duration}")
WHOLE = Text("The whole course", "全过程")
UNSEEN_BAND = Text("unseen", "未察觉")
BAR_TITLE = Text("Time bar of incident #{number}: {heading}", "事件 #{number} 时间轴：{heading}")
BAR_STAGE = Text("{stage} from {since} to {until}", "{stage}：{since} 至 {until}")
BAR_OWED = Text("an update was owed from {since} to {until}", "{since} 至 {until} 欠一次通报")
LEGEND_LIMIT = Text("limit", "时限")
LEGEND_MET, LEGEND_LATE = Text("in time", "按时"), Text("too late or never", "超时或未完成")
LEGEND_OWED = Text("update owed", "通报逾期")
STAGE_TABLE = Text("Stages one by one", "阶段经过")
MOVED_BY = Text("Moved by", "操作人")
FROM, UNTIL, LASTED = Text("From", "起"), Text("Until", "止"), Text("Lasted", "历时")
REASON = Text("Reason", "理由")
