"""A small world for the tests of the domain: a team, a clock that is driven, and one incident under commands.

Answers for: ``Case`` runs commands through ``decide`` and ``evolve`` alone and keeps every step for those who judge
them. Beside it: ``desk`` and ``intake`` (a desk over a store in memory), ``scripts`` (of drills). May not: know
handlers or Slack.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from crisis import decisions
from crisis import events as e
from crisis.alert import Alert, Mention
from crisis.clock.due import Due, DueKind, due_times
from crisis.commands import Command, DueReached, StartDrill
from crisis.decisions import apply, opening
from crisis.decisions.context import Context, RoomName
from crisis.decisions.drill import open_drill
from crisis.decisions.escalation import offer_missing_roles
from crisis.decisions.plans import start_plan
from crisis.evolve.incident import begin
from crisis.incident import Incident, Offer
from crisis.incident.drill import Script
from crisis.mention import KeptMention, fingerprint_of
from crisis.policy import Policy
from crisis.policy.people import Candidate, Person, Roster
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.values import replace

START = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

ANNA, BO, CHEN, DAI, ZOE = "U0ANNA", "U0BO", "U0CHEN", "U0DAI", "U0ZOE"

Decide = Callable[[Incident, Command, Context], tuple[e.Event, ...]]


def team(*members: tuple[str, tuple[str, ...]]) -> Roster:
    """A roster of Slack ids with the roles they may take (none: each)."""
    candidates = tuple(Candidate(Person(user, user.title()), roles) for user, roles in members)
    return Roster(candidates, (*(candidate.person for candidate in candidates), Person(ZOE, "Zoe")))


# Anna and Dai can do everything, Bo and Chen some of it; Zoe is known, but not in the team.
TEAM = team((ANNA, ()), (BO, ("lead", "monitor")), (CHEN, ("writer", "legal", "monitor")), (DAI, ()))


def room_name(title: str, day: datetime, drill: bool = False, /) -> RoomName:
    return RoomName("abcd", f"inc-{day:%m%d}-abcd", f"inc-{day:%m%d}-abcd")


def an_alert(title: str = "Checkout answers with errors", **changes: Any) -> Alert:
    """An alert of monitor-a, seen at START unless ``changes`` say otherwise."""
    return Alert(**{"source": "monitor-a", "title": title, "received_at": START, **changes})


def alert_with_posts(**changes: Any) -> Alert:
    """An alert that brought a post, so that there is somebody to answer."""
    return an_alert("门店异物投诉", mentions=(Mention("weibo", text="吃出异物"),), **changes)


def a_kept_post(number: int, minutes_ago: int = 0, platform: str = "weibo", **changes: Any) -> KeptMention:
    """Kept mention ``number`` of incident 1, posted so many minutes before it was heard of."""
    at = START - minutes_ago * MINUTE
    post = Mention(platform, f"路人{number}", f"第 {number} 条", id=str(number), posted_at=at)
    return replace(KeptMention(number, fingerprint_of(post), post, START, at, "mentions", 1, incident=1), **changes)


@dataclass(slots=True)
class DrivenClock:
    """A clock that stands still until somebody moves it."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta) -> None:
        self.now += by


@dataclass(frozen=True, slots=True)
class Step:
    """One command and what came of it. ``made`` is None when it was refused."""

    now: datetime
    command: Command | None
    before: Incident
    looked_before: str  # the whole state as text, taken before the command: a value changed in place would show
    made: tuple[e.Event, ...] | None
    after: Incident


@dataclass(slots=True)
class Case:
    """One incident, number 1, under commands. It opens at START by an alert of this severity, or of this alert; or as
    a drill with this ``script``."""

    severity: Severity = Severity.SEV3
    alert: Alert | None = None
    policy: Policy = field(default_factory=Policy)
    roster: Roster = TEAM
    script: Script | None = None
    speed: int = 1
    decide: Decide = decisions.decide
    clock: DrivenClock = field(default_factory=DrivenClock)
    steps: list[Step] = field(default_factory=list)
    incident: Incident = field(init=False)

    def __post_init__(self) -> None:
        alert = self.alert or an_alert(severity_hint=self.severity)
        if self.script:
            opened = open_drill(StartDrill(self.script, ANNA, self.speed), self.context)
        else:
            opened = opening.open_for_alert(alert, opening.Known(), self.context)
        first = begin(1, opened, self.clock.now, None)
        made = (*offer_missing_roles(first, self.context), *start_plan(first, self.context))
        self.incident = apply(first, made, Command(1, None), self.context)
        self.steps.append(Step(self.clock.now, None, first, repr(first), made, self.incident))

    @property
    def context(self) -> Context:
        return Context(self.clock.now, self.policy, self.roster, room_name)

    @property
    def last(self) -> Step:
        return self.steps[-1]

    def do(self, kind: type[Command], by: str | None = ANNA, **fields: Any) -> tuple[e.Event, ...]:
        """Carry out a command; the events. Raises Refused, which is kept as a step, too."""
        return self.carry_out(kind(incident=1, by=by, **fields))

    def carry_out(self, command: Command) -> tuple[e.Event, ...]:
        before, looked = self.incident, repr(self.incident)
        try:
            made = self.decide(before, command, self.context)
        except Refused:
            self.steps.append(Step(self.clock.now, command, before, looked, None, self.incident))
            raise
        self.incident = apply(before, made, command, self.context)
        self.steps.append(Step(self.clock.now, command, before, looked, made, self.incident))
        return made

    def receive(self, alert: Alert) -> tuple[e.Event, ...]:
        """The source says it again."""
        before = self.incident
        made = opening.alert_again(before, alert)
        self.incident = apply(before, made, Command(1, None), self.context)
        self.steps.append(Step(self.clock.now, None, before, repr(before), made, self.incident))
        return made

    def forward(self, by: timedelta) -> None:
        self.clock.forward(by)

    def due(self, kind: DueKind | None = None) -> tuple[Due, ...]:
        """The due times of the state, of one kind or of all."""
        return tuple(due for due in due_times(self.incident, self.policy) if kind in (None, due.kind))

    def reach(self, due: Due) -> tuple[e.Event, ...]:
        """The clock says that this due time has come."""
        return self.carry_out(DueReached(1, None, due.key, due.due_at))

    def sleep(self, by: timedelta) -> tuple[e.Event, ...]:
        """Let time pass with nobody awake; then handle all that has become due, until nothing is. All their events."""
        self.forward(by)
        made: list[e.Event] = []
        for _ in range(1_000):
            reached = [due for due in self.due() if due.due_at <= self.clock.now]
            if not reached:
                return tuple(made)
            made += self.reach(min(reached, key=lambda due: due.due_at))
        raise AssertionError("the same due times come again and again")

    def offer(self, role: str) -> Offer:
        """The open offer of this role; there is exactly one."""
        (offer,) = self.incident.open_offers(role)
        return offer
