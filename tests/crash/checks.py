"""Whether every promise was kept, asked of the workspace: its channels, messages, members, pins and files.

Answers for: a list of what is wrong, each under the name of what went wrong. May not: ask a bot or its database.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.crash.promises import Life, Promises
from workspace import Workspace
from workspace.client.seen import Seen
from workspace.memory.records import Channel

LOST, TWICE_CHANNEL, TWICE_MESSAGE, REMINDER = "lost", "channel twice", "message twice", "reminder missed"
INCOMPLETE = "room incomplete"
KINDS = (LOST, TWICE_CHANNEL, TWICE_MESSAGE, REMINDER, INCOMPLETE)

LEAP_SECONDS = 61 * 60
"""Every leap of the clock is so long, and an update comes due in each."""

_REMINDED = re.compile(r"a status update was due <!date\^(\d+)\^", re.IGNORECASE)
_MISSED = "Nobody acknowledged by"
_BRIEFING = "What we know at the start"


@dataclass(slots=True)
class Findings:
    """What is wrong, by kind, each as a sentence. Empty: everything was held."""

    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    channels: int = 0
    messages: int = 0
    reminders: int = 0

    def add(self, kind: str, what: str) -> None:
        self.wrong[kind].append(what)

    def count(self, kind: str) -> int:
        return len(self.wrong.get(kind, ()))

    def __bool__(self) -> bool:
        return any(self.wrong.values())

    def __str__(self) -> str:
        return "\n".join(f"{kind}: {what}" for kind, found in self.wrong.items() for what in found[:20])


@dataclass(frozen=True, slots=True)
class _Room:
    channel: Channel
    messages: list[Seen]


def check(workspace: Workspace, promises: Promises) -> Findings:
    """Hold what stands in the workspace against what was promised."""
    findings = Findings()
    said = [Seen(each, channel.id) for channel in workspace.state.channels.values() for each in _by_us(channel)]
    findings.messages = len(said)
    _once(said, findings)
    rooms = _rooms(workspace, findings)
    findings.channels = sum(map(len, rooms.values()))
    keys = {key for each in said if (key := key_of(each))}
    for taken in promises.alerts:
        if taken.incident is None and f"alert:{taken.alert}" not in keys and taken.outcome == "held":
            findings.add(LOST, f"alert {taken.alert} ({taken.title}) is held and has no card")
    people = {person.id for person in workspace.people}
    for number, life in promises.lives.items():
        if f"{number}:PostCard" not in keys:
            findings.add(LOST, f"#{number} has no card in the updates channel")
        # One that was closed before its offers went out asks nobody any more.
        if life.closing is None and not any(key.startswith(f"{number}:SendOffer:") for key in keys):
            findings.add(INCOMPLETE, f"nobody was asked to lead #{number}")
        for room in rooms.get(number, [])[:1]:
            _complete(room, life, people, findings)
            _words(room, life, findings)
            _reminded(room, life, promises, findings)
            _reviewed(workspace, room, life, findings)
        if number not in rooms:
            findings.add(LOST, f"#{number} ({life.title}) was acknowledged and has no channel")
    _causes_apart(promises, findings)
    return findings


def key_of(message: Seen) -> str:
    """The key stamped on a message; empty without one."""
    return str((message.get("metadata") or {}).get("event_payload", {}).get("key", ""))


def _by_us(channel: Channel) -> Iterator[dict[str, Any]]:
    for message in channel.messages.values():
        if "bot_id" in message and not str(message.get("subtype", "")).startswith(("channel_", "group_")):
            yield message


def _once(said: list[Seen], findings: Findings) -> None:
    keys = Counter(key for message in said if (key := key_of(message)))
    for key, count in keys.items():
        if count > 1:
            findings.add(TWICE_MESSAGE, f"{key} stands {count} times")
    # Also what carries no key, or another one: people see words.
    of_each_key = {key_of(message) or f"{message.channel} {message.ts}": message for message in said}
    words = Counter((message.channel, message.plain) for message in of_each_key.values() if not message.get("files"))
    for (channel, text), count in words.items():
        if text and count > 1:
            findings.add(TWICE_MESSAGE, f"{channel} says {count} times: {text[:80]!r}")
    files = Counter(
        (message.channel, file.get("title"), file.get("name"))
        for message in said
        for file in message.get("files") or ()
    )
    for (channel, title, name), count in files.items():
        if count > 1:
            findings.add(TWICE_MESSAGE, f"{channel} has the file {name} ({title!r}) {count} times")


def _rooms(workspace: Workspace, findings: Findings) -> dict[int, list[_Room]]:
    """The channels of each incident, as their messages say whose they are."""
    rooms: dict[int, list[_Room]] = {}
    for channel in workspace.state.channels.values():
        if not channel.name.startswith("inc-"):
            continue
        messages = [Seen(each, channel.id) for each in _by_us(channel)]
        whose = {int(key.split(":")[0]) for each in messages if (key := key_of(each))}
        if len(whose) != 1:
            findings.add(TWICE_CHANNEL, f"#{channel.name} belongs to {sorted(whose) or 'nobody'}")
        for number in whose:
            rooms.setdefault(number, []).append(_Room(channel, messages))
    for number, found in rooms.items():
        if len(found) > 1:
            findings.add(TWICE_CHANNEL, f"#{number} has {[room.channel.name for room in found]}")
    return rooms


def _complete(room: _Room, life: Life, people: set[str], findings: Findings) -> None:
    name = f"#{life.number}"
    if missing := people - set(room.channel.members):
        findings.add(INCOMPLETE, f"{len(missing)} people are not in the room of {name}")
    pinned = {str(ts) for ts in room.channel.pins}
    boards = {each.ts for each in room.messages if ":PostBoard" in key_of(each)}
    if pinned != boards or len(boards) != 1:
        findings.add(INCOMPLETE, f"boards {sorted(boards)} and pins {sorted(pinned)} of {name}")
    if not room.channel.topic.value:
        findings.add(INCOMPLETE, f"the room of {name} has no topic")
    briefings = [each for each in room.messages if _BRIEFING in each.plain]
    if len(briefings) != 1 or life.title not in briefings[0].plain + _board_words(room):
        findings.add(LOST, f"{len(briefings)} briefings of {name}, with {life.title!r} in none")


def _board_words(room: _Room) -> str:
    return " ".join(each.plain for each in room.messages if ":PostBoard" in key_of(each))


def _words(room: _Room, life: Life, findings: Findings) -> None:
    board = {each.ts for each in room.messages if ":PostBoard" in key_of(each)}
    entries = [each.plain for each in room.messages if each.ts not in board and not each.get("files")]
    for words in life.tried:
        count = sum(words in text for text in entries)
        if words in life.said and count == 0:
            findings.add(LOST, f"#{life.number} does not say {words!r}, which was acknowledged")
        if count > 1:
            findings.add(TWICE_MESSAGE, f"#{life.number} says {words!r} {count} times")


def _reminded(room: _Room, life: Life, promises: Promises, findings: Findings) -> None:
    """Each update that came due is reminded of, once; of several that could not be said in time, the newest."""
    wanted = life.leaps(promises.leaps)
    said = [int(found[1]) for each in room.messages if (found := _REMINDED.search(json.dumps(each.get("blocks"))))]
    findings.reminders += len(said)
    for due, count in Counter(said).items():
        if count > 1:
            findings.add(TWICE_MESSAGE, f"#{life.number} was reminded {count} times of the update due at {due}")
    if not min(wanted[0], 1) <= len(set(said)) <= wanted[-1]:
        findings.add(REMINDER, f"#{life.number} was reminded of {len(set(said))} updates, not of {wanted[0]}")
    if wanted[0] and life.closing is None and max(said, default=0) < promises.leapt_to - LEAP_SECONDS:
        findings.add(REMINDER, f"#{life.number} was not reminded of the newest update, only of {sorted(set(said))}")
    missed = sum(_MISSED in each.plain for each in room.messages if ":PostEntry:" in key_of(each))
    # Whoever does anything to an incident has acknowledged it, perhaps in time.
    most = min(wanted[-1], 1)
    least = 0 if life.tried or life.closing is not None else most
    if not least <= missed <= most:
        findings.add(REMINDER, f"#{life.number} was told {missed} times that nobody acknowledged, not {least}")


def _reviewed(workspace: Workspace, room: _Room, life: Life, findings: Findings) -> None:
    files = [file for each in room.messages for file in each.get("files") or ()]
    formats = Counter(str(file["name"]).rpartition(".")[2] for file in files)
    wanted = life.exports + (Counter({"md": 1, "html": 1}) if life.closed is not None else Counter())
    if formats != wanted:
        findings.add(LOST, f"reviews of #{life.number}: {dict(formats)}, not {dict(wanted)}")
    if life.closed is None:
        return
    for file in files:
        stored = workspace.state.files[file["id"]].body
        text = stored.decode() if stored else ""
        for words in life.said:
            if words not in text:
                findings.add(LOST, f"the {file['name']} of #{life.number} does not say {words!r}")


def _causes_apart(promises: Promises, findings: Findings) -> None:
    """One cause, one incident: as long as none was closed in between."""
    by_cause: dict[str, set[int]] = defaultdict(set)
    by_incident: dict[int, set[str]] = defaultdict(set)
    for taken in promises.alerts:
        if taken.incident is not None:
            by_cause[taken.key].add(taken.incident)
            by_incident[taken.incident].add(taken.key)
    for key, incidents in by_cause.items():
        if len(incidents) > 1:
            findings.add(TWICE_CHANNEL, f"the cause {key} has the incidents {sorted(incidents)}")
    for number, causes in by_incident.items():
        if len(causes) > 1:
            findings.add(LOST, f"#{number} stands for the causes {sorted(causes)}")
