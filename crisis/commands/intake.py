"""Commands about posts that come in. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime

from crisis.alert import Mention


@dataclass(frozen=True, slots=True)
class ReceiveMentions:
    """Take posts in, in stream order: each is judged, and joins its story. Few enough for one transaction
    (``crisis.intake.AT_ONCE``); ``crisis.intake.hear`` divides more. ``heard_at``: first sight, UTC."""

    posts: tuple[Mention, ...]
    heard_at: datetime
    source: str = "mentions"
