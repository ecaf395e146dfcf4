"""The Slack app manifest for this configuration, in the team's language.

Answers for: an app made of it has exactly what the bot uses: scopes, events, the command, the shortcuts. Limits are
those of Slack's manifest reference: name 35 characters, description 140, a shortcut's name 24. May not: talk to Slack.
"""

from typing import Any
from urllib.parse import urlsplit

from bot.settings.settings import Settings, WrongValue, is_loopback
from bot.slack.scopes import EVENTS, SCOPES
from crisis.language import Language, Text

ROUTE = "/slack/events"
COLOUR = "#8c1d18"

NAME = Text("Fenghuo", "烽火")
BOT_NAME = "fenghuo"
DESCRIPTION = Text(
    "The crisis desk: opens the room, brings in the roles, keeps the clock and the record.",
    "危机处置台：开频道、邀请角色、盯时限、留记录。",
)
COMMAND_DESCRIPTION = Text("Open and run incidents", "开启并处置事件")
USAGE_HINT = Text(
    "open [1-4] title · update · decide · note · role · stage · help",
    "开启 [1-4] 标题 · 通报 · 决策 · 记录 · 角色 · 阶段 · 帮助",
)
SHORTCUTS: dict[str, tuple[Text, Text]] = {
    "open_from_message": (
        Text("Open an incident", "开启事件"),
        Text("This looks bad: open an incident from the message", "情况不妙：由这条消息开启事件"),
    ),
    "note_message": (
        Text("Put on the timeline", "记入时间线"),
        Text("Put the message on the incident's timeline", "把这条消息记入事件时间线"),
    ),
    "task_message": (
        Text("Make it a task", "记为任务"),
        Text("Make the message a task of the incident", "把这条消息记为事件任务"),
    ),
    "posts_message": (
        Text("Read posts from file", "读入帖文文件"),
        Text(
            "Read the posts in the message's file (CSV, XLSX, JSON lines)",
            "读入消息所附文件里的帖文（CSV、XLSX、JSON Lines）",
        ),
    ),
    "decide_message": (
        Text("Log as a decision", "记为决策"),
        Text("Log the message as a decision", "把这条消息记为决策"),
    ),
    "mention_message": (
        Text("Add as a mention", "添加为提及"),
        Text("Add the post in the message to the mentions of an incident", "把消息里的帖文加入事件的提及"),
    ),
}
NO_ADDRESS = Text(
    "“{value}” is no public address. For example: https://bot.example.com",
    "“{value}”不是有效的公网地址。例如：https://bot.example.com",
)


def manifest(settings: Settings, http: str | None = None) -> dict[str, Any]:
    """The manifest as Slack takes it as JSON. ``http``: the bot's public address, for HTTP in place of Socket Mode.

    Raises WrongValue for an address that Slack could not reach.
    """
    language = settings.language
    request_url = {} if http is None else {"request_url": _request_url(http)}
    return {
        "display_information": {
            "name": NAME.say(language),
            "description": DESCRIPTION.say(language),
            "background_color": COLOUR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": BOT_NAME, "always_online": True},
            "shortcuts": _shortcuts(language),
            "slash_commands": [_command(settings.command, language, request_url.get("request_url"))],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": http is None,
            "token_rotation_enabled": False,
        },
    }


def _shortcuts(language: Language) -> list[dict[str, str]]:
    return [
        {"name": name.say(language), "type": "message", "callback_id": callback, "description": about.say(language)}
        for callback, (name, about) in SHORTCUTS.items()
    ]


def _command(command: str, language: Language, address: str | None) -> dict[str, Any]:
    return {
        "command": command,
        **({} if address is None else {"url": address}),
        "description": COMMAND_DESCRIPTION.say(language),
        "usage_hint": USAGE_HINT.say(language),
        # People and channels then come as ids, which is what the commands read.
        "should_escape": True,
    }


def _request_url(value: str) -> str:
    try:
        parts = urlsplit(value.strip())
        host = parts.hostname or ""
        # Slack itself wants https; the local workspace on this machine has no certificate.
        reachable = bool(host) and parts.scheme == ("http" if is_loopback(host) else "https")
        usable = reachable and not (parts.query or parts.fragment)
    except ValueError:
        usable = False
    if not usable or len(value.split()) != 1:
        raise WrongValue(NO_ADDRESS, value=value)
    return value.strip().rstrip("/").removesuffix(ROUTE) + ROUTE
