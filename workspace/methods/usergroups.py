"""usergroups.*: handles for several people. On a plan without them: `plan_upgrade_required`."""

from __future__ import annotations

import re

from workspace.errors import SlackError
from workspace.memory.records import Change, Json, UserGroup
from workspace.methods.registry import Call, Family, part

usergroups = Family("usergroups")
_READ = ("usergroups:read",)
_WRITE = ("usergroups:write",)
_HANDLE = re.compile(r"[a-z0-9._-]{1,21}")
_FORBIDDEN = ("here", "channel", "everyone", "group", "all")
NAME_LIMIT = 80
DESCRIPTION_LIMIT = 140
_PLAIN = part("No sections, no groups of an organization.", "没有分区，也没有组织级用户组。")


def _need_plan(call: Call) -> None:
    if not call.state.paid_plan:
        raise SlackError("plan_upgrade_required")


def _shape(call: Call, group: UserGroup, *, users: bool = True, count: bool = False) -> Json:
    shape: Json = {
        "id": group.id,
        "team_id": call.state.team.id,
        "is_usergroup": True,
        "is_subteam": True,
        "is_external": False,
        "name": group.name,
        "handle": group.handle,
        "description": group.description,
        "date_create": group.created,
        "date_update": group.updated or group.created,
        "date_delete": group.deleted,
        "auto_type": None,
        "auto_provision": False,
        "is_visible": not group.disabled,
        "is_section": False,
        "is_membership_locked": False,
        "is_editing_restricted": False,
        "is_idp_group": False,
        "is_org_level": False,
        "enterprise_subteam_id": "",
        "created_by": group.created_by,
        "updated_by": group.updated_by or group.created_by,
        "deleted_by": group.deleted_by or None,
        "prefs": {"channels": list(group.channels), "groups": []},
        "channel_count": len(group.channels),
    }
    if users:
        shape["users"] = list(group.users)
    if count:
        shape["user_count"] = len(group.users)
    return shape


def _answer(call: Call, group: UserGroup) -> Json:
    return {"usergroup": _shape(call, group, count=call.flag("include_count"))}


def _group(call: Call) -> UserGroup:
    group = call.state.usergroups.get(call.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return group


@usergroups.method("list", tier=2, scopes=_READ, far=_PLAIN)
def list_(call: Call) -> Json:
    _need_plan(call)
    disabled = call.flag("include_disabled")
    groups = [group for group in call.state.usergroups.values() if disabled or not group.disabled]
    users, count = call.flag("include_users"), call.flag("include_count")
    return {"usergroups": [_shape(call, group, users=users, count=count) for group in groups]}


@usergroups.method("create", tier=2, required=("name",), scopes=_WRITE, far=_PLAIN)
def create(call: Call) -> Json:
    _need_plan(call)
    name = _name(call, "")
    handle = _handle(call, "") if call.text("handle") else _free_handle(call, name)
    group = UserGroup(call.state.ids.next("S"), handle, name, _description(call), channels=_channels(call))
    group.created, group.created_by = call.state.stamps.seconds(), call.me
    call.state.usergroups[group.id] = group
    return _tell(call, group, "subteam_created")


def _tell(call: Call, group: UserGroup, what: str, **more: tuple[str, ...]) -> Json:
    """Tells apps what happened to the group (`what`: the event's name); the method's answer."""
    group.updated, group.updated_by = call.state.stamps.seconds(), call.me
    call.state.tell(Change("usergroup", user=call.me, detail={"what": what, "group": group.id, **more}))
    return _answer(call, group)


def _others(call: Call, own: str) -> list[UserGroup]:
    return [group for group in call.state.usergroups.values() if group.id != own]


def _name(call: Call, own: str) -> str:
    name = call.text("name").strip()
    if not name:
        raise SlackError("missing_subteam_name")
    if len(name) > NAME_LIMIT:
        raise SlackError("name_too_long")
    if any(group.name == name for group in _others(call, own)):
        raise SlackError("name_already_exists")
    return name


def _handle(call: Call, own: str) -> str:
    handle = call.text("handle").removeprefix("@")
    if not _HANDLE.fullmatch(handle):
        raise SlackError("bad_handle")
    if handle in _FORBIDDEN:
        raise SlackError("forbidden_handle")
    users = [user.name for user in call.state.users.values()]
    if handle in users or any(group.handle == handle for group in _others(call, own)):
        raise SlackError("handle_already_exists")
    return handle


def _free_handle(call: Call, name: str) -> str:
    """Without a handle Slack makes one of the name."""
    made = "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:18] or "group"
    taken = {group.handle for group in call.state.usergroups.values()}
    return next(each for each in (made, *(f"{made}-{n}" for n in range(2, 1000))) if each not in taken)


def _description(call: Call) -> str:
    if len(call.text("description")) > DESCRIPTION_LIMIT:
        raise SlackError("description_too_long")
    return call.text("description")


def _channels(call: Call) -> tuple[str, ...]:
    named = [*call.names("channels"), *call.names("additional_channels")]
    for each in named:
        channel = call.state.channels.get(each)
        if channel is None or channel.is_direct:
            raise SlackError("invalid_channel_provided")
    return tuple(named)


@usergroups.method("update", tier=2, required=("usergroup",), scopes=_WRITE, far=_PLAIN)
def update(call: Call) -> Json:
    _need_plan(call)
    group = _group(call)
    given = call.args
    name = _name(call, group.id) if given.get("name") is not None else group.name
    handle = _handle(call, group.id) if given.get("handle") is not None else group.handle
    description = _description(call) if given.get("description") is not None else group.description
    if given.get("channels") is not None or given.get("additional_channels") is not None:
        group.channels = _channels(call)
    group.name, group.handle, group.description = name, handle, description
    return _tell(call, group, "subteam_updated")


@usergroups.method("disable", tier=2, required=("usergroup",), scopes=_WRITE, far=_PLAIN)
def disable(call: Call) -> Json:
    _need_plan(call)
    group = _group(call)
    group.disabled, group.deleted, group.deleted_by = True, call.state.stamps.seconds(), call.me
    return _tell(call, group, "subteam_updated")


@usergroups.method("enable", tier=2, required=("usergroup",), scopes=_WRITE, far=_PLAIN)
def enable(call: Call) -> Json:
    _need_plan(call)
    group = _group(call)
    group.disabled, group.deleted, group.deleted_by = False, 0, ""
    return _tell(call, group, "subteam_updated")


@usergroups.method("users.list", tier=2, required=("usergroup",), scopes=_READ, far=_PLAIN)
def users_list(call: Call) -> Json:
    _need_plan(call)
    group = _group(call)
    if group.disabled and not call.flag("include_disabled"):
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


@usergroups.method("users.update", tier=2, required=("usergroup", "users"), scopes=_WRITE, far=_PLAIN)
def users_update(call: Call) -> Json:
    """The users given are all that are in it afterwards."""
    _need_plan(call)
    group = _group(call)
    users = tuple(dict.fromkeys(call.names("users")))
    if not users:
        raise SlackError("no_users_provided")
    known = call.state.users
    if any(each not in known or known[each].deleted or known[each].is_bot for each in users):
        raise SlackError("invalid_users")
    if call.text("additional_channels"):
        group.channels = tuple(dict.fromkeys((*group.channels, *_channels(call))))
    before, group.users = group.users, users
    return _tell(call, group, "subteam_members_changed", before=before)
