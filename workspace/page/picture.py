"""What the page shows, as JSON: people, channels, messages, as one person may see them. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from workspace.memory.records import Channel, Json, User
from workspace.page.panels import Panel
from workspace.people.answers import Answers, NeverAnswers, Preset
from workspace.people.person import Person, Stage

_MOST_COUNTED = 99
NEVER = Preset("never", {"en": "never answers", "zh": "一直不应答"}, NeverAnswers())


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes for the page."""

    stage: Stage
    answers: Answers
    panels: Sequence[Panel]

    def state(self, person: Person) -> Json:
        """Everything that GET /page/state answers."""
        state = self.stage.state
        apps = self.stage.apps.values()
        groups = [{"id": each.id, "handle": each.handle} for each in state.usergroups.values()]
        return {
            "team": {"id": state.team.id, "name": state.team.name, "usergroups": groups},
            "me": person.id,
            "now": state.stamps.now(),
            "people": [self.user(user) for user in state.users.values() if not user.deleted],
            "channels": [
                self.channel(channel, person.id) for channel in state.channels.values() if may_see(channel, person.id)
            ],
            "commands": [
                {"command": each.command, "description": each.description, "usage_hint": each.usage_hint}
                for app in apps
                for each in app.install.commands
            ],
            "shortcuts": [
                {"callback_id": each.callback_id, "name": each.name, "type": each.type, "app_id": app.id}
                for app in apps
                for each in app.install.shortcuts
            ],
            "panels": [panel.shape() for panel in self.panels],
            "apps": [
                {"app_id": app.id, "name": app.install.name, "bot_user": app.bot.id, "connected": app.connected}
                for app in apps
            ],
            "scripts": list(self.answers.scripts),
            "presets": [preset.shape() for preset in self.presets],
        }

    @property
    def presets(self) -> list[Preset]:
        """The ways in which the cast may answer: the workspace's own and those that came with the panels."""
        return [NEVER, *(preset for panel in self.panels for preset in panel.presets)]

    def user(self, user: User) -> Json:
        return {
            "id": user.id,
            "name": user.name,
            "real_name": user.display_name or user.real_name,
            "full_name": user.real_name,
            "locale": user.locale,
            "tz": user.tz,
            "is_bot": user.is_bot,
            "bot_id": user.bot_id,
            "avatar_color": f"#{user.color}",
            "title": user.title,
            "answers": self._answers(user.id),
        }

    def _answers(self, user: str) -> Json | None:
        """How this person answers by themselves; None: by hand. `preset` is "" for a script of another kind."""
        script = self.answers.script_of(user)
        if script is None:
            return None
        preset = next((each.name for each in self.presets if each.is_like(script)), "")
        fields = ("button", "pattern", "words", "after")
        shown = {name: getattr(script, name) for name in fields if hasattr(script, name)}
        return {"script": self.answers.of(user), "preset": preset, "after": None, **shown}

    def channel(self, channel: Channel, viewer: str) -> Json:
        """kind: "channel", "private" or "im" (a group message counts as private). A direct message has `incoming`, too:
        the timestamps of the last of what the other one wrote, at most as many as a badge counts to."""
        shape: Json = {
            "id": channel.id,
            "name": channel.name,
            "kind": "private" if channel.kind == "mpim" else channel.kind,
            "topic": channel.topic.value,
            "purpose": channel.purpose.value,
            "members": list(channel.members),
            "is_member": viewer in channel.members,
            "is_archived": channel.archived,
            "latest_ts": next(reversed(channel.messages), None),
        }
        if channel.kind == "im":
            shape["with"] = channel.partner_of(viewer)
            shape["incoming"] = _incoming(channel, viewer)
        return shape


def _incoming(channel: Channel, viewer: str) -> list[str]:
    theirs = (
        ts for ts, each in reversed(channel.messages.items()) if each.get("user") != viewer and not is_reply(each)
    )
    return list(islice(theirs, _MOST_COUNTED))[::-1]


def is_reply(message: Json) -> bool:
    """Whether it stands in a thread only."""
    thread = message.get("thread_ts")
    return bool(thread) and thread != message["ts"] and message.get("subtype") != "thread_broadcast"


def may_see(channel: Channel, user: str) -> bool:
    return channel.is_public or user in channel.members
