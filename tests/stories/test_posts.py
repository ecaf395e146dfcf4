"""From a batch of posts to the right room, on the wire: what people see, whichever replica hears of it, and again after
a start."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from bot.demo.playground import Playground
from crisis.policy import Policy
from tests.postgres import PostgresServer
from tests.stories.conftest import MakeGround
from tests.stories.posting import OTHER, SICK, SICK_TOO, SLOW, WATCH, post, send
from tests.stories.telling import (
    MAYA,
    Tongue,
    clicked,
    how_many,
    in_both_languages,
    in_channel,
    nothing_twice,
    room_of,
)


async def listening(make_ground: MakeGround, tongue: Tongue, **more: Any) -> Playground:
    return await make_ground(policy=Policy(language=tongue.language, watch=WATCH), **more)


@in_both_languages
async def test_a_batch_opens_a_room_and_the_next_one_joins_it_also_after_a_start(
    make_ground: MakeGround, tongue: Tongue
) -> None:
    ground = await listening(make_ground, tongue)
    assert await send(ground, post(1, SICK, followers=52_000), post(2, OTHER)) == [("opened", 1), ("ignored", None)]
    await ground.settle()
    room = await room_of(ground, 1)
    board = room.board().plain
    assert tongue("🔎 *Why:*", "🔎 *判断依据*") in board
    assert "青禾" in board.splitlines()[0]
    assert "孩子喝了青禾酸奶上吐下泻" in room.transcript()
    assert "青禾" in room.card().plain
    assert tongue("product safety", "产品安全") in board

    await ground.stop_bot()
    await ground.start_bot()
    assert await send(ground, post(1, SICK), post(3, SICK_TOO), post(2, OTHER)) == [
        ("duplicate", 1),
        ("joined", 1),
        ("duplicate", None),
    ]
    await ground.settle()
    assert await how_many(ground) == 1
    assert (await room.incident()).mentions.waiting == 2
    nothing_twice(ground)


@in_both_languages
async def test_mild_posts_of_a_story_wait_on_one_card_until_a_person_opens_it(
    make_ground: MakeGround, tongue: Tongue
) -> None:
    ground = await listening(make_ground, tongue)
    assert await send(ground, post(1, SLOW)) == [("held", None)]
    await ground.settle()
    assert await send(ground, post(2, SLOW), post(3, OTHER), post(4, SLOW + "！")) == [
        ("held", None),
        ("ignored", None),
        ("held", None),
    ]
    await ground.settle()
    (card,) = [each for each in in_channel(ground, "incidents") if each.buttons]
    assert tongue("Posts about us (3)", "相关帖文（3 条）") in card.plain
    assert tongue("🔎 *Why:*", "🔎 *判断依据*") in card.plain
    assert tongue("from *social media*", "来源：社交媒体") in card.plain
    await clicked(ground, tongue.who, card, card.buttons[0])
    room = await room_of(ground, 1)
    assert (await room.incident()).mentions.waiting == 3
    assert await send(ground, post(5, SLOW)) == [("joined", 1)]
    nothing_twice(ground)


@pytest.fixture
def database_url(postgres: PostgresServer) -> Iterator[str]:
    url = postgres.new_url()
    yield url
    postgres.drop(url)


async def test_two_replicas_that_hear_of_one_story_at_once_make_one_room(
    database_url: str, make_ground: MakeGround
) -> None:
    ground = await make_ground(policy=Policy(watch=WATCH), database_url=database_url, replicas=2)
    batches = [
        send(
            ground,
            *(post(batch * 10 + number, (SICK, SICK_TOO, SLOW)[number % 3]) for number in range(6)),
            replica=batch % 2,
        )
        for batch in range(6)
    ]
    answers = [each for batch in await asyncio.gather(*batches) for each in batch]
    assert Counter(outcome for outcome, _ in answers) == {"opened": 1, "joined": 23, "held": 12}
    await ground.settle()
    assert await how_many(ground) == 1
    assert (await (await room_of(ground, 1)).incident()).mentions.waiting == 24
    assert len([each for each in in_channel(ground, "incidents") if "网友" in each.plain]) == 1
    nothing_twice(ground)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_what_somebody_split_off_is_split_off_in_every_replica(
    database_url: str, make_ground: MakeGround, order: tuple[int, int]
) -> None:
    """Whichever of them the command reached, and whichever the next posts come to."""
    ground = await make_ground(policy=Policy(watch=WATCH), database_url=database_url, replicas=2)
    for replica in (0, 1):
        said = [post(10 * replica + 1, SICK), post(10 * replica + 2, SICK_TOO)]
        assert {incident for _, incident in await send(ground, *said, replica=replica)} == {1}
    await ground.settle()
    room = await room_of(ground, 1)
    others = [kept.id for kept in await ground.service.store.read(lambda view: view.mentions_of(1)) if
              kept.mention.text == SICK_TOO]  # fmt: skip
    await room.type(MAYA, f"split {' '.join(map(str, others))} Another shop")
    assert await how_many(ground) == 2
    for replica in order:
        said = [post(10 * replica + 3, SICK_TOO), post(10 * replica + 4, SICK)]
        assert await send(ground, *said, replica=replica) == [("joined", 2), ("joined", 1)]
    nothing_twice(ground)
