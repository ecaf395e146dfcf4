"""What every grant works with: Slack, the stored state, the looks of things.

Answers for: posting and editing one message exactly once, and direct messages. May not: know which wish it serves.
"""

import asyncio
import itertools
import secrets
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.delivery.looking import LookBack, Seen
from bot.delivery.pace import Pace
from bot.delivery.rounds import Rounds
from bot.paging.pager import Pager
from bot.slack.calls import BEFORE_SENDING, MAY_COME, Again, Moot, Never, SlackCalls
from bot.timing import Timing
from crisis.desk.desk import Desk
from crisis.events import Entry
from crisis.incident import Incident, MessageRef
from crisis.language import Language
from crisis.policy import Policy
from crisis.ports import Entropy
from handlers.blocks import Message
from storage.delivery import Claim

METADATA_TYPE = "fenghuo_effect"
LOOK_AGAIN_SECONDS = 0.05
LONGEST_QUEUE_SECONDS = 10.0
"""Who would wait longer for a channel is put back into the outbox."""
TELL_TRIES = 3
LONGEST_TELL_PAUSE = 30.0
# We, or they, are not in the channel: what is for one person's eyes is said directly.
NOT_THERE = frozenset({"not_in_channel", "channel_not_found", "user_not_in_channel", "is_archived"})
BAD_BLOCKS = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_attachments")

log = structlog.get_logger("fenghuo.delivery")


@dataclass(frozen=True, slots=True)
class Wish:
    """One claimed effect with what it is about. ``incident`` is None for a wish about an alert that is held.

    ``again``: it was tried before and may have happened, so look first.
    """

    claim: Claim
    incident: Incident | None

    @property
    def effect(self) -> Any:
        return self.claim.effect

    @property
    def again(self) -> bool:
        return self.claim.attempt > 1


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that went out just now."""

    channel: str
    thread: str | None
    ts: str


@dataclass(slots=True)
class Office:
    """See the module. ``bot_user`` is the Slack id of our own bot; ``updates_channel`` gives the updates channel's
    id; ``rooms_before``: how many channels are to be made before the one of this incident; ``reserve``: a place in a
    line that all replicas share, by its name, seconds between two places, and how far away it may be. ``look_back`` is
    on but in the control run of the fault tests: without it things happen twice."""

    slack: SlackCalls
    desk: Desk
    bot_user: str
    machine: Callable[[], datetime]
    updates_channel: Callable[[], str | None]
    pace: Pace
    rooms_before: Callable[[int], Awaitable[int]]
    reserve: Callable[[str, float, float], Awaitable[datetime]]
    timing: Timing = field(default_factory=Timing)
    look_back: bool = True
    pager: Pager | None = None
    entropy: Entropy = secrets.token_bytes
    page_links: dict[tuple[int, int], str] = field(default_factory=dict)
    linking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _told: Iterator[int] = field(default_factory=itertools.count)
    _direct: dict[str, asyncio.Future[str]] = field(default_factory=dict)
    _looks: Rounds = field(default_factory=Rounds)
    _look_back: LookBack = field(init=False)
    _posted: dict[int, Posted] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._look_back = LookBack(self.slack)

    @property
    def policy(self) -> Policy:
        return self.desk.policy

    @property
    def language(self) -> Language:
        return self.desk.policy.language

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.desk.policy.timezone)

    def chance(self) -> float:
        """From 0 up to 1, for pauses that should not end together."""
        return int.from_bytes(self.entropy(4)) / 2**32

    def language_of(self, person: str) -> Language:
        """The language that this person reads."""
        known = self.desk.roster.person(person)
        return known.language(self.language) if known else self.language

    def want_lease(self, claim: Claim) -> None:
        """Raise ``Again`` unless the lease outlasts one more call and the time until what it did is seen: who takes the
        wish over then finds it. Asked again when a request of this task goes out."""
        BEFORE_SENDING.set(lambda: self._outlasts(claim))
        self._outlasts(claim)

    def _outlasts(self, claim: Claim) -> None:
        if claim.lease_until - self.machine() < timedelta(seconds=self.timing.call + self.timing.visible + 1):
            raise Again("lease_too_short", after=0.0, tried=False)

    def may_be_done(self, wish: Wish) -> bool:
        """Whether an earlier try may have done it already: look before it is repeated."""
        return self.look_back and wish.again

    def want_updates_channel(self) -> str:
        """The updates channel's id. Raises ``Again`` while it is not known."""
        channel = self.updates_channel()
        if channel is None:
            raise Again("updates_channel_unknown", after=1.0, tried=False)
        return channel

    async def post_once(self, wish: Wish, channel: str, message: Message, thread: str | None = None) -> str:
        """Post a message that carries the wish's key; its ts. From the second attempt on look whether it is there.

        Raises ``Again`` (also when looking back fails: then nothing is posted) or ``Never``.
        """
        if self.may_be_done(wish) and (there := await self.was_posted(wish, channel, thread)):
            return there
        await self._wait_for_place(wish, channel)
        self.want_lease(wish.claim)
        arguments: dict[str, Any] = {
            "channel": channel,
            "thread_ts": thread,
            "metadata": _stamp(wish.claim.key, wish.claim.fence),
            "unfurl_links": False,
            "unfurl_media": False,
        }
        answer = await self._with_blocks("chat.postMessage", message, arguments)
        self._posted[wish.claim.id] = Posted(channel, thread, str(answer["ts"]))
        return str(answer["ts"])

    async def take_back(self, wish: Wish) -> None:
        """Somebody else has the wish, whose lease ran out while its message was under way. Who took it over may have
        looked too early to see that, and posted it, too: then ours goes. Raises ``Again`` or ``Never``."""
        mine = self._posted.get(wish.claim.id)
        if mine is None or not self.look_back:
            return
        BEFORE_SENDING.set(None)  # it goes out without a lease
        await asyncio.sleep(self.timing.late)  # until whoever looked is through with it
        seen = await self._look_back.look(mine.channel, mine.thread, wish.claim.since)
        if seen.fences.get(wish.claim.key, 0) > wish.claim.fence:
            await self.slack.call("chat.delete", channel=mine.channel, ts=mine.ts)
            log.warning("stood twice; ours was taken back", key=wish.claim.key, channel=mine.channel)

    def put_down(self, wish: Wish) -> None:
        """Nobody works on it here any more."""
        self._posted.pop(wish.claim.id, None)

    async def edit(self, wish: Wish, place: MessageRef, message: Message) -> None:
        """Edit a message of ours in place. Raises ``Again`` or ``Never``."""
        self.want_lease(wish.claim)
        await self._with_blocks("chat.update", message, {"channel": place.channel, "ts": place.ts})

    async def tell(self, channel: str, person: str, message: Message) -> None:
        """Say something that only ``person`` sees; directly, where we are not in the channel. Never raises: it is tried
        three times. What is for one person's eyes in a channel cannot be looked for: it may be said twice then."""
        key = f"told:{self.machine().isoformat()}:{next(self._told)}"
        for attempt in range(1, TELL_TRIES + 1):
            try:
                await self._tell_once(channel, person, message, key, again=attempt > 1)
            except Never as refused:
                log.warning("could not tell", person=person, channel=channel, reason=refused.reason)
                return
            except Again as problem:
                log.warning("could not tell", person=person, channel=channel, reason=problem.reason, attempt=attempt)
                pause = problem.after if problem.after is not None else self.timing.first_pause * attempt
                await asyncio.sleep(min(max(pause, problem.least), LONGEST_TELL_PAUSE))
            else:
                return

    async def _tell_once(self, channel: str, person: str, message: Message, key: str, again: bool) -> None:
        try:
            await self._with_blocks("chat.postEphemeral", message, {"channel": channel, "user": person})
        except Never as refused:
            if refused.reason not in NOT_THERE:
                raise
            direct = await self.direct_channel(person)
            if again and key in (await self._look_back.look(direct, None, self.machine())).posted:
                return
            await self._with_blocks("chat.postMessage", message, {"channel": direct, "metadata": _stamp(key)})

    def has_direct_channel(self, person: str) -> bool:
        """Whether the direct message with this person need not be asked for."""
        return person in self._direct

    async def direct_channel(self, person: str) -> str:
        """The id of the direct message with this person; asked of Slack once. Raises ``Again`` or ``Never``."""
        waiting = self._direct.get(person)
        if waiting is None:
            waiting = self._direct[person] = asyncio.get_running_loop().create_future()
            try:
                answer = await self.slack.call("conversations.open", users=person)
                waiting.set_result(str(answer["channel"]["id"]))
            except BaseException as problem:
                del self._direct[person]
                waiting.set_exception(problem if isinstance(problem, Again | Never) else Again("interrupted"))
                waiting.exception()  # seen: nobody else may have waited for it
                raise
        return await asyncio.shield(waiting)

    async def _wait_for_place(self, wish: Wish, channel: str) -> None:
        """Keep messages in one channel apart, where Slack wants that. Raises ``Again`` when many wait already."""
        while not self.pace.keeps_apart():
            if self.pace.admits_message(wish.claim.id, channel):
                return
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
        at = await self.reserve(f"messages in {channel}", self.pace.apart, LONGEST_QUEUE_SECONDS)
        # The line does not know of what went out before it was needed.
        wait = max((at - self.machine()).total_seconds(), self.pace.free_in(channel))
        if wait > LONGEST_QUEUE_SECONDS:
            raise Again("channel_is_busy", after=wait, tried=False)
        await asyncio.sleep(max(wait, 0.0))

    async def _with_blocks(self, method: str, message: Message, arguments: dict[str, Any]) -> dict[str, Any]:
        """Send with blocks; when Slack does not take them, say it in plain text meanwhile."""
        try:
            return await self.slack.call(method, text=message.text, blocks=list(message.blocks), **arguments)
        except Never as refused:
            if refused.reason not in BAD_BLOCKS:
                raise
            log.error("blocks refused, sent as plain text", method=method, reason=str(refused))
            return await self.slack.call(method, text=message.text, blocks=[], **arguments)

    async def own_channels(self, private: bool) -> dict[str, dict[str, Any]]:
        """The channels that our bot made, by name, as they are from now on. Raises ``Again`` when nobody can look."""
        kinds = "private_channel" if private else "public_channel"

        async def look() -> dict[str, dict[str, Any]]:
            found = await self.slack.pages(
                "conversations.list", "channels", types=kinds, limit=1000, exclude_archived=True
            )
            return {str(each.get("name")): dict(each) for each in found if each.get("creator") == self.bot_user}

        return await self._looks.join(kinds, look)

    async def was_posted(self, wish: Wish, channel: str, thread: str | None = None) -> str | None:
        """The ts of the message that an earlier try has posted, None: none did. Raises ``Again`` while that is not
        known, or ``Never``."""
        there = (await self.look(wish, channel, thread)).posted.get(wish.claim.key)
        if there is None:
            self.want_over(wish.claim)
        return there

    async def look(self, wish: Wish, channel: str, thread: str | None = None) -> Seen:
        """What of ours stands in a channel or thread since this was wished for. Raises ``Again`` or ``Never``."""
        try:
            return await self._look_back.look(channel, thread, wish.claim.since)
        except Again as again:
            if wish.claim.reason != MAY_COME:
                raise
            raise Again(MAY_COME, again.after, least=again.least, limit=again.limit) from again  # still to be known

    def want_over(self, claim: Claim) -> None:
        """Raise ``Again`` when the try before this one was not waited for: what is not there may still come."""
        if claim.reason == MAY_COME:
            raise Again("not there, and may still come", after=self.timing.late, tried=False)


def of_incident(wish: Wish) -> Incident:
    """The incident that the wish is about. Raises ``Moot`` when there is none."""
    if wish.incident is None:
        raise Moot("no incident")
    return wish.incident


async def entry_of(wish: Wish, office: Office) -> Entry:
    """The entry of the timeline that the wish tells of. Raises ``Never`` when there is none."""
    number, seq = wish.effect.incident, wish.effect.seq
    entry = await office.desk.read(lambda view: view.entry(number, seq))
    if entry is None:
        raise Never("no_entry")
    return entry


def in_channel(wish: Wish) -> tuple[Incident, str]:
    """The incident and its channel. Raises ``Moot`` when Slack refused to make one."""
    incident = of_incident(wish)
    if incident.channel is None:
        raise Moot("no channel")
    return incident, incident.channel


def _stamp(key: str, fence: int = 0) -> dict[str, Any]:
    return {"event_type": METADATA_TYPE, "event_payload": {"key": key, "fence": fence}}
