"""Every source of alerts, on one page. A new one is a file here and a line below."""

from handlers.alerts.alertmanager import ALERTMANAGER
from handlers.alerts.cloudevents import CLOUDEVENTS
from handlers.alerts.datadog import DATADOG
from handlers.alerts.generic import GENERIC
from handlers.alerts.grafana import GRAFANA
from handlers.alerts.opsgenie import OPSGENIE
from handlers.alerts.pagerduty import PAGERDUTY
from handlers.alerts.sentry import SENTRY
from handlers.alerts.source import Source
from handlers.alerts.uptime_kuma import UPTIME_KUMA

SOURCES: dict[str, Source] = {
    each.name: each
    for each in (
        GENERIC,
        ALERTMANAGER,
        GRAFANA,
        PAGERDUTY,
        SENTRY,
        DATADOG,
        OPSGENIE,
        UPTIME_KUMA,
        CLOUDEVENTS,
    )
}
