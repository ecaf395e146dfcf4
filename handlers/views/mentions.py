"""Mentions as people see them: the one card in the channel, the list for oneself, the reminder of those overdue.

Answers for: the newest and hottest stand first, each with the buttons that move it on; what is left out is counted.
Words of posts came from outside: they are escaped here. May not: know what time it is, or order mentions.
"""

from collections.abc import Sequence

from crisis import events as e
from crisis.clock.cadence import Rung
from crisis.clock.due import rules_of
from crisis.events import Entry, PostInBrief
from crisis.incident import Incident, Target
from crisis.incident.mentions import Mentions
from crisis.language import Language, Text
from crisis.mention import KeptMention, MentionState
from crisis.policy import Policy
from crisis.triage.topics import name_of
from handlers.blocks import Block, Message, Style, actions, button, context, message, section
from handlers.views import buttons
from handlers.views.alert_facts import SOMEBODY, post_facts
from handlers.views.parts import notification, opening
from handlers.wording.platforms import platform_name
from handlers.wording.vocabulary import (
    channel_link,
    duration,
    excerpt,
    joined,
    link,
    mention,
    say,
    severity_label,
    slack_time,
)

ON_CARD = 5
IN_LIST = 8
TOLD_IN_FULL = 2  # reminders of the same posts that name them
TEXT_ON_CARD, TEXT_IN_LIST, TEXT_IN_REMINDER = 240, 500, 80
AUTHOR_SHOWN = 60

TOP = Text("💬 *Mentions:* {counts}", "💬 *提及* {counts}")
NONE = Text("💬 *Mentions:* none yet", "💬 *提及* 暂无")
WAITING = Text("{count} waiting", "待回应 {count}")
CLAIMED = Text("{count} in hand", "处理中 {count}")
ANSWERED = Text("{count} answered", "已回应 {count}")
CLOSED = Text("{count} closed", "已闭环 {count}")
ASIDE = Text("{count} not about us", "与我们无关 {count}")
OWED = Text("public answer still owed: {count}", "私下已解决、公开回应待补 {count}")
OLDEST = Text("⏳ the oldest has waited since {at}", "⏳ 最早一条自 {at} 起等待")
TARGET = Text("to be answered within {length} of the post", "应在发帖后 {length}内回应")
KEPT_TIME = Text("{met} of {all} answered in time", "{all} 条已回应，其中按时 {met} 条")
ALL_DONE = Text("✅ Every mention is dealt with.", "✅ 所有提及均已处理。")
OVER = Text("The incident is over; answers can still be put on record.", "事件已结束，仍可补记回应。")
POST = Text("{mark} *{author}* · {facts}\n{text}", "{mark} *{author}* · {facts}\n{text}")
NUMBER = Text("no. {number}", "编号 {number}")
STATE: dict[MentionState, Text] = {
    MentionState.WAITING: Text("waiting", "待回应"),
    MentionState.CLAIMED: Text("{person} has it", "{person} 处理中"),
    MentionState.ANSWERED: Text("answered by {person}", "{person} 已回应"),
    MentionState.CLOSED: Text("closed", "已闭环"),
    MentionState.ASIDE: Text("not about us", "与我们无关"),
}
MARK: dict[MentionState, str] = {
    MentionState.WAITING: "⏳",
    MentionState.CLAIMED: "✋",
    MentionState.ANSWERED: "✅",
    MentionState.CLOSED: "☑️",
    MentionState.ASIDE: "🚫",
}
IN_PRIVATE = Text("solved in private, the public answer is owed", "私下已解决，公开回应待补")
ANSWER = Text("↪︎ {answer}", "↪︎ {answer}")
THE_ANSWER = Text("the answer", "回应链接")
LIST_TITLE = Text("mentions {first} to {last} of {all}", "第 {first}–{last} 条，共 {all} 条提及")
NOTHING_SUCH = Text("No mention is in this state.", "没有处于该状态的提及。")

CLAIM = Text("✋ Claim", "✋ 认领")
ANSWER_IT = Text("✅ Answered…", "✅ 已回应…")
NOT_US = Text("Not about us", "与我们无关")
MORE = Text("More…", "更多…")
REOPEN = Text("Reopen", "重开")
CLOSE = Text("☑️ Close", "☑️ 闭环")
LIST = Text("📋 All that wait", "📋 全部待回应")
LIST_EVERY = Text("📋 All", "📋 全部")
ADD = Text("➕ Add a post…", "➕ 添加帖文…")
NEXT = Text("Next {count}", "后 {count} 条")
LEFT_OUT = Text("…and {count} more", "……另有 {count} 条")

OVERDUE = Text(
    "⏰ {people} *{count} mentions are not answered*, the oldest was due {due}.",
    "⏰ {people} *{count} 条提及逾期未回应。* 最早一条应于 {due} 回应。",
)
OVERDUE_ONE = Text(
    "⏰ {people} *1 mention is not answered*; it was due {due}.", "⏰ {people} *1 条提及逾期未回应。* 应于 {due} 回应。"
)
OVERDUE_LEAD = Text(
    "⏰⏰ {people} *mentions still not answered: {count}*, the oldest was due {due}. Please see to it that somebody "
    "answers.",
    "⏰⏰ {people} *仍有 {count} 条提及逾期未回应。* 最早一条应于 {due} 回应。请安排人员处理。",
)
OVERDUE_LEAD_ONE = Text(
    "⏰⏰ {people} *1 mention is still not answered*; it was due {due}. Please see to it that somebody answers.",
    "⏰⏰ {people} *仍有 1 条提及逾期未回应。* 应于 {due} 回应。请安排人员处理。",
)
OVERDUE_ABOVE = Text(
    "🚨 {people} *mentions still not answered: {count}*, the oldest was due {due}, and the room has been reminded. "
    "Please help.",
    "🚨 {people} *仍有 {count} 条提及逾期未回应。* 最早一条应于 {due} 回应，已在频道内提醒过。请协调支援。",
)
OVERDUE_NOBODY = Text(
    "⏰ *Mentions not answered: {count}*, the oldest was due {due}, and nobody has the lead, customer care or "
    "monitoring. Whoever can, answers.",
    "⏰ *{count} 条提及逾期未回应。* 最早一条应于 {due} 回应。"
    "总指挥、客服、舆情监测目前都无人担任，请能处理的同事先回应。",
)
NO_FIRST_ANSWER = Text("❌ No first answer by {due}", "❌ 截至 {due} 仍无首次回应")
IN_HAND = Text("In hand: {people}", "已认领：{people}")
OWED_MORE = Text(
    "Solved in private, and no public answer yet: {count}. Everybody else still reads a complaint without an answer.",
    "私下已解决、尚未公开回应：{count} 条。旁观者看到的仍是一条没人理的投诉。",
)
BRIEF = Text("{number} · *{author}* · {platform}: {text}", "{number} · *{author}* · {platform}：{text}")
OVERDUE_WORDS = Text("{count} mentions are not answered in time", "{count} 条提及逾期未回应")


def card(incident: Incident, shown: Sequence[KeptMention], policy: Policy, language: Language) -> Message:
    """The card in the channel: how many in which state, since when the oldest waits, and the few that come first."""
    tally = incident.mentions
    blocks: list[Block] = [section(top(tally, language)), context(_facts(incident, policy, language))]
    for kept in shown:
        blocks += [section(_post(kept, language, TEXT_ON_CARD)), actions(*_row(kept, incident, language))]
    if (left := tally.open - len(shown)) > 0:
        blocks.append(context(say(LEFT_OUT, language, count=left)))
    row = [list_button(incident, language, bool(tally.open))]
    if incident.is_open:
        row.append(_of(incident, ADD, "mention.add", language))
    return message(notification(incident, language, top(tally, language)), *blocks, actions(*row))


def listing(
    incident: Incident, shown: Sequence[KeptMention], first: int, every: int, way: str, language: Language
) -> Message:
    """A page of the list, for one person: ``first`` (from 1) of ``every`` that there are; ``way``: which they are."""
    title = say(LIST_TITLE, language, first=first, last=first + len(shown) - 1, all=every)
    blocks: list[Block] = [opening(incident, language), section(top(incident.mentions, language))]
    blocks.append(context(title if shown else NOTHING_SUCH.say(language)))
    for kept in shown:
        blocks += [section(_post(kept, language, TEXT_IN_LIST)), actions(*_row(kept, incident, language))]
    row = []
    last = first + len(shown) - 1
    if shown and last < every:
        words = say(NEXT, language, count=min(IN_LIST, every - last))
        row.append(button(words, "mention.page", f"{incident.number}:{way}:{last}"))
    if incident.is_open:
        row.append(_of(incident, ADD, "mention.add", language))
    return message(title if shown else NOTHING_SUCH.say(language), *blocks, *([actions(*row)] if row else []))


def one(incident: Incident, kept: KeptMention, language: Language) -> Message:
    """One mention whole, for one person."""
    said = _post(kept, language, TEXT_IN_LIST * 4)
    return message(said, opening(incident, language), section(said), actions(*_row(kept, incident, language)))


def top(tally: Mentions, language: Language) -> str:
    """How many are in which state, on one line."""
    counted = ((WAITING, tally.waiting), (CLAIMED, tally.claimed), (ANSWERED, tally.answered), (CLOSED, tally.closed))
    counts = [say(text, language, count=count) for text, count in (*counted, (ASIDE, tally.aside)) if count]
    return say(TOP, language, counts=joined(counts, language)) if counts else NONE.say(language)


def overdue_entry(
    event: e.MentionsOverdue, entry: Entry, incident: Incident, policy: Policy, language: Language
) -> list[Block]:
    """What the room hears: whom it goes to, which wait longest, each with the button to take it in hand. From the third
    time on it is one line with the button to all that wait: the posts stand above already, twice."""
    said = [_addressed(event, language)]
    missing = event.first_answer_due and not incident.reached_at(Target.FIRST_ANSWER)
    is_known = event.step >= TOLD_IN_FULL
    if missing and event.first_answer_due and not event.step:
        said.insert(0, say(NO_FIRST_ANSWER, language, due=slack_time(event.first_answer_due, language)))
    if event.claimers:
        said.append(say(IN_HAND, language, people=joined(map(mention, event.claimers), language)))
    if event.owed:
        said.append(say(OWED_MORE, language, count=event.owed))
    blocks = [section("\n".join(said))]
    for number, post in () if is_known else zip(event.named[:ON_CARD], event.posts, strict=False):
        text, action = (ANSWER_IT, "mention.answer") if number in event.in_hand else (CLAIM, "mention.claim")
        first = button(text.say(language), action, f"{incident.number}:{number}")
        blocks.append(section(_brief(number, post, language), accessory=first))
    if not is_known and (left := event.count - min(len(event.named), ON_CARD)) > 0:
        blocks.append(context(say(LEFT_OUT, language, count=left)))
    row = [list_button(incident, language, True)]
    if missing:
        row.append(buttons.reached(incident, Target.FIRST_ANSWER, language))
    return [*blocks, actions(*row)]


def louder(event: e.MentionsOverdue, incident: Incident, policy: Policy, language: Language) -> Message:
    """To a deputy or somebody of a level above, directly."""
    said = [_addressed(event, language)]
    shown = zip(event.named[:ON_CARD], event.posts, strict=False)
    said += [f"• {_brief(number, post, language)}" for number, post in shown]
    said.append(channel_link(incident, language))
    words = say(OVERDUE_WORDS, language, count=event.count)
    return message(
        notification(incident, language, words),
        opening(incident, language),
        section("\n".join(said)),
        actions(buttons.join(incident, language), list_button(incident, language, True)),
    )


def _addressed(event: e.MentionsOverdue, language: Language) -> str:
    people = joined(map(mention, event.told), language)
    text = OVERDUE_ONE if event.count == 1 else OVERDUE
    if not event.told:
        text = OVERDUE_NOBODY
    elif event.rung in (Rung.DEPUTY, Rung.ABOVE):
        text = OVERDUE_ABOVE
    elif event.rung is Rung.LEAD and event.step:
        text = OVERDUE_LEAD_ONE if event.count == 1 else OVERDUE_LEAD
    return say(text, language, people=people, count=event.count, due=slack_time(event.due_at, language))


def _brief(number: int, post: PostInBrief, language: Language) -> str:
    return say(
        BRIEF,
        language,
        number=number,
        author=excerpt(post.author, AUTHOR_SHOWN, language) or SOMEBODY.say(language),
        platform=excerpt(platform_name(post.platform).say(language), 40, language) or "–",
        text=excerpt(post.text, TEXT_IN_REMINDER, language) or (link(post.url, "↗") if post.url else "–"),
    )


def _facts(incident: Incident, policy: Policy, language: Language) -> str:
    tally, facts = incident.mentions, []
    if tally.oldest:
        facts.append(say(OLDEST, language, at=slack_time(tally.oldest, language)))
        within = rules_of(incident, policy).first_answer_within
        facts.append(say(TARGET, language, length=duration(within, language)))
    elif tally.total:
        facts.append(ALL_DONE.say(language))
    if tally.owed:
        facts.append(say(OWED, language, count=tally.owed))
    if answered := tally.answered_in_time + tally.answered_late:
        facts.append(say(KEPT_TIME, language, met=tally.answered_in_time, all=answered))
    if not incident.is_open:
        facts.append(OVER.say(language))
    return " · ".join(facts) or NONE.say(language)


def _post(kept: KeptMention, language: Language, limit: int) -> str:
    person = mention(kept.answered_by or kept.claimed_by or "") if kept.answered_by or kept.claimed_by else "–"
    facts = [say(NUMBER, language, number=kept.id), *post_facts(kept.mention, language)]
    if not kept.mention.posted_at:
        facts.append(slack_time(kept.heard_at, language))
    if kept.severity:
        facts.append(severity_label(kept.severity).say(language))
    facts += [excerpt(name_of(topic, language), 30, language) for topic in kept.topics[:3]]
    facts.append(IN_PRIVATE.say(language) if kept.is_owed else say(STATE[kept.state], language, person=person))
    said = say(
        POST,
        language,
        mark=MARK[kept.state],
        author=excerpt(kept.mention.author, AUTHOR_SHOWN, language) or SOMEBODY.say(language),
        facts=joined(facts, language),
        text=excerpt(kept.mention.text, limit, language) or "–",
    )
    if kept.answer_url or kept.answer_text:
        words = link(kept.answer_url, THE_ANSWER.say(language)) if kept.answer_url else ""
        answer = " ".join(part for part in (words, excerpt(kept.answer_text, limit, language)) if part)
        said += "\n" + say(ANSWER, language, answer=answer)
    return said


def _row(kept: KeptMention, incident: Incident, language: Language) -> list[Block]:
    """The buttons of one mention: what moves it on from where it is."""
    match kept.state:
        case MentionState.WAITING:
            shown = [(CLAIM, "claim"), (ANSWER_IT, "answer"), (NOT_US, "aside"), (MORE, "more")]
        case MentionState.CLAIMED:
            shown = [(ANSWER_IT, "answer"), (NOT_US, "aside"), (MORE, "more")]
        case MentionState.ANSWERED:
            shown = [(CLOSE, "close"), (REOPEN, "reopen")]
        case _:
            shown = [(REOPEN, "reopen")]
    if not incident.is_open:
        shown = [(text, way) for text, way in shown if way not in ("claim", "reopen")] or [(MORE, "more")]
    return [
        button(text.say(language), f"mention.{way}", f"{incident.number}:{kept.id}", _style(way, kept.state, incident))
        for text, way in shown
    ]


def _style(way: str, state: MentionState, incident: Incident) -> Style | None:
    is_first = (way, state) in (("claim", MentionState.WAITING), ("answer", MentionState.CLAIMED))
    return "primary" if is_first and incident.is_open else None


def list_button(incident: Incident, language: Language, waits: bool) -> Block:
    """The button that shows the list to whoever clicks: what ``waits``, or all."""
    return _of(incident, LIST if waits else LIST_EVERY, "mention.list", language, "open" if waits else "all")


def _of(incident: Incident, text: Text, action: str, language: Language, argument: str = "") -> Block:
    value = f"{incident.number}:{argument}" if argument else str(incident.number)
    return button(text.say(language), action, value)
