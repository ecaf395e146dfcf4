"""A custom robot in a group of DingTalk.

https://open.dingtalk.com/document/robots/custom-robot-access: 20 messages a minute, more are refused for ten minutes;
the signature is the base64 of HMAC-SHA256 with the secret as the key over ``{timestamp}\\n{secret}`` (milliseconds, at
most an hour old), in the query; errors come with HTTP 200 and an ``errcode``. Sent as plain text: nothing in it can be
a mark, and only the numbers in ``atMobiles`` are called.
"""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus

from bot.paging.medium import JSON, Act, Answer, Door, Medium, Outgoing, as_json, by_status, cut_bytes, turned_away
from handlers.views.page import Letter

LIMITS = ((20, 60.0),)
TOO_MUCH = frozenset({130101, 130102, 410100})
BUSY = frozenset({-1, 15, 88, 1111})
LIMIT_SECONDS = 60.0
TEXT_LIMIT = 20_000  # bytes of a message


def make(letter: Letter, act: Act, door: Door, now: datetime) -> Outgoing:
    text = f"{letter.text}\n@{letter.mobile}" if letter.mobile else letter.text
    body: dict[str, Any] = {
        "msgtype": "text",
        "text": {"content": cut_bytes(text, TEXT_LIMIT // 2)},
        "at": {"atMobiles": [letter.mobile] if letter.mobile else [], "isAtAll": False},
    }
    address = door.address
    if door.secret:
        timestamp = str(int(now.timestamp() * 1000))
        joint = "&" if "?" in address else "?"
        address += f"{joint}timestamp={timestamp}&sign={quote_plus(sign(door.secret, timestamp))}"
    return Outgoing(address, as_json(body), JSON)


def sign(secret: str, timestamp: str) -> str:
    said = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(secret.encode(), said, hashlib.sha256).digest()).decode()


def judge(answer: Answer) -> None:
    if answer.status >= 300:
        by_status(answer)
    found = answer.read()
    code = found.get("errcode")
    why = f"{code} {found.get('errmsg') or ''}"
    if code == 0:
        return
    too_much = code in TOO_MUCH or "too fast" in why or bool(found.get("punish"))
    raise turned_away(answer, why, too_much=too_much, busy=code in BUSY, otherwise=LIMIT_SECONDS)


DINGTALK = Medium(make, judge, LIMITS)
