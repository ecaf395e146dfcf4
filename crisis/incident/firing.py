"""Which alerts of an incident's cause still fire.

Answers for: telling the end of one of several from the end of all, the same end said twice from a new one, and an alert
that comes and goes from one that came back. Bounded. May not: hold the alerts themselves; the store has them.
"""

from collections.abc import Collection
from dataclasses import dataclass

from crisis.alert import Alert
from crisis.values import replace

MOST = 200
"""Alerts of one cause that are told apart; more are counted only."""
SAID = 3
"""How often an incident is told that its alert is over, or back; after that only the board shows it."""


@dataclass(frozen=True, slots=True)
class Firing:
    """``parts`` fire, ``over`` did: each by its own fingerprint, empty for the only one of its cause. ``ended``: how
    often all of them were over."""

    parts: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    ended: int = 0

    @property
    def is_over(self) -> bool:
        """Whether all that fired is over."""
        return bool(self.over) and not self.parts

    @property
    def count(self) -> int:
        return len(self.parts) + len(self.over)

    def knows(self, part: str) -> bool:
        return part in self.parts or part in self.over

    def fires(self, part: str) -> "Firing":
        """This one fires. Beyond ``MOST`` a new one is not remembered."""
        if part in self.parts or (self.count >= MOST and part not in self.over):
            return self
        return replace(self, parts=(*self.parts, part), over=tuple(each for each in self.over if each != part))

    def ends(self, part: str) -> "Firing":
        """This one is over, and with it perhaps all."""
        if part in self.over:
            return self
        parts = tuple(each for each in self.parts if each != part)
        return replace(self, parts=parts, over=(*self.over, part), ended=self.ended + (0 if parts else 1))

    def without(self, parts: Collection[str]) -> "Firing":
        """As though these had never been known here."""
        return replace(
            self,
            parts=tuple(each for each in self.parts if each not in parts),
            over=tuple(each for each in self.over if each not in parts),
        )

    def elsewhere(self, cause: str | None) -> tuple[tuple[str, str], ...]:
        """Each that is known, and what another incident knows it by. ``cause``: of the incident that this is of."""
        return tuple((part, part or cause or "") for part in (*self.parts, *self.over) if part or cause)


def begun(alert: Alert | None) -> Firing:
    """When an incident begins with this alert."""
    if alert is None:
        return Firing()
    part = part_of(alert)
    return Firing(over=(part,), ended=1) if alert.resolved else Firing(parts=(part,))


def part_of(alert: Alert) -> str:
    """Which of the alerts of its cause this is; empty for the only one."""
    return alert.handling.part if alert.handling else ""


def part_in(alert: Alert, cause: str | None) -> str:
    """Which of the alerts of an incident with this cause it is: one of another cause comes from an incident that was
    merged into it."""
    return part_of(alert) or ("" if alert.fingerprint == cause else alert.fingerprint)
