"""What people call the systems that alerts come from.

Answers for: a name to read in place of a name in an address. May not: know their formats (``alerts`` does).
"""

NAMES = {
    "alertmanager": "Alertmanager",
    "grafana": "Grafana",
    "pagerduty": "PagerDuty",
    "sentry": "Sentry",
    "datadog": "Datadog",
    "opsgenie": "Opsgenie",
    "uptime-kuma": "Uptime Kuma",
    "cloudevents": "CloudEvents",
}


def source_name(source: str) -> str:
    """``Grafana`` of ``grafana``, ``Grafana (shop)`` of ``grafana/shop``; any other stays as it is. Not escaped."""
    kind, _, instance = source.partition("/")
    known = NAMES.get(kind)
    if known is None:
        return source
    return f"{known} ({instance})" if instance else known


def product_name(source: str) -> str:
    """The product's name where a link leads into it; empty for one that is not known."""
    return NAMES.get(source.partition("/")[0], "")
