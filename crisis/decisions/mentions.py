"""Mentions: what follows when they come, when somebody takes one in hand, answers it, closes it or puts it aside, and
when they become another incident's.

Answers for: one person has a mention at a time; an answer is public or it is none; what was solved in private stays
owed. May not: read or write rows (the desk does), or judge a post (``triage`` does).
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from crisis import commands as c
from crisis import events as e
from crisis.clock.due import answer_due
from crisis.commands.mentions import OnMention
from crisis.decisions import spread
from crisis.decisions.context import Context, checked_text, want_open
from crisis.decisions.record import reached
from crisis.events import PostInBrief
from crisis.incident import Incident, Target
from crisis.language import Text
from crisis.mention import OPEN_STATES, KeptMention, MentionOrder, MentionState, heat
from crisis.ports.mentions import MentionsView
from crisis.refusals import Named, Refused
from crisis.refusals import mentions as refusals
from crisis.values import replace
from crisis.words import writable

NAMED = 5
"""How many of a batch are named on the record, or in a refusal."""
BRIEF = 80
"""Characters of a post that enter the record."""
URL_KEPT = 500


def heard(incident: Incident, kept: Sequence[KeptMention], context: Context) -> tuple[e.Event, ...]:
    """What a batch of mentions means for its incident: ``kept`` are those that are new to it, with their numbers and
    ``incident`` set, each told here once only. Nothing for an empty batch."""
    new = [each for each in kept if each.state is MentionState.WAITING]
    if not new:
        return ()
    hottest = sorted(new, key=lambda each: (-heat(each), -each.id))[:NAMED]
    platforms = Counter(each.mention.platform for each in new)
    return (
        e.MentionsHeard(
            len(new),
            min(each.clock_from for each in new),
            tuple(each.id for each in hottest),
            min((each.severity for each in new if each.severity), default=None),
            tuple(sorted(platforms.items(), key=lambda one: (-one[1], one[0]))[:NAMED]),
        ),
        *spread.watched(incident, new, context),
    )


def recounted(incident: Incident, rows: MentionsView) -> tuple[e.Event, ...]:
    """The tally of an incident from its rows, after mentions were moved; nothing when it is right already. An answer
    goes along as it was judged when it was given, by the clock of the incident that the mention was of then."""
    found = rows.mention_counts(incident.number)
    counts = dict(found.by_state)
    oldest = rows.mentions_of(incident.number, OPEN_STATES, 1, MentionOrder.OLDEST_DUE)
    tally = replace(
        incident.mentions,
        waiting=counts.get(MentionState.WAITING, 0),
        claimed=counts.get(MentionState.CLAIMED, 0),
        answered=counts.get(MentionState.ANSWERED, 0),
        closed=counts.get(MentionState.CLOSED, 0),
        aside=counts.get(MentionState.ASIDE, 0),
        owed=rows.mentions_owed(incident.number),
        oldest=oldest[0].clock_from if oldest else None,
        answered_in_time=found.answered_in_time,
        answered_late=found.answered_late,
        first_heard_at=incident.mentions.first_heard_at or (oldest[0].heard_at if oldest else None),
    )
    told = () if tally == incident.mentions else (e.MentionsRecounted(tally),)
    return (*told, *spread.recounted(incident, found))


def claim(incident: Incident, command: c.ClaimMention, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    kept = _row(incident, command, context)
    _want_unanswered(kept)
    if kept.claimed_by == command.by:
        raise Refused(refusals.YOURS_ALREADY, mention=kept.id)
    if kept.claimed_by is not None:
        raise Refused(refusals.CLAIMED_ALREADY, mention=kept.id, person=Named(kept.claimed_by))
    return (e.MentionClaimed(**_facts(incident, kept)),)


def release(incident: Incident, command: c.ReleaseMention, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    kept = _row(incident, command, context)
    if kept.state is not MentionState.CLAIMED:
        raise Refused(refusals.NOBODY_HAS_IT, mention=kept.id)
    return (e.MentionReleased(**_facts(incident, kept), person=kept.claimed_by, owed=kept.is_owed),)


def answer(incident: Incident, command: c.AnswerMention, context: Context) -> tuple[e.Event, ...]:
    """In public, with a link or in words, by anybody. Also after the end: what was done late was done."""
    kept = _row(incident, command, context)
    _want_unanswered(kept)
    url, text = writable(command.url).strip(), checked_text(command.text, required=False)
    if not url and not text:
        raise Refused(refusals.ANSWER_WANTED, mention=kept.id)
    if url and not url.lower().startswith(("https://", "http://")):
        raise Refused(refusals.NO_LINK, word=url[:40])
    late_by = max(context.now - answer_due(incident, kept.clock_from, context.policy), timedelta(0))
    first = incident.is_open and incident.reached_at(Target.FIRST_ANSWER) is None
    facts = _facts(incident, kept) | {"oldest": _oldest_but(incident, kept, context)}
    answered = e.MentionAnswered(**facts, url=url, text=text, late_by=late_by, first=first, owed=kept.is_owed)
    words = " ".join(part for part in (url, text) if part)
    return (answered, *((reached(incident, Target.FIRST_ANSWER, words, context),) if first else ()))


def solve_in_private(incident: Incident, command: c.SolveInPrivate, context: Context) -> tuple[e.Event, ...]:
    """Whoever complained in public was helped in private: everybody else still reads a complaint without an answer."""
    kept = _row(incident, command, context)
    _want_unanswered(kept)
    text = checked_text(command.text, required=False)
    if kept.is_owed and not text:
        raise Refused(refusals.ALREADY_SOLVED, mention=kept.id)
    return (e.MentionSolvedInPrivate(**_facts(incident, kept), text=text, again=kept.is_owed),)


def close(incident: Incident, command: c.CloseMention, context: Context) -> tuple[e.Event, ...]:
    kept = _row(incident, command, context)
    if kept.state in (MentionState.CLOSED, MentionState.ASIDE):
        raise _is_over(kept)
    reason = checked_text(command.reason, required=False)
    if kept.is_open and not reason:
        raise Refused(refusals.WHY_CLOSED, mention=kept.id)
    facts = _facts(incident, kept) | {"oldest": _oldest_but(incident, kept, context)}
    return (e.MentionClosed(**facts, reason=reason, owed=kept.is_owed),)


def put_aside(incident: Incident, command: c.PutMentionAside, context: Context) -> tuple[e.Event, ...]:
    kept = _row(incident, command, context)
    _want_unanswered(kept)
    reason = checked_text(command.reason, required=False)
    facts = _facts(incident, kept) | {"oldest": _oldest_but(incident, kept, context)}
    aside = e.MentionPutAside(**facts, reason=reason, owed=kept.is_owed)
    return (aside, *spread.put_aside(incident, kept, context))


def reopen(incident: Incident, command: c.ReopenMention, context: Context) -> tuple[e.Event, ...]:
    want_open(incident)
    kept = _row(incident, command, context)
    if kept.is_open:
        raise Refused(refusals.STILL_OPEN, mention=kept.id, state=_state(kept))
    oldest = min(incident.mentions.oldest or kept.clock_from, kept.clock_from)
    again = e.MentionReopened(**_facts(incident, kept) | {"oldest": oldest}, late_by=kept.late_by)
    return (again, *(spread.taken_back(kept, context) if kept.state is MentionState.ASIDE else ()))


def card(incident: Incident, command: c.RecordMentionsCard, context: Context) -> tuple[e.Event, ...]:
    return () if incident.mentions.card == command.card else (e.MentionsCardPosted(command.card, command.shows),)


def card_lost(incident: Incident, command: c.RecordMentionsCardLost, context: Context) -> tuple[e.Event, ...]:
    known = incident.mentions.card
    return (e.MentionsCardLost(command.ts),) if known and known.ts == command.ts else ()


def _row(incident: Incident, command: OnMention, context: Context) -> KeptMention:
    """The mention that is meant. One of another incident is none: its words are not for those who ask here."""
    kept = context.mentions.mention(command.mention)
    if kept is None or kept.incident != incident.number:
        shown = context.mentions.mentions_of(incident.number, OPEN_STATES, NAMED)
        possible: list[Text | str | Named] = [str(each.id) for each in shown]
        if left := incident.mentions.open - len(shown) if shown else 0:
            said = refusals.MORE_WAIT
            possible.append(Text(said.en.format(count=left), said.zh.format(count=left)))
        raise Refused(
            refusals.NO_SUCH_MENTION,
            mention=command.mention,
            number=incident.number,
            possible=tuple(possible) or (refusals.NONE_WAIT,),
        )
    return kept


def _want_unanswered(kept: KeptMention) -> None:
    if not kept.is_open:
        raise _is_over(kept)


def _is_over(kept: KeptMention) -> Refused:
    return Refused(refusals.NOT_WAITING, mention=kept.id, state=_state(kept))


def _state(kept: KeptMention) -> Text:
    return refusals.STATES[kept.state.value]


def _facts(incident: Incident, kept: KeptMention) -> dict[str, Any]:
    """What every event about a mention says. The oldest that waits stays it, unless this one leaves the line."""
    return {"mention": kept.id, "post": in_brief(kept), "was": kept.state, "oldest": incident.mentions.oldest}


def in_brief(kept: KeptMention) -> PostInBrief:
    """What is needed to know a post again."""
    post = kept.mention
    return PostInBrief(post.platform[:BRIEF], post.author[:BRIEF], _beginning(post.text), post.url[:URL_KEPT])


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= BRIEF else line[: BRIEF - 1] + "…"


def _oldest_but(incident: Incident, kept: KeptMention, context: Context) -> datetime | None:
    """From when the clock of the oldest runs that is open besides this one."""
    if not kept.is_open:
        return incident.mentions.oldest
    first = context.mentions.mentions_of(incident.number, OPEN_STATES, 2, MentionOrder.OLDEST_DUE)
    return next((each.clock_from for each in first if each.id != kept.id), None)
