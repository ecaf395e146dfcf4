"""Drills on the wire: a script plays itself, everything says what it is, and the score card tells how it went."""

from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.demo.playground import Playground
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.people import TeamMember
from tests.stories.conftest import MakeGround
from workspace.client.seen import Seen

MARK = "演练 DRILL"
ALERT = {"source": "shop", "key": "kettle", "title": "A kettle melts", "severity": "SEV1"}
SCRIPT = """\
name: kettle
title: {en: The kettle, zh: 水壶熔化}
about: {en: A kettle melted in 1999., zh: 1999 年有水壶熔化。}
trains: {en: Staying calm, zh: 沉着应对}
severity: SEV2
injects:
  - at: 0s
    alert: {source: shop, key: kettle, title: A kettle melts, mentions: [{platform: weibo, text: My tea}]}
  - {at: 10m, kind: journalist, from: {en: A reporter, zh: 晚报记者}, text: {en: "Is it true?", zh: 属实吗？}}
  - {at: 20m, alert: {source: shop, key: kettle, title: Kettles melt, severity: SEV1}}
  - {at: 30m, kind: absent, role: lead, text: {en: On a plane, zh: 在飞机上}}
expectations:
  - {does: role_accepted, role: lead, within: 5m, points: 30, text: {en: A lead, zh: 总指挥到位}}
  - does: statement_published
    within: 15m
    points: 40
    text: {en: A statement, zh: 首份声明}
    why: {en: Speak first., zh: 先开口。}
  - {does: role_handed, role: lead, within: 10m, after_inject: 4, points: 30, text: {en: Another lead, zh: 换人指挥}}
reality:
  - {at: 3h33m, does: statement_published, text: {en: The first statement, zh: 首份声明}}
"""
TEAM = (
    TeamMember("lin.xiao@yunhe.example", ("lead",)),
    TeamMember("zhou.ming@yunhe.example", ("lead", "care", "monitor")),
    TeamMember("maya.brooks@yunhe.example", ("spokesperson", "writer", "scribe")),
)


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A team's own folder, with a script and a broken one."""
    folder = tmp_path / "scripts"
    folder.mkdir()
    (folder / "kettle.yaml").write_text(SCRIPT, encoding="utf-8")
    (folder / "broken.yaml").write_text("name: broken\ninjects: 7\n", encoding="utf-8")
    return folder


@pytest.fixture
async def chinese(make_ground: MakeGround, scripts: Path) -> Playground:
    policy = Policy(language=Language.CHINESE, timezone="Asia/Shanghai", team=TEAM)
    return await make_ground(policy=policy, extra={"drills": scripts})


@pytest.fixture
async def english(make_ground: MakeGround, scripts: Path) -> Playground:
    return await make_ground(policy=Policy(team=TEAM), extra={"drills": scripts})


def _room(ground: Playground) -> str:
    """The drill's channel."""
    (name,) = [each.name for each in ground.workspace.person("林晓").channels() if "drill" in each.name]
    return name


def _said(ground: Playground, channel: str, person: str = "林晓") -> list[Seen]:
    return [each for each in ground.workspace.person(person).messages(channel) if each.is_from_app]


def _inject_numbers(ground: Playground) -> list[str]:
    calls = ground.workspace.calls.where("chat.postMessage", ok=True)
    keys = [str(call.arguments["metadata"]["event_payload"]["key"]) for call in calls]
    assert sorted(keys) == sorted(set(keys)), "nothing is posted twice"
    return keys


async def _begin(ground: Playground, words: str) -> str:
    """林晓 begins a drill; its channel."""
    done = await ground.workspace.person("林晓").command(words, "incidents")
    assert done.ok, done.text
    assert MARK in done.text
    await ground.settle()
    return _room(ground)


async def test_from_the_start_to_the_score_card(chinese: Playground) -> None:
    """Injects come by themselves, the lead goes missing, a statement is only practised, and each message says that it
    is a drill."""
    ground, lin, zhou = chinese, chinese.workspace.person("林晓"), chinese.workspace.person("周明")
    room = await _begin(ground, "/incident 演练 开始 kettle")
    assert room.startswith("演练-drill-inc-")
    await lin.click(lin.direct_messages()[-1], "offer.accept")
    await ground.forward(timedelta(minutes=10))
    assert any("晚报记者" in each.plain and "属实吗？" in each.plain for each in _said(ground, room))

    await ground.forward(timedelta(minutes=8))
    published = await lin.command("/incident 声明 发布 我们很抱歉", room)
    assert "没有对外发布" in published.text
    await ground.forward(timedelta(minutes=3))
    assert any("Kettles melt" in each.plain for each in _said(ground, room))

    await ground.forward(timedelta(minutes=10))
    assert "请您“失联”" in lin.direct_messages()[-1].plain
    assert any("即刻起失联" in each.plain and lin.id in each.plain for each in _said(ground, room))
    await zhou.command("/incident 角色 接任 总指挥", room)
    await ground.forward(timedelta(minutes=5))
    await zhou.command("/incident 结案", room)
    await ground.settle()

    card = next(each for each in _said(ground, room) if "评分" in each.plain and "分*" in each.plain)
    for line in ("80 / 100", "总指挥到位", "超时 1 项", "当年：3 小时 33 分钟", "先开口。", "1999 年有水壶熔化"):
        assert line in card.plain, line
    files = [file for each in _said(ground, room) for file in each.get("files", [])]
    assert all(MARK in file["title"] for file in files)
    assert {file["name"] for file in files} == {"incident-1-review.md", "incident-1-review.html"}

    direct = [each for person in (lin, zhou) for each in person.direct_messages()]
    everywhere = [*_said(ground, room), *_said(ground, "incidents"), *direct]
    unmarked = [each.plain for each in everywhere if MARK not in f"{each.plain}{each.get('files')}"]
    assert unmarked == []
    assert MARK in ground.workspace.state.find_channel(room).topic.value


async def test_a_real_alert_of_the_same_cause_is_real(english: Playground) -> None:
    """It neither joins the drill nor is joined by it; figures and lists know only the real one."""
    ground = english
    room = await _begin(ground, "/incident drill start kettle")
    status, answer = await ground.alert(ALERT)
    assert (status, answer["outcome"], answer["incident"]) == (202, "opened", 2)
    await ground.forward(timedelta(minutes=21))
    assert "once more" in _said(ground, room)[0].plain
    real = await ground.service.desk.read(lambda view: view.incident(2))
    assert real is not None
    assert (real.duplicates, real.drill) == (0, False)
    async with aiohttp.ClientSession() as session, session.get(f"{ground.service.address}/metrics") as metrics:
        assert "fenghuo_open_incidents 1\n" in await metrics.text()
    listed = (await ground.workspace.person("Maya Brooks").command("/incident list", "incidents")).shown[0].plain
    assert "Open incidents (1)" in listed
    assert listed.index("#2") < listed.index(MARK) < listed.index("#1")


async def test_a_bot_that_was_away_catches_up_and_says_so(english: Playground) -> None:
    """Down for twenty-five minutes: each inject comes once, in order, and says how late it is."""
    ground = english
    room = await _begin(ground, "/incident drill start kettle")
    await ground.stop_bot()
    ground.clock.jump(ground.clock() + timedelta(minutes=25))
    await ground.start_bot()
    await ground.forward(timedelta(minutes=10))
    plain = [each.plain for each in _said(ground, room)]
    late = [words for words in plain if "the bot was away" in words]
    assert ["Is it true?" in words for words in late] == [True, False]
    assert "comes 15 min late" in late[0]
    assert "Kettles melt" in late[1]
    assert sum("cannot be reached from now on" in words for words in plain) == 1
    _inject_numbers(ground)


async def test_every_way_to_a_drill(english: Playground) -> None:
    """The list names what is broken; a button and a form start one; a second one is refused; stopping scores it."""
    ground, maya = english, english.workspace.person("Maya Brooks")
    assert "No drill is going on" in (await maya.command("/incident drill stop", "incidents")).text
    assert "kettle" in (await maya.command("/incident drill start nothing", "incidents")).text
    assert (
        "played: broken.yaml:1: title: is missing"
        in (await maya.command("/incident drill start broken", "incidents")).text
    )
    assert "1 to 60 times" in (await maya.command("/incident drill start kettle 99x", "incidents")).text
    listed = (await maya.command("/incident drill", "incidents")).shown[0].plain
    assert "The kettle" in listed
    assert "broken.yaml:1" in listed
    await maya.command("/incident drill start", "incidents")
    await maya.submit({"script": "kettle", "speed": "10"})
    await ground.settle()
    room = _room(ground)
    assert "already: #1" in (await maya.command("/incident drill start bawang", "incidents")).text
    await ground.forward(timedelta(minutes=1, seconds=10))
    assert any("Is it true?" in each.plain for each in _said(ground, room))

    await ground.workspace.person("林晓").click(_said(ground, room)[0], "drill.stop")
    await ground.settle()
    card = next(each for each in _said(ground, room) if "Score card" in each.plain)
    assert "10 times as fast" in card.plain
    assert "stopped before its end" in card.plain
    assert "not come to" in card.plain
    refused = await maya.command("/incident reopen", room)
    assert "stays so" in refused.text
    assert "drill" in (await maya.command("/incident help drill", room)).shown[0].plain
