"""The record of everything that went to an app: event, command, interaction, and what came back. It keeps; it judges
nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from workspace.memory.calls import method_pattern
from workspace.memory.kept import Kept
from workspace.memory.records import Json

KEPT = 20_000
KEPT_BYTES = 64 * 1024 * 1024
KEPT_WHOLE = 1_000


@dataclass(slots=True)
class DeliveryRecord:
    """One try to hand an envelope to an app. Times are seconds of the machine clock; `ended` is None while the app has
    not answered. `what`: the command, the event's type and subtype, the interaction's type and where it came from;
    `over`: "socket", "http", or "" when there was nobody; `retry`: the how-manieth repeat, `reason` why. `payload` and
    `answer` are kept for the newest 1,000."""

    kind: str
    what: str
    app: str
    started: float
    retry: int = 0
    reason: str = ""
    over: str = ""
    ended: float | None = None
    status: str = ""
    payload: Json | None = None
    answer: Any = None
    weight: int = 0
    number: int = 0

    @property
    def ok(self) -> bool | None:
        """None while it is under way."""
        return None if self.ended is None else self.status == "ok"

    @property
    def milliseconds(self) -> float | None:
        """Until the app's acknowledgement, None while there is none."""
        return None if self.ended is None else (self.ended - self.started) * 1000

    def lighten(self) -> None:
        self.payload = None
        self.answer = None


class DeliveryLog:
    """The last 20,000 deliveries, oldest first."""

    def __init__(self) -> None:
        self.kept: Kept[DeliveryRecord] = Kept(KEPT, KEPT_BYTES, KEPT_WHOLE)

    def __iter__(self) -> Iterator[DeliveryRecord]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)

    def begin(self, record: DeliveryRecord) -> None:
        self.kept.add(record)

    def clear(self) -> None:
        self.kept.clear()

    def where(
        self, what: str = "", *, kind: str = "", app: str = "", ok: bool | None = None, status: str = ""
    ) -> list[DeliveryRecord]:
        """Deliveries whose `what` matches the pattern (`message*`)."""
        pattern = method_pattern(what or "*")
        return [
            each
            for each in self.kept
            if pattern.fullmatch(each.what)
            and (not kind or each.kind == kind)
            and (not app or each.app == app)
            and (ok is None or each.ok is ok)
            and (not status or each.status == status)
        ]


def what_of(kind: str, payload: Json) -> str:
    """What a payload is about, in few words: `/beacon help`, `message channel_join`, `block_actions approve`."""
    if kind == "slash_commands":
        return f"{payload.get('command', '')} {payload.get('text', '')}".strip()
    if kind == "events_api":
        event = payload.get("event") or {}
        return f"{event.get('type', '')} {event.get('subtype', '')}".strip()
    return f"{payload.get('type', '')} {_cause(payload)}".strip()


def _cause(payload: Json) -> str:
    actions = payload.get("actions") or ()
    if actions:
        return str(actions[0].get("action_id") or actions[0].get("name", ""))
    view = payload.get("view") or {}
    return str(payload.get("callback_id") or payload.get("action_id") or view.get("callback_id") or "")
