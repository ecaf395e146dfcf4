"""Messages that other apps post in Slack, as alerts and as posts."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crisis.alert import Alert
from crisis.language import Language
from crisis.policy.listening import HeardAs, ListenedChannel
from crisis.severity import Severity
from handlers.alerts.message import Heard, alert_of, posts_of, sender_of
from handlers.posts import Context

NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
TS = "1777626000.000100"


def heard(**changes: Any) -> Heard:
    rule = ListenedChannel("ops-alerts", **changes)
    return Heard(
        rule,
        "C1",
        NOW,
        Language.ENGLISH,
        {"U1": "Lin"}.get,
        Context(NOW, ZoneInfo("Asia/Shanghai")),
        "https://t.example/",
    )  # type: ignore[arg-type]


def bot(text: str = "", *attachments: dict[str, Any], **more: Any) -> dict[str, Any]:
    profile = {"name": "Grafana", "app_id": "A1"}
    return {"ts": TS, "bot_id": "B1", "bot_profile": profile, "text": text, "attachments": list(attachments), **more}


def read(text: str = "", *attachments: dict[str, Any], **more: Any) -> Alert:
    return alert_of(bot(text, *attachments, **more), heard())


def test_title_words_link_fields_and_colour_are_where_tools_put_them() -> None:
    fields = [{"title": "service", "value": "orders", "short": True}, {"title": "Pods", "value": 3}]
    found = read(
        "",
        {
            "color": "#D63232",
            "title": "[FIRING:2] Orders &amp; payments fail",
            "title_link": "https://grafana.example/d/1",
            "text": "Value: 12 <https://wiki.example|runbook>",
            "fields": fields,
        },
    )
    assert found.title == "Orders & payments fail"
    assert found.severity_hint is Severity.SEV2
    assert found.url == "https://grafana.example/d/1"
    assert found.labels == (("service", "orders"), ("Pods", "3"))
    assert "runbook (https://wiki.example)" in found.text
    assert found.source == "Grafana in Slack"
    assert not found.resolved


def test_a_plain_message_is_an_alert_with_its_own_address() -> None:
    found = read(":rotating_light: *Orders fail*\nsince ten minutes")
    assert (found.title, found.url) == ("Orders fail", "https://t.example/archives/C1/p1777626000000100")
    assert found.severity_hint is None


def test_blocks_alone_are_read() -> None:
    header = {"type": "header", "text": {"type": "plain_text", "text": "Orders fail"}}
    body = {"type": "section", "text": {"type": "mrkdwn", "text": "in *all* shops"}}
    found = read(blocks=[header, body])
    assert (found.title, "in *all* shops" in found.text) == ("Orders fail", True)


@pytest.mark.parametrize(
    ("firing", "over"),
    [
        ("[FIRING:1] Orders fail", "[RESOLVED] Orders fail"),
        ("Problem: Orders fail", "Resolved: Orders fail"),
        ("🔴 [Alerting] Orders fail", "✅ [OK] Orders fail"),
        ("【告警】下单接口异常", "【恢复】下单接口异常"),
        ("告警：下单失败率 12%", "恢复：下单失败率 0%"),
        ("[P1] Triggered: Orders fail", "[P1] Recovered: Orders fail"),
    ],
)
def test_the_end_of_an_alert_is_known_for_the_same_cause(firing: str, over: str) -> None:
    began, ended = read(firing), read(over)
    assert (began.resolved, ended.resolved) == (False, True)
    assert began.fingerprint == ended.fingerprint
    assert began.fingerprint != read("[FIRING:1] Payments fail").fingerprint


@pytest.mark.parametrize(
    "text", ["下单接口尚未恢复", "正在恢复数据", "Orders are not resolved", "Upstream is slow", "OKR sync"]
)
def test_what_only_sounds_like_an_end_is_none(text: str) -> None:
    assert not read(text).resolved


@pytest.mark.parametrize(
    ("colour", "severity", "over"),
    [
        ("danger", Severity.SEV2, False), ("#a30200", Severity.SEV2, False), ("warning", Severity.SEV3, False),
        ("#daa038", Severity.SEV3, False), ("#ff9900", Severity.SEV3, False), ("#439fe0", Severity.SEV4, False),
        ("#cccccc", Severity.SEV4, False), ("good", None, True), ("#2eb886", None, True), ("nonsense", None, False),
    ],
)  # fmt: skip
def test_the_colour_says_how_bad_or_that_it_is_over(colour: str, severity: Severity | None, over: bool) -> None:
    found = read("", {"color": colour, "title": "Orders fail"})
    assert (found.severity_hint, found.resolved) == (severity, over)


def test_words_say_the_severity_before_the_policy_and_the_policy_before_the_colour() -> None:
    red = {"color": "danger", "title": "Orders fail", "fields": [{"title": "级别", "value": "一级"}]}
    assert alert_of(bot("", red), heard(severity=Severity.SEV4)).severity_hint is Severity.SEV1
    assert alert_of(bot("[P2] Orders fail"), heard(severity=Severity.SEV4)).severity_hint is Severity.SEV2
    plain = {"color": "danger", "title": "Orders fail"}
    assert alert_of(bot("", plain), heard(severity=Severity.SEV4)).severity_hint is Severity.SEV4


def test_a_message_without_words_has_a_title_all_the_same() -> None:
    assert read("").title == "Alert from Grafana in Slack"
    assert read("[RESOLVED]").title == "[RESOLVED]"


def test_an_app_goes_by_all_its_names() -> None:
    assert sender_of(bot(username="Graf")) == ("B1", "A1", "Grafana", "Graf")


def test_each_attachment_is_a_post_with_its_author_and_figures() -> None:
    fields = [
        {"title": "粉丝数", "value": "12.3万"},
        {"title": "平台", "value": "微博"},
        {"title": "发布时间", "value": "5月1日 16:00"},
    ]
    one = {"author_name": "小城食客", "text": "面包里有霉斑", "title_link": "https://e.cn/1", "fields": fields}
    posts = posts_of(
        bot("2 new mentions", one, {"title": "Stale bread", "text": "again"}), heard(heard_as=HeardAs.MENTIONS)
    )
    assert [(each.author, each.text, each.platform) for each in posts] == [
        ("小城食客", "面包里有霉斑", "weibo"),
        ("Grafana", "Stale bread\nagain", "file"),
    ]
    assert (posts[0].followers, posts[0].url) == (123_000, "https://e.cn/1")
    assert posts[0].posted_at == datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
    assert posts[0].id != posts[1].id


def test_a_person_s_message_is_a_post_of_that_person() -> None:
    (post,) = posts_of({"ts": TS, "user": "U1", "text": "see <https://e.cn/2>"}, heard(heard_as=HeardAs.MENTIONS))
    assert (post.author, post.text) == ("Lin", "see https://e.cn/2")
    assert posts_of(bot(""), heard()) == ()


@pytest.mark.parametrize(
    "odd",
    [
        {"attachments": [None, "x", {"fields": [None, {"title": None}], "text": 5, "title": ["x"]}]},
        {"blocks": [None, {"type": "section", "text": "x"}, {"type": "rich_text", "elements": [1]}]},
        {"bot_profile": None, "username": 5, "text": None},
    ],
)
def test_odd_messages_are_read_all_the_same(odd: dict[str, Any]) -> None:
    message = {"ts": TS, "bot_id": "B1", **odd}
    assert alert_of(message, heard()).title
    posts_of(message, heard())
