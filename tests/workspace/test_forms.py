"""Modals and home tabs: opening, filling, the app's answers, triggers."""

from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import LIN, ZHOU, Machine, actions, button, menu, modal, refused, running, section, text_field
from workspace import Person, Workspace

FORM = modal(
    text_field("title", "标题", max_length=10),
    {**text_field("note", "Note"), "optional": True},
    menu("sev", "Severity", "static_select", "SEV1", "SEV2"),
    menu("who", "Who", "multi_users_select"),
    callback_id="form",
    private_metadata="hidden",
    notify_on_close=True,
)
GOOD = {"标题": "着火了", "Severity": "SEV1", "Who": ["周明", "林晓"]}


class FormApp:
    """/beacon opens `view`; a sent form is answered with `answer`."""

    def __init__(self) -> None:
        self.view: dict[str, Any] = FORM
        self.answer: dict[str, Any] = {}
        self.bodies: list[dict[str, Any]] = []

    def register(self, app: AsyncApp) -> None:
        async def command(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
            await client.views_open(trigger_id=body["trigger_id"], view=self.view)
            await ack()

        async def submitted(ack: Any, body: dict[str, Any]) -> None:
            self.bodies.append(body)
            await ack(**self.answer)

        async def taken(ack: Any, body: dict[str, Any]) -> None:
            self.bodies.append(body)
            await ack()

        app.command("/beacon")(command)
        app.view("form")(submitted)
        app.view_closed("form")(taken)
        app.action("press")(taken)
        app.shortcut("from_message")(taken)
        app.shortcut("from_anywhere")(taken)

    @property
    def last(self) -> dict[str, Any]:
        return self.bodies[-1]


@pytest.fixture
def form_app() -> FormApp:
    return FormApp()


@pytest.fixture
def lin(workspace: Workspace) -> Person:
    return workspace.person("林晓")


async def test_a_form_is_filled_in_by_label_and_sent(workspace: Workspace, form_app: FormApp, lin: Person) -> None:
    async with running(workspace, form_app.register):
        await lin.command("/beacon")
        delivery = await lin.submit(GOOD)
    assert (delivery.errors, lin.open_view) == ({}, None)
    body = form_app.last
    assert (body["type"], body["user"]["id"]) == ("view_submission", LIN)
    values = body["view"]["state"]["values"]
    assert values["title"]["value"] == {"type": "plain_text_input", "value": "着火了"}
    assert values["note"]["value"]["value"] is None
    assert values["sev"]["choice"]["selected_option"]["value"] == "sev1"
    assert values["who"]["choice"]["selected_users"] == [ZHOU, LIN]
    assert (body["view"]["callback_id"], body["view"]["private_metadata"]) == ("form", "hidden")


async def test_what_slack_itself_objects_to_is_not_sent(workspace: Workspace, form_app: FormApp, lin: Person) -> None:
    async with running(workspace, form_app.register):
        await lin.command("/beacon")
        errors = (await lin.submit({"标题": "x" * 11})).errors
    assert errors == {"title": "请填写 0 到 10 个字符。", "sev": "请填写此必填字段。", "who": "请填写此必填字段。"}
    assert form_app.bodies == []
    assert lin.open_view is not None


async def test_the_apps_errors_come_back_and_the_form_stays(
    workspace: Workspace, form_app: FormApp, lin: Person
) -> None:
    form_app.answer = {"response_action": "errors", "errors": {"title": "太短"}}
    async with running(workspace, form_app.register):
        await lin.command("/beacon")
        assert (await lin.submit(GOOD)).errors == {"title": "太短"}
        form_app.answer = {}
        assert (await lin.submit()).errors == {}
    assert lin.open_view is None


async def test_an_update_in_the_answer_keeps_what_was_filled_in(
    workspace: Workspace, form_app: FormApp, lin: Person
) -> None:
    form_app.answer = {"response_action": "update", "view": {**FORM, "blocks": [*FORM["blocks"], section("sure?")]}}
    async with running(workspace, form_app.register):
        await lin.command("/beacon")
        await lin.submit(GOOD)
        assert lin.open_view is not None
        assert len(lin.open_view.body["blocks"]) == 5
        assert lin.open_view.values["title"]["value"]["value"] == "着火了"


async def test_pushing_and_clearing(workspace: Workspace, form_app: FormApp, lin: Person) -> None:
    form_app.answer = {"response_action": "push", "view": modal(section("second"), callback_id="form")}
    async with running(workspace, form_app.register):
        await lin.command("/beacon")
        first = lin.open_view
        assert first is not None
        await lin.submit(GOOD)
        second = lin.open_view
        assert second is not None
        assert (second.previous, second.root) == (first.id, first.id)
        await lin.submit()
        third = lin.open_view
        assert third is not None
        assert third.id != second.id
        await lin.submit()
        assert lin.open_view is third
        form_app.answer = {"response_action": "clear"}
        await lin.submit()
        assert lin.open_view is None


async def test_a_bad_view_in_the_answer_is_shown_as_trouble(
    workspace: Workspace, form_app: FormApp, lin: Person
) -> None:
    form_app.answer = {"response_action": "update", "view": modal(section(""))}
    async with running(workspace, form_app.register):
        await lin.command("/beacon")
        errors = (await lin.submit(GOOD)).errors
    assert "json-pointer:/view/blocks/0/text/text" in errors[""]


async def test_closing_is_told_when_asked_for(workspace: Workspace, form_app: FormApp, lin: Person) -> None:
    async with running(workspace, form_app.register):
        await lin.command("/beacon")
        await lin.dismiss()
        assert (form_app.last["type"], form_app.last["is_cleared"]) == ("view_closed", False)
        form_app.view = {**FORM, "notify_on_close": False}
        await lin.command("/beacon")
        await lin.dismiss()
    assert len(form_app.bodies) == 1
    assert lin.open_view is None


async def test_clicking_in_a_form(workspace: Workspace, form_app: FormApp, lin: Person) -> None:
    form_app.view = modal(actions(button("Press", "press")), text_field("title", "标题"))
    async with running(workspace, form_app.register):
        await lin.command("/beacon")
        lin.fill("标题", "half")
        assert lin.open_view is not None
        await lin.click(lin.open_view, "Press")
    body = form_app.last
    assert body["container"] == {"type": "view", "view_id": body["view"]["id"]}
    assert body["actions"][0]["action_id"] == "press"
    assert body["view"]["state"]["values"]["title"]["value"]["value"] == "half"


async def test_shortcuts(workspace: Workspace, form_app: FormApp, lin: Person) -> None:
    async with running(workspace, form_app.register):
        said = (await workspace.person("周明").say("general", "这条不妙")).shown[0]
        assert (await lin.shortcut("from_message", said["ts"])).ok
        body = form_app.last
        assert (body["type"], body["message"]["text"], body["message_ts"]) == ("message_action", "这条不妙", said["ts"])
        assert (body["channel"]["name"], body["user"]["id"]) == ("general", LIN)
        await lin.shortcut("from_anywhere")
        assert (form_app.last["type"], form_app.last["callback_id"]) == ("shortcut", "from_anywhere")
    with pytest.raises(LookupError, match="nothing_like_it"):
        await lin.shortcut("nothing_like_it")


async def test_a_trigger_lives_three_seconds_and_once(
    workspace: Workspace, client: AsyncWebClient, machine: Machine
) -> None:
    tickets, app = workspace.interactions.tickets, "A00001LOC"
    first, late = tickets.trigger(LIN, app), tickets.trigger(LIN, app)
    await client.views_open(trigger_id=first, view=FORM)
    await refused(client.views_open(trigger_id=first, view=FORM), "exchanged_trigger_id")
    machine.skew += 3.1
    await refused(client.views_open(trigger_id=late, view=FORM), "expired_trigger_id")
    await refused(client.views_open(trigger_id="1.2.x", view=FORM), "invalid_trigger_id")


async def test_a_view_with_faults_names_them(workspace: Workspace, client: AsyncWebClient) -> None:
    trigger = workspace.interactions.tickets.trigger(LIN, "A00001LOC")
    body = await refused(client.views_open(trigger_id=trigger, view=modal(section("x" * 3001))), "invalid_arguments")
    assert "/view/blocks/0/text/text" in body["response_metadata"]["messages"][0]


async def test_updating_needs_the_right_hash(workspace: Workspace, client: AsyncWebClient) -> None:
    trigger = workspace.interactions.tickets.trigger(LIN, "A00001LOC")
    view = (await client.views_open(trigger_id=trigger, view={**FORM, "external_id": "one"}))["view"]
    newer = (await client.views_update(view_id=view["id"], hash=view["hash"], view=FORM))["view"]
    assert newer["id"] == view["id"]
    old = client.views_update(view_id=view["id"], hash=view["hash"], view=FORM)
    await refused(old, "hash_conflict")
    await refused(client.views_update(view_id="V99999LOC", view=FORM), "not_found")


async def test_views_by_an_external_id(workspace: Workspace, client: AsyncWebClient) -> None:
    tickets, named = workspace.interactions.tickets, {**FORM, "external_id": "one"}
    await client.views_open(trigger_id=tickets.trigger(LIN, "A00001LOC"), view=named)
    again = client.views_open(trigger_id=tickets.trigger(ZHOU, "A00001LOC"), view=named)
    await refused(again, "duplicate_external_id")
    assert (await client.views_update(external_id="one", view=named))["ok"]


async def test_three_views_deep_and_no_further(workspace: Workspace, client: AsyncWebClient) -> None:
    tickets = workspace.interactions.tickets
    await client.views_open(trigger_id=tickets.trigger(LIN, "A00001LOC"), view=FORM)
    for _ in range(2):
        await client.views_push(trigger_id=tickets.trigger(LIN, "A00001LOC"), view=FORM)
    deeper = client.views_push(trigger_id=tickets.trigger(LIN, "A00001LOC"), view=FORM)
    await refused(deeper, "push_limit_reached")


async def test_the_home_tab(workspace: Workspace, client: AsyncWebClient, form_app: FormApp, lin: Person) -> None:
    home = {"type": "home", "blocks": [section("hello"), actions(button("Press", "press"))]}
    first = (await client.views_publish(user_id=LIN, view=home))["view"]
    again = (await client.views_publish(user_id=LIN, view=home, hash=first["hash"]))["view"]
    assert first["id"] == again["id"]
    await refused(client.views_publish(user_id=LIN, view=home, hash=first["hash"]), "hash_conflict")
    await refused(client.views_publish(user_id=LIN, view=FORM), "invalid_arguments")
    shown = lin.home()
    assert shown is not None
    async with running(workspace, form_app.register):
        await lin.click(shown, "Press")
    assert form_app.last["view"]["type"] == "home"
    assert workspace.person("周明").home() is None
