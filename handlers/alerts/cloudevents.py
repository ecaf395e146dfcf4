"""CloudEvents 1.0 over HTTP: one event as JSON (structured), several (batched), or its attributes in ``ce-`` headers
and the data in the body (binary).

https://github.com/cloudevents/spec (core, JSON format, HTTP binding). The specification says nothing of what ``data``
holds: fields of our own alert are read from it, under the names that are usual for them. The same cause has the same
``source`` and ``subject``; the state may stand at the end of ``type``: ``com.shop.orders.firing``, ``….resolved``.
"""

import json
import re
from base64 import b64decode
from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import unquote

from pydantic import BeforeValidator

from crisis.alert import Alert
from handlers.alerts.fields import Filled, title_of
from handlers.alerts.signing import Sent
from handlers.alerts.soft import (
    Labels,
    Lenient,
    Soft,
    SoftMoment,
    as_labels,
    first,
    severity,
    text,
    web_address,
)
from handlers.alerts.source import BadPayload, Item, Problem, Reading, Source, checked, read_json

VERSION = "1.0"
BATCH = "application/cloudevents-batch"
STRUCTURED = "application/cloudevents"
OVER = ("resolved", "ok", "closed", "recovered", "cleared", "normal", "up", "ended")
STATES = (*OVER, "firing", "alerting", "triggered", "alarm", "opened", "open", "raised", "down", "critical", "warning")
ATTRIBUTES = (
    "specversion",
    "id",
    "source",
    "type",
    "subject",
    "time",
    "data",
    "data_base64",
    "datacontenttype",
    "dataschema",
)
ALIASES = {
    "title": ("title", "summary", "name", "subject"),
    "text": ("text", "description", "message", "body", "detail"),
    "severity": ("severity", "level", "priority"),
    "key": ("key", "fingerprint", "dedup_key", "alert_id"),
    "status": ("status", "state"),
    "url": ("url", "link", "html_url"),
}


class EventShape(Lenient):
    specversion: str
    id: Filled
    source: Filled
    type: Filled
    subject: Soft = ""
    time: SoftMoment = None
    severity: Soft = ""  # an extension


class DataShape(Lenient):
    labels: Labels
    started_at: SoftMoment = None
    resolved: Annotated[bool, BeforeValidator(lambda value: value is True)] = False


def unpack(sent: Sent) -> Any:
    """The event, or a list of them, whichever of the three modes it came in."""
    kind = sent.header("Content-Type").partition(";")[0].strip().lower()
    if not kind.startswith(STRUCTURED) and sent.header("ce-specversion"):
        return _binary(sent, kind)
    found = read_json(sent.body)
    if kind.startswith(BATCH) and not isinstance(found, list):
        raise BadPayload(Problem("", "a batch is a list of events"))
    return found


def _binary(sent: Sent, kind: str) -> dict[str, Any]:
    """Attributes are percent-encoded in headers; the body is the data, which need not be JSON."""
    event: dict[str, Any] = {
        name[3:].lower(): unquote(value.strip('"'))
        for name, value in sent.headers.items()
        if name.lower().startswith("ce-")
    }
    is_json = kind == "application/json" or kind.endswith("+json")
    event["data"] = read_json(sent.body) if is_json and sent.body else sent.body.decode("utf-8", "replace")
    return event


def split(payload: Any) -> tuple[Sequence[Item], bool]:
    if isinstance(payload, dict):
        return [Item("", payload)], False
    if isinstance(payload, list) and payload:
        return [Item(f"[{place}]", each) for place, each in enumerate(payload)], True
    raise BadPayload(Problem("", "an event is a JSON object; a batch is a list of such"))


def read(item: Item, reading: Reading) -> Alert:
    event = checked(EventShape, item, reading)
    if event.specversion != VERSION:
        path = f"{item.path}.specversion".lstrip(".")
        raise BadPayload(Problem(path, f"only version {VERSION} of CloudEvents is known"))
    given = _data(item.content)
    fields = given if isinstance(given, dict) else {}
    data = checked(DataShape, Item("", fields), reading)
    said = {name: first(*(text(fields.get(key)) for key in keys)) for name, keys in ALIASES.items()}
    stem, state = _parts(event.type)
    extensions = {name: text(value) for name, value in item.content.items() if name not in (*ATTRIBUTES, "severity")}
    named = extensions | data.labels | {"type": event.type, "event_source": event.source, "subject": event.subject}
    return Alert(
        source="cloudevents",
        title=title_of(first(said["title"], event.subject, event.type), event.source, reading.language),
        received_at=reading.now,
        key=said["key"] or f"{event.source}|{event.subject}|{stem}",
        text=first(said["text"], given if isinstance(given, str) else ""),
        severity_hint=severity(said["severity"], event.severity, state),
        started_at=data.started_at or event.time,
        labels=as_labels(named.items()),
        url=web_address(said["url"]),
        resolved=data.resolved or (said["status"].lower() or state) in OVER,
    )


def _data(content: dict[str, Any]) -> Any:
    """What the event brings: JSON as it is, text that holds JSON as that, bytes as text."""
    found = content.get("data")
    if found is None and isinstance(content.get("data_base64"), str):
        try:
            found = b64decode(content["data_base64"], validate=True).decode()
        except ValueError:
            return None
    if isinstance(found, str) and found.lstrip().startswith("{"):
        try:
            return json.loads(found)
        except (ValueError, RecursionError):
            return found
    return found


def _parts(kind: str) -> tuple[str, str]:
    """A type without the state at its end, and that state: ``com.shop.orders``, ``resolved``."""
    stem, mark, last = kind.rpartition(".")
    word = re.sub(r"\W", "", last).lower()
    return (stem, word) if mark and word in STATES else (kind, "")


CLOUDEVENTS = Source("cloudevents", split, read, unpack=unpack)
