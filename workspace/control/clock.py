"""/control/time: the workspace's time, read and driven."""

from __future__ import annotations

from aiohttp import web

from workspace.control.bodies import Refused, body_of, number
from workspace.memory.records import Json
from workspace.timer import Timer

NEXT_DUE = "next due"
_SHOWN = 20


class ClockControl:
    """Drives the timer, when its time is its own."""

    def __init__(self, timer: Timer) -> None:
        self._timer = timer

    async def read(self, request: web.Request) -> Json:
        return self.shape()

    def shape(self) -> Json:
        timer = self._timer
        return {
            "now": timer.time(),
            "speed": timer.speed,
            "next_due": timer.next_due,
            "due": timer.due(_SHOWN),
            "drivable": timer.can_be_driven,
        }

    async def drive(self, request: web.Request) -> Json:
        body = await body_of(request, "speed", "advance", "to")
        if len(body) != 1:
            raise Refused("say one of speed, advance and to")
        if not self._timer.can_be_driven:
            raise Refused("the time here follows another clock: drive that one", 409)
        if "speed" in body:
            self._timer.speed = number(body, "speed", 1.0, most=100_000)
        else:
            await self._timer.advance(self._seconds(body))
        return self.shape()

    def _seconds(self, body: Json) -> float:
        if "advance" in body:
            return number(body, "advance", 0.0)
        now = self._timer.time()
        if body["to"] != NEXT_DUE:
            to = number(body, "to", now)
            if to < now:
                raise Refused(f"time does not go back: it is {now:.3f} already", 409)
            return to - now
        due = self._timer.next_due
        if due is None:
            raise Refused("nothing is due", 409)
        return max(due - now, 0.0)
