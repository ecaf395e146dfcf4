"""Forms and choices: what is asked while one types, what is picked, what is taken back, what closes what."""

import asyncio
from collections.abc import Callable
from typing import Any

from playwright.async_api import Locator, Page, expect
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser.conftest import LIN, OpenPage
from tests.workspace.kit import GENERAL, actions, button, menu, modal, plain, running
from workspace import Workspace

Heard = asyncio.Queue[dict[str, Any]]


def _field(block_id: str, label: str, kind: str, **element: Any) -> dict[str, Any]:
    return {**menu(block_id, label, kind), "element": {"type": kind, "action_id": "v", **element}}


def _form(view: dict[str, Any], sent: Heard, more: Callable[[AsyncApp], None] = lambda app: None) -> Any:
    """An app that opens this form by /beacon and hands on what was sent."""

    def register(app: AsyncApp) -> None:
        async def opened(ack: Any, body: Any, client: AsyncWebClient) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view={**view, "callback_id": "form"})

        async def taken(ack: Any, view: Any) -> None:
            await ack()
            sent.put_nowait(view["state"]["values"])

        app.command("/beacon")(opened)
        app.view("form")(taken)
        more(app)

    return register


async def _opened(page: Page) -> Locator:
    line = page.get_by_role("main").get_by_role("combobox")
    await line.fill("/beacon x")
    await line.press("Enter")
    form = page.get_by_role("dialog", name="Form")
    await expect(form).to_be_visible()
    return form


async def test_options_are_asked_of_the_app_while_one_types(page_of: OpenPage, workspace: Workspace) -> None:
    sent, asked = Heard(), list[str]()

    def more(app: AsyncApp) -> None:
        async def offered(ack: Any, payload: Any) -> None:
            asked.append(payload["value"])
            if payload["value"] == "x":
                await ack(options=[{"text": plain("no value")}])
                return
            shops = [{"text": plain(f"{payload['value']}海店"), "value": "sh"}]
            await ack(option_groups=[{"label": plain("华东"), "options": shops}])

        app.options("v")(offered)

    view = modal(_field("shop", "门店", "external_select", min_query_length=1))
    async with running(workspace, _form(view, sent, more)):
        page = await page_of(workspace, LIN)
        form = await _opened(page)
        await form.get_by_role("button", name="门店").click()
        search = page.get_by_role("combobox", name="输入以搜索")
        await search.fill("x")
        await expect(page.get_by_text("选项加载失败")).to_be_visible()
        await search.fill("上")
        await expect(page.get_by_role("option")).to_have_text(["上海店"])
        await expect(page.get_by_text("华东")).to_be_visible()
        await search.press("Enter")
        await expect(form.get_by_role("button", name="门店: 上海店")).to_be_focused()
        await form.get_by_role("button", name="Send").click()
        values = await sent.get()
    assert values["shop"]["v"]["selected_option"] == {"text": plain("上海店"), "value": "sh"}
    assert asked == ["x", "上"]


async def test_days_times_and_moments_are_picked_by_keyboard(page_of: OpenPage, workspace: Workspace) -> None:
    sent = Heard()
    view = modal(
        _field("day", "日期", "datepicker", initial_date="2026-01-31"),
        _field("time", "时间", "timepicker"),
        _field("since", "开始", "datetimepicker"),
        _field("count", "数量", "number_input", is_decimal_allowed=False, min_value="1"),
    )
    async with running(workspace, _form(view, sent)):
        page = await page_of(workspace, LIN)
        form = await _opened(page)
        await form.get_by_role("button", name="日期: 2026年1月31日").press("Enter")
        await page.keyboard.press("PageDown")
        await expect(page.get_by_role("button", name="2026年2月28日")).to_be_focused()
        await page.keyboard.press("ArrowUp")
        await page.keyboard.press("Enter")
        await form.get_by_role("button", name="时间: 选择时间").press("Enter")
        await page.keyboard.type("9点30")
        await page.keyboard.press("Enter")
        await expect(form.get_by_role("button", name="时间: 09:30")).to_be_focused()
        since, count = form.get_by_label("开始"), form.get_by_label("数量")
        await since.fill("some day")
        await count.fill("0.5")
        await count.press("Enter")
        await expect(form.locator(".field-error:visible")).to_have_count(2)
        await expect(since).to_be_focused()
        await since.fill("2026年5月4日 8:40")
        await expect(form.locator(".field-error:visible")).to_have_count(1)
        await count.fill("5")
        await count.press("Enter")
        values = await sent.get()
    assert values["day"]["v"]["selected_date"] == "2026-02-21"
    assert values["time"]["v"]["selected_time"] == "09:30"
    assert values["since"]["v"]["selected_date_time"] == 1_777_855_200
    assert values["count"]["v"]["value"] == "5"


async def test_a_file_goes_with_the_form(page_of: OpenPage, workspace: Workspace) -> None:
    sent = Heard()
    view = modal(_field("proof", "证据", "file_input", filetypes=["txt"], max_files=1))
    async with running(workspace, _form(view, sent)):
        page = await page_of(workspace, LIN)
        form = await _opened(page)
        chooser = form.locator("input[type=file]")
        await chooser.set_input_files({"name": "a.exe", "mimeType": "text/plain", "buffer": b"no"})
        await expect(form.get_by_text("此处不接受 a.exe 这种文件")).to_be_visible()
        await chooser.set_input_files({"name": "证据.txt", "mimeType": "text/plain", "buffer": b"proof"})
        await expect(form.get_by_role("listitem")).to_contain_text("证据.txt")
        await form.get_by_role("button", name="Send").click()
        (file,) = (await sent.get())["proof"]["v"]["files"]
    assert workspace.state.files[file["id"]].body == b"proof"


async def test_what_is_chosen_and_not_confirmed_is_taken_back(
    page_of: OpenPage, workspace: Workspace, client: AsyncWebClient
) -> None:
    chosen = Heard()

    def register(app: AsyncApp) -> None:
        async def heard(ack: Any, action: Any) -> None:
            await ack()
            chosen.put_nowait(action)

        app.action("level")(heard)

    confirm = {"title": plain("确认？"), "text": plain("会通知所有人"), "confirm": plain("通知"), "deny": plain("算了")}
    options = [{"text": plain(each), "value": each} for each in ("SEV1", "SEV2")]
    level = {
        "type": "static_select",
        "action_id": "level",
        "options": options,
        "confirm": confirm,
        "initial_option": options[1],
    }
    await client.conversations_join(channel=GENERAL)
    async with running(workspace, register):
        page = await page_of(workspace, LIN)
        await client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(level)])
        for answer, left in (("算了", "SEV2"), ("通知", "SEV1")):
            await page.get_by_role("button", name="SEV2").click()
            await page.get_by_role("option", name="SEV1").click()
            question = page.get_by_role("dialog", name="确认？")
            await expect(question).to_contain_text("会通知所有人")
            await question.get_by_role("button", name=answer).click()
            await expect(page.get_by_role("button", name=left)).to_be_visible()
        assert (await chosen.get())["selected_option"]["value"] == "SEV1"
        assert chosen.empty()


async def test_back_closes_one_form_and_the_cross_all(page_of: OpenPage, workspace: Workspace) -> None:
    closed = Heard()

    def more(app: AsyncApp) -> None:
        async def pushed(ack: Any, body: Any, client: AsyncWebClient) -> None:
            await ack()
            view = modal(
                actions(button("More", "more")), title=plain("Above"), callback_id="above", notify_on_close=True
            )
            await client.views_push(trigger_id=body["trigger_id"], view=view)

        async def gone(ack: Any, body: Any) -> None:
            await ack()
            closed.put_nowait(body)

        app.action("more")(pushed)
        app.view_closed("above")(gone)

    async with running(workspace, _form(modal(actions(button("More", "more"))), Heard(), more)):
        page = await page_of(workspace, LIN)
        form = await _opened(page)
        above = page.get_by_role("dialog", name="Above")
        for way, left, cleared in (("返回", 1, False), ("关闭", 0, True)):
            await form.get_by_role("button", name="More").click()
            await above.get_by_role("button", name=way, exact=True).first.click()
            assert (await closed.get())["is_cleared"] is cleared
            await expect(form).to_have_count(left)
