"""Fenghuo's own form of an alert, for sources that have none: one object, or a list of them."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from crisis.alert import Alert, Mention
from handlers.alerts.fields import Clean, Count, Filled, Moment, Name, SeverityWord, title_of
from handlers.alerts.source import BadPayload, Item, Problem, Reading, Source, checked


class MentionShape(BaseModel):
    model_config = ConfigDict(defer_build=True, strict=True, extra="ignore")

    platform: Filled
    id: Name = ""
    author: Clean = ""
    followers: Count = 0
    text: Clean = ""
    url: Clean = ""
    posted_at: Moment = None
    reposts: Count = 0
    comments: Count = 0
    likes: Count = 0


class AlertShape(BaseModel):
    model_config = ConfigDict(defer_build=True, strict=True, extra="ignore")

    source: Filled
    title: Clean
    key: Name | None = None
    text: Clean = ""
    severity: SeverityWord = None
    started_at: Moment = None
    labels: dict[Clean, Clean] = Field(default_factory=dict)
    url: Clean = ""
    mentions: list[MentionShape] = Field(default_factory=list)
    resolved: bool = False


def split(payload: Any) -> tuple[Sequence[Item], bool]:
    if isinstance(payload, dict):
        return [Item("", payload)], False
    if isinstance(payload, list) and payload:
        return [Item(f"[{place}]", each) for place, each in enumerate(payload)], True
    raise BadPayload(Problem("", "an alert is a JSON object; several are a list of such"))


def read(item: Item, reading: Reading) -> Alert:
    return alert_of(checked(AlertShape, item, reading), reading)


def alert_of(shape: AlertShape, reading: Reading) -> Alert:
    """The alert that this shape says."""
    return Alert(
        source=shape.source,
        title=title_of(shape.title, shape.source, reading.language),
        received_at=reading.now,
        key=shape.key or None,
        text=shape.text,
        severity_hint=shape.severity,
        started_at=shape.started_at,
        labels=tuple(sorted(shape.labels.items())),
        url=shape.url,
        mentions=tuple(
            Mention(
                platform=each.platform,
                author=each.author,
                text=each.text,
                followers=each.followers,
                url=each.url,
                id=each.id,
                posted_at=each.posted_at,
                reposts=each.reposts,
                comments=each.comments,
                likes=each.likes,
            )
            for each in shape.mentions
        ),
        resolved=shape.resolved,
    )


GENERIC = Source("generic", split, read, has_instances=False)
