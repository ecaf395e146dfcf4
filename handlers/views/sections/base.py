"""What every section of the board is made from. May not: build blocks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from crisis.incident import Incident
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.people import Roster
from handlers.blocks import Block

SECTION_SHOWN = 1_500
"""Characters of a list on the board: all of them together must fit into one message, and onto a phone."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One board. ``head_seq``: of the newest entry of the timeline that it shows. ``now``: for one person's eyes alone,
    who then sees the minutes, too; what stays in a channel says times only."""

    incident: Incident
    policy: Policy
    roster: Roster
    language: Language
    head_seq: int
    now: datetime | None = None


Section: TypeAlias = Callable[[Shown], list[Block]]
