"""What apps write, as the page shows it: marks in text, tables, attachments, Markdown, files."""

from typing import Any

from playwright.async_api import expect
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser.conftest import LIN, MAYA, OpenPage
from tests.workspace.kit import GENERAL, actions, button, plain
from workspace import Workspace
from workspace.timer import wall_clock

READ = """async (cases) => {
  const { mrkdwn } = await import("/page/static/mrkdwn.js");
  const read = (text) => { const box = document.createElement("p"); box.append(mrkdwn(text)); return box; };
  const marked = (text) => [...read(text).querySelectorAll("strong, em, s, code, a, blockquote, pre")]
    .map((node) => `${node.localName} ${node.textContent}`);
  return cases.map(marked);
}"""

# text → what of it is marked, as Slack's client has it
MARKS: dict[str, list[str]] = {
    "*bold* _it_ ~gone~ `code`": ["strong bold", "em it", "s gone", "code code"],
    "中文*不算*中文": [],
    "中文 *算* 中文": ["strong 算"],
    "全角，*不算*。": [],
    "零宽\u200b*算*\u200b格": ["strong 算"],
    '(*a*) "*b*" *c*: *d*, -*e*-': ["strong a", "strong b", "strong c", "strong d", "strong e"],
    "2*3*4 snake_case_name a~b~c": [],
    "*_both_*": ["strong both", "em both"],
    "`*not*` *with `code` in*": ["code *not*", "strong with code in", "code code"],
    "用 `/incident 帮助`。": ["code /incident 帮助"],
    "```*x* <https://a.example|b>```": ["pre *x* b", "code *x* b"],
    "&gt; one\n&gt; two\nthree": ["blockquote one\ntwo"],
    "<https://a.example/?b=1&amp;c=2|there> <mailto:a@b.example|write>": ["a there", "a write"],
    "<javascript:alert(1)|bad>": [],
    "见https://a.example/x。后面": ["a https://a.example/x"],
}


async def test_marks_in_text_count_where_slack_lets_them(page_of: OpenPage, workspace: Workspace) -> None:
    page = await page_of(workspace)
    found = await page.evaluate(READ, list(MARKS))
    assert dict(zip(MARKS, found, strict=True)) == MARKS


async def test_who_speaks_and_which_group_is_called(
    page_of: OpenPage, workspace: Workspace, client: AsyncWebClient
) -> None:
    group = workspace.add_usergroup("care", "客服", ["周明"])
    page = await page_of(workspace)
    await client.conversations_join(channel=GENERAL)
    text = f"<!subteam^{group.id}> 请看"
    await client.chat_postMessage(channel=GENERAL, text=text, username="巡检", icon_emoji=":fire:")
    said = page.get_by_role("main").get_by_role("article").last
    await expect(said.locator(".author")).to_have_text("巡检")
    await expect(said.locator(".avatar-sign").get_by_label(":fire:")).to_have_count(1)
    await expect(said.locator(".mention")).to_have_text("@care")


async def test_a_date_is_told_in_the_readers_language(page_of: OpenPage, workspace: Workspace) -> None:
    page = await page_of(workspace)
    told = """async (text) => {
      const { mrkdwn } = await import("/page/static/mrkdwn.js");
      const box = document.createElement("p"); box.append(mrkdwn(text)); return box.textContent;
    }"""
    token = "<!date^1790000000^{date_num} {time} 起，{date}|later> <!date^x^{time}|later>"
    assert await page.evaluate(told, token) == "2026-09-21 22:13 起，2026年9月21日 later"


async def test_today_is_written_large_only_where_it_begins(page_of: OpenPage, workspace: Workspace) -> None:
    page = await page_of(workspace, MAYA)
    told = """async (text) => {
      const { mrkdwn } = await import("/page/static/mrkdwn.js");
      const box = document.createElement("p"); box.append(mrkdwn(text)); return box.textContent;
    }"""
    now = int(wall_clock())
    forms = (f"{now}^{{date_short_pretty}}", f"{now}^at {{date_pretty}}", "1790000000^on {date_short}")
    moments = " ".join(f"<!date^{each}|->" for each in forms)
    assert await page.evaluate(told, moments) == "Today at today on 21 Sept 2026"


def _table() -> dict[str, Any]:
    cells = [["平台", "互动量", "说明"], ["微博", "12,840", "一段很长的说明文字，要换行才放得下。" * 3]]
    settings = [{"align": "left"}, {"align": "right"}, {"is_wrapped": True}]
    rows = [[{"type": "raw_text", "text": cell} for cell in row] for row in cells]
    return {"type": "table", "column_settings": settings, "rows": rows}


async def test_tables_markdown_and_videos_are_laid_out(
    page_of: OpenPage, workspace: Workspace, client: AsyncWebClient
) -> None:
    page = await page_of(workspace)
    await client.conversations_join(channel=GENERAL)
    video = {
        "type": "video",
        "title": plain("发布会"),
        "title_url": "https://video.example/1",
        "video_url": "https://video.example/embed",
        "thumbnail_url": "https://video.example/1.png",
        "alt_text": "发布会",
    }
    text = "# 标题\n\n- a\n  - [x] b\n\n| x | y |\n|---|--:|\n| **1** | 2 |\n\n```py\nx = 1\n```"
    for block in (_table(), {"type": "markdown", "text": text}, video):
        await client.chat_postMessage(channel=GENERAL, text="x", blocks=[block])
    articles = page.get_by_role("main").get_by_role("article")
    table = articles.nth(-3).get_by_role("table")
    await expect(table.get_by_role("columnheader")).to_have_text(["平台", "互动量", "说明"])
    number, note = table.get_by_role("cell").nth(1), table.get_by_role("cell").nth(2)
    await expect(number).to_have_css("text-align", "end")
    await expect(number).to_have_css("white-space-collapse", "collapse")
    await expect(number).to_have_css("text-wrap-mode", "nowrap")
    await expect(note).to_have_css("text-wrap-mode", "wrap")
    written = articles.nth(-2)
    await expect(written.get_by_role("heading")).to_have_text("标题")
    await expect(written.locator("li li").get_by_role("checkbox")).to_be_checked()
    await expect(written.get_by_role("cell", name="1").locator("strong")).to_have_text("1")
    await expect(written.locator("pre")).to_have_text("x = 1")
    card = articles.nth(-1).get_by_role("link", name="发布会")
    await expect(card).to_have_attribute("href", "https://video.example/1")
    assert await card.locator("img").count() == 0, "nothing is fetched from elsewhere"


async def test_attachments_of_the_older_shape(page_of: OpenPage, workspace: Workspace, client: AsyncWebClient) -> None:
    page = await page_of(workspace)
    await client.conversations_join(channel=GENERAL)
    attachment = {
        "color": "danger",
        "pretext": "before",
        "author_name": "Prometheus",
        "title": "errors &gt; 5 %",
        "title_link": "https://alerts.example/1",
        "fields": [{"title": "级别", "value": "*critical*", "short": True}, {"title": "范围", "value": "全部门店"}],
        "footer": "alertmanager",
        "ts": 1_790_000_000,
        "actions": [{"name": "ok", "type": "button", "text": "确认", "value": "1", "style": "primary"}],
    }
    await client.chat_postMessage(channel=GENERAL, text="x", attachments=[attachment])
    shown = page.locator(".attachment")
    await expect(shown.get_by_role("link", name="errors > 5 %")).to_have_attribute("href", "https://alerts.example/1")
    for words in ("Prometheus", "critical", "全部门店", "alertmanager", "2026年9月21日"):
        await expect(shown).to_contain_text(words)
    await expect(shown).not_to_contain_text("before")
    edge = await shown.evaluate("node => getComputedStyle(node, '::before').backgroundColor")
    assert edge == "rgb(224, 30, 90)"
    await shown.get_by_role("button", name="确认").click()
    await expect(page.locator(".toast")).to_contain_text("blocks")


async def test_a_csv_file_is_a_table_and_a_markdown_file_is_laid_out(
    page_of: OpenPage, workspace: Workspace, client: AsyncWebClient
) -> None:
    page = await page_of(workspace, LIN)
    await client.conversations_join(channel=GENERAL)
    table = '平台,说明\n微博,"逗号, 和 ""引号"""\n'
    for name, content in (("list.csv", table), ("notes.md", "# 复盘\n\n**结论** 及时")):
        await client.files_upload_v2(channel=GENERAL, content=content, filename=name, title=name)
    drawer = page.get_by_role("complementary")
    await page.get_by_role("button", name="打开 list.csv").click()
    await expect(drawer.get_by_role("cell")).to_have_text(["微博", '逗号, 和 "引号"'])
    await drawer.get_by_role("button", name="源文件").click()
    await expect(drawer.locator("pre")).to_have_text(table)
    await page.get_by_role("button", name="打开 notes.md").click()
    await expect(drawer.locator("h3")).to_have_text("复盘")
    await expect(drawer.locator("strong")).to_have_text("结论")


async def test_a_button_is_called_by_its_words_and_not_by_its_emoji(
    page_of: OpenPage, workspace: Workspace, client: AsyncWebClient
) -> None:
    await client.conversations_join(channel=GENERAL)
    page = await page_of(workspace, LIN)
    labels = (":mega: Post update", "🔴 停业 🔴", ":eyes:", "12:30:45")
    blocks = [actions(*(button(label, f"a{at}") for at, label in enumerate(labels)))]
    await client.chat_postMessage(channel=GENERAL, text="x", blocks=blocks)
    row = page.locator(".message .actions, .message .blocks").last.get_by_role("button")
    for at, name in enumerate(("Post update", "停业", ":eyes:", "12:30:45")):
        await expect(row.nth(at)).to_have_accessible_name(name)
