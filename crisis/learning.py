"""What a team teaches triage: posts with what people said was right, and what was learned of them.

Answers for: the values. May not: learn (``triage.learning`` does), or say when people teach
something (``corrections``).
"""

from dataclasses import dataclass
from datetime import datetime

from crisis.incident import Who
from crisis.severity import Severity

SEVERITY = "severity"
ABOUT = "about:"
NOTHING = "none"
YES, NO = "yes", "no"
MOST_LETTERS = 1_000
"""Of a post that are kept as an example."""


@dataclass(frozen=True, slots=True)
class Example:
    """A post and what is right of it, as a person (``by``) said at ``at`` (UTC).

    ``question``: ``severity``, with the right answer ``1`` to ``4`` or ``none``; or ``about:`` and the name of an entry
    of the watch list, with ``yes`` or ``no``. ``followers``: of whoever wrote it. ``id``: its number, 0 before it has
    one. The same text again is the same example with a newer answer.
    """

    question: str
    text: str
    right: str
    by: Who
    at: datetime
    followers: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """How two ways did on the same examples, each judged by examples that it had not seen.

    ``mistakes``: of severity the mean distance in levels (nothing to do counts as a fifth), of the others the share of
    wrong answers. ``right``: the share of answers that were exactly right. ``grave``: of severity, how often a post
    that is SEV1 or SEV2 scored above one that is not (AUC); None when it cannot be told.
    """

    mistakes: float
    right: float
    grave: float | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned of a question. ``weights``: see ``triage.learning``. ``made_at``: UTC. ``id``: 0 before it is
    kept. It is in use until another of the same question is kept or somebody puts it aside."""

    question: str
    weights: str
    examples: int
    rules: Figures
    learned: Figures
    made_at: datetime
    by: Who = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be written at once: what was learned, what is used no more (by question), which examples go for good
    (by number), and who said so at ``at`` (UTC)."""

    at: datetime
    keep: tuple[Learned, ...] = ()
    aside: tuple[str, ...] = ()
    forget: tuple[int, ...] = ()
    by: Who = None


def answer_of(severity: Severity | None) -> str:
    """A severity as an example's right answer."""
    return NOTHING if severity is None else str(int(severity))


def severity_of(right: str) -> Severity | None:
    """The severity that an example's right answer names. Raises ValueError for any other text."""
    return None if right == NOTHING else Severity(int(right))
