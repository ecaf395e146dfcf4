"""What follows from what is asked: one table from command to decision.

A decision is a pure function ``(incident, command, context) -> events``; it raises ``Refused`` and then nothing
happened. How an incident begins stands in ``opening``; everything that happens to one that exists stands in this table.

Invariants, whatever the order of commands (``tests/crisis/test_invariants.py`` holds them):

1.  The stage is only ever changed along ``stages.TRANSITIONS``.
2.  A role has at most one holder at a time; every holder accepted an offer or took the role.
3.  Per role and person at most one offer is open (per role there may be several), and none when the incident is over.
4.  A role without a holder, needed by the severity, is offered to somebody or said to be unfilled while it is open.
5.  Numbers of offers, decisions, updates, tasks, follow-ups count up from 1 without a gap; nothing is taken away.
6.  A decision is replaced at most once, and only by a later one.
7.  Each target is reached at most once and told as missed at most once; ``late_by`` is never negative.
8.  While an incident is open and its reminders are on, exactly one update is due; when it is over none is.
9.  After a due time was handled, the state no longer derives it: no reminder comes twice, none is lost.
10. ``next_due`` lies after now once due times are handled; a snooze leaves ``every`` as it was.
11. A refused command changes nothing.
12. A drill plays each inject of its script once, in their order, and ends once; it never shares a cause with a real
    incident.
13. A due time is warned of at most once and put off at most once; in quiet hours no reminder comes but one that was put
    off in them.
14. A page is open only while what it is about needs somebody; who answered one is not paged for it again.
15. Nobody who has a role is asked by the desk for one that must be kept apart from it.
16. Of two incidents that were merged each knows the other, a post is of one incident that is not merged, and every
    tally is that of the rows (``tests/crisis/test_invariants_of_two.py``).
"""

from collections.abc import Callable
from typing import Any

from crisis import commands as c
from crisis import events as e
from crisis.decisions import (
    clock,
    drill,
    escalation,
    followups,
    mentions,
    paging,
    plans,
    policy,
    private,
    progress,
    reach,
    record,
    results,
    rhythm,
    roles,
    shifts,
    similar,
    spread,
    tasks,
)
from crisis.decisions.context import Context
from crisis.evolve import evolve
from crisis.incident import Incident, Target

Decision = Callable[[Incident, Any, Context], tuple[e.Event, ...]]

DECISIONS: dict[type[c.Command], Decision] = {
    c.Acknowledge: record.acknowledge,
    c.ChangeSeverity: progress.change_severity,
    c.ChangeStage: progress.change_stage,
    c.Rename: progress.rename,
    c.OfferRole: roles.offer_role,
    c.TakeRole: roles.take_role,
    c.HandRole: roles.hand_role,
    c.AcceptOffer: roles.accept_offer,
    c.DeclineOffer: roles.decline_offer,
    c.StayInRole: shifts.stay,
    c.RecordPersonLeft: escalation.person_left,
    c.PostUpdate: record.post_update,
    c.LogDecision: record.log_decision,
    c.AddNote: record.add_note,
    c.FollowEdit: record.follow_edit,
    c.SetRhythm: rhythm.set_rhythm,
    c.SnoozeReminder: rhythm.snooze,
    c.StopReminders: rhythm.stop_reminders,
    c.RecordTarget: record.record_target,
    c.StopDrill: drill.stop_drill,
    c.JoinRoom: record.join_room,
    c.FollowPolicy: policy.follow_policy,
    c.MeetTeam: escalation.meet_team,
    c.ExportReview: record.export_review,
    c.Follow: reach.follow,
    c.Unfollow: reach.unfollow,
    c.DueReached: clock.due_reached,
    c.RecordChannel: results.channel,
    c.RecordPeople: results.people,
    c.RecordBoard: results.board,
    c.RecordBoardLost: results.board_lost,
    c.RecordCard: results.card,
    c.RecordOfferSent: results.offer_sent,
    c.PutOffOffer: escalation.put_off_offer,
    c.RecordProblem: results.problem,
    c.RecordSimilar: similar.record,
    c.ChangeKind: plans.change_kind,
    c.AddTask: tasks.add_task,
    c.FinishTask: tasks.finish_task,
    c.DropTask: tasks.drop_task,
    c.ReopenTask: tasks.reopen_task,
    c.ChangeTask: tasks.change_task,
    c.RecordTaskPosted: tasks.task_posted,
    c.AddFollowUp: followups.add_follow_up,
    c.KeepTasks: followups.keep_tasks,
    c.FinishFollowUp: followups.finish_follow_up,
    c.DropFollowUp: followups.drop_follow_up,
    c.ChangeFollowUp: followups.change_follow_up,
    c.SnoozeFollowUp: followups.snooze_follow_up,
    c.RecordEntered: private.entered,
    c.RecordLeft: private.left,
    c.PagePerson: paging.page_person,
    c.AnswerPage: paging.answer_page,
    c.RecordPageLink: paging.record_link,
    c.RecordPageSent: paging.record_sent,
    c.SettleProposal: spread.settle,
    c.AskForChart: spread.ask_for_chart,
    c.ClaimMention: mentions.claim,
    c.ReleaseMention: mentions.release,
    c.AnswerMention: mentions.answer,
    c.SolveInPrivate: mentions.solve_in_private,
    c.CloseMention: mentions.close,
    c.PutMentionAside: mentions.put_aside,
    c.ReopenMention: mentions.reopen,
    c.RecordMentionsCard: mentions.card,
    c.RecordMentionsCardLost: mentions.card_lost,
}

# Whoever does one of these is at work on the incident: that acknowledges it.
ACKNOWLEDGING = (
    c.ChangeSeverity,
    c.ChangeStage,
    c.TakeRole,
    c.AcceptOffer,
    c.PostUpdate,
    c.LogDecision,
    c.RecordTarget,
    c.SettleProposal,
    c.ClaimMention,
    c.AnswerMention,
    c.SolveInPrivate,
)


def decide(incident: Incident, command: c.Command, context: Context) -> tuple[e.Event, ...]:
    """The events that follow from a command. Raises ``Refused``; then nothing follows."""
    made = _decided(incident, command, context)
    followed = paging.follow(incident, command, made, context)
    if made and isinstance(made[-1], e.DrillEnded):  # with that the record of a drill ends
        return (*made[:-1], *followed, made[-1])
    return (*made, *followed)


def _decided(incident: Incident, command: c.Command, context: Context) -> tuple[e.Event, ...]:
    """Without what it means for the pages that wait."""
    made = DECISIONS[type(command)](incident, command, context)
    if not made or not isinstance(command, ACKNOWLEDGING) or incident.reached_at(Target.ACKNOWLEDGED):
        return made
    if any(isinstance(event, e.TargetReached) and event.target is Target.ACKNOWLEDGED for event in made):
        return made
    acknowledged = record.reached(incident, Target.ACKNOWLEDGED, "", context)
    if isinstance(made[-1], e.DrillEnded):  # with that the record of a drill ends
        return (*made[:-1], acknowledged, made[-1])
    return (*made, acknowledged)


def apply(incident: Incident, made: tuple[e.Event, ...], command: c.Command, context: Context) -> Incident:
    """The state after all of these events; for tests and previews, where no entries are written."""
    for event in made:
        incident = evolve(incident, event, context.now, command.by)
    return incident
