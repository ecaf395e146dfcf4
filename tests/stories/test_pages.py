"""Waking people, on the wire: who is paged when no answer comes, what stops it, the link, and what goes wrong."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.demo.playground import Playground
from bot.service import Service
from bot.words.words import WordTools
from crisis import events as e
from crisis.commands import AddNote
from crisis.language import Language
from crisis.policy import DEFAULT_RULES, Policy
from crisis.policy.people import TeamMember
from crisis.severity import Severity
from tests.paging.places import paging
from tests.paging.receivers import Receivers, Taken
from tests.stories.conftest import QUICK, MakeGround
from tests.stories.telling import (
    LIN,
    MAYA,
    Room,
    Tongue,
    asked_by_click,
    clicked,
    in_both_languages,
    nothing_twice,
    offer_to,
    opened,
    person,
    room_of,
    submitted,
    told,
)

MINUTE = timedelta(minutes=1)
LINK = "http://fenghuo.example"
TOKEN = re.compile(r"/pages/([\w.-]+)")

Paged = Callable[..., Awaitable[Playground]]


@pytest.fixture
async def receivers(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Receivers]:
    async with Receivers() as running:
        for name, value in running.secrets().items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
async def paged(make_ground: MakeGround, receivers: Receivers, tmp_path: Path) -> Paged:
    """A playground with channels of these kinds, whose team is Lin and Maya, each for the lead alone. Severities need
    only a lead, so that one person is asked at a time."""

    async def make(
        *kinds: str, rest: str = "", team: tuple[str, ...] = ("lin.xiao", "maya.brooks"), **more: object
    ) -> Playground:
        rules = {severity: replace(DEFAULT_RULES[severity], roles=("lead",)) for severity in Severity}
        policy = Policy(
            language=Language.ENGLISH,
            timezone="Asia/Shanghai",
            severities=rules,
            team=tuple(TeamMember(f"{handle}@yunhe.example", ("lead",)) for handle in team),
            pages=paging(tmp_path, *kinds, rest=f"  link: {LINK}\n{rest}"),
        )
        return await make_ground(policy=policy, **more)

    return make


async def alerted(ground: Playground, severity: str = "SEV1", title: str = "Mould in lunch boxes") -> Room:
    """A monitor sees something, and nobody is there."""
    status, answer = await ground.alert({"source": "monitor", "key": title, "title": title, "severity": severity})
    assert status == 202
    await ground.settle()
    return await room_of(ground, answer["incident"])


async def pages_in(room: Room) -> list[tuple[str, str]]:
    """Who was paged by which channel, as the record has it."""
    return [(entry.event.person, entry.event.channel) for entry in await room.entries(e.PageSent)]  # type: ignore[attr-defined]


async def open_link(
    ground: Playground, page: Taken, answer: str = "", token: str = ""
) -> tuple[int, str, dict[str, str]]:
    """Open a page's link, or press a button on it: status, what is shown, and headers."""
    found = TOKEN.search(page.text)
    address = f"{ground.service.address}/pages/{token or (found[1] if found else '')}"
    async with aiohttp.ClientSession(trust_env=False) as phone:
        asked = phone.post(address, data={"answer": answer}) if answer else phone.get(address)
        async with asked as said:
            return said.status, await said.text(), dict(said.headers)


async def test_nobody_answers_and_is_woken_once_half_of_the_time_is_gone(paged: Paged, receivers: Receivers) -> None:
    ground = await paged("feishu", "dingtalk")
    room = await alerted(ground)
    await ground.forward(timedelta(seconds=59))
    assert receivers.taken == []
    await ground.forward(timedelta(seconds=1))
    lin = person(ground, LIN).id
    assert sorted(await pages_in(room)) == [(lin, "dt"), (lin, "fs")]
    (page,) = receivers.of("feishu")
    assert page.text.splitlines()[0] == "SEV1 红 · #1 Mould in lunch boxes"
    assert "请您担任总指挥，尚未收到答复。" in page.text  # Lin reads Chinese
    assert LINK in receivers.of("dingtalk")[0].text
    assert "was paged by fs (Feishu)" in (await room.type(MAYA, "timeline")).shown[-1].plain
    assert receivers.refused == []
    nothing_twice(ground)


async def test_an_answer_in_slack_comes_before_the_page(paged: Paged, receivers: Receivers) -> None:
    ground = await paged("dingtalk")
    room = await alerted(ground)
    await ground.forward(timedelta(seconds=50))
    await clicked(ground, LIN, offer_to(ground, LIN), "✅ 接受")
    await ground.forward(30 * MINUTE)
    assert receivers.taken == []
    assert (await room.incident()).holder("lead") == person(ground, LIN).id


async def test_an_answer_in_slack_ends_the_page_and_tells_pagerduty(paged: Paged, receivers: Receivers) -> None:
    ground = await paged("pagerduty")
    room = await alerted(ground)
    await ground.forward(90 * MINUTE / 60)
    await clicked(ground, LIN, offer_to(ground, LIN), "✅ 接受")
    actions = [(each.body["event_action"], each.body["dedup_key"]) for each in receivers.taken]
    assert [action for action, _ in actions] == ["trigger", "acknowledge", "resolve"]
    assert len({key for _, key in actions}) == 1
    (answered,) = await room.entries(e.PageAnswered)
    assert answered.by == person(ground, LIN).id
    await ground.forward(30 * MINUTE)
    assert len(receivers.taken) == 3


async def test_the_next_person_is_woken_in_turn(paged: Paged, receivers: Receivers) -> None:
    """Lin's offer runs out after two minutes; Maya has hers, and half of its time."""
    ground = await paged("webhook")
    room = await alerted(ground)
    await ground.forward(4 * MINUTE)
    who = [name for name, _ in await pages_in(room)]
    assert who[0] == person(ground, LIN).id
    assert person(ground, MAYA).id in who
    assert [each.body["event"] for each in receivers.taken].count("page") == len(who)


async def test_the_link_shows_asks_and_answers_once(paged: Paged, receivers: Receivers) -> None:
    ground = await paged("dingtalk")
    room = await alerted(ground, title="Mould <script>alert(1)</script>")
    await ground.forward(MINUTE)
    (page,) = receivers.taken
    for _ in range(2):  # a preview of the link, and the person
        status, html, headers = await open_link(ground, page)
        assert status == 200
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "I am on it" in html
    assert "我来处理" in html
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"(src|href)=", html)
    assert (await room.incident()).holder("lead") is None

    status, html, _ = await open_link(ground, page, "yes")
    await ground.settle()
    assert (status, "已记录" in html) == (200, True)
    assert (await room.incident()).holder("lead") == person(ground, LIN).id
    (answered,) = await room.entries(e.PageAnswered)
    assert answered.event == e.PageAnswered(1, person(ground, LIN).id, answered.event.paged_at, True, True)  # type: ignore[attr-defined]
    assert f"lead: <@{person(ground, LIN).id}>" in room.board().plain
    for answer in ("", "yes", "no"):
        status, html, _ = await open_link(ground, page, answer)
        assert (status, "已经答复" in html) == (410, True)
    await ground.forward(30 * MINUTE)
    assert len(receivers.taken) == 1


async def test_not_me_on_the_link_asks_the_next_at_once(paged: Paged, receivers: Receivers) -> None:
    ground = await paged("wecom")
    room = await alerted(ground)
    await ground.forward(MINUTE)
    status, _, _ = await open_link(ground, receivers.taken[0], "no")
    await ground.settle()
    assert status == 200
    assert "✅ Accept" in offer_to(ground, MAYA, "lead").buttons
    assert [offer.person for offer in (await room.incident()).open_offers()] == [person(ground, MAYA).id]


async def test_a_link_that_is_none_opens_nothing(paged: Paged, receivers: Receivers) -> None:
    ground = await paged("dingtalk")
    room = await alerted(ground)
    await ground.forward(MINUTE)
    (page,) = receivers.taken
    found = TOKEN.search(page.text)
    assert found
    number, place, secret = found[1].split(".")
    assert len(secret) >= 32
    wrong = (
        f"{number}.{place}.{secret[:-1]}",
        f"{number}.2.{secret}",
        f"99.1.{secret}",
        "x",
        "1.1.",
        "٣.1.x",
        "1" * 200,
    )
    for token in wrong:
        for answer in ("", "yes"):
            status, html, _ = await open_link(ground, page, answer, token=token)
            assert (status, "链接无效" in html) == (404, True), token
    assert (await room.incident()).holder("lead") is None
    stored = str((await room.incident()).paging)
    assert secret not in stored


async def test_a_minute_late_still_counts_while_nobody_has_the_role(paged: Paged, receivers: Receivers) -> None:
    """An offer of a red incident waits two minutes: whoever was woken after one needs more than the other."""
    ground = await paged("dingtalk", team=("lin.xiao",))
    room = await alerted(ground)
    await ground.forward(3 * MINUTE)
    status, _, _ = await open_link(ground, receivers.taken[0])
    assert status == 200
    status, _, _ = await open_link(ground, receivers.taken[0], "yes")
    assert status == 200
    assert (await room.incident()).holder("lead") == person(ground, LIN).id


async def test_pages_go_out_while_slack_is_away(paged: Paged, receivers: Receivers) -> None:
    ground = await paged("dingtalk", timing=QUICK)
    room = await alerted(ground)
    ground.workspace.weather.fail("*", "500 before")
    await ground.workspace.person(MAYA).say(room.channel, "is anybody there?")
    await ground.service.desk.handle(_a_note(room.number, person(ground, MAYA).id))
    await ground.workspace.until(lambda: ground.service.troubles.has("slack"), 20, what="Slack to be missed")
    ground.clock.jump(ground.clock() + MINUTE)
    ground.service.reminders.wake()
    await ground.workspace.until(lambda: receivers.taken, 10, what="a page while Slack is away")
    status, _, _ = await open_link(ground, receivers.taken[0], "yes")
    assert status == 200
    assert (await room.incident()).holder("lead") == person(ground, LIN).id
    assert ground.service.troubles.has("slack")
    ground.workspace.weather.clear()
    await ground.settle()
    nothing_twice(ground)
    assert f"lead: <@{person(ground, LIN).id}>" in room.board().plain


async def test_a_bot_that_starts_without_slack_pages_all_the_same(
    paged: Paged, receivers: Receivers, words: WordTools
) -> None:
    ground = await paged("dingtalk", timing=QUICK)
    room = await alerted(ground)
    await ground.stop_bot()
    ground.workspace.weather.fail("*", "500 before")
    again = Service(ground.settings(), ground.policy, clock=ground.clock, words=words, timing=QUICK)
    await again.start()
    try:
        ground.clock.jump(ground.clock() + MINUTE)
        again.reminders.wake()
        await ground.workspace.until(lambda: receivers.taken, 10, what="a page without Slack")
    finally:
        await again.stop()
    assert "Mould" in receivers.taken[0].text
    assert room.number == 1


async def test_what_is_green_by_default_wakes_nobody(paged: Paged, receivers: Receivers) -> None:
    ground = await paged("dingtalk")
    await alerted(ground, "SEV3")
    await ground.forward(timedelta(hours=3))
    assert receivers.taken == []


async def test_rules_by_severity_person_and_hour(paged: Paged, receivers: Receivers) -> None:
    """It is nine in the morning in Shanghai: Lin may be paged at night alone, Maya's rule says after ten minutes."""
    rest = """
  rules:
    - {when: offer, severities: [SEV3], people: [lin.xiao@yunhe.example], hours: "22:00-07:00", after: 1m}
    - {when: offer, severities: [SEV3], people: [maya.brooks@yunhe.example], after: 10m, channels: [hook]}
"""
    ground = await paged("dingtalk", "webhook", rest=rest)
    room = await alerted(ground, "SEV3")
    await ground.forward(14 * MINUTE)
    assert receivers.taken == []  # by day, not Lin
    await ground.forward(10 * MINUTE)  # Lin's offer ran out after 15 minutes, and Maya has had hers for nine
    assert receivers.taken == []
    await ground.forward(MINUTE)
    assert await pages_in(room) == [(person(ground, MAYA).id, "hook")]


async def test_nobody_acknowledges(paged: Paged, receivers: Receivers) -> None:
    """Without a team nobody has an offer; those named are paged, then whoever comes after them."""
    rest = """
  rules:
    - {when: unacknowledged, severities: [SEV1], people: [lin.xiao@yunhe.example], times: 2, every: 3m,
       then: [maya.brooks@yunhe.example]}
"""
    ground = await paged("dingtalk", rest=rest)
    room = await alerted(ground)
    await ground.forward(8 * MINUTE)
    lin, maya = person(ground, LIN).id, person(ground, MAYA).id
    assert [who for who, _ in await pages_in(room)] == [lin, lin, maya]
    assert "至今无人确认接手" in receivers.taken[0].text
    message = person(ground, LIN).direct_messages()[-1]
    assert message.buttons == ["✅ 我来处理", "我不行"]
    await clicked(ground, LIN, message, "✅ 我来处理")
    await ground.forward(30 * MINUTE)
    assert len(receivers.taken) == 3
    assert "👀" not in "".join(room.board().buttons)


async def test_somebody_is_paged_by_hand(paged: Paged, receivers: Receivers) -> None:
    ground = await paged("dingtalk", rest="  people: [{user: lin.xiao@yunhe.example, mobile: '13800001111'}]\n")
    room = await opened(ground, "open sev3 Mould in lunch boxes")
    before = len(receivers.taken)
    await room.type(MAYA, f"page <@{person(ground, LIN).id}> The line stands <still>")
    (page,) = receivers.taken[before:]
    assert "“The line stands <still>”" in page.text
    assert "呼叫人：Maya Brooks 马雅。请您马上参与处理这个事件。" in page.text
    assert page.body["at"]["atMobiles"] == ["13800001111"]
    room.one("📟", "had", "paged: The line stands")
    message = offer_to(ground, LIN, "The line stands")
    await ground.forward(5 * MINUTE)
    assert len(receivers.taken) == 2
    await clicked(ground, LIN, message, "✅ 我来处理")
    await ground.forward(30 * MINUTE)
    assert len(receivers.taken) == 2
    room.one("answered the page of", "is on it")
    await clicked(ground, LIN, message, "我不行")
    await told(ground, LIN, room.channel, "已经答复过了")


async def test_a_page_that_was_answered_while_slack_failed_is_not_asked_for_there_afterwards(
    paged: Paged, receivers: Receivers
) -> None:
    ground = await paged("dingtalk", timing=QUICK)
    room = await opened(ground, "open sev3 Mould in lunch boxes")
    before = len(receivers.taken)
    failing = ground.workspace.weather.fail("chat.postMessage", "500 before")
    lin = person(ground, LIN)
    await person(ground, MAYA).command(f"/incident page <@{lin.id}> The line stands", room.channel)
    await ground.workspace.until(lambda: failing.hits >= 3)
    status, _, _ = await open_link(ground, receivers.taken[before], "yes")
    assert status == 200
    ground.workspace.weather.clear()
    await ground.settle()
    room.one("answered the page of", "is on it")
    assert [each.plain for each in lin.direct_messages() if "The line stands" in each.plain] == []


@in_both_languages
async def test_the_board_has_a_button_for_it(paged: Paged, receivers: Receivers, tongue: Tongue) -> None:
    ground = await paged("webhook")
    room = await opened(ground)
    await asked_by_click(ground, tongue.who, room.board(), "📟 Page…")
    assert await submitted(ground, tongue.who, {"person": person(ground, LIN).id, "text": "now"}) == {}
    assert [each.body["person"] for each in receivers.taken] == ["林晓 Lin Xiao"]


async def test_without_a_channel_nobody_is_promised_anything(ground: Playground) -> None:
    room = await opened(ground)
    assert not any("📟" in label for label in room.board().buttons)
    for line in (f"page <@{person(ground, LIN).id}>", "page", "page test"):
        heard = await room.type(MAYA, line)
        assert "no channel is set up" in heard.shown[-1].plain


async def test_a_channel_is_tried_out(paged: Paged, receivers: Receivers) -> None:
    ground = await paged("feishu", "pagerduty")
    heard = await person(ground, MAYA).command("/incident page test fs", "general")
    await ground.settle()
    await told(ground, MAYA, "general", "took the test page")
    assert "tries out the channel “fs”" in receivers.taken[0].text
    receivers.next("feishu", web.json_response({"code": 19024, "msg": "Key Words Not Found"}))
    await person(ground, MAYA).command("/incident 呼叫 测试 fs", "general")
    await told(ground, MAYA, "general", "did not take it", "19024 Key Words Not Found")
    await person(ground, MAYA).command("/incident page test nothing", "general")
    await told(ground, MAYA, "general", "Channels are: fs, pd")
    assert heard.ok


async def test_a_channel_that_refuses_stands_on_the_board(paged: Paged, receivers: Receivers) -> None:
    ground = await paged("dingtalk")
    receivers.next("dingtalk", web.json_response({"errcode": 310000, "errmsg": "keywords not in content"}))
    room = await alerted(ground)
    await ground.forward(MINUTE)
    board = room.board().plain
    assert "A page could not be sent" in board
    assert "310000 keywords not in content (dt)" in board
    assert "Call this person yourself" in board
    assert ground.service.troubles.has("page:dt")
    assert await pages_in(room) == []


async def test_a_receiver_that_answers_late_is_asked_again_and_the_record_says_so(
    paged: Paged, receivers: Receivers
) -> None:
    """A robot cannot know that it has the page already; PagerDuty and the webhook can."""
    ground = await paged("dingtalk", "pagerduty", timing=QUICK)
    receivers.next("dingtalk", "drop")
    receivers.next("pagerduty", "drop")
    room = await alerted(ground)
    await ground.forward(MINUTE)
    assert [len(receivers.of(kind)) for kind in ("dingtalk", "pagerduty")] == [2, 2]
    sent = {entry.event.channel: entry.event.repeated for entry in await room.entries(e.PageSent)}  # type: ignore[attr-defined]
    assert sent == {"dt": True, "pd": False}
    first, second = receivers.of("dingtalk")
    assert TOKEN.search(first.text)[0] == TOKEN.search(second.text)[0]  # type: ignore[index]
    assert len({each.body["dedup_key"] for each in receivers.of("pagerduty")}) == 1


def _a_note(number: int, by: str) -> AddNote:
    return AddNote(number, by, "is anybody there?")
