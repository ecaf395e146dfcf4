"""Every source of alerts, on one page. A new one is a file here and a line below."""

from handlers.alerts.alertmanager import ALERTMANAGER
from handlers.alerts.generic import GENERIC
from handlers.alerts.source import Source

SOURCES: dict[str, Source] = {
    each.name: each
    for each in (
        GENERIC,
        ALERTMANAGER,
    )
}
