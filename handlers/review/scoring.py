"""The score card of a drill, as a section of its review.

Answers for: what the section shows. May not: hold markup, or judge (``crisis.review.score`` does).
"""

from crisis.review.score import ScoreCard, ScoreLine, Verdict
from handlers.review import words as w
from handlers.review.page import Row, Scoring, Table, Tone
from handlers.review.teller import Teller
from handlers.review.text import one_line

_TONES = {Verdict.MET: Tone.GOOD, Verdict.LATE: Tone.BAD, Verdict.MISSED: Tone.BAD, Verdict.OPEN: Tone.PLAIN}
_VERDICTS = {
    Verdict.MET: w.SCORE_MET,
    Verdict.LATE: w.SCORE_LATE,
    Verdict.MISSED: w.SCORE_MISSED,
    Verdict.OPEN: w.SCORE_OPEN,
}


def scoring(teller: Teller) -> Scoring | None:
    """How the drill went; None when there is no score."""
    card = teller.review.score
    if card is None:
        return None
    columns = (w.EXPECTED, w.POINTS, w.RESULT_COLUMN, w.DONE_AFTER, w.WITHIN, w.REAL_AFTER)
    return Scoring(
        sum=_sum(card, teller),
        lines=Table(
            tuple(teller.say(column) for column in columns), tuple(_row(line, teller) for line in card.lines), toned=2
        ),
        lesson=teller.say(w.LESSON, words=one_line(card.lesson.say(teller.language))),
        about=one_line(card.about.say(teller.language)),
        reality=_reality(card, teller),
    )


def _sum(card: ScoreCard, teller: Teller) -> str:
    said = [teller.say(w.SCORE_SUM, points=card.points, possible=card.possible, took=teller.duration(card.took))]
    if card.stopped:
        said.append(teller.say(w.SCORE_STOPPED))
    if card.speed > 1:
        said.append(teller.say(w.SCORE_FASTER, speed=card.speed))
    return teller.together(said)


def _row(line: ScoreLine, teller: Teller) -> Row:
    none = teller.say(w.NONE)
    times = (teller.duration(each) if each is not None else none for each in (line.done, line.due, line.real))
    points = f"{line.points}/{line.expectation.points}"
    said = one_line(line.expectation.text.say(teller.language))
    return Row((said, points, teller.say(_VERDICTS[line.verdict]), *times), _TONES[line.verdict])


def _reality(card: ScoreCard, teller: Teller) -> Table | None:
    if not card.reality:
        return None
    rows = tuple(Row((teller.duration(deed.at), one_line(deed.text.say(teller.language)))) for deed in card.reality)
    return Table((teller.say(w.AFTER_COLUMN), teller.say(w.WHAT)), rows)
