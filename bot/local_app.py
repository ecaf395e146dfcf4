"""A Slack app manifest as an app of the local workspace.

Answers for: the workspace gives an app what Slack would give it: its commands, shortcuts, events and scopes. May not:
check a manifest as Slack does.
"""

from collections.abc import Mapping
from typing import Any

from workspace import AppInstall, Shortcut, SlashCommand


class NotAManifest(Exception):
    """A part of the manifest has not the shape that Slack's have."""


def app_of(manifest: Any) -> AppInstall:
    """The app, with the workspace's usual tokens. Raises NotAManifest."""
    whole = _mapping(manifest, "manifest")
    features, settings = _part(whole, "features"), _part(whole, "settings")
    events = _part(settings, "event_subscriptions")
    scopes = _part(_part(whole, "oauth_config"), "scopes")
    return AppInstall(
        name=str(_part(whole, "display_information").get("name") or "App"),
        bot_name=str(_part(features, "bot_user").get("display_name") or ""),
        commands=tuple(_command(each) for each in _list(features, "slash_commands")),
        shortcuts=tuple(_shortcut(each) for each in _list(features, "shortcuts")),
        events=frozenset(str(name) for name in _list(events, "bot_events")),
        scopes=frozenset(str(name) for name in _list(scopes, "bot")),
        request_url=events.get("request_url") or _part(settings, "interactivity").get("request_url"),
    )


def _command(value: Any) -> SlashCommand:
    given = _mapping(value, "slash_commands")
    return SlashCommand(
        str(given.get("command", "")),
        str(given.get("description", "")),
        str(given.get("usage_hint", "")),
        should_escape=bool(given.get("should_escape", False)),
    )


def _shortcut(value: Any) -> Shortcut:
    given = _mapping(value, "shortcuts")
    kind = given.get("type")
    if kind not in ("message", "global"):
        raise NotAManifest(f"shortcuts: type {kind!r}, not message or global")
    return Shortcut(str(given.get("callback_id", "")), str(given.get("name", "")), kind)


def _part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = whole.get(name)
    return {} if value is None else _mapping(value, name)


def _list(whole: Mapping[str, Any], name: str) -> list[Any]:
    value = whole.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise NotAManifest(f"{name}: no list")
    return value


def _mapping(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise NotAManifest(f"{name}: no object")
    return value
