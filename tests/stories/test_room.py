"""What people do to a room while it is made and afterwards: it comes out whole all the same."""

from bot.demo.playground import Playground
from bot.slack.calls import SlackCalls
from tests.stories.telling import in_channel
from workspace.client.seen import Seen

ALERT = {"source": "probe", "key": "orders", "title": "Orders fail", "severity": "SEV3"}


def _room(ground: Playground) -> str:
    return next(each.name for each in ground.workspace.person("林晓").channels() if each.name.startswith("inc-"))


def _boards(ground: Playground, room: str) -> list[Seen]:
    return [each for each in in_channel(ground, room) if "Response clock" in each.plain]


async def test_somebody_who_is_in_already_keeps_nobody_out(ground: Playground) -> None:
    """Slack refuses a whole invitation when one of the people is in the channel: the others come in all the same."""
    ground.workspace.weather.fail("conversations.invite", "500 before", times=1)
    await ground.alert(ALERT)
    made = ground.workspace.calls
    await ground.workspace.until(lambda: made.where("conversations.invite", ok=False))
    created = next(name for name in ground.workspace.state.names if name.startswith("inc-"))
    await ground.workspace.person("周明").join(created)
    await ground.settle()
    members = ground.workspace.state.find_channel(created).members
    assert {person.id for person in ground.workspace.people} <= set(members)


async def test_a_deleted_board_comes_back(ground: Playground) -> None:
    """Somebody deletes the board: with the next change there is another one, pinned, and the old one is not missed."""
    await ground.alert(ALERT)
    await ground.settle()
    room = _room(ground)
    [board] = _boards(ground, room)
    # An administrator of the workspace may delete an app's message; its own client does it here.
    await SlackCalls(ground.service.connection.client).call("chat.delete", channel=board.channel, ts=board.ts)
    assert _boards(ground, room) == []

    await ground.workspace.person("林晓").command("/incident sev 2", room)
    await ground.settle()
    [again] = _boards(ground, room)
    assert "SEV2" in again.plain
    assert "pinned_to" in again


async def test_put_out_of_the_room_the_bot_comes_back_and_says_what_it_had_to_say(ground: Playground) -> None:
    await ground.alert(ALERT)
    await ground.settle()
    room = _room(ground)
    bot = next(each for each in ground.workspace.state.users.values() if each.is_bot)
    ground.workspace.state.find_channel(room).members.pop(bot.id)

    await ground.workspace.person("林晓").command("/incident note the till is silent", room)
    await ground.settle()
    assert sum("the till is silent" in each.plain for each in in_channel(ground, room)) == 1
