"""A refusal, said to the one who was refused: in a message, or under the block of a form that it is about.

Answers for: where in a form a refusal stands. May not: hold the sentences (``crisis.refusals`` and each feature do).
"""

from collections.abc import Sequence

from crisis import refusals
from crisis.language import Language, Text
from crisis.policy.people import Roster
from crisis.refusals import Refused
from handlers.blocks import Message, message, section
from handlers.wording.saying import in_mrkdwn, in_plain_text

# The block of a form that a refusal is about; the first block stands in where the form has no such one.
BLOCKS: dict[Text, str] = {
    refusals.TITLE_EMPTY: "title",
    refusals.TITLE_TOO_LONG: "title",
    refusals.ALREADY_THAT_TITLE: "title",
    refusals.STARTED_IN_FUTURE: "started",
    refusals.REASON_WANTED: "reason",
    refusals.NO_SUCH_ROLE: "role",
    refusals.NOT_IN_TEAM: "person",
    refusals.CANNOT_TAKE_ROLE: "person",
    refusals.HAS_ROLE_ALREADY: "person",
    refusals.OFFERED_ALREADY: "person",
    refusals.REVISIT_IN_PAST: "revisit",
    refusals.NO_SUCH_DECISION: "replaces",
    refusals.DECISION_REPLACED: "replaces",
    refusals.RHYTHM_OUT_OF_RANGE: "length",
    refusals.SNOOZE_OUT_OF_RANGE: "length",
}


def refused_message(refused: Refused, language: Language, command: str) -> Message:
    """The refusal for the caller alone."""
    said = in_mrkdwn(refused.text, language, command, **refused.values)
    return message(said, section(said))


def refused_in_form(
    refused: Refused, language: Language, command: str, roster: Roster, blocks: Sequence[str]
) -> dict[str, str]:
    """The refusal under one of the form's input ``blocks`` (their ids, in order), in plain text."""
    said = in_plain_text(refused.text, language, command, roster, **refused.values)
    wanted = BLOCKS.get(refused.text)
    return {wanted if wanted and wanted in blocks else blocks[0]: said}
