"""What follows when posts spread: they are counted; a worse severity is proposed, or given where the policy says so.

May not: read rows, or judge one post (``triage`` does).
"""

from collections.abc import Sequence

from crisis import events as e
from crisis.commands import AskForChart, ChangeSeverity, SettleProposal
from crisis.decisions import spread_texts as t
from crisis.decisions.context import Context, want_open
from crisis.decisions.progress import change_severity
from crisis.decisions.spreading import Grown, counted, grown
from crisis.evolve import evolve
from crisis.incident import Incident, Who
from crisis.incident.spread import LONGEST_WINDOW, Proposal, SpreadWhy
from crisis.mention import KeptMention, MentionCounts, MentionState, slot_of
from crisis.refusals import Refused
from crisis.severity import Severity

LONGEST_CHART = 24 * 31  # hours
COUNTED = tuple(state for state in MentionState if state is not MentionState.ASIDE)
LOOKED_AT = 50
"""Posts among which the biggest account is looked for when that of another meaning goes."""


def watched(incident: Incident, new: Sequence[KeptMention], context: Context) -> tuple[e.Event, ...]:
    """What a batch of mentions that are new to the incident means for its severity. Nothing for an empty batch."""
    if not new:
        return ()
    seen = _counted(new, context)
    after = evolve(incident, seen, context.now, None)
    why = grown(incident.spread, after.spread, new, context.policy.spread, context.now)
    if why is None or incident.severity is Severity.SEV1 or not incident.is_open or open_proposal(incident):
        return (seen,)
    proposed = _proposal(after, why, context)
    if proposed.severity not in context.policy.spread.acts_alone:
        return (seen, proposed)
    given = evolve(after, proposed, context.now, None)
    return (seen, proposed, *_give(given, proposed, None, context))


def recounted(incident: Incident, counts: MentionCounts) -> tuple[e.Event, ...]:
    """All that the incident has now, after posts were moved or put aside; nothing when it is right already."""
    total = sum(number for _, number in counts.by_slot)
    if total == incident.spread.total:
        return ()
    since = counts.by_slot[-1][0] - LONGEST_WINDOW if counts.by_slot else None
    slots = tuple((at, number) for at, number in counts.by_slot if since is None or at >= since)
    return (e.SpreadCounted(total, slots, counts.by_platform, counts.by_topic, incident.spread.largest, anew=True),)


def put_aside(incident: Incident, kept: KeptMention, context: Context) -> tuple[e.Event, ...]:
    """A post that counted is not about us: what people see of the spread is without it."""
    slots, platforms, topics = counted((kept,))
    largest = incident.spread.largest
    if kept.mention.followers >= largest:
        # The biggest of those that are left, as far as a look at the hottest shows: one that is smaller than some other
        # may be told as big once more, which is better than a big one that nobody is told of.
        left = context.mentions.mentions_of(incident.number, COUNTED, LOOKED_AT)
        largest = max((each.mention.followers for each in left if each.id != kept.id), default=0)
    return (
        e.SpreadUncounted(
            1, tuple(slots.items()), tuple(platforms.items()), tuple(sorted(topics.items())), largest=largest
        ),
    )


def taken_back(kept: KeptMention, context: Context) -> tuple[e.Event, ...]:
    """It is about us after all. That asks for no worse severity: whoever takes it back has it before their eyes."""
    return (_counted((kept,), context),)


def open_proposal(incident: Incident) -> Proposal | None:
    """The newest that waits for an answer and still asks for more than there is."""
    waiting = (each for each in reversed(incident.spread.proposals) if each.settled_at is None)
    return next((each for each in waiting if each.severity < incident.severity), None) if incident.is_open else None


def settle(incident: Incident, command: SettleProposal, context: Context) -> tuple[e.Event, ...]:
    """Raises Refused when there is nothing to be said any more."""
    want_open(incident)
    proposal = incident.spread.proposal(command.number)
    if proposal is None or proposal.settled_at or proposal.severity >= incident.severity:
        raise Refused(t.SETTLED_ALREADY, severity=incident.severity.name)
    settled = e.ProposalSettled(proposal.number, proposal.severity, command.accepted)
    if not command.accepted:
        return (settled,)
    after = evolve(incident, settled, context.now, command.by)
    return (settled, *_changed(after, proposal.severity, proposal.why, command.by, context))


def ask_for_chart(incident: Incident, command: AskForChart, context: Context) -> tuple[e.Event, ...]:
    """Raises Refused when there is nothing to draw."""
    if not incident.spread.total:
        raise Refused(t.NO_POSTS, number=incident.number)
    return (e.ChartAsked(min(max(command.hours, 0), LONGEST_CHART)),)


def _counted(new: Sequence[KeptMention], context: Context) -> e.SpreadCounted:
    slots, platforms, topics = counted(new)
    since = slot_of(context.now - LONGEST_WINDOW)
    return e.SpreadCounted(
        len(new),
        tuple(sorted((at, number) for at, number in slots.items() if at >= since)),
        tuple(sorted(platforms.items())),
        tuple(sorted(topics.items())),
        max(each.mention.followers for each in new),
    )


def _proposal(incident: Incident, why: Grown, context: Context) -> e.SeverityProposed:
    return e.SeverityProposed(
        number=len(incident.spread.proposals) + 1,
        severity=Severity(incident.severity - 1),
        why=why.why,
        total=incident.spread.total,
        before=why.before,
        minutes=int(context.policy.spread.window.total_seconds() // 60),
        author=why.author,
        followers=why.followers,
        platform=why.platform,
    )


def _give(incident: Incident, proposed: e.SeverityProposed, by: Who, context: Context) -> tuple[e.Event, ...]:
    settled = e.ProposalSettled(proposed.number, proposed.severity, True)
    after = evolve(incident, settled, context.now, by)
    return (settled, *_changed(after, proposed.severity, proposed.why, by, context))


def _changed(incident: Incident, severity: Severity, why: SpreadWhy, by: Who, context: Context) -> tuple[e.Event, ...]:
    reason = t.BECAUSE[why].say(context.policy.language)
    return change_severity(incident, ChangeSeverity(incident.number, by, severity, reason), context)
