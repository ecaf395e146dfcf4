"""Alert routes: what the team has decided beforehand about alerts of a source and with certain labels.

Answers for: which route an alert takes (the first that fits) and what it makes of the alert. May not: open, hold or
look anything up; read the policy file. Values in, values out: an alert that no route fits is the same afterwards.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from crisis.alert import Alert
from crisis.handling import Handling
from crisis.severity import Severity
from crisis.values import replace


class Do(StrEnum):
    IGNORE = "ignore"  # stored, and nothing follows
    HOLD = "hold"  # a card asks a person, whatever the severity
    OPEN = "open"  # an incident opens by itself, whatever the severity


@dataclass(frozen=True, slots=True)
class Route:
    """What fits, and what follows. Nothing written fits everything, and changes nothing.

    ``sources``: names as in the address, with or without the instance (``grafana``, ``grafana/shop``), or what generic
    alerts call themselves. ``labels``: each with the values of which one must fit; ``*`` stands for any letters.
    ``together``: labels; alerts with the same values of them share one incident while it is open.
    """

    sources: tuple[str, ...] = ()
    labels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    do: Do | None = None
    kind: str = ""
    severity: Severity | None = None
    private: bool = False
    together: tuple[str, ...] = ()


def route_of(alert: Alert, routes: Sequence[Route]) -> Route | None:
    """The first route that fits; a source's test of itself takes none."""
    if not routes or alert.handling is not None:
        return None
    given = {name.lower(): value for name, value in alert.labels}
    return next((each for each in routes if _fits_source(alert.source, each) and _fits_labels(given, each)), None)


def routed(alert: Alert, route: Route | None, private_kinds: Collection[str] = ()) -> Alert:
    """The alert as its route has it. A private one opens by itself: the card on which it would wait is public."""
    if route is None:
        return alert
    private = route.private or route.kind in private_kinds
    opens = {Do.HOLD: False, Do.OPEN: True}.get(route.do) if route.do else None
    shared = _shared(alert, route)
    return replace(
        alert,
        severity_hint=route.severity or alert.severity_hint,
        key=shared or alert.key,
        handling=Handling(
            opens=True if private else opens,
            kind=route.kind,
            private=private,
            part=alert.fingerprint if shared else "",
        ),
    )


def fits(pattern: str, value: str) -> bool:
    """Whether a value is what a pattern says; ``*`` in it stands for any letters, also none. Case does not count.

    The parts between the stars are looked for from left to right, which takes no longer than reading the value once for
    each of them: there is no pattern that never ends.
    """
    first, *others = pattern.lower().split("*")
    value = value.lower()
    if not others:
        return value == first
    last = others.pop()
    if not value.startswith(first) or not value.endswith(last) or len(value) < len(first) + len(last):
        return False
    place, end = len(first), len(value) - len(last)
    for part in others:
        found = value.find(part, place, end)
        if found < 0:
            return False
        place = found + len(part)
    return True


def _fits_source(source: str, route: Route) -> bool:
    return not route.sources or any(
        fits(each, source) or fits(each, source.partition("/")[0]) for each in route.sources
    )


def _fits_labels(given: dict[str, str], route: Route) -> bool:
    return all(any(fits(each, given.get(name.lower(), "")) for each in values) for name, values in route.labels)


def _shared(alert: Alert, route: Route) -> str | None:
    """The key that alerts with the same values share; None for one that has none of these labels."""
    if not route.together:
        return None
    given = {name.lower(): value for name, value in alert.labels}
    values = {name: given.get(name.lower(), "") for name in route.together}
    return "together:" + "|".join(f"{name}={value}" for name, value in values.items()) if any(values.values()) else None
