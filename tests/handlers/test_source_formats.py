"""Formats with more than one form, fields of other systems, what people see of an alert; and whatever is sent."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.alert import Alert
from crisis.language import Language
from handlers.alerts import SOURCES
from handlers.alerts.signing import Sent
from handlers.alerts.soft import TEXT_LIMIT
from handlers.alerts.soft import labels as soft_labels
from handlers.alerts.soft import moment as soft_moment
from handlers.alerts.source import BadPayload, Problem, read_json
from handlers.views.alert_facts import fact_line, label_line
from handlers.wording.source_names import source_name
from tests.handlers.asking import START
from tests.handlers.sampling import FILES, alerts, only, sample


def at(hour: int, minute: int, second: int = 0, micro: int = 0) -> datetime:
    return datetime(2026, 5, 1, hour, minute, second, micro, UTC)


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
    assert read_json(said.encode("gb18030")) == read_json(said.encode()) == json.loads(said)
    for broken in (b"\xff\xfe", said.encode("utf-16"), said.encode("gb18030")[:-9]):
        with pytest.raises(BadPayload):
            read_json(broken)


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
