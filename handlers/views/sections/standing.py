"""How bad and how far, in one line below the headline. May not: say what is to be done."""

from crisis.language import Text
from handlers.blocks import Block, section
from handlers.views.joining import on_board
from handlers.views.sections.base import Shown
from handlers.wording.vocabulary import escape, kind_name, severity_label, stage_name

PRIVATE = Text("🔒 private", "🔒 非公开")


def standing(shown: Shown) -> list[Block]:
    incident, language = shown.incident, shown.language
    facts = [
        f"*{severity_label(incident.severity).say(language)}*",
        f"🚩 *{stage_name(incident.stage).say(language)}*",
        *([PRIVATE.say(language)] if incident.private else []),
        escape(kind_name(shown.policy, incident.kind).say(language)),
    ]
    return [section(" · ".join(facts)), *on_board(incident, language)]
