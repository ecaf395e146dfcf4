"""The team's own words of weight, as its policy has them.

Answers for: the values. May not: weigh (``triage.tiers`` does).
"""

from dataclasses import dataclass

from crisis.severity import Severity


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Words that mean this severity to the team; None: they mean nothing bad, whatever else says so. ``topic``: a key
    of the catalogue of topics, or a name of the team's own; empty: none in particular."""

    severity: Severity | None
    words: tuple[str, ...]
    topic: str = ""
