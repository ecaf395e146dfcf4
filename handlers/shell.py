"""Words from a shell: the slash command for those who have no Slack at the moment.

Answers for: the same words do the same (``line.run_line``); which incident is meant where no channel says it; that
nothing is written but in somebody's name; an answer in plain text. May not: know how the words got here or where the
answer goes.
"""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo

from crisis.commands import AnyCommand
from crisis.desk.desk import Outcome
from crisis.incident import Incident
from crisis.language import Language, Text
from crisis.policy.people import Person, Roster
from crisis.refusals import Refused
from handlers.answer import Answer, Done, FormErrors, Later, OpenForm, Say, ShowHome
from handlers.blocks import Message, cut
from handlers.feature import Feature, Tools
from handlers.features import FEATURES
from handlers.features.board import without_words
from handlers.features.helping import helping
from handlers.line import run_line
from handlers.refusal import refused_message
from handlers.request import Request
from handlers.switchboard import UNKNOWN, UNKNOWN_NEAR, Switchboard
from handlers.wording.plain_text import Reader, channels_in, plain_text
from handlers.wording.vocabulary import drill_mark, escape, in_plain
from handlers.words.parsing import folded

COMMAND = "fenghuo incident"

WHO_WANTED = Text(
    "Say who does it, for the record, before the words: `/incident --as PERSON …` (e-mail address, Slack id or name).",
    "请在命令词之前注明操作人，以便记录在案：`/incident --as 某人 …`（邮箱、Slack ID 或姓名）。",
)
NOBODY_KNOWN = Text(
    "--as: “{person}” is nobody Fenghuo has seen in the workspace. Give an e-mail address, a Slack id or a name, "
    "such as: {possible}.",
    "--as：工作区里没有“{person}”。请填写邮箱、Slack ID 或姓名，例如：{possible}。",
)
NOBODY_SEEN = Text(
    "--as: Fenghuo has not seen the workspace yet, so it knows people by their Slack id alone (such as U012AB3CD), not "
    "as “{person}”.",
    "--as：烽火尚未读到工作区成员，目前只能填写 Slack ID（例如 U012AB3CD），无法识别“{person}”。",
)
SEVERAL_KNOWN = Text(
    "--as: “{person}” may be several people. Say which one: {possible}.",
    "--as：“{person}”对应多人，请指明：{possible}。",
)
WHICH = Text(
    "Say which incident is meant, before the words: `/incident --on NUMBER …`. Open are: {possible}.",
    "请在命令词之前指明事件：`/incident --on 编号 …`。进行中的有：{possible}。",
)
NONE_OPEN = Text(
    "No incident is open. One that is over is named before the words: `/incident --on NUMBER …`; a new one is opened "
    "with `/incident open TITLE`.",
    "当前没有进行中的事件。已结束的事件请在命令词之前指明：`/incident --on 编号 …`；新开事件用 `/incident 开启 标题`。",
)
WORDS_WANTED = Text(
    "There is no form in a terminal: say all of it on the line, `/incident {word} {usage}`. For example: "
    "`/incident {example}`",
    "终端里没有表单，请把内容写在命令后面：`/incident {word} {usage}`。例如：`/incident {example}`",
)
DONE_BEFORE = Text(
    "That was done already, by an earlier attempt with the same id. Nothing was done twice.",
    "同一编号的请求此前已经执行，没有重复执行。",
)
DONE = Text("Done.", "已完成。")
HELP_FOOT = Text(
    "Options come before the words: --as PERSON is who does it, --on 12 which incident is meant (not needed while one "
    "alone is open; `'#12'` before a command does the same, in quotes: for a shell # begins a remark). English and "
    "Chinese words are the same commands.",
    "选项写在命令词之前：--as 注明操作人，--on 12 指明事件（只有一个进行中的事件时可省略；"
    "也可在命令前加 `'#12'`，须加引号，否则 shell 会当作注释）。中英文命令词通用。",
)

MOST_NAMED = 8
MOST_ONCE = 200  # characters; a database indexes them
NAMES_SHOWN = 5
TITLE_SHOWN = 40
_SLACK_ID = re.compile(r"[UW][A-Z0-9]{4,20}")

_OTHERS = FEATURES[:-1]  # help is the last: a shell has its own
SWITCHBOARD = Switchboard((*_OTHERS, helping(_OTHERS, HELP_FOOT)), without_words)


class Status(StrEnum):
    DONE = "done"
    REFUSED = "refused"
    WRONG_USE = "wrong use"  # the words must be put in another way, whatever the incident's state


WRONG_USES = frozenset({WHO_WANTED, NOBODY_KNOWN, NOBODY_SEEN, SEVERAL_KNOWN, WHICH, NONE_OPEN, UNKNOWN, UNKNOWN_NEAR})


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed. ``words``: the shell's arguments after our options. ``person``: in whose name, as typed.
    ``number``: the incident that an option names. ``once``: the same for the same request again."""

    words: tuple[str, ...]
    language: Language
    once: str
    person: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class About:
    """An incident, for a program that asks. ``channel``: its Slack id, None while there is none."""

    number: int
    title: str
    severity: str
    stage: str
    channel: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of it. ``text`` is plain. ``person``: in whose name, a Slack id. ``changed``: something was written, by
    this attempt or an earlier one (``repeated``). ``incident``: the one it was about. ``open``: those that are open
    now, worst first."""

    status: Status
    text: str
    person: str | None = None
    changed: bool = False
    repeated: bool = False
    incident: About | None = None
    open: tuple[About, ...] = ()


@dataclass(frozen=True, slots=True)
class _ShellTools(Tools):
    """The tools of a request without a channel; notes what became of it."""

    meant: list[Incident] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    async def incident(self, request: Request) -> Incident:
        if request.incident is None:
            found = await _the_only_one(self, request)
        else:
            found = await Tools.incident(self, request)
        self.meant.append(found)
        return found

    async def handle(self, request: Request, command: AnyCommand) -> Outcome:
        if not request.actor:
            raise Refused(WHO_WANTED)
        outcome = await Tools.handle(self, request, command)
        self.outcomes.append(outcome)
        return outcome


async def answer(asked: Asked, tools: Tools) -> Reply:
    """Do what was asked, and say what came of it. Raises what the store raises, never Refused."""
    shell = _ShellTools(
        tools.desk, COMMAND, tools.language, tools.tell, tools.find_message, tools.scripts, watching=tools.watching
    )
    roster, actor = tools.desk.roster, ""
    try:
        actor = "" if asked.person is None else person_named(asked.person, roster)
        request = Request(actor, asked.language, incident=asked.number, once=f"shell:{asked.once[:MOST_ONCE]}")
        given = await run_line(request, line_of(asked.words, roster), shell, SWITCHBOARD)
    except Refused as refused:
        status = Status.WRONG_USE if refused.text in WRONG_USES else Status.REFUSED
        said = refused_message(refused, asked.language, COMMAND)
    else:
        status, said = _said(given, asked, shell)
    outcome = shell.outcomes[-1] if shell.outcomes else None
    about = outcome.incident if outcome and outcome.incident else next(iter(shell.meant), None)
    open_now = await tools.open_incidents(Request(actor, asked.language))
    return Reply(
        status,
        await _plain(said, asked.language, tools),
        actor or None,
        changed=outcome is not None,
        repeated=outcome is not None and outcome.repeated,
        incident=_about(about, asked.language) if about else None,
        open=tuple(_about(each, asked.language) for each in open_now),
    )


def line_of(words: Sequence[str], roster: Roster) -> str:
    """The arguments as Slack would send them in a line: escaped, and ``@NAME`` as a mention, spaces in it or none."""
    return " ".join(_as_sent(word, roster) for word in words)


def person_named(said: str, roster: Roster) -> str:
    """The Slack id of whoever is meant by an id, an e-mail address or a name. Raises Refused."""
    found = _people_called(said, roster)
    if len(found) == 1:
        return found[0].id
    shown = said.strip()[:TITLE_SHOWN]
    if found:
        raise Refused(SEVERAL_KNOWN, person=shown, possible=tuple(f"{each.name} ({each.id})" for each in found))
    people = _colleagues(roster)
    if people:
        raise Refused(NOBODY_KNOWN, person=shown, possible=_near(said, people, roster))
    if _SLACK_ID.fullmatch(shown):
        return shown
    raise Refused(NOBODY_SEEN, person=shown)


def _colleagues(roster: Roster) -> list[Person]:
    return [each for each in roster.people if each.is_active and not each.is_bot]


def _people_called(said: str, roster: Roster) -> list[Person]:
    """By the whole id, address or name, else by words of the name or what stands before the address's @."""
    wanted, people = folded(said).lstrip("@"), _colleagues(roster)
    exactly = [each for each in people if wanted and wanted in _names(each)]
    parts = set(wanted.split())
    return exactly or [each for each in people if parts and parts <= _parts(each)]


def _names(person: Person) -> tuple[str, ...]:
    return tuple(folded(name) for name in (person.id, person.email, person.name) if name)


def _parts(person: Person) -> set[str]:
    before, _, _ = (person.email or "").partition("@")
    return {*folded(person.name).split(), folded(before)} - {""}


def _near(said: str, people: Sequence[Person], roster: Roster) -> tuple[str, ...]:
    """A few names that would have done: those most like it, else the crisis team's first."""
    by_name = {name: each for each in people for name in (*_names(each), *_parts(each))}
    like = [by_name[name] for name in difflib.get_close_matches(folded(said).lstrip("@"), by_name, NAMES_SHOWN)]
    others = [each.person for each in roster.candidates] or people
    return tuple(dict.fromkeys(each.email or each.id for each in (like or others)[:NAMES_SHOWN]))


def _as_sent(word: str, roster: Roster) -> str:
    sound = word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if sound.startswith(("@", "＠")) and len(found := _people_called(sound, roster)) == 1:
        return f"<@{found[0].id}>"
    return escape(sound)


async def _the_only_one(tools: Tools, request: Request) -> Incident:
    """The incident that is meant when nobody says which. Raises Refused when it could be another one."""
    found = await tools.open_incidents(request)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(NONE_OPEN)
    raise Refused(WHICH, possible=tuple(_named(each, request.language) for each in found[:MOST_NAMED]))


def _named(incident: Incident, language: Language) -> str:
    return f"{drill_mark(incident)}#{incident.number} {cut(in_plain(incident.title, language), TITLE_SHOWN)}"


def _said(given: Answer, asked: Asked, tools: _ShellTools) -> tuple[Status, Message]:
    request = Request("", asked.language)
    match given:
        case Say(message=said):
            return Status.DONE, said
        case Done(message=said) if said is not None:
            return Status.DONE, said
        case Done():
            repeated = any(outcome.repeated for outcome in tools.outcomes)
            return Status.DONE, tools.sentence(request, DONE_BEFORE if repeated else DONE)
        case OpenForm(form=form):
            feature = _feature_of(form.callback)
            return Status.WRONG_USE, tools.sentence(
                request, WORDS_WANTED, word=feature.word, usage=feature.usage, example=feature.example
            )
        case ShowHome(message=said):
            return Status.DONE, said
        case FormErrors() | Later():
            raise TypeError("a line of words has no form that could be wrong")


def _feature_of(callback: str) -> Feature:
    return next(each for each in FEATURES if callback in each.forms)


async def _plain(message: Message, language: Language, tools: Tools) -> str:
    wanted = channels_in(message)
    found = await tools.desk.read(lambda view: [view.incident_of_channel(each) for each in wanted]) if wanted else []
    channels = {each.channel: each.channel_name for each in found if each and each.channel}
    zone = ZoneInfo(tools.policy.timezone)
    return plain_text(message, Reader(language, zone, tools.desk.clock(), tools.name_of, channels))


def _about(incident: Incident, language: Language) -> About:
    title = f"{drill_mark(incident)}{in_plain(incident.title, language)}"
    return About(incident.number, title, incident.severity.name, incident.stage.value, incident.channel)
