"""The review's tables of tasks and follow-ups.

Answers for: what each was, whose, by when, and what became of it. May not: hold markup.
"""

from crisis.incident.tasks import FollowUp, FollowUpKind, Task, TaskState
from crisis.language import Text
from handlers.review import words as w
from handlers.review.page import Row, Table, Tone
from handlers.review.teller import Teller

WHAT, OWNER, DUE, RESULT = Text("What", "内容"), Text("Owner", "负责人"), Text("Due", "期限"), Text("Result", "结果")
DONE = Text("done {at} by {person}", "{person} 于 {at} 完成")
DONE_LATE = Text("done {at} by {person}, {late} late", "{person} 于 {at} 完成，超时 {late}")
DROPPED = Text("dropped by {person}: {reason}", "{person} 取消：{reason}")
OPEN = Text("open", "未完成")
CALL_BACK = Text("call back: {words}", "回访：{words}")


def tasks(teller: Teller) -> Table | None:
    """What was to be done during the incident; None when nothing was written down."""
    return _table(teller, teller.review.tasks)


def follow_ups(teller: Teller) -> Table | None:
    """What is to be done after it; None when nothing was written down."""
    return _table(teller, teller.review.follow_ups)


def _table(teller: Teller, lines: tuple[Task, ...] | tuple[FollowUp, ...]) -> Table | None:
    if not lines:
        return None
    columns = ("#", *(teller.say(column) for column in (WHAT, OWNER, DUE, RESULT)))
    return Table(columns, tuple(_row(teller, line) for line in lines), toned=4)


def _row(teller: Teller, line: Task | FollowUp) -> Row:
    words = teller.words(line.text)
    if isinstance(line, FollowUp) and line.what is FollowUpKind.CALL_BACK:
        words = teller.say(CALL_BACK, words=words)
    owner = teller.person(line.owner) if line.owner else teller.say(w.NONE)
    if isinstance(line, Task) and line.role and not line.owner:
        owner = teller.role(line.role)
    due = teller.time(line.due_at) if line.due_at else teller.say(w.NONE)
    result, tone = _result(teller, line)
    return Row((str(line.number), words, owner, due, result), tone)


def _result(teller: Teller, line: Task | FollowUp) -> tuple[str, Tone]:
    at, person = teller.time(line.ended_at), teller.person(line.ended_by)
    if line.state is TaskState.DROPPED:
        return teller.say(DROPPED, person=person, reason=teller.line(line.reason)), Tone.PLAIN
    if line.state is TaskState.OPEN:
        is_late = bool(line.due_at and line.due_at < teller.review.made_at)
        return teller.say(OPEN), Tone.BAD if is_late else Tone.RUNNING
    if line.due_at and line.ended_at and line.ended_at > line.due_at:
        late = teller.duration(line.ended_at - line.due_at)
        return teller.say(DONE_LATE, at=at, person=person, late=late), Tone.BAD
    return teller.say(DONE, at=at, person=person), Tone.GOOD
