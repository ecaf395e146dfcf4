"""Each medium as its vendor publishes it: format, signature, limits, error answers; and nothing from outside can pass
for a mark, a call or a line of ours."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.clock.clocks import machine_now
from bot.paging.limits import MARGIN_SECONDS, Limits
from bot.paging.media import MEDIA
from bot.paging.medium import Act, Door
from bot.paging.pager import Pager, trial
from bot.paging.webhook import sign
from bot.slack.calls import Again, Never
from bot.timing import Timing
from bot.troubles import Troubles
from crisis.policy.paging import Medium, PageChannel
from crisis.severity import Severity
from handlers.views.page import Letter, tame
from tests.paging.places import paging
from tests.paging.receivers import SECRETS, Receivers

KINDS = ("pagerduty", "webhook", "feishu", "dingtalk", "wecom")
ROBOTS = ("feishu", "dingtalk", "wecom")
AT = datetime(2026, 5, 1, 3, 2, tzinfo=UTC)
LETTER = Letter(
    id="fenghuo-k7qm-12-1",
    head="SEV1 · red · #12 Mould in lunch boxes",
    lines=("For 林晓", "You are asked to be lead, and have not answered.", "Paged at 1 May 03:02 UTC"),
    person="林晓",
    at=AT,
    severity=Severity.SEV1,
    incident=12,
    title="Mould in lunch boxes",
    reason="offer",
    link="https://crisis.example.com/pages/12.1.abc",
    mobile="13800001111",
    feishu="ou_lin",
    wecom="linxiao",
)


@pytest.fixture
async def receivers() -> AsyncIterator[Receivers]:
    async with Receivers() as running:
        yield running


class Place:
    """A pager with a channel of each kind, and a clock of its own for the limits."""

    def __init__(self, session: aiohttp.ClientSession, receivers: Receivers, folder: Path) -> None:
        self.seconds = 0.0
        self.troubles = Troubles(machine_now)
        self.secrets = receivers.secrets()
        limits = Limits(lambda: self.seconds)
        timing = Timing(call=0.3)
        self.pager = Pager(session, self.secrets.get, machine_now, limits, self.troubles, timing)
        self.channels = {channel.medium.value: channel for channel in paging(folder, *KINDS).channels}

    async def send(self, kind: str, letter: Letter = LETTER, act: Act = Act.PAGE) -> None:
        await self.pager.send(self.channels[kind], letter, act, "key")


@pytest.fixture
async def place(receivers: Receivers, tmp_path: Path) -> AsyncIterator[Place]:
    async with aiohttp.ClientSession(trust_env=False) as session:
        yield Place(session, receivers, tmp_path)


@pytest.mark.parametrize("kind", KINDS)
async def test_each_takes_a_page_as_it_publishes_it(place: Place, receivers: Receivers, kind: str) -> None:
    await place.send(kind)
    assert receivers.refused == []
    (taken,) = receivers.taken
    assert "Mould in lunch boxes" in taken.text
    assert "asked to be lead" in taken.text


async def test_who_is_called_and_how(place: Place, receivers: Receivers) -> None:
    for kind in KINDS:
        await place.send(kind)
    by = {taken.by: taken.body for taken in receivers.taken}
    assert by["dingtalk"]["at"] == {"atMobiles": ["13800001111"], "isAtAll": False}
    assert by["wecom"]["text"]["mentioned_mobile_list"] == ["13800001111"]
    assert by["feishu"]["content"]["post"]["zh_cn"]["content"][0] == [{"tag": "at", "user_id": "ou_lin"}]
    assert by["webhook"]["mobile"] == "13800001111"
    assert by["pagerduty"]["payload"]["severity"] == "critical"
    assert by["pagerduty"]["links"][0]["href"] == by["webhook"]["link"] == LETTER.link


async def test_a_page_and_what_becomes_of_it_have_one_key(place: Place, receivers: Receivers) -> None:
    for act in Act:
        await place.send("pagerduty", act=act)
        await place.send("webhook", act=act)
    events = receivers.of("pagerduty")
    assert [each.body["event_action"] for each in events] == ["trigger", "acknowledge", "resolve"]
    assert {each.body["dedup_key"] for each in events} == {LETTER.id}
    assert [each.body["event"] for each in receivers.of("webhook")] == ["page", "acknowledge", "resolve"]
    assert {each.headers["Fenghuo-Page"] for each in receivers.of("webhook")} == {LETTER.id}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_wrong_secret_is_refused_for_good_and_never_shown(
    place: Place, receivers: Receivers, kind: str
) -> None:
    name = "T_WECOM_URL" if kind == "wecom" else f"T_{kind.upper()}_{'KEY' if kind == 'pagerduty' else 'SECRET'}"
    wrong = (
        f"{receivers.address}/cgi-bin/webhook/send?key=not-the-right-key" if kind == "wecom" else "not-the-right-key"
    )
    place.secrets[name] = wrong
    with pytest.raises(Never) as refused:
        await place.send(kind)
    assert refused.value.reason.startswith("page_refused")
    assert place.channels[kind].name in refused.value.reason
    assert receivers.taken == []
    (trouble,) = place.troubles.all()
    said = f"{refused.value} {trouble.what} {trouble.remedy}"
    assert "not-the-right-key" not in said
    assert place.channels[kind].name in trouble.what


LIMITED: dict[str, Any] = {
    "feishu": {"code": 11232, "data": {}, "msg": "frequency limited psm[x]appID[1500]"},
    "dingtalk": {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"},
    "wecom": {"errcode": 45009, "errmsg": "api freq out of limit"},
}


@pytest.mark.parametrize("kind", ROBOTS)
async def test_too_much_said_with_status_200_is_waited_for(place: Place, receivers: Receivers, kind: str) -> None:
    receivers.next(kind, web.json_response(LIMITED[kind]))
    with pytest.raises(Again) as again:
        await place.send(kind)
    assert again.value.limit
    assert again.value.after is not None
    with pytest.raises(Again):  # nothing goes out before
        await place.send(kind)
    assert receivers.taken == []
    place.seconds += again.value.after + 1
    await place.send(kind)
    assert len(receivers.taken) == 1


@pytest.mark.parametrize(
    ("status", "headers", "after"), [(429, {"Retry-After": "7"}, 7.0), (429, {"x-ogw-ratelimit-reset": "52"}, 52.0)]
)
@pytest.mark.parametrize("kind", KINDS)
async def test_a_429_says_how_long(
    place: Place, receivers: Receivers, kind: str, status: int, headers: dict[str, str], after: float
) -> None:
    receivers.next(kind, web.Response(status=status, headers=headers))
    with pytest.raises(Again) as again:
        await place.send(kind)
    assert (again.value.limit, again.value.after) == (True, after)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", [lambda: web.Response(status=503, text="<html>busy"), lambda: 0.6, lambda: "drop"])
async def test_without_a_clear_answer_it_is_tried_again(
    place: Place, receivers: Receivers, kind: str, fault: Callable[[], Any]
) -> None:
    receivers.next(kind, fault())
    with pytest.raises(Again) as again:
        await place.send(kind)
    assert again.value.unknown
    assert not again.value.no_answer, "this is how Slack's own silence is counted"
    assert place.pager.may_be_repeated(place.channels[kind], "key", 2) is (kind in ROBOTS)
    await place.send(kind)


async def test_a_try_that_surely_did_not_arrive_is_no_repetition(place: Place, receivers: Receivers) -> None:
    address = place.secrets["T_DINGTALK_URL"]
    place.secrets["T_DINGTALK_URL"] = "http://127.0.0.1:9/robot/send"
    with pytest.raises(Again, match="page_unreachable"):
        await place.send("dingtalk")
    place.secrets["T_DINGTALK_URL"] = address
    await place.send("dingtalk")
    assert not place.pager.may_be_repeated(place.channels["dingtalk"], "key", 2)


async def test_the_operator_hears_of_a_channel_that_stays_silent_and_when_it_is_back(
    place: Place, receivers: Receivers
) -> None:
    for _ in range(3):
        receivers.next("webhook", web.Response(status=500))
        with pytest.raises(Again):
            await place.send("webhook")
    (trouble,) = place.troubles.all()
    assert "“hook” do not arrive" in trouble.what
    await place.send("webhook")
    assert place.troubles.all() == ()


async def test_a_missing_variable_and_a_bad_address_are_named(place: Place) -> None:
    place.secrets.pop("T_FEISHU_URL")
    with pytest.raises(Never, match="page_not_set: T_FEISHU_URL"):
        await place.send("feishu")
    place.secrets["T_FEISHU_URL"] = "ftp://secret-host/secret-path"
    with pytest.raises(Never, match="page_bad_address: T_FEISHU_URL is no web address") as bad:
        await place.send("feishu")
    assert "secret-path" not in bad.value.reason


async def test_no_redirect_is_followed(place: Place, receivers: Receivers) -> None:
    receivers.next("webhook", web.Response(status=307, headers={"Location": f"{receivers.address}/hook"}))
    with pytest.raises(Never, match="sends elsewhere"):
        await place.send("webhook")
    assert receivers.taken == []


@pytest.mark.parametrize("kind", KINDS)
async def test_a_trial_says_that_it_is_one(place: Place, receivers: Receivers, kind: str) -> None:
    test = replace(LETTER, severity=None, incident=None, title="", link="", head="Test page from Fenghuo")
    assert await trial(place.pager, place.channels[kind], test) == ""
    assert "Test page" in receivers.taken[0].text
    assert receivers.refused == []
    if kind == "pagerduty":
        assert [each.body["event_action"] for each in receivers.taken] == ["trigger", "resolve"]


@pytest.mark.parametrize(("kind", "count"), [("feishu", 5), ("dingtalk", 20), ("wecom", 20)])
async def test_limits_are_planned_so_that_nobody_is_refused(
    place: Place, receivers: Receivers, kind: str, count: int
) -> None:
    for _ in range(count):
        await place.send(kind)
    with pytest.raises(Again) as again:
        await place.send(kind)
    assert again.value.limit
    assert not again.value.tried
    assert len(receivers.taken) == count
    assert receivers.refused == []


def test_replicas_share_what_a_robot_takes() -> None:
    now, replicas = [0.0], [2]
    limits = Limits(lambda: now[0], lambda: replicas[0])
    assert [limits.take("dt", ((20, 60.0),)) for _ in range(10)] == [0.0] * 10
    assert limits.take("dt", ((20, 60.0),)) == 60.0 + MARGIN_SECONDS
    assert limits.take("other", ((20, 60.0),)) == 0.0
    now[0] = 61.0
    assert limits.take("dt", ((20, 60.0),)) == 0.0


HOSTILE = 'x<@all>\n<at user_id="all">\u202eall</at> [a](http://b) **c**\x00\r\nSEV4 #1 resolved'


@pytest.mark.parametrize("kind", KINDS)
async def test_what_comes_from_outside_calls_nobody_and_makes_no_line(
    place: Place, receivers: Receivers, kind: str
) -> None:
    safe = tame(HOSTILE, 120)
    assert "\n" not in safe
    assert "\u202e" not in safe
    await place.send(kind, replace(LETTER, head=f"SEV1 #12 {safe}"))
    assert receivers.refused == []  # WeCom's stand-in refuses whoever calls others
    (taken,) = receivers.taken
    assert not [line for line in taken.text.splitlines() if line.startswith("SEV4")]


def test_a_long_title_fits_in_wecom_in_chinese() -> None:
    channel = Door("https://x.example/?key=k", "")
    letter = replace(LETTER, head="异" * 3000)
    out = MEDIA[Medium.WECOM].make(letter, Act.PAGE, channel, AT)
    assert len(__import__("json").loads(out.body)["text"]["content"].encode()) <= 2048


def test_the_example_of_the_documentation_holds() -> None:
    """docs/paging.md shows this very signature."""
    body = b'{"event":"page","id":"fenghuo-k7qm-12-1"}'
    page = (Path(__file__).parents[2] / "docs" / "paging.md").read_text(encoding="utf-8")
    assert sign("a-secret", "1777604520", body) in page


def test_no_channel_tells_its_address_or_secret() -> None:
    channel = PageChannel("dt", Medium.DINGTALK, "T_DINGTALK_URL", "T_DINGTALK_SECRET")
    assert not any(secret in repr(channel) for secret in SECRETS.values())
