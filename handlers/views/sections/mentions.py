"""Posts that wait for their first answer, as far as the alert brought them.

May not: follow them one by one: there is no desk for them yet.
"""

from crisis.incident import Target
from crisis.language import Text
from handlers.blocks import Block, section
from handlers.views.sections.base import Shown
from handlers.vocabulary import say

ONE = Text("💬 *1 mention* waits for its first answer", "💬 *1 条提及* 待首次回应")
MANY = Text("💬 *{count} mentions* wait for their first answer", "💬 *{count} 条提及* 待首次回应")


def mentions(shown: Shown) -> list[Block]:
    incident = shown.incident
    count = len(incident.alert.mentions) if incident.alert else 0
    if not count or not incident.is_open or incident.reached_at(Target.FIRST_ANSWER):
        return []
    return [section(say(ONE if count == 1 else MANY, shown.language, count=count))]
