"""The rhythm of status updates: how often, put off once, switched off."""

import re
from datetime import UTC, datetime
from enum import StrEnum

from crisis.clock.cadence import update_due_at
from crisis.commands import Command, SetRhythm, SnoozeReminder, StopReminders
from crisis.incident import Incident
from crisis.language import Text
from crisis.refusals import Refused
from handlers.answer import Answer, FormErrors
from handlers.blocks import choice, text_input
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.features.parts import form
from handlers.request import Request
from handlers.wording.saying import in_plain_text
from handlers.wording.vocabulary import duration
from handlers.words.moments import read_duration
from handlers.words.parsing import first_typed, readable, reason_alone

FORM = Text("Update reminders", "通报提醒")
WHAT = Text("What", "操作")
LENGTH = Text("How often, or for how long", "间隔或推迟时长")
LENGTH_HINT = Text("For example 30m, 1h30m, 2h.", "例如：30分钟、1小时30分、2小时。")
REASON = Text("Why it is switched off", "关闭的理由")
REASON_WANTED = Text("Switching reminders off needs a reason, for the record.", "关闭提醒需要写明理由，会记录在案。")
NO_SUCH_WAY = Text(
    "“{word}” is nothing a reminder can do. For example: {possible}.", "提醒没有“{word}”这种用法。例如：{possible}。"
)
EVERY_SET = Text("Updates are due every {length} now; the next one {at}.", "通报间隔已改为 {length}，下次：{at}。")
EVERY_SET_QUIET = Text(
    "Updates are due every {length} now; quiet hours hold the next one until {at}.",
    "通报间隔已改为 {length}；免打扰时段内不提醒，下次：{at}。",
)
SNOOZED = Text(
    "The reminder comes again {at}, in {left}; the rhythm stays as it is.",
    "已推迟到 {at} 再提醒（{left}后），通报间隔不变。",
)
STOPPED = Text(
    "Reminders are off. `/incident remind every 30m` starts them again.",
    "提醒已关闭。重新开启请用 `/incident 提醒 每 30分钟`。",
)


class Way(StrEnum):
    EVERY = "every"
    SNOOZE = "snooze"
    OFF = "off"


WAYS = {
    Way.EVERY: Text("an update is due every …", "每隔一段时间通报"),
    Way.SNOOZE: Text("put the next one off once", "推迟一次"),
    Way.OFF: Text("switch reminders off", "关闭提醒"),
}
EXAMPLES = (
    Text("remind every 30m", "提醒 每 30分钟"),
    Text("remind snooze 10m", "提醒 推迟 10分钟"),
    Text("remind off because …", "提醒 关闭 理由……"),
)
_WAY = re.compile(
    r"\s*(?:(?P<every>every|each|每隔|每)|(?P<snooze>snooze|later|推迟|稍后|延后)|(?P<off>off|stop|关闭|停止|关))"
    r"(?![a-z])[:：]?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


async def on_line(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    if not request.words:
        return _form(request, incident)
    found = _WAY.fullmatch(request.words)
    if found is None:
        raise Refused(NO_SUCH_WAY, word=first_typed(request.words)[:40], possible=EXAMPLES)
    way = next(each for each in Way if found[each.value])
    rest = readable(found["rest"], tools.name_of)
    if not rest and way is not Way.SNOOZE:
        return _form(request, incident, way)
    return await _do(request, tools, incident, way, rest or "10m", reason_alone(rest))


async def on_button(request: Request, tools: Tools) -> Answer:
    return _form(request, await tools.incident(request))


async def on_snooze(request: Request, tools: Tools) -> Answer:
    """The button under a reminder; its argument is a number of minutes and the due time that the reminder is about."""
    minutes, _, second = (request.argument or "10").partition(":")
    incident = await tools.incident(request)
    due_at = datetime.fromtimestamp(int(second), UTC) if second.isdecimal() else None
    command = SnoozeReminder(incident.number, request.actor, read_duration(minutes), due_at)
    return await _ask(request, tools, Way.SNOOZE, command)


async def on_form(request: Request, tools: Tools) -> Answer:
    incident, way = await tools.incident(request), Way(request.text("way"))
    reason = request.text("reason").strip()
    if way is Way.OFF and not reason:
        return FormErrors({"reason": REASON_WANTED.say(request.language)})
    try:
        command = _command(request, incident, way, request.text("length"), reason)
    except Refused as refused:
        roster, command_name = tools.desk.roster, tools.command
        said = in_plain_text(refused.text, request.language, command_name, roster, **refused.values)
        return FormErrors({"length": said})
    return await _ask(request, tools, way, command)


async def _do(request: Request, tools: Tools, incident: Incident, way: Way, length: str, reason: str) -> Answer:
    return await _ask(request, tools, way, _command(request, incident, way, length, reason))


def _command(request: Request, incident: Incident, way: Way, length: str, reason: str) -> Command:
    """Raises Refused for what is no length of time."""
    if way is Way.OFF:
        return StopReminders(incident.number, request.actor, reason)
    if way is Way.SNOOZE:
        return SnoozeReminder(incident.number, request.actor, read_duration(length))
    return SetRhythm(incident.number, request.actor, read_duration(length))


async def _ask(request: Request, tools: Tools, way: Way, command: Command) -> Answer:
    outcome = await tools.handle(request, command)
    incident = outcome.incident
    due_at = update_due_at(incident, tools.policy) if incident else None
    if incident is None or due_at is None:
        return tools.done_in_channel(request, outcome, STOPPED)
    if way is Way.SNOOZE:
        return tools.done(request, outcome, SNOOZED, at=due_at, left=due_at - tools.desk.clock())
    text = EVERY_SET if due_at == incident.rhythm.next_due else EVERY_SET_QUIET
    return tools.done_in_channel(request, outcome, text, length=incident.rhythm.every, at=due_at)


def _form(request: Request, incident: Incident, way: Way = Way.EVERY) -> Answer:
    language = request.language
    ways = [(each.value, text.say(language)) for each, text in WAYS.items()]
    every = duration(incident.rhythm.every, language)
    return form(
        request,
        "remind",
        FORM,
        choice("way", WHAT.say(language), ways, way.value),
        text_input("length", LENGTH.say(language), every, optional=True, hint=LENGTH_HINT.say(language), max_length=40),
        text_input("reason", REASON.say(language), optional=True, max_length=500),
        incident=incident,
    )


REMIND = Feature(
    name="remind",
    word=Text("remind", "提醒"),
    aliases=("reminder", "reminders"),
    group=Group.CLOCK,
    usage=Text("every 30m | snooze 10m | off because WHY", "每 30分钟 | 推迟 10分钟 | 关闭 理由"),
    example=Text("remind every 30m", "提醒 每 30分钟"),
    summary=Text("how often an update is due; a snooze changes it once only", "设置通报间隔；推迟只影响这一次"),
    numbering=Numbering.SIGN,
    run=on_line,
    buttons={"remind.snooze": on_snooze, "remind.form": on_button},
    forms={"remind": on_form},
)
