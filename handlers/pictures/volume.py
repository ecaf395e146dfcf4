"""The volume of posts over time as a picture: bars, and a line with a letter for each moment that matters.

Answers for: a picture that can be read on a phone. May not: hold words, for no font of ours has Chinese: the letters
are explained in the message that carries it. Times stand in the team's zone.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 520
LEFT, RIGHT, TOP, BOTTOM = 84, 28, 56, 64
SCALE = 2
"""Drawn so many times as large and made smaller: smooth edges."""
INK, PALE, GRID = (32, 33, 36), (112, 117, 122), (226, 229, 233)
BAR, LATEST, MARK = (47, 111, 183), (20, 72, 132), (200, 54, 48)
GAP = 0.18
LABELS = 7
"""Times under the axis, at most."""
LINES = 4
"""Of the grid, at most."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment that matters; ``letter`` stands above its line."""

    letter: str
    at: datetime


def volume(bars: Sequence[tuple[datetime, int]], step: timedelta, marks: Sequence[Mark], zone: ZoneInfo) -> bytes:
    """A PNG. ``bars``: from when, how many; in order, each ``step`` long, without a gap, at least one."""
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), "white")
    canvas = _Canvas(ImageDraw.Draw(image), bars, step)
    canvas.grid()
    canvas.bars()
    canvas.times(zone)
    for mark in marks:
        canvas.mark(mark)
    made = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(made, "PNG", optimize=True)
    return made.getvalue()


class _Canvas:
    def __init__(self, draw: ImageDraw.ImageDraw, bars: Sequence[tuple[datetime, int]], step: timedelta) -> None:
        self._draw = draw
        self._bars = bars
        self._step = step
        self._tick = nice_step(max(number for _, number in bars))
        self._highest = -(-max(number for _, number in bars) // self._tick) * self._tick or self._tick
        self._font = ImageFont.load_default(20 * SCALE)
        self._bold = ImageFont.load_default(22 * SCALE)
        self._begin, self._end = bars[0][0], bars[-1][0] + step
        self._free_from = 0.0  # where a letter has room beside the one before

    def _x(self, at: datetime) -> float:
        share = (at - self._begin) / (self._end - self._begin)
        return (LEFT + share * (WIDTH - LEFT - RIGHT)) * SCALE

    def _y(self, number: float) -> float:
        return (HEIGHT - BOTTOM - number / self._highest * (HEIGHT - TOP - BOTTOM)) * SCALE

    def grid(self) -> None:
        for number in range(0, self._highest + 1, self._tick):
            y = self._y(number)
            self._draw.line((LEFT * SCALE, y, (WIDTH - RIGHT) * SCALE, y), fill=GRID, width=SCALE)
            self._draw.text(((LEFT - 12) * SCALE, y), f"{number:,}", fill=PALE, font=self._font, anchor="rm")

    def bars(self) -> None:
        for place, (at, number) in enumerate(self._bars):
            if number:
                left, right = self._x(at), self._x(at + self._step)
                gap = (right - left) * GAP / 2
                colour = LATEST if place == len(self._bars) - 1 else BAR
                self._draw.rectangle((left + gap, self._y(number), right - gap, self._y(0)), fill=colour)
        y = self._y(0)
        self._draw.line((LEFT * SCALE, y, (WIDTH - RIGHT) * SCALE, y), fill=PALE, width=SCALE)

    def times(self, zone: ZoneInfo) -> None:
        every = -(-len(self._bars) // LABELS)
        form = "%m-%d" if self._step >= timedelta(days=1) else "%H:%M"
        shown_day = None
        for at, _ in self._bars[::every]:
            local = at.astimezone(zone)
            x = self._x(at)
            y = (HEIGHT - BOTTOM + 10) * SCALE
            self._draw.line((x, self._y(0), x, self._y(0) + 6 * SCALE), fill=PALE, width=SCALE)
            self._draw.text((x, y), local.strftime(form), fill=PALE, font=self._font, anchor="ma")
            if form == "%H:%M" and local.date() != shown_day:
                shown_day = local.date()
                self._draw.text((x, y + 24 * SCALE), local.strftime("%m-%d"), fill=INK, font=self._font, anchor="ma")

    def mark(self, mark: Mark) -> None:
        at = min(max(mark.at, self._begin), self._end)
        x = self._x(at)
        self._draw.line((x, TOP * SCALE, x, self._y(0)), fill=MARK, width=2 * SCALE)
        middle, half = (TOP - 22) * SCALE, 17 * SCALE
        beside = max(x, self._free_from)  # two moments close together must both be read
        self._free_from = beside + 2.2 * half
        self._draw.line((x, TOP * SCALE, beside, middle), fill=MARK, width=2 * SCALE)
        self._draw.ellipse((beside - half, middle - half, beside + half, middle + half), fill=MARK)
        self._draw.text((beside, middle), mark.letter, fill="white", font=self._bold, anchor="mm")


def nice_step(highest: int) -> int:
    """1, 2 or 5 with noughts: so that no more than ``LINES`` of the grid reach the highest bar."""
    step = 1
    while highest / step > LINES:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step
