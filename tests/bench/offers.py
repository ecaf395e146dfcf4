"""Offers: how soon after the room they are out, how late an escalation is under 200 open incidents, how long the choice
of somebody takes in a team of 2,000."""

import asyncio
import os
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from json import loads
from statistics import median

from bot.clock.clocks import machine_now
from crisis.alert import Alert
from crisis.commands import ReceiveAlert
from crisis.decisions.choice import next_asked
from crisis.decisions.context import Context, RoomName
from crisis.incident import Incident, Rhythm
from crisis.policy import Policy
from crisis.policy.duty import Hours, Rotation, WorkTimes
from crisis.policy.people import Candidate, Person, Roster
from crisis.severity import Severity
from crisis.workload import Workload
from storage.store import SqlStore, open_reader
from tests.bench import old
from tests.bench.figures import Row, load, percentile
from tests.bench.rig import CALL_SECONDS, WATCHED, rig
from tests.bench.rooms import payload
from tests.bench.writer import desk_on

RUNS = 5
OPEN_INCIDENTS = 200
TEAM = 2_000
LEAD = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=1)


async def sent() -> Row:
    """From the moment when the room has its people and its board until the last offer is out; SEV1, eight offers."""
    after: list[float] = []
    async with rig() as made:
        made.workspace.weather.latency = CALL_SECONDS
        for run in range(RUNS + 1):
            begun = time.time()
            await made.alert(payload(f"offers-{run}-{begun}", "SEV1"))
            calls = await made.calls_done(begun)
            keyed = {_key(call.arguments.get("metadata")): call.ended for call in calls}
            people = [call.ended for call in calls if call.method == "conversations.invite"]
            room = max(*people, next(at for key, at in keyed.items() if key.endswith("PostBoard")))
            after.append(max(at for key, at in keyed.items() if ":SendOffer:" in key) - room)
    return Row(
        f"last of eight offers after the room, {CALL_SECONDS * 1000:g} ms a call",
        f"{median(after[1:]) * 1000:.0f} ms",
        "1 s",
        "counted from the last of channel, people and board; below zero: out before the room was complete",
    )


async def escalated(url: str) -> Row:
    """200 open incidents, each with two offers that nobody answers, all at the same second."""
    begin = machine_now() + LEAD * min(max(1.0, load() / 2), 4.0)
    async with SqlStore(url, machine_now, os.urandom) as store:
        waits = Policy().rules(Severity.SEV3).offer_waits
        desk = desk_on(store, lambda: begin - waits)
        await asyncio.gather(*(desk.handle(ReceiveAlert(_alert(number))) for number in range(OPEN_INCIDENTS)))
        await store.transact(old.grant_all)
    async with rig(url, WATCHED) as made:
        if machine_now() > begin:
            raise RuntimeError("The machine is too busy: the bot was not ready before the first due time.")
        made.workspace.weather.latency = CALL_SECONDS
        await _until_over(url, begin.timestamp())
        await made.stop()
        found = loads(made.report.read_text())["due"]
    late = [seconds for _, due, seconds in found if abs(due - begin.timestamp()) < 1]
    p50, worst = percentile(late, 0.5) * 1000, max(late) * 1000
    return Row(
        f"{len(late)} offers of {OPEN_INCIDENTS} open incidents run out at once: late, to the commit",
        f"p50 {p50:.0f} ms, worst {worst:.0f} ms",
        "1 s",
        "others are asked in the same commit",
    )


def chosen() -> Row:
    """Everybody has hours of work and carries something; one rotation."""
    now = machine_now()
    people = tuple(Person(f"U{number:05}", f"同事{number}") for number in range(TEAM))
    day = {each.id: WorkTimes("Asia/Shanghai", (Hours(tuple(range(5)), 540, 1080),)) for each in people}
    turns = Rotation(
        "duty",
        ("lead",),
        tuple(each.id for each in people[:7]),
        now.time().replace(second=0),
        "Asia/Shanghai",
        now.date(),
    )
    candidates = tuple(Candidate(each, ("lead", "legal")) for each in people)
    roster = Roster(candidates, people, rotations=(turns,), times=day)
    carried = Workload(
        held={each.id: number % 3 for number, each in enumerate(people)},
        last={each.id: now - timedelta(minutes=number) for number, each in enumerate(people)},
    )
    context = Context(now, Policy(), roster, lambda title, at, drill=False: RoomName("", "", ""))
    incident = Incident(1, "k", "t", Severity.SEV1, now, Rhythm(timedelta(minutes=15), None))
    took: list[float] = []
    for _ in range(50):
        begun = time.perf_counter()
        next_asked(incident, "lead", carried, context)
        took.append((time.perf_counter() - begun) * 1000)
    return Row(f"choice of a candidate in a team of {TEAM:,}", f"{median(took):.1f} ms", "5 ms")


async def rows(url: str, postgres_url: str) -> Sequence[Row]:
    """``url``, ``postgres_url``: empty databases."""
    on_postgres = await escalated(postgres_url)
    return [
        await sent(),
        await escalated(url),
        replace(on_postgres, what=f"PostgreSQL: {on_postgres.what}"),
        chosen(),
    ]


def _alert(number: int) -> Alert:
    return Alert("bench", "客服辱骂顾客，录音流出", machine_now(), f"offers-{number}", "正在扩散。", Severity.SEV3)


async def _until_over(url: str, begin: float) -> None:
    """Until nothing of that second waits any more."""
    end = machine_now() + LONGEST_WAIT
    await asyncio.sleep(max(0.0, begin - machine_now().timestamp()) + 1)
    async with open_reader(url) as reader:
        while machine_now() < end:
            next_at = await reader.read(lambda view: view.next_due_at())
            if next_at is None or next_at.timestamp() > begin + 1:
                return
            await asyncio.sleep(0.1)


def _key(metadata: object) -> str:
    return str((metadata.get("event_payload") or {}).get("key", "")) if isinstance(metadata, dict) else ""
