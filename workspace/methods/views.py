"""views.*: modals and home tabs."""

from __future__ import annotations

from workspace.errors import SlackError
from workspace.memory.records import Json
from workspace.methods.registry import Call, Family

views = Family("views")


def _trigger(call: Call) -> str:
    """A trigger comes under either name; `interactivity_pointer` is the newer one."""
    trigger = call.text("trigger_id") or call.text("interactivity_pointer")
    if not trigger:
        raise SlackError("invalid_trigger_id")
    return trigger


@views.method("open", tier=4, required=("view",))
def open_(call: Call) -> Json:
    trigger = call.interactions.tickets.claim(_trigger(call), call.app.id)
    own = call.interactions.views
    view = own.open(call.app.id, call.app.bot.bot_id, trigger.user, call.parsed("view"))
    return {"view": own.shape(view)}


@views.method("push", tier=4, required=("view",))
def push(call: Call) -> Json:
    trigger = call.interactions.tickets.claim(_trigger(call), call.app.id)
    own = call.interactions.views
    view = own.push(call.app.id, call.app.bot.bot_id, trigger.user, call.parsed("view"))
    return {"view": own.shape(view)}


@views.method("update", tier=4, required=("view",))
def update(call: Call) -> Json:
    if not call.text("view_id") and not call.text("external_id"):
        raise SlackError("not_found")
    own = call.interactions.views
    place = {"view_id": call.text("view_id"), "external_id": call.text("external_id"), "hash_": call.text("hash")}
    view = own.update(call.app.id, call.parsed("view"), **place)
    return {"view": own.shape(view)}


@views.method("publish", tier=4, required=("user_id", "view"))
def publish(call: Call) -> Json:
    call.text("interactivity_pointer")  # taken, and of no use: a home tab needs no trigger
    user = call.state.users.get(call.text("user_id"))
    if user is None or user.is_bot:
        raise SlackError("missing_profile_id")
    own = call.interactions.views
    view = own.publish(call.app.id, call.app.bot.bot_id, user.id, call.parsed("view"), call.text("hash"))
    return {"view": own.shape(view)}
