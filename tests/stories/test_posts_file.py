"""A file of posts from a monitoring tool: dropped into the room, given in the form, read, said, and taken in on a
click."""

from bot.demo.playground import Playground
from crisis.policy import Policy
from tests.stories.conftest import MakeGround
from tests.stories.telling import (
    LIN,
    MAYA,
    OWEN,
    Tongue,
    clicked,
    fingerprint,
    form,
    in_both_languages,
    opened,
    person,
    posts,
    submitted,
    told,
    typed,
)
from workspace.web.filestore import put_file

TABLE = (
    "平台,作者,粉丝数,内容,发布时间,链接\n"
    "微博,小城食客,12.3万,青禾的面包里吃出了霉斑,2026-05-04 08:30,https://example.com/p/1\n"
    "微博,路人甲,-,青禾门店态度很好,2026-05-04 08:41,https://example.com/p/2\n"
    "微博,空白,3,,2026-05-04 08:42,\n"
)


@in_both_languages
async def test_a_table_dropped_into_the_room_goes_in_on_a_click(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language, timezone="Asia/Shanghai"))
    room = await opened(ground)
    before = fingerprint(ground, without=("inbox",))

    await person(ground, tongue.who).upload(room.channel, "导出.csv", TABLE.encode("gb18030"))
    offer = await told(ground, tongue.who, room.channel, "导出.csv", tongue("2 posts", "2 条帖文"))
    assert tongue("1 line not", "1 行未读") in offer.plain
    assert tongue("line 4: the post has no words", "第 4 行：没有帖文内容") in offer.plain
    assert "123,000" in offer.plain
    assert fingerprint(ground, without=("inbox",)).stored == before.stored  # nothing goes in before the click

    await clicked(ground, tongue.who, offer, tongue("Take 2 posts in", "读入 2 条帖文"))
    await told(ground, tongue.who, room.channel, tongue("went into incident #1", "已读入事件 #1"))
    tally = (await room.incident()).mentions
    assert tally.total == 2
    assert tongue("Read in from the file “导出.csv”: 2 posts", "从文件“导出.csv”读入 2 条帖文") in room.transcript()

    stored = fingerprint(ground, without=("inbox",)).stored
    await clicked(ground, tongue.who, offer, tongue("Take 2 posts in", "读入 2 条帖文"))
    await told(ground, tongue.who, room.channel, tongue("nothing new", "没有新内容"))
    assert (await room.incident()).mentions.total == 2
    assert fingerprint(ground, without=("inbox",)).stored == stored


async def test_the_form_outside_a_room_sends_posts_through_triage(ground: Playground) -> None:
    await typed(ground, MAYA, "import")
    await form(ground, MAYA, "posts")
    file = put_file(ground.workspace.state, person(ground, MAYA).id, "posts.csv", TABLE.encode())
    assert await submitted(ground, MAYA, {"file": [file]}) == {}
    offer = await told(ground, MAYA, "general", "posts.csv", "go through triage")
    await clicked(ground, MAYA, offer, "Take 2 posts in")
    await told(ground, MAYA, "general", "2 posts went through triage")
    kept = await ground.service.store.read(lambda view: view.newest_mentions(9))
    assert [each.mention.author for each in kept] == ["小城食客", "路人甲"]


async def test_what_is_no_table_of_posts_is_left_alone_until_somebody_asks(ground: Playground) -> None:
    room = await opened(ground)
    said = posts(ground)
    shared = (await person(ground, OWEN).upload(room.channel, "budget.csv", b"year,amount\n2026,12\n")).shown[0]
    await person(ground, OWEN).upload(room.channel, "photo.png", b"\x89PNG")
    await ground.settle()
    assert person(ground, OWEN).ephemerals(room.channel) == []
    await person(ground, LIN).shortcut("posts_message", shared)
    await told(ground, LIN, room.channel, "未读取“budget.csv”", "year, amount")
    assert posts(ground) == said


async def test_a_file_that_slack_does_not_give_is_said_with_what_to_do(ground: Playground) -> None:
    room = await opened(ground)
    shared = (await person(ground, MAYA).upload(room.channel, "posts.csv", TABLE.encode())).shown[0]
    offer = await told(ground, MAYA, room.channel, "posts.csv")
    ground.workspace.state.files[shared["files"][0]["id"]].deleted = True
    await clicked(ground, MAYA, offer, "Take 2 posts in")
    await told(ground, MAYA, room.channel, "not there any more. Upload it again")
    assert (await room.incident()).mentions.total == 0
