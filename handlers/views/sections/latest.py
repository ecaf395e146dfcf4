"""The latest status update, as much of it as a phone shows. May not: replace the message itself."""

from crisis.language import Text
from handlers.blocks import Block, section
from handlers.views.parts import ACTIONS, NEEDS
from handlers.views.sections.base import Shown
from handlers.wording.vocabulary import BOT, mention, say, shortened, slack_time

LATEST = Text("*Latest update* (no. {number}, {at}, {by})", "*最新通报* 第 {number} 次，{at}，{by}")
PART = Text("*{title}:* {words}", "*{title}* {words}")
UPDATE_SHOWN = 700  # characters of its conditions
PART_SHOWN = 300


def latest(shown: Shown) -> list[Block]:
    language = shown.language
    if not shown.incident.updates:
        return []
    update = shown.incident.updates[-1]
    by = mention(update.by) if update.by else BOT
    lines = [
        say(LATEST, language, number=update.number, at=slack_time(update.at, language), by=by),
        shortened(update.conditions, UPDATE_SHOWN, language),
    ]
    lines += [
        say(PART, language, title=title, words=shortened(words, PART_SHOWN, language))
        for title, words in ((ACTIONS, update.actions), (NEEDS, update.needs))
        if words.strip()
    ]
    return [section("\n".join(lines))]
