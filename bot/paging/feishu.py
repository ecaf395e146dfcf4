"""A custom bot in a group of Feishu or Lark.

https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot: 100 messages a minute, 5 a second; the signature is
the base64 of HMAC-SHA256 with ``{timestamp}\\n{secret}`` as the key and nothing as the message (seconds, at most an
hour old); errors come with HTTP 200 and a ``code``. A rich text (``post``) is made of tags, so text in it is only text:
no ``<at …>`` of a stranger calls anybody. A person is called by open_id or user_id; the bot knows no mobile numbers.
"""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Any

from bot.paging.medium import JSON, Act, Answer, Door, Medium, Outgoing, as_json, by_status, turned_away
from handlers.views.page import Letter

LIMITS = ((5, 1.0), (100, 60.0))
TOO_MUCH = frozenset({11232, 11233, 99991400})
BUSY = frozenset({-1, 1500, 11246, 18120})  # said of the platform's own troubles
LIMIT_SECONDS = 10.0


def make(letter: Letter, act: Act, door: Door, now: datetime) -> Outgoing:
    lines: list[list[dict[str, Any]]] = [[{"tag": "text", "text": line}] for line in letter.lines]
    if letter.feishu:
        lines.insert(0, [{"tag": "at", "user_id": letter.feishu}])
    if letter.link:
        lines.append([{"tag": "a", "text": "答复 · Answer", "href": letter.link}])
    body: dict[str, Any] = {
        "msg_type": "post",
        "content": {"post": {"zh_cn": {"title": letter.head, "content": lines}}},
    }
    if door.secret:
        timestamp = str(int(now.timestamp()))
        body = {"timestamp": timestamp, "sign": sign(door.secret, timestamp), **body}
    return Outgoing(door.address, as_json(body), JSON)


def sign(secret: str, timestamp: str) -> str:
    key = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()


def judge(answer: Answer) -> None:
    if answer.status == 429 or answer.status >= 500:
        by_status(answer)
    found = answer.read()
    code = found.get("code", found.get("StatusCode"))
    why = f"{code} {found.get('msg') or found.get('StatusMessage') or ''}"
    if code == 0 and answer.status < 300:
        return
    too_much = code in TOO_MUCH or "frequency limit" in why.lower()
    raise turned_away(answer, why, too_much=too_much, busy=code in BUSY, otherwise=LIMIT_SECONDS)


FEISHU = Medium(make, judge, LIMITS)
