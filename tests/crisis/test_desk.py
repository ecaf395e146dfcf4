"""The desk over a store in memory: what becomes of alerts, what is put down for the world, what a refusal leaves.

How the rules themselves decide stands in the tests of the topics.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from crisis import commands as c
from crisis import effects as f
from crisis import events as e
from crisis import refusals
from crisis.alert import Alert, AlertOutcome
from crisis.consequences import CONSEQUENCES
from crisis.desk import Desk, Outcome
from crisis.due import due_times
from crisis.incident import Incident, MessageRef, Target
from crisis.policy import Policy
from crisis.ports import StoredAlert
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.stages import Stage
from tests.crisis.memory_store import Memory, MemoryStore
from tests.crisis.world import ANNA, BO, CHEN, HOUR, MINUTE, START, TEAM, ZOE, DrivenClock, an_alert

# SEV4 is held; nobody opens those by themselves (product.md, "Defaults").
MILD = an_alert("Disk is filling", severity_hint=Severity.SEV4)


class World:
    """A desk with all that it needs, and short words for what a test asks of it."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.clock = DrivenClock()
        self.woken = 0
        random = count(1)
        self.desk = Desk(
            self.store,
            Policy(),
            self.clock,
            cut=str.split,
            latin=str.lower,
            entropy=lambda size: bytes(next(random) for _ in range(size)),
            wake=self._wake,
        )
        self.desk.roster = TEAM

    def _wake(self) -> None:
        self.woken += 1

    @property
    def memory(self) -> Memory:
        return self.store.memory

    def incident(self, number: int = 1) -> Incident:
        return self.memory.incidents[number]

    async def receive(self, alert: Alert, **changes: Any) -> StoredAlert:
        outcome = await self.desk.handle(c.ReceiveAlert(replace(alert, received_at=self.clock.now, **changes)))
        assert outcome.alert
        return outcome.alert

    async def do(self, kind: type[c.Command], by: str | None = ANNA, **fields: Any) -> Outcome:
        return await self.desk.handle(kind(incident=1, by=by, **fields))

    async def room(self) -> None:
        """Slack has made the channel, the board and the card of incident 1, and all wishes so far are granted."""
        await self.do(c.RecordChannel, None, channel="C1", name="inc-1")
        seq = self.incident().seq
        await self.do(c.RecordPeople, None, people=self.incident().invited)
        await self.do(c.RecordBoard, None, ts="1.0", shows=seq)
        await self.do(c.RecordCard, None, card=MessageRef("C0", "1.0"), shows=seq)
        self.store.grant()


@pytest.fixture
def world() -> World:
    return World()


def kinds(effects: tuple[f.Effect, ...]) -> list[type[f.Effect]]:
    return [type(effect) for effect in effects]


# --------------------------------------------------------------------------------------------------------- alerts


async def test_an_alert_opens_an_incident(world: World) -> None:
    """With its title, severity, first sight, channel name, timeline; and the roles are offered."""
    stored = await world.receive(an_alert("Checkout is down", severity_hint=Severity.SEV2))
    assert (stored.outcome, stored.incident) == (AlertOutcome.OPENED, 1)
    incident = world.incident()
    assert (incident.title, incident.severity, incident.stage) == ("Checkout is down", Severity.SEV2, Stage.TRIAGE)
    assert incident.opened_at == START
    assert incident.opened_by is None
    assert incident.channel_name.startswith("inc-0501-checkout-down-")
    assert incident.invited == TEAM.invited()
    first, *offered = world.memory.entries[1]
    assert isinstance(first.event, e.IncidentOpened)
    assert {type(entry.event) for entry in offered} <= {e.RoleOffered, e.RoleUnfilled}
    assert [entry.seq for entry in (first, *offered)] == list(range(1, incident.seq + 1))


async def test_the_same_alert_is_counted(world: World) -> None:
    """While its incident is open it opens no other."""
    await world.receive(an_alert())
    stored = await world.receive(an_alert())
    assert (stored.outcome, stored.incident) == (AlertOutcome.DUPLICATE, 1)
    assert world.incident().duplicates == 1
    assert list(world.memory.incidents) == [1]


async def test_the_same_alert_in_worse_is_said_once(world: World) -> None:
    """A person decides what follows: the severity stays."""
    await world.receive(an_alert())
    before = len(world.memory.entries[1])
    for hint in (Severity.SEV1, Severity.SEV1, Severity.SEV2, None):
        await world.receive(an_alert(), severity_hint=hint)
    said = [entry.event for entry in world.memory.entries[1][before:]]
    assert said == [e.AlertWorsened(Severity.SEV1)]
    assert (world.incident().duplicates, world.incident().severity) == (4, Severity.SEV3)


async def test_the_end_of_an_alert_joins_its_incident(world: World) -> None:
    """It is said, and a person decides whether it is over."""
    await world.receive(an_alert())
    stored = await world.receive(an_alert(), resolved=True)
    assert (stored.outcome, stored.incident) == (AlertOutcome.JOINED, 1)
    assert world.memory.entries[1][-1].event == e.AlertEnded("monitor-a")
    assert (world.incident().stage, world.incident().duplicates) == (Stage.TRIAGE, 0)


async def test_the_end_of_something_unknown_is_ignored(world: World) -> None:
    """It is kept, and nobody hears of it."""
    stored = await world.receive(an_alert(), resolved=True)
    assert (stored.outcome, stored.incident) == (AlertOutcome.IGNORED, None)
    assert world.memory.wishes == ()


async def test_a_mild_alert_is_held(world: World) -> None:
    """One card asks a person; the same again asks nobody twice."""
    first, again = await world.receive(MILD), await world.receive(MILD)
    assert (first.outcome, first.incident) == (AlertOutcome.HELD, None)
    assert (again.outcome, again.incident) == (AlertOutcome.DUPLICATE, None)
    assert world.memory.incidents == {}
    assert world.store.grant() == (f.PostHeldAlert(0, first.id),)


async def test_a_held_alert_is_opened_by_hand(world: World) -> None:
    """The incident has the alert's facts, the card is settled, and it cannot be opened twice."""
    held = await world.receive(MILD, started_at=START - HOUR)
    await world.desk.handle(c.RecordHeldCard(held.id, MessageRef("C0", "7.0")))
    world.store.grant()
    world.clock.forward(MINUTE)
    outcome = await world.desk.handle(c.OpenIncident("", ANNA, severity=Severity.SEV2, held_alert=held.id))
    incident = world.incident()
    assert (incident.title, incident.severity, incident.opened_by) == ("Disk is filling", Severity.SEV2, ANNA)
    assert (incident.opened_at, incident.started_at) == (START, START - HOUR)
    assert incident.alert_fingerprint == MILD.fingerprint
    assert outcome.alert
    assert (outcome.alert.incident, outcome.alert.card) == (1, MessageRef("C0", "7.0"))
    assert f.SettleHeldAlert(0, held.id) in world.store.grant()
    with pytest.raises(Refused) as refused:
        await world.desk.handle(c.OpenIncident("", BO, held_alert=held.id))
    assert refused.value.text is refusals.ALERT_OPENED_ALREADY


async def test_opening_a_held_alert_late_is_no_timely_acknowledgement(world: World) -> None:
    """The response clock counts from first sight: SEV4 is to be acknowledged within the hour."""
    held = await world.receive(MILD)
    world.clock.forward(5 * HOUR)
    await world.desk.handle(c.OpenIncident("", ANNA, held_alert=held.id))
    reached = [entry.event for entry in world.memory.entries[1] if isinstance(entry.event, e.TargetReached)]
    assert reached == [e.TargetReached(Target.ACKNOWLEDGED, late_by=4 * HOUR)]


async def test_a_held_alert_that_came_twice_is_settled_as_one(world: World) -> None:
    """After its incident has ended, the same alert asks a person again, and what follows flares up."""
    held = await world.receive(MILD)
    await world.receive(MILD)
    await world.desk.handle(c.OpenIncident("", ANNA, held_alert=held.id))
    await world.do(c.ChangeStage, stage=Stage.CLOSED)
    world.store.grant()
    later = await world.receive(MILD)
    assert later.outcome is AlertOutcome.HELD
    assert world.store.grant() == (f.PostHeldAlert(0, later.id),)
    await world.desk.handle(c.OpenIncident("", ANNA, held_alert=later.id))
    assert world.incident(2).flares_up == 1


async def test_a_held_alert_that_becomes_worse_opens_and_settles_its_card(world: World) -> None:
    """The card that waits is the first one's, however often it came; its button opens no second incident."""
    held = await world.receive(MILD)
    await world.receive(MILD)
    world.store.grant()
    opened = await world.receive(MILD, severity_hint=Severity.SEV1)
    assert (opened.outcome, opened.incident) == (AlertOutcome.OPENED, 1)
    assert f.SettleHeldAlert(0, held.id) in world.store.grant()
    with pytest.raises(Refused) as refused:
        await world.desk.handle(c.OpenIncident("", ANNA, held_alert=held.id))
    assert refused.value.values == {"number": 1}


async def test_the_same_alert_after_closing_flares_up(world: World) -> None:
    """A new incident that names the old one; a dismissed one is not named."""
    await world.receive(an_alert())
    await world.do(c.ChangeStage, stage=Stage.CLOSED)
    stored = await world.receive(an_alert())
    assert (stored.outcome, stored.incident) == (AlertOutcome.OPENED, 2)
    assert world.incident(2).flares_up == 1
    await world.desk.handle(c.ChangeStage(2, ANNA, Stage.DISMISSED))
    assert (await world.receive(an_alert())).incident == 3
    assert world.incident(3).flares_up == 1


async def test_the_same_alert_after_reopening_is_a_duplicate(world: World) -> None:
    """Reopened is open."""
    await world.receive(an_alert())
    await world.do(c.ChangeStage, stage=Stage.CLOSED)
    await world.do(c.ChangeStage, stage=Stage.RESPONDING)
    assert (await world.receive(an_alert())).outcome is AlertOutcome.DUPLICATE


# -------------------------------------------------------------------------------------------------------- by hand


async def test_opening_by_hand(world: World) -> None:
    """SEV3 when nothing is said; who opens it has seen it and is in the room, but asks nobody to take a role."""
    command = c.OpenIncident(" 门店\n停电 ", ZOE, kind="no such kind", started_at=START - HOUR, text=" 三家店 ")
    outcome = await world.desk.handle(command)
    incident = world.incident()
    assert outcome.incident == incident
    assert outcome.entries == world.memory.entries[1]
    assert (incident.title, incident.severity, incident.kind) == ("门店 停电", Severity.SEV3, "other")
    assert (incident.opened_at, incident.started_at) == (START, START - HOUR)
    assert incident.reached == ((Target.ACKNOWLEDGED, START),)
    assert incident.invited == (*TEAM.invited(), ZOE)
    assert {(type(entry.event), entry.by) for entry in outcome.entries} == {
        (e.IncidentOpened, ZOE),
        (e.RoleOffered, None),
        (e.TargetReached, ZOE),
    }


@pytest.mark.parametrize(
    ("command", "text"),
    [
        (c.OpenIncident("！！！", ANNA), refusals.TITLE_EMPTY),
        (c.OpenIncident("x" * 301, ANNA), refusals.TITLE_TOO_LONG),
        (c.OpenIncident("fire", ANNA, text="x" * 3001), refusals.TEXT_TOO_LONG),
        (c.OpenIncident("fire", ANNA, started_at=START + MINUTE), refusals.STARTED_IN_FUTURE),
        (c.OpenIncident("", ANNA, held_alert=9), refusals.NO_SUCH_ALERT),
        (c.PostUpdate(9, ANNA, "all is well"), refusals.NO_SUCH_INCIDENT),
        (c.PostUpdate(1, ANNA, " "), refusals.TEXT_EMPTY),
        (c.AcceptOffer(1, ZOE, 1), refusals.NOT_YOUR_OFFER),
    ],
)
async def test_a_refusal_changes_nothing(world: World, command: c.AnyCommand, text: object) -> None:
    """Not even the inbox: the same event may come again when it can be carried out."""
    await world.receive(an_alert())
    before, woken = world.memory.copy(), world.woken
    with pytest.raises(Refused) as refused:
        await world.desk.handle(command, once="Ev1")
    assert refused.value.text is text
    assert world.memory == before
    assert world.woken == woken


async def test_a_refusal_late_in_a_unit_changes_nothing(world: World) -> None:
    """What the caller wrote in the same transaction is taken back, too."""
    before = world.memory.copy()
    with pytest.raises(Refused):
        await world.desk.handle(c.PostUpdate(9, ANNA, "x"), within=lambda unit: unit.set_due(1, ()))
    assert world.memory == before


# ----------------------------------------------------------------------------------------------------------- once


async def test_an_event_that_comes_twice_is_carried_out_once(world: World) -> None:
    """Slack and alert sources send again what they are not sure of."""
    for command in (c.OpenIncident("fire", ANNA), c.ReceiveAlert(an_alert())):
        once = f"Ev-{type(command).__name__}"
        first = await world.desk.handle(command, once=once)
        before = world.memory.copy()
        again = await world.desk.handle(command, once=once)
        assert (first.repeated, again) == (False, Outcome(repeated=True))
        assert world.memory == before
    assert list(world.memory.incidents) == [1, 2]


async def test_a_unit_of_work_that_runs_again_leaves_one_incident(world: World) -> None:
    """The closure keeps nothing outside its unit."""
    world.store.conflicts = 2
    outcome = await world.desk.handle(c.OpenIncident("fire", ANNA), once="Ev1")
    assert outcome.entries == world.memory.entries[1]
    assert list(world.memory.incidents) == [1]


async def test_the_desk_wakes_the_others_after_the_commit(world: World) -> None:
    """Whoever is woken finds what was wished for."""
    await world.receive(an_alert())
    assert world.woken == 1
    assert await world.desk.read(lambda view: view.incident(1)) == world.incident()


# -------------------------------------------------------------------------------------------------------- effects


async def test_the_channel_comes_first(world: World) -> None:
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


async def test_the_room_is_furnished_when_the_channel_is_there(world: World) -> None:
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
        f.SetPurpose(1),
        *(f.SendOffer(1, number) for number in standing),
    )
    assert lead.id not in standing
    await world.do(c.RecordChannel, None, channel="C1", name="inc-1")
    assert world.store.grant() == ()


async def test_nothing_is_refreshed_before_it_stands(world: World) -> None:
    """Neither the board nor the card; from then on both are."""
    await world.receive(an_alert())
    await world.do(c.ChangeSeverity, severity=Severity.SEV2)
    refreshes = {f.RefreshBoard, f.RefreshCard}
    assert not refreshes & set(kinds(world.store.grant()))
    await world.room()
    await world.do(c.ChangeSeverity, severity=Severity.SEV3)
    assert refreshes <= set(kinds(world.store.grant()))


async def test_a_board_that_is_stale_when_it_is_posted_is_refreshed(world: World) -> None:
    """While it was on its way something happened."""
    await world.receive(an_alert())
    shown = world.incident().seq
    await world.do(c.Rename, title="all shops")
    world.store.grant()
    await world.do(c.RecordBoard, None, ts="1.0", shows=shown)
    await world.do(c.RecordCard, None, card=MessageRef("C0", "1.0"), shows=shown)
    assert world.store.grant() == (f.PinBoard(1), f.RefreshBoard(1), f.RefreshCard(1))


async def test_a_fresh_board_is_only_pinned(world: World) -> None:
    await world.receive(an_alert())
    world.store.grant()
    await world.do(c.RecordBoard, None, ts="1.0", shows=world.incident().seq)
    assert world.store.grant() == (f.PinBoard(1),)


async def test_refreshes_coalesce(world: World) -> None:
    """However much happens, one refresh waits; when it was granted, another may."""
    await world.receive(an_alert())
    await world.room()
    for title in ("a", "b", "c"):
        await world.do(c.Rename, title=title)
    assert kinds(world.store.grant()).count(f.RefreshBoard) == 1
    await world.do(c.Rename, title="d")
    assert kinds(world.store.grant()).count(f.RefreshBoard) == 1


async def test_a_note_from_a_message_is_not_said_again(world: World) -> None:
    """The message stands in the channel already, and the board shows no notes."""
    await world.receive(an_alert())
    await world.room()
    await world.do(c.AddNote, text="二号门", message=MessageRef("C1", "5.0"))
    assert world.store.grant() == ()


async def test_an_offer_made_in_a_room_invites(world: World) -> None:
    """Somebody who is not in the channel yet is brought in with the offer; who is there is not invited again."""
    await world.receive(an_alert())
    await world.room()
    await world.do(c.RecordPeople, None, people=(ANNA, BO, CHEN))
    await world.do(c.OfferRole, role="legal", person=CHEN)
    assert f.InvitePeople not in kinds(world.store.grant())
    await world.do(c.JoinRoom, ZOE)
    assert f.InvitePeople(1, (ZOE,), world.incident().seq) in world.store.grant()


async def test_who_took_a_role_before_the_channel_was_there_is_invited_with_the_others(world: World) -> None:
    """Zoe asked to join while the channel was being made."""
    await world.receive(an_alert())
    await world.do(c.JoinRoom, ZOE)
    assert f.InvitePeople not in kinds(world.store.grant())
    await world.do(c.RecordChannel, None, channel="C1", name="inc-1")
    invited = next(effect for effect in world.store.grant() if isinstance(effect, f.InvitePeople))
    assert invited.people == (*TEAM.invited(), ZOE)


async def test_without_a_channel_the_roles_are_offered_all_the_same(world: World) -> None:
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


async def test_an_offer_is_settled_in_its_own_lane_after_it_was_sent(world: World) -> None:
    await world.receive(an_alert())
    await world.room()
    offer = world.incident().open_offers("lead")[0]
    await world.do(c.AcceptOffer, offer.person, offer=offer.id)
    settled = next(effect for effect in world.store.grant() if isinstance(effect, f.SettleOffer))
    assert settled.offer == offer.id
    assert settled.lane == f.SendOffer(1, offer.id).lane


async def test_closing_puts_the_review_into_the_channel(world: World) -> None:
    """In both formats, after the words that say it is over."""
    await world.receive(an_alert())
    await world.room()
    await world.do(c.ChangeStage, stage=Stage.CLOSED)
    lane = [effect for effect in world.store.grant() if effect.lane == f.OpenChannel(1).lane]
    assert kinds(tuple(lane)) == [f.PostEntry, f.UploadReview, f.UploadReview]
    assert [effect.format for effect in lane if isinstance(effect, f.UploadReview)] == ["html", "md"]


async def test_an_update_goes_to_both_channels(world: World) -> None:
    """In the thread of the card it waits until the card stands."""
    await world.receive(an_alert())
    await world.room()
    await world.do(c.PostUpdate, conditions="查明原因")
    effects = world.store.grant()
    assert kinds(effects)[:2] == [f.PostEntry, f.PostUpdateInUpdatesChannel]
    assert effects[1].lane == f.PostCard(1).lane


async def test_the_worst_goes_first(world: World) -> None:
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


# ------------------------------------------------------------------------------------------------------ due times


STORY: tuple[Callable[[World], Any], ...] = (
    lambda world: world.do(c.ChangeSeverity, severity=Severity.SEV1),
    lambda world: world.do(c.LogDecision, text="stop", revisit_at=START + HOUR),
    lambda world: world.do(c.PostUpdate, conditions="查明原因"),
    lambda world: world.do(c.SnoozeReminder, delay=10 * MINUTE),
    lambda world: world.do(c.TakeRole, role="lead"),
    lambda world: world.do(c.StopReminders, reason="夜间"),
    lambda world: world.do(c.ChangeStage, stage=Stage.CLOSED),
    lambda world: world.do(c.ChangeStage, stage=Stage.RESPONDING),
    lambda world: world.do(c.DueReached, None, key="nonsense", due_at=START),
)


async def test_due_times_are_what_the_state_says(world: World) -> None:
    """After every command the table of due times is made anew from the state."""
    await world.receive(an_alert())
    assert world.memory.due[1] == due_times(world.incident(), world.desk.policy)
    for step in STORY:
        await step(world)
        assert world.memory.due[1] == due_times(world.incident(), world.desk.policy)
        world.clock.forward(timedelta(seconds=10))


async def test_a_due_time_is_carried_out_in_a_unit_that_is_open_already(world: World) -> None:
    """The clock completes its row and takes the reminder in one transaction; an overtaken one is put right."""
    await world.receive(an_alert())
    (due,) = [each for each in world.memory.due[1] if each.key == "target:acknowledged"]
    world.clock.forward(20 * MINUTE)
    reached = c.DueReached(1, None, due.key, due.due_at)
    await world.store.transact(lambda unit: world.desk.carry_out(unit, reached))
    assert e.TargetMissed(Target.ACKNOWLEDGED, due.due_at) in [entry.event for entry in world.memory.entries[1]]
    before = world.memory.copy()
    await world.store.transact(lambda unit: (unit.set_due(1, ()), world.desk.carry_out(unit, reached)))
    assert world.memory == before
