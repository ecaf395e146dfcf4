"""The review's table of mentions: who answered which, when, and whether in time.

Answers for: one sentence of figures and one line for each that somebody did something about. May not: hold markup.
"""

from datetime import timedelta

from crisis.language import Text
from crisis.mention import MentionState
from crisis.review.mentions import MentionLine
from handlers.review import words as w
from handlers.review.page import Row, Table, Tone
from handlers.review.teller import Teller
from handlers.review.text import address
from handlers.wording.platforms import platform_name

POST, ANSWER, RESULT = Text("Post", "帖文"), Text("Answer", "回应"), Text("Result", "结果")
NAMED = Text("{author} ({platform}): {words}", "{author}（{platform}）：{words}")
SOMEBODY = Text("somebody", "匿名用户")
SUM = Text(
    "{total} mentions: {answered} answered in public, {met} of them in time; {open} not answered; {aside} not about "
    "us.",
    "共 {total} 条提及：公开回应 {answered} 条，其中按时 {met} 条；未回应 {open} 条；与我们无关 {aside} 条。",
)
OWED = Text("{count} solved in private have no public answer yet.", "其中 {count} 条已私下解决，公开回应仍未补上。")
ANSWERED = Text("answered {at} by {person}", "{person} 于 {at} 回应")
ANSWERED_LATE = Text("answered {at} by {person}, {late} late", "{person} 于 {at} 回应，超时 {late}")
PRIVATE = Text("solved in private {at} by {person}; no public answer", "{person} 于 {at} 私下解决，未公开回应")
CLAIMED = Text("taken in hand {at} by {person}, not answered", "{person} 于 {at} 认领，未回应")
CLOSED = Text("closed without an answer {at} by {person}", "{person} 于 {at} 闭环，未回应")
ASIDE = Text("not about us, says {person} {at}", "{person} 于 {at} 判定与我们无关")
WAITS = Text("waits", "待回应")
UNANSWERED: dict[MentionState, Text] = {
    MentionState.CLOSED: CLOSED,
    MentionState.ASIDE: ASIDE,
    MentionState.CLAIMED: CLAIMED,
    MentionState.WAITING: WAITS,
}


def answers(teller: Teller) -> tuple[Table | None, str]:
    """What became of the mentions, and their figures; None and nothing where there were none."""
    tally, lines = teller.review.mention_tally, teller.review.mentions
    if not tally.total and not tally.aside:
        return None, ""
    said = teller.say(
        SUM,
        total=tally.total + tally.aside,
        answered=tally.answered_in_time + tally.answered_late,
        met=tally.answered_in_time,
        open=tally.open,
        aside=tally.aside,
    )
    if tally.owed:
        said = teller.together([said, teller.say(OWED, count=tally.owed)])
    if not lines:
        return None, said
    columns = ("#", *(teller.say(column) for column in (POST, ANSWER, RESULT)))
    return Table(columns, tuple(_row(teller, line) for line in lines), toned=3), said


def _row(teller: Teller, line: MentionLine) -> Row:
    post = teller.say(
        NAMED,
        author=teller.line(line.post.author) or teller.say(SOMEBODY),
        platform=teller.line(platform_name(line.post.platform).say(teller.language)) or teller.say(w.NONE),
        words=teller.line(line.post.text) or teller.say(w.NONE),
    )
    link = address(line.url)
    answer = teller.words(line.words) or (teller.line(line.url) if line.url else teller.say(w.NONE))
    result, tone = _result(teller, line)
    return Row((str(line.number), post, answer, result), tone, links=((2, link),) if link else ())


def _result(teller: Teller, line: MentionLine) -> tuple[str, Tone]:
    at, person = teller.time(line.at), teller.person(line.by)
    if line.answered and line.late_by > timedelta(0):
        late = teller.duration(line.late_by)
        return teller.say(ANSWERED_LATE, at=at, person=person, late=late), Tone.BAD
    if line.answered:
        return teller.say(ANSWERED, at=at, person=person), Tone.GOOD
    if line.private_at and line.state is MentionState.CLAIMED:
        return teller.say(PRIVATE, at=at, person=person), Tone.BAD
    tone = Tone.BAD if line.state in (MentionState.WAITING, MentionState.CLAIMED) else Tone.PLAIN
    return teller.say(UNANSWERED.get(line.state, WAITS), at=at, person=person), tone
