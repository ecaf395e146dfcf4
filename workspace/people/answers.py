"""How a member of the cast answers by itself: scripts that look at an app's message and act some time later.

The seconds are those of the workspace's timer. Scripts know buttons and words, not what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from workspace.client.seen import Seen, elements, label
from workspace.client.text import all_text
from workspace.errors import SlackError
from workspace.memory.records import Change, Json
from workspace.memory.state import State
from workspace.people.person import Person
from workspace.timer import Timer

BY_HAND = "by hand"


class Script(Protocol):
    """What a person does about a message."""

    def plan(self, person: Person, seen: Seen) -> list[Step]:
        """The steps this message asks for, none when it is not for this script."""


@dataclass(frozen=True, slots=True)
class Step:
    """Click `element` (an action_id) of the message, or write `words` under it, `after` seconds from now."""

    after: float
    element: str = ""
    words: str = ""

    @property
    def key(self) -> str:
        return self.element or self.words


@dataclass(frozen=True, slots=True)
class Clicks:
    """Clicks the first button whose text or action_id matches `button` (a regular expression), `after` seconds later.

    `addressed`: only in messages meant for this person: direct, ephemeral, or with a mention of them.
    """

    button: str
    after: float = 20.0
    addressed: bool = True

    def plan(self, person: Person, seen: Seen) -> list[Step]:
        if self.addressed and not is_addressed(person, seen):
            return []
        for _, element in elements(seen):
            if element.get("type") == "button" and _matches(self.button, element):
                return [Step(self.after, element=str(element["action_id"]))]
        return []


@dataclass(frozen=True, slots=True)
class Replies:
    """Writes `words` in the thread of a message whose text matches, `after` seconds later."""

    pattern: str
    words: str
    after: float = 20.0
    addressed: bool = True

    def plan(self, person: Person, seen: Seen) -> list[Step]:
        if self.addressed and not is_addressed(person, seen):
            return []
        return [Step(self.after, words=self.words)] if re.search(self.pattern, seen.plain) else []


@dataclass(frozen=True, slots=True)
class NeverAnswers:
    """Sees everything, does nothing."""

    def plan(self, person: Person, seen: Seen) -> list[Step]:
        return []


@dataclass(frozen=True, slots=True)
class Several:
    """Several scripts in one person."""

    scripts: tuple[Script, ...]

    def plan(self, person: Person, seen: Seen) -> list[Step]:
        return [step for script in self.scripts for step in script.plan(person, seen)]


@dataclass(frozen=True, slots=True)
class Preset:
    """A way of answering that an app offers for the cast, under `name` and with a title in each language of the page
    (`{"en": …, "zh": …}`; `{after}` in it stands for the seconds). `after` of its script may be chosen anew."""

    name: str
    titles: Mapping[str, str]
    script: Script

    @property
    def after(self) -> float | None:
        """Seconds until it answers, None for one that does not wait."""
        return getattr(self.script, "after", None)

    def made(self, after: float | None = None) -> Script:
        """The script, with other seconds if it has any."""
        if after is None or not isinstance(self.script, Clicks | Replies):
            return self.script
        return replace(self.script, after=after)

    def is_like(self, script: Script) -> bool:
        """Whether the script does the same, `after` apart."""
        after = getattr(script, "after", None)
        return self.made(after) == script

    def shape(self) -> Json:
        return {"name": self.name, "titles": dict(self.titles), "after": self.after}


def is_addressed(person: Person, seen: Seen) -> bool:
    """Whether the message is for this person: direct, ephemeral, or with a mention of them."""
    return seen.is_ephemeral or seen.get("is_direct", False) or f"<@{person.id}" in all_text(seen)


def _matches(pattern: str, element: Json) -> bool:
    return bool(re.search(pattern, label(element)) or re.search(pattern, str(element["action_id"])))


class Answers:
    """Who answers by which script. Watches the state; each step on a message happens once."""

    def __init__(self, state: State, timer: Timer, person: Callable[[str], Person]) -> None:
        self._state = state
        self._timer = timer
        self._person = person
        self.scripts: dict[str, Script] = {}
        self.chosen: dict[str, str] = {}
        self._done: set[tuple[str, str, str, str]] = set()
        state.watch(self._heard)

    def choose(self, who: str, name: str) -> None:
        """From now on this person answers by the script of this name, or `by hand`. Raises LookupError."""
        user = self._state.find_user(who).id
        if name != BY_HAND and name not in self.scripts:
            raise LookupError(f"there is no script {name!r}; there are: {', '.join([BY_HAND, *self.scripts])}")
        self.chosen[user] = name

    def give(self, who: str, script: Script, name: str = "") -> None:
        """Gives this person a script of their own (`name` is what the page shows)."""
        name = name or repr(script)
        self.scripts[name] = script
        self.choose(who, name)

    def of(self, user: str) -> str:
        return self.chosen.get(user, BY_HAND)

    def script_of(self, user: str) -> Script | None:
        """None for somebody who answers by hand."""
        return self.scripts.get(self.of(user))

    def _heard(self, change: Change) -> None:
        if change.kind not in ("message", "message_changed", "ephemeral", "ephemeral_changed"):
            return
        channel = change.channel
        if channel is None or "bot_id" not in change.message:
            return
        private = change.kind.startswith("ephemeral")
        for user, name in self.chosen.items():
            if name == BY_HAND or user not in channel.members or (private and user != change.user):
                continue
            seen = Seen(change.message, channel.id)
            seen["is_direct"] = channel.kind == "im"
            for step in self.scripts[name].plan(self._person(user), seen):
                self._plan(user, name, seen, step)

    def _plan(self, user: str, name: str, seen: Seen, step: Step) -> None:
        key = (user, seen.channel, seen.ts, step.key)
        if key in self._done:
            return
        self._done.add(key)
        self._timer.call_after(step.after, lambda: self._do(user, name, seen, step))

    async def _do(self, user: str, name: str, seen: Seen, step: Step) -> None:
        if self.of(user) != name:
            return  # this person answers in another way by now
        person = self._person(user)
        try:
            if step.element:
                await person.click(seen, step.element)
            else:
                await person.say(self._state.channel(seen.channel), step.words, thread=seen)
        except (LookupError, ValueError, SlackError):
            # the message or its button is gone meanwhile: somebody else was quicker
            return
