"""The places between two durable steps of this floor, by name; ``storage.points`` has those below.

Answers for: the list of all of them, ``POINTS``. A test ends the process at each and looks at what is left; one that is
never passed fails that test, so the list does not rot. May not: change anything by being there.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from storage.points import Point as StoragePoint


class Point(StrEnum):
    """What has been done last, and what not yet."""

    STORE_OPENED = "the store is open and its leases are released, and nothing works yet"
    ALERT_ARRIVED = "an alert has arrived, and is not stored"
    ALERT_STORED = "an alert is stored, and its sender has not heard of it"
    ENVELOPE_ARRIVED = "Slack has sent something, and it is not looked at"
    ENVELOPE_HANDLED = "what Slack sent is handled, and not acknowledged"
    CLAIMED = "wishes are leased, and none is begun"
    GRANTED = "a wish is granted, and that is not stored"
    RESULT_STORED = "a granted wish is stored, and its lane has not gone on"
    DUE_SEEN = "a due time has come and was seen, and is not taken"
    DUE_TAKEN = "a due time is taken, and nothing that follows has gone out"
    DRAINING = "a stop was asked for and nothing more is taken in, and work is in hand"

    CHANNEL_WANTED = "before conversations.create"
    CHANNEL_MADE = "conversations.create has answered"
    PEOPLE_WANTED = "before conversations.invite"
    PEOPLE_INVITED = "conversations.invite has answered"
    TOPIC_WANTED = "before conversations.setTopic"
    TOPIC_SET = "conversations.setTopic has answered"
    DIRECT_MESSAGE_WANTED = "before conversations.open"
    DIRECT_MESSAGE_OPENED = "conversations.open has answered"
    ENTRY_WANTED = "before conversations.join"
    ENTERED = "conversations.join has answered"
    MESSAGE_WANTED = "before chat.postMessage"
    MESSAGE_POSTED = "chat.postMessage has answered"
    EDIT_WANTED = "before chat.update"
    EDITED = "chat.update has answered"
    PIN_WANTED = "before pins.add: the board is posted, and not pinned"
    PINNED = "pins.add has answered"
    ADDRESS_WANTED = "before files.getUploadURLExternal"
    ADDRESS_GIVEN = "files.getUploadURLExternal has answered"
    BYTES_WANTED = "before a file's bytes"
    BYTES_SENT = "a file's bytes are sent"
    FILE_WANTED = "before files.completeUploadExternal"
    FILE_SHARED = "files.completeUploadExternal has answered"
    PAGE_WANTED = "before a page goes out by webhook"
    PAGE_TAKEN = "the receiver of a page has taken it"


UPLOAD = "upload"
"""A file's bytes, which go to no method of Slack's."""

AROUND: Mapping[str, tuple[Point, Point]] = MappingProxyType(
    {
        "conversations.create": (Point.CHANNEL_WANTED, Point.CHANNEL_MADE),
        "conversations.invite": (Point.PEOPLE_WANTED, Point.PEOPLE_INVITED),
        "conversations.setTopic": (Point.TOPIC_WANTED, Point.TOPIC_SET),
        "conversations.open": (Point.DIRECT_MESSAGE_WANTED, Point.DIRECT_MESSAGE_OPENED),
        "conversations.join": (Point.ENTRY_WANTED, Point.ENTERED),
        "chat.postMessage": (Point.MESSAGE_WANTED, Point.MESSAGE_POSTED),
        "chat.update": (Point.EDIT_WANTED, Point.EDITED),
        "pins.add": (Point.PIN_WANTED, Point.PINNED),
        "files.getUploadURLExternal": (Point.ADDRESS_WANTED, Point.ADDRESS_GIVEN),
        UPLOAD: (Point.BYTES_WANTED, Point.BYTES_SENT),
        "files.completeUploadExternal": (Point.FILE_WANTED, Point.FILE_SHARED),
    }
)
"""Before and after each call of Slack that others see something of."""

POINTS: tuple[str, ...] = (*StoragePoint, *Point)
