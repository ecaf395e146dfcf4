"""Alerts that monitoring systems send: ``POST /alerts/{source}``, one file a source, one page that lists them.

Answers for: reading a source's published format into ``crisis.alert.Alert``, and answering as README.md says. May
not: say what becomes of an alert (the desk does). Texts here are for programs and their operators, in English.
"""

from handlers.alerts.mentions import mention_routes
from handlers.alerts.routes import routes
from handlers.alerts.sources import SOURCES

__all__ = ["SOURCES", "mention_routes", "routes"]
