"""Alerts that the demo's panel sends: three of the field, and one of each system that can be connected.

Answers for: payloads as these systems send them, in the words of one language. May not: send anything.
"""

from dataclasses import dataclass
from typing import Any

from crisis.language import Language, Text


@dataclass(frozen=True, slots=True)
class Sample:
    """``source``: where it is sent to. What people read in the ``payload`` is a Text until ``payload_in`` says it."""

    title: Text
    payload: Any
    source: str = "generic"

    def payload_in(self, language: Language) -> Any:
        return _said(self.payload, language)


def _said(part: Any, language: Language) -> Any:
    match part:
        case Text():
            return part.say(language)
        case dict():
            return {key: _said(value, language) for key, value in part.items()}
        case list():
            return [_said(each, language) for each in part]
        case _:
            return part


SAMPLES = (
    Sample(
        Text("A post about a foreign body in food spreads (SEV2)", "食品异物的帖文正在扩散（SEV2）"),
        {
            "source": "demo-monitor",
            "key": "drill-foreign-body",
            "title": Text("A film shows a piece of plastic in yoghurt", "顾客发视频称在酸奶里吃出异物"),
            "text": Text(
                "900 reposts in 40 minutes; the comments ask the shop to explain itself.",
                "视频 40 分钟内转发 900 次，评论要求门店出面。",
            ),
            "severity": "high",
            "labels": {"topic": Text("foreign body in food", "食品异物")},
            "mentions": [
                {
                    "platform": "weibo",
                    "author": Text("spoon-and-fork", "吃货小南"),
                    "followers": 52000,
                    "text": Text("What on earth is this?", "这是什么东西？"),
                }
            ],
        },
    ),
    Sample(
        Text("The ordering system is down (SEV1)", "下单系统不可用（SEV1）"),
        {
            "source": "demo-probe",
            "key": "drill-ordering",
            "title": Text("The ordering system fails for 38 % of the requests", "下单接口 38% 的请求报错"),
            "text": Text("All regions, for ten minutes now.", "各地区均受影响，已持续 10 分钟。"),
            "severity": "critical",
            "labels": {"service": "ordering"},
        },
    ),
    Sample(
        Text("A small thing, held for a person (SEV4)", "一件小事，等人确认（SEV4）"),
        {
            "source": "demo-monitor",
            "key": "drill-wording",
            "title": Text("People make fun of the new packaging's colour", "有网友吐槽新包装颜色"),
            "severity": "low",
        },
    ),
    Sample(
        Text("From Alertmanager: slow refunds (SEV3)", "来自 Alertmanager：退款变慢（SEV3）"),
        {
            "version": "4",
            "status": "firing",
            "alerts": [
                {
                    "status": "firing",
                    "labels": {"alertname": "RefundsSlow", "severity": "warning", "service": "refunds"},
                    "annotations": {"summary": Text("Refunds take longer than 30 s", "退款处理超过 30 秒")},
                    "generatorURL": "http://prometheus.shop.example/graph",
                    "fingerprint": "77a0c4ee11d2b93f",
                }
            ],
        },
        "alertmanager",
    ),
    Sample(
        Text("From Grafana: the payment rate falls (SEV2)", "来自 Grafana：支付成功率下跌（SEV2）"),
        {
            "status": "firing",
            "version": "1",
            "externalURL": "https://grafana.shop.example/",
            "alerts": [
                {
                    "status": "firing",
                    "labels": {"alertname": "Payments", "severity": "high", "service": "payments"},
                    "annotations": {"summary": Text("The payment rate is below 90 %", "支付成功率跌破 90%")},
                    "panelURL": "https://grafana.shop.example/d/payments?viewPanel=4",
                    "fingerprint": "c0ffee0011223344",
                }
            ],
        },
        "grafana",
    ),
    Sample(
        Text("From PagerDuty: a P1 there (SEV1)", "来自 PagerDuty：那边的 P1 事件（SEV1）"),
        {
            "event": {
                "event_type": "incident.triggered",
                "data": {
                    "id": "Q1SHOP7ORDERS",
                    "title": Text("The warehouse cannot be reached", "仓库系统无法访问"),
                    "html_url": "https://shop.pagerduty.com/incidents/Q1SHOP7ORDERS",
                    "service": {"summary": "Warehouse"},
                    "priority": {"summary": "P1"},
                    "urgency": "high",
                },
            }
        },
        "pagerduty",
    ),
    Sample(
        Text("From Sentry: an error in production (SEV2)", "来自 Sentry：线上报错（SEV2）"),
        {
            "action": "triggered",
            "data": {
                "event": {
                    "issue_id": "6650012345",
                    "title": "PaymentError: gateway timed out",
                    "culprit": "shop.payments in charge",
                    "level": "error",
                    "environment": "production",
                    "web_url": "https://shop.sentry.io/issues/6650012345/",
                },
                "triggered_rule": "Payments fail",
            },
        },
        "sentry",
    ),
    Sample(
        Text("From Datadog: a host without space (SEV3)", "来自 Datadog：磁盘空间不足（SEV3）"),
        {
            "alert_title": "[Triggered on {host:web-1}] Disk is nearly full",
            "alert_id": "104422",
            "alert_scope": "host:web-1",
            "alert_transition": "Triggered",
            "alert_priority": "P3",
            "tags": "host:web-1,team:shop",
            "link": "https://app.datadoghq.com/monitors/104422",
        },
        "datadog",
    ),
    Sample(
        Text("From Opsgenie: a scanner fails (SEV2)", "来自 Opsgenie：扫码枪故障（SEV2）"),
        {
            "action": "Create",
            "alert": {
                "alertId": "70413a06",
                "alias": "warehouse",
                "message": Text("The scanners at the warehouse gate fail", "仓库出库扫码失败"),
                "priority": "P2",
            },
        },
        "opsgenie",
    ),
    Sample(
        Text("From Uptime Kuma: the site is down (SEV1)", "来自 Uptime Kuma：官网打不开（SEV1）"),
        {
            "heartbeat": {"status": 0, "msg": "Request failed with status code 502"},
            "monitor": {
                "id": 7,
                "name": "shop.example",
                "type": "http",
                "url": "https://shop.example/",
                "tags": [{"name": "severity", "value": "critical"}],
            },
            "msg": "[shop.example] [Down]",
        },
        "uptime-kuma",
    ),
    Sample(
        Text("A CloudEvent: calls about food (SEV2)", "CloudEvents：热线集中来电（SEV2）"),
        {
            "specversion": "1.0",
            "id": "e-1005",
            "source": "/hotline",
            "type": "example.shop.complaint.raised",
            "subject": Text("foreign body in food", "食品异物"),
            "data": {
                "title": Text("Callers report foreign bodies in food", "热线集中反映食品异物"),
                "text": Text("12 calls in half an hour.", "30 分钟内 12 通来电。"),
                "severity": Text("orange", "橙"),
            },
        },
        "cloudevents",
    ),
)
