"""Channels in which other apps' messages are heard: who hears them, and what was missed.

Answers for: a message becomes an alert or posts before Slack's event is acknowledged, once however often it comes; when
it is edited it stays the alert that it was (``handlers.alerts.edited``), and one that came after its own edit changes
nothing. What was said while we were down is read from the channel's history, a day at most; where the bot is not, it
says so. Deleting a message says nothing of what it told of. May not: know what a message means
(``handlers.alerts.message`` does), or what becomes of it (the desk does).
"""

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.slack.calls import Again, Never, SlackCalls
from bot.slack.connection import Identity
from bot.troubles import Troubles
from crisis.commands import ReceiveAlert
from crisis.desk.desk import Desk
from crisis.policy.listening import HeardAs, ListenedChannel
from crisis.ports import Unit
from handlers.alerts.edited import as_first, known_by, says_more
from handlers.alerts.message import Heard, alert_of, posts_of, sender_of
from handlers.posts import Context
from storage.errors import UNAVAILABLE, DatabaseAway
from storage.store import SqlStore

EVERY_SECONDS = 600.0
LOOK_BACK = timedelta(hours=24)
OVERLAP = timedelta(minutes=2)
"""What was said so shortly before the last look may have been seen by nobody yet."""
PAGE = 200
PAGES = 25
"""At most so many are read of what was said since the last look: half of what Slack allows in a minute."""
LISTENING = "listening"
SOURCE = "slack"
FACT = "listened_channels"
"""The fact of the database: as JSON, of each channel (by id) its name, since when it is listened to (``first``), and
when its history was read last (``since``); both as Slack writes moments."""
HEARD_SUBTYPES = frozenset({None, "", "bot_message", "message_changed"})
PUBLIC_AND_PRIVATE, PUBLIC = "public_channel,private_channel", "public_channel"

log = structlog.get_logger("fenghuo.listening")


@dataclass(slots=True)
class Overhearing:
    """See the module. ``me``: who we are, once it is known."""

    slack: SlackCalls
    store: SqlStore
    desk: Desk
    troubles: Troubles
    me: Callable[[], Identity | None]
    _rules: dict[str, ListenedChannel] = field(default_factory=dict)  # by id
    _since: dict[str, str] = field(default_factory=dict)
    _first: dict[str, str] = field(default_factory=dict)
    _look: asyncio.Event = field(default_factory=asyncio.Event)
    _known: tuple[ListenedChannel, ...] = ()

    async def load(self) -> None:
        """Take the channels that were found before this start: their messages may come before Slack was asked."""
        kept = await self.store.read(lambda view: view.fact(FACT))
        found: dict[str, Any] = json.loads(kept) if kept else {}
        self._since = {id: str(each["since"]) for id, each in found.items()}
        self._first = {id: str(each["first"]) for id, each in found.items()}
        names = {id: str(each["name"]) for id, each in found.items()}
        rules = self.desk.policy.listen
        self._rules = {id: rule for rule in rules for id, name in names.items() if rule.channel in (id, name)}
        self._known = rules

    def look(self) -> None:
        """Slack may be back, or the policy is another one."""
        if self.desk.policy.listen or self._rules:
            self._look.set()

    def concerns(self, event: Mapping[str, Any]) -> bool:
        """Whether an event is a message that is listened to."""
        rule = self._rules.get(str(event.get("channel")))
        if rule is None or event.get("type") != "message" or event.get("subtype") not in HEARD_SUBTYPES:
            return False
        message = event.get("message") if event.get("subtype") == "message_changed" else event
        return isinstance(message, dict) and self._counts(message, rule)

    async def heard(self, event: Mapping[str, Any]) -> None:
        """Take it in. Raises what the store raises: then it is not acknowledged, and comes again."""
        channel = str(event.get("channel"))
        if not self.concerns(event):
            return
        if event.get("subtype") != "message_changed":
            await self._take(channel, event)
            return
        # Not every edit of an app is marked as one.
        edit = _edited_at(event["message"]) or str(event.get("event_ts") or event.get("ts") or "")
        await self._take(channel, event["message"], event.get("previous_message") or None, edit)

    async def run(self) -> None:
        """Find the channels, be in them, read what was missed; again every ten minutes. Outermost loop: what fails is
        reported and tried again."""
        while True:
            pause = EVERY_SECONDS
            try:
                if not await self.refresh():
                    pause = self.slack.timing.reconnect
            except Again as problem:
                pause = problem.after or self.slack.timing.reconnect
            except Never as refused:
                self._say(f"Slack does not show the channels to listen to ({refused.reason}).")
            except DatabaseAway as problem:
                self.troubles.database(problem)
                pause = self.slack.timing.reconnect
            except Exception:
                log.exception("the channels to listen to could not be read")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._look.wait()
            self._look.clear()

    async def refresh(self) -> bool:
        """Ask Slack now; whether all that was said since the last look is taken in. Raises ``Again`` or ``Never``, and
        what the store raises: then the next look begins where this one did."""
        rules = self.desk.policy.listen
        if not rules:
            self._rules, self._known = {}, rules
            self.troubles.end(LISTENING)
            return True
        now = f"{self.desk.clock().timestamp():.6f}"
        places = await self._places(rules)
        names = {id: str(place.get("name")) for id, place in places.items()}
        self._rules = {id: rule for id, place in places.items() for rule in rules if _is_meant(rule, place)}
        self._known = rules
        self._first = {id: self._first.get(id, now) for id in places}
        since: dict[str, str] = {}
        for id in places:
            before = self._since.get(id, now)
            since[id] = now if await self._catch_up(id, before) else before
        facts = {id: {"name": names[id], "since": since[id], "first": self._first[id]} for id in places}
        kept = json.dumps(facts, sort_keys=True)
        await self.store.transact(lambda unit: unit.set_fact(FACT, kept))
        self._since = since
        return all(each == now for each in since.values())

    async def _places(self, rules: tuple[ListenedChannel, ...]) -> dict[str, dict[str, Any]]:
        """The channels that we are in, by id; a public one is entered first. The others are said."""
        try:
            listed = await self._listed(PUBLIC_AND_PRIVATE)
        except Never as refused:
            if refused.reason != "missing_scope":
                raise
            listed = await self._listed(PUBLIC)
        found: dict[str, dict[str, Any]] = {}
        missing: list[str] = []
        for rule in rules:
            place = next((each for each in listed if _is_meant(rule, each)), None)
            if place is None or not await self._is_in(place):
                missing.append(rule.channel)
            else:
                found[str(place["id"])] = place
        if missing:
            self._say(f"The bot is not in these channels that it is to listen to: {', '.join(missing)}.")
        else:
            self.troubles.end(LISTENING)
        return found

    async def _listed(self, types: str) -> list[dict[str, Any]]:
        return await self.slack.pages("conversations.list", "channels", types=types, limit=1000, exclude_archived=True)

    async def _is_in(self, place: Mapping[str, Any]) -> bool:
        if place.get("is_member"):
            return True
        if place.get("is_private"):
            return False
        try:
            await self.slack.call("conversations.join", channel=place["id"])
        except Never:
            return False
        return True

    def _say(self, what: str) -> None:
        remedy = "Invite the bot there (/invite), or correct the name under `listen` in the policy file."
        self.troubles.begin(LISTENING, what, remedy)

    async def _catch_up(self, channel: str, since: str) -> bool:
        """Read what was said since then, the oldest first; what was heard already changes nothing. Whether all of it is
        stored."""
        earliest = (self.desk.clock() - LOOK_BACK).timestamp()
        # What was said before it was listened to is nobody's alarm.
        oldest = max(float(since) - OVERLAP.total_seconds(), earliest, float(self._first[channel]))
        said = await self.slack.pages(
            "conversations.history", "messages", most=PAGES, channel=channel, oldest=f"{oldest:.6f}", limit=PAGE
        )
        if len(said) >= PAGES * PAGE:
            log.warning("more was said than is read; the oldest of it is not heard", channel=channel, read=len(said))
        rule = self._rules[channel]
        for message in reversed(said):
            if message.get("subtype") in HEARD_SUBTYPES and self._counts(message, rule):
                try:
                    await self._take(channel, message)
                except UNAVAILABLE as problem:
                    log.info(
                        "what was said is heard with the next look", channel=channel, reason=type(problem).__name__
                    )
                    return False
        return True

    def _counts(self, message: Mapping[str, Any], rule: ListenedChannel) -> bool:
        """Whether a message is of those whose messages count, and never our own."""
        me = self.me()
        own = {me.user, me.bot} - {""} if me else set()
        if own & {message.get("user"), message.get("bot_id")}:
            return False
        if not message.get("bot_id"):
            return rule.people and bool(message.get("user"))
        return not rule.senders or any(name.lower() in rule.senders for name in sender_of(message))

    async def _take(
        self, channel: str, message: Mapping[str, Any], before: Mapping[str, Any] | None = None, edit: str = ""
    ) -> None:
        """Hand a message to the desk. ``before``: what an edited one said, ``edit``: which edit of it this is."""
        desk, rule, me = self.desk, self._rules[channel], self.me()
        now, zone = desk.clock(), ZoneInfo(desk.policy.timezone)
        url = me.url if me else ""
        heard = Heard(rule, channel, now, desk.policy.language, self._name_of, Context(now, zone), url)
        if rule.heard_as is HeardAs.MENTIONS:
            if not edit and (posts := posts_of(message, heard)):
                await desk.hear(posts, now, SOURCE)
            return
        alert, said = alert_of(message, heard), f"message:{channel}:{message['ts']}"
        was = alert_of({**before, "ts": message["ts"]}, heard) if before is not None else None
        if was and not says_more(alert, was):
            return
        kept = await self.store.read(lambda view: view.inbox_answer(said))
        if kept and not edit and not _edited_at(message):
            return  # heard already; or an edit of it was, which came first
        first = kept or known_by(was or alert)
        state = f"{said}:{'over' if alert.resolved else int(alert.severity)}"
        once = f"{state}:{edit}" if was else state

        def remember(unit: Unit) -> None:
            unit.first_time(said, first)
            if once != state:
                unit.first_time(state)  # whoever reads the history later has heard of it

        await desk.handle(ReceiveAlert(as_first(alert, first)), once=once, within=remember)

    def _name_of(self, person: str) -> str:
        known = self.desk.roster.person(person)
        return known.name if known else person


def _edited_at(message: Mapping[str, Any]) -> str:
    """When a message was edited last, as Slack writes moments; empty when it never was."""
    return str((message.get("edited") or {}).get("ts") or "")


def _is_meant(rule: ListenedChannel, place: Mapping[str, Any]) -> bool:
    return rule.channel in (place.get("id"), place.get("name"))
