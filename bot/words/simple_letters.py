"""Traditional characters to simplified ones, letter by letter.

Answers for: a table made of OpenCC's dictionary at the start (a thirtieth of a second, 8 MB) and nothing of OpenCC kept
running. Words that differ by more than letters stay what they are: a name must be found in the post where it stands.
May not: be imported by ``crisis``, which gets the function.
"""

import opencc

from crisis.triage.reading import Simplify

_HAN = "".join(map(chr, range(0x3400, 0xA000)))


def simplifier() -> Simplify:
    """Simplified letters for traditional ones; every other letter as it is, the length unchanged."""
    simple = opencc.OpenCC("t2s").convert("\n".join(_HAN)).split("\n")
    table = {ord(letter): to for letter, to in zip(_HAN, simple, strict=True) if letter != to and len(to) == 1}

    def simplify(text: str) -> str:
        return text if text.isascii() else text.translate(table)

    return simplify
