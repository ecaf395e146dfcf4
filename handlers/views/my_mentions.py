"""The posts that one person has to answer, for the Home tab: those in hand with their clocks, and how many nobody has.

May not: know what time it is, or promise room: what is left out is counted.
"""

from collections.abc import Sequence

from crisis.language import Language, Text
from crisis.overview.mine import InHand, ToAnswer
from handlers.blocks import SECTION, Block, context, header, section
from handlers.views.alert_facts import SOMEBODY
from handlers.views.mentions import IN_PRIVATE, list_button
from handlers.views.parts import listed
from handlers.wording.platforms import platform_name
from handlers.wording.vocabulary import SEVERITY_MARK, drill_mark, excerpt, link, more, say, slack_time

TO_ANSWER = Text("Mentions to answer", "待回应的提及")
OF_INCIDENT = Text("{drill}{mark} *#{number}* {title}", "{drill}{mark} *#{number}* {title}")
LINE = Text(
    "{sign} due {due} · no. {number} · *{author}* · {platform}: {text}",
    "{sign} {due} 前回应 · 编号 {number} · *{author}* · {platform}：{text}",
)
LATE = Text(
    "{sign} was due {due} · no. {number} · *{author}* · {platform}: {text}",
    "{sign} 已逾期，应于 {due} 前回应 · 编号 {number} · *{author}* · {platform}：{text}",
)
OWED = Text("{line} ({owed})", "{line}（{owed}）")
UNCLAIMED = Text("💬 {count} wait and nobody has claimed them", "💬 {count} 条待认领")
UNCLAIMED_ONE = Text("💬 1 waits and nobody has claimed it", "💬 1 条待认领")
INCIDENTS_SHOWN = 6
MENTIONS_SHOWN = 8
TITLE_SHOWN = 80
TEXT_SHOWN = 80
AUTHOR_SHOWN = 40


def my_mentions(to_answer: Sequence[ToAnswer], language: Language) -> list[Block]:
    """A paragraph for each incident, with the button to its list; nothing when there is nothing to answer."""
    if not to_answer:
        return []
    blocks = [header(TO_ANSWER.say(language))]
    blocks += [_of_incident(each, language) for each in to_answer[:INCIDENTS_SHOWN]]
    left = len(to_answer) - INCIDENTS_SHOWN
    return [*blocks, context(more(left, language))] if left > 0 else blocks


def _of_incident(each: ToAnswer, language: Language) -> Block:
    incident, lines = each.incident, [_line(one, language) for one in each.in_hand]
    title = say(
        OF_INCIDENT,
        language,
        drill=drill_mark(incident),
        mark=SEVERITY_MARK[incident.severity],
        number=incident.number,
        title=excerpt(incident.title, TITLE_SHOWN, language),
    )
    words = [title]
    if each.unclaimed:
        words.append(say(UNCLAIMED_ONE if each.unclaimed == 1 else UNCLAIMED, language, count=each.unclaimed))
    if lines:
        words.append(listed(lines, language, MENTIONS_SHOWN, SECTION - sum(len(said) + 1 for said in words)))
    return section("\n".join(words), accessory=list_button(incident, language, waits=True))


def _line(one: InHand, language: Language) -> str:
    kept, post = one.kept, one.kept.mention
    line = say(
        LATE if one.overdue else LINE,
        language,
        sign="🔴" if one.overdue else "⏳",
        due=slack_time(one.due_at, language),
        number=kept.id,
        author=excerpt(post.author, AUTHOR_SHOWN, language) or SOMEBODY.say(language),
        platform=excerpt(platform_name(post.platform).say(language), AUTHOR_SHOWN, language) or "–",
        text=excerpt(post.text, TEXT_SHOWN, language) or (link(post.url, "↗") if post.url else "–"),
    )
    return say(OWED, language, line=line, owed=IN_PRIVATE.say(language)) if kept.is_owed else line
