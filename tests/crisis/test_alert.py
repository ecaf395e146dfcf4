"""Alerts: when two of them say the same."""

import pytest

from crisis.alert import Alert
from crisis.severity import Severity
from tests.crisis.world import DAY, START, an_alert


def same(first: Alert, second: Alert) -> bool:
    return first.fingerprint == second.fingerprint


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Error rate is 12.5%", "Error rate is 3%"),
        ("Disk full since 08:15 on 2026-05-01", "Disk full since 9:40 on 2026-05-02"),
        ("下单接口 3 分钟内超时 1,204 次", "下单接口 15 分钟内超时 88 次"),
        ("5月1日门店停电", "5月12日门店停电"),
        ("Latency  350ms", "latency 1200 ms"),
        ("Ｄｉｓｋ　ｆｕｌｌ ９０％", "disk full 91%"),
    ],
)
def test_figures_and_times_make_no_difference(first: str, second: str) -> None:
    """The same cause with other numbers, in another writing."""
    assert same(an_alert(first), an_alert(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("人民路店奶茶有异物", "解放路店奶茶有异物"),
        ("Checkout is down", "Checkout is slow"),
        ("下单接口超时", "支付接口超时"),
    ],
)
def test_other_things_are_others(first: str, second: str) -> None:
    assert not same(an_alert(first), an_alert(second))


def test_the_key_wins() -> None:
    """The source knows best, whatever it writes beside it; an empty key is none."""
    assert same(an_alert("Checkout is down", key="k1"), an_alert("下单失败", key="k1", labels=(("shop", "人民路"),)))
    assert not same(an_alert(key="k1"), an_alert(key="k2"))
    assert not same(an_alert(key="k1"), an_alert())
    assert same(an_alert(key=""), an_alert())


@pytest.mark.parametrize("changes", [{"source": "monitor-b"}, {"source": "monitor-b", "key": "k1"}])
def test_sources_do_not_share(changes: dict[str, str]) -> None:
    key = changes.get("key")
    assert not same(an_alert(key=key), an_alert(**changes))


def test_labels_that_name_the_thing_tell_apart() -> None:
    """In any order; labels that change with every firing do not count."""
    service = (("service", "orders"), ("env", "live"))
    assert same(an_alert(labels=service), an_alert(labels=(*reversed(service), ("pod", "orders-7f"), ("value", "9"))))
    assert not same(an_alert(labels=service), an_alert(labels=(("service", "payments"), ("env", "live"))))
    assert not same(an_alert(labels=service), an_alert())


def test_what_else_an_alert_says_makes_no_difference() -> None:
    """When, how bad, where to look, and that it is over."""
    other = an_alert(
        received_at=START + DAY, severity_hint=Severity.SEV1, text="x", url="https://example.com", resolved=True
    )
    assert same(an_alert(), other)


def test_an_alert_without_a_hint_is_of_the_third_severity() -> None:
    assert an_alert().severity is Severity.SEV3
    assert an_alert(severity_hint=Severity.SEV1).severity is Severity.SEV1
