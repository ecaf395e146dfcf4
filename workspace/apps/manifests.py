"""A Slack app manifest as an app of the workspace.

Answers for: the workspace gives an app what Slack would give it by its manifest: commands, shortcuts, events, scopes,
addresses. May not: check a manifest as Slack does. Source: Slack's "App manifest reference".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, Literal, cast
from urllib.parse import urlsplit

import yaml

from workspace.apps.installed import AppInstall, Shortcut, SlashCommand


class NotAManifest(Exception):
    """A part of the manifest has not the shape that Slack's have: one sentence."""


def read_manifest(text: str) -> Any:
    """A manifest out of a file's text, JSON or YAML. Raises NotAManifest."""
    try:
        if text.lstrip().startswith("{"):
            return json.loads(text)
        return yaml.safe_load(text)
    except (ValueError, yaml.YAMLError) as wrong:
        raise NotAManifest(" ".join(str(wrong).split())) from None


def app_of(manifest: Any, number: int = 1) -> AppInstall:
    """The app, with the workspace's usual tokens; those of the second and further apps end in their number.

    Addresses that do not lead to this machine are left out: nothing of the workspace goes to other hosts. Raises
    NotAManifest.
    """
    whole = _mapping(manifest, "manifest")
    features, settings = _part(whole, "features"), _part(whole, "settings")
    events, interactivity = _part(settings, "event_subscriptions"), _part(settings, "interactivity")
    scopes = _part(_part(whole, "oauth_config"), "scopes")
    return AppInstall(
        **identity(number),
        name=str(_part(whole, "display_information").get("name") or "App"),
        bot_name=str(_part(features, "bot_user").get("display_name") or ""),
        commands=tuple(_command(each) for each in _list(features, "slash_commands")),
        shortcuts=tuple(_shortcut(each) for each in _list(features, "shortcuts")),
        events=frozenset(str(name) for name in _list(events, "bot_events")),
        scopes=frozenset(str(name) for name in _list(scopes, "bot")),
        request_url=local_address(events.get("request_url")) or local_address(interactivity.get("request_url")),
        interactivity_url=local_address(interactivity.get("request_url")),
        options_url=local_address(interactivity.get("message_menu_options_url")),
        unfurl_domains=tuple(str(name) for name in _list(features, "unfurl_domains")),
    )


def identity(number: int) -> dict[str, Any]:
    """What tells the app of this number (from 1) from the others: its id and its secrets."""
    tail = "" if number == 1 else f"-{number}"
    return {
        "app_id": f"A{number:05d}LOC",
        "bot_token": f"xoxb-local-bot{tail}",
        "app_token": f"xapp-local-app{tail}",
        "signing_secret": f"local-signing-secret{tail}",
    }


def local_address(url: Any) -> str | None:
    """The address, if it leads to this machine; None for another one, and for none."""
    if not isinstance(url, str):
        return None
    parts = urlsplit(url)
    name = parts.hostname or ""
    if parts.scheme not in ("http", "https"):
        return None
    if name == "localhost":
        return url
    try:
        return url if ip_address(name).is_loopback else None
    except ValueError:
        return None


def _command(value: Any) -> SlashCommand:
    given = _mapping(value, "slash_commands")
    word = str(given.get("command", ""))
    return SlashCommand(
        word if word.startswith("/") else f"/{word}",
        str(given.get("description", "")),
        str(given.get("usage_hint", "")),
        should_escape=bool(given.get("should_escape", False)),
        url=local_address(given.get("url")),
    )


def _shortcut(value: Any) -> Shortcut:
    given = _mapping(value, "shortcuts")
    kind = given.get("type")
    if kind not in ("message", "global"):
        raise NotAManifest(f"shortcuts: type {kind!r}, not message or global")
    known = cast(Literal["message", "global"], kind)
    return Shortcut(str(given.get("callback_id", "")), str(given.get("name", "")), known)


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
