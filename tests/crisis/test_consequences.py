"""What the world shall see: the wishes that follow from what happened, their order, their lanes, their urgency."""

import pytest

from crisis import commands as c
from crisis import effects as f
from crisis import events as e
from crisis.consequences import CONSEQUENCES
from crisis.incident import MessageRef
from crisis.severity import Severity
from crisis.stages import Stage
from tests.crisis.world import ANNA, BO, CHEN, TEAM, ZOE, an_alert
from tests.crisis.world.desk import DeskWorld


@pytest.fixture
def world() -> DeskWorld:
    return DeskWorld()


def kinds(effects: tuple[f.Effect, ...]) -> list[type[f.Effect]]:
    return [type(effect) for effect in effects]


async def test_the_channel_comes_first(world: DeskWorld) -> None:
    """Direct messages are prepared meanwhile; what is said in the room waits in the channel's lane."""
    await world.receive(an_alert())
    opening = world.store.grant()
    offers = [offer.id for offer in world.incident().offers]
    assert offers
    assert opening == (f.OpenChannel(1), f.PostCard(1), *(f.OpenDirectMessage(1, number) for number in offers))
    await world.do(c.AddNote, text="二号门")
    (said,) = world.store.grant()
    assert isinstance(said, f.PostEntry)
    assert said.lane == f.OpenChannel(1).lane


async def test_the_room_is_furnished_when_the_channel_is_there(world: DeskWorld) -> None:
    """People, board, briefing, topic, purpose, then the offers that still stand."""
    await world.receive(an_alert())
    world.store.grant()
    lead = world.incident().open_offers("lead")[0]
    await world.do(c.DeclineOffer, lead.person, offer=lead.id)
    assert f.SendOffer(1, 3) not in world.store.grant()
    await world.do(c.RecordChannel, None, channel="C1", name="inc-1")
    furnished = world.store.grant()
    seq = world.incident().seq
    standing = tuple(offer.id for offer in world.incident().open_offers())
    assert furnished == (
        f.InvitePeople(1, TEAM.invited(), seq),
        f.PostBoard(1),
        f.PostBriefing(1),
        f.SetTopic(1),
        *(f.SendOffer(1, number) for number in standing),
    )
    assert lead.id not in standing
    await world.do(c.RecordChannel, None, channel="C1", name="inc-1")
    assert world.store.grant() == ()


async def test_nothing_is_refreshed_before_it_stands(world: DeskWorld) -> None:
    """Neither the board nor the card; from then on both are."""
    await world.receive(an_alert())
    await world.do(c.ChangeSeverity, severity=Severity.SEV2)
    refreshes = {f.RefreshBoard, f.RefreshCard}
    assert not refreshes & set(kinds(world.store.grant()))
    await world.room()
    await world.do(c.ChangeSeverity, severity=Severity.SEV3)
    assert refreshes <= set(kinds(world.store.grant()))


async def test_a_board_that_is_stale_when_it_is_posted_is_refreshed(world: DeskWorld) -> None:
    """While it was on its way something happened."""
    await world.receive(an_alert())
    shown = world.incident().seq
    await world.do(c.Rename, title="all shops")
    world.store.grant()
    await world.do(c.RecordBoard, None, ts="1.0", shows=shown)
    await world.do(c.RecordCard, None, card=MessageRef("C0", "1.0"), shows=shown)
    assert world.store.grant() == (f.PinBoard(1), f.RefreshBoard(1), f.FindSimilar(1), f.RefreshCard(1))


async def test_a_fresh_board_is_pinned_and_looks_back(world: DeskWorld) -> None:
    await world.receive(an_alert())
    world.store.grant()
    await world.do(c.RecordBoard, None, ts="1.0", shows=world.incident().seq)
    assert world.store.grant() == (f.PinBoard(1), f.FindSimilar(1))


async def test_the_topic_follows_what_it_names(world: DeskWorld) -> None:
    """Severity, stage, title and lead; a channel that is still to be opened gets its topic then."""
    await world.receive(an_alert())
    await world.do(c.Rename, title="all shops")
    assert f.SetTopic(1) not in world.store.grant()
    await world.room()
    for kind, fields in (
        (c.Rename, {"title": "some shops"}),
        (c.ChangeSeverity, {"severity": Severity.SEV2}),
        (c.ChangeStage, {"stage": Stage.RESPONDING}),
        (c.TakeRole, {"role": "lead"}),
    ):
        await world.do(kind, **fields)
        assert f.SetTopic(1) in world.store.grant(), kind
    await world.do(c.TakeRole, role="monitor")
    assert f.SetTopic(1) not in world.store.grant()


async def test_refreshes_coalesce(world: DeskWorld) -> None:
    """However much happens, one refresh waits; when it was granted, another may."""
    await world.receive(an_alert())
    await world.room()
    for title in ("a", "b", "c"):
        await world.do(c.Rename, title=title)
    assert kinds(world.store.grant()).count(f.RefreshBoard) == 1
    await world.do(c.Rename, title="d")
    assert kinds(world.store.grant()).count(f.RefreshBoard) == 1


async def test_a_note_from_a_message_is_not_said_again(world: DeskWorld) -> None:
    """The message stands in the channel already, and the board shows no notes."""
    await world.receive(an_alert())
    await world.room()
    await world.do(c.AddNote, text="二号门", message=MessageRef("C1", "5.0"))
    assert world.store.grant() == ()


async def test_an_offer_made_in_a_room_invites(world: DeskWorld) -> None:
    """Somebody who is not in the channel yet is brought in with the offer; who is there is not invited again."""
    await world.receive(an_alert())
    await world.room()
    await world.do(c.RecordPeople, None, people=(ANNA, BO, CHEN))
    await world.do(c.OfferRole, role="legal", person=CHEN)
    assert f.InvitePeople not in kinds(world.store.grant())
    await world.do(c.JoinRoom, ZOE)
    assert f.InvitePeople(1, (ZOE,), world.incident().seq) in world.store.grant()


async def test_who_took_a_role_before_the_channel_was_there_is_invited_with_the_others(world: DeskWorld) -> None:
    """Zoe asked to join while the channel was being made."""
    await world.receive(an_alert())
    await world.do(c.JoinRoom, ZOE)
    assert f.InvitePeople not in kinds(world.store.grant())
    await world.do(c.RecordChannel, None, channel="C1", name="inc-1")
    invited = next(effect for effect in world.store.grant() if isinstance(effect, f.InvitePeople))
    assert invited.people == (*TEAM.invited(), ZOE)


async def test_without_a_channel_the_roles_are_offered_all_the_same(world: DeskWorld) -> None:
    """Once, also when the channel comes after all; and then the problem is gone from the board."""
    await world.receive(an_alert())
    world.store.grant()
    await world.do(c.RecordProblem, None, what="OpenChannel", reason="restricted_action")
    offers = [f.SendOffer(1, offer.id) for offer in world.incident().open_offers()]
    assert list(world.store.grant()) == offers
    assert [problem.reason for problem in world.incident().problems] == ["restricted_action"]
    await world.do(c.RecordProblem, None, what="OpenChannel", reason="restricted_action")
    assert world.store.grant() == ()
    await world.do(c.RecordChannel, None, channel="C1", name="inc-1")
    assert not set(offers) & set(world.store.grant())
    assert world.incident().problems == ()


async def test_an_offer_is_settled_in_its_own_lane_after_it_was_sent(world: DeskWorld) -> None:
    await world.receive(an_alert())
    await world.room()
    offer = world.incident().open_offers("lead")[0]
    await world.do(c.AcceptOffer, offer.person, offer=offer.id)
    settled = next(effect for effect in world.store.grant() if isinstance(effect, f.SettleOffer))
    assert settled.offer == offer.id
    assert settled.lane == f.SendOffer(1, offer.id).lane


async def test_closing_puts_the_review_into_the_channel(world: DeskWorld) -> None:
    """In both formats, after the words that say it is over."""
    await world.receive(an_alert())
    await world.room()
    await world.do(c.ChangeStage, stage=Stage.CLOSED)
    lane = [effect for effect in world.store.grant() if effect.lane == f.OpenChannel(1).lane]
    assert kinds(tuple(lane)) == [f.PostEntry, f.UploadReview, f.UploadReview]
    assert [effect.format for effect in lane if isinstance(effect, f.UploadReview)] == ["html", "md"]


async def test_an_update_goes_to_both_channels(world: DeskWorld) -> None:
    """In the thread of the card it waits until the card stands."""
    await world.receive(an_alert())
    await world.room()
    await world.do(c.PostUpdate, conditions="查明原因")
    effects = world.store.grant()
    assert kinds(effects)[:2] == [f.PostEntry, f.PostUpdateInUpdatesChannel]
    assert effects[1].lane == f.PostCard(1).lane


async def test_the_worst_goes_first(world: DeskWorld) -> None:
    """A new room of SEV1 before one of SEV3, and both before a board that is only refreshed."""
    await world.receive(an_alert())
    await world.room()
    await world.receive(an_alert("Warehouse fire"), severity_hint=Severity.SEV1)
    await world.receive(an_alert("Slow pages"))
    await world.do(c.Rename, title="shop")
    waiting = sorted((wish for wish in world.memory.wishes if wish.waits), key=lambda wish: wish.urgency)
    order = [(wish.effect.incident, type(wish.effect)) for wish in waiting]
    assert order[0] == (2, f.OpenChannel)
    assert order.index((2, f.PostCard)) < order.index((3, f.OpenChannel)) < order.index((1, f.RefreshBoard))


def test_every_event_has_consequences_or_is_said_to_have_none() -> None:
    """An event that is missing in the table would stop the desk."""
    named = {each for each in vars(e).values() if isinstance(each, type) and issubclass(each, e.Event)}
    assert set(CONSEQUENCES) == named - {e.Event}
