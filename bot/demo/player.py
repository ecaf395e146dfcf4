"""Plays a case: sends its alerts, has the cast act, lets the clock run.

Answers for: each step happens at its time on the incident clock, and what a step met with is told. May not: reach
into the bot: people type, alerts come over HTTP.
"""

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.demo.playground import Playground
from bot.drills.reading import Case, Step
from crisis.drill import Inject
from crisis.people import TeamMember
from crisis.policy import Policy
from workspace import default_cast
from workspace.answers import Clicks, NeverAnswers

POLL_SECONDS = 0.05
ACCEPT = "^offer.accept"


class Stuck(Exception):
    """A step of the script could not be done."""


class CaseError(Exception):
    """The script cannot be played by this cast; the message says why."""


@dataclass(slots=True)
class Player:
    """See the module. ``say`` is told what happens, a line each."""

    case: Case
    ground: Playground
    say: Callable[[str], None]
    number: int | None = None

    def prepare(self) -> None:
        """Give the cast its way of answering."""
        for member in self.case.team:
            person = self.ground.workspace.person(member.who)
            if member.accepts is None:
                self.ground.workspace.answers.give(person.id, NeverAnswers(), "—")
            else:
                after = member.accepts.total_seconds()
                self.ground.workspace.answers.give(person.id, Clicks(ACCEPT, after), f"{after:g} s")

    async def play(self, waiting: bool) -> None:
        """Play it to the end. ``waiting``: the clock runs as it was driven; else it goes from event to event.

        Raises Stuck when a step cannot be done.
        """
        began = self.ground.clock()
        alerts = [inject for inject in self.case.script.injects if inject.alert]
        steps: list[Inject | Step] = [*alerts, *self.case.steps]
        for step in sorted(steps, key=lambda each: each.at):
            moment = began + step.at
            if waiting:
                await self._wait_until(moment)
            else:
                await self.ground.until(moment)
            await self._do(step)

    async def _wait_until(self, moment: datetime) -> None:
        while self.ground.clock() < moment:  # noqa: ASYNC110 a clock that others drive has no event
            await asyncio.sleep(POLL_SECONDS)

    async def _do(self, step: Inject | Step) -> None:
        if isinstance(step, Inject):
            await self._send(step)
            return
        person = self.ground.workspace.person(step.by)
        channel = await self._channel()
        words = step.say
        done = await (person.command(words, channel) if words.startswith("/") else person.say(channel, words))
        if not done.ok:
            raise Stuck(f"{step.by} could not say {step.say!r}: {done.text}")
        self.say(f"{self._time()}  {person.name}: {step.say}")
        if words.startswith("/") and done.text:
            self.say(f"          ↳ {done.text.splitlines()[0]}")

    async def _send(self, inject: Inject) -> None:
        assert inject.alert is not None
        sent = asdict(inject.alert) | {
            "severity": inject.alert.severity_hint,
            "labels": dict(inject.alert.labels),
            "mentions": [asdict(mention) for mention in inject.alert.mentions],
            "started_at": self.ground.clock().isoformat(),
        }
        status, answer = await self.ground.alert({name: sent[name] for name in sent if name != "received_at"})
        if status != 202:
            raise Stuck(f"the alert was answered {status}: {answer}")
        self.number = answer.get("incident") or self.number
        self.say(f"{self._time()}  ⚡ {inject.alert.title} → {answer['outcome']} #{answer['incident']}")

    async def _channel(self) -> str:
        """The incident's channel, once it is there."""
        number = self.number
        if number is None:
            raise Stuck("no alert has opened an incident yet")
        await self.ground.settle()
        incident = await self.ground.service.desk.read(lambda view: view.incident(number))
        if incident is None or incident.channel is None:
            raise Stuck(f"incident #{number} has no channel")
        return incident.channel

    def _time(self) -> str:
        return self.ground.clock().astimezone(ZoneInfo(self.case.timezone)).strftime("%H:%M:%S")


def policy_of(case: Case) -> Policy:
    """The policy under which a case is played: its team, language and zone. Raises CaseError for a stranger."""
    if not case.team or not case.steps:
        raise CaseError(f"{case.script.name} has no `team` or no `cast`: it is for people to play")
    mail = {character.name: character.email for character in default_cast()}
    strangers = [member.who for member in case.team if member.who not in mail]
    if strangers:
        raise CaseError(f"not in the cast: {', '.join(strangers)}; there are: {', '.join(mail)}")
    team = tuple(TeamMember(mail[member.who], member.roles) for member in case.team)
    return Policy(team=team, language=case.language, timezone=case.timezone)


def first_moment(case: Case, now: datetime) -> datetime:
    """The last time that it was ``case.begins`` in the case's zone, before ``now``."""
    local = now.astimezone(ZoneInfo(case.timezone))
    begins = local.replace(hour=case.begins.hour, minute=case.begins.minute, second=0, microsecond=0)
    return (begins if begins <= local else begins - timedelta(days=1)).astimezone(UTC)
