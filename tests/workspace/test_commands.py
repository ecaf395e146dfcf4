"""Slash commands, their answers and response_url."""

from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp

from tests.workspace.kit import INCIDENTS, INSTALL, LIN, Machine, actions, button, running, section
from workspace import AppInstall, Workspace

BODY = dict[str, Any]


class Replier:
    """Answers /beacon with `answer`, keeps the bodies, and can post to the last response_url."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.bodies: list[BODY] = []
        self.answer: BODY = {}
        self._session = session

    def register(self, app: AsyncApp) -> None:
        async def command(ack: Any, body: BODY) -> None:
            self.bodies.append(body)
            await ack(**self.answer)

        async def clicked(ack: Any, body: BODY) -> None:
            self.bodies.append(body)
            await ack()

        app.command("/beacon")(command)
        app.command("/raw")(command)
        app.action("press")(clicked)

    async def respond(self, body: BODY) -> tuple[int, str]:
        async with self._session.post(self.bodies[-1]["response_url"], json=body) as answer:
            return answer.status, str((await answer.json()).get("error", ""))


@pytest.fixture
def replier(session: aiohttp.ClientSession) -> Replier:
    return Replier(session)


async def test_the_form_of_a_command(workspace: Workspace, replier: Replier) -> None:
    async with running(workspace, replier.register):
        await workspace.person("林晓").command("/beacon  open  出事了 ", "incidents")
    (body,) = replier.bodies
    assert (body["command"], body["text"]) == ("/beacon", "open  出事了")
    assert (body["channel_id"], body["channel_name"]) == (INCIDENTS, "incidents")
    assert (body["user_id"], body["user_name"]) == (LIN, "lin.xiao")
    assert (body["team_id"], body["api_app_id"]) == ("T00001LOC", INSTALL.app_id)
    assert body["trigger_id"]
    assert body["response_url"].startswith(workspace.url)


async def test_names_arrive_as_references_when_the_command_asks_for_it(workspace: Workspace, replier: Replier) -> None:
    async with running(workspace, replier.register):
        await workspace.person("林晓").command("/beacon offer @周明 in #incidents & <go>")
        await workspace.person("林晓").command("/raw offer @周明 in #incidents & <go>")
    cooked, raw = (body["text"] for body in replier.bodies)
    assert cooked == f"offer <@U00002LOC|zhou.ming> in <#{INCIDENTS}|incidents> &amp; &lt;go&gt;"
    assert raw == "offer @周明 in #incidents &amp; &lt;go&gt;"


async def test_where_a_private_place_is_named(workspace: Workspace, replier: Replier) -> None:
    lin = workspace.person("林晓")
    await lin.create_channel("密室", private=True)
    async with running(workspace, replier.register):
        await lin.command("/beacon", "密室")
        await lin.command("/beacon", workspace.person("beacon"))
    assert [body["channel_name"] for body in replier.bodies] == ["privategroup", "directmessage"]


async def test_an_answer_for_oneself(workspace: Workspace, replier: Replier) -> None:
    replier.answer = {"text": "only you", "blocks": [section("only *you*")]}
    async with running(workspace, replier.register):
        shown = await workspace.person("林晓").command("/beacon")
    assert shown.text == "only you"
    assert workspace.person("林晓").last("general").is_ephemeral
    assert workspace.person("周明").messages("general") == []


async def test_an_answer_aloud_shows_the_command_too(workspace: Workspace, replier: Replier) -> None:
    replier.answer = {"text": "all of you", "response_type": "in_channel"}
    async with running(workspace, replier.register):
        await workspace.person("林晓").command("/beacon who")
    assert [seen.text for seen in workspace.person("周明").messages("general")] == ["/beacon who", "all of you"]


async def test_an_answer_with_bad_blocks_is_shown_as_an_error(workspace: Workspace, replier: Replier) -> None:
    replier.answer = {"text": "x", "blocks": [section("")]}
    async with running(workspace, replier.register):
        shown = await workspace.person("Maya Brooks").command("/beacon")
    assert shown.text == "/beacon failed with the error invalid_blocks"


async def test_five_answers_in_half_an_hour(workspace: Workspace, replier: Replier, machine: Machine) -> None:
    async with running(workspace, replier.register):
        await workspace.person("林晓").command("/beacon")
        for number in range(5):
            assert await replier.respond({"text": str(number)}) == (200, "")
        assert await replier.respond({"text": "6"}) == (404, "used_url")
        await workspace.person("林晓").command("/beacon")
        machine.skew += 30 * 60 + 1
        assert await replier.respond({"text": "late"}) == (404, "expired_url")
    assert [seen.text for seen in workspace.person("林晓").messages("general")] == ["0", "1", "2", "3", "4"]
    assert len(workspace.calls.where("response_url")) == 7


async def test_answering_aloud_later(workspace: Workspace, replier: Replier) -> None:
    async with running(workspace, replier.register):
        await workspace.person("林晓").command("/beacon")
        await replier.respond({"text": "later", "response_type": "in_channel"})
    assert workspace.person("周明").last("general").text == "later"


async def test_replacing_and_deleting_what_was_clicked(workspace: Workspace, replier: Replier) -> None:
    replier.answer = {"text": "press", "blocks": [actions(button("Press", "press"))]}
    lin = workspace.person("林晓")
    async with running(workspace, replier.register):
        shown = (await lin.command("/beacon")).shown[0]
        await lin.click(shown["ts"], "Press")
        clicked = replier.bodies[-1]
        assert clicked["container"]["is_ephemeral"]
        assert "message" not in clicked
        await replier.respond({"text": "pressed", "replace_original": True})
        assert [(seen.text, seen.buttons) for seen in lin.messages("general")] == [("pressed", [])]
        await replier.respond({"delete_original": True})
        assert lin.messages("general") == []


async def test_replacing_a_message_that_all_see(workspace: Workspace, replier: Replier) -> None:
    replier.answer = {"text": "x", "blocks": [actions(button("Press", "press"))], "response_type": "in_channel"}
    lin = workspace.person("林晓")
    async with running(workspace, replier.register):
        await lin.command("/beacon")
        await workspace.person("周明").click(lin.last("general"), "press")
        clicked = replier.bodies[-1]
        assert clicked["message"]["ts"] == clicked["container"]["message_ts"] == lin.last("general").ts
        await replier.respond({"text": "done", "replace_original": True})
    assert [seen.text for seen in lin.messages("general")] == ["/beacon", "done"]


async def test_an_empty_answer_is_refused(workspace: Workspace, replier: Replier) -> None:
    async with running(workspace, replier.register):
        await workspace.person("林晓").command("/beacon")
        assert await replier.respond({"blocks": []}) == (400, "no_text")


async def test_slacks_own_commands_do_it_themselves(workspace: Workspace) -> None:
    lin, zhou = workspace.person("林晓"), workspace.person("Maya Brooks")
    await lin.create_channel("side")
    for line in ("/invite @Maya Brooks @Beacon", "/topic all about sides", "/me waves & goes"):
        assert (await lin.command(line, "side")).ok
    side = next(channel for channel in lin.channels() if channel.name == "side")
    assert zhou.id in side.members
    assert side.topic.value == "all about sides"
    assert (lin.last("side")["subtype"], lin.last("side")["text"]) == ("me_message", "waves &amp; goes")
    assert list(workspace.deliveries.where(kind="slash_commands")) == []
    assert (await zhou.command("/archive", "general")).text == "/archive could not be done: cant archive general."
    assert (await lin.command("/join nowhere")).text == "/join：未能执行（channel not found）。"


async def test_an_app_whose_settings_nobody_knows_gets_every_command_but_slacks_own() -> None:
    async with Workspace(apps=[AppInstall(lenient=True)]) as workspace:
        lin = workspace.person("林晓")
        assert (await lin.command("/whatever it is")).status == "not_delivered"
        assert (await lin.command("/topic mine")).ok
        assert (await lin.shortcut("any_callback")).status == "not_delivered"
        assert [each.what for each in workspace.deliveries] == ["/whatever it is", "shortcut any_callback"]


@pytest.mark.parametrize("flag", [True, "true"])
async def test_flags_of_a_response_may_be_texts(workspace: Workspace, replier: Replier, flag: Any) -> None:
    lin = workspace.person("林晓")
    async with running(workspace, replier.register):
        replier.answer = {"text": "choose", "blocks": [actions(button("Press", "press"))]}
        await lin.command("/beacon")
        await lin.click(lin.ephemerals()[-1], "Press")
        assert await replier.respond({"text": "kept", "replace_original": "false"}) == (200, "")
        assert [each.text for each in lin.ephemerals()] == ["choose", "kept"]
        assert await replier.respond({"text": "chosen", "replace_original": flag}) == (200, "")
        assert [each.text for each in lin.ephemerals()] == ["chosen", "kept"]
        assert await replier.respond({"delete_original": flag}) == (200, "")
        assert [each.text for each in lin.ephemerals()] == ["kept"]
