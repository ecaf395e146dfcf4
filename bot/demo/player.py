"""Plays a case without people: starts it as a drill, has the cast act, lets the clock run.

Answers for: each step happens at its time on the incident clock, and what a step met with is told. The injects come
from the desk itself, as they do for people: what is shown is what a team will get, and a case about a real company
never looks like a real incident. May not: reach into the bot: people type.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.demo.playground import Playground
from bot.drills.reading import Case, Step
from crisis.incident import Incident
from crisis.incident.drill import Inject
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.people import TeamMember
from handlers.wording.vocabulary import INJECT_KINDS, role_name
from workspace import default_cast
from workspace.people.answers import BY_HAND, Clicks, NeverAnswers

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
        await self._start()
        injects = list(enumerate(self.case.script.injects, start=1))
        steps: list[tuple[timedelta, int | Step]] = [(inject.at, number) for number, inject in injects]
        steps += [(step.at, step) for step in self.case.steps]
        lead = self.case.team[0]
        for at, step in sorted(steps, key=lambda each: each[0]):
            moment = began + at
            if waiting:
                await self._wait_until(moment)
                if at > (lead.accepts or timedelta()):
                    self._leave_to_people(lead.who)
            else:
                await self.ground.until(moment)
            await (self._see(step, waiting) if isinstance(step, int) else self._do(step))

    def _leave_to_people(self, who: str) -> None:
        """Whoever watches looks with these eyes first, and is to answer what is offered from now on."""
        answers = self.ground.workspace.answers
        answers.choose(self.ground.workspace.person(who).id, BY_HAND)

    async def _start(self) -> None:
        """The first of the team starts the drill, as anybody would."""
        words = f"/incident drill start {self.case.script.name}"
        person = self.ground.workspace.person(self.case.team[0].who)
        updates = next(channel for channel in person.channels() if channel.name == "incidents")
        done = await person.command(words, updates.id)
        if not done.ok:
            raise Stuck(f"the drill could not be started: {done.text}")
        await self.ground.settle()
        drill = await self.ground.service.desk.read(lambda view: view.drill_going_on())
        if drill is None:
            raise Stuck(f"no drill was started: {done.text}")
        self.number = drill.number
        self.say(f"{self._time()}  {person.name}: {words}")

    async def _wait_until(self, moment: datetime) -> None:
        while self.ground.clock() < moment:  # noqa: ASYNC110 a clock that others drive has no event
            await asyncio.sleep(POLL_SECONDS)

    async def _see(self, number: int, waiting: bool) -> None:
        """The desk plays the injects; here it is looked whether it did, and told."""
        inject, playing = self.case.script.injects[number - 1], (await self._incident()).playing
        if playing is None or (number not in playing.played and not playing.ended_at and not waiting):
            raise Stuck(f"inject {number} has not been played")
        self.say(f"{self._time()}  {inject_line(inject, self.ground.policy, self.case.language)}")

    async def _do(self, step: Step) -> None:
        person = self.ground.workspace.person(step.by)
        channel = await self._channel()
        words = step.say
        done = await (person.command(words, channel) if words.startswith("/") else person.say(channel, words))
        if not done.ok:
            raise Stuck(f"{step.by} could not say {step.say!r}: {done.text}")
        self.say(f"{self._time()}  {person.name}: {step.say}")
        if words.startswith("/") and done.text:
            self.say(f"          ↳ {done.text.splitlines()[0]}")

    async def _incident(self) -> Incident:
        number = self.number
        incident = await self.ground.service.desk.read(lambda view: view.incident(number)) if number else None
        if incident is None:
            raise Stuck("no drill has been started yet")
        return incident

    async def _channel(self) -> str:
        """The drill's channel, once it is there."""
        await self.ground.settle()
        incident = await self._incident()
        if incident.channel is None:
            raise Stuck(f"drill #{incident.number} has no channel")
        return incident.channel

    def _time(self) -> str:
        return self.ground.clock().astimezone(ZoneInfo(self.case.timezone)).strftime("%H:%M:%S")


def inject_line(inject: Inject, policy: Policy, language: Language) -> str:
    """What the world does, in one line: the mark of its kind, who (an absence: the role's name), and the words."""
    if inject.alert:
        sender, words = inject.alert.source, inject.alert.title
    else:
        sender = inject.sender.say(language) or role_name(policy, inject.role).say(language)
        words = inject.text.say(language)
    return f"{INJECT_KINDS[inject.kind][0]} {sender}: {words}"


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
