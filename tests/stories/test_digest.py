"""The digest at its hour: once, in severity order, caught up after a downtime."""

from collections.abc import Iterator
from datetime import time, timedelta

import pytest

from bot.demo.playground import Playground
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.reach import Executive, Readers
from tests.postgres import PostgresServer
from tests.stories.conftest import BEGIN, QUICK, MakeGround
from tests.stories.telling import (
    MAYA,
    OWEN,
    QIN,
    clicked,
    date_mark,
    form,
    nothing_twice,
    opened,
    person,
    submitted,
    typed,
)
from workspace.client.seen import Seen

HOUR = timedelta(hours=1)


@pytest.fixture
def database_url(postgres: PostgresServer) -> Iterator[str]:
    url = postgres.new_url()
    yield url
    postgres.drop(url)


DIGEST = ("Open incidents:", "事件简报", "✅ No incident is open", "✅ 当前没有进行中的事件")


def digests(ground: Playground, who: str) -> list[Seen]:
    return [each for each in person(ground, who).direct_messages() if any(words in each.plain for words in DIGEST)]


@pytest.mark.slow
async def test_it_comes_at_the_chosen_hours_and_tells_what_changed(make_ground: MakeGround) -> None:
    """It is nine in the morning in Shanghai, one in UTC."""
    ground = await make_ground(timing=QUICK)
    said = await typed(ground, OWEN, "digest 3:00 5 UTC")
    assert "03:00, 05:00 (UTC)" in said.text
    assert date_mark(BEGIN + 2 * HOUR) in said.text
    mould = await opened(ground, "open sev3 Mould &amp; more")
    await opened(ground, "open sev1 Checkout is down")
    await ground.until(BEGIN + 2 * HOUR - timedelta(seconds=1))
    assert digests(ground, OWEN) == []
    lost = ground.workspace.weather.fail("chat.postMessage", "drop after", times=1)
    await ground.until(BEGIN + 2 * HOUR)
    (first,) = digests(ground, OWEN)
    assert lost.hits
    assert "Open incidents: 2" in first.plain
    assert first.plain.index("Checkout is down") < first.plain.index("Mould &amp; more")
    assert "No status update yet" in first.plain
    assert "overdue" in first.plain
    assert "Since the last" not in first.plain
    assert f"next digest {date_mark(BEGIN + 4 * HOUR)}" in first.plain

    await ground.forward(timedelta(minutes=1))
    await mould.type(MAYA, "update Two shops closed")
    await mould.type(MAYA, "sev 2")
    await typed(ground, MAYA, "#2 close")
    await ground.until(BEGIN + 4 * HOUR)
    second = digests(ground, OWEN)[1]
    assert "*Latest*" in second.plain
    assert "Two shops closed" in second.plain
    assert "Since the last digest: SEV3 → SEV2; 1 update" in second.plain
    assert "Over since the last digest" in second.plain
    assert "Checkout is down: closed" in second.plain

    await clicked(ground, OWEN, second, "Turn off")
    nothing_twice(ground)
    await ground.forward(timedelta(days=1))
    assert len(digests(ground, OWEN)) == 2


async def test_one_that_is_turned_off_while_it_is_tried_again_does_not_come(make_ground: MakeGround) -> None:
    ground = await make_ground(timing=QUICK)
    await opened(ground, "open sev3 Mould")
    await typed(ground, OWEN, "digest 3:00 UTC")
    failing = ground.workspace.weather.fail("chat.postMessage", "500 before")
    ground.clock.jump(BEGIN + 2 * HOUR)
    await ground.workspace.until(lambda: failing.hits >= 3)
    assert "No digest comes" in (await person(ground, OWEN).command("/incident digest off", "general")).text
    ground.workspace.weather.clear()
    await ground.settle()
    assert digests(ground, OWEN) == []


async def test_after_a_downtime_it_comes_once_and_says_so(make_ground: MakeGround) -> None:
    ground = await make_ground()
    owen = person(ground, QIN).id
    ground.policy = Policy(
        language=Language.ENGLISH,
        readers=Readers(executives=(Executive(owen, digest_at=(time(3), time(4)), timezone="UTC"),)),
    )
    await ground.stop_bot()
    await ground.start_bot()
    await opened(ground, "open sev3 Mould")
    await ground.stop_bot()
    ground.clock.jump(BEGIN + 10 * HOUR)
    await ground.start_bot()
    await ground.settle()
    (late,) = digests(ground, QIN)
    assert f"这是 {date_mark(BEGIN + 2 * HOUR)}".replace("是 <", "是<") in late.plain.replace("是 <", "是<")
    assert "进行中 1 起" in late.plain
    await typed(ground, MAYA, "#1 dismiss because false")
    await ground.until(BEGIN + 26 * HOUR)
    assert "上次简报以来结束的事件" in digests(ground, QIN)[1].plain
    await ground.until(BEGIN + 50 * HOUR)
    # Nothing is open: one line a day, with the first.
    assert ["✅ 当前" in each.plain for each in digests(ground, QIN)] == [False, True, True]
    nothing_twice(ground)


async def test_the_form_says_what_is_chosen_and_what_is_wrong(make_ground: MakeGround) -> None:
    ground = await make_ground()
    await typed(ground, OWEN, "digest")
    view = await form(ground, OWEN, "digest")
    assert "09:00 18:00" in str(view.body)
    errors = await submitted(ground, OWEN, {"hours": "25:00", "zone": "UTC", "quiet": "once"})
    assert "no hour of the day" in errors["hours"]
    errors = await submitted(ground, OWEN, {"hours": "9", "zone": "Mars", "quiet": "once"})
    assert "no time zone" in errors["zone"]
    assert await submitted(ground, OWEN, {"hours": "9点半、18:00", "zone": "Asia/Shanghai", "quiet": "always"}) == {}
    await ground.until(BEGIN + HOUR)
    (quiet,) = digests(ground, OWEN)
    assert "No incident is open" in quiet.plain
    assert "Open incidents: 0" not in (await typed(ground, OWEN, "简报 现在")).text
    assert "no hour of the day" in (await typed(ground, OWEN, "digest soon")).text


@pytest.mark.parametrize("replicas", [2])
async def test_two_bots_send_it_once(database_url: str, make_ground: MakeGround, replicas: int) -> None:
    ground = await make_ground(database_url=database_url, replicas=replicas)
    await typed(ground, OWEN, "digest 2:00 3:00 UTC")
    await opened(ground, "open sev3 Mould")
    for wanted in (1, 2):
        await ground.until(BEGIN + wanted * HOUR)
        assert len(digests(ground, OWEN)) == wanted
    nothing_twice(ground)
