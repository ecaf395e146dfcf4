"""Opsgenie's outgoing webhook (Jira Service Management sends the same): one action on one alert.

https://support.atlassian.com/opsgenie/docs/opsgenie-edge-connector-alert-action-data/ Description and details come with
``Create`` alone, and only when they are ticked there. Actions that change nothing for us are taken and ignored.
"""

from collections.abc import Sequence
from typing import Annotated, Any

from crisis.alert import Alert
from handlers.alerts.fields import title_of
from handlers.alerts.soft import Items, Labels, Lenient, Soft, SoftMoment, as_labels, first, part, severity, web_address
from handlers.alerts.source import BadPayload, Item, Problem, Reading, Source, checked

FIRING = ("Create", "UpdatePriority")
OVER = ("Close", "Delete")


class AlertShape(Lenient):
    alertId: Soft = ""
    alias: Soft = ""
    tinyId: Soft = ""
    message: Soft = ""
    description: Soft = ""
    entity: Soft = ""
    priority: Soft = ""
    source: Soft = ""
    team: Soft = ""
    createdAt: SoftMoment = None
    tags: Items
    details: Labels


class Integration(Lenient):
    name: Soft = ""


class PayloadShape(Lenient):
    action: str
    alert: dict[str, Any]
    integrationName: Soft = ""
    source: Annotated[Integration, part(Integration)] = Integration()


def split(payload: Any) -> tuple[Sequence[Item], bool]:
    shape = checked(PayloadShape, Item("", payload), None)
    return ([Item("alert", shape.alert, shape)] if shape.action in (*FIRING, *OVER) else []), False


def read(item: Item, reading: Reading) -> Alert:
    one, shape = checked(AlertShape, item, reading), item.shared
    key = first(one.alias, one.alertId)
    if not key:
        raise BadPayload(Problem("alert.alertId", "the alert's id or alias is wanted"))
    named = one.details | {
        "entity": one.entity,
        "priority": one.priority,
        "team": one.team,
        "tags": ", ".join(each for each in one.tags if isinstance(each, str)),
        "reported_by": one.source,
    }
    return Alert(
        source="opsgenie",
        title=title_of(one.message, "Opsgenie", reading.language),
        received_at=reading.now,
        key=key,
        text=one.description.strip(),
        severity_hint=severity(one.priority),
        started_at=one.createdAt,
        labels=as_labels(named.items()),
        url=first(*(web_address(one.details.get(name, "")) for name in ("url", "link", "dashboard", "runbook"))),
        resolved=shape.action in OVER,
    )


OPSGENIE = Source("opsgenie", split, read)
