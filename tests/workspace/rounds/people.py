"""A round through people, groups, the team, apps themselves, and what a bot may not call."""

from __future__ import annotations

from tests.workspace.kit import GENERAL, INSTALL, LIN, MAYA, ZHOU
from tests.workspace.recorder import BARE, OTHER, Recorder
from workspace.methods import METHODS


async def users(r: Recorder) -> None:
    r.ok("users.list", include_locale=True, limit=2)
    r.refused("invalid_cursor", "users.list", cursor="what")
    r.ok("users.info", user=LIN, include_locale=True)
    r.ok("users.info", user="U00009LOC")
    r.ok("users.list")
    r.refused("user_not_found", "users.info", user="U99999LOC")
    r.ok("users.lookupByEmail", email="lin.xiao@yunhe.example")
    r.refused("users_not_found", "users.lookupByEmail", email="a@b.example")
    r.ok("users.getPresence", user=LIN)
    r.ok("users.getPresence")
    r.ok("users.setPresence", presence="away")
    assert r.ok("users.getPresence")["presence"] == "away"
    r.ok("users.setPresence", presence="auto")
    r.refused("invalid_presence", "users.setPresence", presence="here")
    r.ok("users.setActive")
    r.ok("dnd.info", user=LIN)
    r.ok("dnd.info")
    r.refused("user_not_found", "dnd.info", user="U99999LOC")
    for method in ("users.identity", "users.setPhoto", "users.deletePhoto"):
        r.refused("not_allowed_token_type", method)


async def profiles(r: Recorder) -> None:
    r.ok("users.profile.get", user=LIN, include_labels=True)
    r.refused("user_not_found", "users.profile.get", user="U99999LOC")
    status = {"status_text": "in a meeting", "status_emoji": ":calendar:", "status_expiration": 0}
    r.ok("users.profile.set", profile=status, user=LIN)
    assert r.ok("users.info", user=LIN)["user"]["profile"]["status_text"] == "in a meeting"
    r.ok("users.lookupByEmail", email="lin.xiao@yunhe.example")
    r.ok("users.profile.get", user=LIN)
    r.ok("users.list")
    r.ok("users.profile.set", name="title", value="Bot")
    r.refused("invalid_profile", "users.profile.set")
    r.refused("too_long", "users.profile.set", profile={"status_text": "x" * 101})
    r.refused("invalid_starts_with_at", "users.profile.set", profile={"display_name": "@me"})
    r.refused("invalid_emoji_not_allowed", "users.profile.set", profile={"status_emoji": "eyes"})
    r.refused("profile_set_failed", "users.profile.set", profile={"status_expiration": "soon"})
    half = {"profile": {"status_text": ""}, "user": LIN}
    r.refused("must_clear_both_status_text_and_status_emoji", "users.profile.set", **half)


async def usergroups(r: Recorder) -> None:
    made = r.ok(
        "usergroups.create", name="Legal", handle="legal", description="d", channels=GENERAL, include_count=True
    )
    key = made["usergroup"]["id"]
    r.ok("usergroups.create", name="法务", additional_channels=GENERAL)
    r.refused("name_already_exists", "usergroups.create", name="Legal")
    r.refused("missing_subteam_name", "usergroups.create", name=" ")
    r.refused("name_too_long", "usergroups.create", name="x" * 81)
    r.refused("bad_handle", "usergroups.create", name="A", handle="A B")
    r.refused("forbidden_handle", "usergroups.create", name="A", handle="here")
    r.refused("handle_already_exists", "usergroups.create", name="A", handle="legal")
    r.refused("description_too_long", "usergroups.create", name="A", description="x" * 141)
    r.refused("invalid_channel_provided", "usergroups.create", name="A", channels="C99999LOC")
    at = {"usergroup": key, "include_count": True}
    r.ok("usergroups.update", name="Law", handle="law", description="", channels=GENERAL, additional_channels="", **at)
    r.ok("usergroups.users.update", users=[LIN, ZHOU], additional_channels=GENERAL, **at)
    r.ok("usergroups.update", **at)
    assert r.ok("usergroups.users.list", usergroup=key)["users"] == [LIN, ZHOU]
    r.refused("no_users_provided", "usergroups.users.update", users=",", **at)
    r.refused("invalid_users", "usergroups.users.update", users="U99999LOC", **at)
    r.refused("no_such_subteam", "usergroups.users.list", usergroup="S99999LOC")
    r.ok("usergroups.disable", **at)
    r.refused("no_such_subteam", "usergroups.users.list", usergroup=key)
    r.ok("usergroups.users.list", usergroup=key, include_disabled=True)
    r.ok("usergroups.list", include_disabled=True, include_users=True, include_count=True)
    r.ok("usergroups.enable", **at)
    r.workspace.state.paid_plan = False
    for method in ("create", "update", "disable", "enable", "list", "users.list", "users.update"):
        r.refused("plan_upgrade_required", f"usergroups.{method}", usergroup=key, users=MAYA, name="x")
    r.workspace.state.paid_plan = True


async def the_team(r: Recorder) -> None:
    r.ok("team.info", team="", domain="")
    r.refused("team_not_found", "team.info", team="T99999LOC")
    r.ok("emoji.list", include_categories=True)
    r.ok("bots.info")
    r.refused("bot_not_found", "bots.info", bot="B99999LOC")
    r.ok("auth.teams.list", include_icon=True, limit=1)
    r.refused("invalid_cursor", "auth.teams.list", cursor="what")
    r.refused("invalid_limit", "auth.teams.list", limit="many")
    r.ok("auth.test")
    r.refused("invalid_auth", "auth.teams.list", token="xoxb-nobody")
    r.refused("invalid_auth", "auth.test", token="xoxb-nobody")
    r.ok("api.test", foo="bar")
    r.refused("my_error", "api.test", error="my_error", foo="bar")
    r.ok("apps.connections.open", token=INSTALL.app_token)
    r.refused("invalid_auth", "apps.connections.open", token="xapp-nobody")


async def not_for_bots(r: Recorder) -> None:
    for method, more in (
        ("create", {"manifest": "{}"}),
        ("delete", {"app_id": "A1"}),
        ("export", {"app_id": "A1"}),
        ("update", {"app_id": "A1", "manifest": "{}"}),
        ("validate", {"manifest": "{}"}),
    ):
        r.refused("not_allowed_token_type", f"apps.manifest.{method}", **more)
    r.refused("not_allowed_token_type", "files.sharedPublicURL", file="F1")
    invite = {"invite_id": "I1", "channel": GENERAL, "channel_name": "x", "target_team": "T1", "action": "upgrade"}
    for method in (
        *("acceptSharedInvite", "approveSharedInvite", "declineSharedInvite", "externalInvitePermissions.set"),
        *("inviteShared", "requestSharedInvite.approve", "requestSharedInvite.deny"),
    ):
        r.refused("restricted_action", f"conversations.{method}", **invite)
    r.ok("conversations.listConnectInvites")
    r.ok("conversations.requestSharedInvite.list", limit=1)
    r.refused("invalid_cursor", "conversations.requestSharedInvite.list", cursor="what")
    r.ok("users.discoverableContacts.lookup", email="a@b.example")


async def without_scopes(r: Recorder) -> None:
    """Every method that wants a scope says so to an app without any."""
    for name, method in METHODS.items():
        if method.scopes:
            said = r.refused("missing_scope", name, token=BARE.bot_token)
            assert (said["needed"], said["provided"]) == (",".join(method.scopes), "")


async def goodbye(r: Recorder) -> None:
    """Last: after it the other app's token is dead."""
    assert r.ok("auth.revoke", test=True, token=OTHER.bot_token)["revoked"] is False
    r.ok("auth.revoke", token=OTHER.bot_token)
    for method in ("auth.test", "users.profile.get"):
        r.refused("token_revoked", method, token=OTHER.bot_token)
