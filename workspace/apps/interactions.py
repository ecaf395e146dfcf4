"""What a person does to an app: command, click, form, shortcut, home tab. Builds the payloads, carries them over,
and does what the acknowledgement says.

Shapes: Slack's reference of interaction payloads. Only sentences that Slack itself would show are shown here.
"""

from __future__ import annotations

from dataclasses import replace

from workspace.apps.compose import content, from_app
from workspace.apps.courier import Courier, Delivery
from workspace.apps.installed import InstalledApp, SlashCommand
from workspace.apps.tickets import ResponseAddress, Tickets
from workspace.block_kit.views import OpenView, Views, field_name, stateful_elements
from workspace.client.own_commands import run_own
from workspace.client.seen import Seen
from workspace.client.text import as_typed
from workspace.client.typed import with_rich_text
from workspace.errors import SlackError
from workspace.memory import messages
from workspace.memory.records import Change, Channel, Json, User
from workspace.memory.state import State


class Interactions:
    """One per workspace; the people and the page act through it."""

    def __init__(self, state: State, apps: dict[str, InstalledApp], courier: Courier, tickets: Tickets) -> None:
        self._state = state
        self._apps = apps
        self._courier = courier
        self.tickets = tickets
        self.views = Views(state)

    # slash commands

    def command_of(self, word: str) -> tuple[InstalledApp, SlashCommand] | None:
        for app in self._apps.values():
            for command in app.install.commands:
                if command.command == word:
                    return app, command
        for app in self._apps.values():
            if app.install.lenient and word.startswith("/"):
                return app, SlashCommand(word, should_escape=False)
        return None

    async def command(self, user: User, channel: Channel, line: str, *, escaped: bool = False) -> Delivery:
        """Runs the slash command `line` as this person in this channel (`escaped`: see `as_typed`)."""
        word, _, rest = line.strip().partition(" ")
        found = self.command_of(word)
        if found is None or (found[0].install.lenient and found[1] not in found[0].install.commands):
            given = as_typed(self._state, rest.strip(), escaped=escaped)
            sentence = run_own(self._state, user, channel, word, given)
            if sentence is not None:
                done = Delivery(0.0, "ok")
                return self._failed_for(user, channel, done, sentence) if sentence else done
        if found is None:
            return self._failed_for(user, channel, Delivery(0.0, "not_delivered"), _unknown(user, word))
        app, command = found
        text = as_typed(self._state, rest.strip(), references=command.should_escape, named=True, escaped=escaped)
        address = self._address(app, user, channel)
        payload: Json = {
            "token": app.verification_token,
            "team_id": self._state.team.id,
            "team_domain": self._state.team.domain,
            "channel_id": channel.id,
            "channel_name": channel_label(channel),
            "user_id": user.id,
            "user_name": user.name,
            "command": word,
            "text": text,
            "api_app_id": app.id,
            "is_enterprise_install": "false",
            "response_url": address,
            "trigger_id": self.tickets.trigger(user.id, app.id),
        }
        delivery = await self._courier.deliver(app, "slash_commands", payload)
        if not delivery.ok:
            return self._failed_for(user, channel, delivery, _failed(user, word, delivery.status))
        return self._answered(app, user, channel, delivery, line)

    def _answered(self, app: InstalledApp, user: User, channel: Channel, delivery: Delivery, line: str) -> Delivery:
        body = delivery.body
        answer: Json = {"text": body} if isinstance(body, str) else body if isinstance(body, dict) else {}
        aloud = answer.get("response_type") == "in_channel"
        if aloud:
            messages.post(self._state, channel, {"user": user.id, "text": line})
        if not any(answer.get(name) for name in ("text", "blocks", "attachments")):
            return delivery
        try:
            made = from_app(app, content(self._state, answer))
        except SlackError as fault:
            return self._failed_for(user, channel, delivery, _failed(user, line.split()[0], fault.code))
        if aloud:
            shown = messages.post(self._state, channel, made)
        else:
            shown = messages.ephemeral(self._state, channel, user.id, made)
        return _with_shown(delivery, shown, channel)

    def _failed_for(self, user: User, channel: Channel, delivery: Delivery, words: str) -> Delivery:
        body: Json = {"user": "USLACKBOT", "subtype": "bot_message", "username": "Slackbot", "text": words}
        return _with_shown(delivery, messages.ephemeral(self._state, channel, user.id, body), channel)

    # clicks, shortcuts, home

    async def block_action(
        self,
        user: User,
        app: InstalledApp,
        action: Json,
        *,
        channel: Channel | None = None,
        message: Json | None = None,
        view: OpenView | None = None,
        values: dict[str, Json] | None = None,
    ) -> Delivery:
        """Something was clicked or chosen in a message (`channel`, `message`) or in a view."""
        payload = self._interaction(app, user, "block_actions")
        payload["actions"] = [{**action, "action_ts": self._state.stamps.next("actions")}]
        payload["trigger_id"] = self.tickets.trigger(user.id, app.id, view.id if view else "")
        if view is not None:
            payload["container"] = {"type": "view", "view_id": view.id}
            payload["view"] = self.views.shape(view)
        elif channel is not None and message is not None:
            payload.update(self._message_place(app, user, channel, message))
            payload["container"].update(_attachment_place(message, str(action.get("block_id", ""))))
            payload["state"] = {"values": values or {}}
        delivery = await self._courier.deliver(app, "interactive", payload)
        if delivery.ok:
            return delivery
        if channel is not None:
            return self._failed_for(user, channel, delivery, _trouble(user))
        return replace(delivery, errors={"": _trouble(user)})

    async def suggest(
        self,
        user: User,
        app: InstalledApp,
        asked: Json,
        *,
        channel: Channel | None = None,
        message: Json | None = None,
        view: OpenView | None = None,
    ) -> Delivery:
        """Somebody types into a menu whose options the app gives (`asked`: action_id, block_id, value). The delivery's
        body is the app's answer, unread."""
        payload = self._interaction(app, user, "block_suggestion")
        payload.update(asked)
        if view is not None:
            payload["container"] = {"type": "view", "view_id": view.id}
            payload["view"] = self.views.shape(view)
        elif channel is not None and message is not None:
            place = self._message_place(app, user, channel, message)
            place.pop("response_url")
            payload.update(place)
        delivery = await self._courier.deliver(app, "interactive", payload)
        return delivery if delivery.ok else replace(delivery, errors={"": _trouble(user)})

    def _message_place(self, app: InstalledApp, user: User, channel: Channel, message: Json) -> Json:
        ephemeral = bool(message.get("is_ephemeral"))
        container: Json = {
            "type": "message",
            "message_ts": message["ts"],
            "channel_id": channel.id,
            "is_ephemeral": ephemeral,
        }
        place: Json = {"container": container, "channel": {"id": channel.id, "name": channel_label(channel)}}
        if message.get("thread_ts"):
            container["thread_ts"] = message["thread_ts"]
        if not ephemeral:
            place["message"] = dict(message)
        place["response_url"] = self._address(app, user, channel, message)
        return place

    async def message_shortcut(
        self, user: User, app: InstalledApp, callback_id: str, channel: Channel, message: Json
    ) -> Delivery:
        payload = self._interaction(app, user, "message_action")
        payload.update(
            callback_id=callback_id,
            trigger_id=self.tickets.trigger(user.id, app.id),
            message_ts=message["ts"],
            message=dict(with_rich_text(message)),
            channel={"id": channel.id, "name": channel_label(channel)},
            response_url=self._address(app, user, channel),
            action_ts=self._state.stamps.next("actions"),
        )
        delivery = await self._courier.deliver(app, "interactive", payload)
        return delivery if delivery.ok else self._failed_for(user, channel, delivery, _trouble(user))

    async def global_shortcut(self, user: User, app: InstalledApp, callback_id: str) -> Delivery:
        payload = self._interaction(app, user, "shortcut")
        payload.update(
            callback_id=callback_id,
            trigger_id=self.tickets.trigger(user.id, app.id),
            action_ts=self._state.stamps.next("actions"),
        )
        delivery = await self._courier.deliver(app, "interactive", payload)
        return delivery if delivery.ok else replace(delivery, errors={"": _trouble(user)})

    def open_home(self, user: User, app: InstalledApp, channel: Channel, tab: str = "home") -> None:
        """The person looks at the app's home tab: tells `app_home_opened`."""
        view = self.views.homes.get((app.id, user.id))
        detail: Json = {"tab": tab, "app": app.id, "view": self.views.shape(view) if view else None}
        self._state.tell(Change("home_opened", channel, user=user.id, detail=detail))

    # modals

    async def submit(self, user: User, view: OpenView) -> tuple[Delivery, dict[str, str]]:
        """Sends the modal as filled in; (delivery, errors by block_id). Does what `response_action` says."""
        app = self._apps[view.app]
        payload = self._interaction(app, user, "view_submission")
        payload["trigger_id"] = self.tickets.trigger(user.id, app.id, view.id)
        payload["view"] = self.views.shape(view)
        payload["response_urls"] = self._response_urls(app, user, view)
        delivery = await self._courier.deliver(app, "interactive", payload)
        if not delivery.ok:
            errors = {"": _trouble(user)}
            self.views.show_errors(view, errors)
            return delivery, errors
        body = delivery.body if isinstance(delivery.body, dict) else {}
        return delivery, self._respond(app, view, body)

    def _response_urls(self, app: InstalledApp, user: User, view: OpenView) -> list[Json]:
        """An address for each channel that was chosen in a menu with `response_url_enabled`."""
        found: list[Json] = []
        for block, element in stateful_elements(view.body["blocks"]):
            entry = view.values.get(block["block_id"], {}).get(element["action_id"], {})
            channel = self._state.channels.get(str(entry.get(field_name(element)) or ""))
            if element.get("response_url_enabled") and channel is not None:
                place: Json = {"block_id": block["block_id"], "action_id": element["action_id"]}
                found.append({**place, "channel_id": channel.id, "response_url": self._address(app, user, channel)})
        return found

    def _respond(self, app: InstalledApp, view: OpenView, body: Json) -> dict[str, str]:
        action = body.get("response_action")
        try:
            if action == "errors":
                errors = {str(block): str(words) for block, words in dict(body.get("errors") or {}).items()}
                self.views.show_errors(view, errors)
                return errors
            if action == "update":
                self.views.update(app.id, body.get("view"), view_id=view.id)
            elif action == "push":
                self.views.push(app.id, app.bot.bot_id, view.user, body.get("view"))
            else:
                self.views.close(view, all_of_them=action == "clear")
        except SlackError as fault:
            errors = {"": f"{fault.code} {fault.extra.get('response_metadata', '')}".strip()}
            self.views.show_errors(view, errors)
            return errors
        return {}

    async def dismiss(self, user: User, view: OpenView, *, all_of_them: bool = False) -> Delivery:
        """Closes the modal; the app hears `view_closed` when it asked for it."""
        app = self._apps[view.app]
        shape = self.views.shape(view)
        self.views.close(view, all_of_them=all_of_them)
        if not view.body.get("notify_on_close"):
            return Delivery(0.0, "ok")
        payload = self._interaction(app, user, "view_closed")
        payload.update(view=shape, is_cleared=all_of_them)
        return await self._courier.deliver(app, "interactive", payload)

    # response_url

    def respond(self, address: ResponseAddress, body: Json) -> None:
        """What an app posts to a response_url. Raises the errors of a message's content."""
        app = self._apps[address.app]
        channel = self._state.channel(address.channel)
        if _is_true(body.get("delete_original")):
            self._delete_original(address, channel)
        elif _is_true(body.get("replace_original")) and address.message_ts:
            self._replace_original(address, channel, body)
        else:
            made = from_app(app, content(self._state, body))
            thread = body.get("thread_ts") or address.thread_ts
            if thread and thread in channel.messages:
                made["thread_ts"] = thread
            if body.get("response_type") == "in_channel":
                messages.post(self._state, channel, made)
            else:
                messages.ephemeral(self._state, channel, address.user, made)

    def _delete_original(self, address: ResponseAddress, channel: Channel) -> None:
        if address.ephemeral:
            messages.delete_ephemeral(self._state, channel, address.user, address.message_ts)
        elif address.message_ts in channel.messages:
            messages.delete(self._state, channel, address.message_ts, self._apps[address.app].bot.id)

    def _replace_original(self, address: ResponseAddress, channel: Channel, body: Json) -> None:
        made = content(self._state, body)
        if address.ephemeral:
            messages.edit_ephemeral(self._state, channel, address.user, address.message_ts, made)
        else:
            fields = {"blocks": None, **made}
            messages.edit(self._state, channel, address.message_ts, fields, self._apps[address.app].bot.id)

    def _address(self, app: InstalledApp, user: User, channel: Channel, message: Json | None = None) -> str:
        message = message or {}
        address = ResponseAddress(
            app.id,
            user.id,
            channel.id,
            self.tickets.response_expiry(),
            message_ts=message.get("ts", ""),
            ephemeral=bool(message.get("is_ephemeral")),
            thread_ts=message.get("thread_ts", ""),
        )
        return self._state.base_url + self.tickets.response_path(address)

    def _interaction(self, app: InstalledApp, user: User, kind: str) -> Json:
        team = self._state.team
        return {
            "type": kind,
            "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": team.id},
            "api_app_id": app.id,
            "token": app.verification_token,
            "team": {"id": team.id, "domain": team.domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }


def _attachment_place(message: Json, block_id: str) -> Json:
    """What the container says more when the block stands in an attachment."""
    for each in message.get("attachments") or ():
        if any(block.get("block_id") == block_id for block in each.get("blocks") or ()):
            return {"type": "message_attachment", "attachment_id": each["id"], "is_app_unfurl": False}
    return {}


def channel_label(channel: Channel) -> str:
    """The channel's name as commands and interactions carry it."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)


def _with_shown(delivery: Delivery, message: Json, channel: Channel) -> Delivery:
    return replace(delivery, shown=(*delivery.shown, Seen(message, channel.id)))


def _chinese(user: User) -> bool:
    return user.locale.startswith("zh")


def _failed(user: User, word: str, why: str) -> str:
    if _chinese(user):
        return f"{word} 执行失败，错误：{why}"
    return f"{word} failed with the error {why}"


def _unknown(user: User, word: str) -> str:
    if _chinese(user):
        return f"{word} 不是有效的命令。"
    return f"{word} is not a valid command."


def _trouble(user: User) -> str:
    if _chinese(user):
        return "连接应用时出了点问题，请再试一次。"
    return "We had some trouble connecting to the app. Try again?"


def _is_true(value: object) -> bool:
    """Slack's own examples write these flags as texts."""
    return value is True or str(value).lower() == "true"
