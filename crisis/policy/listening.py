"""Channels of chat in which other apps' messages are heard, as the team wrote it.

Answers for: the values. May not: know what a message looks like (``handlers.alerts.message`` does) or read a channel.
"""

from dataclasses import dataclass
from enum import StrEnum

from crisis.severity import Severity


class HeardAs(StrEnum):
    """What a message is taken for."""

    ALERT = "alert"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class ListenedChannel:
    """``channel``: its name without #, or its id. ``senders``: apps and bots, by name or id, lower case; empty: all of
    them. ``severity``: of an alert that does not say its own. ``people``: whether what people write counts as well."""

    channel: str
    senders: tuple[str, ...] = ()
    heard_as: HeardAs = HeardAs.ALERT
    severity: Severity | None = None
    people: bool = False
