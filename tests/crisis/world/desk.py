"""A desk over a store in memory, with all that it needs.

Answers for: short words for what a test asks of a desk. May not: judge what comes of it.
"""

from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

from crisis import commands as c
from crisis.alert import Alert, Mention
from crisis.decisions.mentions import recounted
from crisis.desk.desk import Desk, Outcome
from crisis.evolve import evolve
from crisis.incident import Incident, MessageRef
from crisis.mention import KeptMention
from crisis.policy import Policy
from crisis.ports import StoredAlert, Unit
from tests.crisis.memory.store import Memory, MemoryStore
from tests.crisis.world import ANNA, TEAM, DrivenClock


class DeskWorld:
    """The desk, its store and its clock. Commands go to incident 1, and are Anna's unless they say whose."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.clock = DrivenClock()
        self.woken: list[datetime | None] = []
        random = count(1)
        self.desk = Desk(
            self.store,
            Policy(),
            self.clock,
            cut=str.split,
            latin=str.lower,
            entropy=lambda size: bytes(next(random) for _ in range(size)),
            wake=self._wake,
        )
        self.desk.roster = TEAM

    def _wake(self, next_due: datetime | None) -> None:
        self.woken.append(next_due)

    @property
    def memory(self) -> Memory:
        return self.store.memory

    def incident(self, number: int = 1) -> Incident:
        return self.memory.incidents[number]

    async def receive(self, alert: Alert, **changes: Any) -> StoredAlert:
        outcome = await self.desk.handle(c.ReceiveAlert(replace(alert, received_at=self.clock.now, **changes)))
        assert outcome.alert
        return outcome.alert

    async def do(self, kind: type[c.Command], by: str | None = ANNA, **fields: Any) -> Outcome:
        return await self.desk.handle(kind(incident=1, by=by, **fields))

    async def room(self) -> None:
        """Slack has made the channel, the board and the card of incident 1, and all wishes so far are granted."""
        await self.do(c.RecordChannel, None, channel="C1", name="inc-1")
        seq = self.incident().seq
        await self.do(c.RecordPeople, None, people=self.incident().invited)
        await self.do(c.RecordBoard, None, ts="1.0", shows=seq)
        await self.do(c.RecordCard, None, card=MessageRef("C0", "1.0"), shows=seq)
        self.store.grant()


async def a_post(world: DeskWorld, incident: int, story: int) -> int:
    """Keep a post of an incident and count it; its number."""
    now, number = world.clock.now, len(world.memory.mentions) + 1
    said = Mention("weibo", author="a", text=f"post {number}")

    def keep(unit: Unit) -> int:
        kept = unit.keep_mention(KeptMention(0, f"print {number}", said, now, now, "mentions", story, incident))
        counted = unit.incident(incident)
        assert counted is not None
        for event in recounted(counted, unit):
            counted = evolve(counted, event, now, None)
        unit.save(counted)
        return kept.id

    return await world.store.transact(keep)
