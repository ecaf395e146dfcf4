"""The invariants of the domain, one function each; the list stands in ``crisis/decisions/__init__.py``.

Each looks at the last step of a case and raises AssertionError when the invariant does not hold after it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, TypeVar

from crisis import commands as c
from crisis import events as e
from crisis.clock.cadence import awake, quiet_until, update_due_at
from crisis.clock.due import WARNING, Due, DueKind, due_times, target_times
from crisis.clock.pages import stands, waiting
from crisis.decisions.paging import JUST_NOW
from crisis.incident import Incident, OfferState, Target
from crisis.incident.vacancy import Step
from crisis.stages import TRANSITIONS, Stage
from tests.crisis.world import Case

E = TypeVar("E", bound=e.Event)
NEVER = datetime.max.replace(tzinfo=UTC) - timedelta(days=9)


def the_stage_changes_along_the_table(case: Case) -> None:
    """1."""
    step = case.last
    if step.after.stage is not step.before.stage:
        assert (step.before.stage, step.after.stage) in TRANSITIONS
    for event in _made(case, e.StageChanged):
        assert TRANSITIONS.get((event.old, event.new)) is event.move


def a_role_has_one_holder_who_agreed(case: Case) -> None:
    """2."""
    held = Counter(holding.role for holding in case.incident.holdings if holding.until is None)
    assert max(held.values(), default=0) <= 1
    for role in held:
        spans = [holding for holding in case.incident.holdings if holding.role == role]
        assert all(earlier.until and earlier.until <= later.since for earlier, later in pairwise(spans))
    for taken in _made(case, e.RoleTaken):
        command = case.last.command
        assert isinstance(command, c.AcceptOffer | c.TakeRole | c.AnswerPage)
        assert getattr(command, "accepts", True)
        assert command.by == taken.person
    assert len(case.incident.holdings) - len(case.last.before.holdings) == len(list(_made(case, e.RoleTaken)))


def offers_are_open_once_and_end_with_the_incident(case: Case) -> None:
    """3."""
    waiting = case.incident.open_offers()
    assert len({(offer.role, offer.person) for offer in waiting}) == len(waiting)
    assert case.incident.is_open or not waiting


def a_needed_role_is_held_offered_or_said_to_be_unfilled(case: Case) -> None:
    """4."""
    incident = case.incident
    if incident.is_open:
        for role in case.policy.rules_for(incident.severity, incident.kind).roles:
            assert incident.holder(role) or incident.open_offers(role) or role in incident.unfilled, role
    said = {event.role for event in _all_made(case, e.RoleUnfilled)}
    assert set(incident.unfilled) <= said


def numbers_count_up_and_nothing_is_taken_away(case: Case) -> None:
    """5."""
    before, after = case.last.before, case.incident
    for numbers in (
        [offer.id for offer in after.offers],
        [decision.number for decision in after.decisions],
        [update.number for update in after.updates],
        [task.number for task in after.work.tasks],
        [each.number for each in after.work.follow_ups],
    ):
        assert numbers == list(range(1, len(numbers) + 1))
    for earlier, later in (
        ([(offer.role, offer.person, offer.offered_at) for offer in each.offers] for each in (before, after)),
        ([(held.role, held.person, held.since) for held in each.holdings] for each in (before, after)),
        ([(decision.text, decision.by, decision.at) for decision in each.decisions] for each in (before, after)),
        ([(task.number, task.at, task.plan) for task in each.work.tasks] for each in (before, after)),
        ([(made.number, made.text, made.at) for made in each.work.follow_ups] for each in (before, after)),
        (each.work.told_people for each in (before, after)),
        (each.updates for each in (before, after)),
        (each.reached for each in (before, after)),
        (each.watched for each in (before, after)),
        (each.noted for each in (before, after)),
        (each.people for each in (before, after)),
    ):
        assert _begins_with(later, earlier)


def a_decision_is_replaced_once_and_by_a_later_one(case: Case) -> None:
    """6."""
    replacing = [decision for decision in case.incident.decisions if decision.replaces is not None]
    assert len({decision.replaces for decision in replacing}) == len(replacing)
    by = {decision.replaces: decision.number for decision in replacing}
    for decision in case.incident.decisions:
        assert decision.replaced_by == by.get(decision.number)
        assert decision.replaced_by is None or decision.replaced_by > decision.number


def a_target_is_told_once_and_never_early(case: Case) -> None:
    """7."""
    reached = Counter(event.target for event in _all_made(case, e.TargetReached))
    missed = Counter(event.target for event in _all_made(case, e.TargetMissed))
    assert max(reached.values(), default=0) <= 1
    assert max(missed.values(), default=0) <= 1
    for event in case.last.made or ():
        assert getattr(event, "late_by", timedelta(0)) >= timedelta(0)
    for told in _made(case, e.TargetMissed):
        assert case.last.before.reached_at(told.target) is None
        assert told.due_at <= case.last.now


def exactly_one_update_is_due_while_reminders_are_on(case: Case) -> None:
    """8. A resolved incident waits for none, unless somebody sets a rhythm again after that."""
    incident = case.incident
    of_updates = [each for each in due_times(incident, case.policy) if each.kind is DueKind.UPDATE]
    due = [each for each in of_updates if each.about != WARNING]
    assert len(of_updates) <= 2 * len(due), "nothing is warned of that is not due"
    if not incident.is_open or incident.rhythm.off_reason:
        assert due == []
        assert incident.rhythm.next_due is None
    elif incident.stage is not Stage.RESOLVED:
        assert len(due) == 1
    elif case.last.before.stage is not Stage.RESOLVED:
        assert due == []
    else:
        assert len(due) <= 1


def a_due_time_is_handled_once_and_never_lost(case: Case) -> None:
    """9."""
    step = case.last
    passed = [due for due in due_times(step.before, case.policy) if due.due_at <= step.now]
    left = due_times(step.after, case.policy)
    reached = step.command.key if isinstance(step.command, c.DueReached) else None
    for due in passed:
        if due.key == reached:
            assert step.made, f"{due.key} came and nothing was said"
            assert due not in left
        else:
            assert due in left or _is_settled(due, case), f"{due.key} was lost"
    if reached and reached not in {due.key for due in passed}:
        assert step.made == (), f"{reached} was not due"
    told = Counter(_told(case))
    assert max(told.values(), default=0) <= 1, told.most_common(1)


def the_next_update_lies_ahead_and_a_snooze_keeps_the_rhythm(case: Case) -> None:
    """10."""
    step = case.last
    for event in step.made or ():
        following = getattr(event, "next_due", None) or getattr(event, "until", None)
        if following and not isinstance(event, e.RhythmFollowed):
            assert following > step.now
        if isinstance(event, e.RhythmFollowed) and following and following <= step.now:
            assert following == update_due_at(step.before, case.policy), (
                "only a due time that waits to be handled may lie behind"
            )
        if isinstance(event, e.ReminderSnoozed):
            assert step.after.rhythm.every == step.before.rhythm.every


def a_refused_command_changes_nothing(case: Case) -> None:
    """11."""
    step = case.last
    if step.made is None:
        assert step.after is step.before
        assert repr(step.after) == step.looked_before


def a_drill_plays_each_inject_once_and_ends_once(case: Case) -> None:
    """12."""
    incident = case.incident
    played = [event.number for event in _all_made(case, e.InjectPlayed)]
    ended = list(_all_made(case, e.DrillEnded))
    if case.script is None:
        assert not incident.drill
        assert (incident.playing, played, ended) == (None, [], [])
        return
    assert incident.drill
    assert incident.playing is not None
    assert incident.alert_fingerprint is None
    assert len(set(played)) == len(played)
    assert len(ended) == (incident.playing.ended_at is not None) == (not incident.is_open)
    for event in _made(case, e.InjectPlayed):
        assert case.last.before.is_open
        assert case.last.now >= incident.opened_at + case.script.injects[event.number - 1].at / case.speed


def a_due_time_is_warned_of_and_put_off_once_and_quiet_hours_are_kept(case: Case) -> None:
    """13."""
    step = case.last
    for event in step.made or ():
        if isinstance(event, e.UpdateWarned):
            assert step.now < event.due_at == update_due_at(step.before, case.policy)
            assert step.before.rhythm.owed_since is None
            assert event.due_at not in (step.before.rhythm.warned_of, step.before.rhythm.snoozed_to)
        if isinstance(event, e.ReminderSnoozed):
            rhythm = step.before.rhythm
            assert rhythm.snoozed_to not in (rhythm.next_due, rhythm.owed_since and rhythm.reminded_of) or (
                rhythm.snoozed_to is None
            )
        quiet = quiet_until(step.before, case.policy, step.now)
        if isinstance(event, e.TargetMissed) and quiet_until(step.before, case.policy, event.due_at) is None:
            continue  # it was over before the night: whoever made it earlier, by another kind, is awake and hears of it
        if isinstance(event, e.UpdateReminded | e.UpdateWarned | e.TargetMissed | e.TaskReminded) and quiet:
            assert getattr(event, "due_at", None) == step.before.rhythm.snoozed_to, "nobody asked for it"


def a_page_is_open_while_it_is_needed_and_nobody_is_called_twice(case: Case) -> None:
    """14."""
    step, paging = case.last, case.incident.paging
    assert all(stands(case.incident, page) for page in paging.live())
    for number, page in enumerate(paging.pages, 1):
        assert page.id == number
        answered = [each.answered_at for each in paging.of(page.key) if each.person == page.person and each.answered_at]
        assert all(page.at <= at for at in answered), "whoever answered is paged for the same again"
    for event in step.made or ():
        if isinstance(event, e.PageBegun):
            recent = [each for each in paging.pages if each.person == event.person and each.id != event.page]
            assert all(step.now - each.at >= JUST_NOW for each in recent), f"{event.person} was paged just now"


def nobody_is_asked_for_roles_kept_apart(case: Case) -> None:
    """15."""
    for offer in case.incident.open_offers():
        if offer.step is not Step.NAMED:
            held = set(case.incident.roles_of(offer.person))
            assert not held & case.policy.apart.of(offer.role), (offer.role, held)


INVARIANTS: tuple[Callable[[Case], None], ...] = (
    the_stage_changes_along_the_table,
    a_role_has_one_holder_who_agreed,
    offers_are_open_once_and_end_with_the_incident,
    a_needed_role_is_held_offered_or_said_to_be_unfilled,
    numbers_count_up_and_nothing_is_taken_away,
    a_decision_is_replaced_once_and_by_a_later_one,
    a_target_is_told_once_and_never_early,
    exactly_one_update_is_due_while_reminders_are_on,
    a_due_time_is_handled_once_and_never_lost,
    the_next_update_lies_ahead_and_a_snooze_keeps_the_rhythm,
    a_refused_command_changes_nothing,
    a_drill_plays_each_inject_once_and_ends_once,
    a_due_time_is_warned_of_and_put_off_once_and_quiet_hours_are_kept,
    a_page_is_open_while_it_is_needed_and_nobody_is_called_twice,
    nobody_is_asked_for_roles_kept_apart,
)


def _made(case: Case, kind: type[E]) -> Iterator[E]:
    return (event for event in case.last.made or () if isinstance(event, kind))


def _all_made(case: Case, kind: type[E]) -> Iterator[E]:
    return (event for step in case.steps for event in step.made or () if isinstance(event, kind))


def _begins_with(later: Sequence[Any], earlier: Sequence[Any]) -> bool:
    return tuple(later[: len(earlier)]) == tuple(earlier)


def _is_settled(due: Due, case: Case) -> bool:
    """Whether the last step did what a due time that had passed was waiting for, or made it pointless."""
    step, after = case.last, case.incident
    if due.kind is DueKind.UPDATE:
        answers = (c.PostUpdate, c.SetRhythm, c.SnoozeReminder, c.StopReminders)
        if due.about == WARNING and (after.rhythm != step.before.rhythm or due.key in _keys(after, case)):
            return True
        reminded = any(event.due_at == due.due_at for event in _made(case, e.UpdateReminded))
        if reminded or isinstance(step.command, answers) or after.rhythm.next_due is None:
            return True
        return update_due_at(after, case.policy) == awake(after, case.policy, due.due_at) > due.due_at
    if due.kind is DueKind.OFFER:
        offer = after.offer(int(due.about))
        return offer is not None and (offer.state is not OfferState.OPEN or offer.expires_at > due.due_at)
    if due.kind is DueKind.PAGE:
        answered = any(page.answered_at for page in after.paging.of(due.about))
        moved = isinstance(step.command, c.ChangeSeverity)
        return answered or moved or due.about not in {each.key for each in waiting(after)}
    if due.kind in (DueKind.INJECT, DueKind.VACANCY, DueKind.SHIFT):
        return not after.is_open or _is_role_settled(due, case)
    if due.kind is DueKind.TARGET:
        target = Target(due.about)
        moved = due.due_at != awake(after, case.policy, dict(target_times(after, case.policy)).get(target, NEVER))
        return not after.is_open or after.reached_at(target) is not None or moved
    if due.kind is DueKind.TASK:
        put_off = any(each.key == due.key and each.due_at > due.due_at for each in due_times(after, case.policy))
        return not after.is_open or put_off or isinstance(step.command, (c.FinishTask, c.DropTask, c.ChangeTask))
    if due.kind is DueKind.FOLLOW_UP:
        return isinstance(step.command, (c.FinishFollowUp, c.DropFollowUp, c.SnoozeFollowUp, c.ChangeFollowUp))
    decision = after.decision(int(due.about))
    return decision is not None and decision.replaced_by is not None


def _keys(incident: Incident, case: Case) -> set[str]:
    return {due.key for due in due_times(incident, case.policy)}


def _is_role_settled(due: Due, case: Case) -> bool:
    step, after = case.last, case.incident
    if due.kind is not DueKind.SHIFT:
        return due.kind is DueKind.VACANCY and due.about not in after.unfilled
    before, held = step.before.holding(due.about), after.holding(due.about)
    same = held and before and (held.person, held.since) == (before.person, before.since)
    return not same or isinstance(step.command, c.StayInRole | c.MeetTeam)


def _told(case: Case) -> Iterator[tuple[object, ...]]:
    """What reminders were about, one for each that was given."""
    for step in case.steps:
        for event in step.made or ():
            if isinstance(event, e.UpdateReminded):
                yield DueKind.UPDATE, event.due_at
            elif isinstance(event, e.OfferEnded) and event.state is OfferState.EXPIRED:
                yield DueKind.OFFER, event.offer
            elif isinstance(event, e.InjectPlayed):
                yield DueKind.INJECT, event.number
            elif isinstance(event, e.DecisionRevisitDue):
                yield DueKind.REVISIT, event.number
            elif isinstance(event, e.TaskReminded):
                yield DueKind.TASK, event.number, event.due_at, event.again
            elif isinstance(event, e.FollowUpReminded):
                yield DueKind.FOLLOW_UP, event.number, event.next_at
