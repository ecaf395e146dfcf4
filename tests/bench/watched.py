"""The bot as `fenghuo run`, with an eye on its event loop and on its due times. What was seen is written at the end, as
JSON, to the file that BENCH_REPORT names.

A block is a turn of the event loop that took longer than it should: whoever is asleep in it for five milliseconds
wakes late. While one lasts, a thread looks at where the loop is; so the place is named, be it ours or a library's.
"""

import asyncio
import gc
import json
import os
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, perf_counter, process_time, thread_time
from types import FrameType
from typing import Any

from bot import process
from bot.clock.clocks import machine_now, machine_seconds
from bot.logging import configure_logging
from bot.policy.file import policy_of
from bot.settings.settings import load_settings
from crisis.commands import Command, DueReached
from crisis.desk.desk import Desk
from crisis.ports import Unit

BEAT_SECONDS = 0.005
LONG_SECONDS = 0.020
OURS = ("bot", "crisis", "handlers", "storage")
Choose = Callable[[Unit], Sequence[Command]]
ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class LoopWatch:
    """``blocks``: when each long turn ended (Unix seconds), how long it took by the clock and of the thread's own
    processor time (seconds), where it was seen most, and the processor time of the whole process. What is not the
    thread's own was waited for: as far as it is the process's, another thread had the interpreter; else another program
    had the processor."""

    blocks: list[tuple[float, float, float, str, float]] = field(default_factory=list)
    _last: float = field(default_factory=perf_counter)
    _seen: Counter[str] = field(default_factory=Counter)
    _collecting: int | None = None
    _thread: int = field(default_factory=threading.get_ident)

    async def beat(self) -> None:
        gc.callbacks.append(self._collects)
        threading.Thread(target=self._look, daemon=True).start()
        while True:
            self._last, used, all_used = perf_counter(), thread_time(), process_time()
            await asyncio.sleep(BEAT_SECONDS)
            late = perf_counter() - self._last - BEAT_SECONDS
            if late > LONG_SECONDS:
                place = self._seen.most_common(1)[0][0] if self._seen else "not seen"
                whole = process_time() - all_used
                self.blocks.append((machine_seconds(), late, thread_time() - used, place, whole))
            self._seen.clear()

    def _look(self) -> None:
        while True:
            threading.Event().wait(BEAT_SECONDS / 2)
            if perf_counter() - self._last > LONG_SECONDS / 2:
                frame = sys._current_frames().get(self._thread)
                if frame is not None:
                    self._seen[self._place(frame)] += 1

    def _place(self, frame: FrameType) -> str:
        if self._collecting is not None:
            return f"garbage collection of generation {self._collecting}"
        innermost, ours, at = _name(frame), "", frame
        while at is not None and not ours:
            ours = _name(at) if _is_ours(at) else ""
            at = at.f_back  # type: ignore[assignment]
        return innermost if ours in ("", innermost) else f"{ours} → {innermost}"

    def _collects(self, phase: str, info: dict[str, int]) -> None:
        self._collecting = info["generation"] if phase == "start" else None


def _is_ours(frame: FrameType) -> bool:
    file = Path(frame.f_code.co_filename)
    return file.is_relative_to(ROOT) and file.relative_to(ROOT).parts[0] in OURS


def _name(frame: FrameType) -> str:
    file = Path(frame.f_code.co_filename)
    known = file.relative_to(ROOT) if _is_ours(frame) else Path(*file.parts[-2:])
    return f"{known}:{frame.f_code.co_qualname}"


@dataclass(slots=True)
class Committed:
    """Due times that were handled: of which incident, when it was due, and how late, in seconds, it was committed."""

    due: list[tuple[int, float, float]] = field(default_factory=list)

    def watch(self) -> None:
        handle, due = Desk.handle_all, self.due

        async def watched(desk: Desk, choose: Choose, about: int) -> None:
            chosen: Sequence[Command] = ()

            def noted(unit: Unit) -> Sequence[Command]:
                nonlocal chosen
                chosen = choose(unit)
                return chosen

            await handle(desk, noted, about)
            now = machine_now()
            for command in chosen:
                if isinstance(command, DueReached):
                    late = (now - command.due_at).total_seconds()
                    due.append((command.incident, command.due_at.timestamp(), late))

        Desk.handle_all = watched  # type: ignore[method-assign]


async def run() -> None:
    loop, committed = LoopWatch(), Committed()
    committed.watch()
    beating = asyncio.create_task(loop.beat())
    began = monotonic()
    settings = load_settings()
    try:
        await process.run(settings, policy_of(settings))
    finally:
        beating.cancel()
        _write({"seconds": monotonic() - began, "blocks": loop.blocks, "due": committed.due})


def _write(report: dict[str, Any]) -> None:
    Path(os.environ["BENCH_REPORT"]).write_text(json.dumps(report))


def main() -> None:
    configure_logging(load_settings().secret_texts)
    asyncio.run(run())


if __name__ == "__main__":
    main()
