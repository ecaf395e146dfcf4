"""Which of several incidents is most like another, by what people called them.

Answers for: the order of a list to choose from. May not: decide that two are one.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from crisis.incident import Incident


def likest_first(incident: Incident, others: Sequence[Incident]) -> tuple[Incident, ...]:
    """The others, those first whose title and text share most pairs of letters with this one's; of equals as given."""
    own = _pairs(incident)
    return tuple(sorted(others, key=lambda other: -_shared(own, _pairs(other))))


def _pairs(incident: Incident) -> Counter[str]:
    said = [*incident.title.casefold(), " ", *incident.text.casefold()]
    letters = [each for each in said if each.isalnum()]
    return Counter(map("".join, pairwise(letters)))


def _shared(one: Counter[str], other: Counter[str]) -> float:
    """0 to 1: of two texts the share of pairs that both have (Dice)."""
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0
