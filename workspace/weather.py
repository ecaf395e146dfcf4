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
    """Events whose type matches come `copies` times, each `late` seconds of the workspace's timer late."""

    pattern: re.Pattern[str]
    copies: int = 1
    late: float = 0.0
    times: int | None = None
    hits: int = 0


@dataclass(slots=True)
class Weather:
    """`latency`: real seconds added to every call; `tiers`: whether the rate limits are enforced. `minute`: how many
    seconds a minute of the rate limits has, for who cannot wait for one."""

    random: Random
    latency: float = 0.0
    tiers: bool = False
    minute: float = 60.0
    rules: list[Rule] = field(default_factory=list)
    event_rules: list[EventRule] = field(default_factory=list)

    def fail(
        self,
        pattern: str,
        what: str,
        *,
        times: int | None = None,
        probability: float = 1.0,
        retry_after: int = 1,
    ) -> Rule:
        """From now on, calls of `pattern` (`chat.postMessage`, `chat.*`, `response_url`) fail.

        what: "ratelimited" (429 with Retry-After in seconds), "500 before" / "500 after" the deed,
        "drop before" / "drop after" (connection closed), "silence before" / "silence after" (no answer ever),
        "silence" (= after), or "error:NAME". Raises ValueError for anything else.
        """
        fault, error = _fault(what)
        rule = Rule(method_pattern(pattern), fault, error, times, probability, retry_after)
        self.rules.append(rule)
        return rule

    def repeat_events(self, pattern: str = "*", *, copies: int = 2, times: int | None = None) -> EventRule:
        """Events of this type (`message`, `app_mention`, …) are delivered `copies` times with one event_id."""
        rule = EventRule(method_pattern(pattern), copies=copies, times=times)
        self.event_rules.append(rule)
        return rule

    def delay_events(self, pattern: str = "*", *, seconds: float, times: int | None = None) -> EventRule:
        """Events of this type come `seconds` of the workspace's timer late."""
        rule = EventRule(method_pattern(pattern), late=seconds, times=times)
        self.event_rules.append(rule)
        return rule

    def clear(self) -> None:
        """Fair weather: no rule, no latency, no rate limits."""
        self.rules.clear()
        self.event_rules.clear()
        self.latency = 0.0
        self.tiers = False
        self.minute = 60.0

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
            if rule.pattern.fullmatch(kind) and (rule.times is None or rule.hits < rule.times):
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
