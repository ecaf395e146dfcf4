"""What is to be done, and what is left to do after the end. May not: lay tasks out (``views.tasks`` does)."""

from handlers.blocks import Block
from handlers.views.sections.base import Shown
from handlers.views.tasks import board_section


def tasks(shown: Shown) -> list[Block]:
    return board_section(shown.incident, shown.policy, shown.language)
