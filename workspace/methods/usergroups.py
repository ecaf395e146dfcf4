"""usergroups.*: handles for several people. On a plan without them: `plan_upgrade_required`."""

from __future__ import annotations

from workspace.errors import SlackError
from workspace.methods.registry import Call, Family
from workspace.records import Json, UserGroup

usergroups = Family("usergroups")
_READ = ("usergroups:read",)


def _need_plan(call: Call) -> None:
    if not call.state.paid_plan:
        raise SlackError("plan_upgrade_required")


def _shape(call: Call, group: UserGroup, *, users: bool, count: bool) -> Json:
    shape: Json = {
        "id": group.id,
        "team_id": call.state.team.id,
        "is_usergroup": True,
        "is_external": False,
        "name": group.name,
        "handle": group.handle,
        "description": group.description,
        "date_create": group.created,
        "date_update": group.created,
        "date_delete": 1 if group.disabled else 0,
        "auto_type": None,
        "created_by": "",
        "updated_by": "",
        "deleted_by": None,
        "prefs": {"channels": [], "groups": []},
    }
    if users:
        shape["users"] = list(group.users)
    if count:
        shape["user_count"] = len(group.users)
    return shape


@usergroups.method("list", tier=2, scopes=_READ)
def list_(call: Call) -> Json:
    _need_plan(call)
    disabled = call.flag("include_disabled")
    groups = [group for group in call.state.usergroups.values() if disabled or not group.disabled]
    users, count = call.flag("include_users"), call.flag("include_count")
    return {"usergroups": [_shape(call, group, users=users, count=count) for group in groups]}


@usergroups.method("users.list", tier=2, required=("usergroup",), scopes=_READ)
def users_list(call: Call) -> Json:
    _need_plan(call)
    group = call.state.usergroups.get(call.text("usergroup"))
    if group is None or (group.disabled and not call.flag("include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}
