"""What an alert brought, laid out: its text, what it names, the posts it is about. All of it came from outside.

May not: be a message by itself.
"""

from collections.abc import Sequence

from crisis.alert import NAMING_LABELS, Alert, Mention
from crisis.language import Language, Text
from handlers.blocks import Block, cut, plain, section
from handlers.sentences.spread import count_words
from handlers.views.parts import listed
from handlers.wording.platforms import platform_name
from handlers.wording.source_names import linked_product, links_to_watched, source_name
from handlers.wording.vocabulary import escape, excerpt, in_plain, joined, link, say, slack_time

SOURCE = Text("from *{source}*, {at}", "来源：{source} · {at}")
BEGAN = Text("began {at}", "始于 {at}")
LINK = Text("open at the source", "在来源系统查看")
LINK_TO_WATCHED = Text("open what it watches", "打开被监测的地址")
LINK_INTO = Text("open in {product}", "在 {product} 中查看")
MENTIONS = Text("Posts about us ({count})", "相关帖文（{count} 条）")
MENTION = Text("• *{author}* ({facts}): {text}", "• *{author}* {facts}：{text}")
SOMEBODY = Text("somebody", "匿名用户")
FOLLOWERS = Text("{count} followers", "粉丝 {count}")
REPOSTS = Text("{count} reposts", "转发 {count}")
COMMENTS = Text("{count} comments", "评论 {count}")
LIKES = Text("{count} likes", "点赞 {count}")
POST = Text("open", "查看原帖")
MENTIONS_SHOWN = 5  # a screen at night; all of them are in the list of mentions
MENTION_SHOWN = 220
LABELS_SHOWN = 12
LABEL_SHOWN = 80
TEXT_SHOWN = 2500


def fact_line(alert: Alert, language: Language) -> str:
    """Where it came from and when, in mrkdwn, on one line."""
    facts = [say(SOURCE, language, source=_source(alert, language), at=slack_time(alert.received_at, language))]
    if alert.started_at:
        facts.append(say(BEGAN, language, at=slack_time(alert.started_at, language)))
    if alert.url:
        facts.append(link(alert.url, _where(alert.source, language)))
    return cut(" · ".join(facts), 2000)


def _where(source: str, language: Language) -> str:
    """What a click on an alert's link opens."""
    product = linked_product(source)
    if product:
        return LINK_INTO.say(language, product=product)
    return (LINK_TO_WATCHED if links_to_watched(source) else LINK).say(language)


def _source(alert: Alert, language: Language) -> str:
    return excerpt(source_name(alert.source, language), 80, language)


def text_block(text: str, language: Language) -> list[Block]:
    """The alert's own words, exactly as they came; nothing when there are none."""
    return [plain(cut(in_plain(text, language), TEXT_SHOWN))] if text.strip() else []


def label_line(labels: Sequence[tuple[str, str]], language: Language) -> str:
    """``name=value`` in small type; the first dozen, those that name the thing before the others, and none of those
    that a monitoring system writes for itself (``__name__``)."""
    told = [each for each in labels if not each[0].startswith("__")]
    told.sort(key=lambda each: each[0].lower() not in NAMING_LABELS)
    shown = [f"`{_label(name)}={_label(value)}`" for name, value in told[:LABELS_SHOWN]]
    return joined(shown, language) + (f" … +{len(told) - LABELS_SHOWN}" if len(told) > LABELS_SHOWN else "")


def mention_block(mentions: Sequence[Mention], language: Language, count: int | None = None) -> list[Block]:
    """The posts, those with the most followers first, each with its figures and link. ``count``: of all, when there are
    more than are at hand."""
    if not mentions:
        return []
    loudest = sorted(mentions, key=lambda mention: -mention.followers)
    lines = [_mention(mention, language) for mention in loudest]
    every = max(count or 0, len(mentions))
    title = MENTIONS.say(language, count=every)
    posts = listed(lines, language, MENTIONS_SHOWN, 2800, every - len(mentions))
    return [section(f"*{title}*\n{posts}")]


def _mention(mention: Mention, language: Language) -> str:
    facts = post_facts(mention, language)
    author = excerpt(mention.author, 60, language) or SOMEBODY.say(language)
    text = excerpt(mention.text, MENTION_SHOWN, language)
    return say(MENTION, language, author=author, facts=joined(facts, language) or "–", text=text or "–")


def post_facts(mention: Mention, language: Language) -> list[str]:
    """Where a post stands, how many it reached, when it was made, and the way to it; each for mrkdwn."""
    facts = [_platform(mention, language)] if mention.platform.strip() else []
    counts = (
        (FOLLOWERS, mention.followers),
        (REPOSTS, mention.reposts),
        (COMMENTS, mention.comments),
        (LIKES, mention.likes),
    )
    facts += [say(text, language, count=count_words(count, language)) for text, count in counts if count > 0]
    if mention.posted_at:
        facts.append(slack_time(mention.posted_at, language))
    if mention.url and len(mention.url) <= 500:
        facts.append(link(mention.url, POST.say(language)))
    return facts


def _platform(mention: Mention, language: Language) -> str:
    return excerpt(platform_name(mention.platform).say(language), 40, language)


def _label(text: str) -> str:
    return escape(cut(" ".join(text.split()).replace("`", "'"), LABEL_SHOWN))
