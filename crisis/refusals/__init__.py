"""Why the desk says no: one exception, and every sentence it can say, in both languages.

Answers for: a person hears what was wrong and what would have done. May not: know how it is shown; the views escape the
values and say people and times in their way.
"""

from dataclasses import dataclass
from datetime import timedelta

from crisis.language import Text


@dataclass(frozen=True, slots=True)
class Named:
    """A person, to be shown as a mention."""

    person: str


Value = str | int | Text | Named | timedelta | tuple["str | Text | Named", ...]


class Refused(Exception):
    """The desk did not do it and nothing was changed. ``values`` fill the marks of ``text``; a tuple is a list of
    what would have done."""

    def __init__(self, text: Text, **values: Value) -> None:
        super().__init__(text.en)
        self.text = text
        self.values = values


NO_SUCH_INCIDENT = Text(
    "There is no incident #{number}. `/incident list` shows the open ones.",
    "没有编号为 #{number} 的事件。用 `/incident 列表` 查看进行中的事件。",
)
NO_INCIDENT_HERE = Text(
    "No incident belongs to this channel. Say it in an incident channel, or open one with `/incident open`.",
    "当前频道没有对应的事件。请到事件频道里操作，或用 `/incident 开启` 新开一个。",
)
NO_RIGHT = Text(
    "Nothing was changed: you may not {what}. Who may: {possible}. `/incident rights` shows the whole table.",
    "未做任何改动：您无权{what}。有权操作的是：{possible}。完整权限表见 `/incident 权限`。",
)
EVERYBODY = Text("everybody", "所有人")
MORE_PEOPLE = Text("{count} more", "另有 {count} 人")
WHOEVER_TAKES = Text("whoever takes the role {role} in this incident", "担任本事件{role}的人（目前空缺）")
GROUP_UNKNOWN = Text("the user group {group}", "用户组 {group}")
STAYS_PUBLIC = Text(
    "Incident #{number} has a public channel, and a bot cannot make it private. What was said there may have been "
    "read. Open a private one, `/incident open private …`, and close this one.",
    "事件 #{number} 的频道是公开的，机器人无法把它改为私密，已发的内容可能已有人看到。"
    "请用 `/incident 开启 非公开 ……` 另开一个，再将本事件结案。",
)
STAYS_PRIVATE = Text(
    "Incident #{number} is private and stays so: whoever wrote there did not write for everybody. Open a public one "
    "for what all may know.",
    "事件 #{number} 为非公开事件，不能改为公开：里面的话不是对所有人说的。可以公开的内容请另开一个事件。",
)
TITLE_EMPTY = Text(
    "An incident needs a title of at least one letter or character. Say in a few words what happened.",
    "标题里至少要有一个字。请用几个字说明发生了什么。",
)
TITLE_TOO_LONG = Text(
    "The title has {length} characters, at most {limit} fit. Say the rest in a note.",
    "标题有 {length} 个字符，最多 {limit} 个。其余内容请写进记录。",
)
IS_OVER = Text(
    "Incident #{number} is over ({stage}), so nothing was changed. `/incident reopen` opens it again.",
    "事件 #{number} 已经结束（{stage}），未做任何改动。需要继续处理请用 `/incident 重开`。",
)
STAGE_NOT_REACHABLE = Text(
    "Incident #{number} is at {stage}. From there it can go to: {possible}.",
    "事件 #{number} 当前阶段为“{stage}”，可以转为：{possible}。",
)
REASON_WANTED = Text(
    "Going back from {old} to {new} needs a reason, for the review: `/incident stage {new} because …`.",
    "从“{old}”退回“{new}”需要写明理由，供复盘时查阅：`/incident 阶段 {new} 理由……`。",
)
ALREADY_THAT_STAGE = Text("Incident #{number} is at {stage} already.", "事件 #{number} 已经处于“{stage}”阶段。")
ALREADY_THAT_SEVERITY = Text("Incident #{number} is {severity} already.", "事件 #{number} 已经是 {severity}。")
ALREADY_THAT_TITLE = Text("That is its title already.", "标题本来就是这个。")
NO_SUCH_ROLE = Text("There is no role “{role}”. Roles are: {possible}.", "没有“{role}”这个角色。可选角色：{possible}。")
NOT_IN_TEAM = Text(
    "{person} is not in the crisis team, so cannot be given a role. In the team for {role}: {possible}.",
    "{person} 不在危机小组里，不能担任角色。小组里可以担任{role}的有：{possible}。",
)
CANNOT_TAKE_ROLE = Text(
    "{person} is not down for {role} in the crisis team. Those who are: {possible}.",
    "危机小组名单中，{person} 不担任{role}。可以担任的有：{possible}。",
)
ROLES_APART = Text(
    "{person} is {other} here, and {role} must be somebody else: the two check each other. Could take it: {possible}.",
    "{person} 已担任{other}，{role}须另有其人：这两个角色互相把关。可以担任的有：{possible}。",
)
HAS_ROLE_ALREADY = Text("{person} is {role} already.", "{person} 已经是{role}。")
NOT_HOLDER = Text(
    "Only the {role} can hand that role on; at present: {holder}. To take it yourself: `/incident role take {role}`.",
    "只有现任{role}可以移交这个角色，目前是：{holder}。想自己接手请用 `/incident 角色 接任 {role}`。",
)
OFFERED_ALREADY = Text(
    "{role} has been offered to {person} already and still waits.", "已经邀请 {person} 担任{role}，正在等待答复。"
)
NO_SUCH_OFFER = Text("There is no such offer any more.", "这个邀请已不存在。")
NOT_YOUR_OFFER = Text("This offer is for {person}.", "这个邀请是发给 {person} 的。")
NO_OFFER_OF_ROLE = Text(
    "You are not being asked to be {role} in this incident. You are asked to be: {possible}.",
    "本事件目前没有邀请您担任{role}。正在邀请您担任的有：{possible}。",
)
NOBODY_OFFERED = Text("nothing", "无")
OFFER_OVER = Text(
    "This offer is over: {role} is now {holder}. `/incident role take {role}` takes the role all the same.",
    "这个邀请已失效，{role}现为：{holder}。仍想担任请用 `/incident 角色 接任 {role}`。",
)
NOBODY = Text("nobody yet", "暂无人担任")
TEXT_EMPTY = Text(
    "There is nothing to write down: say it after the command, or use the form.",
    "内容为空。请在命令后面写上内容，或使用表单。",
)
TEXT_TOO_LONG = Text(
    "That has {length} characters, at most {limit} fit. Nothing was changed.",
    "内容有 {length} 个字符，最多 {limit} 个。未做任何改动。",
)
NO_SUCH_DECISION = Text(
    "There is no decision {decision}. Decisions so far: {possible}.", "没有第 {decision} 号决策。现有决策：{possible}。"
)
NO_DECISIONS_YET = Text("none", "无")
DECISION_REPLACED = Text(
    "Decision {decision} was replaced by decision {by} already.", "第 {decision} 号决策已被第 {by} 号取代。"
)
REVISIT_IN_PAST = Text(
    "The time to look at it again lies in the past. Give one that is still to come.",
    "复议时间已经过去，请选一个将来的时间。",
)
STARTED_IN_FUTURE = Text(
    "The start lies in the future. Give a time that has passed.", "开始时间在将来，请填写已经过去的时间。"
)
RHYTHM_OUT_OF_RANGE = Text(
    "Updates can be due every {shortest} to {longest}. For example: `/incident remind every 30m`.",
    "通报间隔可设为 {shortest} 到 {longest}。例如：`/incident 提醒 每 30分钟`。",
)
SNOOZE_OUT_OF_RANGE = Text(
    "A reminder can be put off by {shortest} to {longest}. For example: `/incident remind snooze 10m`.",
    "提醒可推迟 {shortest} 到 {longest}。例如：`/incident 提醒 推迟 10分钟`。",
)
NOTHING_TO_SNOOZE = Text(
    "No update reminder is set, so there is none to put off. `/incident remind every 30m` starts one.",
    "当前没有通报提醒，无需推迟。用 `/incident 提醒 每 30分钟` 可以开启。",
)
SNOOZED_ALREADY = Text(
    "This reminder was put off once and comes again in {length}. It cannot be put off twice: post an update, set "
    "another rhythm (`/incident remind every 1h`), or switch reminders off with a reason (`/incident remind off "
    "because …`).",
    "这次提醒已经推迟过一次，{length}后会再次提醒，不能再推迟。请发布通报，或调整间隔（`/incident 提醒 每 1小时`），"
    "或写明理由关闭提醒（`/incident 提醒 关闭 理由……`）。",
)
SNOOZED_AND_CAME = Text(
    "This reminder was put off once and has come again. It cannot be put off twice: post an update, set another rhythm "
    "(`/incident remind every 1h`), or switch reminders off with a reason (`/incident remind off because …`).",
    "这次提醒已经推迟过一次，现在再次提醒，不能再推迟。请发布通报，或调整间隔（`/incident 提醒 每 1小时`），"
    "或写明理由关闭提醒（`/incident 提醒 关闭 理由……`）。",
)
REMINDER_OVERTAKEN = Text(
    "This reminder no longer stands: an update, a newer reminder or another rhythm came after it. Nothing was put off; "
    "the next one comes in {length}.",
    "这条提醒已失效：之后已有新的通报、提醒或间隔调整。未做推迟，下次提醒在 {length}后。",
)
ALREADY_NOTED = Text("That message stands on the timeline already.", "这条消息已经在时间线上了。")
NO_SUCH_FORMAT = Text(
    "There is no format “{format}”. Formats are: {possible}.", "不支持“{format}”格式。可选：{possible}。"
)
ALREADY_ACKNOWLEDGED = Text("It has been acknowledged already.", "已经有人确认过了。")
TARGET_REACHED = Text("That is on the record already.", "这一项已经记录在案。")
NO_SUCH_ALERT = Text("There is no such alert any more.", "这条警报已不存在。")
ALERT_OPENED_ALREADY = Text(
    "Incident #{number} was opened from this alert already.", "这条警报已经开启了事件 #{number}。"
)
NOTHING_WAITS = Text(
    "None of these alerts waits any more: they have been opened or dismissed.",
    "这些警报都已处理（已开启事件或已忽略），没有待处理的了。",
)
DRILL_RUNNING = Text(
    "A drill is going on already: #{number} “{title}”. One at a time, so that nobody has to be in two rooms; "
    "`/incident drill stop` ends it.",
    "已有一场演练在进行：#{number}“{title}”。同一时间只进行一场，免得有人要顾两头；用 `/incident 演练 结束` 可结束它。",
)
NO_DRILL = Text(
    "No drill is going on. `/incident drill list` shows the scripts, `/incident drill start NAME` begins one.",
    "当前没有进行中的演练。用 `/incident 演练 列表` 查看脚本，`/incident 演练 开始 名称` 开始演练。",
)
NO_SUCH_SPEED = Text(
    "A drill can be played 1 to {most} times as fast. For example: `/incident drill start {name} 10x`.",
    "演练可按 1 到 {most} 倍速进行。例如：`/incident 演练 开始 {name} 10倍`。",
)
TOO_MANY_HOURS = Text(
    "That is {count} times a day; at most {most}. To hear of every update, follow the incident: "
    "`/incident follow #12`.",
    "一天 {count} 次太多了，最多 {most} 次。想收到每次通报，请订阅事件：`/incident 订阅 #12`。",
)
NO_SUCH_TIME_ZONE = Text(
    "There is no time zone “{zone}”. For example: Asia/Shanghai, Europe/Berlin, America/New_York.",
    "没有“{zone}”这个时区。例如：Asia/Shanghai、Asia/Hong_Kong、Europe/London。",
)
NOT_A_DRILL = Text("Incident #{number} is no drill.", "事件 #{number} 不是演练。")
DRILL_IS_OVER = Text(
    "The drill #{number} is over and scored, and stays so. `/incident drill start {name}` plays it again.",
    "演练 #{number} 已结束并评分，不能重开。用 `/incident 演练 开始 {name}` 可再练一次。",
)
NOBODY_ELSE = Text("nobody", "没有人")
NO_PAGE_CHANNELS = Text(
    "Nobody can be paged yet: no channel is set up. Operator: `pages` in the policy file, see docs/paging.md. "
    "Until then, call.",
    "暂时无法呼叫：还没有配置呼叫渠道。请运维在策略文件里填写 `pages`，参见 docs/paging.zh.md。请先打电话联系。",
)
NO_PAGES_IN_DRILLS = Text(
    "This is a drill, and drills page nobody. `drills: true` under `pages` in the policy file changes that.",
    "这是演练，演练不会呼叫任何人。如需开启，请在策略文件的 `pages` 里写 `drills: true`。",
)
CANNOT_BE_PAGED = Text(
    "{person} cannot be paged: a bot, or somebody whose account is closed or unknown here. Name somebody else.",
    "无法呼叫 {person}：是机器人，或账号已停用、不在本工作区。请换一个人。",
)
NO_SUCH_PAGE = Text("That page was not for you, or is not there any more.", "这次呼叫不是发给您的，或已不存在。")
PAGE_ANSWERED = Text("That page has been answered already.", "这次呼叫已经答复过了。")
PAGE_OVER = Text(
    "That page is over: what it was about needs nobody any more. The board of #{number} says how things stand.",
    "这次呼叫已结束，相关事项无需再处理。最新情况请看 #{number} 的看板。",
)
PAGED_JUST_NOW = Text(
    "{person} was paged within the last minute. If there is no answer, wait a minute and page again, or call.",
    "一分钟内刚呼叫过 {person}。若仍无答复，请稍等一分钟再呼叫，或直接打电话。",
)
