"""conversations.*Shared*, users.discoverableContacts.*: Slack Connect, which is switched off in this workspace.

An app gets what it gets in a workspace whose admins do not allow it: `restricted_action`, and empty lists.
"""

from __future__ import annotations

from workspace.memory.records import Json
from workspace.methods.registry import Call, Family, refused

conversations = Family("conversations")
users = Family("users")
_MANAGE = ("conversations.connect:manage",)
_WRITE = ("conversations.connect:write",)
_ERROR = "restricted_action"
_FAR = refused(
    "There is one workspace: Slack Connect is switched off (`restricted_action`).",
    "只有一个工作区，Slack Connect 已关闭（`restricted_action`）。",
)
_EMPTY = refused(
    "There is one workspace: Slack Connect is switched off, the list is empty.",
    "只有一个工作区，Slack Connect 已关闭，列表总是空的。",
)

conversations.refuse("acceptSharedInvite", _ERROR, _FAR, tier=2, required=("channel_name",), scopes=_WRITE)
conversations.refuse("approveSharedInvite", _ERROR, _FAR, tier=3, required=("invite_id",), scopes=_MANAGE)
conversations.refuse("declineSharedInvite", _ERROR, _FAR, tier=3, required=("invite_id",), scopes=_MANAGE)
conversations.refuse(
    "externalInvitePermissions.set",
    _ERROR,
    _FAR,
    tier=2,
    required=("channel", "target_team", "action"),
    scopes=_MANAGE,
)
conversations.refuse("inviteShared", _ERROR, _FAR, tier=2, required=("channel",), scopes=_WRITE)
conversations.refuse("requestSharedInvite.approve", _ERROR, _FAR, tier=2, required=("invite_id",), scopes=_MANAGE)
conversations.refuse("requestSharedInvite.deny", _ERROR, _FAR, tier=2, required=("invite_id",), scopes=_MANAGE)


@conversations.method("listConnectInvites", tier=1, scopes=_MANAGE, far=_EMPTY)
def list_connect_invites(call: Call) -> Json:
    return {"invites": [], "response_metadata": {"next_cursor": ""}}


@conversations.method("requestSharedInvite.list", tier=2, scopes=_MANAGE, far=_EMPTY)
def request_shared_invite_list(call: Call) -> Json:
    page, more = call.page(list[Json]())
    return {"invite_requests": page, **more}


@users.method(
    "discoverableContacts.lookup",
    tier=2,
    required=("email",),
    scopes=("conversations.connect:manage", "team:read"),
    far=refused("Nobody outside can be found.", "查不到工作区以外的任何人。"),
)
def discoverable_contacts_lookup(call: Call) -> Json:
    return {"is_discoverable": False}
