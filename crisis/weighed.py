"""Why a story of posts asked for somebody's attention, as triage saw it at that moment.

Answers for: the value that is kept with the alert, and so with its incident. May not: weigh (``triage`` does).
"""

from dataclasses import dataclass

from crisis.language import Language
from crisis.words import Words


@dataclass(frozen=True, slots=True)
class Why:
    """One reason, in both languages. It may quote the post: words from outside."""

    en: Words
    zh: Words

    def say(self, language: Language) -> str:
        return self.zh if language is Language.CHINESE else self.en


@dataclass(frozen=True, slots=True)
class Weighed:
    """``posts``: how many of the story were known then. ``about``: the entries of the watch list that were meant.
    ``kind``: of the incident, by the topics; empty when none speaks for one."""

    story: int
    posts: int = 1
    about: tuple[str, ...] = ()
    kind: str = ""
    why: tuple[Why, ...] = ()
