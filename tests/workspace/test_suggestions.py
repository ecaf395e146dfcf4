"""Menus whose options the app gives while somebody types, files put into forms, closing a whole stack of forms, and
buttons in attachments."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import GENERAL, LIN, actions, button, menu, modal, plain, running
from workspace import Workspace

SHOPS = [{"text": plain(name), "value": name} for name in ("上海店", "Shanghai North")]


def _shop(kind: str = "external_select") -> dict[str, Any]:
    return {"type": kind, "action_id": "shop", "min_query_length": 1}


def _app(answers: list[Any], asked: list[dict[str, Any]]) -> Any:
    """Opens a form by /beacon; answers to each block_suggestion with the next of `answers`."""

    def register(app: AsyncApp) -> None:
        async def opened(ack: Any, body: Any, client: AsyncWebClient) -> None:
            await ack()
            view = modal({**menu("where", "Where", "external_select"), "element": _shop()}, callback_id="form")
            await client.views_open(trigger_id=body["trigger_id"], view=view)

        async def offered(ack: Any, body: Any) -> None:
            asked.append(body)
            await ack(**answers.pop(0))

        app.command("/beacon")(opened)
        app.options("shop")(offered)

    return register


async def test_an_app_offers_options_in_a_form_and_in_a_message(workspace: Workspace, client: AsyncWebClient) -> None:
    asked: list[dict[str, Any]] = []
    groups = [{"label": plain("华东"), "options": SHOPS}]
    lin = workspace.person(LIN)
    async with running(workspace, _app([{"options": SHOPS}, {"option_groups": groups}], asked)):
        await lin.command("/beacon")
        await workspace.until(lambda: lin.open_view)
        view = lin.open_view
        assert view is not None
        assert [each["value"] for each in await lin.suggestions(view, "where", "上")] == ["上海店", "Shanghai North"]
        await client.conversations_join(channel=GENERAL)
        await client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(_shop("multi_external_select"))])
        message = lin.last(GENERAL)
        assert await lin.suggestions(message, "shop", "s") == SHOPS
    first, second = asked
    assert (first["type"], first["value"], first["action_id"], first["block_id"]) == (
        "block_suggestion",
        "上",
        "shop",
        "where",
    )
    assert first["container"] == {"type": "view", "view_id": view.id}
    assert first["view"]["id"] == view.id
    assert (second["value"], second["channel"]["id"], second["message"]["ts"]) == ("s", GENERAL, message.ts)
    assert "response_url" not in second


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"options": [{"text": plain("no value")}]}, "every option needs a text and a value"),
        ({"options": SHOPS * 51}, "a list of at most 100"),
        ({"option_groups": [{"options": SHOPS}]}, "every option group needs a label"),
    ],
)
async def test_options_that_slack_would_not_show_are_named(
    workspace: Workspace, answer: dict[str, Any], sentence: str
) -> None:
    lin = workspace.person(LIN)
    async with running(workspace, _app([answer], [])):
        await lin.command("/beacon")
        await workspace.until(lambda: lin.open_view)
        assert lin.open_view is not None
        with pytest.raises(ValueError, match=sentence):
            await lin.suggestions(lin.open_view, "where", "x")


async def test_a_file_put_into_a_form_reaches_the_app_and_stands_in_no_channel(workspace: Workspace) -> None:
    sent: list[dict[str, Any]] = []

    def register(app: AsyncApp) -> None:
        async def opened(ack: Any, body: Any, client: AsyncWebClient) -> None:
            await ack()
            view = modal({**menu("proof", "Proof", "file_input"), "element": {"type": "file_input", "action_id": "f"}})
            await client.views_open(trigger_id=body["trigger_id"], view={**view, "callback_id": "form"})

        async def taken(ack: Any, view: Any) -> None:
            sent.append(view["state"]["values"]["proof"]["f"])
            await ack()

        app.command("/beacon")(opened)
        app.view("form")(taken)

    lin = workspace.person(LIN)
    async with running(workspace, register), aiohttp.ClientSession(trust_env=False) as browser:
        await lin.command("/beacon")
        await workspace.until(lambda: lin.open_view)
        async with browser.post(f"{workspace.url}/page/upload?as={LIN}&name=证据.txt", data=b"proof") as answer:
            file = (await answer.json())["file"]
        assert (file["name"], file["size"], file["user"], file["channels"]) == ("证据.txt", 5, LIN, [])
        await lin.submit({"proof": {"f": {"type": "file_input", "files": [file]}}})
        async with browser.get(f"{workspace.url}/page/file/{file['id']}") as shown:
            assert await shown.text() == "proof"
    assert sent[0]["files"][0]["id"] == file["id"]


async def test_closing_all_forms_leaves_none_and_says_so(workspace: Workspace) -> None:
    closed: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    def register(app: AsyncApp) -> None:
        async def opened(ack: Any, body: Any, client: AsyncWebClient) -> None:
            await ack()
            view = modal(actions(button("More", "more")), callback_id="form", notify_on_close=True)
            open_it = client.views_push if body["type"] == "block_actions" else client.views_open
            await open_it(trigger_id=body["trigger_id"], view=view)

        async def gone(ack: Any, body: Any) -> None:
            await ack()
            closed.put_nowait(body)

        app.shortcut("from_anywhere")(opened)
        app.action("more")(opened)
        app.view_closed("form")(gone)

    lin = workspace.person(LIN)
    stack = workspace.interactions.views.stacks
    async with running(workspace, register), aiohttp.ClientSession(trust_env=False) as browser:
        await lin.shortcut("from_anywhere")
        await workspace.until(lambda: lin.open_view)
        assert lin.open_view is not None
        await lin.click(lin.open_view, "More")
        await workspace.until(lambda: len(stack[LIN]) == 2)
        body = {"as": LIN, "view_id": lin.open_view.id, "all": True}
        async with browser.post(f"{workspace.url}/page/dismiss", json=body) as answer:
            assert (await answer.json())["ok"] is True
        assert lin.open_view is None
        assert (await closed.get())["is_cleared"] is True


async def test_a_button_in_an_attachment_says_in_which(workspace: Workspace, client: AsyncWebClient) -> None:
    pressed: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    def register(app: AsyncApp) -> None:
        async def heard(ack: Any, body: Any) -> None:
            await ack()
            pressed.put_nowait(body)

        app.action("take")(heard)

    await client.conversations_join(channel=GENERAL)
    lin = workspace.person(LIN)
    async with running(workspace, register):
        attachments = [
            {"text": "x"},
            {"color": "good", "blocks": [{**actions(button("Take", "take", "7")), "block_id": "own"}]},
        ]
        await client.chat_postMessage(channel=GENERAL, text="x", attachments=attachments)
        await lin.click(lin.last(GENERAL), "Take")
        body = await pressed.get()
    assert (body["container"]["type"], body["container"]["attachment_id"]) == ("message_attachment", 2)
    assert (body["actions"][0]["value"], body["actions"][0]["block_id"]) == ("7", "own")
