"""The response clock: what was reached, what runs and until when, and the rhythm of the updates. May not: know what
time it is."""

from crisis.language import Text
from handlers.blocks import Block, section
from handlers.views.clock import clock_lines, next_due_line
from handlers.views.parts import titled
from handlers.views.sections.base import Shown

CLOCK = Text("Response clock", "黄金时间")


def clock(shown: Shown) -> list[Block]:
    """What is overdue stands on top already."""
    incident, language = shown.incident, shown.language
    lines = clock_lines(incident, shown.policy, language, shown.now)
    if not incident.rhythm.owed_since and (rhythm := next_due_line(incident, shown.policy, language, shown.now)):
        lines.append(rhythm)
    return [section(titled(CLOCK, "\n".join(lines), language))] if lines else []
