"""The decisions that stand, the newest first; all of them are a click away. May not: show one that was replaced."""

from crisis.incident import Decision
from crisis.language import Language, Text
from handlers.blocks import Block, section
from handlers.views import buttons
from handlers.views.parts import listed, titled
from handlers.views.sections.base import SECTION_SHOWN, Shown
from handlers.wording.vocabulary import excerpt, say, slack_time

DECISIONS = Text("Decisions", "决策")
DECISION = Text("*{number}* {words}", "*{number}* {words}")
DECISION_WHY = Text("*{number}* {words} _because:_ {why}", "*{number}* {words}（理由：{why}）")
AGAIN = Text("{line} 🔁 {at}", "{line} 🔁 {at} 复议")
DECISIONS_SHOWN = 5
DECISION_SHOWN = 200
WHY_SHOWN = 100


def decisions(shown: Shown) -> list[Block]:
    incident, language = shown.incident, shown.language
    if not incident.decisions:
        return []
    standing = [decision for decision in reversed(incident.decisions) if decision.replaced_by is None]
    lines = [_line(decision, language) for decision in standing[:DECISIONS_SHOWN]]
    left_out = len(incident.decisions) - len(lines)
    text = listed(lines, language, limit=SECTION_SHOWN, left_out=left_out)
    accessory = buttons.decisions(incident, language) if left_out else None
    return [section(titled(DECISIONS, text, language), accessory=accessory)]


def _line(decision: Decision, language: Language) -> str:
    words = excerpt(decision.text, DECISION_SHOWN, language)
    if decision.why.strip():
        why = excerpt(decision.why, WHY_SHOWN, language)
        line = say(DECISION_WHY, language, number=decision.number, words=words, why=why)
    else:
        line = say(DECISION, language, number=decision.number, words=words)
    if decision.revisit_at is None or decision.revisit_reminded:
        return line
    return say(AGAIN, language, line=line, at=slack_time(decision.revisit_at, language))
