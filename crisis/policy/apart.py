"""Roles that one person may not have in the same incident (docs/decisions/0017-roles-apart.md).

Answers for: the pairs, and which a team has that sets none: who writes a statement does not approve it. May not: decide
what follows.
"""

from dataclasses import dataclass

Pair = tuple[str, str]

DEFAULT_PAIRS: tuple[Pair, ...] = (("writer", "legal"), ("writer", "spokesperson"))


@dataclass(frozen=True, slots=True)
class Apart:
    """Pairs of roles (keys of the catalogue); the order within a pair does not count."""

    pairs: tuple[Pair, ...] = DEFAULT_PAIRS

    def of(self, role: str) -> frozenset[str]:
        """The roles that must be kept apart from this one."""
        return frozenset(other for pair in self.pairs for other in pair if role in pair and other != role)


BY_DEFAULT = Apart()
