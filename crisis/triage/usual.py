"""What is usual: how many posts an hour an entry of the watch list has.

Answers for: a figure that one burst does not spoil. May not: know stories. Hours are of the posts' own time, UTC.
"""

from collections import OrderedDict

WEEK = 7 * 24  # hours
LEAST_HOURS = 6
"""Before so many hours are known, nothing is usual yet."""
MOST_ENTRIES = 500
EVERYTHING = ""
"""Under this name every post is counted: what is usual where no entry is meant."""


class Usual:
    """Posts and reposts by the hour, for a week."""

    def __init__(self) -> None:
        self._hours: OrderedDict[str, dict[int, int]] = OrderedDict()
        self._known: dict[tuple[str, int], float] = {}

    def count(self, about: tuple[str, ...], minute: int, posts: int) -> None:
        """Count posts and reposts about these entries, made in this minute (since 1970); a negative number takes them
        back."""
        hour = minute // 60
        for name in (EVERYTHING, *about):
            hours = self._hours.setdefault(name, {})
            self._hours.move_to_end(name)
            hours[hour] = hours.get(hour, 0) + posts
            if len(hours) > WEEK + 24:
                del hours[min(hours)]
        while len(self._hours) > MOST_ENTRIES:
            self._hours.popitem(last=False)

    def of(self, about: tuple[str, ...], minute: int) -> float:
        """Posts an hour about the entry, of these, that has most, in the week before this hour; 0.0 when too little is
        known. The busiest tenth of its hours is left out: a crisis is not usual."""
        hour = minute // 60
        return max((self._of(name, hour) for name in about or (EVERYTHING,)), default=0.0)

    def _of(self, name: str, hour: int) -> float:
        key = (name, hour)
        if key not in self._known:
            if len(self._known) > MOST_ENTRIES:
                self._known.clear()
            self._known[key] = _mean(self._hours.get(name, {}), hour)
        return self._known[key]


def _mean(hours: dict[int, int], hour: int) -> float:
    before = {at: count for at, count in hours.items() if hour - WEEK <= at < hour}
    length = hour - min(before, default=hour)
    if length < LEAST_HOURS:
        return 0.0
    counts = sorted((*before.values(), *([0] * (length - len(before)))))
    kept = counts[: length - length // 10]
    return sum(kept) / len(kept)
