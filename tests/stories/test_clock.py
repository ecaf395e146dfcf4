"""The clock: reminders of the status update, targets of the response clock, decisions to look at again.

The incident clock is driven; nothing waits.
"""

from datetime import datetime, timedelta

from bot.demo.playground import Playground
from crisis.events import UpdateReminded
from crisis.policy import Policy
from tests.stories.conftest import BEGIN, MakeGround
from tests.stories.telling import (
    LIN,
    MAYA,
    OWEN,
    Room,
    Tongue,
    asked_by_click,
    clicked,
    date_mark,
    in_both_languages,
    moment,
    nothing_twice,
    opened,
    person,
    room_of,
    submitted,
    told,
)
from workspace.client.seen import Seen

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
EVERY = 2 * HOUR  # a SEV3's
DUE = BEGIN + EVERY


def reminders(room: Room) -> list[Seen]:
    return room.saying("⏰")


async def settled_room(ground: Playground, line: str = "open sev3 Mould", by: str = MAYA) -> Room:
    """An incident whose roles are filled, so that only the clock speaks."""
    room = await opened(ground, line, by)
    for role in ("lead", "monitor"):
        await room.type(by, f"role take {role}")
    return room


def to_the_second(at: datetime) -> datetime:
    return at.replace(microsecond=0)


@in_both_languages
async def test_the_update_is_asked_for_when_it_is_due_and_not_before(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    room = await settled_room(ground, by=tongue.who)
    assert date_mark(DUE) in room.board().plain

    await ground.until(DUE - timedelta(seconds=1))
    assert reminders(room) == []
    await ground.until(DUE)
    (reminder,) = reminders(room)
    me = f"<@{person(ground, tongue.who).id}>"
    assert tongue(f"{me} a status update was due", f"{me} 进展通报应于") in reminder.plain
    assert date_mark(DUE) in reminder.plain
    assert tongue("late", "晚了") not in reminder.plain
    assert reminder.buttons == [
        tongue("📣 Post update", "📣 发布通报"),
        tongue("⏱️ Remind me in 10 min", "⏱️ 10 分钟后再提醒"),
    ]
    assert to_the_second(moment(reminder)) == DUE
    assert tongue("*Status update overdue* since", "*进展通报逾期* 应于") in room.board().plain

    await ground.until(DUE + EVERY)
    assert [to_the_second(moment(each)) for each in reminders(room)] == [DUE, DUE + EVERY]
    assert tongue("None has come since", "一直未通报") in reminders(room)[1].plain
    nothing_twice(ground)


async def test_a_posted_update_restarts_the_clock(ground: Playground) -> None:
    room = await settled_room(ground)
    await ground.until(DUE + 5 * MINUTE)
    await asked_by_click(ground, MAYA, reminders(room)[0], "📣 Post update")
    assert await submitted(ground, MAYA, {"conditions": "Three shops"}) == {}

    room.one("*Status update 1*", "5 min late")
    again = DUE + 5 * MINUTE + EVERY
    assert f"*Next update due {date_mark(again)}" in room.board().plain
    assert "overdue" not in room.board().plain
    assert date_mark(again) in room.card().plain
    await ground.until(again - timedelta(seconds=1))
    assert len(reminders(room)) == 1
    await ground.until(again)
    assert len(reminders(room)) == 2
    await room.type(MAYA, "update Four shops")
    assert room.one("*Status update 2*").plain.count("late") == 0


async def test_what_was_slept_through_is_said_once_with_how_late(ground: Playground) -> None:
    room = await settled_room(ground)
    await ground.jump(DUE + 3 * HOUR)  # past two due times at once
    (reminder,) = reminders(room)
    assert "This reminder comes 3 h late." in reminder.plain
    assert date_mark(DUE) in reminder.plain
    assert f"the next reminder is {date_mark(DUE + 2 * EVERY)}" in reminder.plain
    (entry,) = await room.entries(UpdateReminded)
    assert isinstance(entry.event, UpdateReminded)
    assert entry.event.late_by == 3 * HOUR
    await ground.until(DUE + 2 * EVERY)
    assert len(reminders(room)) == 2
    assert "late" not in reminders(room)[1].plain


async def test_put_off_once_it_comes_later_once_and_the_distance_stays(ground: Playground) -> None:
    room = await settled_room(ground)
    await ground.until(DUE)
    await clicked(ground, MAYA, reminders(room)[0], "⏱️ Remind me in 10 min")
    await told(ground, MAYA, room.channel, "The reminder comes again", "the rhythm stays as it is")
    assert room.saying("put the update reminder off") == []

    await ground.until(DUE + 10 * MINUTE - timedelta(seconds=1))
    assert len(reminders(room)) == 1
    await ground.until(DUE + 10 * MINUTE)
    assert len(reminders(room)) == 2
    await ground.until(DUE + 10 * MINUTE + EVERY - timedelta(seconds=1))
    assert len(reminders(room)) == 2
    await ground.until(DUE + 10 * MINUTE + EVERY)
    assert len(reminders(room)) == 3
    assert "every 2 h" in (await room.type(MAYA, "update Done")).text + room.board().plain


async def test_switched_off_nothing_comes_until_it_is_switched_on(ground: Playground) -> None:
    room = await settled_room(ground)
    await room.type(MAYA, "remind off because the night is quiet")
    await ground.forward(3 * EVERY)
    assert reminders(room) == []
    assert "the night is quiet" in room.board().plain
    refused = await room.type(MAYA, "remind snooze 10m")
    assert "No update reminder is set" in refused.text
    await room.type(MAYA, "remind every 30m")
    await ground.forward(30 * MINUTE)
    assert len(reminders(room)) == 1
    await room.type(MAYA, "resolve")
    await ground.forward(timedelta(days=2))
    assert len(reminders(room)) == 1  # nothing new is to be expected


async def test_without_a_lead_the_reminder_says_who_was_asked_and_how_to_take_it(ground: Playground) -> None:
    room = await opened(ground)
    await room.type(MAYA, "remind every 20m")
    await ground.until(BEGIN + 20 * MINUTE)
    (reminder,) = reminders(room)
    assert "nobody is lead yet" in reminder.plain
    assert "Asked to be lead: ⏳ <@" in reminder.plain
    await clicked(ground, OWEN, reminder, "✋ Take the lead")
    assert f"lead: <@{person(ground, OWEN).id}>" in room.board().plain


@in_both_languages
async def test_a_target_that_is_missed_is_said_once_and_reached_late_it_still_counts(
    make_ground: MakeGround, tongue: Tongue
) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    post = {"platform": "weibo", "author": "吃货小王", "text": "发霉了", "followers": 120000}
    await ground.alert({"source": "m", "title": "Mould", "severity": 2, "mentions": [post]})
    await ground.settle()
    room = await room_of(ground, 1)
    assert tongue("⏳ acknowledged: until", "⏳ 确认接手：截止") in room.board().plain
    assert tongue("⏳ first answer: until", "⏳ 首次回应：截止") in room.board().plain

    await ground.until(BEGIN + 5 * MINUTE - timedelta(seconds=1))
    assert [each.plain for each in room.messages() if "❌" in each.plain] == []
    await ground.until(BEGIN + 5 * MINUTE)
    missed = room.one(tongue("Nobody acknowledged by", "无人确认接手"))
    answer = room.one(tongue("No first answer by", "仍无首次回应"))
    assert tongue("❌ acknowledged: still missing", "❌ 确认接手：仍未完成") in room.board().plain

    await ground.until(BEGIN + 8 * MINUTE)
    await clicked(ground, tongue.who, missed, tongue("👀 Acknowledge", "👀 确认接手"))
    await told(ground, tongue.who, room.channel, tongue("You have acknowledged", "您已确认事件"))
    shown = room.board().plain
    assert tongue("❌ acknowledged", "❌ 确认接手") in shown
    assert tongue("3 min late", "超时 3 分钟") in shown
    await asked_by_click(ground, tongue.who, answer, tongue("💬 First answer given", "💬 已首次回应"))
    assert await submitted(ground, tongue.who, {"words": "https://example.com/a"}) == {}
    assert tongue("❌ first answer", "❌ 首次回应") in room.board().plain

    await ground.until(BEGIN + HOUR)
    room.one(tongue("No statement by", "仍未发布首份声明"))
    await ground.forward(12 * HOUR)
    room.one(tongue("Nobody acknowledged by", "无人确认接手"))
    room.one(tongue("No statement by", "仍未发布首份声明"))
    nothing_twice(ground)


async def test_acknowledged_in_time_nothing_is_said_and_the_board_says_how_fast(ground: Playground) -> None:
    await ground.alert({"source": "m", "title": "Mould", "severity": 2})
    await ground.settle()
    room = await room_of(ground, 1)
    assert "first answer" not in room.board().plain  # nobody wrote to us
    await ground.until(BEGIN + 2 * MINUTE)
    await room.type(OWEN, "ack")
    assert f"✅ acknowledged: {date_mark(BEGIN + 2 * MINUTE)}" in room.board().plain
    assert "after 2 min" in room.board().plain
    assert "already" in (await room.type(MAYA, "ack")).text
    await ground.until(BEGIN + 50 * MINUTE)
    assert room.saying("Nobody acknowledged") == []
    await room.type(MAYA, "statement publish https://example.com/s")
    await ground.forward(2 * HOUR)
    assert room.saying("No statement by") == []
    assert "✅ first statement" in room.board().plain


async def test_two_incidents_keep_their_own_time(ground: Playground) -> None:
    first = await settled_room(ground, "open sev3 Mould")
    await ground.forward(30 * MINUTE)
    second = await settled_room(ground, "open sev3 Checkout is down", OWEN)
    await second.type(OWEN, "remind every 20m")

    await ground.until(BEGIN + 50 * MINUTE)
    assert (len(reminders(first)), len(reminders(second))) == (0, 1)
    await second.type(OWEN, "remind off because it runs again")
    await ground.until(DUE)
    assert (len(reminders(first)), len(reminders(second))) == (1, 1)
    assert f"<@{person(ground, MAYA).id}>" in reminders(first)[0].plain
    assert f"<@{person(ground, OWEN).id}>" in reminders(second)[0].plain
    await first.type(MAYA, "close")
    await ground.forward(timedelta(days=1))
    assert (len(reminders(first)), len(reminders(second))) == (1, 1)


async def test_a_worse_severity_brings_the_next_update_forward(ground: Playground) -> None:
    room = await settled_room(ground)
    await ground.until(BEGIN + 10 * MINUTE)
    await room.type(MAYA, "sev 1")
    assert date_mark(BEGIN + 25 * MINUTE) in room.board().plain
    await ground.until(BEGIN + 25 * MINUTE)
    assert len(reminders(room)) == 1


@in_both_languages
async def test_a_decision_is_looked_at_again_when_it_was_said_to(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    room = await settled_room(ground, by=tongue.who)
    await room.type(tongue.who, tongue("decide Close shop 3 revisit in 1h", "决策 三号店停业 复议 1小时后"))
    room.one(tongue("*Decision 1*", "*决策 1*"), tongue("to be looked at again", "复议时间"), date_mark(BEGIN + HOUR))
    again = tongue("Decision 1 is to be looked at again", "决策 1 到了复议时间")
    await ground.until(BEGIN + HOUR - timedelta(seconds=1))
    assert room.saying(again) == []
    await ground.until(BEGIN + HOUR)
    assert tongue("Close shop 3", "三号店停业") in room.one(again).plain
    await ground.forward(3 * HOUR)
    room.one(again)


async def test_after_the_end_nothing_falls_due_any_more(ground: Playground) -> None:
    room = await opened(ground, "open sev1 Mould")
    await room.type(LIN, "结案")
    before = [each.ts for each in room.messages()]
    await ground.forward(timedelta(days=1))
    assert [each.ts for each in room.messages()] == before
    assert await ground.next_event() is None
