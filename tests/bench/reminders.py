"""How late reminders are: 1,000 within one second, each of another incident, while many others wait for their time.

Lateness is from the due time to the moment when its transaction is committed; and to the moment when its message is
called for at the workspace, which Slack's rate limits hold back on purpose.
"""

import asyncio
import os
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from json import loads

from bot.clock.clocks import machine_now
from crisis.alert import Alert
from crisis.clock.due import due_times
from crisis.commands import ReceiveAlert
from crisis.events import NoteAdded
from crisis.incident import Holding, Incident, Target
from crisis.policy import Policy
from crisis.severity import Severity
from storage.store import SqlStore, open_reader
from storage.work.unit import SqlUnit
from tests.bench import old
from tests.bench.figures import Row, load, percentile
from tests.bench.rig import CALL_SECONDS, WATCHED, Rig, rig
from tests.bench.writer import desk_on
from workspace import Workspace
from workspace.memory.records import Channel

DUE = 1_000
WITHIN = timedelta(seconds=1)
LEAD = timedelta(seconds=15)  # from writing the rows to the first due time: the bot starts meanwhile
OLD = 10_000
LONGEST_WAIT = timedelta(minutes=1)
FIRST_NUMBER = 1_000_000


async def row(url: str, pending: int) -> list[Row]:
    """On an empty database: fill it, start the bot on it, wait for the second to be over."""
    await old.make(url, max(min(OLD, pending // old.DUE_EACH), 10), pending)
    begin = await make_due(url)
    await asyncio.to_thread(os.sync)  # an idle machine does not write what we have just made
    async with rig(url, WATCHED) as made:
        if machine_now() > begin:
            raise RuntimeError("The machine is too busy: the bot was not ready before the first due time.")
        made.workspace.weather.latency = CALL_SECONDS
        _make_channels(made)
        await _until_over(url, begin)
        posted, before = _posted(made), _calls_before(made, begin)
        await made.stop()
        found = loads(made.report.read_text())["due"]
    late = {incident: seconds for incident, _, seconds in found if incident > FIRST_NUMBER}
    due_at = {incident: due for incident, due, _ in found if incident > FIRST_NUMBER}
    missing = f"; {DUE - len(late)} NOT COMMITTED" if len(late) < DUE else ""
    wanted = "p99 under 50 ms, on an idle machine"
    told = [posted[incident] - due for incident, due in due_at.items() if incident in posted]
    message = f"message called for p50 {percentile(told, 0.5) * 1000:.0f} ms ({len(told):,} so far); " if told else ""
    message += f"{before} calls in the second before"
    return [
        Row(f"{DUE:,} due in one second, {pending:,} pending", _said(list(late.values())) + missing, wanted, message)
    ]


def _said(late: Sequence[float]) -> str:
    p50, p99, worst = (percentile(late, share) * 1000 for share in (0.5, 0.99, 1.0))
    return f"p50 {p50:.0f} ms, p99 {p99:.0f} ms, worst {worst:.0f} ms"


async def make_due(url: str) -> datetime:
    """1,000 open incidents with nothing to come but the reminder of their update; when the first comes.

    Their roles have people: those of the workspace that the bot will find. Incidents without any would be offered to
    everybody as soon as the bot knows who is there, and what is measured would be these offers going out."""
    people = [user.id for user in Workspace(clock=time.time).state.users.values() if not user.is_bot]
    async with SqlStore(url, machine_now, os.urandom) as store:
        opened = (await desk_on(store).handle(ReceiveAlert(_alert()))).incident
        assert opened is not None
        begin = machine_now() + LEAD * min(max(1.0, load() / 2), 4.0)
        each = WITHIN / DUE
        await asyncio.gather(
            *(
                store.transact(_opening(opened, FIRST_NUMBER + place, begin + each * place, people))
                for place in range(1, DUE + 1)
            )
        )
        # Nothing of this incident itself shall come.
        await store.transact(lambda unit: unit.set_due(opened.number, ()))
        await store.transact(old.grant_all)
        return begin


def _make_channels(made: Rig) -> None:
    """The channels of these incidents, as if they had stood there before."""
    state = made.workspace.state
    (bot,) = (user.id for user in state.users.values() if user.is_bot)
    for place in range(1, DUE + 1):
        made_for = f"C{FIRST_NUMBER + place}"
        state.channels[made_for] = Channel(made_for, f"due-{place}", "channel", bot, 0, members={bot: None})


def _calls_before(made: Rig, begin: datetime) -> int:
    """Whether the bot was at rest: how many calls it began in the second before."""
    return sum(0 < begin.timestamp() - call.started <= 1 for call in made.workspace.calls.where("*"))


def _opening(like: Incident, number: int, due_at: datetime, people: Sequence[str]):  # type: ignore[no-untyped-def]
    roles = Policy().rules(like.severity).roles
    incident = replace(
        like,
        number=number,
        key=f"b{number}",
        channel=f"C{number}",
        alert_fingerprint=f"due-{number}",
        offers=(),
        holdings=tuple(Holding(role, people[place], like.opened_at) for place, role in enumerate(roles)),
        invited=tuple(people),
        people=tuple(people),
        watched=tuple(Target),
        seq=1,
        rhythm=replace(like.rhythm, next_due=due_at, warned_of=due_at),  # the warning came in its time
    )

    def closure(unit: SqlUnit) -> None:
        unit.save(incident)
        unit.append(number, incident.opened_at, None, NoteAdded("经办人已联系检测机构。", incident.opened_at, "U0"))
        unit.set_due(number, due_times(incident, Policy()))

    return closure


def _alert() -> Alert:
    return Alert("bench", "客服辱骂顾客，录音流出", machine_now(), "due", "正在扩散，请核实。", Severity.SEV3)


async def _until_over(url: str, begin: datetime) -> None:
    """Until all of that second were handled, and a moment for the first messages."""
    await asyncio.sleep((begin + WITHIN - machine_now()).total_seconds())
    end = machine_now() + LONGEST_WAIT
    async with open_reader(url) as reader:
        while machine_now() < end:
            next_at = await reader.read(lambda view: view.next_due_at())
            if next_at is None or next_at > begin + WITHIN:
                break
            await asyncio.sleep(0.5)
    await asyncio.sleep(2)


def _posted(made: Rig) -> dict[int, float]:
    """When the message of each incident's reminder was called for, Unix seconds."""
    found: dict[int, float] = {}
    for call in made.workspace.calls.where("chat.postMessage"):
        metadata = call.arguments.get("metadata") or {}
        key = str((metadata.get("event_payload") or {}).get("key", "")) if isinstance(metadata, dict) else ""
        number, _, rest = key.partition(":")
        if rest.startswith("PostEntry") and number.isdecimal():
            found.setdefault(int(number), call.started)
    return found
