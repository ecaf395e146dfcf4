"""Words in which the stories are told: who does what where, and what is to be seen then.

Answers for: looking at the workspace as people see it, waiting for what comes a moment later, and a fingerprint of all
that is stored and shown, for what must change nothing. May not: assert anything of a feature.
"""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from bot.demo.playground import Playground
from crisis.events import Entry
from crisis.incident import Incident
from crisis.language import Language
from workspace.apps.courier import Delivery
from workspace.block_kit.views import OpenView
from workspace.client.seen import Seen
from workspace.people.person import Person

LIN, ZHOU, SU, HE, TANG, MAYA, OWEN, QIN = "林晓", "周明", "苏婉", "何俊", "唐悦", "Maya Brooks", "Owen Hart", "秦岚"

Kind: TypeAlias = "type[object]"

SHOWING = "chat.*|conversations.create|conversations.set*|conversations.invite|pins.*|files.*|views.publish"
"""The calls that everybody sees something of."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language, and somebody who reads it; called with what is said in English and in Chinese, says its own."""

    language: Language
    who: str

    def __call__(self, english: str, chinese: str) -> str:
        return english if self.language is Language.ENGLISH else chinese

    def __str__(self) -> str:
        return self.language.value


EN, ZH = Tongue(Language.ENGLISH, MAYA), Tongue(Language.CHINESE, LIN)
in_both_languages = pytest.mark.parametrize("tongue", [EN, ZH], ids=str)


@dataclass(frozen=True, slots=True)
class Room:
    """The channel of one incident."""

    ground: Playground
    number: int
    channel: str

    def messages(self) -> list[Seen]:
        """What everybody sees in the channel, oldest first."""
        return in_channel(self.ground, self.channel)

    def saying(self, *words: str) -> list[Seen]:
        """The messages in the channel that hold all these words, the board left out."""
        board = self.messages()[0].ts
        return [each for each in self.messages() if each.ts != board and all(word in each.plain for word in words)]

    def one(self, *words: str) -> Seen:
        """The only such message: what is said twice, or not at all, ends the story."""
        found = self.saying(*words)
        assert len(found) == 1, f"{len(found)} messages say {words}; there are:\n{self.transcript()}"
        return found[0]

    def transcript(self) -> str:
        return "\n---\n".join(each.plain for each in self.messages())

    def board(self) -> Seen:
        """The pinned message of the channel."""
        pins = self.ground.workspace.state.channel(self.channel).pins
        assert len(pins) == 1, f"{len(pins)} messages are pinned"
        return next(each for each in self.messages() if each.ts in pins)

    def card(self) -> Seen:
        """The incident's card in the updates channel."""
        found = [each for each in in_channel(self.ground, "incidents") if card_of(each) == self.number]
        assert len(found) == 1, f"{len(found)} cards of #{self.number}"
        return found[0]

    def thread(self) -> list[Seen]:
        """What was said in the thread of the card."""
        card = self.card().ts
        return [
            each for each in in_channel(self.ground, "incidents") if each.get("thread_ts") == card and each.ts != card
        ]

    @property
    def topic(self) -> str:
        return self.ground.workspace.state.channel(self.channel).topic.value

    @property
    def people(self) -> set[str]:
        """The ids of those in the channel, bots included."""
        return set(self.ground.workspace.state.channel(self.channel).members)

    def files(self) -> list[dict[str, Any]]:
        return [file for each in self.messages() for file in each.get("files") or ()]

    def body(self, file: dict[str, Any]) -> str:
        """What stands in an uploaded file."""
        stored = self.ground.workspace.state.files[file["id"]].body
        assert stored is not None
        return stored.decode()

    async def type(self, who: str, line: str) -> Delivery:
        """Somebody types a command here, and all that follows from it is done."""
        return await typed(self.ground, who, line, self.channel)

    async def incident(self) -> Incident:
        found = await self.ground.service.store.read(lambda view: view.incident(self.number))
        assert found is not None
        return found

    async def entries(self, kind: Kind) -> list[Entry]:
        """The entries of the record of one kind of event."""
        found = await self.ground.service.store.read(lambda view: view.entries(self.number))
        return [entry for entry in found if isinstance(entry.event, kind)]


def person(ground: Playground, name: str) -> Person:
    return ground.workspace.person(name)


def in_channel(ground: Playground, channel: str) -> list[Seen]:
    """What everybody sees in a channel (by id or name), oldest first; who came and who named the channel left out."""
    place = ground.workspace.state.find_channel(channel)
    said = [
        message
        for message in place.messages.values()
        if not message.get("subtype", "").startswith(("channel_", "group_"))
    ]
    return [Seen(message, place.id) for message in said]


def card_of(message: Seen) -> int | None:
    """The number of the incident that a message in the updates channel is the card of."""
    top = next((block for block in message.get("blocks") or () if block["type"] == "header"), None)
    words = top["text"]["text"] if top else ""
    number = words.partition("#")[2].partition(" ")[0]
    return int(number) if number.isdecimal() else None


async def typed(ground: Playground, who: str, line: str, where: str = "general") -> Delivery:
    """Somebody types a command, and all that follows from it is done."""
    told = await person(ground, who).command(f"/incident {line}".strip(), where)
    await ground.settle()
    return told


async def room_of(ground: Playground, number: int) -> Room:
    found = await ground.service.store.read(lambda view: view.incident(number))
    assert found is not None, f"there is no incident #{number}"
    assert found.channel is not None, f"incident #{number} has no channel"
    return Room(ground, number, found.channel)


async def opened(ground: Playground, line: str = "open sev3 Mould in lunch boxes", by: str = MAYA) -> Room:
    """Somebody opens an incident in #general, by words; its room."""
    before = await how_many(ground)
    await typed(ground, by, line)
    assert await how_many(ground) == before + 1
    return await room_of(ground, before + 1)


async def how_many(ground: Playground) -> int:
    """How many incidents there are, open or over."""

    def count(view: Any) -> int:
        number = 0
        while view.incident(number + 1) is not None:
            number += 1
        return number

    return await ground.service.store.read(count)


async def clicked(ground: Playground, who: str, message: Seen, button: str) -> None:
    """Somebody clicks a button of a message, and all that follows from it is done."""
    told = await person(ground, who).click(message, button)
    assert told.ok, told.status
    await ground.settle()


async def told(ground: Playground, who: str, where: str, *words: str) -> Seen:
    """What the bot tells one person alone, perhaps in a moment: the newest that holds these words, in the channel or,
    where the bot is no member of it, directly."""
    found = await told_now(ground, who, where, *words)
    await ground.settle()
    return found


async def told_now(ground: Playground, who: str, where: str, *words: str) -> Seen:
    def alone() -> list[Seen]:
        return [*person(ground, who).direct_messages(), *person(ground, who).ephemerals(where)]

    def found() -> list[Seen]:
        return [each for each in alone() if all(word in each.plain for word in words)]

    heard = [each.plain for each in alone()]
    await ground.workspace.until(found, what=f"{who} to be told {words}; until now {heard}")
    return found()[-1]


async def form(ground: Playground, who: str, callback: str = "") -> OpenView:
    """The form that opens before somebody, perhaps in a moment."""

    def there() -> bool:
        view = person(ground, who).open_view
        return view is not None and callback in ("", view.body["callback_id"])

    await ground.workspace.until(there, what=f"the form {callback} of {who}")
    view = person(ground, who).open_view
    assert view is not None
    return view


async def asked_by_click(ground: Playground, who: str, message: Seen, button: str) -> OpenView:
    """Somebody clicks a button that asks for more; the form."""
    await person(ground, who).click(message, button)
    return await form(ground, who)


async def submitted(ground: Playground, who: str, values: dict[str, Any]) -> dict[str, str]:
    """Somebody fills in the open form and sends it; the errors that stand in it, by block."""
    sent = await person(ground, who).submit(values)
    await ground.settle()
    return sent.errors


def offer_to(ground: Playground, who: str, *words: str) -> Seen:
    """The newest direct message of the bot to this person that holds these words."""
    sent = [each for each in person(ground, who).direct_messages() if not each.is_ephemeral]
    found = [each for each in sent if all(word in each.plain for word in words)]
    assert found, f"{who} was sent nothing that says {words}"
    return found[-1]


def at(ground: Playground) -> datetime:
    """Now, on the incident clock."""
    return ground.clock()


def moment(message: Seen) -> datetime:
    return datetime.fromtimestamp(float(message.ts), UTC)


def date_mark(at: datetime) -> str:
    """How a moment begins in a message that Slack shows in each reader's own time zone."""
    return f"<!date^{int(at.timestamp())}^"


def posts(ground: Playground) -> int:
    """How many messages the bot has posted so far, anywhere."""
    return len(ground.workspace.calls.where("chat.postMessage", ok=True))


def nothing_twice(ground: Playground) -> None:
    """No message, card or direct message stands twice, and no channel was made twice."""
    calls = ground.workspace.calls.where("chat.postMessage", ok=True)
    stamped = [
        call.arguments["metadata"] for call in calls if "metadata" in call.arguments
    ]  # not what one is told alone
    keys = Counter(metadata["event_payload"]["key"] for metadata in stamped)
    assert [key for key, count in keys.items() if count > 1] == []
    for channel in ground.workspace.state.channels.values():
        said = Counter(each.plain for each in in_channel(ground, channel.id) if each.is_from_app)
        twice = [words for words, count in said.items() if words and count > 1]
        assert twice == [], f"{channel.name}: {twice}"
    made = Counter(call.arguments["name"] for call in ground.workspace.calls.where("conversations.create", ok=True))
    assert all(count == 1 for count in made.values())


# Nothing changed


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """All that is stored and all that is shown to more than one person."""

    stored: dict[str, list[tuple[Any, ...]]]
    shown: dict[str, Any]


def fingerprint(ground: Playground, without: tuple[str, ...] = ()) -> Fingerprint:
    """Every row of every table but those of the tables ``without``, and every channel as it stands."""
    assert ground.folder is not None
    return Fingerprint(rows(ground.folder / "fenghuo.db", without), _shown(ground))


def rows(database: Path, without: tuple[str, ...] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of a database file."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in names
            if name not in without
        }


def _shown(ground: Playground) -> dict[str, Any]:
    state = ground.workspace.state
    channels = {
        channel.id: (
            channel.name,
            channel.topic.value,
            channel.purpose.value,
            sorted(channel.members),
            sorted(channel.pins),
            [repr(message) for message in channel.messages.values()],
        )
        for channel in state.channels.values()
    }
    return {
        "channels": channels,
        "files": sorted(state.files),
        "calls": len([call for call in ground.workspace.calls.where(SHOWING) if call.method != "chat.postEphemeral"]),
    }


def whispers(ground: Playground) -> dict[str, list[Seen]]:
    """What each person was told alone, by name."""
    heard: dict[str, list[Seen]] = {}
    for (channel, user), there in ground.workspace.state.ephemerals.items():
        name = ground.workspace.person(user).name
        heard.setdefault(name, []).extend(Seen(message, channel) for message in there.values())
    return heard
