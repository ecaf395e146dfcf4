"""What Slack refused, and what can be done about it. May not: know why."""

from collections import Counter

from crisis.language import Text
from handlers.blocks import Block, section
from handlers.views.parts import listed, titled
from handlers.views.sections.base import SECTION_SHOWN, Shown
from handlers.wording.problems import problem_line

PROBLEMS = Text("⚠️ Slack refused", "⚠️ Slack 拒绝的操作")
PROBLEMS_SHOWN = 5


def problems(shown: Shown) -> list[Block]:
    language = shown.language
    told = Counter(problem_line(problem, language) for problem in reversed(shown.incident.problems))
    lines = [f"• {line}" + (f" × {count}" if count > 1 else "") for line, count in told.items()]
    return (
        [section(titled(PROBLEMS, listed(lines, language, PROBLEMS_SHOWN, SECTION_SHOWN), language))] if lines else []
    )
