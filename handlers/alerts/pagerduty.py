"""PagerDuty's webhooks, version 3: one event of an incident there.

https://developer.pagerduty.com/docs/webhooks-overview and …/verifying-webhook-signatures (a comma-separated list of
``v1=`` and the HMAC-SHA256 of the body). Whoever answers 4xx to three webhooks gets none for a day: events that are no
alerts are taken and ignored. So is what came of our own pages: it would open an incident about an incident.
"""

from collections.abc import Sequence
from typing import Annotated, Any

from crisis.alert import Alert
from crisis.handling import ASKED
from crisis.language import Text
from crisis.severity import Severity
from handlers.alerts.fields import title_of
from handlers.alerts.signing import Sent, Signature, digest, same
from handlers.alerts.soft import Items, Lenient, Soft, SoftMoment, Web, as_labels, part, severity
from handlers.alerts.source import BadPayload, Item, Problem, Reading, Source, checked

FIRING = ("incident.triggered", "incident.reopened", "incident.priority_updated", "incident.escalated")
OVER = "incident.resolved"
PING = "pagey.ping"
OUR_PAGES = "fenghuo-"  # how the dedup keys of our own pages begin
TEST = Text("Test of the webhook from PagerDuty", "来自 PagerDuty 的 Webhook 测试")


class Named(Lenient):
    summary: Soft = ""


class IncidentShape(Lenient):
    id: Soft = ""
    html_url: Web = ""
    status: Soft = ""
    incident_key: Soft = ""
    created_at: SoftMoment = None
    title: Soft = ""
    urgency: Soft = ""
    message: Soft = ""  # of a ping
    service: Annotated[Named, part(Named)] = Named()
    priority: Annotated[Named, part(Named)] = Named()
    escalation_policy: Annotated[Named, part(Named)] = Named()
    teams: Items


class EventShape(Lenient):
    event_type: str
    data: dict[str, Any]


class PayloadShape(Lenient):
    event: EventShape


def split(payload: Any) -> tuple[Sequence[Item], bool]:
    event = checked(PayloadShape, Item("", payload), None).event
    if event.event_type not in (*FIRING, OVER, PING):
        return [], False
    incident = checked(IncidentShape, Item("event.data", event.data), None)
    if incident.incident_key.startswith(OUR_PAGES):
        return [], False
    if event.event_type != PING and not incident.id:
        raise BadPayload(Problem("event.data.id", "the incident's id is wanted"))
    return [Item("event.data", event.data, event.event_type)], False


def read(item: Item, reading: Reading) -> Alert:
    one, kind = checked(IncidentShape, item, reading), item.shared
    if kind == PING:
        title = TEST.say(reading.language)
        return Alert("pagerduty", title, reading.now, PING, one.message, Severity.SEV4, handling=ASKED)
    teams = [checked(Named, Item("", each), None).summary for each in one.teams if isinstance(each, dict)]
    named = {
        "service": one.service.summary,
        "priority": one.priority.summary,
        "urgency": one.urgency,
        "team": ", ".join(each for each in teams if each),
        "escalation_policy": one.escalation_policy.summary,
    }
    return Alert(
        source="pagerduty",
        title=title_of(one.title, "PagerDuty", reading.language),
        received_at=reading.now,
        key=one.id,
        severity_hint=severity(one.priority.summary, one.urgency),
        started_at=one.created_at,
        labels=as_labels(named.items()),
        url=one.html_url,
        resolved=kind == OVER or one.status == "resolved",
    )


def _signed(sent: Sent, secret: bytes) -> bool:
    wanted = f"v1={digest(secret, sent.body)}"
    return any(same(each, wanted) for each in sent.header(SIGNATURE.header).split(","))


SIGNATURE = Signature("X-PagerDuty-Signature", _signed)
PAGERDUTY = Source("pagerduty", split, read, signature=SIGNATURE)
