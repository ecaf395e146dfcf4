"""The board: one message at the top of the incident channel that always says how things stand.

Answers for: what a person who comes in at three in the morning sees first, on a phone: how bad, how far, what is due
next, and one green button for what should be done now; below it who is here, the clock, what was said and decided. The
order stands here; each section is a file in ``sections``. May not: know what time it is.
"""

from datetime import datetime

from crisis.incident import Incident
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.policy.people import Roster
from handlers.blocks import Message, message
from handlers.views.parts import notification, opening
from handlers.views.sections.base import Section, Shown
from handlers.views.sections.clock import clock
from handlers.views.sections.decisions import decisions
from handlers.views.sections.doing import changing, doing
from handlers.views.sections.due import next_due
from handlers.views.sections.latest import latest
from handlers.views.sections.mentions import mentions
from handlers.views.sections.people import people
from handlers.views.sections.problems import problems
from handlers.views.sections.similar import similar
from handlers.views.sections.small_print import small_print
from handlers.views.sections.spread import spread
from handlers.views.sections.standing import standing
from handlers.views.sections.tasks import tasks
from handlers.views.sections.why import why
from handlers.wording.vocabulary import say, severity_label, stage_name

SHOWN = Text("{severity} · {stage}", "{severity}，{stage}")

SECTIONS: tuple[Section, ...] = (
    standing,
    next_due,
    doing,
    why,
    people,
    clock,
    problems,
    latest,
    decisions,
    tasks,
    mentions,
    similar,
    spread,
    small_print,
    changing,
)
"""In the order of the board. When it is more than a message holds, paragraphs are left out from the end."""


def board(
    incident: Incident,
    policy: Policy,
    roster: Roster,
    language: Language,
    head_seq: int,
    now: datetime | None = None,
) -> Message:
    """The board of an incident. ``head_seq``: of the newest entry of the timeline that this board shows. ``now``: for
    one person's eyes alone, who then sees the minutes, too."""
    words = say(SHOWN, language, severity=severity_label(incident.severity), stage=stage_name(incident.stage))
    shown = Shown(incident, policy, roster, language, head_seq, now)
    return message(
        notification(incident, language, words),
        opening(incident, language),
        *(block for part in SECTIONS for block in part(shown)),
    )
