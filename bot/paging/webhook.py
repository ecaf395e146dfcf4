"""A webhook of the team's own: JSON, signed with HMAC-SHA256 over time and body (docs/paging.md shows how to check it).

Headers: ``Fenghuo-Timestamp`` (Unix seconds), ``Fenghuo-Signature`` (``v1=`` and the hexadecimal HMAC of
``{timestamp}.{body}``), ``Fenghuo-Page`` (the page's id: the same again is the same page). Any 2xx is a yes.
"""

import hashlib
import hmac
from datetime import datetime

from bot.paging.medium import JSON, Act, Door, Medium, Outgoing, as_json, by_status
from handlers.views.page import Letter


def make(letter: Letter, act: Act, door: Door, now: datetime) -> Outgoing:
    body = as_json(
        {
            "event": act.value,
            "id": letter.id,
            "incident": letter.incident,
            "severity": letter.severity.name if letter.severity else None,
            "title": letter.title,
            "reason": letter.reason,
            "person": letter.person,
            "mobile": letter.mobile or None,
            "text": letter.text,
            "link": letter.link or None,
            "paged_at": letter.at.isoformat(),
        }
    )
    timestamp = str(int(now.timestamp()))
    headers = {
        **JSON,
        "Fenghuo-Page": letter.id,
        "Fenghuo-Timestamp": timestamp,
        "Fenghuo-Signature": f"v1={sign(door.secret, timestamp, body)}",
    }
    return Outgoing(door.address, body, headers)


def sign(secret: str, timestamp: str, body: bytes) -> str:
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


WEBHOOK = Medium(make, by_status, knows_repeats=True)
