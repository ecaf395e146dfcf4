"""A desk with a memory, and people who ask it: by lines, buttons, forms and emoji, without Slack in between.

Answers for: a real desk on a store in memory, and a clock that is driven. May not: know Slack's payloads.
"""

from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crisis.commands import ReceiveAlert, RecordBoard, RecordChannel
from crisis.desk.desk import Desk
from crisis.events import Event
from crisis.incident import Incident, MessageRef
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.policy.people import Candidate, Person, Roster
from crisis.refusals import Refused
from handlers.answer import Answer, Done, FormErrors, OpenForm, Say
from handlers.blocks import Form, Message
from handlers.feature import Handler, Tools
from handlers.features import SWITCHBOARD
from handlers.line import run_line
from handlers.request import Private, Request, SourceMessage
from tests.crisis.memory.store import MemoryStore
from tests.crisis.world import an_alert

START = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
ANNA, BO, ZOE, ROBOT = "U0ANNA", "U0BO", "U0ZOE", "U0ROBOT"
ROOM, ELSEWHERE = "C0ROOM", "C0GENERAL"
PEOPLE = (
    Person(ANNA, "安娜", "anna@example.com", "zh-CN"),
    Person(BO, "bo.berg", "bo@example.com", "en-US"),
    Person(ZOE, "zoe", locale="en-GB"),
    Person(ROBOT, "monitor", is_bot=True),
)


def _asleep(next_due: datetime | None) -> None:
    """Nobody waits for a commit here."""


@dataclass(slots=True)
class Asking:
    """``command``: the slash command's name. ``messages``: what can be found in Slack, by channel and ts."""

    policy: Policy = field(default_factory=Policy)
    command: str = "/incident"
    language: Language = Language.ENGLISH
    now: datetime = START
    store: MemoryStore = field(default_factory=MemoryStore)
    messages: dict[tuple[str, str], SourceMessage] = field(default_factory=dict)
    told: list[tuple[str, str, Message]] = field(default_factory=list)
    desk: Desk = field(init=False)
    tools: Tools = field(init=False)

    def __post_init__(self) -> None:
        self.desk = Desk(self.store, self.policy, lambda: self.now, str.split, str, lambda count: b"7" * count, _asleep)
        self.desk.roster = Roster(tuple(Candidate(person) for person in PEOPLE[:2]), PEOPLE)
        self.tools = Tools(self.desk, self.command, self.language, self._tell, self._find)

    async def _tell(self, channel: str, person: str, message: Message) -> None:
        self.told.append((channel, person, message))

    async def _find(self, channel: str, ts: str) -> SourceMessage | None:
        return self.messages.get((channel, ts))

    # An incident

    async def incident(self, number: int = 1) -> Incident:
        found = await self.desk.read(lambda view: view.incident(number))
        assert found is not None
        return found

    async def with_room(self, title: str = "Mould in lunch boxes", channel: str = ROOM, **alert: Any) -> Incident:
        """An incident that an alert opened, with its channel and board."""
        outcome = await self.desk.handle(ReceiveAlert(an_alert(title, **alert)))
        assert outcome.incident is not None
        number = outcome.incident.number
        await self.desk.handle(RecordChannel(number, None, channel, f"inc-{number}"))
        await self.desk.handle(RecordBoard(number, None, "1777622400.000100", 1))
        return await self.incident(number)

    async def events(self, kind: type[Event], number: int = 1) -> list[Any]:
        entries = await self.desk.read(lambda view: view.entries(number))
        return [entry.event for entry in entries if isinstance(entry.event, kind)]

    # Asking

    async def line(self, text: str, by: str = BO, channel: str | None = ROOM, once: str | None = None) -> Answer:
        request = Request(by, self.tools.language_of(by), channel, once=once)
        return await run_line(request, text, self.tools, SWITCHBOARD)

    async def click(
        self, action: str, argument: str = "", by: str = BO, channel: str = ROOM, incident: int | None = None
    ) -> Answer:
        request = Request(by, self.tools.language_of(by), channel, incident, argument=argument)
        return await self._found(SWITCHBOARD.button(action))(request, self.tools)

    async def send(self, form: Form, by: str = BO, once: str | None = None, **values: str | None) -> Answer:
        """Fill in and send a form; what is not given keeps what the form shows."""
        private = Private.of(form.private)
        request = Request(
            by,
            self.tools.language_of(by),
            private.channel,
            private.incident,
            values=shown_values(form) | values,
            about=private.message,
            author=private.author,
            once=once,
        )
        return await self._found(SWITCHBOARD.form(form.callback))(request, self.tools)

    async def shortcut(self, callback: str, message: SourceMessage, by: str = BO) -> Answer:
        request = Request(by, self.tools.language_of(by), message.channel, message=message)
        return await self._found(SWITCHBOARD.shortcut(callback))(request, self.tools)

    async def react(self, emoji: str, message: SourceMessage, by: str = BO) -> Answer:
        self.messages[message.channel, message.ts] = message
        request = Request(by, self.tools.language_of(by), message.channel, about=message.ref)
        return await self._found(SWITCHBOARD.reaction(self.policy.emoji, emoji))(request, self.tools)

    async def edit(self, about: MessageRef, message: SourceMessage | None, by: str = BO) -> Answer:
        """``message`` None: deleted."""
        request = Request(
            by, self.tools.language_of(by), about.channel, about=about, message=message, deleted=message is None
        )
        return await self._found(SWITCHBOARD.edited)(request, self.tools)

    @staticmethod
    def _found(handler: Handler | None) -> Handler:
        assert handler is not None
        return handler


def source_message(
    text: str, author: str | None = ANNA, channel: str = ROOM, ts: str = "1777622100.000200"
) -> SourceMessage:
    return SourceMessage(channel, ts, text, author, datetime.fromtimestamp(float(ts), UTC))


def form_of(answer: Answer) -> Form:
    assert isinstance(answer, OpenForm), answer
    return answer.form


def message_of(answer: Answer) -> Message:
    assert isinstance(answer, Say | Done), answer
    assert answer.message is not None
    return answer.message


def words_of(answer: Answer) -> str:
    """All that a message shows, as one text."""
    return "\n".join(_texts(message_of(answer).blocks))


def errors_of(answer: Answer) -> dict[str, str]:
    assert isinstance(answer, FormErrors), answer
    return dict(answer.errors)


def shown_values(form: Form) -> dict[str, str | None]:
    """What a form holds before anybody fills it in, by block id."""
    return {block["block_id"]: _initial(block["element"]) for block in form.blocks if block["type"] == "input"}


async def refused(answer: Awaitable[Answer]) -> Text:
    """Why the desk said no to what is asked."""
    with pytest.raises(Refused) as raised:
        await answer
    return raised.value.text


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def _initial(element: dict[str, Any]) -> str | None:
    if option := element.get("initial_option"):
        return str(option["value"])
    for name in ("initial_value", "initial_user", "initial_date_time"):
        if name in element:
            return str(element[name])
    return None


def _texts(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [value for name, value in part.items() if name == "text" and isinstance(value, str)]
        return own + [text for value in part.values() if not isinstance(value, str) for text in _texts(value)]
    if isinstance(part, list | tuple):
        return [text for each in part for text in _texts(each)]
    return []
