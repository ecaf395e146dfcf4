"""users.*, dnd.*: the people of the workspace."""

from __future__ import annotations

from workspace.errors import SlackError
from workspace.methods.conversations import channels_of
from workspace.methods.registry import Call, Family
from workspace.records import Json
from workspace.shapes import user_shape

users = Family("users")
dnd = Family("dnd")
_READ = ("users:read",)


@users.method("list", tier=2, scopes=_READ)
def list_(call: Call) -> Json:
    page, more = call.page(list(call.state.users.values()))
    locale = call.flag("include_locale")
    members = [user_shape(call.state, user, locale=locale) for user in page]
    return {"members": members, "cache_ts": call.state.stamps.seconds(), **more}


@users.method("info", tier=4, required=("user",), scopes=_READ)
def info(call: Call) -> Json:
    user = call.state.user(call.text("user"))
    return {"user": user_shape(call.state, user, locale=call.flag("include_locale"))}


@users.method("lookupByEmail", tier=3, required=("email",), scopes=("users:read.email",))
def lookup_by_email(call: Call) -> Json:
    wanted = call.text("email").lower()
    for user in call.state.users.values():
        if user.email.lower() == wanted and not user.deleted and not user.is_bot:
            return {"user": user_shape(call.state, user)}
    raise SlackError("users_not_found")


@users.method("conversations", tier=3, scopes=("channels:read", "groups:read", "im:read", "mpim:read"))
def conversations(call: Call) -> Json:
    return channels_of(call, call.state.user(call.text("user") or call.me).id)


@users.method("getPresence", tier=3, scopes=_READ)
def get_presence(call: Call) -> Json:
    call.state.user(call.text("user") or call.me)
    return {"presence": "active"}


@users.method("profile.get", tier=4, scopes=("users.profile:read", "users:read"))
def profile_get(call: Call) -> Json:
    user = call.state.user(call.text("user") or call.me)
    return {"profile": user_shape(call.state, user)["profile"]}


@dnd.method("info", tier=3, scopes=("dnd:read",))
def dnd_info(call: Call) -> Json:
    user = call.state.user(call.text("user") or call.me)
    start, end = call.state.do_not_disturb.get(user.id, (1, 1))
    answer: Json = {"dnd_enabled": end > call.state.stamps.seconds(), "next_dnd_start_ts": start}
    return {**answer, "next_dnd_end_ts": end, "snooze_enabled": False}
