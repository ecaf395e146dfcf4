"""The event loop while alerts, rooms and reminders go on: its longest turns, and where they were spent."""

import asyncio
from collections import Counter
from json import loads

from tests.bench import old, reminders
from tests.bench.alerts import sent
from tests.bench.figures import Row
from tests.bench.load import payload
from tests.bench.rig import CALL_SECONDS, WATCHED, rig

LONG, LIMIT = 0.020, 0.050
WANTED = "never over 50 ms"


async def rows(url: str, seconds: float) -> list[Row]:
    """On an empty database: 1,000 reminders come due while 64 clients send alerts and ten rooms are wanted at once."""
    await old.make(url, 100)
    await reminders.make_due(url)
    async with rig(url, WATCHED) as made:
        made.workspace.weather.latency = CALL_SECONDS
        wanted = [payload("open", number, "loop") for number in range(10)]
        await asyncio.gather(*(made.alert(each) for each in wanted))
        for kind in ("held", "repeat", "open"):
            await sent(made, kind, seconds / 3)
        await made.stop()
        found = loads(made.report.read_text())
    blocks = [(took, used, place) for at, took, used, place, _ in found["blocks"] if at > made.begun]
    if not blocks:
        return [Row("longest turn of the event loop", f"under {LONG * 1000:.0f} ms", WANTED)]
    by_clock, by_use = max(blocks), max(blocks, key=lambda block: block[1])
    often = Counter(place for *_, place in blocks).most_common(3)
    over = sum(took > LIMIT for took, *_ in blocks)
    return [
        Row("longest turn by the clock", f"{by_clock[0] * 1000:.0f} ms", WANTED, f"in {by_clock[2]}"),
        Row(
            "longest turn by what the loop itself did",
            f"{by_use[1] * 1000:.0f} ms",
            WANTED,
            f"in {by_use[2]}; the rest is waiting for another thread or program",
        ),
        Row(
            f"turns over {LONG * 1000:.0f} ms; over {LIMIT * 1000:.0f} ms",
            f"{len(blocks)}; {over}, in {found['seconds']:.0f} s",
            f"0 over {LIMIT * 1000:.0f} ms",
            "most often in " + "; ".join(f"{place} ({number})" for place, number in often),
        ),
    ]
