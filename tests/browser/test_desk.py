"""The desk as people meet it on the page: an incident from the first word to the review, and an alert sent by hand."""

import re

import pytest
from playwright.async_api import expect

from crisis.language import Language
from crisis.policy.people import TeamMember
from tests.browser.conftest import LIN, MAYA, OWEN, QIN, Desk, OpenDesk, OpenPage
from tests.browser.hands import Hands

NEW_ROOM = re.compile("^inc-.*(New channel|新频道)")
ROOM = re.compile("^inc-")
TEAMS = {
    Language.ENGLISH: (TeamMember("owen.hart@yunhe.example"),),
    Language.CHINESE: (TeamMember("lin.xiao@yunhe.example"),),
}
"""One person each: whoever is asked to lead reads the desk's language."""


@pytest.mark.parametrize(
    ("language", "opener", "lead"), [(Language.ENGLISH, MAYA, OWEN), (Language.CHINESE, QIN, LIN)], ids=["en", "zh"]
)
async def test_an_incident_from_the_first_word_to_the_review(
    language: Language, opener: str, lead: str, open_desk: OpenDesk, page_of: OpenPage
) -> None:
    desk = await open_desk(language, opener, team=TEAMS[language])
    await opened_by_form(desk)
    hands = desk.hands
    await hands.channel(NEW_ROOM).click()
    await expect(hands.channel(NEW_ROOM)).to_have_count(0)  # looked at, it shines no more
    await expect(hands.board()).to_contain_text(desk("triage", "研判"))

    room = next(each for each in desk.ground.workspace.person(opener).channels() if each.name.startswith("inc-"))
    onlooker = Hands(await page_of(desk.ground.workspace, opener, room.id))
    await desk.page.bring_to_front()  # a window behind another one is drawn once a second
    await accepted_by(desk, lead, onlooker)
    await reminded_when_due(desk, lead)
    await decided_and_told(desk, onlooker)
    await closed_and_reviewed(desk)


async def opened_by_form(desk: Desk) -> None:
    """A form with nothing in it, then with a wrong time: each complaint stands at its field and what is right stays."""
    hands, send = desk.hands, desk("Open", "开启")
    await hands.type(desk("/incident open", "/incident 开启"))
    form = hands.form(desk("Open an incident", "开启事件"))
    what, began = form.get_by_label(desk("What happened", "发生了什么")), form.get_by_label(desk("When it", "开始时间"))
    await form.get_by_role("button", name=send, exact=True).click()
    await expect(what).to_have_accessible_description(re.compile(desk("Please fill in this field.", "请填写此项。")))
    await expect(what).to_be_focused()

    await what.fill(desk("Foreign body found in yoghurt", "酸奶里吃出异物"))
    await form.get_by_role("button", name=desk("Severity", "级别")).click()
    await desk.page.get_by_role("option", name="SEV4").click()
    await began.fill("2026-05-06T10:30")
    await form.get_by_role("button", name=send, exact=True).click()
    await expect(began).to_have_accessible_description(re.compile(desk("lies in the future", "开始时间在将来")))
    await expect(what).not_to_have_attribute("aria-invalid", "true")
    await expect(what).to_have_value(desk("Foreign body found in yoghurt", "酸奶里吃出异物"))

    await began.fill("2026-05-03T08:40")
    await form.get_by_role("button", name=send, exact=True).click()
    await expect(form).to_have_count(0)


async def accepted_by(desk: Desk, lead: str, onlooker: Hands) -> None:
    """Who was asked says yes; somebody else who looks at the board sees it change where it stands."""
    hands = desk.hands
    board = onlooker.board()
    await expect(board).to_contain_text(re.compile(desk("lead: .*until", "总指挥：.*待答复")))
    await board.evaluate("node => { node.stillTheSame = true }")

    await hands.act_as(lead)
    await hands.read_messages_of(desk("Fenghuo", "烽火"))
    offer = hands.message(desk("You are asked to be the lead", "请您担任本事件的总指挥"))
    await offer.get_by_role("button", name=desk("Accept", "接受")).click()
    await expect(hands.message(desk("You have been the lead of #1", "起担任 #1 的总指挥"))).to_be_visible()
    await expect(hands.main.get_by_role("button", name=desk("Accept", "接受"))).to_have_count(0)

    await expect(board).to_contain_text(re.compile(f"{desk('lead: ', '总指挥：')}.*@{lead}"))
    await expect(board).not_to_contain_text(desk("until", "待答复"))
    assert await board.evaluate("node => node.stillTheSame")


async def reminded_when_due(desk: Desk, lead: str) -> None:
    """The clock jumps to the next due time, a day later: the reminder stands in the channel and calls the lead."""
    hands = desk.hands
    await hands.go_to(ROOM)
    await desk.ground.settle()
    panel = await hands.panel(desk("Time", "时间"))
    await expect(panel.get_by_role("timer")).to_contain_text(desk("4 May 2026", "2026年5月4日"))
    await expect(panel.locator("body")).to_contain_text(desk("Next event: 5 May 2026", "下一个事件：2026年5月5日"))
    await panel.get_by_role("button", name=desk("To the next event", "跳到下一个事件")).click()
    await expect(panel.get_by_role("timer")).to_contain_text(desk("5 May 2026", "2026年5月5日"))
    await desk.ground.settle()
    reminder = hands.message(f"@{lead}", desk("a status update was due", "进展通报应于"))
    await expect(reminder).to_have_count(0)  # the first event is the warning, which the lead alone gets
    await panel.get_by_role("button", name=desk("To the next event", "跳到下一个事件")).click()
    await expect(reminder.get_by_role("button", name=desk("Post update", "发布通报"))).to_be_visible()
    await expect(hands.board()).to_contain_text(desk("Status update overdue", "进展通报逾期"))


async def decided_and_told(desk: Desk, onlooker: Hands) -> None:
    """A decision on the line, an update by the reminder's own button: both stand on the board at once."""
    hands = desk.hands
    decision, why = desk("Withdraw the batch", "下架同批次产品"), desk("a later recall costs more", "事后召回代价更大")
    await hands.type(desk(f"/incident decide {decision} because {why}", f"/incident 决策 {decision} 因为 {why}"))
    await expect(onlooker.board()).to_contain_text(decision)
    await expect(onlooker.board()).to_contain_text(why)

    reminder = hands.message(desk("a status update was due", "进展通报应于"), desk("Remind me in", "分钟后再提醒"))
    await reminder.get_by_role("button", name=desk("Post update", "发布通报")).click()
    form = hands.form(desk("#1 Status update", "#1 进展通报"))
    state = desk("All shops have withdrawn the batch.", "全部门店已下架该批次。")
    await form.get_by_label(desk("Conditions", "现状")).fill(state)
    await form.get_by_role("button", name=desk("Post", "发布"), exact=True).click()
    await expect(form).to_have_count(0)
    await expect(onlooker.board()).to_contain_text(state)
    await expect(onlooker.board()).not_to_contain_text(desk("overdue", "逾期"))


async def closed_and_reviewed(desk: Desk) -> None:
    """Over: the review lies in the channel, and again when it is asked for; opened, it is a document to read."""
    hands = desk.hands
    await hands.type(desk("/incident resolve", "/incident 恢复"))
    await hands.board().get_by_role("button", name=desk("Close", "结案")).click()
    form = hands.form(desk("#1 Close", "#1 结案"))
    await form.get_by_label(desk("How it ended", "处理结果")).fill(desk("Source found", "原因已查明"))
    await form.get_by_role("button", name=desk("Close", "结案")).last.click()
    await expect(form).to_have_count(0)
    await desk.ground.settle()
    await hands.to_the_latest()
    for ending in ("MD", "HTML"):
        await expect(hands.files(ending)).to_have_count(1)
    await hands.type(desk("/incident export html", "/incident 导出 html"))
    await expect(hands.files("HTML")).to_have_count(2)
    review = await hands.preview("HTML")
    await expect(review.get_by_role("heading", level=1)).to_contain_text(desk("Foreign body", "酸奶里吃出异物"))
    await expect(review.locator("body")).to_contain_text(desk("Withdraw the batch", "下架同批次产品"))


async def test_an_alert_sent_from_its_panel_opens_a_room(open_desk: OpenDesk) -> None:
    desk = await open_desk(Language.CHINESE, LIN)
    panel = await desk.hands.panel("警报")
    await panel.get_by_label("示例").select_option(index=0)
    await panel.get_by_role("button", name="发送示例").click()
    await expect(panel.get_by_role("status")).to_contain_text('"outcome": "opened"')
    await desk.hands.channel(NEW_ROOM).click()
    await expect(desk.hands.board()).to_contain_text("顾客发视频称在酸奶里吃出异物")
    await panel.get_by_role("button", name="发送示例").click()
    await expect(panel.get_by_role("status")).to_contain_text('"outcome": "duplicate"')
    await panel.get_by_role("textbox").fill("{")
    await panel.get_by_role("button", name="发送", exact=True).click()
    await expect(panel.get_by_role("status")).to_contain_text("不是有效的 JSON")
