"""A batch of posts, as bytes, into mentions: a JSON array, JSON lines, or one object.

Answers for: what was meant by the bytes (UTF-8, UTF-16, GB18030), which row is which, and that a bad row harms no
other. May not: say what becomes of a post (the desk does). A full batch takes a while: call it in a thread. Texts here
are for programs and their operators, in English.
"""

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from crisis.alert import Mention
from crisis.values import replace
from handlers.alerts.fields import AHEAD, Clean
from handlers.alerts.generic import MentionShape
from handlers.alerts.source import BadPayload, Item, Problem, checked

MOST_ROWS = 10_000
"""Of one batch; a MiB holds more only if they say nothing."""
TEXT_KEPT = 5_000  # characters; of a longer post the beginning is kept
NAME_KEPT = 200  # characters of a platform and of an author
URL_KEPT = 2_000  # characters; half an address leads nowhere
ID_KEPT = 300  # characters; half an id may be another post's

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SPACE = " \t\r\n"


class PostShape(MentionShape):
    """A mention as an alert brings it; but a row without a text is no post."""

    text: Clean


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a batch. ``line``: of the body, from 1, where each stands on its own. ``post``: None when there are
    ``problems``. ``notes``: what was done to a post that was taken."""

    line: int | None
    post: Mention | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows in their order. ``source``: who says that it sent them."""

    rows: tuple[Row, ...]
    source: str = "mentions"


def batch_of(body: bytes, now: datetime) -> Batch:
    """The posts of a body. ``now``: UTC, for those that say they are made later. Raises BadPayload when nothing in it
    can be told apart."""
    text, notes = _decoded(body)
    start = text.lstrip(_SPACE)
    source = "mentions"
    found: list[tuple[int | None, Any]]
    if start.startswith("["):
        found = [(None, value) for value in _of_array(start)]
    elif (whole := _whole_object(start)) is not None:
        inner = whole.get("mentions")
        source = _source(whole) if isinstance(inner, list) else source
        found = [(None, value) for value in inner] if isinstance(inner, list) else [(None, whole)]
    else:
        found = list(_of_lines(text))
    if not found:
        raise BadPayload(Problem("", "there is no post in it: a JSON array of posts is wanted, or one a line"))
    if len(found) > MOST_ROWS:
        raise BadPayload(Problem("", f"{len(found)} posts at once; at most {MOST_ROWS} are taken. Send fewer at once"))
    rows = tuple(_row(place, line, value, now, notes) for place, (line, value) in enumerate(found))
    return Batch(rows, source)


# ---- bytes to text


def _decoded(body: bytes) -> tuple[str, tuple[str, ...]]:
    """The text that was meant, and what to say of it. Bytes that are no text at all become marks of replacement: the
    rest of the post still says what it says."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, "replace"), ()
    try:
        return body.decode("utf-8"), ()
    except UnicodeDecodeError:
        # Line by line: what several systems wrote into one file need not agree. No letter of either holds a line end.
        lines = [_line_decoded(line) for line in body.split(b"\n")]
        notes = tuple(dict.fromkeys(note for _, note in lines if note))
        return "\n".join(line for line, _ in lines), notes


def _line_decoded(line: bytes) -> tuple[str, str]:
    try:
        return line.decode("utf-8"), ""
    except UnicodeDecodeError:
        damaged = line.decode("utf-8", "replace")
    bad = damaged.count("\N{REPLACEMENT CHARACTER}")
    good = sum(letter > "\x7f" for letter in damaged) - bad
    if good <= bad:  # of Chinese in GB18030 next to nothing is UTF-8 by chance
        try:
            return line.decode("gb18030"), "the body was read as GB18030"
        except UnicodeDecodeError:
            pass
    return damaged, "the body is neither UTF-8 nor GB18030; what could not be read was replaced"


# ---- text to rows


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


# Not strict: a line break inside a post's text is what programs get wrong most often.
_DECODER = json.JSONDecoder(parse_constant=_no_constant, strict=False)
_NO_JSON = BadPayload(Problem("", "the body is no JSON"))


def _of_array(text: str) -> Iterator[Any]:
    """The values of an array one by one: a single call for all of them would keep everybody else waiting. Raises
    BadPayload when it is none."""
    at = _after_space(text, 1)
    if text[at : at + 1] == "]":
        return
    while True:
        value, at = _value(text, at)
        yield value
        at = _after_space(text, at)
        if text[at : at + 1] == "]" and not text[at + 1 :].strip(_SPACE):
            return
        if text[at : at + 1] != ",":
            raise _no_json(text, at)
        at = _after_space(text, at + 1)


def _value(text: str, at: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        raise _no_json(text, at) from None


def _whole_object(text: str) -> dict[str, Any] | None:
    """The one object that this is, over however many lines; None when it is not."""
    if not text.startswith("{"):
        return None
    try:
        value, at = _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and not text[at:].strip(_SPACE) else None


def _of_lines(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not (line := line.strip(_SPACE)):
            continue
        try:
            value, at = _DECODER.raw_decode(line)
        except (ValueError, RecursionError):
            yield number, _NO_JSON
        else:
            yield number, (_NO_JSON if line[at:].strip(_SPACE) else value)


def _after_space(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\t", "\r", "\n"):
        at += 1
    return at


def _no_json(text: str, at: int) -> BadPayload:
    line = text.count("\n", 0, at) + 1
    return BadPayload(Problem("", f"the body is no JSON from line {line} on, {_near(text, at)}"))


def _near(text: str, at: int) -> str:
    return f"near {text[at : at + 20]!r}" if text[at : at + 1] else "where it ends"


def _source(whole: dict[str, Any]) -> str:
    named = whole.get("source")
    return named.strip()[:NAME_KEPT] or "mentions" if isinstance(named, str) else "mentions"


# ---- rows to posts


def _row(place: int, line: int | None, value: Any, now: datetime, notes: tuple[str, ...]) -> Row:
    path = f"[{place}]"
    if isinstance(value, BadPayload):
        return Row(line, problems=(Problem(path, "this line is no JSON"),))
    if not isinstance(value, dict):
        return Row(line, problems=(Problem(path, "a post is a JSON object"),))
    given = {name: each for name, each in value.items() if each is not None}  # null is how many say “not known”
    try:
        shape = checked(PostShape, Item(path, given), None)
    except BadPayload as bad:
        return Row(line, problems=bad.problems)
    if wrong := _wrong(path, shape):
        return Row(line, problems=wrong)
    post, more = _kept(_mention(shape), now)
    return Row(line, post, notes=(*notes, *more))


def _wrong(path: str, shape: PostShape) -> tuple[Problem, ...]:
    if len(shape.id) > ID_KEPT:
        return (Problem(f"{path}.id", f"an id has at most {ID_KEPT} characters"),)
    if not (shape.text.strip() or shape.id or shape.url):
        return (Problem(f"{path}.text", "a post without a text needs its id or its address"),)
    return ()


def _mention(shape: PostShape) -> Mention:
    return Mention(
        platform=shape.platform,
        author=shape.author,
        text=shape.text,
        followers=shape.followers,
        url=shape.url,
        id=shape.id,
        posted_at=shape.posted_at,
        reposts=shape.reposts,
        comments=shape.comments,
        likes=shape.likes,
    )


def _kept(post: Mention, now: datetime) -> tuple[Mention, list[str]]:
    """The post as it is kept, and what is to be said of the difference."""
    notes = []
    if post.posted_at and (ahead := post.posted_at - now) > AHEAD:
        notes.append(f"posted_at is {_length(ahead)} ahead of our clock; what is counted from it counts from now")
    if len(post.text) > TEXT_KEPT:
        notes.append(f"of the text of {len(post.text)} characters the first {TEXT_KEPT} are kept")
    if len(post.url) > URL_KEPT:
        notes.append(f"an address of more than {URL_KEPT} characters was left out")
    if not notes and max(len(post.platform), len(post.author)) <= NAME_KEPT:
        return post, notes
    return replace(
        post,
        platform=post.platform[:NAME_KEPT],
        author=post.author[:NAME_KEPT],
        text=post.text[:TEXT_KEPT],
        url=post.url if len(post.url) <= URL_KEPT else "",
    ), notes


def _length(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
