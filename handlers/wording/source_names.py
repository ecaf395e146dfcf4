"""What people call the systems that alerts come from.

Answers for: a name to read in place of a name in an address. May not: know their formats (``alerts`` does).
"""

from crisis.language import Language, Text

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

SOCIAL = {"mentions": Text("social media", "社交媒体")}
"""What posts come from that intake made an alert of."""

LINKED = frozenset({"grafana", "pagerduty", "sentry", "datadog"})
"""Those whose alerts link to themselves; Alertmanager's lead to Prometheus, Uptime Kuma's to what it watches."""


def source_name(source: str, language: Language = Language.ENGLISH) -> str:
    """``Grafana`` of ``grafana``, ``Grafana (shop)`` of ``grafana/shop``; any other stays as it is. Not escaped."""
    if source in SOCIAL:
        return SOCIAL[source].say(language)
    kind, _, instance = source.partition("/")
    known = NAMES.get(kind)
    if known is None:
        return source
    return f"{known} ({instance})" if instance else known


def linked_product(source: str) -> str:
    """The name of the product that an alert's link leads into; empty where it leads elsewhere, or nobody knows."""
    kind = source.partition("/")[0]
    return NAMES[kind] if kind in LINKED else ""


def links_to_watched(source: str) -> bool:
    """Whether an alert's link leads to the thing that is watched."""
    return source.partition("/")[0] == "uptime-kuma"
