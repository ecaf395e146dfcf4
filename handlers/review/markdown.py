"""The review as Markdown (CommonMark with the tables of GitHub).

Answers for: the layout, and that text from outside stays text: whatever it holds, the document's structure is the same.
May not: phrase or derive.
"""

import re
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from crisis.language import Language, Text
from crisis.review.facts import Review
from handlers.review import words as w
from handlers.review.compose import compose, teller_of
from handlers.review.page import Card, Field, Page, Row, Table
from handlers.review.teller import Teller

# Everything that can begin or end a construct inside a line, also in common extensions ($ mathematics, ~ strike, ^ =).
_SIGNS = re.compile(r"[\\`*_\[\]<>|~&$^={}]")
# A heading begins, and is closed, by # standing alone.
_HEADING = re.compile(r"(?<!\S)#(?=#*(\s|$))")
# At the start of a line only; what else begins a block there is among _SIGNS.
_BULLET = re.compile(r"^([-+:])")
_NUMBER = re.compile(r"^(\d+)([.)])")
# Bare addresses, which some readers turn into links that swallow what follows.
_ADDRESS = re.compile(r"(https?|ftp|mailto|xmpp)(:)|(www)(\.)|(@)", re.IGNORECASE)


def markdown(review: Review, language: Language, zone: ZoneInfo, names: Mapping[str, str]) -> str:
    """The whole document, ending in a line feed. ``names``: display names by Slack id; ``zone``: the team's."""
    teller = teller_of(review, language, zone, names)
    page = compose(teller)
    blocks = [
        *_head(page),
        *_score(page, teller),
        *_course(page, teller),
        *_acts(page, teller),
        *_origin(page, teller),
        *_end(page, teller),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def inline(text: str) -> str:
    """Text as text, on one line: nothing in it is markup, wherever on a line it stands."""
    line = _HEADING.sub(r"\\#", _SIGNS.sub(r"\\\g<0>", " ".join(text.split())))
    line = _NUMBER.sub(r"\1\\\2", _BULLET.sub(r"\\\1", line))
    return _ADDRESS.sub(lambda found: f"{found.group()[:-1]}\\{found.group()[-1]}", line)


def _quoted(text: str) -> str:
    """Text of several lines as a block quote, its line ends kept."""
    lines = [inline(line) for line in text.split("\n")]
    return "\n".join(
        f"> {line}\\" if line and place < len(lines) - 1 else f"> {line}" for place, line in enumerate(lines)
    )


def _cell(text: str) -> str:
    return "<br>".join(inline(line) for line in text.split("\n") if line.strip())


def _table(table: Table) -> str:
    def line(cells: Iterable[str]) -> str:
        return f"| {' | '.join(cells)} |"

    def cells(row: Row) -> Iterable[str]:
        for place, text in enumerate(row.cells):
            address = row.link(place)
            yield f"[{_cell(text)}](<{address.replace('|', '%7C')}>)" if address else _cell(text)

    head = [line(map(_cell, table.columns)), line("---" for _ in table.columns)]
    return "\n".join([*head, *(line(cells(row)) for row in table.rows)])


def _field(field: Field) -> str:
    if field.is_list:
        return "\n".join([f"- **{inline(field.label)}**", *(f"  - {inline(words)}" for words in field.words)])
    if field.address:
        return f"- **{inline(field.label)}** [{inline(field.words[0])}](<{field.address}>)"
    lines = [inline(line) for line in field.words[0].split("\n") if line.strip()]
    return f"- **{inline(field.label)}** " + "\\\n  ".join(lines)


def _fields(fields: Iterable[Field]) -> str:
    return "\n".join(_field(field) for field in fields)


def _heading(teller: Teller, text: Text, level: int = 2) -> str:
    return f"{'#' * level} {teller.say(text)}"


def _head(page: Page) -> list[str]:
    figures = Table(
        tuple(figure.label for figure in page.figures), (Row(tuple(figure.value for figure in page.figures)),)
    )
    return [
        f"# {inline(page.number)} {inline(page.title)}",
        " · ".join(f"**{inline(chip)}**" for chip in page.chips),
        *(f"> **{inline(warning)}**" for warning in page.warnings),
        inline(page.summary),
        _table(figures),
    ]


def _score(page: Page, teller: Teller) -> list[str]:
    scored = page.score
    if scored is None:
        return []
    return [
        _heading(teller, w.SCORE),
        inline(scored.sum),
        _table(scored.lines),
        f"**{inline(scored.lesson)}**",
        _heading(teller, w.REALITY, 3),
        inline(scored.about),
        _table(scored.reality) if scored.reality else "",
    ]


def _course(page: Page, teller: Teller) -> list[str]:
    points = [
        f"- {inline(point.text)}" + "".join(f"\n  {line}" for line in _quoted(point.words).split("\n") if point.words)
        for point in page.open_points
    ]
    return [
        _heading(teller, w.OPEN_POINTS),
        "\n".join(points) or teller.say(w.NOTHING_OPEN),
        _heading(teller, w.STAGE_TABLE),
        _table(page.stages),
        _heading(teller, w.TARGETS),
        _table(page.targets),
        inline(page.cadence),
        _heading(teller, w.LATE),
        _table(page.late) if page.late else teller.say(w.NOTHING_LATE),
    ]


def _card(card: Card) -> list[str]:
    remark = f" · **{inline(card.remark)}**" if card.remark else ""
    heading = inline(card.heading)
    return [
        f"### ~~{heading}~~" if card.is_over else f"### {heading}",
        f"{inline(card.byline)}{remark}",
        _quoted(card.words),
        _fields(card.fields),
    ]


def _acts(page: Page, teller: Teller) -> list[str]:
    decisions = [block for card in page.decisions for block in _card(card)]
    updates = [block for card in page.updates for block in _card(card)]
    return [
        _heading(teller, w.DECISIONS),
        *(decisions or [teller.say(w.NO_DECISIONS)]),
        _heading(teller, w.UPDATES),
        *(updates or [teller.say(w.NO_UPDATES)]),
        *([_heading(teller, w.ANSWERS), page.answer_sum] if page.answer_sum else []),
        *([_table(page.answers)] if page.answers else []),
        *([_heading(teller, w.TASKS), _table(page.tasks)] if page.tasks else []),
        *([_heading(teller, w.FOLLOW_UPS), _table(page.follow_ups)] if page.follow_ups else []),
    ]


def _origin(page: Page, teller: Teller) -> list[str]:
    mentions = [_heading(teller, w.MENTIONS, 3), page.mention_sum, _table(page.mentions)] if page.mentions else []
    volume = [_heading(teller, w.VOLUME, 3), page.volume_sum, *map(_table, page.volume)] if page.volume else []
    return [
        _heading(teller, w.PEOPLE),
        _table(page.roles) if page.roles.rows else "",
        _table(page.people) if page.people.rows else "",
        _heading(teller, w.ALERT),
        _fields(page.alert),
        *mentions,
        *volume,
    ]


def _end(page: Page, teller: Teller) -> list[str]:
    blocks = [_heading(teller, w.TIMELINE), inline(page.zone)]
    columns = (teller.say(w.TIME), "", teller.say(w.EVENT), "#")
    for day in page.timeline:
        rows = tuple(Row((moment.time, moment.mark, moment.sentence, str(moment.seq))) for moment in day.moments)
        blocks += [f"### {inline(day.date)}", _table(Table(columns, rows))]
    return [
        *blocks,
        _heading(teller, w.LEDGER),
        teller.together([page.ledger, teller.say(w.LEDGER_HEAD)]),
        f"{inline(page.ledger_entry)}{teller.say(w.COLON)}`{page.ledger_hash}`",
        teller.say(w.LEDGER_VERIFY),
        f"    {page.verify}",
        f"*{inline(page.made)}*",
    ]
