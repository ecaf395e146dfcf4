"""What stands at the channel itself: its topic (at most 250 characters).

May not: hold times. Slack shows a topic as it is, so a time in it would be wrong for half of its readers.
"""

from crisis.incident import Incident
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import cut
from handlers.views.parts import role_label
from handlers.wording.vocabulary import (
    LEAD,
    NOBODY,
    SEVERITY_MARK,
    drill_mark,
    escape,
    in_plain,
    mention,
    say,
    severity_label,
    stage_name,
)

TOPIC = Text(
    "{drill}{mark} {severity} | {stage} | {lead}: {who} | {title}",
    "{drill}{mark} {severity} | {stage} | {lead}：{who} | {title}",
)
LONGEST = 250


def topic(incident: Incident, policy: Policy, language: Language) -> str:
    """Severity, stage, lead and title, at most 250 characters."""
    holder = incident.holder(LEAD)
    said = say(
        TOPIC,
        language,
        drill=drill_mark(incident),
        mark=SEVERITY_MARK[incident.severity],
        severity=severity_label(incident.severity),
        stage=stage_name(incident.stage),
        lead=role_label(policy, LEAD, language),
        who=mention(holder) if holder else NOBODY,
        title=_title(incident, language),
    )
    return cut(said, LONGEST)


def _title(incident: Incident, language: Language) -> str:
    return escape(" ".join(in_plain(incident.title, language).split()))
