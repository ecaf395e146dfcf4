"""Faults and delays on demand: which calls fail and how, which events come twice or late. It decides; others act."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal, TypeAlias, TypeVar

from workspace.memory.calls import method_pattern

Fault: TypeAlias = Literal[
    "ratelimited", "500 before", "500 after", "drop before", "drop after", "silence before", "silence after", "error"
]
_Kind = TypeVar("_Kind", bound="Chance")
FAULTS = ("ratelimited", "500 before", "500 after", "drop before", "drop after", "silence before", "silence after")


@dataclass(slots=True)
class Chance:
    """Whatever matches `pattern` is struck: the next `times` ones, or each with `probability`. `of`: the pattern as it
    was given; `id`: unique in this weather; `hits`: how often it struck."""

    of: str
    times: int | None = None
    probability: float = 1.0
    hits: int = 0
    id: int = 0
    pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.pattern = method_pattern(self.of)

    def strikes(self, name: str, random: Random) -> bool:
        """Whether it strikes this one, counted."""
        if self.times is not None and self.hits >= self.times:
            return False
        if not self.pattern.fullmatch(name) or (self.probability < 1.0 and random.random() >= self.probability):
            return False
        self.hits += 1
        return True


@dataclass(slots=True)
class Rule(Chance):
    """Calls that match fail as `fault` says."""

    fault: Fault = "500 after"
    error: str = ""
    retry_after: int = 1


@dataclass(slots=True)
class EventRule(Chance):
    """Events whose type matches come `copies` times, each `late` seconds of the workspace's timer late."""

    copies: int = 1
    late: float = 0.0


@dataclass(slots=True)
class Slow(Chance):
    """Calls that match take `seconds` longer."""

    seconds: float = 0.0


@dataclass(slots=True)
class LostAnswer(Chance):
    """What the app answers to envelopes of these kinds gets lost on its way to Slack."""


@dataclass(slots=True)
class ExpiredTrigger(Chance):
    """A trigger has expired when the app uses it, however fast that was."""


@dataclass(slots=True)
class Weather:
    """`latency`: real seconds added to every call, or with a larger `latency_to` a random time between the two;
    `tiers`: whether the rate limits are enforced, and `minute`: how many seconds a minute of theirs has, for who cannot
    wait for one; `shows_late`: machine seconds until what an app has made is seen in lists and histories
    (`visibility`)."""

    random: Random
    latency: float = 0.0
    latency_to: float = 0.0
    tiers: bool = False
    minute: float = 60.0
    shows_late: float = 0.0
    rules: list[Rule] = field(default_factory=list)
    event_rules: list[EventRule] = field(default_factory=list)
    slow_rules: list[Slow] = field(default_factory=list)
    lost_answers: list[LostAnswer] = field(default_factory=list)
    expired_triggers: list[ExpiredTrigger] = field(default_factory=list)
    _made: int = 0

    def fail(
        self,
        pattern: str,
        what: str,
        *,
        times: int | None = None,
        probability: float = 1.0,
        retry_after: int = 1,
    ) -> Rule:
        """From now on, calls of `pattern` (`chat.postMessage`, `chat.*`, `response_url`, `upload`, `webhook`) fail; so
        do the handshakes of Socket Mode connections (`link`; after the deed, the ticket is used up).

        what: "ratelimited" (429 with Retry-After in seconds), "500 before" / "500 after" the deed,
        "drop before" / "drop after" (connection closed), "silence before" / "silence after" (no answer ever),
        "silence" (= after), or "error:NAME". Raises ValueError for anything else.
        """
        fault, error = _fault(what)
        rule = Rule(pattern, times, probability, fault=fault, error=error, retry_after=retry_after)
        return self._add(self.rules, rule)

    def slow(self, pattern: str, seconds: float, *, times: int | None = None, probability: float = 1.0) -> Slow:
        """Calls of `pattern` are answered `seconds` (real ones) later, and done then."""
        return self._add(self.slow_rules, Slow(pattern, times, probability, seconds=seconds))

    def lose_answers(self, pattern: str = "*", *, times: int | None = None, probability: float = 1.0) -> LostAnswer:
        """The app's answers to these envelopes (`slash_commands`, `interactive`, `events_api`) never arrive: it has
        done what was asked, and who asked is told of a time-out, at once."""
        return self._add(self.lost_answers, LostAnswer(pattern, times, probability))

    def expire_triggers(self, *, times: int | None = None, probability: float = 1.0) -> ExpiredTrigger:
        """`views.open` and `views.push` are refused with `expired_trigger_id`."""
        return self._add(self.expired_triggers, ExpiredTrigger("*", times, probability))

    def repeat_events(
        self, pattern: str = "*", *, copies: int = 2, times: int | None = None, probability: float = 1.0
    ) -> EventRule:
        """Events of this type (`message`, `app_mention`, …) are delivered `copies` times with one event_id."""
        return self._add(self.event_rules, EventRule(pattern, times, probability, copies=copies))

    def delay_events(
        self, pattern: str = "*", *, seconds: float, times: int | None = None, probability: float = 1.0
    ) -> EventRule:
        """Events of this type come `seconds` of the workspace's timer late, after what happened meanwhile."""
        return self._add(self.event_rules, EventRule(pattern, times, probability, late=seconds))

    def _add(self, rules: list[_Kind], rule: _Kind) -> _Kind:
        self._made += 1
        rule.id = self._made
        rules.append(rule)
        return rule

    @property
    def all_rules(self) -> list[Chance]:
        """Every rule in force, in the order in which they were made."""
        found: list[Chance] = []
        for rules in self._lists():
            found += rules
        return sorted(found, key=lambda rule: rule.id)

    def remove(self, rule_id: int) -> bool:
        """Takes one rule away; False when there is none of this id."""
        for rules in self._lists():
            for rule in rules:
                if rule.id == rule_id:
                    rules.remove(rule)
                    return True
        return False

    def _lists(self) -> tuple[list[Any], ...]:
        return self.rules, self.event_rules, self.slow_rules, self.lost_answers, self.expired_triggers

    def clear(self) -> None:
        """Fair weather: no rule, no latency, no rate limits, everything seen at once."""
        for rules in self._lists():
            rules.clear()
        self.latency = self.latency_to = 0.0
        self.shows_late = 0.0
        self.tiers = False
        self.minute = 60.0

    def seconds_for(self, method: str) -> float:
        """How long this call is held before it is done, counted."""
        seconds = self.latency
        if self.latency_to > seconds:
            seconds = self.random.uniform(seconds, self.latency_to)
        return seconds + sum(rule.seconds for rule in self.slow_rules if rule.strikes(method, self.random))

    def loses_answer(self, kind: str) -> bool:
        """Whether the app's answer to this envelope is lost, counted."""
        return any(rule.strikes(kind, self.random) for rule in self.lost_answers)

    def expires_trigger(self) -> bool:
        """Whether a trigger that is used now has expired all the same, counted."""
        return any(rule.strikes("trigger", self.random) for rule in self.expired_triggers)

    def for_call(self, method: str) -> Rule | None:
        """The rule that strikes this call, counted; None = it goes through."""
        return next((rule for rule in self.rules if rule.strikes(method, self.random)), None)

    def for_event(self, kind: str) -> tuple[int, float]:
        """(copies, seconds late) of this event."""
        copies, late = 1, 0.0
        for rule in self.event_rules:
            if rule.strikes(kind, self.random):
                copies, late = max(copies, rule.copies), max(late, rule.late)
        return copies, late


def _fault(what: str) -> tuple[Fault, str]:
    if what.startswith("error:") and len(what) > len("error:"):
        return "error", what.removeprefix("error:")
    if what == "silence":
        return "silence after", ""
    for known in FAULTS:
        if what == known:
            return known, ""  # type: ignore[return-value]
    raise ValueError(f"no such fault: {what!r}; there are {', '.join(FAULTS)}, silence and error:NAME")
