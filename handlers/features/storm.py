"""More alerts than rooms: those that wait together, and the buttons that open or dismiss them. Opening a single one is
``opening``'s."""

import re

from crisis.commands import DismissHeldAlerts, OpenHeldAlerts
from crisis.desk.holding import JOINED_FOR, StormNow, look
from crisis.language import Text
from crisis.ports import View
from handlers.answer import Answer, Say
from handlers.feature import Feature, Tools
from handlers.request import Request
from handlers.views import storm

_VALUE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")

NONE_WAIT = Text(
    "No alerts wait together. A single one that waits has a card in the updates channel.",
    "当前没有汇总待处理的警报。单条待处理的警报在通报频道里各有卡片。",
)
OPENED = Text(
    "{count} incidents are open, #{first} to #{last}. Their channels are being made and you are brought in.",
    "已开启 {count} 个事件（#{first} 至 #{last}）。频道正在创建，会自动拉您进入。",
)
OPENED_ONE = Text(
    "Incident #{first} is open. Its channel is being made and you are brought in.",
    "已开启事件 #{first}。频道正在创建，会自动拉您进入。",
)
OPENED_SOME = Text(
    "{count} incidents are open, #{first} to #{last}; {left} more alerts wait on the card.",
    "已开启 {count} 个事件（#{first} 至 #{last}），卡片上还有 {left} 条警报待处理。",
)
DISMISSED = Text(
    "Dismissed: {count}. Nothing was opened for them; an alert that comes again asks again.",
    "已忽略 {count} 条警报，未开启事件；同样的警报再次到来时仍会提醒。",
)


async def on_line(request: Request, tools: Tools) -> Answer:
    now = tools.desk.clock()

    def seen(view: View) -> StormNow | None:
        found = view.waiting_storm(now - JOINED_FOR)
        return look(view, found, now) if found else None

    shown = await tools.desk.read(seen)
    if shown is None:
        return tools.say(request, NONE_WAIT)
    return Say(storm.storm(shown, tools.policy, request.language))


async def open_all(request: Request, tools: Tools) -> Answer:
    number, newest = _meant(request)
    outcome = await tools.handle(request, OpenHeldAlerts(number, newest, request.actor))
    first, last = (outcome.opened[0], outcome.opened[-1]) if outcome.opened else (0, 0)
    count, left = len(outcome.opened), outcome.left
    text = OPENED_SOME if left else OPENED_ONE if count == 1 else OPENED
    return tools.done(request, outcome, text, count=count, first=first, last=last, left=left)


async def dismiss_all(request: Request, tools: Tools) -> Answer:
    number, newest = _meant(request)
    outcome = await tools.handle(request, DismissHeldAlerts(number, newest, request.actor))
    return tools.done(request, outcome, DISMISSED, count=outcome.dismissed)


def _meant(request: Request) -> tuple[int, int]:
    """Which storm, and the newest of its alerts that the card showed. What no card of ours says means none."""
    read = _VALUE.fullmatch(request.argument)
    return (int(read[1]), int(read[2])) if read else (0, 0)


STORM = Feature(
    name="alerts",
    word=Text("alerts", "警报"),
    aliases=("storm", "激增"),
    example=Text("alerts", "警报"),
    summary=Text("the alerts that wait together for a person", "汇总查看待处理的警报"),
    run=on_line,
    buttons={"storm.open": open_all, "storm.dismiss": dismiss_all},
)
