"""users.profile.*, users presence, dnd.*: what people say about themselves, and whether they are there."""

from __future__ import annotations

from typing import Any

from workspace.errors import SlackError
from workspace.memory.records import Change, Json, User
from workspace.memory.shapes import profile_shape
from workspace.methods.registry import Call, Family, ignored, part, refused

users = Family("users")
dnd = Family("dnd")
STATUS_LIMIT = 100
_OWN = {"real_name": "real_name", "display_name": "display_name", "title": "title", "phone": "phone"}
_FIELDS = {**_OWN, "pronouns": "pronouns", "status_text": "status_text", "status_emoji": "status_emoji"}
_PERSON = refused(
    "Wants a person's token: a bot's is `not_allowed_token_type`.",
    "需要用户令牌；机器人令牌会得到 `not_allowed_token_type`。",
)

users.refuse("identity", "not_allowed_token_type", _PERSON, tier=3)
users.refuse("setPhoto", "not_allowed_token_type", _PERSON, tier=2)
users.refuse("deletePhoto", "not_allowed_token_type", _PERSON, tier=2)


@users.method(
    "profile.get",
    tier=4,
    scopes=("users.profile:read",),
    far=part("No pictures, no custom fields.", "没有头像，也没有自定义字段。"),
)
def profile_get(call: Call) -> Json:
    user = call.state.user(call.text("user") or call.me)
    call.flag("include_labels")  # names the custom fields, of which there are none
    return {"profile": _profile(call, user)}


@users.method(
    "profile.set",
    tier=3,
    far=part(
        "Taken from a bot too, for itself or (`user`) for anybody; Slack wants a person's token. No custom fields.",
        "机器人令牌也可以调用，改自己或（`user`）任何人；Slack 要求用户令牌。没有自定义字段。",
    ),
)
def profile_set(call: Call) -> Json:
    """`profile` as JSON, or one field by `name` and `value`."""
    user = call.state.user(call.text("user") or call.me)
    given = call.parsed("profile")
    if given is None and call.text("name"):
        given = {call.text("name"): call.text("value")}
    if not isinstance(given, dict) or not given:
        raise SlackError("invalid_profile")
    _check(user, given)
    for name, value in given.items():
        if name in _FIELDS:
            setattr(user, _FIELDS[name], str(value))
    if "status_expiration" in given or "status_text" in given:
        user.status_expiration = int(given.get("status_expiration") or 0)
    user.updated = call.state.stamps.seconds()
    call.state.tell(Change("user_changed", user=user.id))
    return {"profile": _profile(call, user)}


def _profile(call: Call, user: User) -> Json:
    shape = profile_shape(call.state, user, fields=True)
    del shape["team"]
    return shape


def _check(user: User, given: dict[str, Any]) -> None:
    if len(str(given.get("status_text", ""))) > STATUS_LIMIT:
        raise SlackError("too_long")
    if str(given.get("display_name", "")).startswith("@"):
        raise SlackError("invalid_starts_with_at")
    if not str(given.get("status_expiration") or 0).isdigit():
        raise SlackError("profile_set_failed")
    text, emoji = given.get("status_text"), given.get("status_emoji")
    if (text == "" and emoji is None and user.status_emoji) or (emoji == "" and text is None and user.status_text):
        raise SlackError("must_clear_both_status_text_and_status_emoji")
    if emoji and not (str(emoji).startswith(":") and str(emoji).endswith(":")):
        raise SlackError("invalid_emoji_not_allowed")


@users.method("getPresence", tier=3, scopes=("users:read",))
def get_presence(call: Call) -> Json:
    """Of oneself Slack tells more."""
    user = call.state.user(call.text("user") or call.me)
    answer: Json = {"presence": "away" if user.away else "active"}
    if user.id != call.me:
        return answer
    more: Json = {"online": True, "auto_away": False, "manual_away": user.away, "connection_count": 1}
    return {**answer, **more, "last_activity": call.state.stamps.seconds()}


@users.method("setPresence", tier=2, required=("presence",), scopes=("users:write",))
def set_presence(call: Call) -> Json:
    wanted = call.text("presence")
    if wanted not in ("auto", "away"):
        raise SlackError("invalid_presence")
    call.state.users[call.me].away = wanted == "away"
    return {}


@users.method(
    "setActive",
    tier=2,
    scopes=("users:write",),
    far=ignored("Without effect in Slack, too.", "在 Slack 里同样不起作用。"),
)
def set_active(call: Call) -> Json:
    return {}


@dnd.method("info", tier=3, scopes=("dnd:read",), far=part("Nobody can snooze.", "没有人可以暂停通知。"))
def dnd_info(call: Call) -> Json:
    user = call.state.user(call.text("user") or call.me)
    start, end = call.state.do_not_disturb.get(user.id, (1, 1))
    answer: Json = {"dnd_enabled": end > call.state.stamps.seconds(), "next_dnd_start_ts": start}
    answer["next_dnd_end_ts"] = end
    return {**answer, "snooze_enabled": False} if user.id == call.me else answer
