"""What people can do and see, and the sentences when they cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import GENERAL, INCIDENTS, LIN, START, ZHOU, actions, button, plain, running, section
from workspace import Workspace
from workspace.client.text import as_typed, unescape
from workspace.memory.ids import Ids, Stamps
from workspace.memory.state import State, Team
from workspace.timer import Timer


async def test_people_are_found_by_any_name(workspace: Workspace) -> None:
    found = {workspace.person(who).id for who in ("林晓", "lin.xiao", "@lin.xiao", LIN, "lin.xiao@yunhe.example")}
    assert found == {LIN}
    with pytest.raises(LookupError, match="周明"):
        workspace.person("nobody")


async def test_what_is_typed_becomes_references(workspace: Workspace) -> None:
    said = await workspace.person("林晓").say("general", "@周明 看 #incidents，a<b & https://a.example/x?y=1&z=2。")
    assert said.shown[0]["text"] == (
        f"<@{ZHOU}> 看 <#{INCIDENTS}|incidents>，a&lt;b &amp; <https://a.example/x?y=1&amp;z=2>。"
    )


@given(st.text(alphabet="ab<>&@# 林", max_size=30))
def test_untrusted_text_never_makes_a_reference_of_its_own(text: str) -> None:
    state = State(Team("T00001LOC", "t", "t"), Stamps(lambda: START), Ids(), Timer())
    typed = as_typed(state, text)
    assert "<" not in typed
    assert unescape(typed) == text
    assert as_typed(state, typed, escaped=True) == typed


async def test_who_is_not_in_a_channel_cannot_write_there(workspace: Workspace, client: AsyncWebClient) -> None:
    await client.conversations_create(name="事件")
    lin = workspace.person("林晓")
    with pytest.raises(ValueError, match="林晓 is not in 事件"):
        await lin.say("事件", "x")
    await lin.join("事件")
    assert (await lin.say("事件", "x")).shown[0]["text"] == "x"
    with pytest.raises(LookupError, match="general"):
        await lin.say("nowhere", "x")


async def test_nobody_writes_into_an_archived_channel(workspace: Workspace, client: AsyncWebClient) -> None:
    channel = (await client.conversations_create(name="事件"))["channel"]["id"]
    lin = workspace.person("林晓")
    await lin.join("事件")
    await client.conversations_archive(channel=channel)
    with pytest.raises(ValueError, match="archived"):
        await lin.say("事件", "x")


async def test_only_ones_own_messages_are_changed(workspace: Workspace) -> None:
    said = (await workspace.person("林晓").say("general", "mine")).shown[0]
    with pytest.raises(ValueError, match="own messages"):
        await workspace.person("周明").edit(said["ts"], "yours")
    await workspace.person("林晓").edit(said["ts"], "still mine")
    assert workspace.person("周明").last("general").text == "still mine"
    await workspace.person("林晓").delete(said["ts"])
    assert workspace.person("周明").messages("general") == []


async def test_people_write_to_one_another(workspace: Workspace) -> None:
    lin, zhou = workspace.person("林晓"), workspace.person("周明")
    await lin.say(zhou, "在吗")
    await zhou.say(lin, "在")
    assert [seen.text for seen in lin.messages(zhou)] == ["在吗", "在"]


async def test_one_time_in_two_channels_is_not_guessed_at(workspace: Workspace) -> None:
    lin = workspace.person("林晓")
    here = (await lin.say("general", "here")).shown[0]
    there = (await lin.say("incidents", "there")).shown[0]
    assert here.ts == there.ts
    with pytest.raises(LookupError, match="several channels"):
        await lin.react(here.ts, "eyes")
    await lin.react(there, "eyes")
    assert "reactions" in lin.last("incidents")
    assert "reactions" not in lin.last("general")


async def test_replies_go_into_the_thread(workspace: Workspace) -> None:
    lin = workspace.person("林晓")
    root = (await lin.say("general", "root")).shown[0]
    await lin.say("general", "reply", thread=root["ts"])
    assert lin.last("general")["thread_ts"] == root["ts"]


async def test_a_button_that_is_not_there(workspace: Workspace, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(button("Yes", "yes"))])
    lin = workspace.person("林晓")
    with pytest.raises(LookupError, match=r"Yes \(yes\)"):
        await lin.click(lin.last("general"), "No")
    said = (await lin.say("general", "mine")).shown[0]
    with pytest.raises(LookupError, match="nothing"):
        await lin.click(said["ts"], "Yes")


async def test_what_was_chosen_arrives(workspace: Workspace, client: AsyncWebClient) -> None:
    options = [{"text": plain("橙"), "value": "2"}, {"text": plain("红"), "value": "1"}]
    static = {"type": "static_select", "action_id": "sev", "options": options}
    people = {"type": "users_select", "action_id": "who"}
    overflow = {"type": "overflow", "action_id": "more", "options": options}
    blocks = [
        actions(static, people, {"type": "datepicker", "action_id": "day"}),
        {**section("x"), "accessory": overflow},
    ]
    await client.chat_postMessage(channel=GENERAL, text="x", blocks=blocks)
    chosen: list[dict[str, object]] = []

    def register(app: AsyncApp) -> None:
        async def taken(ack, action) -> None:  # type: ignore[no-untyped-def]
            await ack()
            chosen.append(action)

        for action_id in ("sev", "who", "day", "more"):
            app.action(action_id)(taken)

    lin = workspace.person("林晓")
    card = lin.last("general")
    async with running(workspace, register):
        await lin.choose(card, "sev", "红")
        await lin.choose(card, "who", "周明")
        await lin.choose(card, "day", "2026-11-22")
        await lin.choose(card, "more", "橙")
        await workspace.until(lambda: len(chosen) == 4)
        with pytest.raises(LookupError, match="橙, 红"):
            await lin.choose(card, "sev", "蓝")
    assert chosen[0]["selected_option"] == options[1]
    assert (chosen[1]["selected_user"], chosen[2]["selected_date"]) == (ZHOU, "2026-11-22")
    assert chosen[3]["selected_option"] == options[0]


async def test_everything_readable_is_in_plain(workspace: Workspace, client: AsyncWebClient) -> None:
    blocks = [{"type": "header", "text": plain("头")}, section("*正文* &amp;"), actions(button("键", "k"))]
    await client.chat_postMessage(channel=GENERAL, text="摘要", blocks=blocks)
    assert workspace.person("林晓").last("general").plain == "摘要\n头\n*正文* &\n键"
