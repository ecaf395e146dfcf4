"""Posts that wait for an answer: how many, and since when the oldest does.

May not: list them; their card does.
"""

from crisis.incident import Target
from crisis.language import Text
from handlers.blocks import Block, section
from handlers.views.sections.base import Shown
from handlers.wording.vocabulary import say, slack_time

BETWEEN = Text(", ", "，")
ONE = Text("💬 *1 mention* waits for its first answer", "💬 *1 条提及* 待首次回应")
MANY = Text("💬 *{count} mentions* wait for their first answer", "💬 *{count} 条提及* 待首次回应")
WAITS = Text("💬 *1 mention* waits for its answer", "💬 *1 条提及* 待回应")
WAIT = Text("💬 *{count} mentions* wait for their answer", "💬 *{count} 条提及* 待回应")
SINCE = Text("the oldest since {at}", "最早一条自 {at} 起等待")
CLAIMED = Text("{count} in hand", "处理中 {count} 条")
OWED = Text("public answer owed: {count}", "公开回应待补 {count} 条")


def mentions(shown: Shown) -> list[Block]:
    incident, language, tally = shown.incident, shown.language, shown.incident.mentions
    if not incident.is_open:
        return []
    is_first = incident.reached_at(Target.FIRST_ANSWER) is None
    if not tally.total and not tally.aside:  # from before mentions were kept one by one
        count = len(incident.alert.mentions) if incident.alert else 0
        return [section(say(ONE if count == 1 else MANY, language, count=count))] if count and is_first else []
    if not tally.open:
        return []
    one, many = (ONE, MANY) if is_first else (WAITS, WAIT)
    facts = [say(one if tally.open == 1 else many, language, count=tally.open)]
    facts += [say(CLAIMED, language, count=tally.claimed)] if tally.claimed else []
    facts += [say(SINCE, language, at=slack_time(tally.oldest, language))] if tally.oldest else []
    facts += [say(OWED, language, count=tally.owed)] if tally.owed else []
    return [section(BETWEEN.say(language).join(facts))]
