"""`make bench`: measures, prints one table. Ratios in one run where the machine matters; nothing here fails a test."""

import asyncio
import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from tests.bench import rooms, writer
from tests.bench.rig import CALL_SECONDS, rig

MEMORY_AFTER_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, with what it should be and what it stands beside."""

    what: str
    figure: str
    wanted: str = ""
    beside: str = ""


async def measure(waiting: bool) -> list[Row]:
    """All figures; ``waiting``: also those that take a minute."""
    rows: list[Row] = []
    async with rig() as made:
        rows.append(Row("ready after the start", f"{made.ready_after:.2f} s", "2.5 s"))
        made.workspace.weather.latency = CALL_SECONDS
        for severity, offers in (("SEV3", 2), ("SEV1", 8)):
            bare = await rooms.bare_script(made, len(made.workspace.people), offers)
            room = await rooms.one_room(made, severity)
            beside = f"bare script {bare['complete']:.2f}"
            rows.append(Row(f"{severity} room: people and board", f"{room['complete']:.2f} calls", "2.3", beside))
            beside = f"bare script {bare['last']:.2f}; {room['calls']} calls"
            rows.append(Row(f"{severity} room: last call", f"{room['last']:.2f} calls", "3.3", beside))
        made.workspace.weather.latency = 0.0
        accepted = await rooms.accept(made)
        rows.append(Row("202 for an alert, median", f"{accepted:.1f} ms", "20 ms"))
        made.workspace.weather.latency = CALL_SECONDS
        many = await rooms.many_rooms(made)
        beside = f"{many['calls']} calls of {CALL_SECONDS * 1000:g} ms"
        rows.append(Row("50 rooms at once: all complete", f"{many['all_complete_seconds']:.2f} s", "1.5 s", beside))
        slowest = many["slowest_acknowledgement_seconds"]
        rows.append(Row("… slowest acknowledgement meanwhile", f"{slowest:.2f} s", "1 s"))
    if waiting:
        rows.append(await _memory())
    return rows


async def _memory() -> Row:
    async with rig() as made:
        await made.alert(rooms.payload("memory", "SEV2"))
        await asyncio.sleep(MEMORY_AFTER_SECONDS)
        return Row("memory 60 s after the first Chinese alert", f"{made.memory_mib():.0f} MiB", "200 MB (150)")


def _writer() -> Iterable[Row]:
    found = writer.run()
    yield Row("writer alone: incidents opened", f"{found['opened_per_second']:.0f}/s", "", "64 callers, each committed")
    yield Row(
        "writer alone: repeated alerts", f"{found['repeated_per_second']:.0f}/s", "", "64 callers, each committed"
    )


def main() -> None:
    """Print the table."""
    rows = [*asyncio.run(measure(waiting="--quick" not in sys.argv)), *_writer()]
    print(f"\n{platform.platform()}, Python {platform.python_version()}, call times of {CALL_SECONDS * 1000:g} ms\n")
    print("| what | measured | wanted | beside it |\n| --- | --- | --- | --- |")
    for row in rows:
        print(f"| {row.what} | {row.figure} | {row.wanted} | {row.beside} |")


if __name__ == "__main__":
    main()
