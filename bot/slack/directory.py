"""The directory: who is in the workspace and in the updates channel, as Slack last said.

Answers for: the desk's roster, kept in the database so that an alert finds its people while Slack is away. May not:
choose people. It looks at the start, every ten minutes, and a moment after Slack says that somebody came or left.
"""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.roster import stored_roster
from bot.slack.calls import Again, Never, SlackCalls
from bot.slack.groups import UserGroups, groups_wanted
from bot.troubles import Troubles
from crisis.commands import Command, FollowPolicy, MeetTeam, RecordPersonLeft
from crisis.desk.desk import Desk
from crisis.policy import Policy
from crisis.policy.duty import Rotation
from crisis.policy.people import Person
from crisis.words import writable
from storage.errors import UNAVAILABLE, DatabaseAway
from storage.store import SqlStore

EVERY_SECONDS = 600.0
SETTLE_SECONDS = 1.0
MOST_INTRODUCED = 1000
DIRECTORY = "directory"
NO_CHANNEL = "updates_channel_is_private_or_archived"
# Slackbot is no bot by its record, but nobody's colleague either.
NOT_PEOPLE = frozenset({"USLACKBOT"})

log = structlog.get_logger("fenghuo.directory")


@dataclass(slots=True)
class Directory:
    """See the module. ``channel_name``: the updates channel's name, without ``#``."""

    slack: SlackCalls
    store: SqlStore
    desk: Desk
    channel_name: str
    troubles: Troubles
    updates_channel: str | None = None
    problem: str | None = "not asked yet"
    seen: asyncio.Event = field(default_factory=asyncio.Event)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _introduced: tuple[Rotation, ...] = ()

    async def load(self) -> None:
        """Take the people that were seen before this start."""
        policy, now = self.desk.policy, self.desk.clock()
        self.desk.roster = await self.store.read(lambda view: stored_roster(view, policy, now))

    def concerns(self, event: Mapping[str, Any]) -> bool:
        """Whether an event changes the directory: who enters an incident's channel changes nothing here."""
        if str(event.get("type")).startswith("subteam_"):
            return bool(groups_wanted(self.desk.policy))
        return bool(event.get("channel", self.updates_channel) == self.updates_channel)

    async def follow(self, policy: Policy) -> None:
        """From now on this policy holds: for the roster, and for every incident that is open."""
        groups = groups_wanted(policy) != groups_wanted(self.desk.policy)
        self.desk.policy = policy
        await self.load()
        if groups:
            self._changed.set()  # only Slack knows who is in those
        await self._introduce(FollowPolicy)

    async def look_at_overrides(self) -> None:
        """One may have been made, here or on another replica: whoever has a role is on until another time then."""
        if not self.desk.roster.rotations:
            return
        now = self.desk.clock()
        with contextlib.suppress(*UNAVAILABLE):  # the sweep comes again
            standing = await self.store.read(lambda view: view.overrides(now))
            self.desk.roster = self.desk.roster.overridden(standing)
            if self.desk.roster.rotations != self._introduced:
                rotations = self.desk.roster.rotations
                await self._introduce(MeetTeam)
                self._introduced = rotations

    async def changed(self, event: Mapping[str, Any]) -> None:
        """Slack says that somebody joined, left or changed."""
        if self.concerns(event):
            self._changed.set()

    async def run(self) -> None:
        """Keep the directory fresh. Outermost loop: what fails is reported and tried again."""
        while True:
            pause = EVERY_SECONDS
            try:
                await self.refresh()
            except (Again, Never) as problem:
                asked = problem.after if isinstance(problem, Again) else None
                self.problem, pause = problem.reason, asked or self.slack.timing.reconnect
                self._say(problem)
            except DatabaseAway as problem:
                self.problem, pause = "database_away", self.slack.timing.reconnect
                self.troubles.database(problem)
            except Exception as problem:
                self.problem, pause = type(problem).__name__, self.slack.timing.reconnect
                log.exception("the directory could not be read")
            try:
                async with asyncio.timeout(pause):  # wait_for may lose a cancellation before Python 3.12
                    await self._changed.wait()
                await asyncio.sleep(SETTLE_SECONDS)
            except TimeoutError:
                pass
            self._changed.clear()

    async def refresh(self) -> None:
        """Ask Slack now. Raises ``Again`` or ``Never``; the roster stays as it was then."""
        users = await self.slack.pages("users.list", "members", limit=200, include_locale=True)
        channel = self.updates_channel or await self._enter_updates_channel()
        members = set(await self.slack.pages("conversations.members", "members", channel=channel, limit=200))
        people = tuple(_person(user, members) for user in users if user.get("id") not in NOT_PEOPLE)
        await self.store.transact(lambda unit: unit.replace_people(people))
        self.updates_channel = channel
        await UserGroups(self.slack, self.store, self.troubles).read(groups_wanted(self.desk.policy))
        before = self.desk.roster.candidates
        await self.load()
        if self.desk.roster.candidates != before:
            await self._introduce(MeetTeam)
        await self._part(people)
        self.problem = None
        self.troubles.end(DIRECTORY)
        self.seen.set()
        log.info("directory read", people=len(people), team=len(self.desk.roster.candidates))

    def _say(self, problem: Again | Never) -> None:
        if isinstance(problem, Again) and problem.no_answer:
            return  # that Slack is away is said by those who know since when
        if problem.reason == NO_CHANNEL:
            what = f"The updates channel #{self.channel_name} is private or archived: cards and held alerts wait."
            remedy = "Unarchive it, make it public, or name another one in FENGHUO_UPDATES_CHANNEL."
        else:
            what = f"Slack does not tell who is in the workspace and in #{self.channel_name} ({problem.reason})."
            remedy = "`fenghuo check` tells which scope is missing; a rate limit passes by itself."
        self.troubles.begin(DIRECTORY, what, remedy)

    async def _introduce(self, command: type[Command]) -> None:
        """Have every open incident look at the team again: some were opened before anybody was known."""
        for incident in await self.store.read(lambda view: view.open_incidents(MOST_INTRODUCED)):
            await self.desk.handle(command(incident.number, None), patient=True)

    async def _part(self, people: Sequence[Person]) -> None:
        """Have the incidents in which somebody has a role, or is asked, hear that this account was deactivated."""
        gone = {person.id for person in people if not person.is_active}
        for person, incident in await self.store.read(lambda view: view.engaged()):
            if person in gone:
                await self.desk.handle(RecordPersonLeft(incident, None, person), patient=True)

    async def _enter_updates_channel(self) -> str:
        """The updates channel's id, ourselves in it; made when there is none."""
        channels = await self.slack.pages(
            "conversations.list", "channels", types="public_channel", limit=1000, exclude_archived=True
        )
        found = next((each for each in channels if each.get("name") == self.channel_name), None)
        if found is None:
            try:
                answer = await self.slack.call("conversations.create", name=self.channel_name)
            except Never as refused:
                if refused.reason == "name_taken":
                    raise Never(NO_CHANNEL, f"#{self.channel_name}") from refused
                raise
            return str(answer["channel"]["id"])
        if not found.get("is_member"):
            await self.slack.call("conversations.join", channel=found["id"])
        return str(found["id"])


def _person(user: dict[str, Any], members: set[str]) -> Person:
    profile = user.get("profile") or {}
    name = profile.get("real_name") or user.get("real_name") or profile.get("display_name") or user.get("name")
    return Person(
        id=str(user["id"]),
        # PostgreSQL keeps no U+0000, and one such name would keep out all the others.
        name=writable(str(name or user["id"])),
        email=profile.get("email"),
        locale=user.get("locale"),
        timezone=user.get("tz"),
        is_bot=bool(user.get("is_bot")),
        is_active=not user.get("deleted"),
        in_updates_channel=user["id"] in members,
    )
