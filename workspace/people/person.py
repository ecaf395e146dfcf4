"""People act here: tests, demos and the page's own buttons all go through `Person`.

Every act awaits the app's acknowledgement of what it caused and returns a `Delivery`. Acts that Slack's client would
not offer raise LookupError or ValueError with a sentence; what the app refuses comes back in the Delivery.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from workspace.apps.courier import Delivery
from workspace.apps.events import Events
from workspace.apps.installed import InstalledApp
from workspace.apps.interactions import Interactions
from workspace.block_kit.views import OpenView
from workspace.client.actions import action_of
from workspace.client.forms import fill, missing
from workspace.client.seen import Seen, find_element, options
from workspace.client.suggestions import options_of
from workspace.client.text import as_typed
from workspace.memory import channels, messages
from workspace.memory.records import Channel, Json, User
from workspace.memory.state import State, looks_like_id
from workspace.people import sharing

Where: TypeAlias = "str | Channel | Person"


@dataclass(frozen=True, slots=True)
class Stage:
    """What people act on."""

    state: State
    apps: dict[str, InstalledApp]
    interactions: Interactions
    events: Events


class Person:
    """One member of the workspace, acting and seeing."""

    def __init__(self, stage: Stage, user: User) -> None:
        self._stage = stage
        self._state = stage.state
        self.user = user
        self.id = user.id
        self.name = user.display_name or user.real_name

    def __repr__(self) -> str:
        return f"Person({self.name!r}, {self.id})"

    # saying

    async def command(self, line: str, channel: Where = "general", *, escaped: bool = False) -> Delivery:
        """Types a slash command; `.shown` and `.text` are what the answer showed."""
        return await self._stage.interactions.command(self.user, self._channel(channel), line, escaped=escaped)

    async def say(
        self, channel: Where, text: str, *, thread: Seen | str | None = None, escaped: bool = False
    ) -> Delivery:
        """Writes a message (`thread`: as a reply to it); `.shown[0]` is the message. @name and #channel become
        references, as in Slack's composer (`escaped`: & < > are entities already)."""
        place = self._channel(channel)
        if place.archived:
            raise ValueError(f"#{place.name} is archived: nobody can write there")
        body: Json = {"user": self.id, "text": as_typed(self._state, text, escaped=escaped)}
        body["client_msg_id"] = f"{self._state.ids.number('client message'):08d}-0000-4000-8000-000000000000"
        if thread:
            body["thread_ts"] = thread if isinstance(thread, str) else thread.ts
        message, delivery = await self._do(lambda: messages.post(self._state, place, body))
        return replace(delivery, shown=(Seen(message, place.id),))

    async def upload(
        self, channel: Where, name: str, body: bytes, text: str = "", *, thread: Seen | str | None = None
    ) -> Delivery:
        """Shares a file, with words; `.shown[0]` is the message. Apps hear `message` of subtype file_share."""
        place = self._channel(channel)
        root = thread.ts if isinstance(thread, Seen) else thread or ""
        act = lambda: sharing.share(self._state, place, self.id, name, body, text, root)  # noqa: E731
        message, delivery = await self._do(act)
        return replace(delivery, shown=(Seen(message, place.id),))

    async def edit(self, message: Seen | str, text: str, *, escaped: bool = False) -> Delivery:
        channel, found = self._own(message)
        fields: Json = {"text": as_typed(self._state, text, escaped=escaped), "blocks": None}
        return (await self._do(lambda: messages.edit(self._state, channel, found["ts"], fields, self.id)))[1]

    async def delete(self, message: Seen | str) -> Delivery:
        channel, found = self._own(message)
        return (await self._do(lambda: messages.delete(self._state, channel, found["ts"], self.id)))[1]

    async def react(self, message: Seen | str, name: str) -> Delivery:
        channel, found = self.find(message)
        return (await self._do(lambda: messages.react(self._state, channel, found["ts"], name.strip(":"), self.id)))[1]

    async def unreact(self, message: Seen | str, name: str) -> Delivery:
        channel, found = self.find(message)
        stripped = name.strip(":")
        return (await self._do(lambda: messages.unreact(self._state, channel, found["ts"], stripped, self.id)))[1]

    # channels

    async def join(self, channel: str) -> Delivery:
        place = self._state.find_channel(channel)
        return (await self._do(lambda: channels.join(self._state, place, self.id)))[1]

    async def leave(self, channel: str) -> Delivery:
        place = self._channel(channel)
        return (await self._do(lambda: channels.leave(self._state, place, self.id)))[1]

    async def invite(self, channel: str, *who: str) -> Delivery:
        """Adds people (or an app's bot, by its name) to the channel."""
        place = self._channel(channel)
        users = [self._state.find_user(each).id for each in who]

        def act() -> None:
            for user in users:
                channels.join(self._state, place, user, inviter=self.id)

        return (await self._do(act))[1]

    async def create_channel(self, name: str, *, private: bool = False) -> Delivery:
        return (await self._do(lambda: channels.create(self._state, name, self.id, private=private)))[1]

    # clicking

    async def click(self, where: Seen | OpenView | str, what: str, choice: Any = None) -> Delivery:
        """Clicks the button (by its text or action_id) in a message or view; for menus see `choose`."""
        if isinstance(where, OpenView):
            block, element = find_element(where.body, what)
            return await self._act_in_view(where, block, element, choice)
        channel, message = self.find(where)
        block, element = find_element(message, what)
        return await self.act(channel, message, action_of(self._state, block, element, choice))

    async def choose(self, where: Seen | OpenView | str, what: str, choice: Any) -> Delivery:
        """Chooses an option (by text or value), a person, a channel or a date in a menu."""
        return await self.click(where, what, choice)

    async def act(
        self, channel: Channel, message: Json, action: Json, values: dict[str, Json] | None = None
    ) -> Delivery:
        """A ready-made action on a message."""
        app = self._app_of(message)
        give = self._stage.interactions.block_action
        return await give(self.user, app, action, channel=channel, message=message, values=values)

    async def suggestions(self, where: Seen | OpenView | str, what: str, typed: str = "") -> list[Json]:
        """What the app offers in a menu with external options (by action_id or block_id) when this is typed there.

        Raises LookupError without such a menu, ValueError when the app gave nothing that could be shown.
        """
        if isinstance(where, OpenView):
            block, element = find_element(where.body, what)
        else:
            block, element = find_element(self.find(where)[1], what)
        asked = {"action_id": element["action_id"], "block_id": block.get("block_id", ""), "value": typed}
        return options(await self.suggest(where, asked))

    async def suggest(self, where: Seen | OpenView | str, asked: Json) -> Json:
        """The same for ready-made fields, with the groups as the app gave them."""
        give = self._stage.interactions.suggest
        if isinstance(where, OpenView):
            delivery = await give(self.user, self._stage.apps[where.app], asked, view=where)
        else:
            channel, message = self.find(where)
            delivery = await give(self.user, self._app_of(message), asked, channel=channel, message=message)
        if not delivery.ok:
            raise ValueError(delivery.errors[""])
        return options_of(delivery.body)

    async def act_in_view(self, view: OpenView, action: Json) -> Delivery:
        """A ready-made action in a modal or home tab."""
        return await self._stage.interactions.block_action(self.user, self._stage.apps[view.app], action, view=view)

    async def _act_in_view(self, view: OpenView, block: Json, element: Json, choice: Any) -> Delivery:
        action = action_of(self._state, block, element, choice)
        if element["type"] not in ("button", "overflow"):
            fill(self._state, view, element["action_id"], choice)
        return await self.act_in_view(view, action)

    async def shortcut(self, callback_id: str, message: Seen | str | None = None) -> Delivery:
        """A message shortcut on `message`, or a global one."""
        for app in self._stage.apps.values():
            for shortcut in app.install.shortcuts:
                if shortcut.callback_id == callback_id:
                    return await self._shortcut(app, callback_id, message)
        for app in self._stage.apps.values():
            if app.install.lenient:
                return await self._shortcut(app, callback_id, message)
        raise LookupError(f"no app has a shortcut {callback_id!r}")

    async def _shortcut(self, app: InstalledApp, callback_id: str, message: Seen | str | None) -> Delivery:
        give = self._stage.interactions
        if message is None:
            return await give.global_shortcut(self.user, app, callback_id)
        channel, found = self.find(message)
        return await give.message_shortcut(self.user, app, callback_id, channel, found)

    # forms

    @property
    def open_view(self) -> OpenView | None:
        """The modal in front of this person, None without one. `.body` is the app's view, `.values` what is in it."""
        return self._stage.interactions.views.top(self.id)

    def fill(self, field: str, value: Any) -> None:
        """Puts a value into a field (by label, block_id or action_id) of the open modal."""
        fill(self._state, self._front(), field, value)

    async def submit(self, values: dict[str, Any] | None = None, *, view: OpenView | None = None) -> Delivery:
        """Fills in `values` (field → value, or Slack's own block_id → action_id → entry) and sends the open modal.

        `.errors` are by block_id, from Slack's own checks or from the app; empty when it was taken.
        """
        view = view or self._front()
        for field, value in (values or {}).items():
            if isinstance(value, dict):
                view.values.setdefault(field, {}).update(value)
            else:
                fill(self._state, view, field, value)
        errors = missing(view, chinese=self.user.locale.startswith("zh"))
        if errors:
            self._stage.interactions.views.show_errors(view, errors)
            return Delivery(0.0, "ok", errors=errors)
        delivery, errors = await self._stage.interactions.submit(self.user, view)
        return replace(delivery, errors=errors)

    async def dismiss(self, view: OpenView | None = None, *, all_of_them: bool = False) -> Delivery:
        """Closes the open modal without sending it (`all_of_them`: and those below it)."""
        return await self._stage.interactions.dismiss(self.user, view or self._front(), all_of_them=all_of_them)

    def _front(self) -> OpenView:
        view = self.open_view
        if view is None:
            raise LookupError(f"{self.name} has no form open")
        return view

    # home tab

    async def open_home(self, app: str = "") -> Delivery:
        """Looks at the app's home tab (the only app's, without a name)."""
        found = self._app(app)
        channel = channels.direct(self._state, (self.id, found.bot.id))[0]
        return (await self._do(lambda: self._stage.interactions.open_home(self.user, found, channel)))[1]

    def home(self, app: str = "") -> OpenView | None:
        """The home tab as published for this person."""
        return self._stage.interactions.views.homes.get((self._app(app).id, self.id))

    # seeing

    def messages(self, channel: Where) -> list[Seen]:
        """What stands in the channel for this person, oldest first: replies and their own ephemerals included."""
        place = self._channel(channel)
        own = self._state.ephemerals.get((place.id, self.id), {})
        both = [*place.messages.values(), *own.values()]
        return [Seen(message, place.id) for message in sorted(both, key=lambda message: _order(message["ts"]))]

    def last(self, channel: Where) -> Seen:
        """The newest message there. Raises LookupError in an empty channel."""
        found = self.messages(channel)
        if not found:
            raise LookupError("nothing has been said there")
        return found[-1]

    def ephemerals(self, channel: Where = "general") -> list[Seen]:
        place = self._channel(channel)
        return [Seen(each, place.id) for each in self._state.ephemerals.get((place.id, self.id), {}).values()]

    def direct_messages(self, app: str = "") -> list[Seen]:
        """What the app (the only one, without a name) and this person wrote to each other, oldest first."""
        key = frozenset((self.id, self._app(app).bot.id))
        known = self._state.directs.get(key)
        return self.messages(known) if known else []

    def channels(self) -> list[Channel]:
        return self._state.channels_of(self.id)

    # underneath

    async def _do(self, act: Callable[[], Any]) -> tuple[Any, Delivery]:
        """Does it and awaits the acknowledgement of every event it caused; the slowest speaks for all."""
        with self._stage.events.collect() as tasks:
            result = act()
        deliveries = await asyncio.gather(*tasks)
        failed = [delivery for delivery in deliveries if not delivery.ok]
        nothing = Delivery(0.0, "ok")
        slowest = max(deliveries, key=lambda delivery: delivery.acknowledged_after, default=nothing)
        return result, failed[0] if failed else slowest

    def _channel(self, where: Where) -> Channel:
        if isinstance(where, Channel):
            found = where
        elif isinstance(where, Person) or looks_like_id(where, "UW"):
            other = where.id if isinstance(where, Person) else where
            found = channels.direct(self._state, (self.id, other))[0]
        else:
            found = self._state.find_channel(where)
        if self.id not in found.members:
            raise ValueError(f"{self.name} is not in {found.name or found.id}")
        return found

    def find(self, message: Seen | str) -> tuple[Channel, Json]:
        """The message as it stands now, wherever this person sees it. Raises LookupError."""
        ts = message if isinstance(message, str) else message.ts
        places = self.channels() if isinstance(message, str) else [self._state.channel(message.channel)]
        found = [(channel, there) for channel in places if (there := self._there(channel, ts)) is not None]
        if len(found) > 1:
            raise LookupError(f"messages in several channels have the time {ts}: hand in the message itself")
        if not found:
            raise LookupError(f"{self.name} sees no message {ts}; it may have been deleted")
        return found[0]

    def _there(self, channel: Channel, ts: str) -> Json | None:
        return channel.messages.get(ts) or self._state.ephemerals.get((channel.id, self.id), {}).get(ts)

    def _own(self, message: Seen | str) -> tuple[Channel, Json]:
        channel, found = self.find(message)
        if found.get("user") != self.id:
            raise ValueError("people change their own messages only")
        return channel, found

    def _app_of(self, message: Json) -> InstalledApp:
        app = self._stage.apps.get(str(message.get("app_id", "")))
        if app is None:
            raise ValueError("this message is not from an app")
        return app

    def _app(self, name: str) -> InstalledApp:
        for app in self._stage.apps.values():
            if name in ("", app.id, app.install.name, app.bot.name):
                return app
        raise LookupError(f"there is no app {name!r}")


def _order(ts: str) -> tuple[int, int]:
    whole, _, part = ts.partition(".")
    return int(whole), int(part)
