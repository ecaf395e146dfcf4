"""`make bench`: measures and writes docs/benchmarks.md. Ratios in one run where the machine matters; nothing here fails
a test.

    python -m tests.bench [--quick] [--only NAME …] [--print]

``--quick``: shorter and smaller, which the page says; ``--only``: some sections, which are printed only, as all are
with ``--print``. Anything else running on the machine shows in the figures: its load is written beside them.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psycopg

from bot.clock.clocks import machine_now
from tests.bench import (
    alerts,
    boards,
    figures,
    growth,
    intake,
    loop,
    memory,
    offers,
    old,
    posts,
    reminders,
    rooms,
    triage_brand,
    triage_severity,
    triage_similar,
    triage_speed,
    triage_stories,
)
from tests.bench.figures import Row, Section
from tests.bench.rig import CALL_SECONDS, Rig, rig
from tests.postgres import PostgresServer, running_server


@dataclass(frozen=True, slots=True)
class Size:
    """How long and how large."""

    seconds: float
    bare_units: int
    pending: Sequence[int]
    at_once: Sequence[int]
    old: Sequence[int]
    rounds: int
    rest_seconds: float
    changing_seconds: float
    similar: int
    stream: int


FULL = Size(10, 4_000, (100, 10_000, 100_000), (1, 10, 50), (100, 10_000, 100_000), 30, 60, 60, 10_000, 100_000)
QUICK = Size(4, 1_000, (100, 10_000), (1, 10), (100, 10_000), 10, 5, 20, 2_000, 20_000)
LATENCIES = (0.0, 0.1, 0.3)
POSTGRES_PENDING = 10_000
STARTS = 4

Measure = Callable[[Size, PostgresServer], Awaitable[Section]]


async def start_and_rooms(size: Size, postgres: PostgresServer) -> Section:
    rows = await _starts()
    async with rig() as made:
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
        rows.append(Row("202 for one alert, median", f"{accepted:.1f} ms", "20 ms"))
        for latency in LATENCIES:
            made.workspace.weather.latency = latency
            for number in size.at_once:
                rows += await _at_once(made, latency, number)
    about = (
        f"Call times are of {CALL_SECONDS * 1000:g} ms; a bare script makes the same calls without any of ours between."
    )
    return Section("Start and rooms", about, rows)


async def _starts() -> list[Row]:
    """The first start makes the database, which every other finds there."""
    with tempfile.TemporaryDirectory() as folder:
        seconds: list[float] = []
        for _ in range(STARTS):
            async with rig(f"sqlite:///{folder}/starts.db") as made:
                seconds.append(made.ready_after)
    again = f"median of {STARTS - 1}; {min(seconds[1:]):.2f} to {max(seconds[1:]):.2f} s"
    return [
        Row("ready after the first start, which makes the database", f"{seconds[0]:.2f} s", "2.5 s"),
        Row("ready after another start", f"{median(seconds[1:]):.2f} s", "2.5 s", again),
    ]


async def _at_once(made: Rig, latency: float, number: int) -> list[Row]:
    many = await rooms.many_rooms(made, number)
    what = f"{number} room{'s' if number > 1 else ''} at once, {latency * 1000:g} ms a call"
    slowest = many["slowest_acknowledgement_seconds"]
    wanted = "1.5 s" if (number, latency) == (50, CALL_SECONDS) else ""
    beside = f"{many['calls']:.0f} calls; slowest acknowledgement meanwhile {slowest:.2f} s (1 s)"
    return [Row(f"{what}: all complete", f"{many['all_complete_seconds']:.2f} s", wanted, beside)]


async def current(size: Size, postgres: PostgresServer) -> Section:
    async with rig() as made:
        rows = await boards.rows(made, size.changing_seconds)
    return Section(
        "Boards",
        f"One SEV1 changes {boards.CHANGES} times a minute and twenty other incidents every "
        f"{boards.OTHERS_EVERY:g} s, for {size.changing_seconds:g} s by the clock, with calls of "
        f"{CALL_SECONDS * 1000:g} ms; the workspace allows the app 50 edits a minute. Offers run out meanwhile, as "
        "they do. Out of date is from the acceptance of a change to the answer of the first edit that shows it.",
        rows,
    )


async def accepted(size: Size, postgres: PostgresServer) -> Section:
    plan = alerts.Plan(size.seconds, size.bare_units)
    rows = [row async for row in alerts.rows(plan)]
    urls = postgres.new_url(), postgres.new_url()
    rows += [_on_postgres(row) async for row in alerts.rows(plan, *urls)]
    return Section(
        "Alerts",
        "64 clients in a process of their own, each waits for its 202, which comes after the commit; the workspace "
        f"answers calls after {CALL_SECONDS * 1000:g} ms meanwhile. The bare writer commits the same rows for 64 "
        "callers, without HTTP and without the domain, in the same run.",
        rows,
    )


async def lateness(size: Size, postgres: PostgresServer) -> Section:
    rows: list[Row] = []
    for pending in size.pending:
        with _file() as url:
            rows += await reminders.row(url, pending)
    rows += [_on_postgres(row) for row in await reminders.row(postgres.new_url(), POSTGRES_PENDING)]
    return Section(
        "Reminders",
        "1,000 reminders of as many incidents, whose roles have people, come due evenly within one second; the bot is "
        "at rest before. Late is from the due time to the commit.",
        rows,
    )


async def offered(size: Size, postgres: PostgresServer) -> Section:
    with _file() as url:
        rows = await offers.rows(url, postgres.new_url())
    return Section("Offers", "Who is asked, how soon, and what follows when nobody answers.", rows)


async def grown(size: Size, postgres: PostgresServer) -> Section:
    with tempfile.TemporaryDirectory(prefix="fenghuo-bench-") as folder:
        urls = {number: f"sqlite:///{Path(folder) / str(number)}.db" for number in size.old}
        for number, url in urls.items():
            await old.make(url, number)
        rows = await growth.rows(urls, size.rounds)
    urls = {number: postgres.new_url() for number in size.old[:2]}
    for number, url in urls.items():
        await old.make(url, number)
    rows += [_on_postgres(row) for row in await growth.rows(urls, size.rounds)]
    return Section(
        "Growth",
        "Old incidents are closed and whole: alert, 13 entries, 26 wishes that were granted, what was handled. An "
        "alert opens an incident; a reminder is any due time. The median of many rounds in which the databases take "
        "turns; on PostgreSQL the processor time is the bot's alone.",
        rows,
    )


async def turns(size: Size, postgres: PostgresServer) -> Section:
    with _file() as url:
        rows = await loop.rows(url, size.seconds * 3)
    return Section(
        "Event loop",
        "1,000 reminders come due while 64 clients send alerts and rooms are opened. A turn is from one moment in "
        "which whoever is ready may run to the next; a thread looks where the loop is while one lasts.",
        rows,
    )


async def remembered(size: Size, postgres: PostgresServer) -> Section:
    return Section("Memory", "Resident memory of the bot.", [row async for row in memory.rows(size.rest_seconds)])


async def alone(size: Size, postgres: PostgresServer) -> Section:
    return Section(
        "The local workspace",
        f"{posts.CALLERS} callers of slack_sdk's async client share one session in a process of their own; the bare "
        "server is aiohttp, which parses the same JSON and answers with a fixed body. The two take turns, each in a "
        "process of its own; medians.",
        [row async for row in posts.rows(size.seconds / 2, 3)],
    )


async def stories_told(size: Size, postgres: PostgresServer) -> Section:
    about = "Posts that tell of one thing, found in stream order. The labelled posts are for measuring only."
    return Section("Stories", about, triage_stories.rows(size.stream))


async def brands_meant(size: Size, postgres: PostgresServer) -> Section:
    about = "Names told from the same letters that mean something else. The labelled posts are for measuring only."
    return Section("Brands", about, triage_brand.rows())


async def similar(size: Size, postgres: PostgresServer) -> Section:
    about = (
        "Labelled incidents written for this, by whoever wrote the words: these figures flatter. On the fresh ones, "
        "before words of their fields were added, it was 0.38."
    )
    return Section("Past incidents of one kind", about, triage_similar.rows(size.similar))


async def weighed(size: Size, postgres: PostgresServer) -> Section:
    about = "How well the weight of a post agrees with people: tests/bench/data/README.md says which posts and halves."
    return Section("Severity of posts", about, await asyncio.to_thread(triage_severity.rows))


async def quick_enough(size: Size, postgres: PostgresServer) -> Section:
    about = (
        "Reading, whom a post means, its weight, story and keywords, with the example watch list, beside jieba alone "
        "on the same posts; processor time. The posts are for measuring only."
    )
    return Section("Speed of triage", about, await asyncio.to_thread(triage_speed.rows, size.stream))


async def taken_in(size: Size, postgres: PostgresServer) -> Section:
    about = (
        "POST /alerts/mentions with the example watch list, from the first byte to the 202 after the last commit, "
        "while rooms are opened; then posts that are made to cost."
    )
    rows = await intake.rows()
    rows += [_on_postgres(row) for row in await intake.rows(postgres.new_url())]
    return Section("Posts that come in", about, rows)


SECTIONS: dict[str, Measure] = {
    "severity": weighed,
    "rooms": start_and_rooms,
    "boards": current,
    "alerts": accepted,
    "reminders": lateness,
    "offers": offered,
    "growth": grown,
    "loop": turns,
    "memory": remembered,
    "workspace": alone,
    "stories": stories_told,
    "brands": brands_meant,
    "similar": similar,
    "speed": quick_enough,
    "intake": taken_in,
}


def _on_postgres(row: Row) -> Row:
    return Row(f"PostgreSQL: {row.what}", row.figure, "", row.beside)


@contextmanager
def _file() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="fenghuo-bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'bench.db'}"


@contextmanager
def _postgres() -> Iterator[PostgresServer]:
    """A server that writes through to the disk, as one that is relied on does."""
    with running_server() as server:
        with psycopg.connect(server.url_of("postgres"), autocommit=True) as connection:
            for name in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM RESET {name}".encode())
            connection.execute("SELECT pg_reload_conf()")
        yield server


async def _measured(names: Sequence[str], size: Size, postgres: PostgresServer) -> AsyncIterator[Section]:
    for name in names:
        begun = time.perf_counter()
        yield await SECTIONS[name](size, postgres)
        print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)


async def _all(names: Sequence[str], size: Size, how: str) -> str:
    before, at = figures.load(), machine_now()
    with _postgres() as postgres:
        with psycopg.connect(postgres.url_of("postgres")) as connection:
            version = connection.info.server_version // 10_000
        sections = [section async for section in _measured(names, size, postgres)]
    return figures.text(sections, figures.machine(f"PostgreSQL {version}"), at, before, how)


def main() -> None:
    """Print the table; write it when it is whole."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench")
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--only", nargs="+", choices=tuple(SECTIONS), default=tuple(SECTIONS))
    asked.add_argument("--print", action="store_true")
    given = asked.parse_args()
    how = "make bench ARGS=--quick" if given.quick else "make bench"
    page = asyncio.run(_all(given.only, QUICK if given.quick else FULL, how))
    print(page)
    if not given.print and len(given.only) == len(SECTIONS):
        figures.FILE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
