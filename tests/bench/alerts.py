"""How many alerts a second are accepted, each durable before its 202, while rooms are opened beside it."""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import writer
from tests.bench.figures import Row
from tests.bench.load import CAUSES, KINDS, payload
from tests.bench.rig import CALL_SECONDS, TOKEN, Rig, rig

CLIENTS = 64
# What leaves most to deliver comes last.
IN_TURN = ("repeat", "open", "held")
WHAT = {
    "open": "each opens an incident",
    "repeat": "repeats of open incidents",
    "held": "held for a person (SEV4)",
}
WANTED = "300/s, half of the bare writer"


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how much is measured."""

    seconds: float
    bare_units: int


async def rows(plan: Plan, url: str | None = None, bare_url: str | None = None) -> AsyncIterator[Row]:
    """The three kinds, each beside the bare writer; on SQLite, or on these two empty databases."""
    async with rig(url) as made:
        made.workspace.weather.latency = CALL_SECONDS
        await _open_causes(made)
        found = {kind: await sent(made, kind, plan.seconds) for kind in IN_TURN}
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            bare_on = bare_url or f"sqlite:///{Path(folder) / kind}.db"
            bare, bare_ms = await writer.measure(bare_on, kind, plan.bare_units)
            yield _row(kind, found[kind], bare, bare_ms)


async def sent(made: Rig, kind: str, seconds: float) -> dict[str, Any]:
    """What 64 clients in a process of their own got answered."""
    command = ("-m", "tests.bench.load", str(made.port), TOKEN, kind, str(CLIENTS), str(seconds))
    used = made.processor_seconds()
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    found: dict[str, Any] = json.loads(out)
    found["used_ms"] = (made.processor_seconds() - used) / max(sum(found["answers"].values()), 1) * 1000
    return found


async def _open_causes(made: Rig) -> None:
    for number in range(CAUSES):
        await made.alert(payload("repeat", number, ""))


def _row(kind: str, found: dict[str, Any], bare: float, bare_ms: float) -> Row:
    refused = sum(number for answer, number in found["answers"].items() if answer != "202")
    figure = f"{found['per_second']:.0f}/s; p50 {found['p50_ms']:.0f} ms, p99 {found['p99_ms']:.0f} ms; "
    figure += f"{found['used_ms']:.1f} ms of processor each, with what is delivered meanwhile"
    beside = f"bare writer {bare:.0f}/s: {found['per_second'] / bare:.0%}; {bare_ms:.1f} ms of processor each"
    return Row(
        f"alerts, {WHAT[kind]}",
        figure + (f"; {refused} refused" if refused else ""),
        WANTED,
        beside,
    )
