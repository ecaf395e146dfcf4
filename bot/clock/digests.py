"""Digests that are due: looked for together with all other due times (docs/decisions/0023-what-a-person-is-told.md).

Answers for: each due time is put out for sending once, and the policy's digests are those that are kept. May not: say
who gets what when; ``crisis.desk.digests`` does.
"""

from dataclasses import dataclass
from datetime import datetime

import structlog

from crisis.commands import DigestDue, FitDigests
from crisis.desk.desk import Desk
from crisis.overview.digest_now import wanted_by_policy
from crisis.policy.people import Roster
from crisis.policy.reach import Readers
from storage.errors import DatabaseAway
from storage.store import SqlStore

AT_ONCE = 32

log = structlog.get_logger("fenghuo.digests")


@dataclass(slots=True)
class Digests:
    """See the module."""

    store: SqlStore
    desk: Desk
    _fitted: tuple[Readers, Roster] | None = None

    async def look(self, now: datetime) -> None:
        """Put out what has come (incident clock). Raises DatabaseAway; one that cannot be put out holds up no other."""
        await self._fit()
        for person, due_at in await self.store.read(lambda view: view.digests_due(now, AT_ONCE)):
            try:
                await self.desk.handle(DigestDue(person, due_at))
            except DatabaseAway:
                raise
            except Exception:
                log.exception("a digest could not be put out; tried again", person=person)

    async def _fit(self) -> None:
        """Make the kept digests those of the policy, when it or the people are others than the last time. While nobody
        is known, those of the policy are not known to be gone."""
        readers, roster = self.desk.policy.readers, self.desk.roster
        if not roster.people or (self._fitted and self._fitted[0] is readers and self._fitted[1] is roster):
            return
        wanted = wanted_by_policy(readers, roster, self.desk.policy.timezone)
        if wanted or self._fitted is None or self._fitted[0] is not readers:
            await self.desk.handle(FitDigests(wanted), patient=True)
        self._fitted = (readers, roster)
