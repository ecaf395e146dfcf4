"""Counts as people and tools write them: 1234, 1,234, 12.3万, 1.2k, 10万+, "-".

May not: know a column.
"""

import re
import unicodedata

MOST = 2**53 - 1  # the largest whole number that every JSON reader keeps
NONE = frozenset({"", "-", "--", "—", "——", "/", "n/a", "na", "nan", "null", "none", "无", "暂无", "未知", "."})

_UNITS = {
    "": 1,
    "k": 1_000,
    "千": 1_000,
    "w": 10_000,
    "万": 10_000,
    "萬": 10_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "億": 100_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
}
_COUNT = re.compile(r"(\d{1,16}(?:\.\d{1,9})?)(k|千万|百万|千|w|万|萬|mn|m|亿|億|bn|b)?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d{1,4}(?:,\d{4})+")


def count_of(written: str, unit: int = 1) -> int | None:
    """The count, or None where none is written. ``unit``: what one stands for, where the column says so (粉丝数（万）).
    Raises ValueError."""
    text = unicodedata.normalize("NFKC", written).strip().lower()
    if text in NONE:
        return None
    text = text.removeprefix("约").removeprefix("~").rstrip("+余").removesuffix("次").removesuffix("人")
    text = text.removesuffix("条").removesuffix("个").rstrip("+余").strip()
    if _GROUPED.fullmatch(text):
        text = text.replace(" ", "").replace(",", "") if "," in text or " " in text else text.replace(".", "")
    found = _COUNT.fullmatch(text.replace(" ", ""))
    if found is None:
        raise ValueError(written)
    value = (
        round(float(found[1]) * _UNITS[found[2] or ""] * unit) if "." in found[1] or found[2] else int(found[1]) * unit
    )
    if value > MOST:
        raise ValueError(written)
    return value
