"""Carries envelopes to an app, by its open Socket Mode connection or else by signed HTTP, and brings the answer back.

It knows nothing of what is in an envelope, and never repeats one: that is `events`' business.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias
from urllib.parse import urlencode

import aiohttp

from workspace.apps.installed import EnvelopeType, InstalledApp, Socket
from workspace.apps.signing import signature
from workspace.client.seen import Seen
from workspace.memory.deliveries import DeliveryLog, DeliveryRecord, what_of
from workspace.memory.ids import Ids
from workspace.memory.records import Json
from workspace.waiting import Pulse
from workspace.weather import Weather

Status: TypeAlias = Literal["ok", "operation_timeout", "dispatch_failed", "not_delivered"]
ACK_SECONDS = 3.0
_LOST: tuple[Status, Any, bool] = ("dispatch_failed", None, False)  # the workspace itself stops meanwhile
_REASONS = {"operation_timeout": "http_timeout", "dispatch_failed": "http_error", "not_delivered": "connection_failed"}


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of an envelope: seconds until the app's acknowledgement, and the body that came with it.

    status: "ok"; "operation_timeout" (no acknowledgement within 3 s); "dispatch_failed" (the app answered with an
    error, or its connection broke); "not_delivered" (no app there). `shown`: what the acting person saw by it;
    `errors`: what a form was sent back with, by block_id ("" for the form as a whole).
    """

    acknowledged_after: float
    status: Status
    body: Any = None
    shown: tuple[Seen, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)
    may_retry: bool = True

    @property
    def ok(self) -> bool:
        return self.status == "ok"

    @property
    def text(self) -> str:
        """The texts of what was shown, a line each."""
        return "\n".join(str(message.get("text", "")) for message in self.shown)

    @property
    def retry_reason(self) -> str:
        return _REASONS.get(self.status, "unknown_error")


@dataclass(frozen=True, slots=True)
class Retry:
    """The how-manieth repeat this is (0: the first try) and why."""

    number: int = 0
    reason: str = ""


class Courier:
    """`machine`: Unix seconds of the real clock, for signatures and to measure; `ack_seconds`: how long an app may
    take."""

    def __init__(
        self,
        machine: Callable[[], float],
        ids: Ids,
        pulse: Pulse,
        weather: Weather,
        ack_seconds: float = ACK_SECONDS,
    ) -> None:
        self._machine = machine
        self._ids = ids
        self._pulse = pulse
        self._weather = weather
        self.ack_seconds = ack_seconds
        self.under_way = 0
        self.deliveries = DeliveryLog()
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        self._session = aiohttp.ClientSession(trust_env=False)

    async def stop(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def deliver(
        self,
        app: InstalledApp,
        kind: EnvelopeType,
        payload: Json,
        retry: Retry | None = None,
    ) -> Delivery:
        """One try. Waits for the acknowledgement at most `ack_seconds`."""
        retry = retry or Retry()
        self.under_way += 1
        record = DeliveryRecord(kind, what_of(kind, payload), app.id, self._machine(), retry.number, retry.reason)
        record.payload = payload
        self.deliveries.begin(record)
        status, body, may_retry = _LOST
        try:
            status, body, may_retry = await self._try(app, record, retry)
            if status == "ok" and self._weather.loses_answer(kind):
                status, body = "operation_timeout", None
        finally:
            self.under_way -= 1
            record.ended, record.status, record.answer = self._machine(), status, body
            self._pulse.beat()
        return Delivery(record.ended - record.started, status, body, may_retry=may_retry)

    async def _try(self, app: InstalledApp, record: DeliveryRecord, retry: Retry) -> tuple[Status, Any, bool]:
        kind, payload = record.kind, record.payload or {}
        url = app.url_for(kind, payload)
        socket = await self._socket_of(app, url)
        try:
            async with asyncio.timeout(self.ack_seconds):
                if socket is not None:
                    record.over = "socket"
                    return "ok", await self._by_socket(socket, kind, payload, retry), True
                if url is not None:
                    record.over = "http"
                    return await self._by_http(app, url, kind, payload, retry)
        except TimeoutError:
            if socket is not None and socket.muted:
                socket.cut()  # nobody is at the other end: the next envelope takes another one
            return "operation_timeout", None, True
        except (ConnectionError, aiohttp.ClientError):
            return "dispatch_failed", None, True
        return "not_delivered", None, app.was_connected

    async def _socket_of(self, app: InstalledApp, url: str | None) -> Socket | None:
        """The next connection; an app that is just reconnecting is waited for."""
        if app.was_connected and url is None and not app.ready_sockets():
            try:
                await self._pulse.until(app.ready_sockets, self.ack_seconds)
            except TimeoutError:
                return None
        return app.next_socket()

    async def _by_socket(self, socket: Socket, kind: str, payload: Json, retry: Retry) -> Any:
        envelope_id = f"{self._ids.number('envelope'):08d}-0000-4000-8000-000000000000"
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            "payload": payload,
        }
        if kind == "events_api":
            envelope.update(retry_attempt=retry.number, retry_reason=retry.reason)
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        socket.waiting[envelope_id] = answer
        try:
            await socket.stream.send_str(json.dumps(envelope, ensure_ascii=False))
            return (await answer).get("payload")
        finally:
            socket.waiting.pop(envelope_id, None)

    async def _by_http(
        self, app: InstalledApp, url: str, kind: str, payload: Json, retry: Retry
    ) -> tuple[Status, Any, bool]:
        if kind == "events_api":
            body, content_type = json.dumps(payload, ensure_ascii=False).encode(), "application/json"
        else:
            fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload, ensure_ascii=False)}
            body, content_type = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        status, headers, text = await self._post(app, url, body, content_type, retry)
        if not 200 <= status < 300:
            return "dispatch_failed", text, headers.get("x-slack-no-retry") != "1"
        return "ok", _read(text), True

    async def _post(
        self, app: InstalledApp, url: str, body: bytes, content_type: str, retry: Retry
    ) -> tuple[int, dict[str, str], str]:
        timestamp = str(int(self._machine()))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(app.install.signing_secret, timestamp, body),
        }
        if retry.number:
            headers["X-Slack-Retry-Num"] = str(retry.number)
            headers["X-Slack-Retry-Reason"] = retry.reason
        if self._session is None:
            raise ConnectionError("the workspace is not started")
        async with self._session.post(url, data=body, headers=headers, allow_redirects=False) as answer:
            sent = {name.lower(): value for name, value in answer.headers.items()}
            return answer.status, sent, await answer.text()

    async def verify_url(self, app: InstalledApp, url: str) -> bool:
        """Slack's url_verification: whether the app's request URL gives the challenge back."""
        challenge = f"challenge-{self._ids.number('challenge')}"
        payload: Json = {"type": "url_verification", "token": app.verification_token, "challenge": challenge}
        body = json.dumps(payload).encode()
        try:
            async with asyncio.timeout(self.ack_seconds):
                status, _, text = await self._post(app, url, body, "application/json", Retry())
        except (TimeoutError, ConnectionError, aiohttp.ClientError):
            return False
        answer = _read(text)
        given = answer.get("challenge") if isinstance(answer, dict) else answer
        return status == 200 and given == challenge


def _read(text: str) -> Any:
    """An acknowledgement's body: JSON when it is that, else the text, None when empty."""
    if not text:
        return None
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            return text
    return text
