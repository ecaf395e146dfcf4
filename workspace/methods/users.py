"""users.*: finding people, and the conversations they are in. Profiles and presence: `profiles`."""

from __future__ import annotations

from workspace.errors import SlackError
from workspace.memory.records import Json
from workspace.memory.shapes import user_shape
from workspace.methods.conversations import channels_of
from workspace.methods.registry import Call, Family, part

users = Family("users")
_READ = ("users:read",)
_NO_PICTURES = part("No pictures, no custom fields.", "没有头像，也没有自定义字段。")


@users.method("list", tier=2, scopes=_READ, far=_NO_PICTURES)
def list_(call: Call) -> Json:
    page, more = call.page(list(call.state.users.values()))
    locale = call.flag("include_locale")
    members = [user_shape(call.state, user, locale=locale) for user in page]
    return {"members": members, "cache_ts": call.state.stamps.seconds(), **more}


@users.method("info", tier=4, required=("user",), scopes=_READ, far=_NO_PICTURES)
def info(call: Call) -> Json:
    user = call.state.user(call.text("user"))
    return {"user": user_shape(call.state, user, locale=call.flag("include_locale"))}


@users.method("lookupByEmail", tier=3, required=("email",), scopes=("users:read.email",), far=_NO_PICTURES)
def lookup_by_email(call: Call) -> Json:
    wanted = call.text("email").lower()
    for user in call.state.users.values():
        if user.email.lower() == wanted and not user.deleted and not user.is_bot:
            return {"user": user_shape(call.state, user)}
    raise SlackError("users_not_found")


@users.method("conversations", tier=3, scopes=("groups:read", "im:read", "mpim:read", "channels:read"))
def conversations(call: Call) -> Json:
    return channels_of(call, call.state.user(call.text("user") or call.me).id)
