"""The words that tell what a text is about.

Answers for: keywords for a summary and for a channel's name. May not: cut words itself.
"""

from collections.abc import Sequence


def keywords(words: Sequence[str], most: int = 5) -> tuple[str, ...]:
    """The most telling of the words, the best first."""
    return tuple(dict.fromkeys(word for word in words if len(word) > 1))[:most]
