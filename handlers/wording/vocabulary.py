"""The words that everything shown has in common: names, times, lengths of time, and how text from outside is shown.

Answers for: one name for one thing in both languages, and that text from outside is escaped once, here, on its way out.
May not: build blocks (``blocks``) or say whole sentences (``sentences``, ``views``).
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import ceil
from string import Formatter
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from crisis.incident import Incident, Target
from crisis.incident.drill import InjectKind
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.severity import Severity
from crisis.stages import NAMES, Stage
from crisis.words import REMOVED
from handlers.blocks import cut

BOT = Text("Fenghuo", "烽火")
NOBODY = Text("nobody", "暂无")
GONE = Text("(words removed)", "（内容已删除）")
DRILL = "演练 DRILL"  # in both languages at once: nobody may take a drill for real, whatever they read
PRIVATE_TITLE = Text("private incident", "非公开事件")
NO_CHANNEL_YET = Text("the channel is being made", "频道创建中")
MORE = Text("…and {count} more", "……另有 {count} 项")
SPAN = Text("{begin} – {end}", "{begin}–{end}")
COMMA = Text(", ", "、")

LEAD = "lead"  # the key of the role that every catalogue has

SEVERITY_MARK: dict[Severity, str] = {
    Severity.SEV1: "🔴",
    Severity.SEV2: "🟠",
    Severity.SEV3: "🟡",
    Severity.SEV4: "🔵",
}
SEVERITY_LABELS: dict[Severity, Text] = {
    severity: Text(f"{severity.name} · {severity.colour.en}", f"{severity.name} {severity.colour.zh}")
    for severity in Severity
}
INJECT_KINDS: dict[InjectKind, tuple[str, Text]] = {
    InjectKind.ALERT: ("⚡", Text("alert", "警报")),
    InjectKind.JOURNALIST: ("🎤", Text("journalist", "记者")),
    InjectKind.LEADER: ("👔", Text("leader", "领导")),
    InjectKind.EXPERT: ("🔬", Text("expert", "专家")),
    InjectKind.AUTHORITY: ("🏛️", Text("authority", "主管部门")),
    InjectKind.CUSTOMER: ("🙋", Text("customer", "顾客")),
    InjectKind.PARTNER: ("🤝", Text("partner", "合作方")),
    InjectKind.INTERNAL: ("🏢", Text("inside the company", "公司内部")),
    InjectKind.RUMOUR: ("🌀", Text("rumour", "传言")),
    InjectKind.ABSENT: ("📵", Text("out of reach", "失联")),
}
TARGET_NAMES: dict[Target, Text] = {
    Target.ACKNOWLEDGED: Text("acknowledged", "确认接手"),
    Target.ROOM_COMPLETE: Text("room ready", "频道就绪"),
    Target.FIRST_ANSWER: Text("first answer", "首次回应"),
    Target.FIRST_STATEMENT: Text("first statement", "首份声明"),
}

DAYS = Text("{count} day", "{count} 天")
MANY_DAYS = Text("{count} days", "{count} 天")
HOURS = Text("{count} h", "{count} 小时")
MINUTES = Text("{count} min", "{count} 分钟")
SECONDS = Text("{count} s", "{count} 秒")
SECONDS_SHOWN_BELOW = timedelta(minutes=10)

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# In text that was escaped already. Only what a browser would type: a full stop in Chinese ends an address.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$'()*+,;=%&]+", re.IGNORECASE)
_AFTER_ADDRESS = ".,:!?'*_~)"  # no ``;``: it may end an entity
_WITH_ZONE = {Language.ENGLISH: ("en_GB", "d MMM HH:mm v"), Language.CHINESE: ("zh_Hans_CN", "M月d日 HH:mm（v）")}
_BABEL = {Language.ENGLISH: ("en", "d MMM yyyy, HH:mm:ss"), Language.CHINESE: ("zh", "y年M月d日 HH:mm:ss")}


def escape(text: str) -> str:
    """Text from outside, made safe for Slack's mrkdwn (``&``, ``<`` and ``>``, no others). Once, at the edge."""
    return text.translate(_ESCAPES)


def written(text: str, language: Language) -> str:
    """What a person or a source wrote, for mrkdwn: escaped, web addresses made links (Slack is told not to look for any
    itself), and removed words said to be removed."""
    if text == REMOVED:
        return GONE.say(language)
    return _ADDRESS.sub(_as_link, escape(text))


def excerpt(text: str, limit: int, language: Language) -> str:
    """``written`` of at most ``limit`` characters and on one line."""
    return shortened(" ".join(text.split()), limit, language)


def shortened(text: str, limit: int, language: Language) -> str:
    """``written`` of at most ``limit`` characters, with its own lines."""
    return cut(written(text.strip(), language), limit)


def in_plain(text: str, language: Language) -> str:
    """The same for plain text: nothing is escaped, removed words are said to be removed."""
    return GONE.say(language) if text == REMOVED else text


def link(url: str, label: str) -> str:
    """A link with its own words in mrkdwn; ``label`` was escaped. What is no web address is shown as text."""
    if not url.lower().startswith(("https://", "http://")):
        return escape(url)
    return f"<{escape(quote(url, safe=_URL_SIGNS))}|{label.replace('|', '¦')}>"


def mention(person: str) -> str:
    """A person, by Slack id, as Slack shows people."""
    return f"<@{escape(person)}>"


def channel_link(incident: Incident, language: Language) -> str:
    """The incident's channel as a link, or that it is being made."""
    return f"<#{escape(incident.channel)}>" if incident.channel else NO_CHANNEL_YET.say(language)


def drill_mark(incident: Incident) -> str:
    """What stands before every message of a drill; empty for a real incident."""
    return f"【{DRILL}】" if incident.drill else ""


def headline(incident: Incident, language: Language) -> str:
    """Colour, number and title, in plain text (not escaped)."""
    mark = SEVERITY_MARK[incident.severity]
    return f"{drill_mark(incident)}{mark} #{incident.number} · {in_plain(incident.title, language)}"


def outside_title(incident: Incident, language: Language) -> str:
    """The title for places that others read, too: a private incident does not say its own."""
    return PRIVATE_TITLE.say(language) if incident.private else in_plain(incident.title, language)


def severity_label(severity: Severity) -> Text:
    """``SEV1 · red``, ``SEV1 红``."""
    return SEVERITY_LABELS[severity]


def stage_name(stage: Stage) -> Text:
    return NAMES[stage]


def role_name(policy: Policy, key: str) -> Text:
    """The role's name in both languages, not escaped. A role that left the catalogue goes by its key."""
    role = policy.role(key)
    return _literal(role.name if role else Text(key, key))


def kind_name(policy: Policy, key: str) -> Text:
    """The kind's name in both languages, or its key. Not escaped."""
    return _literal(policy.kinds.get(key) or Text(key, key))


def instructions(policy: Policy, key: str, language: Language) -> str:
    """What a role's holder is asked to do, for mrkdwn, with the team's own command name; empty for a role that the
    catalogue does not know any more."""
    role = policy.role(key)
    if role is None:
        return ""
    return written(_literal(role.instructions).say(language).replace("/incident", policy.command), language)


def target_name(target: Target) -> Text:
    return TARGET_NAMES[target]


def duration(length: timedelta, language: Language) -> str:
    """A length of time in its two largest units: ``40 s``, ``15 min``, ``1 h 30 min``, ``1 day 2 h``.

    Seconds are said below ten minutes only. Parts of a second count as one; less
    than nothing is nothing.
    """
    seconds = max(0, ceil(length.total_seconds()))
    if seconds >= SECONDS_SHOWN_BELOW.total_seconds():
        seconds -= seconds % 60
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, seconds = divmod(rest, 60)
    units = ((days, DAYS if days == 1 else MANY_DAYS), (hours, HOURS), (minutes, MINUTES), (seconds, SECONDS))
    first = next((place for place, (count, _) in enumerate(units) if count), 3)
    shown = [unit.say(language, count=count) for count, unit in units[first : first + 2] if count]
    return " ".join(shown) or SECONDS.say(language, count=0)


def slack_time(at: datetime, language: Language) -> str:
    """A moment that Slack shows each reader in the own time zone and language; the fallback is UTC.

    In English the time comes first: Slack writes “Today” large where it begins, and moments stand within sentences.
    """
    shown = "{date_short_pretty} {time}" if language is Language.CHINESE else "{time} {date_short_pretty}"
    return f"<!date^{int(at.timestamp())}^{shown}|{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC>"


def slack_span(begin: datetime, end: datetime, language: Language) -> str:
    """From when to when, as Slack shows it to each reader; of less than a day the end is the time alone."""
    if end - begin < timedelta(days=1):
        till = f"<!date^{int(end.timestamp())}^{{time}}|{end.astimezone(UTC):%H:%M} UTC>"
    else:
        till = slack_time(end, language)
    return say(SPAN, language, begin=slack_time(begin, language), end=till)


def time_with_zone(at: datetime, language: Language, zone: ZoneInfo) -> str:
    """A moment in ``zone``, to the minute, with the zone's name: for what is read outside Slack."""
    locale, pattern = _WITH_ZONE[language]
    return format_datetime(at.astimezone(zone), pattern, locale=locale)


def document_time(at: datetime, language: Language, zone: ZoneInfo) -> str:
    """A moment in ``zone``, to the second, as a document writes it; the document says once which zone it is."""
    locale, pattern = _BABEL[language]
    return format_datetime(at.astimezone(zone), pattern, locale=locale)


def say(text: Text, language: Language, /, **values: object) -> str:
    """``text.say``; in Chinese with one space where Chinese meets Latin letters, digits or a mention, and none between
    Chinese words, whatever the values are. A moment begins with a word for a Chinese reader (今天 02:01): none before
    it. Raises KeyError when a mark has no value.
    """
    if language is not Language.CHINESE:
        return text.say(language, **values)
    said = ""
    for words, mark in _pieces(text.zh):
        said = _beside(said, words)
        if mark is not None:
            value = values[mark]
            said = _beside(said, value.say(language) if isinstance(value, Text) else str(value))
    return said


@lru_cache(maxsize=2_048)
def _pieces(template: str) -> tuple[tuple[str, str | None], ...]:
    """The words of a template, each with the mark that follows it."""
    return tuple((words, mark) for words, mark, _, _ in Formatter().parse(template))


def joined(items: Iterable[str], language: Language) -> str:
    """``a, b`` or ``a、b``."""
    return COMMA.say(language).join(items)


def more(count: int, language: Language) -> str:
    """…and 44 more."""
    return MORE.say(language, count=count)


# What may stand in an address as it is; ``|``, ``<``, ``>`` and spaces would end a link early.
_URL_SIGNS = "%:/?#[]@!$&'()*+,;=-._~"


def _as_link(found: re.Match[str]) -> str:
    address = found.group()
    end = min((place for place in (address.find("&lt;"), address.find("&gt;")) if place >= 0), default=len(address))
    bare = address[:end].rstrip(_AFTER_ADDRESS)
    return f"<{bare}>{address[len(bare) :]}" if len(bare) > len("https://") else address


_LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789<>`#@&")
_MOMENT = "<!date^"


def _beside(left: str, right: str) -> str:
    """Two pieces of Chinese text, put together with the space that belongs between them."""
    before, after = left.rstrip(" "), right.lstrip(" ")
    if not before or not after:
        return left + right
    end, start = before[-1], after[0]
    if _is_chinese(end):
        if _is_chinese(start) or right.startswith(_MOMENT):
            return before + after
        return f"{before} {after}" if start in _LATIN else left + right
    return f"{before} {after}" if end in _LATIN and _is_chinese(start) else left + right


def _is_chinese(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"


def _literal(text: Text) -> Text:
    """A team's own text may hold braces that mark nothing."""
    if "{" in text.en + text.zh or "}" in text.en + text.zh:
        return Text(*(words.replace("{", "{{").replace("}", "}}") for words in (text.en, text.zh)))
    return text
