"""A robot in a group of WeCom (企业微信).

https://developer.work.weixin.qq.com/document/path/91770: the key stands in the address; 20 messages a minute; errors
come with HTTP 200 and an ``errcode``. Sent as text, because only a text calls people by mobile number
(``mentioned_mobile_list``); up to 2,048 bytes. In it ``<@userid>`` calls people, too: a ``<`` that came from outside
is written in full width.
"""

from datetime import datetime
from typing import Any

from bot.paging.medium import JSON, Act, Answer, Door, Medium, Outgoing, as_json, by_status, cut_bytes, turned_away
from handlers.views.page import Letter

LIMITS = ((20, 60.0),)
TOO_MUCH = frozenset({45009, 45033})
BUSY = frozenset({-1})
LIMIT_SECONDS = 60.0
TEXT_LIMIT = 2048  # bytes


def make(letter: Letter, act: Act, door: Door, now: datetime) -> Outgoing:
    text: dict[str, Any] = {"content": cut_bytes(letter.text.replace("<", "＜"), TEXT_LIMIT)}
    if letter.mobile:
        text["mentioned_mobile_list"] = [letter.mobile]
    if letter.wecom:
        text["mentioned_list"] = [letter.wecom]
    return Outgoing(door.address, as_json({"msgtype": "text", "text": text}), JSON)


def judge(answer: Answer) -> None:
    if answer.status >= 300:
        by_status(answer)
    found = answer.read()
    code = found.get("errcode")
    why = f"{code} {found.get('errmsg') or ''}"
    if code == 0:
        return
    raise turned_away(answer, why, too_much=code in TOO_MUCH, busy=code in BUSY, otherwise=LIMIT_SECONDS)


WECOM = Medium(make, judge, LIMITS)
