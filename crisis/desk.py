"""The desk: the one way in. A command goes in, is decided, committed, and only then is anything said to have happened.

Answers for: the order of things (load, decide, record, commit) in one transaction, and idempotence by event id.
May not: hold rules (``decisions`` does), talk to Slack, keep state of its own but the roster and the past.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from crisis import bringing, digests, gate, holding, joining, lessons, mentioning, overriding, refusals
from crisis import commands as c
from crisis import events as e
from crisis.alert import Alert, AlertOutcome, Mention
from crisis.batch import Batch
from crisis.consequences import consequences, urgency
from crisis.corrections import corrections, of_mentions
from crisis.decisions import decide, mentions, opening
from crisis.decisions.context import Context, RoomName, want_open
from crisis.decisions.drill import open_drill
from crisis.decisions.escalation import offer_missing_roles
from crisis.decisions.plans import start_plan
from crisis.due import due_times
from crisis.duty import Override
from crisis.events import Entry
from crisis.events.mentions import OfMention
from crisis.evolve import evolve
from crisis.evolve.incident import begin
from crisis.evolve.mentions import row_after
from crisis.firing import part_of
from crisis.incident import Incident, Who
from crisis.intake import HeardPost, Taken, adopt, intake_of, triage_of
from crisis.mention_ports import MENTIONS
from crisis.naming import BEFORE_DRILLS, NOTHING_BEFORE, channel_names, short_key
from crisis.past import Past
from crisis.people import Roster
from crisis.policy import Policy
from crisis.ports import Clock, Cut, Entropy, Latin, Store, StoredAlert, Unit, View
from crisis.refusals import Refused
from crisis.routes import Do, route_of, routed
from crisis.stages import Stage
from crisis.triage.keywords import Rarity, known_rarity
from crisis.triage.reading import Reader
from crisis.values import replace
from crisis.watch import Lesson, Side
from crisis.workload import Workload

T = TypeVar("T")


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
    joined: joining.Settled | None = None
    taken: Taken | None = None


@dataclass(slots=True)
class _Work:
    """An incident under one command: applies events to it, records them and puts down what follows from them."""

    unit: Unit
    incident: Incident
    now: datetime
    by: Who
    policy: Policy
    entries: list[Entry] = field(default_factory=list)
    wished: bool = False

    def carry(self, made: tuple[e.Event, ...]) -> None:
        for event in made:
            self.incident = evolve(self.incident, event, self.now, self.by)
            self.note(event)

    def note(self, event: e.Event) -> None:
        if event.recorded:
            if isinstance(event, OfMention) and (kept := self.unit.mention(event.mention)):
                self.unit.change_mention(row_after(kept, event, self.now, self.by))
            entry = self.unit.append(self.incident.number, self.now, self.by, event)
            self.entries.append(entry)
            self.incident = replace(self.incident, seq=entry.seq)
        for effect in consequences(self.incident, event, self.incident.seq):
            self.unit.wish(effect, urgency(effect, self.incident))
            self.wished = True

    def finish(self, alert: StoredAlert | None = None) -> Outcome:
        self.unit.save(self.incident)
        next_due = _plan(self.unit, self.incident, self.policy)
        return Outcome(self.incident, tuple(self.entries), alert, next_due=next_due, wished=self.wished)


def _plan(unit: Unit, incident: Incident, policy: Policy) -> datetime | None:
    """Make the stored due times those of the incident's state; the nearest of them."""
    due = due_times(incident, policy)
    unit.set_due(incident.number, due)
    return min((each.due_at for each in due), default=None)


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
        self.when_split: joining.SplitTold = _nobody_remembers
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
        if outcome.taken:
            self.intake.committed(outcome.taken)
        if outcome.overrides is not None:
            self.roster = self.roster.overridden(outcome.overrides)
            self.when_overridden()
        for posts, story in outcome.joined.split if outcome.joined else ():
            self.when_split(posts, story)
        self._wake(outcome.next_due)
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
            assert taken is not None  # as ``_receive_mentions`` promises
            return taken

        return await self.intake.hear(handle, posts, heard_at, source)

    async def bring(self, incident: int, by: Who, posts: Sequence[Mention]) -> bringing.Brought:
        """Take any number of posts in as an incident's own. Raises Refused."""

        async def handle(command: c.BringPosts) -> Taken:
            taken = (await self.handle(command)).taken
            assert taken is not None  # as ``_bring_posts`` promises
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
        if isinstance(command, c.ReceiveAlert):
            return self._receive_alert(unit, command.alert, context) if not command.alert.mentions else (
                self._receive_with_posts(unit, command.alert, context))  # fmt: skip
        if isinstance(command, c.ReceiveMentions | c.BringPosts):
            return (self._bring_posts(unit, command, context) if isinstance(command, c.BringPosts) else
                    self._receive_mentions(unit, command, context))  # fmt: skip
        if isinstance(command, c.OpenIncident):
            return self._open_by_hand(unit, command, context)
        if isinstance(command, c.StartDrill):
            return self._start_drill(unit, command, context)
        if isinstance(command, c.AboutAlerts):
            return self._about_alerts(unit, command, context)
        if isinstance(command, c.AboutDuty):
            return self._about_duty(unit, command, context)
        if isinstance(command, c.AboutDigests):
            return self._about_digests(unit, command, context)
        if isinstance(command, c.AboutLessons):
            return self._about_lessons(unit, command, context)
        return self._about_one(unit, command, context)

    def _about_one(self, unit: Unit, command: c.Command | c.AddMention, context: Context) -> Outcome:
        if concerns_two := isinstance(command, c.Command) and joining.concerns_two(command):
            unit.one_at_a_time(MENTIONS)
        incident = unit.incident(command.incident)
        if incident is None:
            raise Refused(refusals.NO_SUCH_INCIDENT, number=command.incident)
        gate.admit(command, incident, context)
        if isinstance(command, c.AddMention):
            return self._go_on(unit, incident, mentioning.add(unit, incident, command, context), command.by, context)
        if concerns_two and (settled := self._about_two(unit, incident, command, context)):
            return Outcome(settled.incident, next_due=settled.next_due, wished=True, joined=settled)
        made = decide(incident, command, context)
        if incident.drill:
            made = (*made, *mentioning.played(unit, incident, made, context))
        return self._go_on(unit, incident, made, command.by, context)

    def _about_two(
        self, unit: Unit, incident: Incident, command: c.Command, context: Context
    ) -> joining.Settled | None:
        if isinstance(command, c.MergeIncident):
            return joining.merge(unit, incident, command, context, self)
        if isinstance(command, c.SplitIncident):
            return joining.split(unit, incident, command, context, self)
        if incident.joined.into is None:
            return None
        return joining.part(unit, incident, decide(incident, command, context), command.by, context, self)

    def put_down(
        self, unit: Unit, incident: Incident, made: tuple[e.Event, ...], by: Who, context: Context
    ) -> datetime | None:
        """See ``joining.Rooms``."""
        return self._go_on(unit, incident, made, by, context).next_due

    def open_with(
        self, unit: Unit, command: c.OpenIncident, made: Callable[[Incident], tuple[e.Event, ...]], context: Context
    ) -> Incident:
        """See ``joining.Rooms``."""
        opened = self._open_by_hand(unit, command, context).incident
        assert opened is not None  # it is the outcome of opening one
        self._go_on(unit, opened, made(opened), command.by, context)
        return opened

    def _go_on(self, unit: Unit, incident: Incident, made: tuple[e.Event, ...], by: Who, context: Context) -> Outcome:
        if not made:
            return Outcome(incident, next_due=_plan(unit, incident, self.policy))
        work = _Work(unit, incident, context.now, by, self.policy)
        work.carry(made)
        for example in (
            *corrections(incident, made, by, context.now),
            *of_mentions(incident, made, unit.mention, by, context.now),
        ):
            unit.keep_example(example)
        return work.finish()

    def _receive_mentions(self, unit: Unit, command: c.ReceiveMentions, context: Context) -> Outcome:
        batch = Batch(self.intake, unit, context, self, command.source, command.heard_at)
        batch.begin()
        return Outcome(taken=batch.take(command.posts), next_due=batch.next_due, wished=batch.wished)

    def _bring_posts(self, unit: Unit, command: c.BringPosts, context: Context) -> Outcome:
        batch = Batch(self.intake, unit, context, self, command.source, command.heard_at)
        batch.begin()
        incident = unit.incident(command.incident)
        if incident is None:
            raise Refused(refusals.NO_SUCH_INCIDENT, number=command.incident)
        gate.admit(command, incident, context)
        want_open(incident)
        taken = bringing.take(batch, command, incident)
        return Outcome(incident, taken=taken, next_due=batch.next_due, wished=batch.wished)

    def _receive_with_posts(self, unit: Unit, alert: Alert, context: Context) -> Outcome:
        """The posts that an alert brings are kept like any others, and it joins the incident of their story."""
        batch = Batch(self.intake, unit, context, self, alert.source, alert.received_at)
        batch.begin()
        same = batch.judge_those_of(alert)
        if same is None or alert.resolved or unit.open_incident_of(alert.fingerprint):
            outcome = self._receive_alert(unit, alert, context)
        else:
            made = opening.alert_again(same, alert)
            stored = self._keep(unit, alert, AlertOutcome.JOINED, same.number)
            outcome = replace(self._go_on(unit, same, made, None, context), alert=stored)
        number = outcome.alert.incident if outcome.alert else None
        taken = batch.keep_those_of(alert, number)
        return replace(outcome, taken=taken, wished=True, next_due=batch.earliest(outcome.next_due))

    def open_for_story(self, unit: Unit, alert: Alert, context: Context) -> Incident:
        """See ``batch.Rooms``."""
        opened = self._receive_alert(unit, alert, context, opens=True).incident
        assert opened is not None  # there was room a moment ago, and nobody else is at it
        return opened

    def note(self, unit: Unit, incident: Incident, made: tuple[e.Event, ...], context: Context) -> datetime | None:
        """See ``batch.Rooms``."""
        return self._go_on(unit, incident, made, None, context).next_due

    def _receive_alert(self, unit: Unit, alert: Alert, context: Context, opens: bool | None = None) -> Outcome:
        route = None if alert.weighed else route_of(alert, self.policy.routes)  # thresholds have spoken for posts
        alert = routed(alert, route, self.policy.private_kinds)
        cause = alert.fingerprint
        known = self._known(unit, cause)
        outcome = opening.judge_alert(
            alert, known, context, lambda: holding.is_full(unit, alert, self.policy, context.now), opens
        )
        if known.open:
            if known.held:  # it waited while its incident was reopened
                holding.settle(unit, known.held, known.open.number)
            stored = self._keep(unit, alert, outcome, known.open.number)
            made = opening.alert_again(known.open, alert)
            return replace(self._go_on(unit, known.open, made, None, context), alert=stored)
        if outcome is AlertOutcome.IGNORED or (route and route.do is Do.IGNORE):
            if known.held and alert.resolved and part_of(known.held.alert) == part_of(alert):
                holding.end(unit, known.held)
            return Outcome(alert=self._keep(unit, alert, AlertOutcome.IGNORED, None))
        if outcome is not AlertOutcome.OPENED:
            if known.held:
                return Outcome(alert=holding.repeat(unit, alert, known.held, self.policy, context.now))
            return Outcome(alert=holding.hold(unit, alert, self.policy, context.now))
        number = unit.next_number()
        begun = opening.open_for_alert(alert, known, context)
        opened = self._begin(unit, number, begun, None, context, has_batch=True).finish()
        # The incident first: a database would have to search all alerts for those that waited for it.
        stored = self._keep(unit, alert, outcome, number)
        if known.held:
            holding.settle(unit, known.held, number)
        return replace(opened, alert=stored)

    def _known(self, unit: Unit, cause: str) -> opening.Known:
        """What was merged goes on elsewhere: the alerts of its cause go there."""
        found, ended = unit.open_incident_of(cause), unit.ended_incident_of(cause)
        held = unit.held_alert_of(cause)
        if ended is None or ended.stage is not Stage.MERGED:
            return opening.Known(found, ended, held)
        there = joining.goes_on(unit, ended)
        if found is None and there.is_open:
            return opening.Known(there, None, held, merged=True)
        return opening.Known(found, there if there.stage is Stage.CLOSED else None, held)

    def _open_by_hand(self, unit: Unit, command: c.OpenIncident, context: Context) -> Outcome:
        if command.held_alert is not None:
            unit.one_at_a_time(MENTIONS)  # before anything of its cause: see mention_ports
        held = holding.to_be_opened(unit, command.held_alert) if command.held_alert is not None else None
        ended = self._known(unit, held.alert.fingerprint).ended if held else None
        opened = opening.open_by_hand(command, opening.Known(ended=ended, held=held), context)
        work = self._begin(unit, unit.next_number(), opened, command.by, context)
        if command.by is not None:
            work.carry((opening.acknowledged_by_hand(work.incident, context),))
        if held and held.alert.mentions:
            work.carry(mentions.heard(work.incident, adopt(unit, held.alert, work.incident.number), context))
        done = work.finish()
        if held is None:
            return done
        holding.settle(unit, held, work.incident.number)
        return replace(done, alert=unit.alert(held.id))

    def _start_drill(self, unit: Unit, command: c.StartDrill, context: Context) -> Outcome:
        """One at a time: people cannot be in two rooms, and whoever is in one needs to know which."""
        unit.one_at_a_time("drill")
        going_on = unit.drill_going_on()
        if going_on:
            raise Refused(refusals.DRILL_RUNNING, number=going_on.number, title=going_on.title)
        opened = open_drill(command, context)
        return self._begin(unit, unit.next_number(), opened, command.by, context).finish()

    def _about_alerts(self, unit: Unit, command: c.AboutAlerts, context: Context) -> Outcome:
        match command:
            case c.RecordHeldCard():
                unit.settle_alert(command.alert, incident=None, card=command.card)
                return Outcome(alert=unit.alert(command.alert))
            case c.RecordStormCard():
                holding.record_card(unit, command)
                return Outcome()
            case c.DismissHeldAlerts():
                return Outcome(dismissed=holding.dismiss(unit, command), left=unit.tally(command.storm).waiting)
            case c.OpenHeldAlerts():
                return self._open_together(unit, command, context)

    def _about_duty(self, unit: Unit, command: c.AboutDuty, context: Context) -> Outcome:
        """They are of no incident: the roster that follows from them is the desk's."""
        if isinstance(command, c.TakeOver):
            return Outcome(overrides=overriding.take_over(unit, command, context), wished=True)
        return Outcome(overrides=overriding.take_back(unit, command, context), wished=True)

    def _about_digests(self, unit: Unit, command: c.AboutDigests, context: Context) -> Outcome:
        match command:
            case c.ChooseDigest():
                return Outcome(next_due=digests.choose(unit, command, context.now).due_at)
            case c.FitDigests():
                return Outcome(next_due=digests.fit(unit, command, context.now))
            case c.DigestDue():
                moved = digests.put_out(unit, command, context.now, context.roster)
                return Outcome(next_due=moved.due_at if moved else None, wished=moved is not None)
            case c.RecordDigest():
                digests.record(unit, command)
                return Outcome()

    def _about_lessons(self, unit: Unit, command: c.AboutLessons, context: Context) -> Outcome:
        match command:
            case c.TakeBackLesson():
                return Outcome(lesson=lessons.take_back(unit, command, context.now))
            case c.SetAlertAside():
                held = holding.set_aside(unit, command, context.now)
                for example in lessons.corrected(held.alert, command.entry, command.by, context.now):
                    unit.keep_example(example)
                if not command.word:
                    return Outcome(wished=True)
                taught = c.TeachWatch(command.entry, Side.NOT, command.word, command.by)
                return Outcome(wished=True, lesson=lessons.teach(unit, taught, self.policy, context.now))
            case c.TeachWatch():
                made = lessons.teach(unit, command, self.policy, context.now)
                incident = unit.incident(command.incident) if command.incident is not None else None
                if incident is None:
                    return Outcome(lesson=made)
                gate.want_seen(command.by or "", incident, self.policy, self.roster)
                event = e.WatchTaught(made.entry, made.side, made.word, made.id)
                return replace(self._go_on(unit, incident, (event,), command.by, context), lesson=made)

    def _open_together(self, unit: Unit, command: c.OpenHeldAlerts, context: Context) -> Outcome:
        """One transaction for all: the same click again finds it done, however far it would have come. An alert whose
        incident was reopened while it waited belongs to that one."""
        opened: list[int] = []
        due: list[datetime] = []
        for held in holding.those_waiting(unit, command.storm, command.newest):
            again = unit.open_incident_of(held.alert.fingerprint)
            if again:
                holding.settle(unit, held, again.number)
                opened.append(again.number)
                continue
            made = self._open_by_hand(unit, c.OpenIncident("", command.by, held_alert=held.id), context)
            opened += [made.incident.number] if made.incident else []
            due += [made.next_due] if made.next_due else []
        left = unit.tally(command.storm).waiting
        return Outcome(next_due=min(due, default=None), wished=True, opened=tuple(opened), left=left)

    def _begin(
        self, unit: Unit, number: int, opened: e.IncidentOpened, by: Who, context: Context, has_batch: bool = False
    ) -> _Work:
        """``has_batch``: the posts that its alert brought are taken in with their batch."""
        work = _Work(unit, begin(number, opened, context.now, by), context.now, by, self.policy)
        work.note(opened)
        work.by = None  # the desk offers the roles, whoever opened the incident
        work.carry((*offer_missing_roles(work.incident, context), *start_plan(work.incident, context)))
        if opened.alert and opened.alert.mentions and not has_batch:
            unit.save(work.incident)  # their rows point at it
            work.carry(mentioning.take_in(unit, work.incident, opened.alert.mentions, opened.alert.source, context))
        work.by = by
        return work

    def _keep(self, unit: Unit, alert: Alert, outcome: AlertOutcome, incident: int | None) -> StoredAlert:
        return StoredAlert(unit.store_alert(alert, outcome, incident), alert, outcome, incident)

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


def _nobody_remembers(posts: tuple[str, ...], story: int) -> None:
    """Nobody has stories in memory."""
