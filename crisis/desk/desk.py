"""The desk: the one way in. A command goes in, is decided, committed, and only then is anything said to have happened.

Answers for: one transaction a command, idempotence by event id, and who hears of it after the commit. What a command
does stands in the room it is sent to: ``arrivals`` (what comes in by itself), ``by_hand`` (what people open),
``one_incident``, ``no_incident``; what follows of an event in ``working``.
May not: hold rules (``decisions`` does), talk to Slack, keep state of its own but the roster and the past.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from crisis import commands as c
from crisis.alert import Mention
from crisis.decisions.context import Context, RoomName
from crisis.desk import bringing, by_hand, gate
from crisis.desk.arrivals import Arrivals
from crisis.desk.intake import HeardPost, Taken, intake_of, triage_of
from crisis.desk.naming import BEFORE_DRILLS, NOTHING_BEFORE, channel_names, short_key
from crisis.desk.no_incident import AboutNone, about_none
from crisis.desk.one_incident import about_one
from crisis.desk.outcome import Outcome
from crisis.incident import Incident, Who
from crisis.overview.past import Past
from crisis.policy import Policy
from crisis.policy.people import Roster
from crisis.ports import Clock, Cut, Entropy, Latin, Store, Unit, View
from crisis.triage.keywords import Rarity, known_rarity
from crisis.triage.reading import Reader
from crisis.workload import Workload

__all__ = ["Desk", "Outcome"]

T = TypeVar("T")


class Desk:
    """See the module. ``wake`` is called after every commit with the incident's nearest due time (UTC, None without
    one): somebody shall look at the outbox, and at the due times no later than then. ``take`` runs at the end of every
    transaction in which something was wished for, and what it returns after the commit: who is free to grant wishes
    takes them in hand there and then, which saves a commit. Nothing depends on it."""

    def __init__(
        self,
        store: Store,
        policy: Policy,
        clock: Clock,
        cut: Cut,
        latin: Latin,
        entropy: Entropy,
        wake: Callable[[datetime | None], None],
        take: Callable[[Unit], Callable[[], None]] | None = None,
    ) -> None:
        self.policy = policy
        self.roster = Roster()
        self.when_overridden: Callable[[], None] = _nobody_asked
        self.clock = clock
        self.intake = intake_of(triage_of(cut, policy.watch))
        self._store = store
        self._cut = cut
        self._latin = latin
        self._entropy = entropy
        self._wake = wake
        self._take = take
        self._zone = ZoneInfo(policy.timezone)
        self.rarity: Rarity = known_rarity
        self.past = Past(self.read, Reader(cut, str).read)

    async def handle(
        self,
        command: c.AnyCommand,
        once: str | None = None,
        within: Callable[[Unit], None] | None = None,
        patient: bool = False,
    ) -> Outcome:
        """Carry out a command. ``once``: the id of the event that brought it; the second time nothing is done.

        ``within`` runs first in the same transaction (an effect's completion). ``patient``: nobody outside waits for
        it. Raises ``Refused`` and changes nothing.
        """

        def closure(unit: Unit) -> tuple[Outcome, Callable[[], None] | None]:
            if within:
                within(unit)
            if once and not unit.first_time(once):
                return Outcome(repeated=True), None
            outcome = self.carry_out(unit, command)
            return outcome, self._take(unit) if self._take and outcome.wished else None

        if isinstance(command, c.ReceiveMentions | c.BringPosts) or (
            isinstance(command, c.ReceiveAlert) and command.alert.mentions
        ):
            await self.intake.prepare(self._store)
        outcome, begin_taken = await self._store.transact(closure, patient)
        if begin_taken:
            begin_taken()
        self._tell(outcome)
        return outcome

    async def handle_all(self, choose: Callable[[Unit], Sequence[c.Command]], about: int) -> None:
        """Carry out what is chosen at the beginning of one transaction, all or nothing: many due times cost little more
        than one then. ``about``: how many there will be. Raises ``Refused`` when one of them is."""

        def closure(unit: Unit) -> tuple[datetime | None, Callable[[], None] | None]:
            outcomes = [self.carry_out(unit, command) for command in choose(unit)]
            next_due = min((each.next_due for each in outcomes if each.next_due), default=None)
            is_wished = any(each.wished for each in outcomes)
            return next_due, self._take(unit) if self._take and is_wished else None

        next_due, begin_taken = await self._store.transact(closure, callers=about)
        if begin_taken:
            begin_taken()
        self._wake(next_due)

    async def hear(
        self, posts: Sequence[Mention], heard_at: datetime, source: str = "mentions"
    ) -> tuple[HeardPost, ...]:
        """Take any number of posts in; what became of each, in their order. See ``Intake.hear``."""

        async def handle(command: c.ReceiveMentions) -> Taken:
            taken = (await self.handle(command)).taken
            assert taken is not None  # as ``Arrivals`` promises
            return taken

        return await self.intake.hear(handle, posts, heard_at, source)

    async def bring(self, incident: int, by: Who, posts: Sequence[Mention]) -> bringing.Brought:
        """Take any number of posts in as an incident's own. Raises Refused."""

        async def handle(command: c.BringPosts) -> Taken:
            taken = (await self.handle(command)).taken
            assert taken is not None  # as ``Arrivals`` promises
            return taken

        return await bringing.bring(self.intake, handle, incident, by, posts, self.clock())

    async def read(self, closure: Callable[[View], T]) -> T:
        """Look at what is stored."""
        return await self._store.read(closure)

    def carry_out(self, unit: Unit, command: c.AnyCommand) -> Outcome:
        """Carry out a command inside a unit of work that is open already (a due time's). Raises ``Refused``."""
        context = self._context(unit)
        if not isinstance(command, c.Command | c.AddMention):
            gate.admit(command, None, context)
        match command:
            case c.ReceiveAlert():
                return Arrivals(self.intake).receive(unit, command.alert, context)
            case c.ReceiveMentions():
                return Arrivals(self.intake).receive_mentions(unit, command, context)
            case c.BringPosts():
                return Arrivals(self.intake).bring_posts(unit, command, context)
            case c.OpenIncident():
                return by_hand.open_incident(unit, command, context)
            case c.StartDrill():
                return by_hand.start_drill(unit, command, context)
        if isinstance(command, c.AboutAlerts):
            return by_hand.about_alerts(unit, command, context)
        if isinstance(command, AboutNone):
            return about_none(unit, command, context)
        return about_one(unit, command, context)

    def _tell(self, outcome: Outcome) -> None:
        """It is committed: whoever goes by it hears of it."""
        if outcome.taken:
            self.intake.committed(outcome.taken)
        if outcome.overrides is not None:
            self.roster = self.roster.overridden(outcome.overrides)
            self.when_overridden()
        self._wake(outcome.next_due)

    def _context(self, unit: Unit) -> Context:
        def load(incident: Incident) -> Workload:
            return unit.workload(incident.number, incident.drill)

        return Context(self.clock(), self.policy, self.roster, self._name_room, load, unit)

    def _name_room(self, title: str, day: datetime, drill: bool = False, /) -> RoomName:
        key = short_key(self._entropy)
        before = BEFORE_DRILLS if drill else NOTHING_BEFORE
        named = tuple(entry.name for entry in self.policy.watch)
        names = channel_names(
            self.policy.channel_name, title, day, self._zone, key, self._cut, self._latin, before, self.rarity, named
        )
        return RoomName(key, names.native, names.ascii)


def _nobody_asked() -> None:
    """Nobody wants to hear of overrides."""
