"""What the team taught triage, in a running bot.

Answers for: what was learned is picked up, by every replica, within half a minute of being kept or put aside, without a
restart. May not: learn, or judge.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import structlog

from crisis.learning import Learned
from crisis.ports import Store, View
from crisis.triage.learning import Model, decoded
from storage.errors import DatabaseAway

EVERY_SECONDS = 30.0

log = structlog.get_logger("fenghuo.learning")

Models = Mapping[str, Model]
"""By question."""


def models_of(learned: tuple[Learned, ...]) -> Models:
    """Ready for use; what cannot be read is said and left out: the rules do without it."""
    made: dict[str, Model] = {}
    for each in learned:
        try:
            made[each.question] = decoded(each.weights)
        except ValueError:
            log.warning("what was learned cannot be read; train again", question=each.question)
    return made


def _nobody_asks(models: Models) -> None:
    """Whoever judges looks at ``models`` itself."""


@dataclass(slots=True)
class LearnedWatch:
    """See the module. ``models``: what holds now; ``follow`` is told when that changes."""

    store: Store
    follow: Callable[[Models], None] = _nobody_asks
    models: Models = field(default_factory=dict)
    _mark: str = ""  # nothing is in use

    async def run(self) -> None:
        """Look until cancelled. Outermost loop: what fails is tried again."""
        while True:
            try:
                await self.look()
            except DatabaseAway:
                pass  # said by whoever needs the database more
            except Exception:
                log.exception("what was learned could not be looked up; it is tried again")
            await asyncio.sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Take up what is in use now."""
        mark = self._mark

        def changed(view: View) -> tuple[str, tuple[Learned, ...]] | None:
            now = view.learned_mark()
            return None if now == mark else (now, view.learned())

        found = await self.store.read(changed)
        if found is None:
            return
        self._mark, learned = found
        self.models = models_of(learned)
        self.follow(self.models)
        log.info("what was learned of corrections holds", questions=sorted(self.models))
