"""Why it opened, as triage saw it, while that is the question: in the first stage. May not: judge."""

from crisis.stages import Stage
from handlers.blocks import Block
from handlers.views import weighed
from handlers.views.sections.base import Shown


def why(shown: Shown) -> list[Block]:
    alert = shown.incident.alert
    if alert is None or shown.incident.stage is not Stage.TRIAGE:
        return []
    return weighed.why(alert, shown.language)
