"""Updates reach those who follow an incident and those whom the policy names: once, directly, in their own words."""

from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.reach import Executive, Readers, Subscriber
from tests.stories.conftest import QUICK, MakeGround
from tests.stories.telling import (
    HE,
    MAYA,
    OWEN,
    QIN,
    SU,
    Room,
    asked_by_click,
    clicked,
    form,
    nothing_twice,
    opened,
    person,
    room_of,
    submitted,
    told,
)
from workspace.client.seen import Seen


def direct(room: Room, who: str, *words: str) -> list[Seen]:
    """The direct messages of the bot to this person that hold all these words."""
    sent = [each for each in person(room.ground, who).direct_messages() if not each.is_ephemeral]
    return [each for each in sent if all(word in each.plain for word in words)]


async def test_who_follows_is_told_of_each_update_and_of_the_end_and_can_leave_by_the_message(
    make_ground: MakeGround,
) -> None:
    ground = await make_ground()
    room = await opened(ground, "open sev3 Mould")
    for role in ("lead", "monitor"):
        await room.type(MAYA, f"role take {role}")
    await clicked(ground, OWEN, room.card(), "🔔 Follow")
    await told(ground, OWEN, "incidents", "You follow incident #1")
    await clicked(ground, SU, room.board(), "🔔 Follow")
    assert "已订阅事件 #1" in (await room.type(SU, "订阅")).text
    assert "While you have a role" in (await room.type(MAYA, "follow")).text

    await room.type(MAYA, "update Conditions: three shops closed. Actions: samples out. Needs: a statement")
    (owens,) = direct(room, OWEN, "three shops closed")
    assert "*Conditions*" in owens.plain
    assert "samples out" in owens.plain
    (sus,) = direct(room, SU, "three shops closed")
    assert "*现状*" in sus.plain
    assert sus.buttons == ["📋 详情", "退订"]
    assert direct(room, MAYA, "three shops closed") == []  # she said it
    assert direct(room, QIN, "three shops closed") == []
    room.one("*Status update 1*", "told directly: 2")

    await clicked(ground, SU, sus, "退订")
    await told(ground, SU, sus.channel, "已退订事件 #1")
    await room.type(MAYA, "update Four shops")
    assert len(direct(room, OWEN, "Four shops")) == 1
    assert direct(room, SU, "Four shops") == []
    await room.type(MAYA, "close because it is over")
    assert "closed" in direct(room, OWEN, "🏁")[0].plain
    assert direct(room, SU, "🏁") == []
    nothing_twice(ground)


async def test_a_message_whose_answer_is_lost_comes_once_also_over_a_restart(make_ground: MakeGround) -> None:
    ground = await make_ground(timing=QUICK)
    room = await opened(ground, "open sev3 Mould")
    await room.type(OWEN, "follow")
    lost = ground.workspace.weather.fail("chat.postMessage", "drop after", times=3)
    await room.type(MAYA, "update Three shops")
    assert lost.hits == 3
    assert len(direct(room, OWEN, "Three shops")) == 1

    away = ground.workspace.weather.fail("chat.postMessage", "drop after")
    await person(ground, MAYA).command("/incident update Four shops", room.channel)
    await ground.workspace.until(lambda: away.hits >= 3)
    await ground.stop_bot()
    ground.workspace.weather.clear()
    await ground.start_bot()
    await ground.settle()
    assert len(direct(room, OWEN, "Four shops")) == 1
    nothing_twice(ground)


async def test_who_leaves_while_it_is_tried_again_is_not_told(make_ground: MakeGround) -> None:
    ground = await make_ground(timing=QUICK)
    room = await opened(ground, "open sev3 Mould")
    await room.type(OWEN, "follow")
    failing = ground.workspace.weather.fail("chat.postMessage", "500 before")
    await person(ground, MAYA).command("/incident update Three shops", room.channel)
    await ground.workspace.until(lambda: failing.hits >= 3)
    await person(ground, OWEN).command("/incident unfollow", room.channel)
    assert person(ground, OWEN).id in (await room.incident()).following.left
    ground.workspace.weather.clear()
    await ground.settle()
    room.one("*Status update 1*", "Three shops")
    assert direct(room, OWEN, "Three shops") == []


async def test_an_executive_reads_a_few_lines_and_a_subscriber_what_the_team_reads(make_ground: MakeGround) -> None:
    ground = await make_ground()
    owen, qin, he = (person(ground, who).id for who in (OWEN, QIN, HE))
    for service in ground.services:
        readers = Readers((Subscriber(he),), (Executive(owen), Executive(qin)))
        service.desk.policy = Policy(language=Language.ENGLISH, readers=readers)
    room = await opened(ground, "open sev2 Mould")
    await room.type(MAYA, "decide Recall batch 12 because mould was found")
    await room.type(
        MAYA,
        "update Conditions: lab line 3 is contaminated. Needs: a call to the authority. "
        "Actions: technicians on their way",
    )
    (first,) = direct(room, OWEN, "lab line 3")
    assert "*SEV2 · orange*" in first.plain
    assert "*Decided:* Recall batch 12" in first.plain
    assert "*Needed:* a call to the authority" in first.plain
    assert "next word" in first.plain
    assert "technicians" not in first.plain
    assert direct(room, HE, "lab line 3") == []  # he was brought into the channel, and reads it there

    await asked_by_click(ground, MAYA, room.board(), "📣 Post update")
    view = await form(ground, MAYA, "update")
    assert "lab line 3 is contaminated" in str(view.body)
    assert "The last was update 1" in str(view.body)
    assert f"<@{person(ground, MAYA).id}>" in str(view.body)
    values = {"conditions": "Batch 12 is off the shelves", "executives": "No injuries. 一个城市受影响。"}
    assert await submitted(ground, MAYA, values) == {}
    (second,) = direct(room, QIN, "No injuries. 一个城市受影响。")
    assert "off the shelves" not in second.plain
    assert "*决策* Recall batch 12" in second.plain
    room.one("*Status update 2*", "off the shelves", "*For executives*", "No injuries.")
    nothing_twice(ground)


async def test_somebody_who_takes_no_messages_holds_up_nobody(make_ground: MakeGround) -> None:
    ground = await make_ground(timing=QUICK)
    room = await opened(ground, "open sev3 Mould")
    for who in (OWEN, QIN):
        await room.type(who, "follow")
    gone = ground.workspace.weather.fail("conversations.open", "error:user_disabled", times=1)
    await room.type(MAYA, "update Three shops")
    assert gone.hits == 1
    assert len([who for who in (OWEN, QIN) if direct(room, who, "Three shops")]) == 1
    assert "Slack refused" not in room.board().plain


async def test_outside_a_room_one_is_asked_which_incident(make_ground: MakeGround) -> None:
    ground = await make_ground()
    assert "No incident is open" in (await person(ground, OWEN).command("/incident follow", "general")).text
    first = await opened(ground, "open sev3 Mould")
    await opened(ground, "open sev4 A rumour about lunch")
    await person(ground, OWEN).command("/incident follow", "general")
    await form(ground, OWEN, "follow")
    assert await submitted(ground, OWEN, {"incident": "1"}) == {}
    room = await room_of(ground, 1)
    assert (await room.incident()).following.followers == (person(ground, OWEN).id,)
    assert "no more" in (await first.type(OWEN, "unfollow")).text
    assert (await room.incident()).following.followers == ()
