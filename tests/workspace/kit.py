"""Small things that the workspace's tests share: blocks, views, a clock with a skew, a Bolt app to run."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from workspace import USUAL_EVENTS, AppInstall, Shortcut, SlashCommand, Workspace
from workspace.timer import wall_clock

START = 1_790_000_000.0
GENERAL = "C00001LOC"
INCIDENTS = "C00002LOC"
LIN = "U00001LOC"
ZHOU = "U00002LOC"
MAYA = "U00006LOC"
BOT = "U00009LOC"

INSTALL = AppInstall(
    name="Beacon",
    commands=(SlashCommand("/beacon", "Ask the beacon", "[words]"), SlashCommand("/raw", should_escape=False)),
    shortcuts=(Shortcut("from_message", "Light it from here"), Shortcut("from_anywhere", "Light it", "global")),
)


class Machine:
    """The real clock with a skew that a test may move."""

    def __init__(self) -> None:
        self.skew = 0.0

    def __call__(self) -> float:
        return wall_clock() + self.skew


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(text: str, action_id: str, value: str = "v") -> dict[str, Any]:
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": value}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def text_field(block_id: str, label: str, **element: Any) -> dict[str, Any]:
    given = {"type": "plain_text_input", "action_id": "value", **element}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": given}


def menu(block_id: str, label: str, kind: str, *options: str) -> dict[str, Any]:
    element: dict[str, Any] = {"type": kind, "action_id": "choice"}
    if options:
        element["options"] = [{"text": plain(each), "value": each.lower()} for each in options]
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}


def modal(*blocks: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Form"), "submit": plain("Send"), "blocks": list(blocks), **fields}


async def refused(call: Awaitable[Any], error: str) -> dict[str, Any]:
    """Awaits the call, which must be refused with this error; the answer's body."""
    with pytest.raises(SlackApiError) as caught:
        await call
    body: dict[str, Any] = caught.value.response.data
    assert body["error"] == error
    return body


@asynccontextmanager
async def running(
    workspace: Workspace, register: Callable[[AsyncApp], None], **options: Any
) -> AsyncIterator[AsyncSocketModeHandler]:
    """A real Bolt app over Socket Mode, with the listeners that `register` adds and Bolt's own options."""
    client = AsyncWebClient(token=INSTALL.bot_token, base_url=workspace.api_url)
    app = AsyncApp(client=client, signing_secret=INSTALL.signing_secret, **options)
    register(app)
    # Bolt takes the first listener that fits: these get only what the test does not look at
    for event in sorted({name.partition(".")[0] for name in USUAL_EVENTS}):
        app.event(event)(_taken)
    handler = AsyncSocketModeHandler(app, INSTALL.app_token)
    await handler.connect_async()
    try:
        await workspace.until_connected()
        yield handler
    finally:
        await handler.close_async()
        await asyncio.sleep(0)


async def _taken() -> None:
    """Acknowledges an event that the test does not look at."""
