"""How current boards are while one changes 500 times in a minute and twenty others change, too, and Slack counts edits.

A real minute, with the workspace's limits on. A change is the same alert again: it is counted on the board and asks for
nothing but an edit of it. Stale is from the alert's 202 to the answer to the first edit that shows it.
"""

import asyncio
import re
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.bench.figures import Row
from tests.bench.rig import CALL_SECONDS, Rig

SEVERITIES = (1, *[1] * 2, *[2] * 5, *[3] * 6, *[4] * 7)
"""The first is the one that changes so often."""
CHANGES, MINUTE = 500, 60.0
OTHERS_EVERY = 3.0
COUNTED = re.compile(r"same alert (?:once more|(\d+) more times)")
PATIENCE = 400.0


@dataclass(slots=True)
class Board:
    """One incident. ``came``: when each of its alerts was accepted again."""

    number: int
    severity: int
    channel: str = ""
    came: list[float] = field(default_factory=list)

    @property
    def alert(self) -> dict[str, Any]:
        return {"source": "bench", "key": f"till-{self.number}", "title": f"Till {self.number} is down", "severity": 3}


async def rows(rig: Rig, seconds: float = MINUTE) -> list[Row]:
    """``seconds``: how long it changes; less than a minute says less."""
    rig.workspace.weather.latency = CALL_SECONDS
    boards = [Board(place, severity) for place, severity in enumerate(SEVERITIES, start=1)]
    await _open(rig, boards)
    rig.workspace.weather.tiers = True
    begun = time.time()
    every = MINUTE / CHANGES
    others = (_change(rig, board, OTHERS_EVERY, seconds, 0.1 * board.number) for board in boards[1:])
    await asyncio.gather(_change(rig, boards[0], every, seconds), *others)
    ended = time.time()
    await _until(lambda: all(_is_right(rig, board) for board in boards))
    calls = [call for call in rig.workspace.calls.where("chat.update") if call.started >= begun]
    return _rows(rig, boards, calls, ended)


async def _open(rig: Rig, boards: Sequence[Board]) -> None:
    """Open a room for each and wait until no edit is left over, so that the minute is the measured one's own."""
    person = rig.workspace.people[0]
    for board in boards:
        await rig.alert(board.alert)
    await _until(
        lambda: sum(call.method == "pins.add" for call in rig.workspace.calls.where("pins.add")) >= len(boards)
    )
    for board in boards:
        board.channel = _room(rig, board)
        await person.command(f"/incident sev {board.severity}", board.channel)
    await _until(lambda: all(f"SEV{board.severity}" in _words(rig, board) for board in boards))
    await asyncio.sleep(MINUTE + 5)


async def _change(rig: Rig, board: Board, every: float, seconds: float, later: float = 0.0) -> None:
    await asyncio.sleep(later)
    first = time.monotonic()
    for number in range(int((seconds - later) / every)):
        await asyncio.sleep(max(first + number * every - time.monotonic(), 0.0))
        await rig.alert(board.alert)
        board.came.append(time.time())


def _rows(rig: Rig, boards: Sequence[Board], calls: Sequence[Any], ended: float) -> list[Row]:
    refused = [call.method for call in rig.workspace.calls.where("chat.update") if call.error == "ratelimited"]
    stale: dict[int, list[float]] = defaultdict(list)
    for board in boards:
        stale[0 if board is boards[0] else board.severity] += _staleness(board, calls)
    done = [call.ended for call in calls if not call.error]
    most = max(sum(at - MINUTE < other <= at for other in done) for at in done)
    right = sum(_is_right(rig, board) for board in boards)
    changes = sum(len(each) for each in stale.values())
    of_boards = sum(call.arguments["channel"] in {board.channel for board in boards} for call in calls)
    beside = f"{changes} changes; {of_boards} edits of boards, {len(calls) - of_boards} of other messages"
    return [
        Row(
            "edits that Slack refused (429)",
            f"{len(refused)}",
            "0",
            f"{beside}, at most {most} a minute",
        ),
        _row("SEV1, changes 500 times", stale[0], "3 s, while the limit allows it"),
        *(_row(f"SEV{number}", stale[number], "") for number in (1, 2, 3, 4)),
        Row(
            "boards that show the last state",
            f"{right} of {len(boards)}",
            f"{len(boards)}",
            f"{max(done) - ended:.0f} s after the last change",
        ),
    ]


def _row(who: str, stale: Sequence[float], wanted: str) -> Row:
    found = sorted(stale)
    p50, p99 = found[len(found) // 2], found[int(len(found) * 0.99)]
    return Row(
        f"{who}: out of date",
        f"p50 {p50:.1f} s, p99 {p99:.1f} s, worst {found[-1]:.1f} s",
        wanted,
        f"{len(found)} changes",
    )


def _staleness(board: Board, calls: Sequence[Any]) -> list[float]:
    edits = [call for call in calls if not call.error and call.arguments["channel"] == board.channel]
    seen = [(call.ended, _count(str(call.arguments["blocks"]))) for call in edits]
    # An edit may show an alert before its sender is told that it was accepted.
    return [
        max(next(at for at, count in seen if count >= place) - came, 0.0)
        for place, came in enumerate(board.came, start=1)
    ]


def _count(words: str) -> int:
    found = COUNTED.search(words)
    return 0 if found is None else int(found[1] or 1)


def _words(rig: Rig, board: Board) -> str:
    channel = rig.workspace.state.channel(board.channel)
    (pinned,) = channel.pins
    return str(channel.messages[pinned].get("blocks"))


def _is_right(rig: Rig, board: Board) -> bool:
    return _count(_words(rig, board)) == len(board.came)


def _room(rig: Rig, board: Board) -> str:
    names = {channel.id: channel for channel in rig.workspace.state.channels.values() if channel.pins}
    for id, channel in names.items():
        (pinned,) = channel.pins
        if f"Till {board.number} is down" in str(channel.messages[pinned].get("blocks")):
            return id
    raise AssertionError(f"no room of {board}")


async def _until(is_so: Any) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("the boards did not become current")
        await asyncio.sleep(0.05)
