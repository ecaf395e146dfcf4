"""Why a story of posts asked for somebody, in a line or two, in the reader's language.

May not: weigh anything; what is shown was kept when it was weighed.
"""

from crisis.alert import Alert
from crisis.language import Language, Text
from handlers.blocks import Block, cut, section
from handlers.wording.vocabulary import escape, say

WHY = Text("🔎 *Why:* {reasons}", "🔎 *判断依据* {reasons}")
BETWEEN = Text("; ", "；")
SHOWN = 600  # characters: two lines on a phone, hardly more


def why(alert: Alert, language: Language) -> list[Block]:
    """The reasons; nothing for an alert that no story of posts stands behind."""
    if alert.weighed is None or not alert.weighed.why:
        return []
    reasons = BETWEEN.say(language).join(each.say(language) for each in alert.weighed.why)
    return [section(say(WHY, language, reasons=escape(cut(" ".join(reasons.split()), SHOWN))))]
