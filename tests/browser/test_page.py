"""The page in a real Chromium against the real server and a real Bolt app: what a person sees, presses and hears."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from playwright.async_api import Page, expect
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser.conftest import Complaints, OpenPage
from tests.workspace.kit import GENERAL, LIN, MAYA, actions, button, modal, running, section, text_field
from workspace import Workspace

# What the tests bring about themselves: a stream that they cut, a script that the sandbox must stop.
PROVOKED = ("ERR_FAILED", "frame is sandboxed")


@pytest_asyncio.fixture(loop_scope="session")
async def page(
    page_of: OpenPage, workspace: Workspace, client: AsyncWebClient, complaints: Complaints
) -> AsyncIterator[Page]:
    """A page in #general as Lin, the app being in there, too."""
    await client.conversations_join(channel=GENERAL)
    complaints.provoked += PROVOKED
    page = await page_of(workspace, LIN, GENERAL)
    await expect(page.locator(".composer-field")).to_be_focused()
    yield page
    await page.close()


async def test_what_an_app_posts_is_text_and_never_markup(page: Page, client: AsyncWebClient) -> None:
    hostile = (
        "*粗体* &lt;img src=x onerror=alert(1)&gt; <javascript:alert(1)|bad> <https://example.org/?a=1&amp;b=2|good>"
    )
    await client.chat_postMessage(channel=GENERAL, text="x", blocks=[section(hostile + "<b>raw</b>")])
    body = page.locator(".message .message-body").last
    await expect(body.locator("strong")).to_have_text("粗体")
    await expect(body).to_contain_text("<img src=x onerror=alert(1)> bad good")
    assert await body.locator("img, b, script").count() == 0
    link = body.locator("a")
    assert await link.count() == 1
    assert await link.get_attribute("href") == "https://example.org/?a=1&b=2"
    assert await link.get_attribute("rel") == "noopener noreferrer"


async def test_a_pressed_button_changes_its_own_message_only(
    page: Page, workspace: Workspace, client: AsyncWebClient
) -> None:
    async def pressed(ack: Any, body: Any, client: AsyncWebClient) -> None:
        await ack()
        ts = body["message"]["ts"]
        await client.chat_update(
            channel=GENERAL, ts=ts, text="y", blocks=[section(f"took {body['actions'][0]['value']}")]
        )

    def register(app: AsyncApp) -> None:
        app.action("take")(pressed)

    async with running(workspace, register):
        await client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(button("接手 Take", "take", "17"))])
        await client.chat_postMessage(channel=GENERAL, text="after")
        last = page.locator(".message", has_text="after")
        await last.evaluate("node => { node.stillTheSame = true }")
        await page.get_by_role("button", name="接手 Take").click()
        await expect(page.locator(".message", has_text="took 17")).to_be_visible()
        assert await last.evaluate("node => node.stillTheSame")


def _forms(app: AsyncApp) -> None:
    async def opened(ack: Any, body: Any, client: AsyncWebClient) -> None:
        await ack()
        view = modal(text_field("what", "What 情况"), text_field("who", "Who"), callback_id="form")
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def sent(ack: Any, view: Any) -> None:
        said = view["state"]["values"]["what"]["value"]["value"]
        if said == "bad":
            await ack(response_action="errors", errors={"what": "太短 too short"})
        else:
            await ack()

    app.action("open")(opened)
    app.view("form")(sent)


async def test_a_form_shows_errors_under_their_blocks_and_closes_when_right(
    page: Page, workspace: Workspace, client: AsyncWebClient
) -> None:
    async with running(workspace, _forms):
        await client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(button("Open", "open"))])
        await page.get_by_role("button", name="Open", exact=True).click()
        form = page.get_by_role("dialog", name="Form")
        what, who = form.get_by_label("What 情况"), form.get_by_label("Who")
        await expect(what).to_be_focused()
        await who.fill("Lin")
        await form.get_by_role("button", name="Send").click()
        wrong = form.locator(".field-error:visible")
        await expect(wrong).to_have_count(1)
        await expect(what).to_be_focused()
        await what.fill("bad")
        await page.keyboard.press("Enter")
        await expect(wrong).to_have_text("太短 too short")
        await expect(form.locator("[data-input=what] .field-error")).to_be_visible()
        await expect(who).to_have_value("Lin")
        await what.fill("good")
        await page.keyboard.press("Enter")
        await expect(form).to_have_count(0)


async def test_the_focus_stays_in_a_form_and_escape_closes_it(
    page: Page, workspace: Workspace, client: AsyncWebClient
) -> None:
    async with running(workspace, _forms):
        await client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(button("Open", "open"))])
        opener = page.get_by_role("button", name="Open", exact=True)
        await opener.click()
        await expect(page.get_by_label("What 情况")).to_be_focused()
        for _ in range(9):
            await page.keyboard.press("Tab")
            assert await page.evaluate("document.activeElement.closest('dialog') !== null")
        await page.keyboard.press("Escape")
        await expect(page.locator("dialog[open]")).to_have_count(0)
        await expect(opener).to_be_focused()
        lin = workspace.person(LIN)
        await workspace.until(lambda: lin.open_view is None)


async def test_a_command_is_completed_and_its_answer_is_seen_by_the_caller_alone(
    page: Page, workspace: Workspace
) -> None:
    async def asked(ack: Any, command: Any) -> None:
        await ack(f"you said {command['text']}")

    def register(app: AsyncApp) -> None:
        app.command("/beacon")(asked)

    async with running(workspace, register):
        field = page.locator(".composer-field")
        await field.press_sequentially("/bea")
        await expect(page.get_by_role("option", name="/beacon")).to_be_visible()
        await page.keyboard.press("Tab")
        await expect(field).to_have_value("/beacon ")
        await field.press_sequentially("light")
        await page.keyboard.press("Enter")
        answer = page.locator(".message.ephemeral")
        await expect(answer).to_contain_text("you said light")
        await expect(answer).to_contain_text("仅你可见")


async def test_enter_that_ends_a_chinese_word_does_not_send(page: Page, workspace: Workspace) -> None:
    field = page.locator(".composer-field")
    await field.fill("你好")
    before = len(workspace.person(LIN).messages(GENERAL))
    await field.evaluate(
        "node => node.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    await expect(field).to_have_value("你好")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message").last).to_contain_text("你好")
    assert len(workspace.person(LIN).messages(GENERAL)) == before + 1


async def test_a_mention_goes_out_as_a_reference_and_text_is_escaped(page: Page, workspace: Workspace) -> None:
    field = page.locator(".composer-field")
    await field.press_sequentially("a < b & @Maya")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message").last).to_contain_text("a < b & @Maya Brooks")
    assert workspace.person(LIN).last(GENERAL)["text"] == f"a &lt; b &amp; <@{MAYA}>"


async def test_a_new_channel_lights_up_and_a_call_is_counted(
    page: Page, workspace: Workspace, client: AsyncWebClient
) -> None:
    made = await client.conversations_create(name="inc-7-奶茶")
    channel = made["channel"]["id"]
    await client.conversations_invite(channel=channel, users=LIN)
    await client.chat_postMessage(channel=channel, text=f"<@{LIN}> 请看")
    row = page.locator(".side-row", has_text="inc-7-奶茶")
    await expect(row.locator(".fresh-mark")).to_be_visible()
    await expect(row.locator(".count")).to_have_text("1")
    await row.click()
    await expect(page.locator(".message").last).to_contain_text("请看")
    await expect(row.locator(".fresh-mark, .count")).to_have_count(0)


async def test_a_lost_stream_is_said_and_what_was_missed_is_fetched(page: Page, client: AsyncWebClient) -> None:
    await page.route("**/page/stream*", lambda route: route.abort())
    await page.reload()
    banner = page.locator(".banner-lost")
    await expect(banner).to_be_visible()
    await client.chat_postMessage(channel=GENERAL, text="while you were away")
    await page.unroute("**/page/stream*")
    await expect(banner).to_have_count(0)
    await expect(page.locator(".message").last).to_contain_text("while you were away")


async def test_the_labels_follow_the_person_and_the_switch(page: Page) -> None:
    sidebar = page.locator("#sidebar")
    await expect(sidebar.get_by_role("heading", name="频道")).to_be_visible()
    await page.locator(".me").click()
    await page.get_by_role("menuitemradio", name="Maya Brooks").click()
    await expect(sidebar.get_by_role("heading", name="Channels")).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "en"
    await sidebar.get_by_role("button", name="Language").click()
    await page.get_by_role("menuitemradio", name="简体中文").click()
    await expect(sidebar.get_by_role("heading", name="频道")).to_be_visible()
    assert f"as={MAYA}" in page.url


async def test_what_slack_says_of_a_channel_is_in_the_language_of_the_page(page: Page, client: AsyncWebClient) -> None:
    await client.conversations_join(channel=GENERAL)
    await client.conversations_setTopic(channel=GENERAL, topic="tonight {person}")
    topic = page.locator(".message.system").last
    await expect(topic).to_contain_text("设置了频道主题：tonight {person}")
    await page.locator(".me").click()
    await page.get_by_role("menuitemradio", name="Maya Brooks").click()
    await expect(topic).to_contain_text("set the channel topic: tonight {person}")


async def test_a_reaction_is_added_and_taken_back(page: Page, workspace: Workspace) -> None:
    said = (await workspace.person("周明").say(GENERAL, "看这里")).shown[0]
    row = page.locator(f".message[data-ts='{said.ts}']")
    await row.hover()
    await row.get_by_role("button", name=":eyes:").click()
    pill = row.locator(".pill.mine")
    await expect(pill).to_contain_text("1")
    assert await pill.get_attribute("aria-pressed") == "true"
    await pill.click()
    await expect(pill).to_have_count(0)


async def test_a_thread_opens_beside_and_takes_an_answer(page: Page, workspace: Workspace) -> None:
    said = (await workspace.person("周明").say(GENERAL, "谁有空？")).shown[0]
    row = page.locator(f".messages .message[data-ts='{said.ts}']")
    await row.focus()
    await page.keyboard.press("Enter")
    field = page.locator("#drawer .composer-field")
    await expect(field).to_be_focused()
    await field.fill("我有空")
    await page.keyboard.press("Enter")
    await expect(page.locator("#drawer .message").last).to_contain_text("我有空")
    await expect(row.locator(".thread-count")).to_have_text("1 条回复")
    await page.keyboard.press("Escape")
    await expect(page.locator("#drawer")).to_be_hidden()


async def test_an_html_file_is_shown_in_a_sandbox(page: Page, client: AsyncWebClient) -> None:
    content = "<h1>复盘</h1><script>top.document.title = 'taken'</script>"
    await client.files_upload_v2(channel=GENERAL, content=content, filename="review.html", title="Review")
    await page.get_by_role("button", name="Review").click()
    frame = page.locator("#drawer iframe")
    assert await frame.get_attribute("sandbox") == ""
    await expect(page.frame_locator("#drawer iframe").locator("h1")).to_have_text("复盘")
    assert await page.title() != "taken"


async def test_an_app_that_is_gone_is_named(page: Page, workspace: Workspace) -> None:
    note = page.locator(".banner-warn")
    await expect(note).to_contain_text("Beacon")
    async with running(workspace, lambda app: None):
        await expect(note).to_have_count(0)
    await expect(note).to_contain_text("Beacon")
