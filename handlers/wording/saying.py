"""Sentences to one person: a text with its values in Slack's mrkdwn, or in plain text for a form.

Answers for: every value that came from outside is escaped, people are mentions, and the slash command goes by its
configured name. May not: hold sentences.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from crisis.language import Language, Text
from crisis.policy.people import Roster
from crisis.refusals import Named
from handlers.wording.vocabulary import duration, escape, joined, mention, say, slack_time

Value = str | int | Text | Named | datetime | timedelta | tuple["str | Text | Named", ...]
"""What can fill a mark: text from outside, a number, a text of ours, a person, a moment (UTC), a length, a list."""

WRITTEN_COMMAND = "/incident"  # what the texts of this project call the command; a team may call it otherwise


def in_mrkdwn(text: Text, language: Language, command: str, /, **values: Value) -> str:
    """``text`` for a message. Raises KeyError when a mark has no value."""
    spoken = {name: _spoken(value, language, escape, mention) for name, value in values.items()}
    return say(_named(text, command), language, **spoken)


def in_plain_text(text: Text, language: Language, command: str, roster: Roster, /, **values: Value) -> str:
    """``text`` for a place without mrkdwn: people by name, no code marks. Raises KeyError when a mark has no value."""

    def name(person: str) -> str:
        known = roster.person(person)
        return f"@{known.name if known else person}"

    spoken = {key: _spoken(value, language, str, name) for key, value in values.items()}
    bare = Text(text.en.replace("`", ""), text.zh.replace("`", ""))
    return say(_named(bare, command), language, **spoken)


def _spoken(value: Value, language: Language, shown: Callable[[str], str], person: Callable[[str], str]) -> str:
    match value:
        case Text():
            return shown(value.say(language))
        case Named():
            return person(value.person)
        case datetime():
            return slack_time(value, language)
        case timedelta():
            return duration(value, language)
        case tuple():
            return joined((_spoken(each, language, shown, person) for each in value), language)
        case _:
            return shown(str(value))


def _named(text: Text, command: str) -> Text:
    safe = command.replace("{", "").replace("}", "")
    return Text(text.en.replace(WRITTEN_COMMAND, safe), text.zh.replace(WRITTEN_COMMAND, safe))
