"""Roles that are kept apart, as the policy file has them: ``apart: [[writer, legal]]``.

Answers for: each pair is two roles of the catalogue, once. May not: read files.
"""

from collections.abc import Callable

from bot.policy import apart_texts as t
from bot.policy.problems import Report
from bot.policy.yaml import Place
from crisis.policy.apart import Apart, Pair

Known = Callable[[list[str], Place], tuple[str, ...]]
"""Reports roles that the catalogue does not have."""


def apart_of(written: list[list[str]], known: Known, report: Report) -> Apart:
    """The pairs; what does not fit goes to the report."""
    seen: set[frozenset[str]] = set()
    pairs: list[Pair] = []
    for position, roles in enumerate(written):
        place: Place = ("apart", position)
        if len(roles) != 2 or len(set(roles)) != 2:
            report.add(place, t.NOT_A_PAIR)
            continue
        known(roles, place)
        if frozenset(roles) in seen:
            report.add(place, t.PAIR_TWICE, first=roles[0], second=roles[1])
        seen.add(frozenset(roles))
        pairs.append((roles[0], roles[1]))
    return Apart(tuple(pairs))
