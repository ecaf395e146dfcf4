"""chat.unfurl: an app shows what a link in somebody's message leads to."""

from __future__ import annotations

from typing import Any

from workspace.apps.compose import attachments_of
from workspace.errors import SlackError
from workspace.memory import messages
from workspace.memory.records import Json
from workspace.methods.registry import Call, Family, part

chat = Family("chat")


@chat.method(
    "unfurl",
    tier=3,
    scopes=("links:write",),
    far=part(
        "Nobody is asked to sign in; a draft in the composer is not unfurled.",
        "不会请用户登录授权；输入框里的草稿不展开。",
    ),
)
def unfurl(call: Call) -> Json:
    place, stamp = _place(call)
    given = _unfurls(call)
    channel = call.state.channels.get(place)
    if channel is None or (not channel.is_public and call.me not in channel.members):
        raise SlackError("cannot_find_channel")
    message = messages.find(channel, stamp, "cannot_find_message")
    if message.get("bot_id"):
        raise SlackError("cannot_unfurl_message")
    own: list[Json] = [each for each in message.get("attachments", ()) if each.get("from_url") not in given]
    for url, shown in given.items():
        if url not in str(message.get("text", "")).replace("&amp;", "&"):
            raise SlackError("cannot_unfurl_url")
        made = attachments_of(call.state, [shown], "cannot_parse_attachment") or [{}]
        own.append({**made[0], "from_url": url, "app_unfurl_url": url, "is_app_unfurl": True, "app_id": call.app.id})
    numbered = [{**each, "id": number} for number, each in enumerate(own, 1)]
    messages.edit(call.state, channel, message["ts"], {"attachments": numbered}, call.me, mark=False)
    return {}


def _place(call: Call) -> tuple[str, str]:
    """(channel, ts): named by themselves, or by the `unfurl_id` of a link_shared event, which is made of them. Raises
    `missing_…`, `invalid_source`, `invalid_unfurl_id`."""
    by_id = call.text("unfurl_id") or call.text("source")
    for name in ("source", "unfurl_id") if by_id else ("channel", "ts"):
        if not call.text(name):
            raise SlackError(f"missing_{name}")
    if not by_id:
        return call.text("channel"), call.text("ts")
    if call.text("source") not in ("composer", "conversations_history"):
        raise SlackError("invalid_source")
    channel, _, stamp = call.text("unfurl_id").partition("-")
    if channel not in call.state.channels or not stamp:
        raise SlackError("invalid_unfurl_id")
    return channel, stamp


def _unfurls(call: Call) -> dict[str, Any]:
    """What to show by address; nothing is asked for when the app only wants a person to sign in."""
    wants = (call.text("user_auth_message"), call.text("user_auth_url"), call.args.get("user_auth_blocks"))
    asks = call.flag("user_auth_required") or any(wants)
    if call.args.get("unfurls") is None:
        if asks:
            return {}
        raise SlackError("missing_unfurls")
    try:
        given = call.parsed("unfurls")
    except SlackError:
        raise SlackError("invalid_unfurls_format") from None
    if not isinstance(given, dict) or not all(isinstance(each, dict) for each in given.values()):
        raise SlackError("invalid_unfurls_format")
    return given
