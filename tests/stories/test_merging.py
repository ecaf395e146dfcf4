"""Two incidents are one after all: merged by words, by a form, taken back; and posts are split off into a room."""

from bot.demo.playground import Playground
from crisis import events as e
from crisis.alert import Mention
from crisis.decisions.mentions import recounted
from crisis.evolve import evolve
from crisis.mention import KeptMention
from crisis.policy import Policy
from crisis.ports import Unit
from crisis.stages import Stage
from tests.stories.conftest import MakeGround
from tests.stories.telling import (
    HE,
    LIN,
    MAYA,
    QIN,
    Room,
    Tongue,
    asked_by_click,
    clicked,
    how_many,
    in_both_languages,
    nothing_twice,
    opened,
    person,
    room_of,
    submitted,
    told,
)


async def posts(ground: Playground, room: Room, *texts: str) -> None:
    """Posts come to an incident, each a story of its own."""
    now = ground.clock()

    def keep(unit: Unit) -> None:
        for story, text in enumerate(texts, 1):
            said = Mention("weibo", author="路人", text=text)
            unit.keep_mention(KeptMention(0, f"{room.number} {text}", said, now, now, "mentions", story, room.number))
        counted = unit.incident(room.number)
        assert counted is not None
        for event in recounted(counted, unit):
            counted = evolve(counted, event, now, None)
        unit.save(counted)

    await ground.service.store.transact(keep)


@in_both_languages
async def test_merged_by_words_everything_goes_along_and_reopening_takes_it_back(
    make_ground: MakeGround, tongue: Tongue
) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    there = await opened(ground, "open sev2 Leak in the kitchen")
    here = await opened(ground, "open sev1 Leak in the cellar")
    he = person(ground, HE)
    await here.type(MAYA, tongue("task add Call the plumber @何俊 in 20m", "任务 添加 联系水管工 @何俊 20分钟后"))
    await posts(ground, here, "地下室漏水了")

    await here.type(tongue.who, tongue("merge #1 because it is one pipe", "并案 #1 理由：同一根管道"))
    (task,) = (await there.incident()).work.tasks
    assert (task.text, task.owner) == (tongue("Call the plumber", "联系水管工"), he.id)
    assert (await here.incident()).stage is Stage.MERGED
    said = here.one(tongue("it is one pipe", "同一根管道"))
    assert f"<#{there.channel}>" in said.plain
    assert tongue("1 post", "1 条帖文") in said.plain
    assert f"<#{there.channel}>" in here.board().plain
    came = there.one(tongue("Leak in the cellar", "Leak in the cellar"), tongue("1 task", "1 项任务"))
    assert tongue("🚨 Severity…", "🚨 级别…") in came.buttons, "it was worse"
    assert "#2" in there.board().plain
    assert here.people <= there.people
    assert tongue("merged", "并案") in here.card().plain
    await told(ground, tongue.who, here.channel, tongue("goes on in #1", "已并入 #1"))

    await clicked(ground, QIN, said, tongue("Reopen", "重开事件"))
    assert (await here.incident()).stage is Stage.RESPONDING
    assert here.one("↩️", tongue("1 post", "1 条帖文"))
    assert there.one("↩️", "#2", tongue("1 task", "1 项任务"))
    assert not (await there.incident()).work.open_tasks
    assert f"<#{there.channel}>" not in here.board().plain
    nothing_twice(ground)


async def test_the_form_offers_the_likest_first_and_a_split_gets_a_room(ground: Playground) -> None:
    there = await opened(ground, "open sev3 漏水：城西厨房")
    await opened(ground, "open sev3 停电")
    here = await opened(ground, "open sev3 漏水：城西仓库")
    view = await asked_by_click(ground, LIN, here.board(), "🔀 Merge…")
    (block,) = [each for each in view.body["blocks"] if each["block_id"] == "incident"]
    offered = [option["value"] for option in block["element"]["options"]]
    assert offered == ["1", "2"]
    assert await submitted(ground, LIN, {"incident": "1"}) == {}
    assert (await here.incident()).stage is Stage.MERGED

    await posts(ground, there, "厨房漏水了", "隔壁商场着火")
    await there.type(LIN, "改名 漏水与火情")  # the board shows what there is now
    await asked_by_click(ground, LIN, there.board(), "✂️ Split…")
    assert await submitted(ground, LIN, {"posts0": ["2"], "title": "商场火情"}) == {}
    assert await how_many(ground) == 4
    new = await room_of(ground, 4)
    assert (await new.incident()).title == "商场火情"
    assert f"<#{there.channel}>" in new.board().plain
    (left,) = await there.entries(e.PostsSplitOff)
    assert left.event == e.PostsSplitOff(4, 1)
    assert there.one("✂️", "#4")
    assert person(ground, LIN).id in new.people
    nothing_twice(ground)
