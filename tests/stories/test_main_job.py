"""The main job, end to end, over the wire: alert, channel, roles, clock, decisions, review."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.options import DemoOptions
from bot.demo.player import Player, policy_of
from bot.demo.playground import Playground
from bot.demo.show import run
from bot.drills.reading import Case
from bot.drills.shelf import Shelf
from bot.words.words import WordTools
from crisis.language import Language
from crisis.policy import Policy
from tests.stories.conftest import MakeGround
from tests.stories.outages import eventually
from workspace.client.seen import Seen
from workspace.people.answers import BY_HAND

ALERT = {
    "source": "monitor-a",
    "key": "yoghurt",
    "title": "顾客发视频称在酸奶里吃出异物",
    "text": "视频 40 分钟内转发 900 次",
    "severity": "SEV1",
    "mentions": [{"platform": "weibo", "author": "吃货小南", "followers": 52000, "text": "这是什么？"}],
}


def _rooms(ground: Playground) -> list[str]:
    """The incident channels that 林晓 is in."""
    return [each.name for each in ground.workspace.person("林晓").channels() if each.name.startswith("inc-")]


def _shown(ground: Playground, person: str, channel: str) -> list[Seen]:
    return [message for message in ground.workspace.person(person).messages(channel) if message.is_from_app]


@pytest.mark.parametrize("http_mode", [False, True], ids=["socket", "http"])
async def test_from_the_alert_to_the_review(make_ground: MakeGround, http_mode: bool) -> None:
    """One alert; a room opens by itself, roles are taken, the clock runs, decisions are kept, the review is a file."""
    ground = await make_ground(policy=Policy(language=Language.CHINESE, timezone="Asia/Shanghai"), http_mode=http_mode)
    lin = ground.workspace.person("林晓")

    status, answer = await ground.alert(ALERT)
    assert (status, answer["outcome"], answer["incident"]) == (202, "opened", 1)
    await ground.settle()
    [channel] = _rooms(ground)
    assert channel.startswith("inc-0504-")
    assert "酸奶" in channel

    board = _shown(ground, "林晓", channel)[0]
    assert "研判" in board.plain
    assert "黄金时间" in board.plain
    offered = lin.direct_messages()[-1]
    assert "总指挥" in offered.plain
    assert "您负责整件事" in offered.plain
    await lin.click(offered, "offer.accept")
    await ground.settle()
    assert lin.id in _shown(ground, "林晓", channel)[0].plain

    await ground.forward(timedelta(minutes=15))
    assert any("进展通报" in message.plain and lin.id in message.plain for message in _shown(ground, "周明", channel))

    await lin.command("/incident 决策 先下架同批次 因为 原因未明，先保证安全", channel)
    await lin.command("/incident 决策 送第三方检测 因为 需要权威结论", channel)
    await lin.command("/incident 结案", channel)
    await ground.settle()
    files = [file for message in _shown(ground, "周明", channel) for file in message.get("files", [])]
    assert {file["name"] for file in files} == {"incident-1-review.md", "incident-1-review.html"}


async def test_the_same_alert_again_gives_no_second_room(ground: Playground) -> None:
    """It is counted on the board, and the channel hears nothing of it."""
    await ground.alert(ALERT)
    await ground.settle()
    [room] = _rooms(ground)
    talk = len(_shown(ground, "林晓", room))

    for number in range(2, 5):
        assert await ground.alert(ALERT) == (202, {"alert": number, "incident": 1, "outcome": "duplicate"})
    await ground.settle()
    assert _rooms(ground) == [room]
    assert len(_shown(ground, "林晓", room)) == talk
    assert "3 more times" in _shown(ground, "林晓", room)[0].plain


async def test_everything_of_the_room_goes_out_at_once(ground: Playground) -> None:
    """Only what needs an earlier answer waits for it: with every call taking as long, a room is three calls deep."""
    await ground.alert({**ALERT, "key": "warm-up", "mentions": []})
    await ground.settle()
    begun = len(ground.workspace.calls.where("*"))
    ground.workspace.weather.latency = 0.2
    await ground.alert({**ALERT, "mentions": []})  # what is said of posts comes after the room
    await ground.settle()
    calls = ground.workspace.calls.where("*")[begun:]

    def depth(index: int) -> int:
        before = [depth(other) for other in range(index) if calls[other].ended <= calls[index].started]
        return 1 + max(before, default=0)

    assert max(depth(index) for index in range(len(calls))) == 3


@pytest.mark.slow
@pytest.mark.parametrize("case", Shelf().names())
async def test_a_case_is_played_to_its_end(
    case: str, words: WordTools, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `fenghuo demo --case NAME --exit` does: status 0 and the paths of both reviews."""
    assert await run(DemoOptions(case=case, exit=True, out=tmp_path, browser=False), words) == 0
    said = set(capsys.readouterr().out.splitlines())
    assert {str(tmp_path / "incident-1-review.html"), str(tmp_path / "incident-1-review.md")} <= said
    assert said & {"评分：100 / 100 分", "The score card: 100 of 100 points"}, "the cast is a well-led team"


async def test_whoever_watches_a_case_answers_what_is_offered_later(make_ground: MakeGround) -> None:
    """The first of the team takes the lead as the script says; then people have these eyes. The others go on."""
    case = Shelf().find("bawang")
    assert isinstance(case, Case)
    ground = await make_ground(policy=policy_of(case))
    player = Player(case, ground, lambda line: None)
    player.prepare()
    playing = asyncio.create_task(player.play(waiting=True))
    lead, other = (ground.workspace.person(member.who).id for member in case.team[:2])
    try:
        await eventually(lambda: player.number, "the drill has begun")
        assert ground.workspace.answers.of(lead) != BY_HAND
        await ground.forward(timedelta(minutes=3))
        await eventually(lambda: ground.workspace.answers.of(lead) == BY_HAND, "the lead is left to people")
    finally:
        playing.cancel()
    drill = await ground.service.desk.read(lambda view: view.incident(1))
    assert drill is not None
    assert drill.holder("lead") == lead
    assert ground.workspace.answers.of(other) != BY_HAND
