"""Tasks during an incident and follow-ups after it: made, given, done, and said again when they are due."""

from datetime import datetime, timedelta

import pytest

from bot.demo.playground import Playground
from crisis.events import FollowUpReminded, TaskAdded, TaskDone, TaskReminded
from crisis.incident import MessageRef
from crisis.policy import Policy
from tests.stories.conftest import BEGIN, MakeGround
from tests.stories.telling import (
    HE,
    LIN,
    MAYA,
    OWEN,
    ZHOU,
    Room,
    Tongue,
    asked_by_click,
    clicked,
    date_mark,
    form,
    in_both_languages,
    nothing_twice,
    opened,
    person,
    submitted,
    told,
    typed,
)
from workspace.client.seen import Seen

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def to_the_second(at: datetime | None) -> datetime | None:
    return at.replace(microsecond=0) if at else None


def reminders(ground: Playground, who: str, *words: str) -> list[Seen]:
    sent = [each for each in person(ground, who).direct_messages() if not each.is_ephemeral]
    return [each for each in sent if "⏰" in each.plain and all(word in each.plain for word in words)]


async def said(room: Room, who: str, text: str) -> Seen:
    message = (await person(room.ground, who).say(room.channel, text)).shown[0]
    await room.ground.settle()
    return message


@in_both_languages
async def test_a_jigsaw_makes_a_task_that_is_done_from_its_card(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    room = await opened(ground)
    message = await said(room, ZHOU, tongue("Ask the supplier <now> @何俊 by 10:30", "联系供应商 <现在> @何俊 10:30前"))
    await ground.forward(3 * MINUTE)

    assert (await person(ground, tongue.who).react(message, "jigsaw")).ok
    await ground.settle()
    (entry,) = await room.entries(TaskAdded)
    assert isinstance(entry.event, TaskAdded)
    assert entry.event.message == MessageRef(room.channel, message.ts)
    assert entry.event.said_by == person(ground, ZHOU).id
    assert entry.event.said_at is not None
    assert entry.event.said_at.timestamp() == pytest.approx(float(message.ts))
    assert entry.event.owner == person(ground, HE).id
    assert entry.event.due_at == BEGIN.replace(hour=10, minute=30)
    card = room.one(tongue("*Task 1*", "*任务 1*"))
    assert message.ts.replace(".", "") in card.plain or "/archives/" in str(card.get("blocks"))
    assert f"<@{person(ground, HE).id}>" in card.plain
    assert f"<@{person(ground, HE).id}>" in room.board().plain
    assert date_mark(entry.event.due_at) in room.board().plain

    await clicked(ground, OWEN, card, tongue("✅ Done", "✅ 完成"))
    (done,) = await room.entries(TaskDone)
    assert done.by == person(ground, OWEN).id
    card = room.one(tongue("~Task 1~", "~任务 1~"))
    assert card.buttons == [tongue("Reopen", "重开")]
    assert tongue("(0 open, 1 ended)", "待办 0，已结束 1") in room.board().plain

    await clicked(ground, OWEN, card, tongue("Reopen", "重开"))
    assert tongue("(1 open, 0 ended)", "待办 1，已结束 0") in room.board().plain
    nothing_twice(ground)


async def test_a_task_follows_the_edits_of_its_message(ground: Playground) -> None:
    room = await opened(ground)
    message = await said(room, ZHOU, "联系供应商")
    await person(ground, MAYA).react(message, "jigsaw")
    await ground.settle()
    await person(ground, ZHOU).edit(message, "联系两家供应商")
    await ground.settle()
    assert "联系两家供应商" in room.one("*Task 1*").plain
    assert "联系两家供应商" in room.board().plain
    await person(ground, LIN).react(message, "pushpin")
    await told(ground, LIN, room.channel, "已经在时间线上了")


@in_both_languages
async def test_a_task_by_words_given_put_off_and_dropped(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    room = await opened(ground, by=tongue.who)
    await room.type(tongue.who, tongue("task add Call the press @何俊 in 20m", "任务 添加 致电媒体 @何俊 20分钟后"))
    (task,) = (await room.incident()).work.tasks
    assert (task.text, task.owner) == (tongue("Call the press", "致电媒体"), person(ground, HE).id)
    assert to_the_second(task.due_at) == BEGIN + 20 * MINUTE

    await room.type(tongue.who, tongue("task give 1 @legal", "任务 改派 1 @法务"))
    await room.type(tongue.who, tongue("task due 1 15:30", "任务 改期 1 15:30"))
    (task,) = (await room.incident()).work.tasks
    assert (task.owner, task.role, task.due_at) == (None, "legal", BEGIN.replace(hour=15, minute=30))
    assert tongue("legal (nobody yet)", "法务（暂无人担任）") in room.one(tongue("*Task 1*", "*任务 1*")).plain

    assert (
        tongue("needs a reason", "需要写明理由")
        in (await room.type(tongue.who, tongue("task drop 1", "任务 取消 1"))).shown[0].plain
    )
    await room.type(tongue.who, tongue("task drop 1 because the press knows", "任务 取消 1 理由：媒体已知"))
    listed = (await room.type(tongue.who, tongue("task list", "任务 列表"))).shown[0].plain
    assert tongue("the press knows", "媒体已知") in listed
    wrong = (await room.type(tongue.who, tongue("task done 9", "任务 完成 9"))).shown[0].plain
    assert tongue("There is no task 9", "没有第 9 号任务") in wrong
    over = (await room.type(tongue.who, tongue("task done 1", "任务 完成 1"))).shown[0].plain
    assert tongue("is dropped already", "已取消") in over


async def test_a_task_by_form_and_by_the_menu_of_a_message(ground: Playground) -> None:
    room = await opened(ground)
    await asked_by_click(ground, MAYA, room.board(), "🧩 Task…")
    due = int((BEGIN + HOUR).timestamp())
    values = {"text": "Write the notice", "owner": person(ground, OWEN).id, "due": due}
    assert await submitted(ground, MAYA, values) == {}
    message = await said(room, ZHOU, "样品送检")
    await person(ground, MAYA).shortcut("task_message", message)
    view = await form(ground, MAYA, "task")
    assert view.values["text"]["value"]["value"] == "样品送检"
    assert await submitted(ground, MAYA, {"role": "expert"}) == {}
    first, second = (await room.incident()).work.tasks
    assert (first.owner, first.due_at) == (person(ground, OWEN).id, BEGIN + HOUR)
    assert (second.role, second.said_by) == ("expert", person(ground, ZHOU).id)

    card = room.one("*Task 1*")
    await asked_by_click(ground, MAYA, card, "Change…")
    assert await submitted(ground, MAYA, {"owner": person(ground, HE).id}) == {}
    (first, _) = (await room.incident()).work.tasks
    assert (first.owner, first.due_at) == (person(ground, HE).id, BEGIN + HOUR)
    await asked_by_click(ground, MAYA, room.one("*Task 1*"), "Change…")
    past = await submitted(ground, MAYA, {"due": int((BEGIN - HOUR).timestamp())})
    assert "That time has passed" in str(past)


@in_both_languages
async def test_an_owner_is_told_when_it_is_due_and_the_lead_when_it_is_overdue(
    make_ground: MakeGround, tongue: Tongue
) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    room = await opened(ground, by=tongue.who)
    for role in ("lead", "monitor"):
        await room.type(tongue.who, f"role take {role}")
    await room.type(tongue.who, "task add Call the press @何俊 in 20m")
    await room.type(tongue.who, "task add Write in 30m")
    heard = len(room.messages())
    await ground.until(BEGIN + 19 * MINUTE)
    assert reminders(ground, HE) == []

    await ground.until(BEGIN + 21 * MINUTE)
    (sent,) = reminders(ground, HE, "Call the press")
    assert sent.buttons[0] == "✅ 完成"  # his own language
    assert len(room.messages()) == heard  # nothing was said aloud
    assert "🔴 *1*" in room.board().plain

    await ground.until(BEGIN + 31 * MINUTE)
    unowned = room.one(tongue("nobody has it", "仍无人负责"))
    assert f"<@{person(ground, tongue.who).id}>" in unowned.plain
    await clicked(ground, OWEN, unowned, tongue("✋ I take it", "✋ 我来做"))
    assert (await room.incident()).work.tasks[1].owner == person(ground, OWEN).id

    await ground.until(BEGIN + 36 * MINUTE)
    aloud = room.one(tongue("*Task 1 is overdue*", "*任务 1 已逾期*"))
    assert f"<@{person(ground, tongue.who).id}>" in aloud.plain
    await clicked(ground, HE, aloud, tongue("✅ Done", "✅ 完成"))
    await room.type(tongue.who, "task done 2")
    await ground.until(BEGIN + 90 * MINUTE)
    assert len(await room.entries(TaskReminded)) == 3
    nothing_twice(ground)


async def test_fifty_tasks_fit_and_what_is_due_first_stands_first(ground: Playground) -> None:
    room = await opened(ground)
    for number in range(1, 51):
        await room.type(MAYA, f"task add Thing {number} {'word ' * 40} in {100 - number}m")
    board = room.board().plain
    assert "*50* Thing 50" in board
    assert "and 44 more" in board
    listed = (await room.type(MAYA, "task")).shown[0].plain
    assert "and 35 more" in listed


# Follow-ups


@in_both_languages
async def test_a_follow_up_is_said_again_after_closing_until_it_is_done(
    make_ground: MakeGround, tongue: Tongue
) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    room = await opened(ground, by=tongue.who)
    await room.type(tongue.who, "task add Write the report @Owen Hart in 2h")
    await room.type(tongue.who, tongue("followup call back Mrs Chen @何俊 by tomorrow", "改进 回访陈女士 @何俊 明天前"))
    await told(ground, tongue.who, room.channel, tongue("Follow-up 1 of incident #1 is due", "改进项 1 期限为"))
    await room.type(tongue.who, "resolve")
    await asked_by_click(
        ground,
        tongue.who,
        room.one(tongue("When nothing is left to do", "确认无遗留事项")),
        tongue("🏁 Close…", "🏁 结案…"),
    )
    assert (
        await submitted(ground, tongue.who, {"reason": "done"}) == {}
    )  # tasks become follow-ups unless told otherwise

    call, report = (await room.incident()).work.follow_ups
    assert (call.what, call.owner, call.due_at) == ("call_back", person(ground, HE).id, BEGIN.replace(day=5, hour=9))
    assert (report.text, report.task) == ("Write the report", 1)
    assert "Write the report" in room.board().plain

    home = (await typed(ground, HE, "mine")).shown[0].plain
    assert tongue("call back Mrs Chen", "回访陈女士") in home  # it is over, and this is left to do
    assert "改进项：" in home
    assert tongue("call back", "回访") not in (await typed(ground, MAYA, "mine")).shown[0].plain

    await ground.until(call.due_at + MINUTE)
    (first,) = reminders(ground, HE, tongue("call back Mrs Chen", "回访陈女士"))
    await clicked(ground, HE, first, "⏱️ 一周后再提醒")
    await ground.until(call.due_at + 7 * DAY - HOUR)
    assert len(reminders(ground, HE)) == 1
    await ground.until(call.due_at + 7 * DAY + HOUR)
    assert len(reminders(ground, HE)) == 2
    await ground.until(call.due_at + 14 * DAY + 2 * HOUR)
    assert len(reminders(ground, HE)) == 3
    await clicked(ground, HE, reminders(ground, HE)[-1], "✅ 完成")
    await ground.until(call.due_at + 30 * DAY)
    assert len(reminders(ground, HE)) == 3
    kinds = [entry.event for entry in await room.entries(FollowUpReminded) if isinstance(entry.event, FollowUpReminded)]
    assert [event.number for event in kinds].count(1) == 3
    nothing_twice(ground)


async def test_open_tasks_are_kept_by_one_click_when_it_was_closed_by_a_word(ground: Playground) -> None:
    room = await opened(ground)
    await room.type(MAYA, "task add Write the report")
    await room.type(MAYA, "task add Thank the shops")
    await room.type(MAYA, "task done 2")
    await room.type(MAYA, "close")
    closing = room.one("The review follows here")
    await clicked(ground, MAYA, closing, "🔧 Make a follow-up of the open task")
    await clicked(ground, OWEN, closing, "🔧 Make a follow-up of the open task")
    (kept,) = (await room.incident()).work.follow_ups
    assert (kept.text, kept.task, to_the_second(kept.due_at)) == ("Write the report", 1, BEGIN + 14 * DAY)
    assert "no new tasks" in (await room.type(MAYA, "task add Another")).shown[0].plain
    await room.type(MAYA, "followup Train the shops by 2026-06-01")
    assert len((await room.incident()).work.follow_ups) == 2
    await room.type(MAYA, "export md")
    review = room.body(room.files()[-1])
    assert "Train the shops" in review
    assert "Thank the shops" in review
    listed = (await room.type(MAYA, "followup list")).shown[0].plain
    assert "Train the shops" in listed


@in_both_languages
async def test_the_review_has_tasks_and_follow_ups_with_owners_and_dates(
    make_ground: MakeGround, tongue: Tongue
) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    room = await opened(ground, by=tongue.who)
    await room.type(tongue.who, "task add Call the press @何俊 in 20m")
    await room.type(tongue.who, "task add Write *all* of it")
    await ground.until(BEGIN + 25 * MINUTE)
    await room.type(tongue.who, "task done 1")
    await room.type(tongue.who, "followup call back Mrs Chen @Owen Hart by 2026-06-01")
    await room.type(tongue.who, "close")
    markdown, html = (
        room.body(next(file for file in room.files() if file["name"].endswith(end))) for end in ("md", "html")
    )
    name = "何俊"
    for document in (markdown, html):
        assert tongue("Tasks", "任务") in document
        assert tongue("Follow-ups", "改进项") in document
        assert name in document
        assert tongue("5 min late", "超时 5 分钟") in document
    assert f"## {tongue('Tasks', '任务')}" in markdown
    assert tongue("Task 2 was not done", "任务 2 未完成") in markdown
    assert r"Write \*all\* of it" in markdown
    assert tongue("call back: ", "回访：") in markdown
