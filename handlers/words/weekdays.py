"""Days of the week, as people and policy files write them, in both languages. May not: read a clock."""

from crisis.language import Text

WEEKDAYS = (
    Text("Monday", "周一"),
    Text("Tuesday", "周二"),
    Text("Wednesday", "周三"),
    Text("Thursday", "周四"),
    Text("Friday", "周五"),
    Text("Saturday", "周六"),
    Text("Sunday", "周日"),
)
_SHORT = {"tues": 1, "wednes": 2, "thur": 3, "thurs": 3, "satur": 5, "周天": 6}
_OTHERS = {f"{before}{sign}": day for day, sign in enumerate("一二三四五六日") for before in ("星期", "礼拜", "周")}
_WEEKDAY_OF = {
    **{day.en.lower(): place for place, day in enumerate(WEEKDAYS)},
    **{day.en.lower()[:3]: place for place, day in enumerate(WEEKDAYS)},
    **_SHORT,
    **_OTHERS,
    "星期天": 6,
    "礼拜天": 6,
}


def weekday_of(word: str) -> int | None:
    """The day that a word names, 0 is Monday; None when it names none. ``thursday's`` and ``thursdays`` count, too."""
    plain = word.strip().lower().removesuffix("'s").removesuffix("’s")
    found = _WEEKDAY_OF.get(plain)
    return found if found is not None else _WEEKDAY_OF.get(plain.removesuffix("s").removesuffix("."))
