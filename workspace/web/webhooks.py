"""Incoming webhooks: an address per app and channel that posts what is sent there. Source: "Sending messages using
incoming webhooks"."""

from __future__ import annotations

from workspace.apps.compose import content, from_app
from workspace.apps.installed import InstalledApp
from workspace.errors import SlackError
from workspace.memory import messages
from workspace.memory.records import Json
from workspace.memory.state import State

_STATUSES = {"channel_not_found": 404, "no_service": 404, "is_archived": 410}
_NAMES = {"channel_not_found": "channel_not_found", "is_archived": "channel_is_archived"}


def webhook_path(state: State, app: InstalledApp, channel: str) -> str:
    """The address of this app for this channel (by id), below the workspace's own."""
    return f"/services/{state.team.id}/{app.bot.bot_id}/{channel}"


def post_by_webhook(state: State, apps: dict[str, InstalledApp], bot: str, channel_id: str, body: Json) -> None:
    """Posts as the app whose bot this is. Raises the errors of a message's content, `no_service`, `channel_not_found`,
    `is_archived`, `thread_not_found`."""
    app = next((each for each in apps.values() if each.bot.bot_id == bot), None)
    if app is None:
        raise SlackError("no_service")
    made = from_app(app, content(state, body))
    if body.get("thread_ts"):
        made["thread_ts"] = str(body["thread_ts"])
    messages.post(state, state.channel(channel_id), made)


def refusal_of(error: SlackError) -> tuple[int, str]:
    """(HTTP status, words) as Slack says it there: plain text, no JSON."""
    return _STATUSES.get(error.code, 400), _NAMES.get(error.code, error.code)
