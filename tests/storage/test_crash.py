"""Killed at any moment: what was acknowledged is there, whole, and the next process can go on at once."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage.verify import verify_ledger
from tests.storage.conftest import MachineClock, counted_entropy
from tests.storage.databases import Database

ROOT = Path(__file__).parents[2]

CHILD = """
import asyncio, os, sys
from crisis.alert import AlertOutcome
from crisis.effects import OpenChannel
from storage.store import SqlStore
from tests.storage.examples import ALERT, EVENTS, NOW, incident

def opening(unit):
    number = unit.next_number()
    unit.store_alert(ALERT, AlertOutcome.OPENED, number)
    for event in EVENTS:
        unit.append(number, NOW, None, event)
    unit.wish(OpenChannel(number), 1)
    unit.save(incident(number, seq=len(EVENTS)))
    return number

async def caller(store):
    while True:
        number = await store.transact(opening)
        os.write(1, b"%d\\n" % number)

async def main():
    async with SqlStore(sys.argv[1], lambda: NOW, os.urandom) as store:
        await asyncio.gather(*(caller(store) for _ in range(8)))

asyncio.run(main())
"""


def killed_after(acknowledged: int, url: str) -> list[int]:
    """Run the child until it has acknowledged that many, kill it, and return all that it acknowledged."""
    with subprocess.Popen([sys.executable, "-c", CHILD, url], cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        told = [int(child.stdout.readline()) for _ in range(acknowledged)]
        child.send_signal(signal.SIGKILL)
        told += [int(line) for line in child.stdout.read().split()]
        assert child.wait(30) == -signal.SIGKILL
    return told


@pytest.mark.crash
@pytest.mark.parametrize("acknowledged", [1, 95])
async def test_what_was_acknowledged_survives_a_kill(
    database: Database, machine: MachineClock, acknowledged: int
) -> None:
    told = killed_after(acknowledged, database.url)
    async with database.store(machine, counted_entropy()) as store:
        found = {each.number for each in await store.read(lambda view: view.open_incidents(limit=100_000))}
        assert found >= set(told)
        assert found == set(range(1, len(found) + 1))
        assert await store.read(verify_ledger) == ()
        counts = await store.read(lambda view: view.counts())
        assert counts.waiting == len(found)
        assert await store.transact(lambda unit: unit.next_number()) == len(found) + 1
