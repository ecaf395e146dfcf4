"""A message that another app posted in a channel, as an alert or as posts.

Answers for: where monitoring tools put title, words, link, fields and colour in a message of Slack's; the same cause is
known again although its message says another status (“[FIRING] …”, “[RESOLVED] …”). May not: read a channel, or say
whose messages count.

Words say the severity before anything else; then the policy's; then the colour of the message's bar: red SEV2 (every
tool paints everything red), orange and yellow SEV3, blue and grey SEV4. Green means that it is over.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from crisis.alert import Alert, Mention
from crisis.language import Language, Text
from crisis.policy.listening import ListenedChannel
from crisis.severity import Severity, severity_of
from handlers.alerts.fields import clean, title_of
from handlers.posts.column_names import Field
from handlers.posts.columns import columns_of
from handlers.posts.rows import Context, post_of
from handlers.slack.payloads import Body
from handlers.words.parsing import readable

SOURCE = Text("{app} in Slack", "Slack 中的 {app}")
SOMEBODY = "Slack"
LONGEST = 3_000  # characters of the words that are kept
MOST_FIELDS = 20
LONGEST_LABEL = 200
PLATFORM = "slack"

_STATUS = (
    r"firing|alerting|alert|triggered|problem|down|critical|fatal|warning|info|error|open(?:ed)?|new|sev ?[1-4]|p[1-5]|"
    r"resolved|ok|up|recovered|recovery|closed|normal|no ?data|告警|报警|警报|预警|恢复|已恢复|已解决|解除|故障|异常"
)
_MARK = re.compile(
    rf"^[^\w\[【]*(?:\[\s*(?:{_STATUS})\b[\w\s:]*\]|【\s*(?:{_STATUS})[^】]*】|"
    rf"(?:{_STATUS})\s*(?:\(\d+\))?\s*[:：\-—|])\s*",
    re.IGNORECASE,
)
_EMOJI = re.compile(r"^(?::[a-z0-9_+-]+:\s*)+")
_OVER_MARK = re.compile(r"\b(?:resolved|recovered|recovery|ok|closed|normal|up)\b|恢复|已解决|解除|✅", re.IGNORECASE)
_OVER = re.compile(
    r"^\W*(?:resolved|recovered)\b|\b(?:has |is |was |been |now )(?:resolved|recovered)\b|"
    r"恢复|已解决|告警解除|解除告警|报警解除|^\s*✅",
    re.IGNORECASE,
)
_NOT_OVER = re.compile(
    r"未恢复|尚未|没有恢复|不恢复|not (?:yet )?(?:resolved|recovered)|恢复中|正在恢复", re.IGNORECASE
)
_SEVERITY_WORD = re.compile(
    r"\[\s*(sev ?[1-4]|p[1-5]|critical|fatal|warning|info)[\s:\d]*\]|\b(sev ?[1-4])\b", re.IGNORECASE
)
_SEVERITY_NAMES = frozenset(
    {"severity", "priority", "level", "级别", "等级", "告警级别", "告警等级", "严重程度", "优先级"}
)
_NAMED_COLOURS = {"danger": Severity.SEV2, "warning": Severity.SEV3}
_OVER_COLOURS = frozenset({"good"})


@dataclass(frozen=True, slots=True)
class Heard:
    """What is needed to read a message. ``team_url``: of the workspace, for the message's own address; may be empty.
    ``name_of``: a person's name by id."""

    rule: ListenedChannel
    channel: str
    now: datetime
    language: Language
    name_of: Callable[[str], str]
    context: Context
    team_url: str = ""


def sender_of(message: Body) -> tuple[str, ...]:
    """Every name and id that an app goes by in its message."""
    profile = message.get("bot_profile") or {}
    found = (
        message.get("bot_id"),
        message.get("app_id"),
        profile.get("app_id"),
        profile.get("name"),
        message.get("username"),
    )
    return tuple(str(each) for each in found if each)


def alert_of(message: Body, heard: Heard) -> Alert:
    """The alert that a message is."""
    parts = [_Part(each, heard) for each in message.get("attachments") or () if isinstance(each, dict)]
    words = [line for line in (_words(message, heard), *(part.words for part in parts)) if line]
    titles = [part.title for part in parts if part.title]
    first = _header(message, heard) or next(iter(titles), "") or next(iter("\n".join(words).splitlines()), "")
    labels = tuple(dict(pair for part in parts for pair in part.fields).items())[:MOST_FIELDS]
    source = SOURCE.say(heard.language, app=_name(message))
    text = "\n".join(dict.fromkeys(words))
    link = next((part.link for part in parts if part.link), "")
    return Alert(
        source=source,
        title=title_of(_without_status(first)[0], source, heard.language),
        received_at=heard.now,
        text=text if len(text) <= LONGEST else text[: LONGEST - 1] + "…",
        severity_hint=_severity(first, labels) or heard.rule.severity or _by_colour(parts),
        started_at=None,
        labels=labels,
        url=link or permalink(heard.team_url, heard.channel, str(message["ts"])),
        resolved=_is_over(first, parts),
    )


def posts_of(message: Body, heard: Heard) -> tuple[Mention, ...]:
    """The posts that a message tells of: one for each attachment that has words, else the message itself."""
    attachments = [each for each in message.get("attachments") or () if isinstance(each, dict)]
    found = [
        _post(part, message, heard, place) for place, part in enumerate(_Part(each, heard) for each in attachments)
    ]
    posts = [each for each in found if each.text]
    if posts:
        return tuple(posts)
    text = "\n".join(part for part in (_header(message, heard), _words(message, heard)) if part)
    return (_mention(message, heard, text=text, place=None),) if text else ()


def permalink(team_url: str, channel: str, ts: str) -> str:
    """The address of a message, as Slack makes it; empty when the workspace's is not known."""
    return f"{team_url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}" if team_url else ""


class _Part:
    """One attachment."""

    def __init__(self, attachment: dict[str, Any], heard: Heard) -> None:
        self.attachment = attachment
        self.title = _plain(attachment.get("title"), heard)
        self.link = _address(attachment.get("title_link") or attachment.get("from_url"))
        said = [_plain(attachment.get(name), heard) for name in ("pretext", "title", "text")]
        blocks = "\n".join(_block_texts(attachment.get("blocks"), heard))
        self.words = "\n".join(each for each in (*said, blocks) if each) or _plain(attachment.get("fallback"), heard)
        given = [each for each in attachment.get("fields") or () if isinstance(each, dict)]
        pairs = ((_plain(each.get("title"), heard), _plain(each.get("value"), heard)) for each in given)
        self.fields = [(name[:LONGEST_LABEL].rstrip(":： "), value[:LONGEST_LABEL]) for name, value in pairs if name]
        # What Slack puts below a link has the colour of another site, or of another message.
        is_of_a_link = attachment.get("from_url") or attachment.get("is_msg_unfurl") or attachment.get("is_app_unfurl")
        self.colour = "" if is_of_a_link else str(attachment.get("color") or "").lower().lstrip("#")


def _post(part: _Part, message: Body, heard: Heard, place: int) -> Mention:
    columns = columns_of([name for name, _ in part.fields])
    said = "\n".join(each for each in (part.title, _plain(part.attachment.get("text"), heard)) if each) or _plain(
        part.attachment.get("fallback"), heard
    )
    if Field.TEXT not in columns.at and not said:
        return _mention(message, heard, text="", place=place)
    cells = [value for _, value in part.fields]
    read, _ = post_of(1, [*cells, said], columns_of([*columns.names, "text"]), heard.context)
    if read is None:
        return _mention(message, heard, text=said, place=place)
    found = read.mention
    return _mention(
        message,
        heard,
        text=found.text,
        place=place,
        author=_plain(part.attachment.get("author_name"), heard) or found.author,
        platform=found.platform,
        followers=found.followers,
        url=part.link or found.url,
        posted_at=found.posted_at,
        reposts=found.reposts,
        comments=found.comments,
        likes=found.likes,
    )


def _mention(message: Body, heard: Heard, *, text: str, place: int | None, **more: Any) -> Mention:
    ts = str(message["ts"])
    author = more.pop("author", "") or (
        heard.name_of(str(message["user"])) if message.get("user") and not message.get("bot_id") else _name(message)
    )
    url = more.pop("url", "") or permalink(heard.team_url, heard.channel, ts)
    posted_at = more.pop("posted_at", None) or datetime.fromtimestamp(float(ts), UTC)
    id = f"{heard.channel}:{ts}" if place is None else f"{heard.channel}:{ts}:{place}"
    platform = more.pop("platform", PLATFORM)
    return Mention(platform=platform, author=author, text=text, url=url, id=id, posted_at=posted_at, **more)


def _name(message: Body) -> str:
    profile = message.get("bot_profile") or {}
    found = message.get("username") or profile.get("name") or SOMEBODY
    return " ".join(str(clean(str(found))).split())[:80] or SOMEBODY


def _words(message: Body, heard: Heard) -> str:
    """The message's own words; those of its blocks where it has none."""
    return _plain(message.get("text"), heard) or "\n".join(_block_texts(message.get("blocks"), heard))


def _header(message: Body, heard: Heard) -> str:
    for block in message.get("blocks") or ():
        if isinstance(block, dict) and block.get("type") == "header":
            return _plain((block.get("text") or {}).get("text"), heard)
    return ""


def _block_texts(blocks: Any, heard: Heard) -> Iterator[str]:
    for block in blocks if isinstance(blocks, list) else ():
        if not isinstance(block, dict):
            continue
        for part in (block.get("text"), *(block.get("fields") or ()), *(block.get("elements") or ())):
            if isinstance(part, dict) and isinstance(part.get("text"), str) and (said := _plain(part["text"], heard)):
                yield said


def _plain(value: Any, heard: Heard) -> str:
    if not isinstance(value, str):
        return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
    return _EMOJI.sub("", str(clean(readable(value[: LONGEST * 4], heard.name_of)))).strip()


def _address(value: Any) -> str:
    return value if isinstance(value, str) and value.startswith(("https://", "http://")) and len(value) < 2_000 else ""


def _without_status(title: str) -> tuple[str, str]:
    """The title without what changes from one message to the next (firing, resolved, P1), and that. One that says
    nothing else stays."""
    plain, marks = title.replace("*", "").strip(), ""
    while (found := _MARK.match(plain)) and plain[found.end() :].strip():
        marks, plain = f"{marks} {found[0]}", plain[found.end() :]
    return plain.strip() or title, marks


def _severity(title: str, labels: tuple[tuple[str, str], ...]) -> Severity | None:
    said = [value for name, value in labels if name.lower() in _SEVERITY_NAMES]
    said += [word for found in _SEVERITY_WORD.finditer(title) for word in found.groups() if word]
    return next((found for word in said if (found := severity_of(word))), None)


def _is_over(title: str, parts: list[_Part]) -> bool:
    plain, marks = _without_status(title)
    if (_OVER_MARK.search(marks) or _OVER.search(plain)) and not _NOT_OVER.search(title):
        return True
    colours = [part.colour for part in parts if part.colour]
    return bool(colours) and all(colour in _OVER_COLOURS or _hue(colour) == "green" for colour in colours)


def _by_colour(parts: list[_Part]) -> Severity | None:
    found = [severity for part in parts if (severity := _of_colour(part.colour))]
    return min(found, default=None)


def _of_colour(colour: str) -> Severity | None:
    hues = {"red": Severity.SEV2, "orange": Severity.SEV3, "blue": Severity.SEV4, "grey": Severity.SEV4}
    return _NAMED_COLOURS.get(colour) or hues.get(_hue(colour))


def _hue(colour: str) -> str:
    """The name of a colour written in six digits; empty for what is none."""
    if not re.fullmatch(r"[0-9a-f]{6}", colour):
        return ""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    if max(red, green, blue) - min(red, green, blue) < 40:
        return "grey"
    if red >= green and red >= blue:
        return "orange" if green > 1.3 * blue and green > 0.4 * red else "red"
    if green >= blue:
        return "green" if red < 0.85 * green else "orange"
    return "blue"
