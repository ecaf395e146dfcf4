"""Prometheus Alertmanager's webhook, version 4 (its documentation, "webhook_config"): a group of alerts at once.

A severity label is the team's own word there: one that is no severity of ours is left as a label, for Alertmanager does
not send a refused alert again.
"""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from crisis.alert import Alert
from crisis.severity import severity_of
from handlers.alerts.fields import AHEAD, Clean, Moment, title_of
from handlers.alerts.soft import moment
from handlers.alerts.source import BadPayload, Item, Problem, Reading, Source, checked

ZERO_TIME = "0001-01-01T00:00:00Z"  # how Go writes a time that is not set
TITLES = ("summary", "title", "message")  # annotations, the best first
TEXTS = ("description", "message", "runbook_url")


class GroupShape(BaseModel):
    model_config = ConfigDict(defer_build=True, strict=True, extra="ignore")

    version: str = "4"
    alerts: list[Any] = Field(min_length=1)
    commonLabels: dict[Clean, Clean] = Field(default_factory=dict)
    commonAnnotations: dict[Clean, Clean] = Field(default_factory=dict)
    externalURL: Clean = ""


class OneShape(BaseModel):
    model_config = ConfigDict(defer_build=True, strict=True, extra="ignore")

    status: str = "firing"
    labels: dict[Clean, Clean] = Field(default_factory=dict)
    annotations: dict[Clean, Clean] = Field(default_factory=dict)
    startsAt: Moment = None
    generatorURL: Clean = ""
    fingerprint: Clean = ""


def split(payload: Any) -> tuple[Sequence[Item], bool]:
    group = checked(GroupShape, Item("", payload), None)
    if group.version != "4":
        raise BadPayload(Problem("version", "only version 4 of Alertmanager's webhook is known"))
    return [Item(f"alerts[{place}]", _without_zero(each), group) for place, each in enumerate(group.alerts)], True


def read(item: Item, reading: Reading) -> Alert:
    one, group = checked(OneShape, _without_future(item, reading), reading), item.shared
    if one.status not in ("firing", "resolved"):
        raise BadPayload(Problem(f"{item.path}.status", "firing or resolved is wanted"))
    labels = group.commonLabels | one.labels
    annotations = group.commonAnnotations | one.annotations
    name = labels.get("alertname", "")
    title = next((annotations[key] for key in TITLES if annotations.get(key)), name)
    text = "\n".join(annotations[key] for key in TEXTS if annotations.get(key) and annotations[key] != title)
    return Alert(
        source="alertmanager",
        title=title_of(title, "alertmanager", reading.language),
        received_at=reading.now,
        key=one.fingerprint or None,
        text=text,
        severity_hint=severity_of(labels.get("severity", "")),
        started_at=one.startsAt,
        labels=tuple(sorted(labels.items())),
        url=one.generatorURL or group.externalURL,
        resolved=one.status == "resolved",
    )


def _without_zero(alert: Any) -> Any:
    if isinstance(alert, dict) and alert.get("startsAt") == ZERO_TIME:
        return alert | {"startsAt": None}
    return alert


def _without_future(item: Item, reading: Reading) -> Item:
    """A clock that runs ahead there must not cost an alert, which it sends once: then first sight is its beginning."""
    begun = moment(item.content.get("startsAt"), None) if isinstance(item.content, dict) else None
    if begun is None or begun <= reading.now + AHEAD:
        return item
    return Item(item.path, item.content | {"startsAt": None}, item.shared)


ALERTMANAGER = Source("alertmanager", split, read)
