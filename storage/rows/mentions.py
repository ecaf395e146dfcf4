"""Mentions as they are kept: the statements on their table, for ``view``, ``domain`` and ``unit``.

Answers for: thousands a second go in, and each look costs what it returns. May not: judge a mention, or begin or end a
transaction.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, literal_column, select, text, update
from sqlalchemy.dialects import postgresql

from crisis.alert import Mention
from crisis.mention import (
    DRILL_SOURCE,
    OPEN_STATES,
    SLOT,
    KeptMention,
    MentionCounts,
    MentionOrder,
    MentionState,
    heat,
)
from crisis.severity import Severity
from storage import codec
from storage.database.prepared import Prepared, any_of, batches
from storage.tables.mentions import MENTION, OF_AN_INCIDENT, OF_NONE

m = MENTION.c
_CHANGING = (
    "platform", "body", "heard_at", "clock_from", "slot", "source", "story", "incident", "about", "topics", "severity",
    "score", "heat", "state", "claimed_by", "changed_at", "answer_url", "answer_text", "private_at", "answered_by",
    "answered_at", "late_by",
)  # fmt: skip
_FIELDS = ("fingerprint", *_CHANGING)
_ALL = select(m.id, *(m[name] for name in _FIELDS))
_VALUES = {name: bindparam(name, type_=m[name].type) for name in _FIELDS}
# A replica may have added the same one a moment ago. SQLite understands the same words; the other way round SQLAlchemy
# cannot say them.
_ADD = Prepared(postgresql.insert(MENTION).values(_VALUES).on_conflict_do_nothing())
_CHANGE = Prepared(
    update(MENTION)
    .where(m.id == bindparam("id_"))
    .values({name: bindparam(name, type_=m[name].type) for name in _CHANGING})
)
_BY_ID = Prepared(_ALL.where(m.id == bindparam("id")))
_BY_FINGERPRINT = Prepared(_ALL.where(m.fingerprint == bindparam("fingerprint")))
_WITH = Prepared(_ALL.where(any_of(m.fingerprint)))
_FED = m.source != literal_column(f"'{DRILL_SOURCE}'")
_AFTER = Prepared(_ALL.where(m.id > bindparam("after"), _FED).order_by(m.id).limit(bindparam("limit")))
_NEWEST = Prepared(_ALL.where(_FED).order_by(m.id.desc()).limit(bindparam("limit")))
_OF_STORY = Prepared(_ALL.where(m.story == bindparam("story")).order_by(m.id).limit(bindparam("limit")))
_NEWEST_OF_STORY = Prepared(_ALL.where(m.story == bindparam("story")).order_by(m.id.desc()).limit(bindparam("limit")))
_IN_STATE = (text(OF_AN_INCIDENT), m.incident == bindparam("incident"), m.state == bindparam("state"))
_ORDERS = {
    MentionOrder.HOTTEST: (m.heat.desc(), m.id.desc()),
    MentionOrder.OLDEST_DUE: (m.clock_from, m.id),
    MentionOrder.NEWEST: (m.clock_from.desc(), m.id.desc()),
}
_IN_ORDER = {
    order: Prepared(_ALL.where(*_IN_STATE).order_by(*columns).limit(bindparam("limit")))
    for order, columns in _ORDERS.items()
}
_UNANSWERED = Prepared(
    select(func.count(m.id)).where(*_IN_STATE, m.clock_from <= bindparam("until", type_=m.clock_from.type))
)
_IS_LATE: Any = literal_column("late_by > 0")
_COUNTED = Prepared(
    select(m.state, m.platform, m.topics, m.slot, _IS_LATE, func.count(m.id))
    .where(text(OF_AN_INCIDENT), m.incident == bindparam("incident"))
    .group_by(m.state, m.platform, m.topics, m.slot, _IS_LATE)
)
_OWED = Prepared(select(func.count(m.private_at)).where(*_IN_STATE))
_FORGOTTEN_AT_ONCE = 5_000
_ROUNDS: dict[MentionOrder, Any] = {
    MentionOrder.HOTTEST: lambda kept: (-heat(kept), -kept.id),
    MentionOrder.OLDEST_DUE: lambda kept: (kept.clock_from, kept.id),
    MentionOrder.NEWEST: lambda kept: (-kept.clock_from.timestamp(), -kept.id),
}


def by_number(connection: Connection, number: int) -> KeptMention | None:
    return _kept(_BY_ID.first(connection, {"id": number}))


def by_fingerprint(connection: Connection, fingerprint: str) -> KeptMention | None:
    return _kept(_BY_FINGERPRINT.first(connection, {"fingerprint": fingerprint}))


def with_fingerprints(connection: Connection, fingerprints: Sequence[str]) -> tuple[KeptMention, ...]:
    """See MentionsView.mentions_with."""
    wanted = list(dict.fromkeys(fingerprints))
    found = (_read(row) for values in batches(wanted) for row in _WITH.rows(connection, values))
    return tuple(sorted(found, key=lambda kept: kept.id))


def after(connection: Connection, number: int, limit: int) -> tuple[KeptMention, ...]:
    """See MentionsView.mentions_after."""
    return tuple(_read(row) for row in _AFTER.rows(connection, {"after": number, "limit": limit}))


def newest(connection: Connection, limit: int) -> tuple[KeptMention, ...]:
    """See MentionsView.newest_mentions."""
    return tuple(_read(row) for row in reversed(_NEWEST.rows(connection, {"limit": limit})))


def of_story(connection: Connection, story: int, limit: int) -> tuple[KeptMention, ...]:
    return tuple(_read(row) for row in _OF_STORY.rows(connection, {"story": story, "limit": limit}))


def newest_of_story(connection: Connection, story: int, limit: int) -> tuple[KeptMention, ...]:
    """See StoriesView.newest_of_story."""
    return tuple(_read(row) for row in reversed(_NEWEST_OF_STORY.rows(connection, {"story": story, "limit": limit})))


def of_incident(
    connection: Connection,
    incident: int,
    states: Sequence[MentionState] | None,
    limit: int,
    order: MentionOrder,
    offset: int,
) -> tuple[KeptMention, ...]:
    """See MentionsView.mentions_of. The first of each state, by the index, and of these the first."""
    found: list[KeptMention] = []
    for state in dict.fromkeys(MentionState if states is None else states):
        values = {"incident": incident, "state": state.value, "limit": offset + limit}
        found += (_read(row) for row in _IN_ORDER[order].rows(connection, values))
    return tuple(sorted(found, key=_ROUNDS[order])[offset : offset + limit])


def unanswered(connection: Connection, incident: int, until: datetime) -> int:
    """See MentionsView.mentions_unanswered."""
    values = {"incident": incident, "until": until}
    return sum(_number(connection, _UNANSWERED, values | {"state": state.value}) for state in OPEN_STATES)


def owed(connection: Connection, incident: int) -> int:
    """See MentionsView.mentions_owed."""
    return sum(_number(connection, _OWED, {"incident": incident, "state": state.value}) for state in OPEN_STATES)


def counts(connection: Connection, incident: int) -> MentionCounts:
    """See MentionsView.mention_counts."""
    states: Counter[str] = Counter()
    platforms: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    slots: Counter[int] = Counter()
    answers: Counter[bool] = Counter()
    for state, platform, named, slot, is_late, number in _COUNTED.rows(connection, {"incident": incident}):
        states[state] += number
        if is_late is not None:
            answers[bool(is_late)] += number
        if state == MentionState.ASIDE:
            continue
        platforms[platform] += number
        slots[slot] += number
        topics.update(dict.fromkeys(json.loads(named), number))
    return MentionCounts(
        tuple((state, states[state]) for state in MentionState if states[state]),
        _largest_first(platforms),
        _largest_first(topics),
        tuple((datetime.fromtimestamp(slot * SLOT.total_seconds(), UTC), slots[slot]) for slot in sorted(slots)),
        answers[False],
        answers[True],
    )


def keep(connection: Connection, kept: Sequence[KeptMention]) -> tuple[KeptMention, ...]:
    """See MentionsUnit.keep_mentions."""
    fingerprints = [each.fingerprint for each in kept]
    there = {each.fingerprint: each for each in with_fingerprints(connection, fingerprints)}
    new: dict[str, KeptMention] = {}
    for each in kept:
        if each.fingerprint not in there:
            new.setdefault(each.fingerprint, each)
    if new:
        _ADD.many(connection, [_row(each) for each in new.values()])
        there |= {each.fingerprint: each for each in with_fingerprints(connection, list(new))}
    return tuple(there[fingerprint] for fingerprint in fingerprints)


def change(connection: Connection, kept: Sequence[KeptMention]) -> None:
    """See MentionsUnit.change_mentions. Raises LookupError."""
    if kept and _CHANGE.many(connection, [_row(each) | {"id_": each.id} for each in kept]) != len(kept):
        raise LookupError(f"One of the mentions {', '.join(str(each.id) for each in kept)} is not there.")


def move(connection: Connection, source: int, target: int, stories: Sequence[int] | None) -> int:
    """See MentionsUnit.move_mentions."""
    moved = update(MENTION).where(text(OF_AN_INCIDENT), m.incident == source).values(incident=target)
    if stories is not None:
        moved = moved.where(m.story.in_(stories))
    return int(connection.execute(moved).rowcount)


def forget(connection: Connection, before: datetime) -> int:
    """Forget mentions of no incident that were heard of before then, a bounded number at once; how many."""
    old = select(m.id).where(text(OF_NONE), m.heard_at < before).order_by(m.heard_at).limit(_FORGOTTEN_AT_ONCE)
    return int(connection.execute(delete(MENTION).where(m.id.in_(old))).rowcount)


def _number(connection: Connection, statement: Prepared, values: dict[str, Any]) -> int:
    row = statement.first(connection, values)
    assert row is not None  # a count always has a row
    return int(row[0])


def _largest_first(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda one: (-one[1], one[0])))


def _row(kept: KeptMention) -> dict[str, Any]:
    return {
        "fingerprint": kept.fingerprint,
        "platform": _sound(kept.mention.platform),
        "body": codec.encode(kept.mention),
        "heard_at": kept.heard_at,
        "clock_from": kept.clock_from,
        "slot": int(kept.clock_from.timestamp() // SLOT.total_seconds()),
        "source": _sound(kept.source),
        "story": kept.story,
        "incident": kept.incident,
        "about": _list(kept.about),
        "topics": _list(kept.topics),
        "severity": None if kept.severity is None else int(kept.severity),
        "score": kept.score,
        "heat": heat(kept),
        "state": kept.state.value,
        "claimed_by": kept.claimed_by,
        "changed_at": kept.changed_at,
        "answer_url": kept.answer_url,
        "answer_text": kept.answer_text,
        "private_at": kept.solved_in_private_at,
        "answered_by": kept.answered_by,
        "answered_at": kept.answered_at,
        "late_by": None if kept.late_by is None else kept.late_by.total_seconds(),
    }


def _sound(text: str) -> str:
    """What every database can hold: no U+0000, no half of a surrogate pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _list(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False)


def _kept(row: tuple[Any, ...] | None) -> KeptMention | None:
    return _read(row) if row else None


def _read(row: tuple[Any, ...]) -> KeptMention:
    (number, fingerprint, _, body, heard_at, clock_from, _, source, story, incident, about, topics, severity, score, _,
     state, claimed_by, changed_at, answer_url, answer_text, private_at, answered_by, answered_at,
     late_by) = row  # fmt: skip
    return KeptMention(
        number,
        fingerprint,
        codec.decode(Mention, body),
        heard_at,
        clock_from,
        source,
        story,
        incident,
        tuple(json.loads(about)),
        tuple(json.loads(topics)),
        None if severity is None else Severity(severity),
        score,
        MentionState(state),
        claimed_by,
        changed_at,
        answer_url,
        answer_text,
        private_at,
        answered_by,
        answered_at,
        None if late_by is None else timedelta(seconds=late_by),
    )
