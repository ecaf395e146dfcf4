"""Who says a sentence: the same sentence is said in Slack and in a document, with people, times and words in their way.

Answers for: the two ways of speaking. May not: know any sentence.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from crisis.incident import Who
from crisis.language import Language
from crisis.policy import Policy
from crisis.words import REMOVED
from handlers.wording.vocabulary import BOT, GONE, document_time, mention, slack_time, written


class Speaker(Protocol):
    """How people, times and words are said in one medium and language."""

    @property
    def language(self) -> Language: ...

    @property
    def policy(self) -> Policy: ...

    def person(self, who: Who) -> str:
        """A person; None is the desk itself."""
        ...

    def time(self, at: datetime) -> str: ...

    def words(self, text: str) -> str:
        """Text from outside, escaped for the medium; removed words are said to be removed."""
        ...


@dataclass(frozen=True, slots=True)
class SlackSpeaker:
    """For mrkdwn: people as mentions, times in each reader's own zone."""

    language: Language
    policy: Policy

    def person(self, who: Who) -> str:
        return BOT.say(self.language) if who is None else mention(who)

    def time(self, at: datetime) -> str:
        return slack_time(at, self.language)

    def words(self, text: str) -> str:
        return written(text, self.language)


@dataclass(frozen=True, slots=True)
class DocumentSpeaker:
    """For documents and the command line: people by name (``names`` by Slack id), times in ``zone``, words escaped by
    ``escape`` (of Markdown, HTML, or none)."""

    language: Language
    policy: Policy
    names: Mapping[str, str]
    zone: ZoneInfo
    escape: Callable[[str], str]

    def person(self, who: Who) -> str:
        return BOT.say(self.language) if who is None else self.escape(self.names.get(who, who))

    def time(self, at: datetime) -> str:
        return document_time(at, self.language, self.zone)

    def words(self, text: str) -> str:
        return GONE.say(self.language) if text == REMOVED else self.escape(text)
