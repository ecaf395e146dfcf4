"""usergroups.* that change something, profiles and presence: by the real client."""

from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import BOT, LIN, ZHOU, refused
from workspace import Workspace


async def test_a_group_is_made_filled_and_put_away(workspace: Workspace, client: AsyncWebClient) -> None:
    group = (await client.usergroups_create(name="Legal Team"))["usergroup"]
    assert (group["handle"], group["created_by"], group["users"]) == ("legal-team", BOT, [])
    key = group["id"]
    await client.usergroups_users_update(usergroup=key, users=[LIN, ZHOU])
    assert (await client.usergroups_users_list(usergroup=key))["users"] == [LIN, ZHOU]
    changed = (await client.usergroups_update(usergroup=key, handle="law", name="Law", include_count=True))["usergroup"]
    assert (changed["handle"], changed["name"], changed["user_count"]) == ("law", "Law", 2)
    away = (await client.usergroups_disable(usergroup=key))["usergroup"]
    assert away["date_delete"] > 0
    assert (await client.usergroups_list())["usergroups"] == []
    assert (await client.usergroups_enable(usergroup=key))["usergroup"]["date_delete"] == 0
    await refused(client.usergroups_create(name="Law"), "name_already_exists")


async def test_apps_are_told_of_groups(workspace: Workspace, client: AsyncWebClient) -> None:
    told: list[object] = []
    workspace.state.watch(lambda change: told.append(change.detail["what"]) if change.kind == "usergroup" else None)
    key = (await client.usergroups_create(name="Legal"))["usergroup"]["id"]
    await client.usergroups_users_update(usergroup=key, users=[LIN])
    await client.usergroups_disable(usergroup=key)
    assert told == ["subteam_created", "subteam_members_changed", "subteam_updated"]


async def test_a_status(workspace: Workspace, client: AsyncWebClient) -> None:
    await client.users_profile_set(user=LIN, profile={"status_text": "开会", "status_emoji": ":calendar:"})
    profile = (await client.users_profile_get(user=LIN))["profile"]
    assert (profile["status_text"], profile["status_emoji"]) == ("开会", ":calendar:")
    await client.users_profile_set(user=LIN, name="title", value="Chief")
    assert workspace.person("林晓").user.title == "Chief"
    await refused(client.users_profile_set(profile={"status_emoji": "x"}), "invalid_emoji_not_allowed")


async def test_presence(client: AsyncWebClient) -> None:
    assert (await client.users_getPresence(user=BOT))["connection_count"] == 1
    await client.users_setPresence(presence="away")
    assert (await client.users_getPresence(user=BOT))["presence"] == "away"
    assert set((await client.users_getPresence(user=LIN)).data) == {"ok", "presence"}


async def test_a_persons_methods_are_not_for_bots(client: AsyncWebClient) -> None:
    for call in (client.users_identity(), client.users_deletePhoto(), client.files_sharedPublicURL(file="F1")):
        await refused(call, "not_allowed_token_type")
    await refused(client.apps_manifest_validate(manifest="{}"), "not_allowed_token_type")
    await refused(client.conversations_inviteShared(channel="C1", emails="a@b.example"), "restricted_action")
    await refused(client.api_call("files.upload", params={"content": "x"}), "method_deprecated")


async def test_a_revoked_token(client: AsyncWebClient) -> None:
    assert (await client.auth_revoke(test=True))["revoked"] is False
    assert (await client.auth_revoke())["revoked"] is True
    await refused(client.auth_test(), "token_revoked")
