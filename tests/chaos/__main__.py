"""`python -m tests.chaos`: kills, faults and storms with a seed; a table; the command that repeats a failure.

Without `--database` the three runs of `make chaos`: SQLite with one process, PostgreSQL with three replicas, and the
control without looking back, which must find what happens twice. Exit status 1 when one was not what it should be.
"""

import argparse
import asyncio
import logging
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from tests.chaos.plan import LEAPS, LONGEST_LIFE, Plan
from tests.chaos.report import is_good, table, verdict
from tests.chaos.run import Result, chaos
from tests.crash.databases import Database, Postgresql, Sqlite, migrated_file
from tests.crash.starting import Nursery, NurseryProcess, nursery_process
from tests.crash.town import Town
from tests.postgres import PostgresServer, running_server

LINE_EVERY = 15.0


def plans(arguments: argparse.Namespace) -> list[Plan]:
    """What is to be run."""
    usual = Plan(seed=arguments.seed, alerts=arguments.alerts, kills=arguments.kills, tiers=arguments.tiers)
    if arguments.stops is not None:
        usual = replace(usual, stops=arguments.stops)
    usual = replace(
        usual,
        hurry=arguments.hurry,
        leaps=arguments.leaps,
        longest_life=arguments.longest_life,
        least_calls=arguments.least_calls,
    )
    control = replace(
        usual, look_back=False, alerts=min(usual.alerts, 100), kills=min(usual.kills, 30), stops=0, hurry=True
    )
    sqlite = replace(usual, kind="sqlite", replicas=1)
    postgresql = replace(usual, kind="postgresql", replicas=arguments.replicas, long_stops=0 if usual.hurry else 3)
    if arguments.database is None:
        return [sqlite, postgresql, control]
    one = sqlite if arguments.database == "sqlite" else postgresql
    return [replace(one, look_back=not arguments.no_look_back)]


async def run(
    plan: Plan,
    folder: Path,
    progress: Callable[[str], None],
    server: PostgresServer | None = None,
    nursery: NurseryProcess | None = None,
) -> Result:
    """One run in a fresh folder, on a fresh database. ``server``, ``nursery``: those that run already."""
    with ExitStack() as stack:
        if plan.kind == "postgresql":
            server = server or stack.enter_context(running_server())
        migrated = await asyncio.to_thread(migrated_file, folder)

        def make_database(where: Path) -> Database:
            where.mkdir(exist_ok=True)
            made: Database = Postgresql(server) if server else Sqlite(where, migrated)
            stack.callback(made.drop)
            return made

        bots = Nursery(nursery or stack.enter_context(nursery_process()))
        town = Town(bots, make_database(folder), folder, plan.seed, plan.look_back, plan.hurry)
        async with bots, town:
            await bots.warm_up(plan.kind, lambda: make_database(folder / "first").url)
            return await chaos(plan, town, progress)


def progress_line() -> Callable[[str], None]:
    """On a terminal one line that changes; elsewhere one now and then."""
    last = 0.0

    def tell(line: str) -> None:
        nonlocal last
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
        elif time.monotonic() - last > LINE_EVERY:
            last = time.monotonic()
            print(line, file=sys.stderr, flush=True)

    return tell


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--alerts", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--stops", type=int, help="how many times a bot is made to stand still for a while")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="only this one")
    parser.add_argument("--replicas", type=int, default=3, help="on PostgreSQL")
    parser.add_argument("--no-look-back", action="store_true", help="the control: something must happen twice")
    parser.add_argument("--tiers", action="store_true", help="the workspace enforces Slack's rate limits, too")
    parser.add_argument("--hurry", action="store_true", help="the leases of the dead run out at once")
    parser.add_argument("--leaps", type=int, default=LEAPS, help="of the clock, an hour each")
    parser.add_argument("--longest-life", type=float, default=LONGEST_LIFE, help="seconds that a bot lives at most")
    parser.add_argument("--least-calls", type=int, default=0, help="the weather clears no sooner than after so many")
    # A bot that dies in the middle of a handshake is no news here.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    good = True
    for plan in plans(parser.parse_args()):
        folder = Path(tempfile.mkdtemp(prefix="fenghuo-chaos-"))
        print(f"\n{plan.command}", flush=True)
        try:
            result = asyncio.run(run(plan, folder, progress_line()))
        except Exception:  # noqa: BLE001 said, and the next one is run
            traceback.print_exc()
            print(f"FAILED. To repeat it:\n  {plan.command}\nWhat the bots said stands in {folder}", flush=True)
            good = False
            continue
        print(f"\n{table(result)}\n\n{verdict(result)}", flush=True)
        if is_good(result):
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print(f"What the bots said stands in {folder}", flush=True)
            good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
