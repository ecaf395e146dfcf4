"""An app by its manifest: what the workspace takes from it, where its requests go; and one without a manifest."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from workspace import AppInstall, Workspace
from workspace.apps.manifests import NotAManifest, app_of, local_address, read_manifest

YAML = """
_metadata: {major_version: 1}
display_information: {name: Lunch}
features:
  bot_user: {display_name: lunch, always_online: true}
  shortcuts:
    - {name: Order, type: global, callback_id: order, description: Order something}
  slash_commands:
    - {command: /lunch, description: What is there, url: "http://localhost:3000/commands", usage_hint: "[day]"}
    - {command: /away, description: Elsewhere, url: "https://lunch.example.com/commands", should_escape: true}
  unfurl_domains: [lunch.example.com]
oauth_config:
  scopes: {bot: [commands, chat:write]}
settings:
  event_subscriptions: {request_url: "http://127.0.0.1:3000/events", bot_events: [app_mention, link_shared]}
  interactivity: {is_enabled: true, request_url: "http://127.0.0.1:3000/actions",
                  message_menu_options_url: "http://127.0.0.1:3000/options"}
  socket_mode_enabled: false
"""


def test_what_is_taken_from_it() -> None:
    app = app_of(read_manifest(YAML))
    assert (app.name, app.bot_name) == ("Lunch", "lunch")
    assert app.scopes == {"commands", "chat:write"}
    assert app.events == {"app_mention", "link_shared"}
    assert app.unfurl_domains == ("lunch.example.com",)
    assert [(each.command, each.should_escape) for each in app.commands] == [("/lunch", False), ("/away", True)]
    assert [(each.callback_id, each.type) for each in app.shortcuts] == [("order", "global")]
    assert app == app_of(json.loads(json.dumps(read_manifest(YAML))))


def test_where_its_requests_go() -> None:
    app = app_of(read_manifest(YAML))
    installed = Workspace(apps=[app]).apps[app.app_id]
    for kind, payload, path in (
        ("events_api", {"type": "event_callback"}, "events"),
        ("slash_commands", {"command": "/lunch"}, "commands"),
        ("slash_commands", {"command": "/away"}, "events"),  # its own address leads to another host
        ("interactive", {"type": "block_actions"}, "actions"),
        ("interactive", {"type": "block_suggestion"}, "options"),
    ):
        assert (installed.url_for(kind, payload) or "").rpartition("/")[2] == path


def test_further_apps_have_other_secrets() -> None:
    first, second = app_of({}, 1), app_of({}, 2)
    assert (first.app_id, first.bot_token) == (AppInstall().app_id, AppInstall().bot_token)
    for name in ("app_id", "bot_token", "app_token", "signing_secret"):
        assert getattr(first, name) != getattr(second, name)


@pytest.mark.parametrize("text", ["{", "features: [", "[]", "features: []", "{features: {shortcuts: [{type: x}]}}"])
def test_what_is_none_is_said_in_a_sentence(text: str) -> None:
    with pytest.raises(NotAManifest) as caught:
        app_of(read_manifest(text))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:3000/x", True),
        ("https://localhost/x", True),
        ("http://[::1]:80/", True),
        ("https://bot.example.com/x", False),
        ("http://127.0.0.1.example.com/", False),
        ("http://10.0.0.1/", False),
        ("ftp://127.0.0.1/", False),
        ("", False),
        (None, False),
    ],
)
def test_which_addresses_lead_to_this_machine(url: Any, local: bool) -> None:
    assert (local_address(url) is not None) is local


@asynccontextmanager
async def deaf_app(workspace: Workspace) -> AsyncIterator[None]:
    """Takes messages, and leaves every other event alone, as Bolt does without a listener."""

    async def handle(request: web.Request) -> web.Response:
        body = await request.json()
        if body["type"] == "url_verification":
            return web.Response(text=body["challenge"])
        return web.Response(status=200 if body["event"]["type"] == "message" else 404)

    application = web.Application()
    application.router.add_post("/", handle)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        assert await workspace.set_request_url(f"http://127.0.0.1:{runner.addresses[0][1]}/")
        yield
    finally:
        await runner.cleanup()


async def test_an_app_without_a_manifest_is_not_told_again_what_it_leaves_alone() -> None:
    install = replace(AppInstall(lenient=True), starting_channels=("general",))
    async with Workspace(apps=[install]) as workspace, deaf_app(workspace):
        lin = workspace.person("林晓")
        seen = (await lin.say("general", "hello")).shown[0]
        for name in ("tada", "eyes"):
            await lin.react(seen, name)
            await workspace.quiet()
        await lin.say("general", "again")
        await workspace.quiet()
        told = [(each.what, each.status, each.retry) for each in workspace.deliveries]
    assert told == [("message", "ok", 0), ("reaction_added", "dispatch_failed", 0), ("message", "ok", 0)]
