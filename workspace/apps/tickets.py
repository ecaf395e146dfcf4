"""What Slack hands an app for a short while: trigger ids (3 s, once) and response addresses (30 min, 5 uses)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from workspace.errors import SlackError
from workspace.memory.ids import Ids

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5
FORGOTTEN_AFTER = 60.0


@dataclass(slots=True)
class Trigger:
    """`view_id`: the modal out of which the person acted, empty for a message or command."""

    user: str
    app: str
    view_id: str
    expires: float
    used: bool = False


@dataclass(slots=True)
class ResponseAddress:
    """Where an app may answer an interaction; `message_ts` is what `replace_original` means."""

    app: str
    user: str
    channel: str
    expires: float
    message_ts: str = ""
    ephemeral: bool = False
    thread_ts: str = ""
    uses: int = 0


class _Expiring(Protocol):
    @property
    def expires(self) -> float: ...


_Ticket = TypeVar("_Ticket", bound=_Expiring)


def _forget(tickets: dict[str, _Ticket], before: float) -> None:
    """Drops what expired long ago: a workspace that stands for weeks holds what is in use."""
    while tickets:
        oldest = next(iter(tickets))
        if tickets[oldest].expires >= before:
            return
        del tickets[oldest]


class Tickets:
    """`machine` gives seconds; `trigger_seconds` and the rest are Slack's, to be changed by a test only. `spoilt`:
    whether the weather lets a trigger that is used now expire before its time."""

    def __init__(self, machine: Callable[[], float], ids: Ids, spoilt: Callable[[], bool] = lambda: False) -> None:
        self._machine = machine
        self._ids = ids
        self._spoilt = spoilt
        self._triggers: dict[str, Trigger] = {}
        self._responses: dict[str, ResponseAddress] = {}
        self.trigger_seconds = TRIGGER_SECONDS

    def trigger(self, user: str, app: str, view_id: str = "") -> str:
        _forget(self._triggers, self._machine() - FORGOTTEN_AFTER)
        number = self._ids.number("trigger")
        trigger_id = f"{number:010d}.{number:06d}.workspace"
        self._triggers[trigger_id] = Trigger(user, app, view_id, self._machine() + self.trigger_seconds)
        return trigger_id

    def claim(self, trigger_id: str, app: str) -> Trigger:
        """Uses the trigger up. Raises `invalid_trigger_id`, `exchanged_trigger_id`, `expired_trigger_id`."""
        found = self._triggers.get(trigger_id)
        if found is None or found.app != app:
            raise SlackError("invalid_trigger_id")
        if found.used:
            raise SlackError("exchanged_trigger_id")
        if self._machine() > found.expires or self._spoilt():
            raise SlackError("expired_trigger_id")
        found.used = True
        return found

    def response_path(self, address: ResponseAddress) -> str:
        _forget(self._responses, self._machine() - FORGOTTEN_AFTER)
        token = f"R{self._ids.number('response'):08d}"
        self._responses[token] = address
        return f"/response/{address.app}/{token}"

    def response_expiry(self) -> float:
        return self._machine() + RESPONSE_SECONDS

    def use_response(self, app: str, token: str) -> ResponseAddress:
        """Counts one use. Raises `expired_url` (also for an address never given out), `used_url`."""
        found = self._responses.get(token)
        if found is None or found.app != app or self._machine() > found.expires:
            raise SlackError("expired_url")
        if found.uses >= RESPONSE_USES:
            raise SlackError("used_url")
        found.uses += 1
        return found
