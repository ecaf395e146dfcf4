"""Grafana's webhook: of unified alerting (a group of alerts at once), and of the legacy alerting before Grafana 11.

https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
The signature is Grafana 12's; with a timestamp header of the name below it covers the time of sending, too.
"""

from collections.abc import Sequence
from typing import Any

from crisis.alert import Alert
from crisis.handling import ASKED
from crisis.severity import Severity
from handlers.alerts.fields import title_of
from handlers.alerts.signing import Sent, Signature, digest, same, want_recent
from handlers.alerts.soft import Items, Labels, Lenient, Soft, SoftMoment, Web, as_labels, first, lines, severity
from handlers.alerts.source import BadPayload, Item, Problem, Reading, Source, checked

TITLES = ("summary", "title", "message")  # annotations, the best first
TEXTS = ("description", "message")
SEVERITIES = ("severity", "priority", "level")  # labels that teams write it into
TEST = {"alertname": "TestAlert", "instance": "Grafana"}  # what the button “Test” sends
OVER = {"firing": False, "alerting": False, "no_data": False, "resolved": True, "ok": True}
QUIET = ("paused", "pending")  # states of the legacy alerting that are no alert
TIMESTAMP = "X-Grafana-Alerting-Timestamp"


class GroupShape(Lenient):
    alerts: Items
    state: Soft = ""
    commonLabels: Labels
    commonAnnotations: Labels
    externalURL: Web = ""


class OneShape(Lenient):
    status: Soft = "firing"
    labels: Labels
    annotations: Labels
    startsAt: SoftMoment = None
    fingerprint: Soft = ""
    panelURL: Web = ""
    dashboardURL: Web = ""
    generatorURL: Web = ""


class LegacyShape(Lenient):
    state: Soft = "alerting"
    title: Soft = ""
    ruleName: Soft = ""
    ruleId: Soft = ""
    orgId: Soft = ""
    ruleUrl: Web = ""
    message: Soft = ""
    evalMatches: Items
    tags: Labels


def split(payload: Any) -> tuple[Sequence[Item], bool]:
    group = checked(GroupShape, Item("", payload), None)
    if group.alerts:
        return [Item(f"alerts[{place}]", each, group) for place, each in enumerate(group.alerts)], True
    if isinstance(payload, dict) and "ruleId" in payload:
        return ([] if group.state in QUIET else [Item("", payload)]), False
    raise BadPayload(Problem("alerts", "a list of at least one alert is wanted, as Grafana's webhook sends it"))


def read(item: Item, reading: Reading) -> Alert:
    return _of_group(item, item.shared, reading) if item.shared else _legacy(item, reading)


def _of_group(item: Item, group: GroupShape, reading: Reading) -> Alert:
    one = checked(OneShape, item, reading)
    labels = group.commonLabels | one.labels
    notes = group.commonAnnotations | one.annotations
    title = first(*(notes.get(key, "") for key in TITLES), labels.get("alertname", ""))
    texts = [notes.get(key, "") for key in TEXTS if notes.get(key) != title]
    is_test = all(labels.get(name) == value for name, value in TEST.items())
    return Alert(
        source="grafana",
        title=title_of(title, "Grafana", reading.language),
        received_at=reading.now,
        key=one.fingerprint or None,
        text=lines(*texts, notes.get("runbook_url", "")),
        severity_hint=Severity.SEV4 if is_test else severity(*(labels.get(name, "") for name in SEVERITIES)),
        started_at=one.startsAt,
        labels=as_labels(labels.items()),
        url=first(one.panelURL, one.dashboardURL, one.generatorURL, group.externalURL),
        resolved=_is_over(one.status, f"{item.path}.status"),
        handling=ASKED if is_test else None,
    )


def _legacy(item: Item, reading: Reading) -> Alert:
    one = checked(LegacyShape, item, reading)
    values = (checked(_Match, Item("", each), None) for each in one.evalMatches if isinstance(each, dict))
    return Alert(
        source="grafana",
        title=title_of(first(one.ruleName, one.title), "Grafana", reading.language),
        received_at=reading.now,
        key=f"rule-{one.orgId}-{one.ruleId}" if one.ruleId else None,
        text=lines(one.message, *(f"{each.metric} = {each.value}" for each in values if each.metric)),
        severity_hint=severity(*(one.tags.get(name, "") for name in SEVERITIES)),
        labels=as_labels(one.tags.items()),
        url=one.ruleUrl,
        resolved=_is_over(one.state, "state"),
    )


class _Match(Lenient):
    metric: Soft = ""
    value: Soft = ""


def _is_over(status: str, path: str) -> bool:
    if status not in OVER:
        raise BadPayload(Problem(path, f"one of {', '.join(OVER)} is wanted"))
    return OVER[status]


def _signed(sent: Sent, secret: bytes) -> bool:
    time = sent.header(TIMESTAMP)
    if time:
        want_recent(time, sent)
    return same(sent.header(SIGNATURE.header), digest(secret, time.encode() + b":" + sent.body if time else sent.body))


SIGNATURE = Signature("X-Grafana-Alerting-Signature", _signed)
GRAFANA = Source("grafana", split, read, signature=SIGNATURE)
