"""What a chaos run does, all of it from one seed: how many alerts, which faults, who is killed when.

Answers for: the numbers and the choices. May not: do anything.
"""

import signal
from dataclasses import dataclass
from random import Random

from bot.points import POINTS, Point
from storage.points import Point as StoragePoint
from tests.crash.town import Trap
from workspace import Workspace

FAULTS: dict[str, float] = {
    "500 before": 0.06,
    "500 after": 0.06,
    "drop before": 0.055,
    "drop after": 0.06,
    "ratelimited": 0.06,
    # Each of these costs a whole time-out of ten seconds.
    "silence before": 0.002,
    "silence after": 0.003,
}
"""Of a hundred calls so many strike; thirty in all."""

# A drawn place that a bot passes only at its first start would never be reached.
_ONCE = {StoragePoint.MIGRATING, StoragePoint.MIGRATED, Point.ENTRY_WANTED, Point.ENTERED, Point.DRAINING}
_PLACES = tuple(point for point in POINTS if point not in _ONCE)


LEAPS, LONGEST_LIFE = 3, 4.0


@dataclass(frozen=True, slots=True)
class Plan:
    """One run. ``stops``: how many times a bot is made to stand still; ``long_stops`` of them for longer than a lease.
    ``hurry``: the leases of the dead run out at once. ``least_calls``: the weather clears no sooner than after so many,
    for a short run would be over before it has struck anything."""

    seed: int = 1
    alerts: int = 1000
    kills: int = 300
    stops: int = 12
    long_stops: int = 0
    kind: str = "sqlite"
    replicas: int = 1
    look_back: bool = True
    tiers: bool = False
    hurry: bool = False
    leaps: int = LEAPS
    longest_life: float = LONGEST_LIFE
    patience: float = 900.0
    least_calls: int = 0

    @property
    def command(self) -> str:
        """What repeats it."""
        words = [
            f"python -m tests.chaos --database {self.kind} --seed {self.seed} --alerts {self.alerts}",
            f"--kills {self.kills} --stops {self.stops} --replicas {self.replicas}",
            *(["--no-look-back"] if not self.look_back else []),
            *(["--tiers"] if self.tiers else []),
            *(["--hurry"] if self.hurry else []),
            *([f"--leaps {self.leaps}"] if self.leaps != LEAPS else []),
            *([f"--longest-life {self.longest_life:g}"] if self.longest_life != LONGEST_LIFE else []),
            *([f"--least-calls {self.least_calls}"] if self.least_calls else []),
        ]
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Life:
    """How long a bot lives: until it passes the trap, and at most so many seconds; ``stands_still``: it stops for so
    long first."""

    trap: Trap | None
    seconds: float
    stands_still: float = 0.0


class Fates:
    """Draws the lives of the bots of one slot, and what the monitors send."""

    def __init__(self, plan: Plan, slot: int) -> None:
        self._plan = plan
        self._random = Random(f"{plan.seed}:{slot}")

    def life(self, stop: bool, long_stop: bool) -> Life:
        """Two of three end at a place, the others at any time."""
        still = 0.0
        if long_stop:
            still = 65.0 + 10 * self._random.random()
        elif stop:
            still = 0.5 + 5 * self._random.random()
        seconds = self._plan.longest_life * (0.1 + 0.9 * self._random.random())
        if self._random.random() < 0.33:
            return Life(None, seconds / 2, still)
        count = 1 + int(self._random.expovariate(1 / 6))
        return Life((self._random.choice(_PLACES), count, int(signal.SIGKILL)), seconds, still)


def bad_weather(workspace: Workspace, plan: Plan) -> None:
    """Thirty of a hundred calls fail, of all methods, in all ways."""
    left = 1.0
    for fault, share in FAULTS.items():
        # The rules are asked one after the other: a later one sees only what the earlier ones let through.
        workspace.weather.fail("*", fault, probability=share / left)
        left -= share
    workspace.weather.tiers = plan.tiers
