"""Faults and delays on demand: which calls fail and how, which events come twice or late. It decides; others act."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random
from typing import Literal, TypeAlias

from workspace.calls import method_pattern

Fault: TypeAlias = Literal[
    "ratelimited", "500 before", "500 after", "drop before", "drop after", "silence before", "silence after", "error"
]
_FAULTS = ("ratelimited", "500 before", "500 after", "drop before", "drop after", "silence before", "silence after")


@dataclass(slots=True)
class Rule:
    """Calls that match `pattern` fail as `fault` says: the next `times` ones, or each with `probability`."""

    pattern: re.Pattern[str]
    fault: Fault
    error: str = ""
    times: int | None = None
    probability: float = 1.0
    retry_after: int = 1
    hits: int = 0


@dataclass(slots=True)
class EventRule:
    """Events whose type matches come `copies` times, each `late` seconds of the workspace's timer late: the next
    `times` ones, or each with `probability`."""

    pattern: re.Pattern[str]
    copies: int = 1
    late: float = 0.0
    times: int | None = None
    probability: float = 1.0
    hits: int = 0


@dataclass(slots=True)
class Slow:
    """Calls that match take `seconds` longer."""

    pattern: re.Pattern[str]
    seconds: float
    times: int | None = None
    hits: int = 0


@dataclass(slots=True)
class LostAnswer:
    """What the app answers to envelopes of these kinds gets lost on its way to Slack."""

    pattern: re.Pattern[str]
    times: int | None = None
    probability: float = 1.0
    hits: int = 0


@dataclass(slots=True)
class Weather:
    """`latency`: real seconds added to every call; `tiers`: whether the rate limits are enforced, and `minute`: how
    many seconds a minute of theirs has, for who cannot wait for one; `shows_late`: machine seconds until what an app
    has made is seen in lists and histories (`visibility`)."""

    random: Random
    latency: float = 0.0
    tiers: bool = False
    minute: float = 60.0
    shows_late: float = 0.0
    rules: list[Rule] = field(default_factory=list)
    event_rules: list[EventRule] = field(default_factory=list)
    slow_rules: list[Slow] = field(default_factory=list)
    lost_answers: list[LostAnswer] = field(default_factory=list)

    def fail(
        self,
        pattern: str,
        what: str,
        *,
        times: int | None = None,
        probability: float = 1.0,
        retry_after: int = 1,
    ) -> Rule:
        """From now on, calls of `pattern` (`chat.postMessage`, `chat.*`, `response_url`, `upload`) fail; so do the
        handshakes of Socket Mode connections (`link`; after the deed, the ticket is used up).

        what: "ratelimited" (429 with Retry-After in seconds), "500 before" / "500 after" the deed,
        "drop before" / "drop after" (connection closed), "silence before" / "silence after" (no answer ever),
        "silence" (= after), or "error:NAME". Raises ValueError for anything else.
        """
        fault, error = _fault(what)
        rule = Rule(method_pattern(pattern), fault, error, times, probability, retry_after)
        self.rules.append(rule)
        return rule

    def slow(self, pattern: str, seconds: float, *, times: int | None = None) -> Slow:
        """Calls of `pattern` are answered `seconds` (real ones) later, and done then."""
        rule = Slow(method_pattern(pattern), seconds, times)
        self.slow_rules.append(rule)
        return rule

    def lose_answers(self, pattern: str = "*", *, times: int | None = None, probability: float = 1.0) -> LostAnswer:
        """The app's answers to these envelopes (`slash_commands`, `interactive`, `events_api`) never arrive: it has
        done what was asked, and who asked is told of a time-out, at once."""
        rule = LostAnswer(method_pattern(pattern), times, probability)
        self.lost_answers.append(rule)
        return rule

    def repeat_events(
        self, pattern: str = "*", *, copies: int = 2, times: int | None = None, probability: float = 1.0
    ) -> EventRule:
        """Events of this type (`message`, `app_mention`, …) are delivered `copies` times with one event_id."""
        rule = EventRule(method_pattern(pattern), copies=copies, times=times, probability=probability)
        self.event_rules.append(rule)
        return rule

    def delay_events(
        self, pattern: str = "*", *, seconds: float, times: int | None = None, probability: float = 1.0
    ) -> EventRule:
        """Events of this type come `seconds` of the workspace's timer late, after what happened meanwhile."""
        rule = EventRule(method_pattern(pattern), late=seconds, times=times, probability=probability)
        self.event_rules.append(rule)
        return rule

    def clear(self) -> None:
        """Fair weather: no rule, no latency, no rate limits, everything seen at once."""
        self.rules.clear()
        self.event_rules.clear()
        self.slow_rules.clear()
        self.lost_answers.clear()
        self.latency = 0.0
        self.shows_late = 0.0
        self.tiers = False
        self.minute = 60.0

    def seconds_for(self, method: str) -> float:
        """How long this call is held before it is done, counted."""
        seconds = self.latency
        for rule in self.slow_rules:
            if rule.pattern.fullmatch(method) and (rule.times is None or rule.hits < rule.times):
                rule.hits += 1
                seconds += rule.seconds
        return seconds

    def loses_answer(self, kind: str) -> bool:
        """Whether the app's answer to this envelope is lost, counted."""
        for rule in self.lost_answers:
            fresh = rule.times is None or rule.hits < rule.times
            if fresh and rule.pattern.fullmatch(kind) and self._strikes(rule.probability):
                rule.hits += 1
                return True
        return False

    def for_call(self, method: str) -> Rule | None:
        """The rule that strikes this call, counted; None = it goes through."""
        for rule in self.rules:
            if rule.times is not None and rule.hits >= rule.times:
                continue
            if rule.pattern.fullmatch(method) and self._strikes(rule.probability):
                rule.hits += 1
                return rule
        return None

    def for_event(self, kind: str) -> tuple[int, float]:
        """(copies, seconds late) of this event."""
        copies, late = 1, 0.0
        for rule in self.event_rules:
            fresh = rule.times is None or rule.hits < rule.times
            if fresh and rule.pattern.fullmatch(kind) and self._strikes(rule.probability):
                rule.hits += 1
                copies, late = max(copies, rule.copies), max(late, rule.late)
        return copies, late

    def _strikes(self, probability: float) -> bool:
        return probability >= 1.0 or self.random.random() < probability


def _fault(what: str) -> tuple[Fault, str]:
    if what.startswith("error:"):
        return "error", what.removeprefix("error:")
    if what == "silence":
        return "silence after", ""
    for known in _FAULTS:
        if what == known:
            return known, ""  # type: ignore[return-value]
    raise ValueError(f"no such fault: {what!r}; there are {', '.join(_FAULTS)}, silence and error:NAME")
