"""Every source's samples, written after its published documentation: what alert comes out of each.

The samples stand in ``samples/NAME.CASE.json``; the pages in docs/sources show the same ones.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from crisis.alert import Alert
from crisis.handling import ASKED
from crisis.language import Language
from crisis.severity import Severity
from handlers.alerts import SOURCES
from handlers.alerts.source import BadPayload, Reading
from handlers.wording.source_names import NAMES
from tests.handlers.asking import START
from tests.handlers.sampling import FILES, alerts, from_sample, only, sample

EVERY = ("firing", "resolved", "minimal", "unknown", "chinese")  # what each source has a sample of
WITHOUT_SAMPLES = {"mentions"}  # posts, not alerts: tests of their own
SEVERAL = ("alertmanager", "grafana", "cloudevents", "generic")  # sources that send more than one at once

SEV1, SEV2, SEV3, SEV4 = Severity


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a firing sample says."""

    title: str
    severity: Severity | None
    url: str
    began: datetime | None
    labels: dict[str, str]
    text: str


def at(hour: int, minute: int, second: int = 0, micro: int = 0) -> datetime:
    return datetime(2026, 5, 1, hour, minute, second, micro, UTC)


FIRING = {
    "alertmanager": Wanted(
        "Orders fail in the east",
        SEV1,
        "http://prometheus.shop.example:9090/graph?g0.expr=OrdersFailing",
        at(7, 40, 12, 104000),
        {"cluster": "east", "service": "orders"},
        "38 % of orders end in an error.",
    ),
    "grafana": Wanted(
        "Checkout returns errors",
        SEV1,
        "https://grafana.shop.example/d/orders?viewPanel=4",
        at(7, 41, 0, 500000),
        {"alertname": "Error rate of checkout", "grafana_folder": "Shop", "service": "checkout"},
        "More than a third of requests fail.\nhttps://wiki.shop.example/checkout",
    ),
    "pagerduty": Wanted(
        "Orders fail in the east",
        SEV1,
        "https://shop.pagerduty.com/incidents/Q1SHOP7ORDERS",
        at(7, 49, 58),
        {"service": "Ordering", "priority": "P1", "team": "Shop", "escalation_policy": "Shop on call"},
        "",
    ),
    "sentry": Wanted(
        "PaymentError: gateway timed out",
        SEV1,
        "https://sentry.io/organizations/shop/issues/6650012345/events/c1d2e3f4a5b60718293a4b5c6d7e8f90/",
        at(7, 47, 31, 402000),
        {"environment": "production", "level": "fatal", "release": "shop@2026.4.2", "rule": "Payments fail"},
        "shop.payments in charge",
    ),
    "datadog": Wanted(
        "Orders fail",
        SEV1,
        "https://app.datadoghq.com/monitors/104422?group=service%3Aorders",
        at(7, 50),
        {"env": "production", "service": "orders", "team": "shop", "org": "Shop", "metric": "orders.failed"},
        "More than 5 % of orders fail.",
    ),
    "opsgenie": Wanted(
        "Orders fail in the east",
        SEV2,
        "https://grafana.shop.example/d/orders",
        at(7, 50),
        {"entity": "orders", "team": "shop", "tags": "orders, east", "region": "east"},
        "38 % of orders end in an error.",
    ),
    "uptime-kuma": Wanted(
        "Shop front is down",
        SEV1,
        "https://shop.example/",
        at(7, 44, 10, 882000),
        {"monitor": "Shop / Shop front", "type": "http", "severity": "critical"},
        "Request failed with status code 502",
    ),
    "cloudevents": Wanted(
        "Orders fail in the east",
        SEV2,
        "https://shop.example/orders",
        at(7, 45),
        {"region": "east", "event_source": "/shop/orders", "type": "example.shop.orders.firing"},
        "38 % of orders end in an error.",
    ),
    "generic": Wanted(
        "Orders fail in the east",
        SEV2,
        "https://monitor.example/orders",
        at(7, 45),
        {"service": "orders"},
        "38 % of orders end in an error.",
    ),
}


def test_every_source_has_its_samples_and_every_sample_its_source() -> None:
    assert set(SOURCES) - WITHOUT_SAMPLES == set(FIRING)
    for source in FIRING:
        assert [case for case in EVERY if f"{source}.{case}" not in FILES] == [], source
        assert (source in SEVERAL) == (f"{source}.several" in FILES)
    assert {name.partition(".")[0] for name in FILES} <= set(SOURCES)
    assert set(NAMES) <= set(SOURCES)


@pytest.mark.parametrize("source", FIRING)
def test_what_fires(source: str) -> None:
    found, wanted = only(f"{source}.firing"), FIRING[source]
    assert found.source == ("monitor-a" if source == "generic" else source)
    assert (found.title, found.severity_hint, found.url) == (wanted.title, wanted.severity, wanted.url)
    assert (found.started_at, found.received_at) == (wanted.began, START)
    assert wanted.labels.items() <= dict(found.labels).items()
    assert found.text == wanted.text
    assert (found.resolved, found.handling) == (False, None)
    assert found.key


@pytest.mark.parametrize(
    ("firing", "over"),
    [
        *((f"{source}.firing", f"{source}.resolved") for source in FIRING),
        ("grafana.legacy", "grafana.legacy-resolved"),
        ("sentry.metric", "sentry.metric-resolved"),
        ("sentry.plugin", "sentry.resolved"),
        ("datadog.default", "datadog.default-resolved"),
    ],
)
def test_the_end_has_the_fingerprint_of_the_beginning(firing: str, over: str) -> None:
    began, ended = only(firing), only(over)
    assert (began.resolved, ended.resolved) == (False, True)
    assert began.fingerprint == ended.fingerprint
    assert began.title == ended.title


@pytest.mark.parametrize(
    ("name", "titles", "over"),
    [
        (
            "alertmanager.several",
            ["Orders fail in the east", "Refunds are slow", "Coupons fail"],
            [False, False, True],
        ),
        ("grafana.several", ["Checkout returns errors", "Queue of orders", "Latency is high"], [False, False, True]),
        ("cloudevents.several", ["Orders fail in the east", "Orders fail in the west"], [False, True]),
        ("generic.several", ["Orders fail", "Refunds are slow"], [False, False]),
    ],
)
def test_several_at_once_are_different_causes(name: str, titles: list[str], over: list[bool]) -> None:
    found = from_sample(name)
    assert [each.title for each in found] == titles
    assert [each.resolved for each in found] == over
    assert len({each.fingerprint for each in found}) == len(found)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("alertmanager.minimal", "DiskFull"),
        ("grafana.minimal", "Disk"),
        ("pagerduty.minimal", "Alert from PagerDuty"),
        ("sentry.minimal", "Alert from Sentry"),
        ("datadog.minimal", "Orders fail"),
        ("opsgenie.minimal", "Alert from Opsgenie"),
        ("uptime-kuma.minimal", "API is down"),
        ("cloudevents.minimal", "example.probe"),
        ("generic.minimal", "Orders fail"),
    ],
)
def test_the_least_is_enough(name: str, title: str) -> None:
    assert only(name).title == title


def test_what_is_unknown_or_of_another_type_breaks_nothing() -> None:
    """And what it says is still known by its key."""
    assert only("grafana.unknown").key == only("grafana.firing").key
    assert dict(only("grafana.unknown").labels)["attempt"] == "3"
    assert only("pagerduty.unknown").severity_hint is SEV4  # no priority: the urgency
    assert only("sentry.unknown").key == "issue-7788"
    datadog = only("datadog.unknown")
    assert (datadog.severity_hint, datadog.url, datadog.started_at) == (SEV3, "", None)
    assert only("opsgenie.unknown").severity_hint is None
    assert only("uptime-kuma.unknown").url == ""
    assert only("cloudevents.unknown").fingerprint == only("cloudevents.firing").fingerprint
    assert only("alertmanager.unknown").key == only("alertmanager.firing").key


@pytest.mark.parametrize(
    ("name", "title", "severity"),
    [
        ("alertmanager.chinese", "华东区下单失败率超过 30%", None),
        ("grafana.chinese", "支付成功率跌破 90%", SEV1),
        ("pagerduty.chinese", "华东机房支付网关超时", SEV2),
        ("sentry.chinese", "支付异常：网关超时", SEV3),
        ("datadog.chinese", "下单失败率过高", SEV2),
        ("opsgenie.chinese", "仓库出库扫码失败", SEV1),
        ("uptime-kuma.chinese", "官网不可用", SEV2),
        ("cloudevents.chinese", "热线集中反映食品异物", SEV1),
        ("generic.chinese", "顾客称盒饭发霉", SEV2),
    ],
)
def test_chinese_stays_chinese(name: str, title: str, severity: Severity | None) -> None:
    (found,) = from_sample(name, Reading(START, Language.CHINESE))
    assert (found.title.replace(" ", ""), found.severity_hint) == (title.replace(" ", ""), severity)


@pytest.mark.parametrize(
    "name",
    [
        "pagerduty.acknowledged",
        "pagerduty.our-own-page",
        "sentry.issue-created",
        "opsgenie.acknowledged",
        "uptime-kuma.pending",
    ],
)
def test_what_is_no_alert_gives_none(name: str) -> None:
    assert from_sample(name) == []


def test_a_page_of_ours_is_recognised_by_the_key_it_went_out_with() -> None:
    """Else each page would open an incident, whose page would open another."""
    payload = sample("pagerduty.firing")
    payload["event"]["data"]["incident_key"] = "fenghuo-abcd-12-1"
    assert alerts("pagerduty", payload) == []


@pytest.mark.parametrize("name", ["grafana.test", "pagerduty.ping", "uptime-kuma.test"])
def test_a_test_of_the_connection_asks_a_person_and_opens_nothing(name: str) -> None:
    found = only(name)
    assert (found.handling, found.severity_hint) == (ASKED, SEV4)


def test_a_certificate_that_will_expire_is_one_cause_whatever_the_number_of_days() -> None:
    def warned(days: int) -> Alert:
        (found,) = alerts(
            "uptime-kuma", {"msg": f"[Shop][https://shop.example] certificate will expire in {days} days"}
        )
        return found

    assert warned(21).fingerprint == warned(7).fingerprint


@pytest.mark.parametrize(
    ("source", "payload", "path"),
    [
        ("grafana", {}, "alerts"),
        ("grafana", [], ""),
        ("grafana", {"alerts": ["x"]}, "alerts[0]"),
        ("grafana", {"alerts": [{"status": "maybe"}]}, "alerts[0].status"),
        ("grafana", {"ruleId": 1, "state": "odd"}, "state"),
        ("pagerduty", {}, "event"),
        ("pagerduty", {"messages": []}, "event"),
        ("pagerduty", {"event": {"event_type": "incident.triggered"}}, "event.data"),
        ("pagerduty", {"event": {"event_type": "incident.triggered", "data": {}}}, "event.data.id"),
        ("sentry", {}, "data"),
        ("sentry", {"action": "triggered", "data": {"event": {"title": "x"}}}, "data.event.issue_id"),
        ("sentry", {"action": "resolved", "data": {"issue": {}}}, "data.issue.id"),
        ("sentry", {"action": "critical", "data": {"metric_alert": {}}}, "data.metric_alert.alert_rule.id"),
        ("datadog", {}, "alert_title"),
        ("datadog", {"alert_title": "$ALERT_TITLE"}, "alert_title"),
        ("datadog", "x", ""),
        ("opsgenie", {"action": "Create"}, "alert"),
        ("opsgenie", {"action": "Create", "alert": {}}, "alert.alertId"),
        ("uptime-kuma", {}, "heartbeat.status"),
        ("uptime-kuma", {"heartbeat": {"status": 0}}, "monitor.id"),
        ("cloudevents", [], ""),
        ("cloudevents", {"specversion": "1.0", "source": "/a", "type": "t"}, "id"),
        ("cloudevents", {"specversion": "0.3", "id": "1", "source": "/a", "type": "t"}, "specversion"),
        ("cloudevents", [{"specversion": "0.3", "id": "1", "source": "/a", "type": "t"}], "[0].specversion"),
    ],
)
def test_what_cannot_be_an_alert_is_named_by_its_path(source: str, payload: Any, path: str) -> None:
    with pytest.raises(BadPayload) as caught:
        alerts(source, payload)
    assert path in [problem.path for problem in caught.value.problems]
    assert all(problem.problem for problem in caught.value.problems)
