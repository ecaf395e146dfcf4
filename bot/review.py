"""The review of one incident as a document: facts from the record, looks from ``handlers.review``.

Answers for: one way to make it, for the channel and for the command line. May not: lay anything out.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from crisis import refusals
from crisis.desk.desk import Desk
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.people import Roster
from crisis.ports import View
from crisis.refusals import Refused
from crisis.review.facts import Review
from crisis.review.retrospective import review
from handlers.review import file_name, title
from handlers.review.html import html
from handlers.review.markdown import markdown

RENDERERS = {"md": markdown, "html": html}


@dataclass(frozen=True, slots=True)
class Document:
    """A review ready to be handed round."""

    title: str
    file_name: str
    content: str


def facts(view: View, number: int, policy: Policy, roster: Roster, now: datetime) -> Review:
    """The facts of the review of incident ``number``, at ``now`` (UTC). Raises ``Refused`` when there is none."""
    incident = view.incident(number)
    if incident is None:
        raise Refused(refusals.NO_SUCH_INCIDENT, number=number)
    found = review(incident, view.entries(number), policy, roster, view.ledger_head(number), now)
    return replace(found, counts=view.mention_counts(number)) if incident.spread.total else found


def document(found: Review, form: str, policy: Policy, roster: Roster, language: Language) -> Document:
    """The review laid out as ``md`` or ``html``, with people's names instead of their ids."""
    names = {person.id: person.name for person in roster.people}
    content = RENDERERS[form](found, language, ZoneInfo(policy.timezone), names)
    return Document(title(found, language), file_name(found, form), content)


async def review_document(desk: Desk, number: int, form: str, language: Language) -> Document:
    """The review of an incident as it stands now."""
    now = desk.clock()
    found = await desk.read(lambda view: facts(view, number, desk.policy, desk.roster, now))
    return document(found, form, desk.policy, desk.roster, language)
