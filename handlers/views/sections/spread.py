"""How the posts spread: how many there are, where, about what; and a worse severity that waits for an answer.

May not: count; the incident knows.
"""

from crisis.decisions.spread import open_proposal
from crisis.language import Text
from crisis.mention import SLOT
from handlers.blocks import Block, actions, context, section
from handlers.sentences.spread import count_words
from handlers.views.sections.base import Shown
from handlers.views.spread import drawn, platforms, settling, shares, steps, topics
from handlers.wording.vocabulary import say, severity_label, slack_time

PROPOSED = Text("📈 *{severity} is proposed*: the posts spread", "📈 *建议升为 {severity}*：帖文正在扩散")
POST = Text("📈 1 post", "📈 帖文 1 条")
POSTS = Text("📈 {count} posts", "📈 帖文 {count} 条")
BARS = Text("`{bars}` 10 min each, up to {till}", "`{bars}` 每格 10 分钟，截至 {till}")
SHOWN = 3
LEAST_BARS = 3


def spread(shown: Shown) -> list[Block]:
    incident, language = shown.incident, shown.language
    if not incident.spread.total:
        return []
    total = incident.spread.total
    facts = [say(POST if total == 1 else POSTS, language, count=count_words(total, language))]
    bars = steps(incident.spread.slots, SLOT)
    if len(bars) >= LEAST_BARS:
        facts.append(say(BARS, language, bars=drawn(bars), till=slack_time(bars[-1][0] + SLOT, language)))
    named = platforms(incident.spread.platforms, language), topics(incident.spread.topics, language)
    facts += [shares(those[:SHOWN], language) for those in named if those]
    waiting = open_proposal(incident)
    asked: list[Block] = []
    if waiting:
        said = say(PROPOSED, language, severity=severity_label(waiting.severity))
        asked = [section(said), actions(*settling(incident, waiting.number, waiting.severity, language))]
    return [*asked, context(" · ".join(facts))]
