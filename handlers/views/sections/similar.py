"""Past incidents of the same kind, in a line; what was decided then is a click away. May not: look for them."""

from crisis.incident.past_one import PastOne
from crisis.language import Text
from handlers.blocks import Block, section
from handlers.views import buttons
from handlers.views.sections.base import Shown
from handlers.wording.vocabulary import excerpt, say

SIMILAR = Text("🔎 *Similar:* {ones}", "🔎 *类似事件：* {ones}")
ONE = Text("#{number} {title}", "#{number} {title}")
ONE_DECIDED = Text("#{number} {title} (1 decision)", "#{number} {title}（1 项决策）")
MANY_DECIDED = Text("#{number} {title} ({count} decisions)", "#{number} {title}（{count} 项决策）")
TITLE_SHOWN = 60
BETWEEN = " · "


def similar(shown: Shown) -> list[Block]:
    incident = shown.incident
    if not incident.similar or not incident.is_open:
        return []
    ones = BETWEEN.join(_one(each, shown) for each in incident.similar)
    said = SIMILAR.say(shown.language, ones=ones)
    return [section(said, accessory=buttons.similar(incident, shown.language))]


def _one(past: PastOne, shown: Shown) -> str:
    text = MANY_DECIDED if past.decisions > 1 else ONE_DECIDED if past.decisions else ONE
    title = excerpt(past.title, TITLE_SHOWN, shown.language)
    return say(text, shown.language, number=past.number, title=title, count=past.decisions)
