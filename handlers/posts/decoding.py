"""Bytes to text, whatever wrote them: UTF-8, UTF-16, GB18030 (GBK, GB 2312), Big5, Windows-1252.

Answers for: choosing the encoding from the bytes themselves. What is valid in two Chinese encodings is taken in the one
in which more of its characters are frequent ones: both standards put those first (level 1 of GB 2312: rows 16 to 55;
of Big5: 0xA4 to 0xC6). May not: guess where nothing fits.
"""

import codecs
import re
from dataclasses import dataclass

from handlers.posts.problems import NOT_TEXT, UNKNOWN_ENCODING, BadFile

LOOKED_AT = 256 * 1024
"""Bytes by which the encoding is chosen."""
FEW_BROKEN = 0.001
"""Of the characters, at most so many may be broken in a file that is taken for UTF-8 all the same: cut off, or put
together out of two."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WESTERN_AT_MOST = 0.1  # of all letters; text in another alphabet read as Windows-1252 is nothing but these


@dataclass(frozen=True, slots=True)
class Decoded:
    """``broken``: how many characters stand as U+FFFD."""

    text: str
    encoding: str
    broken: int = 0


def decoded(raw: bytes) -> Decoded:
    """The text. Raises BadFile when no encoding fits."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _as(raw[len(mark) :], encoding)
    if wide := _utf_16(raw):
        return _as(raw, wide)
    if b"\x00" in raw:
        raise BadFile(NOT_TEXT)
    try:
        return _sound(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        mended = _as(raw, "utf-8")
    if mended.broken <= max(1, len(mended.text) * FEW_BROKEN) and not mended.text.isascii():
        return mended if _speaks_utf_8(mended) else _other(raw)
    return _other(raw)


def _speaks_utf_8(mended: Decoded) -> bool:
    """Whether anything in it could only be UTF-8: letters beyond ASCII that came out right."""
    return any(letter > "\x7f" and letter != "\ufffd" for letter in mended.text)


def _other(raw: bytes) -> Decoded:
    fitting = [(score, name) for name in ("gb18030", "big5hkscs") if (score := _fits(raw, name)) is not None]
    if fitting:
        _, best = max(fitting, key=lambda each: each[0])
        return _as(raw, best)
    western = _as(raw, "cp1252")
    foreign = sum(letter > "\x7f" for letter in western.text)
    if western.broken or foreign > len(western.text) * _WESTERN_AT_MOST:
        raise BadFile(UNKNOWN_ENCODING)
    return western


def _as(raw: bytes, encoding: str) -> Decoded:
    text = raw.decode(encoding, "replace")
    return _sound(text, encoding, text.count("\ufffd"))


def _sound(text: str, encoding: str, broken: int = 0) -> Decoded:
    """Raises BadFile for what is no text although it decodes: pictures, archives."""
    beginning = text[:LOOKED_AT]
    if len(_CONTROL.findall(beginning)) > max(2, len(beginning) // 100):
        raise BadFile(NOT_TEXT)
    return Decoded(text, encoding, broken)


def _utf_16(raw: bytes) -> str | None:
    """UTF-16 without its mark: line ends, digits and separators have a zero byte on one side and never on the other."""
    beginning = raw[:LOOKED_AT]
    if b"\x00" not in beginning:
        return None
    odd, even = beginning[1::2].count(0), beginning[0::2].count(0)
    if len(raw) % 2 == 0 and max(odd, even) * 50 >= len(beginning) // 2 and min(odd, even) * 20 <= max(odd, even):
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _fits(raw: bytes, encoding: str) -> float | None:
    """Which part of its Chinese characters are frequent ones, 0 to 1; None when it is not of this encoding."""
    try:
        raw.decode(encoding)
    except UnicodeDecodeError as error:
        if error.end < len(raw) - 1:  # else it was only cut off
            return None
    first, last = (0xB0, 0xD7) if encoding == "gb18030" else (0xA4, 0xC6)
    pairs = frequent = place = 0
    while place < min(len(raw), LOOKED_AT):
        if raw[place] < 0x81:
            place += 1
            continue
        pairs += 1
        frequent += first <= raw[place] <= last and (encoding != "gb18030" or raw[place + 1 : place + 2] >= b"\xa1")
        place += 2
    return frequent / pairs if pairs else None
