"""Reminders of the status update: the lead's warning, louder and louder when none comes, put off once, quiet at night.

The incident clock is driven; nothing waits.
"""

from datetime import UTC, datetime, time, timedelta

from bot.demo.playground import Playground
from crisis.clock.cadence import Rung
from crisis.events import RoomCompleted, UpdateReminded
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.people import Crew, TeamMember
from crisis.policy.quiet import QuietHours
from crisis.severity import Severity
from tests.stories.conftest import BEGIN, MakeGround
from tests.stories.telling import (
    LIN,
    MAYA,
    OWEN,
    QIN,
    ZHOU,
    Room,
    Tongue,
    asked_by_click,
    clicked,
    date_mark,
    in_both_languages,
    nothing_twice,
    offer_to,
    opened,
    person,
    submitted,
    told,
)
from workspace.client.seen import Seen

MINUTE, HOUR, SECOND = timedelta(minutes=1), timedelta(hours=1), timedelta(seconds=1)
NIGHT = QuietHours(time(22), time(8), timezone="Europe/Berlin")


def directly(ground: Playground, who: str, words: str) -> list[Seen]:
    """What the bot told this person directly that holds these words."""
    return [each for each in person(ground, who).direct_messages() if not each.is_ephemeral and words in each.plain]


async def led(ground: Playground, line: str, by: str = MAYA) -> Room:
    """An incident of which one person has every role that is offered, so that only the clock speaks."""
    room = await opened(ground, line, by)
    for role in ("lead", "spokesperson", "writer", "monitor", "scribe"):
        await room.type(by, f"role take {role}")
    await room.type(by, "statement publish https://example.com/s")
    return room


def ladder(ground: Playground, tongue: Tongue) -> Policy:
    """A lead with a deputy, and somebody above."""
    lead, deputy = (tongue.who, OWEN) if tongue.language is Language.ENGLISH else (tongue.who, ZHOU)
    team = (TeamMember(person(ground, lead).id, deputies=(person(ground, deputy).id,)),)
    return Policy(language=tongue.language, team=team, crew=Crew(levels=((person(ground, QIN).id,),)))


@in_both_languages
async def test_warned_then_due_then_louder_up_to_the_level_above(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    await ground.stop_bot()
    ground.policy = ladder(ground, tongue)
    await ground.start_bot()
    deputy = OWEN if tongue.language is Language.ENGLISH else ZHOU
    room = await led(ground, "open sev2 Mould", tongue.who)
    due = BEGIN + 30 * MINUTE
    warned = tongue("A status update is due in 5 min", "距下次进展通报还有 5 分钟")

    await ground.until(due - 5 * MINUTE - SECOND)
    assert directly(ground, tongue.who, warned) == []
    await ground.until(due - 5 * MINUTE)
    (warning,) = directly(ground, tongue.who, warned)
    assert date_mark(due) in warning.plain
    assert room.saying("⏳ ") == []  # for the lead alone
    assert tongue("📣 Post update", "📣 发布通报") in warning.buttons

    me, other, above = (f"<@{person(ground, who).id}>" for who in (tongue.who, deputy, QIN))
    await ground.until(due)
    room.one(f"⏰ {me} {tongue('a status update was due', '进展通报应于')}", date_mark(due))
    assert directly(ground, deputy, "⏰⏰") == []
    await ground.until(due + 30 * MINUTE)
    room.one(f"⏰⏰ {other}", me, tongue("None has come since", "一直未通报"))
    (asked,) = directly(ground, deputy, "⏰⏰")
    assert tongue("30 min beyond the time due", "已逾期 30 分钟") in asked.plain
    await ground.until(due + 60 * MINUTE)
    room.one(f"🚨 {above}", me)
    assert len(directly(ground, QIN, "🚨")) == 1
    entries = [each.event for each in await room.entries(UpdateReminded)]
    assert [(each.rung, each.step) for each in entries if isinstance(each, UpdateReminded)] == [
        (Rung.LEAD, 0),
        (Rung.DEPUTY, 1),
        (Rung.ABOVE, 2),
    ]

    await asked_by_click(ground, deputy, asked, tongue("📣 Post update", "📣 发布通报"))
    assert await submitted(ground, deputy, {"conditions": "Three shops"}) == {}
    again = due + 90 * MINUTE
    assert date_mark(again) in room.board().plain
    await ground.until(again - 5 * MINUTE)
    assert "Three shops" in directly(ground, tongue.who, warned)[-1].plain
    await ground.until(again)
    room.one(f"⏰ {me}", date_mark(again))
    nothing_twice(ground)


async def test_the_room_is_complete_and_the_board_says_after_how_long(ground: Playground) -> None:
    room = await opened(ground, "open sev1 Mould")
    (entry,) = await room.entries(RoomCompleted)
    assert isinstance(entry.event, RoomCompleted)
    assert entry.event.people > 1
    await room.type(MAYA, "board")
    await told(ground, MAYA, room.channel, "✅ room ready")
    assert room.saying("The room is ready") == []  # everybody sees it


async def test_what_one_sees_alone_counts_minutes_and_what_all_see_does_not(ground: Playground) -> None:
    room = await led(ground, "open sev3 Mould")
    await ground.until(BEGIN + 90 * MINUTE)
    await room.type(MAYA, "board")
    await told(ground, MAYA, room.channel, "Next update due", "(in 30 min)")
    assert "(in " not in room.board().plain
    await ground.until(BEGIN + 150 * MINUTE)
    await room.type(MAYA, "board")
    await told(ground, MAYA, room.channel, "overdue", "(30 min ago)")
    assert "ago)" not in room.board().plain


async def test_a_reminder_is_put_off_once_and_by_its_own_button(ground: Playground) -> None:
    room = await led(ground, "open sev3 Mould")
    due = BEGIN + 2 * HOUR
    await ground.until(due)
    first = room.one("⏰ ")
    await clicked(ground, MAYA, first, "⏱️ Remind me in 10 min")
    await told(ground, MAYA, room.channel, "comes again", "in 10 min", "the rhythm stays as it is")
    await clicked(ground, MAYA, first, "⏱️ Remind me in 10 min")
    await told(ground, MAYA, room.channel, "put off once and comes again in 10 min", "cannot be put off twice")

    await ground.until(due + 10 * MINUTE)
    (_, again) = room.saying("⏰ ")
    assert "Put off before, it comes again." in again.plain
    assert again.buttons == ["📣 Post update"]
    assert "has come again" in (await room.type(MAYA, "remind snooze 10m")).text

    await ground.until(due + 130 * MINUTE)
    await clicked(ground, MAYA, first, "⏱️ Remind me in 10 min")
    await told(ground, MAYA, room.channel, "no longer stands", "Nothing was put off")
    await ground.until(due + 250 * MINUTE)
    assert len(room.saying("⏰ ")) == 4


async def quiet_room(make_ground: MakeGround, at: datetime) -> tuple[Playground, Room]:
    """A yellow incident that opens at this time in a team that sleeps from 22:00 to 08:00 in Berlin."""
    ground = await make_ground(policy=Policy(language=Language.ENGLISH, quiet_hours=NIGHT))
    await ground.jump(at)
    return ground, await opened(ground, "open sev3 Mould")


async def test_in_quiet_hours_nothing_comes_until_they_end_over_a_clock_change(make_ground: MakeGround) -> None:
    """The night of the change back to winter time is eleven hours long."""
    ground, room = await quiet_room(make_ground, datetime(2026, 10, 24, 20, 30, tzinfo=UTC))  # 22:30 in Berlin
    ends = datetime(2026, 10, 25, 7, 0, tzinfo=UTC)  # 08:00, winter time
    assert f"🌙 quiet until {date_mark(ends)}" in room.board().plain
    offered = [each.person for each in (await room.incident()).open_offers()]
    before = len(room.messages())

    await ground.until(ends - SECOND)
    assert len(room.messages()) == before
    waiting = (await room.incident()).open_offers()
    assert [each.person for each in waiting] == offered  # nobody was passed over in the night
    name = ground.workspace.person(waiting[0].person).name
    offer_to(ground, name, "⏳", date_mark(ends + 15 * MINUTE))

    await ground.until(ends)
    reminder = room.one("Quiet hours held this reminder until now.", "nobody is lead yet")
    assert date_mark(datetime(2026, 10, 24, 22, 30, tzinfo=UTC)) in reminder.plain
    assert "late" not in reminder.plain
    await ground.until(ends + 16 * MINUTE)
    assert {each.person for each in (await room.incident()).open_offers()}.isdisjoint(offered)
    nothing_twice(ground)


async def test_a_severity_raised_at_night_ends_the_quiet_at_once(make_ground: MakeGround) -> None:
    ground, room = await quiet_room(make_ground, datetime(2026, 5, 4, 20, 30, tzinfo=UTC))
    await room.type(LIN, "role take lead")
    at = datetime(2026, 5, 5, 0, 0, tzinfo=UTC)
    await ground.until(at)
    assert room.saying("⏰ ") == []
    answer = await room.type(LIN, "提醒 每 30分钟")
    assert answer.ok
    assert "🌙" in room.board().plain

    await room.type(LIN, "sev 1")
    assert (await room.incident()).severity is Severity.SEV1
    assert "🌙" not in room.board().plain
    await ground.until(at + 30 * MINUTE)
    assert "late" not in room.one("⏰ ").plain


async def test_off_needs_a_reason_and_stays_off(ground: Playground) -> None:
    room = await led(ground, "open sev3 Mould")
    form = await room.type(MAYA, "remind off")
    assert form.ok
    assert await submitted(ground, MAYA, {"way": "off", "reason": ""}) != {}
    assert await submitted(ground, MAYA, {"way": "off", "reason": "the shop is shut"}) == {}
    await ground.forward(5 * HOUR)
    assert room.saying("⏰ ") == []
    assert directly(ground, MAYA, "A status update is due") == []
    assert "the shop is shut" in room.board().plain
