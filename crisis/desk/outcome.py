"""What a command came to: what the desk hands back, and what it tells others of after the commit.

May not: be stored, or hold anything that a repeated command could not do without.
"""

from dataclasses import dataclass
from datetime import datetime

from crisis.desk.intake import Taken
from crisis.desk.joining import Settled
from crisis.events import Entry
from crisis.incident import Incident
from crisis.policy.duty import Override
from crisis.policy.watch import Lesson
from crisis.ports import StoredAlert


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command came to. ``repeated``: this event had been handled before and nothing was done now.

    ``opened``: the numbers of the incidents, where several were opened at once; ``dismissed``: how many alerts were;
    ``left``: how many still wait. ``overrides``: of the rotations, all that stand, when one was made or taken back.
    ``lesson``: what the watch list was taught, or what was taken back.
    ``joined``: what came of it where two incidents were concerned.
    ``taken``: the posts that were taken in.
    """

    incident: Incident | None = None
    entries: tuple[Entry, ...] = ()
    alert: StoredAlert | None = None
    repeated: bool = False
    next_due: datetime | None = None
    wished: bool = False
    opened: tuple[int, ...] = ()
    dismissed: int = 0
    left: int = 0
    overrides: tuple[Override, ...] | None = None
    lesson: Lesson | None = None
    joined: Settled | None = None
    taken: Taken | None = None
