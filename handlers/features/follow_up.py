"""Follow-ups: what is left to do after the incident, with an owner and a date; said again until it is done."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from crisis.commands import AddFollowUp, ChangeFollowUp, DropFollowUp, FinishFollowUp, KeepTasks, SnoozeFollowUp
from crisis.incident import Incident
from crisis.incident.tasks import FollowUp, FollowUpKind
from crisis.language import Text
from crisis.refusals import Refused
from crisis.refusals.tasks import NO_SUCH_FOLLOW_UP, NONE_YET
from handlers.answer import Answer, Say
from handlers.blocks import choice, moment_input, person_input, text_input
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.features.parts import form, moment_of
from handlers.request import Request
from handlers.views.follow_ups import WHAT, follow_up_list
from handlers.words.moments import read_duration
from handlers.words.parsing import first_word, readable, reason_alone
from handlers.words.tasks import asked_in, read_due

FORM = Text("Follow-up", "改进项")
CHANGE_FORM = Text("Change a follow-up", "调整改进项")
TEXT = Text("What is to be done", "要做什么")
TEXT_HINT = Text("What will be different, or who is to be asked again.", "要改进什么，或要回访谁。")
KIND = Text("Kind", "类别")
OWNER = Text("By whom", "负责人")
DUE = Text("By when", "期限")
ADDED = Text(
    "Follow-up {task} of incident #{number} is due {due}; it is said again until it is done.",
    "事件 #{number} 的改进项 {task} 期限为 {due}，完成之前会一直提醒。",
)
WHICH = Text("Follow-up", "改进项")
DROP = Text("To drop it: why", "如要取消，请写理由")
FINISHED = Text("Follow-up {task} of incident #{number} is done.", "事件 #{number} 的改进项 {task} 已完成。")
DROPPED = Text("Follow-up {task} of incident #{number} is dropped.", "事件 #{number} 的改进项 {task} 已取消。")
CHANGED = Text("Follow-up {task} of incident #{number} is due {due}.", "事件 #{number} 的改进项 {task} 期限为 {due}。")
SNOOZED = Text(
    "Follow-up {task} of incident #{number} is said again {until}; its date stays.",
    "事件 #{number} 的改进项 {task} 将于 {until} 再次提醒，期限不变。",
)
KEPT = Text("Made follow-ups of incident #{number}: {count}.", "事件 #{number} 已转为改进项：{count} 项。")
WEEK = timedelta(days=7)

WORDS = {
    "done": ("done", "finish", "finished", "complete", "完成", "办结"),
    "drop": ("drop", "cancel", "取消", "撤销"),
    "snooze": ("snooze", "later", "推迟", "稍后", "延后"),
    "give": ("give", "assign", "owner", "改派", "指派", "交给"),
    "due": ("due", "改期", "期限", "截止"),
}
WAY_OF = {word: way for way, words in WORDS.items() for word in words}
LIST = frozenset({"list", "ls", "all", "列表", "全部", "清单"})
ADD = frozenset({"add", "new", "添加", "新增", "加", "新建"})
_NUMBER = re.compile(r"\s*[#＃]?\s*(\d{1,6})(?:\s*号)?(?=\s|$|[,，:：])[\s,，:：]*(.*)", re.DOTALL)
_CALL_BACK = re.compile(r"\s*(?:call[\s-]?back\b|回访)", re.IGNORECASE)


async def on_line(request: Request, tools: Tools) -> Answer:
    """``WORDS [@who] [by DATE]``, ``done N``, ``snooze N 3d``, ``list``; without words the list, or the form."""
    incident = await tools.incident(request)
    word, rest = first_word(request.words)
    if word in LIST and not rest:
        return Say(follow_up_list(incident, request.language))
    if not word:
        return await show_or_ask(request, tools)
    way, number = WAY_OF.get(word), _NUMBER.fullmatch(rest)
    if way and (number or not rest):
        known, after = _named(incident, rest)
        return await _do(request, tools, incident, way, known, after)
    words = rest if word in ADD else request.words
    return await _add_words(request, tools, incident, words) if words.strip() else _form(request, incident)


async def show_or_ask(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    if incident.work.follow_ups:
        return Say(follow_up_list(incident, request.language))
    return _form(request, incident)


async def on_list(request: Request, tools: Tools) -> Answer:
    return Say(follow_up_list(await tools.incident(request), request.language))


async def on_button(request: Request, tools: Tools) -> Answer:
    return _form(request, await tools.incident(request))


async def on_form(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    what = FollowUpKind(request.text("what") or FollowUpKind.IMPROVEMENT)
    owner, due_at = request.text("owner") or None, moment_of(request, "due")
    return await _add(
        request, tools, AddFollowUp(incident.number, request.actor, request.text("text"), owner, due_at, what)
    )


async def on_done(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    return await _do(request, tools, incident, "done", *_named(incident, request.argument))


async def on_snooze(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    return await _do(request, tools, incident, "snooze", *_named(incident, request.argument))


async def on_edit(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    return _change_form(request, incident, _named(incident, request.argument)[0])


async def on_change_form(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    known = _named(incident, request.text("follow_up"))[0]
    if reason := request.text("reason").strip():
        return await _do(request, tools, incident, "drop", known, reason)
    due_at = moment_of(request, "due") or known.due_at
    if due_at == known.due_at.replace(second=0, microsecond=0):
        due_at = known.due_at  # Slack's picker knows no seconds
    command = ChangeFollowUp(incident.number, request.actor, known.number, due_at, request.text("owner") or None)
    return await _change(request, tools, command)


async def on_keep(request: Request, tools: Tools) -> Answer:
    """One click for all tasks that were open at the end. The second click finds nothing left to keep."""
    incident = await tools.incident(request)
    outcome = await tools.handle(request, KeepTasks(incident.number, request.actor))
    made = len(outcome.incident.work.follow_ups) - len(incident.work.follow_ups) if outcome.incident else 0
    return tools.done(request, outcome, KEPT, number=incident.number, count=made)


async def _do(request: Request, tools: Tools, incident: Incident, way: str, known: FollowUp, words: str) -> Answer:
    number, by, now = incident.number, request.actor, tools.desk.clock()
    if way == "done":
        outcome = await tools.handle(request, FinishFollowUp(number, by, known.number))
        return tools.done(request, outcome, FINISHED, task=known.number, number=number)
    if way == "drop":
        reason = readable(reason_alone(words), tools.name_of)
        outcome = await tools.handle(request, DropFollowUp(number, by, known.number, reason))
        return tools.done(request, outcome, DROPPED, task=known.number, number=number)
    if way == "snooze":
        delay = read_duration(words) if words.strip() else WEEK
        outcome = await tools.handle(request, SnoozeFollowUp(number, by, known.number, delay))
        return tools.done(request, outcome, SNOOZED, task=known.number, number=number, until=now + delay)
    if not words.strip():
        return _change_form(request, incident, known)
    if way == "due":
        due_at = read_due(words.removeprefix("by "), now, ZoneInfo(tools.policy.timezone))
        return await _change(request, tools, ChangeFollowUp(number, by, known.number, due_at, known.owner))
    asked = asked_in(words, tools.policy, tools.desk.roster, now)
    owner = asked.owner or (incident.holder(asked.role) if asked.role else None)
    if owner is None:
        return _change_form(request, incident, known)
    return await _change(request, tools, ChangeFollowUp(number, by, known.number, asked.due_at or known.due_at, owner))


async def _add_words(request: Request, tools: Tools, incident: Incident, words: str) -> Answer:
    asked = asked_in(words, tools.policy, tools.desk.roster, tools.desk.clock())
    what = FollowUpKind.CALL_BACK if _CALL_BACK.match(asked.text) else FollowUpKind.IMPROVEMENT
    owner = asked.owner or (incident.holder(asked.role) if asked.role else None)
    text = readable(asked.text, tools.name_of)
    return await _add(request, tools, AddFollowUp(incident.number, request.actor, text, owner, asked.due_at, what))


async def _add(request: Request, tools: Tools, command: AddFollowUp) -> Answer:
    outcome = await tools.handle(request, command)
    made = outcome.incident.work.follow_ups[-1] if outcome.incident and outcome.incident.work.follow_ups else None
    if made is None:
        return tools.done(request, outcome, CHANGED)
    return tools.done(request, outcome, ADDED, task=made.number, number=command.incident, due=made.due_at)


async def _change(request: Request, tools: Tools, command: ChangeFollowUp) -> Answer:
    outcome = await tools.handle(request, command)
    return tools.done(request, outcome, CHANGED, task=command.follow_up, number=command.incident, due=command.due_at)


def _named(incident: Incident, words: str) -> tuple[FollowUp, str]:
    """The follow-up that the words begin with, and the rest. Raises Refused with those there are."""
    found = _NUMBER.fullmatch(words)
    known = incident.work.follow_up(int(found[1])) if found else None
    if known is None or found is None:
        possible = tuple(str(each.number) for each in incident.work.follow_ups) or (NONE_YET,)
        raise Refused(NO_SUCH_FOLLOW_UP, task=found[1] if found else "?", number=incident.number, possible=possible)
    return known, found[2]


def _form(request: Request, incident: Incident) -> Answer:
    language = request.language
    kinds = [(each.value, text.say(language)) for each, text in WHAT.items()]
    return form(
        request,
        "followup",
        FORM,
        text_input("text", TEXT.say(language), multiline=True, hint=TEXT_HINT.say(language)),
        choice("what", KIND.say(language), kinds, FollowUpKind.IMPROVEMENT.value),
        person_input("owner", OWNER.say(language), optional=True),
        moment_input("due", DUE.say(language)),
        incident=incident,
    )


def _change_form(request: Request, incident: Incident, known: FollowUp) -> Answer:
    language = request.language
    shown = [(str(known.number), f"{known.number}. {known.text}")]
    return form(
        request,
        "followup_change",
        CHANGE_FORM,
        choice("follow_up", WHICH.say(language), shown, str(known.number)),
        person_input("owner", OWNER.say(language), known.owner, optional=True),
        moment_input("due", DUE.say(language), known.due_at),
        text_input("reason", DROP.say(language), optional=True, max_length=500),
        incident=incident,
    )


FOLLOW_UP = Feature(
    name="followup",
    word=Text("followup", "改进"),
    aliases=("followups", "follow-up", "follow-ups", "改进项"),
    group=Group.RECORD,
    usage=Text("TEXT [@who] [by DATE] | done N | list", "内容 [@某人] [日期前] | 完成 编号 | 列表"),
    example=Text("followup Call Mrs Chen back by Friday", "改进 回访陈女士 周五前"),
    summary=Text(
        "what is left to do afterwards, said again until it is done", "事后要跟进的事（改进、回访），完成之前会一直提醒"
    ),
    numbering=Numbering.SIGN,
    run=on_line,
    buttons={
        "followup.form": on_button,
        "followup.list": on_list,
        "followup.done": on_done,
        "followup.snooze": on_snooze,
        "followup.edit": on_edit,
        "followup.keep": on_keep,
    },
    forms={"followup": on_form, "followup_change": on_change_form},
)
