"""How a review says people, times and lengths of time.

Answers for: one way to say each, everywhere in the document. May not: know sections or markup.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from babel.dates import format_date, format_datetime, get_timezone_name
from babel.numbers import format_decimal

from crisis.language import Language, Text
from crisis.review.facts import Review
from crisis.words import REMOVED
from handlers.review import words as w
from handlers.review.text import lines, one_line
from handlers.wording.speaking import DocumentSpeaker
from handlers.wording.vocabulary import GONE, SPAN, duration, role_name, say

_LOCALES = {Language.ENGLISH: "en_GB", Language.CHINESE: "zh_Hans_CN"}
_DAY = {Language.ENGLISH: "d MMM", Language.CHINESE: "M月d日"}
_DAY_OF_YEAR = {Language.ENGLISH: "d MMM y", Language.CHINESE: "y年M月d日"}
_WEEKDAY = {Language.ENGLISH: "EEEE, d MMMM y", Language.CHINESE: "y年M月d日 EEEE"}


@dataclass(frozen=True, slots=True)
class ReviewSpeaker(DocumentSpeaker):
    """Says a time without its date where the day is clear: ``first`` and ``last`` are the ends of the incident."""

    first: datetime
    last: datetime

    def time(self, at: datetime) -> str:
        return self._written(at, "HH:mm:ss", self._is_clear(at))

    def span(self, begin: datetime, end: datetime) -> str:
        """From when to when, to the minute; a day that is whole is its date."""
        here, there = (at.astimezone(self.zone) for at in (begin, end))
        if here.time() == there.time() == time() and there.date() - here.date() == timedelta(days=1):
            return self._written(begin, "", False)
        is_one_day = here.date() == (there - timedelta(microseconds=1)).date()
        first = self._written(begin, "HH:mm", is_one_day and self._is_clear(begin))
        return say(SPAN, self.language, begin=first, end=self._written(end, "HH:mm", is_one_day))

    def _is_clear(self, at: datetime) -> bool:
        """Whether everybody knows which day it was."""
        days = {moment.astimezone(self.zone).date() for moment in (at, self.first, self.last)}
        return len(days) == 1

    def _written(self, at: datetime, clock: str, is_day_clear: bool) -> str:
        local, first = at.astimezone(self.zone), self.first.astimezone(self.zone)
        days = _DAY if local.year == first.year else _DAY_OF_YEAR
        pattern = clock if is_day_clear else f"{days[self.language]} {clock}".strip()
        return format_datetime(local, pattern, locale=_LOCALES[self.language])


@dataclass(frozen=True, slots=True)
class Teller:
    """Says what a review holds, as plain text. ``speaker.escape`` does not escape: each medium does, at its edge."""

    review: Review
    speaker: ReviewSpeaker

    @property
    def language(self) -> Language:
        return self.speaker.language

    def say(self, text: Text, **values: object) -> str:
        return say(text, self.language, **values)

    def person(self, who: str | None) -> str:
        return one_line(self.speaker.person(who))

    def role(self, key: str) -> str:
        return one_line(role_name(self.review.policy, key).say(self.language))

    def words(self, text: str) -> str:
        """Written words, their lines kept; removed ones are said to be removed."""
        return GONE.say(self.language) if text == REMOVED else "\n".join(lines(text))

    def line(self, text: str) -> str:
        """Written words on one line."""
        return GONE.say(self.language) if text == REMOVED else one_line(text)

    def heading(self, text: Text, **values: object) -> str:
        """Said where a line begins."""
        said = self.say(text, **values)
        return said[:1].upper() + said[1:]

    def time(self, at: datetime | None) -> str:
        return self.speaker.time(at) if at else self.say(w.NONE)

    def span(self, begin: datetime, end: datetime) -> str:
        return self.speaker.span(begin, end)

    def full_time(self, at: datetime) -> str:
        """With its year, to the minute."""
        pattern = f"{_DAY_OF_YEAR[self.language]} HH:mm"
        return format_datetime(at.astimezone(self.speaker.zone), pattern, locale=_LOCALES[self.language])

    def clock(self, at: datetime, seconds: bool = True) -> str:
        """The time of the day alone."""
        return at.astimezone(self.speaker.zone).strftime("%H:%M:%S" if seconds else "%H:%M")

    def short_day(self, at: datetime) -> str:
        return format_date(at.astimezone(self.speaker.zone), _DAY[self.language], locale=_LOCALES[self.language])

    def day(self, at: datetime) -> str:
        return format_date(at.astimezone(self.speaker.zone), _WEEKDAY[self.language], locale=_LOCALES[self.language])

    def duration(self, length: timedelta | None) -> str:
        return self.say(w.NONE) if length is None else duration(length, self.language)

    def after_first_sight(self, at: datetime | None) -> str:
        return self.duration(self.review.moments.after(at))

    def count(self, number: int) -> str:
        """``486,000``."""
        return format_decimal(number, locale=_LOCALES[self.language])

    def together(self, sentences: list[str]) -> str:
        return self.say(w.SENTENCE_GAP).join(sentences)

    def zone(self) -> str:
        """Which zone the times are in, said once."""
        first = self.review.moments.first_sight.astimezone(self.speaker.zone)
        shift = first.strftime("%z")
        name = get_timezone_name(first, width="long", locale=_LOCALES[self.language])
        return self.say(w.ZONE, zone=self.speaker.zone.key, name=name, offset=f"UTC{shift[:3]}:{shift[3:]}")
