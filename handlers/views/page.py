"""What a page says: the letter that goes out by webhook, in plain text, and the direct message beside it.

Answers for: few words, what is asked first; nothing in it that came from outside can pass for a line, a link or a call
of ours. May not: know a receiver's format (``bot.paging`` does).
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from crisis.incident import Incident
from crisis.incident.paging import Page, PageReason
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.policy.paging import PagedPerson
from crisis.severity import Severity
from handlers.blocks import Block, Message, actions, button, context, cut, message, section
from handlers.views.parts import notification, opening
from handlers.wording.vocabulary import (
    channel_link,
    drill_mark,
    mention,
    outside_title,
    role_name,
    say,
    severity_label,
    shortened,
    time_with_zone,
)

OFFERED = Text("You are asked to be {role}, and have not answered.", "请您担任{role}，尚未收到答复。")
OFFERED_ELSE = Text("Nobody answers the offer to be {role}. Please see to it.", "{role}的邀请一直无人答复，请您跟进。")
UNACKNOWLEDGED = Text("Nobody has acknowledged this incident yet.", "该事件至今无人确认接手。")
CALLED = Text("You are called to this incident.", "请您马上参与处理这个事件。")
CALLED_BY = Text("{by} calls you to this incident.", "呼叫人：{by}。请您马上参与处理这个事件。")
SAID = Text("“{words}”", "“{words}”")
WHERE = Text("Answer in Slack, #{channel}.", "请到 Slack 的 #{channel} 频道答复。")
WHERE_DIRECT = Text("Answer in Slack: the bot has written to you.", "请到 Slack 查看机器人发给您的私信并答复。")
WITH_LINK = Text("Answer here, or in Slack: {link}", "在此答复，或到 Slack 里答复：{link}")
FOR = Text("For {person}", "收件人：{person}")
HEAD = Text("{severity} · #{number} {title}", "{severity} · #{number} {title}")
AT = Text("Paged at {time}", "呼叫时间：{time}")
TEST_HEAD = Text("Test page from Fenghuo", "烽火：测试呼叫")
TEST = Text(
    "{by} tries out the channel “{channel}”. Nothing has happened, nothing is to be done.",
    "{by} 正在测试呼叫渠道“{channel}”。没有发生任何事件，无需处理。",
)
YES = Text("✅ I am on it", "✅ 我来处理")
NO = Text("Not me", "我不行")
ASK = Text("📟 *{what}*", "📟 *{what}*")
STANDING = Text("*{severity}* · {channel}", "*{severity}* · {channel}")
NO_OTHER = Text("“Not me” lets the next person be asked at once.", "点“我不行”会立即转请下一位。")

TITLE_SHOWN, WORDS_SHOWN, NAME_SHOWN = 120, 300, 60


@dataclass(frozen=True, slots=True)
class Letter:
    """One page in plain text. ``id`` is the same for the same page, however often it is sent; ``person`` is the name;
    ``at`` is UTC; ``link`` may be empty; ``mobile``, ``feishu``, ``wecom``: how robots call the person."""

    id: str
    head: str
    lines: tuple[str, ...]
    person: str
    at: datetime
    severity: Severity | None = None
    incident: int | None = None
    title: str = ""
    reason: str = ""
    link: str = ""
    mobile: str = ""
    feishu: str = ""
    wecom: str = ""

    @property
    def text(self) -> str:
        return "\n".join((self.head, *self.lines))


def tame(text: str, limit: int) -> str:
    """Text from outside on one line, without letters that cannot be seen or that turn the direction of writing."""
    seen = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    return cut(" ".join(seen.split()), limit)


def letter_id(incident: Incident, page: Page) -> str:
    """What a receiver knows this page by, so that one that comes twice is seen to be the same; another database has
    other keys."""
    return f"fenghuo-{incident.key}-{incident.number}-{page.id}"


def letter(
    page: Page,
    incident: Incident,
    policy: Policy,
    language: Language,
    names: dict[str, str],
    link: str,
    known: PagedPerson,
) -> Letter:
    """A page about an incident; in its person's language, who is at work or asleep far from Slack. ``names``: of people
    by Slack id; ``known``: how robots call the person."""
    person = tame(names.get(page.person, page.person), NAME_SHOWN)
    # The group of a robot may hold others: a private incident does not say there what it is.
    title = tame(outside_title(incident, language), TITLE_SHOWN)
    head = drill_mark(incident) + say(
        HEAD, language, severity=severity_label(incident.severity), number=incident.number, title=title
    )
    words = "" if incident.private else tame(page.text, WORDS_SHOWN)
    lines = (
        say(FOR, language, person=person),
        _what(page, incident, policy, language, names),
        *([say(SAID, language, words=words)] if words else []),
        _answer(page, incident, language, link),
        say(AT, language, time=_time(page.at, policy, language)),
    )
    return Letter(
        id=letter_id(incident, page),
        head=head,
        lines=lines,
        person=person,
        at=page.at,
        severity=incident.severity,
        incident=incident.number,
        title=title,
        reason=page.reason,
        link=link,
        mobile=known.mobile,
        feishu=known.feishu,
        wecom=known.wecom,
    )


def trial(channel: str, by: str, language: Language, key: str, at: datetime) -> Letter:
    """A page that only shows that a channel works. ``by``: the name of whoever asked."""
    said = say(TEST, language, by=tame(by, NAME_SHOWN), channel=tame(channel, NAME_SHOWN))
    return Letter(
        id=key, head=TEST_HEAD.say(language), lines=(said,), person=tame(by, NAME_SHOWN), at=at, reason="test"
    )


def told(page: Page, incident: Incident, policy: Policy, language: Language) -> Message:
    """The direct message of a page, with its two buttons."""
    names = {page.by: mention(page.by)} if page.by else {}
    what = _what(page, incident, policy, language, names)
    said = [section(shortened(page.text, 2000, language))] if page.text else []
    standing = say(
        STANDING, language, severity=severity_label(incident.severity), channel=channel_link(incident, language)
    )
    return message(
        notification(incident, language, what),
        opening(incident, language),
        section(say(ASK, language, what=what)),
        *said,
        section(standing),
        actions(
            _button(YES, "page.yes", page, incident, language, True), _button(NO, "page.no", page, incident, language)
        ),
        context(NO_OTHER.say(language)),
    )


def _button(text: Text, action: str, page: Page, incident: Incident, language: Language, main: bool = False) -> Block:
    return button(text.say(language), action, f"{incident.number}:{page.id}", "primary" if main else None)


def _what(page: Page, incident: Incident, policy: Policy, language: Language, names: dict[str, str]) -> str:
    if page.reason is PageReason.OFFER:
        offer = incident.offer(page.about)
        text = OFFERED if offer and offer.person == page.person else OFFERED_ELSE
        return say(text, language, role=tame(role_name(policy, offer.role).say(language), NAME_SHOWN) if offer else "")
    if page.reason is PageReason.UNACKNOWLEDGED:
        return UNACKNOWLEDGED.say(language)
    by = names.get(page.by or "")
    return say(CALLED_BY, language, by=tame(by, NAME_SHOWN)) if by else CALLED.say(language)


def _answer(page: Page, incident: Incident, language: Language, link: str) -> str:
    if link:
        return say(WITH_LINK, language, link=link)
    if incident.channel and not incident.private:
        return say(WHERE, language, channel=incident.channel_name)
    return WHERE_DIRECT.say(language)


def _time(at: datetime, policy: Policy, language: Language) -> str:
    return time_with_zone(at, language, ZoneInfo(policy.timezone))
