"""Text from outside made fit for a document: what would disturb the reading of a line, in any medium, is taken out.

Answers for: controls, direction marks and addresses. May not: escape for a medium; each medium does that at its edge.
"""

import re
from urllib.parse import quote, urlsplit

# Controls but line feed, and the marks that turn the direction of everything after them (Unicode, UAX #9).
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def lines(text: str) -> list[str]:
    """The text line by line, without controls and without spaces at the ends; empty lines at both ends are left out."""
    plain = _LONE_SURROGATES.sub("?", _LINE_ENDS.sub("\n", text).replace("\t", " "))
    return [_UNSEEN.sub("", line).strip() for line in plain.strip().split("\n")]


def one_line(text: str) -> str:
    """The text on one line, runs of spaces as one."""
    return " ".join(" ".join(lines(text)).split())


def address(url: str) -> str | None:
    """The address if a reader may follow it (http or https, a host), everything unusual percent-encoded; else None."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return None
    return quote(_LONE_SURROGATES.sub("?", url.strip()), safe="%/:?#@!$&'+,;=-._~")
