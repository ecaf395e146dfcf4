"""users.*, usergroups.*, team.*, dnd.*, bots.*: who is here."""

from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import BOT, INSTALL, LIN, MAYA, START, ZHOU, refused
from workspace import Character, Workspace, default_cast


async def test_eight_people_and_the_bot(client: AsyncWebClient) -> None:
    members = (await client.users_list())["members"]
    assert [member["is_bot"] for member in members] == [False] * 8 + [True]
    assert members[0]["profile"]["display_name"] == "林晓"
    assert "locale" not in members[0]


async def test_locales_when_asked_for(client: AsyncWebClient) -> None:
    listed = (await client.users_list(include_locale=True))["members"]
    assert {member["id"]: member["locale"] for member in listed if member["id"] in (LIN, MAYA)} == {
        LIN: "zh-CN",
        MAYA: "en-US",
    }
    assert (await client.users_info(user=MAYA, include_locale=True))["user"]["locale"] == "en-US"
    assert "locale" not in (await client.users_info(user=MAYA))["user"]


async def test_time_zones(client: AsyncWebClient) -> None:
    user = (await client.users_info(user=LIN))["user"]
    assert (user["tz"], user["tz_offset"]) == ("Asia/Shanghai", 8 * 3600)


async def test_users_are_paged(client: AsyncWebClient) -> None:
    found: list[str] = []
    async for page in await client.users_list(limit=4):
        found += [member["id"] for member in page["members"]]
    assert len(found) == len(set(found)) == 9


async def test_finding_by_email(client: AsyncWebClient) -> None:
    assert (await client.users_lookupByEmail(email="Zhou.Ming@yunhe.example"))["user"]["id"] == ZHOU
    await refused(client.users_lookupByEmail(email="nobody@yunhe.example"), "users_not_found")
    await refused(client.users_info(user="U99999LOC"), "user_not_found")


async def test_the_cast_is_invented_and_complete() -> None:
    cast = default_cast()
    assert all(character.email.endswith(".example") for character in cast)
    assert {character.locale for character in cast} == {"zh-CN", "en-US"}
    assert len({character.name for character in cast}) == len({character.handle for character in cast}) == 8


async def test_a_cast_of_ones_own() -> None:
    only = Character("ann", "Ann", "Ann Example", "Tester", "ann@a.example", "en-US", "UTC")
    async with Workspace(cast=[only], apps=[INSTALL], starting_channels=("general", "ops")) as workspace:
        client = AsyncWebClient(token=INSTALL.bot_token, base_url=workspace.api_url)
        listed = (await client.conversations_list())["channels"]
        assert [(channel["name"], channel["num_members"]) for channel in listed] == [("general", 1), ("ops", 1)]
        assert [person.name for person in workspace.people] == ["Ann"]


async def test_user_groups(workspace: Workspace, client: AsyncWebClient) -> None:
    group = workspace.add_usergroup("legal", "法务", ["苏婉", "林晓"])
    listed = (await client.usergroups_list(include_users=True, include_count=True))["usergroups"]
    assert [(each["handle"], each["user_count"]) for each in listed] == [("legal", 2)]
    assert LIN in (await client.usergroups_users_list(usergroup=group.id))["users"]
    await refused(client.usergroups_users_list(usergroup="S99999LOC"), "no_such_subteam")
    workspace.state.paid_plan = False
    await refused(client.usergroups_list(), "plan_upgrade_required")


async def test_the_team_and_the_bot(client: AsyncWebClient) -> None:
    assert (await client.team_info())["team"]["name"] == "云合 Yunhe"
    bot = (await client.bots_info())["bot"]
    assert (bot["user_id"], bot["app_id"]) == (BOT, INSTALL.app_id)


async def test_do_not_disturb(workspace: Workspace, client: AsyncWebClient) -> None:
    assert not (await client.dnd_info(user=LIN))["dnd_enabled"]
    workspace.state.do_not_disturb[LIN] = (int(START), int(START) + 3600)
    assert (await client.dnd_info(user=LIN))["dnd_enabled"]
