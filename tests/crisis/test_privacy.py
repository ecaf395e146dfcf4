"""Private incidents: how they begin, and that nothing about them is wished for where others would see it."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis import commands as c
from crisis import effects as f
from crisis import events as e
from crisis import refusals
from crisis.consequences import CONSEQUENCES, consequences
from crisis.consequences.privacy import INSIDE, OUTSIDE, TO_PERSON, kept_inside
from crisis.incident import Incident, MessageRef, Target
from crisis.policy import Policy
from crisis.policy.people import Roster
from crisis.policy.rights import DEFAULT_RIGHTS, Holders, Right
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.stages import Stage
from tests.crisis.world import ANNA, BO, CHEN, DAI, ZOE, an_alert
from tests.crisis.world.desk import DeskWorld
from tests.handlers.examples import EVENTS

TITLE = "Harassment by a manager"


@pytest.fixture
def world() -> DeskWorld:
    return DeskWorld()


async def opened(world: DeskWorld, **changes: Any) -> Incident:
    outcome = await world.desk.handle(c.OpenIncident(TITLE, ZOE, Severity.SEV3, **{"private": True, **changes}))
    assert outcome.incident
    return outcome.incident


def every_effect() -> set[type[f.Effect]]:
    kinds = {kind for kind in vars(f).values() if isinstance(kind, type) and issubclass(kind, f.Effect)}
    return kinds - {f.Effect, f.InChannel, f.OfEntry, f.OfOffer, f.OfPage}


def test_each_wish_is_said_to_stay_inside_or_not() -> None:
    """Whoever adds one decides: what stands in no list is never wished for of a private incident."""
    assert len(INSIDE) + len(OUTSIDE) + len(TO_PERSON) == len(INSIDE | OUTSIDE | TO_PERSON)
    assert every_effect() == INSIDE | OUTSIDE | TO_PERSON


async def test_a_level_above_is_told_of_a_private_incident_only_when_inside(world: DeskWorld) -> None:
    incident = await opened(world)
    outsider = next(person for person in (DAI, CHEN, BO) if person not in incident.invited)
    louder = tuple(f.TellLouder(1, 1, person) for person in (ZOE, outsider))
    assert kept_inside(incident, louder) == louder[:1]
    assert kept_inside(replace(incident, private=False), louder) == louder


async def test_it_begins_with_whoever_opened_it_and_whoever_is_asked(world: DeskWorld) -> None:
    incident = await opened(world)
    assert incident.private
    asked = tuple(offer.person for offer in incident.open_offers())
    assert incident.invited == (ZOE, *asked)
    for word in TITLE.lower().split():
        assert word not in incident.channel_name + incident.channel_name_ascii
    assert incident.key in incident.channel_name
    assert world.store.grant() == (
        f.OpenChannel(1),
        *(f.OpenDirectMessage(1, offer.id) for offer in incident.open_offers()),
    )
    await world.do(c.RecordChannel, None, channel="C1", name="inc-1")
    (invited,) = [each for each in world.store.grant() if isinstance(each, f.InvitePeople)]
    assert invited.people == (ZOE, *asked)
    assert set(invited.people) < {ZOE, ANNA, BO, CHEN, DAI}


async def test_a_kind_may_be_private_by_policy(world: DeskWorld) -> None:
    world.desk.policy = replace(Policy(), private_kinds=("people",))
    assert (await opened(world, private=False, kind="people")).private
    assert not (await opened(world, private=False, kind="outage")).private


async def test_the_team_is_not_brought_in_when_it_becomes_known(world: DeskWorld) -> None:
    team = world.desk.roster
    world.desk.roster = Roster()
    await opened(world)
    world.desk.roster = team
    await world.do(c.MeetTeam, None)
    asked = tuple(offer.person for offer in world.incident().offers)
    assert world.incident().invited == (ZOE, *asked)
    assert set(world.incident().invited) < {ZOE, ANNA, BO, CHEN, DAI}


async def test_a_public_flare_up_does_not_tell_of_a_private_one(world: DeskWorld) -> None:
    world.desk.policy = replace(Policy(), private_kinds=("other",))
    await world.receive(an_alert(key="a"))
    assert world.incident().private
    await world.do(c.ChangeStage, None, stage=Stage.CLOSED)
    again = await world.desk.handle(c.ReceiveAlert(an_alert(key="a")))
    assert again.incident
    assert again.incident.flares_up == 1
    await world.desk.handle(c.ChangeStage(2, None, Stage.CLOSED))
    world.desk.policy = Policy()
    public = await world.desk.handle(c.ReceiveAlert(an_alert(key="a")))
    assert public.incident
    assert (public.incident.private, public.incident.flares_up) == (False, None)


async def test_when_the_channel_cannot_be_made_whoever_opened_it_is_told_and_offers_go_out(world: DeskWorld) -> None:
    incident = await opened(world)
    world.store.grant()
    await world.do(c.RecordProblem, None, what="OpenChannel", reason="missing_scope")
    seq = world.incident().seq
    wished = world.store.grant()
    assert wished == (f.TellNoRoom(1, seq), *(f.SendOffer(1, offer.id) for offer in incident.open_offers()))


async def test_for_those_outside_it_does_not_exist(world: DeskWorld) -> None:
    incident = await opened(world)
    assert incident.open_offers()
    inside = {offer.person for offer in incident.open_offers()}
    outsider = next(person for person in (DAI, CHEN, BO) if person not in inside)
    commands = (
        c.JoinRoom(1, outsider),
        c.AddNote(1, outsider, "x"),
        c.TakeRole(1, outsider, "lead"),
        c.ExportReview(1, outsider, "md"),
        c.ChangeStage(1, outsider, Stage.CLOSED),
    )
    for command in commands:
        with pytest.raises(Refused) as refused:
            await world.desk.handle(command)
        assert refused.value.text is refusals.NO_SUCH_INCIDENT
        assert refused.value.values == {"number": 1}


async def test_whoever_has_the_right_finds_it_and_may_join(world: DeskWorld) -> None:
    await opened(world)
    world.desk.policy = replace(Policy(), rights=DEFAULT_RIGHTS | {Right.SEE_PRIVATE: Holders(people=(DAI,))})
    await world.do(c.JoinRoom, DAI)
    assert DAI in world.incident().invited


async def test_the_channel_says_who_is_inside(world: DeskWorld) -> None:
    """Invited by hand: in. Put out: sees nothing more, and comes back in with an invitation."""
    await opened(world)
    await world.do(c.RecordChannel, None, channel="C1", name="inc-1")
    await world.do(c.RecordEntered, None, person="U0GUEST")
    await world.do(c.AddNote, "U0GUEST", text="here")
    await world.do(c.RecordLeft, None, person="U0GUEST")
    with pytest.raises(Refused):
        await world.do(c.AddNote, "U0GUEST", text="still here")
    await world.do(c.RecordLeft, None, person="U0GUEST")
    entries = [entry.event for entry in world.memory.entries[1] if isinstance(entry.event, e.PersonLeft)]
    assert entries == [e.PersonLeft("U0GUEST")]


async def test_an_edit_of_a_message_is_followed_though_its_author_is_outside(world: DeskWorld) -> None:
    await opened(world)
    there = MessageRef("C0PUBLIC", "1.0")
    await world.do(c.AddNote, ZOE, text="said in public", message=there)
    await world.do(c.FollowEdit, "U0AUTHOR", message=there, text="changed")
    assert isinstance(world.memory.entries[1][-1].event, e.MessageFollowed)


async def test_nobody_is_noted_as_inside_of_a_public_incident(world: DeskWorld) -> None:
    await world.receive(an_alert())
    await world.do(c.RecordEntered, None, person="U0GUEST")
    await world.do(c.RecordLeft, None, person=ANNA)
    assert world.incident().people == ()


# ------------------------------------------------------------------------------- whatever happens, nothing goes outside


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
async def test_no_event_of_a_private_incident_is_told_outside(event: e.Event) -> None:
    """Also where a card stands, which none should."""
    world = DeskWorld()
    incident = replace(await opened(world), board="1.0", card=MessageRef("C0", "1.0"))
    for channel in (None, "C1"):
        private = replace(incident, channel=channel)
        assert {type(wish) for wish in consequences(private, event, 2)} <= INSIDE | TO_PERSON
    public = replace(incident, channel="C1", private=False)
    assert len(consequences(public, event, 2)) >= len(consequences(private, event, 2))


def test_every_kind_of_event_was_tried() -> None:
    assert {type(event) for event in EVENTS} >= {kind for kind in CONSEQUENCES if kind.recorded}


people = st.sampled_from((ANNA, BO, CHEN, DAI, ZOE))
COMMANDS: st.SearchStrategy[c.Command] = st.one_of(
    st.builds(c.ChangeSeverity, st.just(1), people, st.sampled_from(Severity)),
    st.builds(c.ChangeStage, st.just(1), people, st.sampled_from(Stage), st.just("because")),
    st.builds(c.Rename, st.just(1), people, st.sampled_from((TITLE, "Another"))),
    st.builds(c.TakeRole, st.just(1), people, st.sampled_from(("lead", "legal"))),
    st.builds(c.OfferRole, st.just(1), people, st.just("scribe"), people),
    st.builds(c.AcceptOffer, st.just(1), people, st.integers(1, 3)),
    st.builds(c.DeclineOffer, st.just(1), people, st.integers(1, 3)),
    st.builds(c.PostUpdate, st.just(1), people, st.just(TITLE)),
    st.builds(c.LogDecision, st.just(1), people, st.just(TITLE)),
    st.builds(c.AddNote, st.just(1), people, st.just(TITLE)),
    st.builds(c.ExportReview, st.just(1), people, st.just("md")),
    st.builds(c.RecordTarget, st.just(1), people, st.sampled_from(Target), st.just(TITLE)),
    st.builds(c.JoinRoom, st.just(1), people),
    st.just(c.MeetTeam(1, None)),
    st.just(c.RecordChannel(1, None, "C1", "inc-1")),
    st.just(c.RecordBoard(1, None, "1.0", 1)),
    st.just(c.RecordBoardLost(1, None, "1.0")),
    st.just(c.RecordCard(1, None, MessageRef("C0", "1.0"), 1)),
    st.builds(c.RecordProblem, st.just(1), st.none(), st.sampled_from(("OpenChannel", "PostBoard")), st.just("no")),
    st.builds(c.RecordEntered, st.just(1), st.none(), people),
    st.builds(c.RecordLeft, st.just(1), st.none(), people),
)


@given(st.lists(COMMANDS, max_size=25))
@settings(max_examples=60, deadline=None)
def test_no_wish_of_a_private_incident_addresses_a_public_channel(commands: list[c.Command]) -> None:
    async def play() -> DeskWorld:
        world = DeskWorld()
        await opened(world)
        for command in commands:
            with suppress(Refused):
                await world.desk.handle(command)
        return world

    world = asyncio.run(play())
    assert world.incident().private
    assert {type(wish.effect) for wish in world.memory.wishes} <= INSIDE | TO_PERSON
