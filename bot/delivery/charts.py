"""The volume of posts over time as a picture in the incident channel.

Answers for: which bars and which moments. May not: draw (``handlers.pictures`` does) or count (the store does).
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.delivery.office import Office, Wish, in_channel
from bot.delivery.uploads import upload_once
from bot.slack.calls import Moot
from crisis import events as e
from crisis.incident import Incident, Target
from crisis.language import Text
from handlers.views.spread import step_for, steps
from handlers.wording.vocabulary import say, slack_time, target_name

TITLE = Text("Posts over time, #{number}", "帖文走势 #{number}")
EXPLAINED = Text("{letter} {what} {at}", "{letter} {what} {at}")
FIRST_SIGHT = Text("first sight", "首次发现")
EACH_BAR = Text("one bar for {step}, times in {zone}", "每柱 {step}，时区 {zone}")
LEAST_BARS = 12
"""Fewer look like blocks."""
MOST_BARS = 60
Moment = tuple[datetime, Text]


async def upload_chart(wish: Wish, office: Office) -> None:
    incident, channel = in_channel(wish)
    entry = await office.desk.read(lambda view: view.entry(incident.number, wish.effect.seq))
    counts = await office.desk.read(lambda view: view.mention_counts(incident.number))
    hours = entry.event.hours if entry and isinstance(entry.event, e.ChartAsked) else 0
    since = entry.at - timedelta(hours=hours) if entry and hours else None
    slots = [each for each in counts.by_slot if since is None or each[0] >= since]
    if not slots:
        raise Moot("no posts")
    step, step_name = step_for(slots[-1][0] - slots[0][0], MOST_BARS)
    zone, language = office.desk.policy.timezone, office.language
    bars = padded(steps(slots, step, ZoneInfo(zone)), step)
    moments = [each for each in marked(incident) if bars[0][0] <= each[0] <= bars[-1][0] + step]
    content = await asyncio.to_thread(_drawn, bars, step, moments, ZoneInfo(zone))
    explained = [
        say(EXPLAINED, language, letter=letter, what=what, at=slack_time(at, language))
        for letter, (at, what) in zip(LETTERS, moments, strict=False)
    ]
    words = " · ".join([*explained, say(EACH_BAR, language, step=step_name, zone=zone)])
    title = TITLE.say(language, number=incident.number)
    name = f"posts-{incident.number}-{wish.effect.seq}.png"
    await upload_once(wish, office, channel, name, title, content, words)


LETTERS = "ABCDEFG"


def marked(incident: Incident) -> list[Moment]:
    """The moments that a chart shows, in their order."""
    found: list[Moment] = [(incident.opened_at, FIRST_SIGHT)]
    found += [
        (at, target_name(target))
        for target in (Target.FIRST_ANSWER, Target.FIRST_STATEMENT)
        if (at := incident.reached_at(target))
    ]
    return sorted(found, key=lambda each: each[0])


def padded(bars: Sequence[tuple[datetime, int]], step: timedelta) -> list[tuple[datetime, int]]:
    """At least ``LEAST_BARS``, empty ones before the first."""
    missing = max(LEAST_BARS - len(bars), 0)
    return [*((bars[0][0] - step * place, 0) for place in range(missing, 0, -1)), *bars]


def _drawn(bars: Sequence[tuple[datetime, int]], step: timedelta, moments: Sequence[Moment], zone: ZoneInfo) -> bytes:
    # Loaded when the first chart is asked for: it costs memory and time to start, and most days nobody asks.
    from handlers.pictures.volume import Mark, volume

    return volume(bars, step, [Mark(letter, at) for letter, (at, _) in zip(LETTERS, moments, strict=False)], zone)
