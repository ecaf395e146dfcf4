"""The time bar: the incident's life as one drawing, inline SVG without script.

Answers for: where things stand on the line, and the words that stand for the drawing. May not: derive facts, or choose
colours (the style sheet does, so that the drawing follows dark mode and print).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup

from crisis.review.facts import Standing, TargetLine
from handlers.review import words as w
from handlers.review.teller import Teller
from handlers.wording.vocabulary import severity_label, stage_name, target_name

WIDE, NARROW = 920, 360
# Longer than this, and the first hour, where most is decided, would be a sliver: it gets a drawing of its own.
NEEDS_A_CLOSER_LOOK = timedelta(hours=3)
CLOSER_LOOK = timedelta(minutes=90)
STEPS = tuple(
    timedelta(minutes=minutes)
    for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200, 129600, 525600)
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """One drawing in two widths; a style sheet shows the one that fits."""

    heading: str
    wide: Markup
    narrow: Markup


def drawings(teller: Teller) -> tuple[Drawing, ...]:
    """The first ninety minutes of a long incident, then all of it."""
    review = teller.review
    first = review.moments.first_sight
    until = max(review.until, first + timedelta(minutes=1))
    started = review.moments.started_at
    # Trouble that went unseen for days would press everything else together.
    since = started if started and first - (until - first) <= started < first else first
    spans = [(teller.say(w.WHOLE), since, until)]
    if until - since > NEEDS_A_CLOSER_LOOK:
        heading = teller.say(w.FIRST_WINDOW, duration=teller.duration(CLOSER_LOOK))
        spans.insert(0, (heading, first, first + CLOSER_LOOK))
    return tuple(
        Drawing(
            heading,
            _Bar(teller, start, end, WIDE, f"w{place}").draw(heading),
            _Bar(teller, start, end, NARROW, f"n{place}").draw(heading),
        )
        for place, (heading, start, end) in enumerate(spans)
    )


@dataclass(slots=True)
class _Bar:
    teller: Teller
    since: datetime
    until: datetime
    width: int
    ident: str

    @property
    def is_narrow(self) -> bool:
        return self.width < 600

    @property
    def left(self) -> int:
        return 4 if self.is_narrow else 104

    def x(self, at: datetime) -> float:
        """Where a moment stands; outside of the window at its edge."""
        share = (at - self.since) / (self.until - self.since)
        return round(self.left + min(max(share, 0.0), 1.0) * (self.width - self.left - 14), 1)

    def shows(self, at: datetime) -> bool:
        return self.since <= at <= self.until

    def draw(self, heading: str) -> Markup:
        rows: list[Callable[[float], tuple[float, list[Markup]]]] = [self._stages, self._severities]
        rows += [self._target_row(line) for line in self.teller.review.targets if line.due_at or line.reached_at]
        rows += [self._updates, self._decisions]
        y, parts = 30.0, []
        for row in rows:
            height, marks = row(y)
            parts += marks
            y += height
        title = self.teller.say(w.BAR_TITLE, number=self.teller.review.number, heading=heading)
        names = Markup('<title id="t{0}">{1}</title><desc id="d{0}">{2}</desc>').format(
            self.ident, title, self._described()
        )
        opening = Markup(
            '<svg class="bar {}" viewBox="0 0 {} {}" role="img" aria-labelledby="t{} d{}" xmlns="http://www.w3.org/2000/svg">'
        ).format("narrow" if self.is_narrow else "wide", self.width, int(y) + 6, self.ident, self.ident)
        return Markup("").join([opening, names, *self._axis(y), *parts, Markup("</svg>")])

    def _described(self) -> str:
        """The drawing in words; the tables next to it hold every figure."""
        teller = self.teller
        said = [
            teller.say(
                w.BAR_STAGE,
                stage=stage_name(span.stage),
                since=teller.time(span.since),
                until=teller.time(span.until or teller.review.until),
            )
            for span in teller.review.stages
            if span.stage.is_open and span.since < self.until
        ]
        said += [
            teller.say(w.BAR_OWED, since=teller.time(silence.since), until=teller.time(silence.until))
            for silence in teller.review.cadence.silences
            if silence.since < self.until
        ]
        return ("；" if teller.language == "zh" else "; ").join(said)

    def _axis(self, bottom: float) -> Iterator[Markup]:
        most = 4 if self.is_narrow else 9
        step = next((step for step in STEPS if (self.until - self.since) / step <= most), STEPS[-1])
        zone = self.teller.speaker.zone
        midnight = self.since.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        at = midnight + step * -(-(self.since - midnight) // step)
        day = midnight.date()
        while at <= self.until:
            local = at.astimezone(zone)
            label = self.teller.clock(local, seconds=False)
            if local.date() != day or step >= timedelta(days=1):
                label = self.teller.short_day(local) if label == "00:00" else label
                day = local.date()
            x = self.x(at)
            anchor = "end" if x > self.width - 30 else "start" if x < self.left + 16 else "middle"
            yield Markup(
                '<line class="grid" x1="{0}" x2="{0}" y1="22" y2="{1}"/>'
                '<text class="tick" x="{0}" y="14" text-anchor="{2}">{3}</text>'
            ).format(x, bottom, anchor, label)
            at += step

    def _label(self, y: float, text: str, height: float) -> tuple[float, Markup]:
        """A row's name: at its left where there is room, else above. Returns where the row itself begins."""
        if self.is_narrow:
            return y + 20, Markup('<text class="row" x="{}" y="{}">{}</text>').format(self.left, y + 14, text)
        return y, Markup('<text class="row" x="0" y="{}">{}</text>').format(y + height / 2 + 4, text)

    def _stages(self, y: float) -> tuple[float, list[Markup]]:
        review, teller = self.teller.review, self.teller
        top, label = self._label(y, teller.heading(w.STAGES), 28)
        parts = [label]
        first = review.moments.first_sight
        if self.since < first:
            parts.append(self._band(top, 28, "unseen", self.since, first, teller.say(w.UNSEEN_BAND)))
        for span in review.stages:
            end = span.until or review.until
            if span.stage.is_open and span.since < self.until and end > self.since:
                name = stage_name(span.stage).say(teller.language)
                parts.append(self._band(top, 28, f"s-{span.stage}", span.since, end, name))
        return top - y + 32, parts

    def _band(self, y: float, height: float, kind: str, since: datetime, until: datetime, name: str) -> Markup:
        x, end = self.x(since), self.x(until)
        hint = self.teller.say(w.BAR_STAGE, stage=name, since=self.teller.time(since), until=self.teller.time(until))
        band = Markup('<g><title>{}</title><rect class="band {}" x="{}" y="{}" width="{}" height="{}" rx="3"/>').format(
            hint, kind, x, y, max(round(end - x - 1, 1), 1.5), height
        )
        room = end - x > 10 + sum(13 if ord(sign) > 0x2E80 else 7.5 for sign in name)
        text = Markup('<text class="in {}" x="{}" y="{}">{}</text>').format(
            f"on-{kind}", x + 6, y + height / 2 + 4.5, name
        )
        return band + (text if room else Markup("")) + Markup("</g>")

    def _severities(self, y: float) -> tuple[float, list[Markup]]:
        review, teller = self.teller.review, self.teller
        top, label = self._label(y, teller.heading(w.SEVERITY), 18)
        bands = [
            self._band(
                top, 18, f"sev{span.severity}", span.since, span.until or review.until,
                severity_label(span.severity).say(teller.language),
            )
            for span in review.severities
            if span.since < self.until and (span.until or review.until) > self.since
        ]  # fmt: skip
        return top - y + 28, [label, *bands]

    def _target_row(self, line: TargetLine) -> Callable[[float], tuple[float, list[Markup]]]:
        return lambda y: self._target(y, line)

    def _target(self, y: float, line: TargetLine) -> tuple[float, list[Markup]]:
        review, teller = self.teller.review, self.teller
        top, label = self._label(y, teller.heading(target_name(line.target)), 18)
        middle = top + 9
        first, due, reached = review.moments.first_sight, line.due_at, line.reached_at
        is_bad = line.standing in (Standing.LATE, Standing.NEVER)
        tone = "bad" if is_bad else "good" if line.standing is Standing.MET else "plain"
        parts = [label]
        end = reached or (review.until if is_bad else min(due or review.until, review.until))
        track = Markup('<line class="track {}" x1="{}" x2="{}" y1="{}" y2="{}"/>')
        inside = min(due, end) if due else end
        parts.append(track.format("good" if tone == "good" else "plain", self.x(first), self.x(inside), middle, middle))
        if is_bad and due:
            parts.append(track.format("bad", self.x(due), self.x(end), middle, middle))
        if due and self.shows(due):
            hint = f"{teller.say(w.LEGEND_LIMIT)} {teller.time(due)}"
            parts.append(
                Markup('<g><title>{0}</title><line class="limit" x1="{1}" x2="{1}" y1="{2}" y2="{3}"/></g>').format(
                    hint, self.x(due), middle - 8, middle + 8
                )
            )
        if reached and self.shows(reached):
            parts.append(self._mark(self.x(reached), middle, tone, teller.time(reached)))
        elif is_bad and not reached:
            parts.append(self._mark(self.x(review.until), middle, "bad", teller.say(w.NEVER_CAME)))
        return top - y + 24, parts

    def _mark(self, x: float, y: float, tone: str, hint: str) -> Markup:
        """A round mark with a sign: colour is never alone in telling good from bad."""
        sign = {
            "good": f"M{x - 3.2},{y + 0.2}l2.3,2.5l4.2,-5",
            "bad": f"M{x - 2.6},{y - 2.6}l5.2,5.2m0,-5.2l-5.2,5.2",
        }.get(tone, f"M{x - 3},{y}h6")
        return Markup(
            '<g><title>{}</title><circle class="dot {}" cx="{}" cy="{}" r="7"/><path class="sign" d="{}"/></g>'
        ).format(hint, tone, x, y, sign)

    def _updates(self, y: float) -> tuple[float, list[Markup]]:
        review, teller = self.teller.review, self.teller
        if not (review.updates or review.cadence.silences):
            return 0, []
        top, label = self._label(y, teller.heading(w.UPDATES), 18)
        parts = [label]
        for silence in review.cadence.silences:
            if silence.since < self.until and silence.until > self.since:
                x, end = self.x(silence.since), self.x(silence.until)
                hint = teller.say(w.BAR_OWED, since=teller.time(silence.since), until=teller.time(silence.until))
                parts.append(
                    Markup(
                        '<g><title>{}</title><rect class="owed" x="{}" y="{}" width="{}" height="8" rx="2"/></g>'
                    ).format(hint, x, top + 5, max(round(end - x, 1), 2))
                )
        for line in review.updates:
            if self.shows(line.at):
                hint = f"{teller.say(w.UPDATE, number=line.number)} {teller.time(line.at)}"
                kind = "late" if line.late_by else "timely"
                parts.append(
                    Markup(
                        '<g><title>{}</title><rect class="update {}" x="{}" y="{}" width="5" height="18" rx="2"/></g>'
                    ).format(hint, kind, round(self.x(line.at) - 2.5, 1), top)
                )
        return top - y + 26, parts

    def _decisions(self, y: float) -> tuple[float, list[Markup]]:
        """Numbered; those that would cover one another stand in further lanes."""
        review, teller = self.teller.review, self.teller
        shown = [line for line in review.decisions if self.shows(line.at)]
        if not shown:
            return 0, []
        top, label = self._label(y, teller.heading(w.DECISIONS), 20)
        parts, lanes = [label], [-100.0]
        for line in shown:
            x = self.x(line.at)
            lane = next((place for place, last in enumerate(lanes) if x - last >= 22), len(lanes))
            lanes[lane : lane + 1] = [x]
            hint = f"{teller.say(w.DECISION, number=line.number)}{teller.say(w.COLON)}{teller.line(line.text)}"
            middle = top + 10 + 22 * lane
            parts.append(
                Markup(
                    '<g><title>{}</title><circle class="decision{}" cx="{}" cy="{}" r="9.5"/>'
                    '<text class="number" x="{}" y="{}" text-anchor="middle">{}</text></g>'
                ).format(hint, " over" if line.replaced_by else "", x, middle, x, middle + 4, line.number)
            )
        return top - y + 22 * len(lanes) + 4, parts
