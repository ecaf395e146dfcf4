"""Commands about posts that come in. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime

from crisis.alert import Mention
from crisis.incident import Who


@dataclass(frozen=True, slots=True)
class ReceiveMentions:
    """Take posts in, in stream order: each is judged, and joins its story. Few enough for one transaction
    (``crisis.desk.intake.AT_ONCE``); ``crisis.desk.intake.hear`` divides more. ``heard_at``: first sight, UTC."""

    posts: tuple[Mention, ...]
    heard_at: datetime
    source: str = "mentions"


@dataclass(frozen=True, slots=True)
class BringPosts:
    """Take posts in as an incident's own, because somebody says that they are. Few enough for one transaction
    (``crisis.desk.bringing.AT_ONCE``)."""

    incident: int
    by: Who
    posts: tuple[Mention, ...]
    heard_at: datetime
    source: str = "file"
