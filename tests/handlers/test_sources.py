"""Every source's samples, written after its published documentation: what alert comes out of each.

The samples stand in ``samples/NAME.CASE.json``; the pages in docs/sources show the same ones.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.alert import Alert
from crisis.handling import ASKED
from crisis.language import Language
from crisis.severity import Severity
from handlers.alerts import SOURCES
from handlers.alerts.signing import Sent
from handlers.alerts.soft import TEXT_LIMIT
from handlers.alerts.soft import labels as soft_labels
from handlers.alerts.soft import moment as soft_moment
from handlers.alerts.source import BadPayload, Problem, Reading, as_json
from handlers.source_names import NAMES, source_name
from handlers.views.alert_facts import fact_line, label_line
from tests.handlers.asking import START

SAMPLES = Path(__file__).parent / "samples"
FILES = {file.stem: file for file in sorted(SAMPLES.glob("*.json"))}
EVERY = ("firing", "resolved", "minimal", "unknown", "chinese")  # what each source has a sample of
WITHOUT_SAMPLES = {"mentions"}  # posts, not alerts: tests of their own
SEVERAL = ("alertmanager", "grafana", "cloudevents", "generic")  # sources that send more than one at once

READING = Reading(START, Language.ENGLISH)
SEV1, SEV2, SEV3, SEV4 = Severity


def sample(name: str) -> Any:
    return json.loads(FILES[name].read_text(encoding="utf-8"))


def alerts(source: str, payload: Any, reading: Reading = READING) -> list[Alert]:
    items, several = SOURCES[source].split(payload)
    assert several or len(items) < 2
    return [SOURCES[source].read(item, reading) for item in items]


def from_sample(name: str, reading: Reading = READING) -> list[Alert]:
    return alerts(name.partition(".")[0], sample(name), reading)


def only(name: str) -> Alert:
    (found,) = from_sample(name)
    return found


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


# ------------------------------------------------------------------------------------------------------ CloudEvents


def unpacked(body: bytes, **headers: str) -> Any:
    unpack = SOURCES["cloudevents"].unpack
    assert unpack
    return unpack(Sent({name.replace("_", "-"): value for name, value in headers.items()}, body, START))


def test_an_event_in_headers_is_the_same_as_in_the_body() -> None:
    """Binary mode: the attributes are percent-encoded in headers, the body is the data."""
    event = sample("cloudevents.firing")
    binary = unpacked(
        json.dumps(event["data"]).encode(),
        **{"Content-Type": "application/json; charset=utf-8", "ce-specversion": "1.0", "ce-id": "e-1001"},
        **{"ce-source": "/shop/orders", "ce-type": event["type"], "ce-subject": "east", "ce-time": event["time"]},
    )
    (found,) = alerts("cloudevents", binary)
    assert found == only("cloudevents.firing")
    chinese = unpacked(
        "热线打爆了".encode(),
        **{"Content-Type": "text/plain", "ce-specversion": "1.0", "ce-id": "1", "ce-source": "/hotline"},
        **{"ce-type": "example.call", "ce-subject": "%E9%A3%9F%E5%93%81%E5%BC%82%E7%89%A9"},
    )
    (found,) = alerts("cloudevents", chinese)
    assert (found.title, found.text) == ("食品异物", "热线打爆了")


def test_a_batch_is_a_list_and_structured_needs_no_special_type() -> None:
    several = json.dumps(sample("cloudevents.several")).encode()
    assert len(alerts("cloudevents", unpacked(several, **{"Content-Type": "application/cloudevents-batch+json"}))) == 2
    with pytest.raises(BadPayload):
        unpacked(b"{}", **{"Content-Type": "application/cloudevents-batch+json"})
    one = FILES["cloudevents.firing"].read_bytes()
    for kind in ("application/cloudevents+json", "application/json", ""):
        assert alerts("cloudevents", unpacked(one, **{"Content-Type": kind})) == [only("cloudevents.firing")]


def test_data_in_base64_and_data_that_is_text_are_read() -> None:
    event = {"specversion": "1.0", "id": "1", "source": "/a", "type": "t", "data_base64": "eyJ0aXRsZSI6ICJIaSJ9"}
    assert alerts("cloudevents", event)[0].title == "Hi"
    assert alerts("cloudevents", event | {"data_base64": "%%"})[0].title == "t"
    assert alerts("cloudevents", event | {"data_base64": None, "data": '{"title": "Ho"}'})[0].title == "Ho"


# ----------------------------------------------------------------------------------------------------- soft fields


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-05-01T07:45:00.123456789Z", at(7, 45, 0, 123456)),
        ("2026-05-01 07:45:00", at(7, 45)),
        ("2026-05-01T15:45:00+08:00", at(7, 45)),
        (1777621500, at(7, 45)),
        (1777621500000, at(7, 45)),
        ("1777621500000", at(7, 45)),
        (1777621500000000000, at(7, 45)),
        ("2026-05-01T08:04:00Z", at(8, 4)),  # within five minutes another clock may be ahead
        ("2026-05-02T08:00:00Z", None),  # a clock that is a day ahead: first sight counts
        ("0001-01-01T00:00:00Z", None),
        (0, None),
        (10**30, None),
        (float("inf"), None),
        ("soon", None),
        ("2026-13-01T00:00:00Z", None),
        (True, None),
        ([], None),
        (None, None),
    ],
)
def test_times_of_other_systems(written: Any, read: datetime | None) -> None:
    assert soft_moment(written, START) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"a": "b", "n": 3, "no": None, "odd": {"x": 1}}, {"a": "b", "n": "3"}),
        ([["a", "b"], ["c"]], {"a": "b"}),
        (
            [{"name": "a", "value": "b"}, {"name": "c", "value": ""}, {"key": "d", "value": 1}],
            {"a": "b", "c": "c", "d": "1"},
        ),
        (["a:b", "c"], {"a": "b", "c": "c"}),
        ("none", {}),
        (None, {}),
        ({str(number): "x" for number in range(300)}, {str(number): "x" for number in range(100)}),
    ],
)
def test_labels_of_other_systems(written: Any, read: dict[str, str]) -> None:
    assert soft_labels(written) == read


def test_alertmanagers_clock_that_is_a_day_ahead_costs_no_alert() -> None:
    payload = sample("alertmanager.firing")
    payload["alerts"][0]["startsAt"] = "2026-05-02T08:00:00.123456789Z"
    (found,) = alerts("alertmanager", payload)
    assert (found.started_at, found.key) == (None, only("alertmanager.firing").key)


def test_a_body_in_gb18030_is_read() -> None:
    said = FILES["generic.chinese"].read_text(encoding="utf-8")
    assert as_json(said.encode("gb18030")) == as_json(said.encode()) == json.loads(said)
    for broken in (b"\xff\xfe", said.encode("utf-16"), said.encode("gb18030")[:-9]):
        with pytest.raises(BadPayload):
            as_json(broken)


def test_names_for_people() -> None:
    assert source_name("uptime-kuma") == "Uptime Kuma"
    assert source_name("grafana/shop") == "Grafana (shop)"
    assert source_name("monitor-a/b") == "monitor-a/b"


# --------------------------------------------------------------------------------------------- whatever is sent

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(sorted(FILES)))
def test_a_sample_with_anything_in_the_place_of_a_field_is_read_or_refused(data: st.DataObject, name: str) -> None:
    """Never another exception: that would be a 500."""
    payload = sample(name)
    place, key = data.draw(st.sampled_from(list(places(payload))))
    place[key] = data.draw(VALUES)
    problems: tuple[Problem, ...] = ()
    try:
        for alert in alerts(name.partition(".")[0], payload):
            assert alert.title
            assert len(alert.text) <= 4 * TEXT_LIMIT
            assert alert.fingerprint
    except BadPayload as bad:
        problems = bad.problems
    assert all(problem.problem for problem in problems)


def places(value: Any) -> Any:
    """Every place in a JSON value, as what holds it and the key."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield value, key
        yield from places(each)


# ----------------------------------------------------------------------------------------- what people see of it


@pytest.mark.parametrize(
    ("source", "english", "chinese"),
    [
        (
            "grafana/shop",
            ("from *Grafana (shop)*", "|open in Grafana>"),
            ("来源：Grafana (shop)", "|在 Grafana 中查看>"),
        ),
        ("uptime-kuma", ("from *Uptime Kuma*", "|open what it watches>"), ("来源：Uptime Kuma", "|打开被监测的地址>")),
        ("alertmanager", ("from *Alertmanager*", "|open at the source>"), ("来源：Alertmanager", "|在来源系统查看>")),
        ("monitor-a", ("from *monitor-a*", "|open at the source>"), ("来源：monitor-a", "|在来源系统查看>")),
    ],
)
def test_the_source_goes_by_its_name_and_the_link_says_where_it_leads(
    source: str, english: tuple[str, str], chinese: tuple[str, str]
) -> None:
    alert = Alert(source, "Orders fail", START, url="https://x.example/1")
    for language, wanted in ((Language.ENGLISH, english), (Language.CHINESE, chinese)):
        said = fact_line(alert, language)
        assert all(words in said for words in wanted), said


def test_labels_that_name_the_thing_come_first_and_internal_ones_not_at_all() -> None:
    labels = [("__alert_rule_uid__", "x"), *((f"l{number:02}", "v") for number in range(13)), ("service", "orders")]
    said = label_line(labels, Language.ENGLISH)
    assert said.startswith("`service=orders`, `l00=v`")
    assert said.endswith("… +2")
    assert "__" not in said
