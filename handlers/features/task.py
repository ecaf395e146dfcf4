"""Tasks during an incident: added by words, a form, a message or 🧩; done, dropped, given to somebody else."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from crisis.commands import AddTask, ChangeTask, Command, DropTask, FinishTask, ReopenTask
from crisis.desk.desk import Outcome
from crisis.incident import Incident
from crisis.incident.tasks import Task
from crisis.language import Text
from crisis.policy import Emoji
from crisis.refusals import Refused
from crisis.refusals.tasks import NO_SUCH_TASK, NONE_YET
from handlers.answer import Answer, Done, Say
from handlers.blocks import Block, choice, moment_input, person_input, text_input
from handlers.feature import Feature, Group, Handler, Numbering, Reaction, Tools
from handlers.features.parts import (
    form,
    incident_choice,
    incident_of_form,
    moment_of,
    open_incidents,
    said_at,
    text_of,
)
from handlers.request import Request, SourceMessage
from handlers.views.tasks import task_list
from handlers.wording.vocabulary import role_name
from handlers.words.parsing import first_typed, first_word, folded, readable, reason_alone
from handlers.words.tasks import asked_in, read_due

FORM = Text("Task", "任务")
CHANGE_FORM = Text("Change a task", "调整任务")
TEXT = Text("What is to be done", "要做什么")
OWNER = Text("By whom", "负责人")
ROLE = Text("Or by which role", "或由哪个角色负责")
ROLE_HINT = Text(
    "A person goes first; a role's task is its holder's.", "两项都填时以负责人为准；按角色分配时，由担任者负责。"
)
DUE = Text("By when", "截止时间")
WHICH = Text("Task", "任务")
DROP = Text("To drop it: why", "如要取消，请写理由")
ADDED = Text("Task {task} of incident #{number} is on the board.", "任务 {task} 已列入事件 #{number} 的看板。")
FINISHED = Text("Task {task} of incident #{number} is done.", "事件 #{number} 的任务 {task} 已完成。")
DROPPED = Text("Task {task} of incident #{number} is dropped.", "事件 #{number} 的任务 {task} 已取消。")
REOPENED = Text("Task {task} of incident #{number} is open again.", "事件 #{number} 的任务 {task} 已重开。")
CHANGED = Text("Task {task} of incident #{number} is changed.", "事件 #{number} 的任务 {task} 已调整。")
NO_SUCH_WAY = Text(
    "“{word}” is nothing a task can do. For example: {possible}.", "任务没有“{word}”这种用法。例如：{possible}。"
)
EXAMPLES = (
    Text("task add Call the supplier @he by 15:30", "任务 添加 联系供应商 @何俊 15:30前"),
    Text("task done 3", "任务 完成 3"),
    Text("task list", "任务 列表"),
    Text("task give 3 @he", "任务 改派 3 @何俊"),
    Text("task due 3 in 20m", "任务 改期 3 20分钟后"),
    Text("task drop 3 because …", "任务 取消 3 理由……"),
    Text("task reopen 3", "任务 重开 3"),
)
WORDS = {
    "add": ("add", "new", "添加", "新增", "加", "新建"),
    "done": ("done", "finish", "finished", "complete", "完成", "办结"),
    "list": ("list", "ls", "all", "列表", "全部", "清单"),
    "drop": ("drop", "cancel", "取消", "撤销"),
    "reopen": ("reopen", "重开"),
    "give": ("give", "assign", "owner", "改派", "指派", "交给"),
    "due": ("due", "改期", "时限", "截止"),
}
WAY_OF = {word: way for way, words in WORDS.items() for word in words}
_NUMBER = re.compile(r"\s*[#＃]?\s*(\d{1,6})(?:\s*号)?(?=\s|$|[,，:：])[\s,，:：]*(.*)", re.DOTALL)


async def on_line(request: Request, tools: Tools) -> Answer:
    """``add WORDS [@who] [by 15:30]``, ``done N``, ``list`` …; without words the list."""
    incident = await tools.incident(request)
    word, rest = first_word(request.words)
    way = WAY_OF.get(word) if word else "list"
    if way is None:
        raise Refused(NO_SUCH_WAY, word=first_typed(request.words)[:40], possible=EXAMPLES)
    if way == "list":
        return Say(task_list(incident, tools.policy, request.language))
    if way == "add":
        return await _add_words(request, tools, incident, rest) if rest else _form(request, tools, incident)
    task, after = _named(incident, rest)
    if way == "give":
        return await _give(request, tools, incident, task, after)
    if way == "due":
        return await _put_off(request, tools, incident, task, after)
    return await _end(request, tools, incident, way, task, readable(reason_alone(after), tools.name_of))


async def on_button(request: Request, tools: Tools) -> Answer:
    return _form(request, tools, await tools.incident(request))


async def on_list(request: Request, tools: Tools) -> Answer:
    return Say(task_list(await tools.incident(request), tools.policy, request.language))


def _clicked(way: str) -> Handler:
    """A button of one task: ``INCIDENT:TASK``."""

    async def run(request: Request, tools: Tools) -> Answer:
        incident = await tools.incident(request)
        return await _end(request, tools, incident, way, _named(incident, request.argument)[0], "")

    return run


async def on_take(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    task = _named(incident, request.argument)[0]
    return await _change(
        request,
        tools,
        incident,
        ChangeTask(incident.number, request.actor, task.number, request.actor, "", task.due_at),
    )


async def on_edit(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    return _change_form(request, tools, incident, _named(incident, request.argument)[0])


async def on_change_form(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    task = _named(incident, request.text("task"))[0]
    if reason := request.text("reason").strip():
        return await _end(request, tools, incident, "drop", task, reason)
    owner = request.text("owner") or None
    role, due_at = request.text("role"), moment_of(request, "due")
    if due_at and task.due_at and due_at == task.due_at.replace(second=0, microsecond=0):
        due_at = task.due_at  # Slack's picker knows no seconds
    command = ChangeTask(incident.number, request.actor, task.number, owner, role, due_at)
    return await _change(request, tools, incident, command)


async def on_form(request: Request, tools: Tools) -> Answer:
    """A task about a message keeps the message's own time and author."""
    incident, about = await incident_of_form(request, tools), request.about
    command = AddTask(
        incident=incident.number,
        by=request.actor,
        text=request.text("text"),
        owner=request.text("owner") or None,
        role=request.text("role"),
        due_at=moment_of(request, "due"),
        message=about,
        said_by=request.author if about else None,
        said_at=said_at(about) if about else None,
    )
    return await _added(request, tools, command)


async def on_message(request: Request, tools: Tools) -> Answer:
    """The form with the message's words; outside an incident channel it asks which incident is meant."""
    here = await tools.incident_of_channel(request.channel)
    others = () if here else await open_incidents(request, tools)
    return _form(request, tools, here, request.message, others)


async def on_emoji(request: Request, tools: Tools) -> Answer:
    """🧩 on a message in an incident channel: its words are the task; who and when are read from their end. Elsewhere
    the emoji is only an emoji."""
    here = await tools.incident_of_channel(request.channel)
    if here is None or request.about is None:
        return Done()
    message = await tools.find_message(request.about.channel, request.about.ts)
    if message is None:
        return Done()
    command = AddTask(
        incident=here.number,
        by=request.actor,
        text=text_of(message, tools),
        message=message.ref,
        said_by=message.author,
        said_at=message.said_at,
    )
    try:
        asked = asked_in(message.text, tools.policy, tools.desk.roster, tools.desk.clock())
        if asked.due_at is None or asked.due_at > tools.desk.clock():
            command = replace(command, owner=asked.owner, role=asked.role, due_at=asked.due_at)
    except Refused:
        pass  # it ends with a name that nobody here has: words like any others
    return await _added(request, tools, command)


async def _add_words(request: Request, tools: Tools, incident: Incident, words: str) -> Answer:
    asked = asked_in(words, tools.policy, tools.desk.roster, tools.desk.clock())
    text = readable(asked.text, tools.name_of)
    command = AddTask(incident.number, request.actor, text, asked.owner, asked.role, asked.due_at)
    return await _added(request, tools, command)


async def _added(request: Request, tools: Tools, command: AddTask) -> Answer:
    outcome = await tools.handle(request, command)
    number = len(outcome.incident.work.tasks) if outcome.incident else 0
    return tools.done_in_channel(request, outcome, ADDED, task=number, number=command.incident)


async def _give(request: Request, tools: Tools, incident: Incident, task: Task, words: str) -> Answer:
    asked = asked_in(words, tools.policy, tools.desk.roster, tools.desk.clock())
    role = tools.policy.role_named(folded(asked.text)) if asked.text else None
    if not (asked.owner or asked.role or role):
        return _change_form(request, tools, incident, task)
    command = ChangeTask(
        incident.number,
        request.actor,
        task.number,
        asked.owner,
        asked.role or (role.key if role else ""),
        asked.due_at or task.due_at,
    )
    return await _change(request, tools, incident, command)


async def _put_off(request: Request, tools: Tools, incident: Incident, task: Task, words: str) -> Answer:
    if not words.strip():
        return _change_form(request, tools, incident, task)
    due_at = read_due(words.removeprefix("by "), tools.desk.clock(), ZoneInfo(tools.policy.timezone))
    command = ChangeTask(incident.number, request.actor, task.number, task.owner, task.role, due_at)
    return await _change(request, tools, incident, command)


async def _change(request: Request, tools: Tools, incident: Incident, command: ChangeTask) -> Answer:
    outcome = await tools.handle(request, command)
    return tools.done(request, outcome, CHANGED, task=command.task, number=incident.number)


async def _end(request: Request, tools: Tools, incident: Incident, way: str, task: Task, reason: str) -> Answer:
    number, by = incident.number, request.actor
    commands: dict[str, tuple[Command, Text]] = {
        "done": (FinishTask(number, by, task.number), FINISHED),
        "drop": (DropTask(number, by, task.number, reason), DROPPED),
        "reopen": (ReopenTask(number, by, task.number), REOPENED),
    }
    command, said = commands[way]
    return _said(request, tools, await tools.handle(request, command), task, said)


def _said(request: Request, tools: Tools, outcome: Outcome, task: Task, said: Text) -> Answer:
    """A task with a message of its own shows it there."""
    number = outcome.incident.number if outcome.incident else 0
    shown = tools.done_in_channel if task.post else tools.done
    return shown(request, outcome, said, task=task.number, number=number)


def _named(incident: Incident, words: str) -> tuple[Task, str]:
    """The task that the words begin with, and the rest. Raises Refused with those there are."""
    found = _NUMBER.fullmatch(words)
    task = incident.work.task(int(found[1])) if found else None
    if task is None or found is None:
        known = tuple(str(each.number) for each in incident.work.tasks) or (NONE_YET,)
        wanted = found[1] if found else first_typed(words)[:40] or "?"
        raise Refused(NO_SUCH_TASK, task=wanted, number=incident.number, possible=known)
    return task, found[2]


def _form(
    request: Request,
    tools: Tools,
    incident: Incident | None,
    message: SourceMessage | None = None,
    others: tuple[Incident, ...] = (),
) -> Answer:
    language = request.language
    text = text_of(message, tools) if message else ""
    return form(
        request,
        "task",
        FORM,
        *([incident_choice(others, language)] if others else []),
        text_input("text", TEXT.say(language), text, multiline=True),
        *_who_and_when(request, tools),
        incident=incident,
        message=message,
    )


def _change_form(request: Request, tools: Tools, incident: Incident, task: Task) -> Answer:
    language = request.language
    shown = [(str(task.number), f"{task.number}. {task.text}")]
    return form(
        request,
        "task_change",
        CHANGE_FORM,
        choice("task", WHICH.say(language), shown, str(task.number)),
        *_who_and_when(request, tools, task),
        text_input("reason", DROP.say(language), optional=True, max_length=500),
        incident=incident,
    )


def _who_and_when(request: Request, tools: Tools, task: Task | None = None) -> list[Block]:
    language = request.language
    roles = [(each.key, role_name(tools.policy, each.key).say(language)) for each in tools.policy.roles]
    return [
        person_input("owner", OWNER.say(language), task.owner if task else None, optional=True),
        choice("role", ROLE.say(language), roles, task.role if task else None, True, ROLE_HINT.say(language)),
        moment_input("due", DUE.say(language), task.due_at if task else None),
    ]


def _emoji(emoji: Emoji) -> tuple[str, ...]:
    return emoji.task


TASK = Feature(
    name="task",
    word=Text("task", "任务"),
    aliases=("tasks", "todo", "待办"),
    group=Group.RECORD,
    usage=Text("add TEXT [@who] [by 15:30] | done N | list", "添加 内容 [@某人] [15:30前] | 完成 编号 | 列表"),
    example=Text("task add Call the supplier by 15:30", "任务 添加 联系供应商 15:30前"),
    summary=Text(
        "what is to be done, by whom, by when; 🧩 on a message makes it one", "谁在何时之前做什么；给消息加 🧩 也可以"
    ),
    numbering=Numbering.SIGN,
    run=on_line,
    buttons={
        "task.form": on_button,
        "task.list": on_list,
        "task.done": _clicked("done"),
        "task.reopen": _clicked("reopen"),
        "task.take": on_take,
        "task.edit": on_edit,
    },
    forms={"task": on_form, "task_change": on_change_form},
    shortcuts={"task_message": on_message},
    reactions=(Reaction(_emoji, on_emoji),),
)
