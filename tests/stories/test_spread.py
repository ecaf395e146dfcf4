"""Posts that spread, on the wire: a worse severity is proposed and a person says yes; a picture comes when asked."""

from bot.demo.playground import Playground
from crisis.policy import Policy
from crisis.severity import Severity
from tests.stories.conftest import MakeGround
from tests.stories.posting import SICK, WATCH, post, send
from tests.stories.telling import LIN, QIN, Tongue, clicked, in_both_languages, nothing_twice, room_of


async def spreading(make_ground: MakeGround, tongue: Tongue) -> Playground:
    """A room of four posts, which twelve more join at once."""
    ground = await make_ground(policy=Policy(language=tongue.language, watch=WATCH))
    await send(ground, *(post(number, f"{SICK} {number}") for number in range(4)))
    await ground.settle()
    await (await room_of(ground, 1)).type(QIN, tongue("sev 2", "级别 2"))
    await send(ground, *(post(number, f"{SICK} {number}") for number in range(4, 16)))
    await ground.settle()
    return ground


@in_both_languages
async def test_a_doubling_is_proposed_and_whoever_agrees_raises_it(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await spreading(make_ground, tongue)
    room = await room_of(ground, 1)
    assert (await room.incident()).severity is Severity.SEV2
    asked = room.one(tongue("the posts grew from 4 to 16", "帖文从 4 条增至 16 条"))
    assert tongue("SEV1 · red is proposed", "建议升为 SEV1 红") in room.board().plain
    await clicked(ground, LIN, asked, tongue("🚨 Raise to SEV1 · red", "🚨 升为 SEV1 红"))
    assert (await room.incident()).severity is Severity.SEV1
    assert tongue("SEV1 · red is proposed", "建议升为 SEV1 红") not in room.board().plain
    nothing_twice(ground)


@in_both_languages
async def test_the_chart_is_a_picture_in_the_channel_that_says_what_its_letters_mean(
    make_ground: MakeGround, tongue: Tongue
) -> None:
    ground = await spreading(make_ground, tongue)
    room = await room_of(ground, 1)
    await room.type(LIN, tongue("spread chart 24h", "走势 图 24h"))
    (picture,) = room.files()
    assert picture["name"].endswith(".png")
    assert ground.workspace.state.files[picture["id"]].body.startswith(b"\x89PNG")
    assert room.one(tongue("A first sight", "A 首次发现"))
    nothing_twice(ground)
