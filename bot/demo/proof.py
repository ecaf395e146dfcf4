"""Whether the whole main job happened, seen from outside: in the workspace and in the record.

Answers for: each part of the job is looked for where a person would see it. May not: trust what the bot says of itself,
but for the ledger, which is checked link by link.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.delivery.calls import SlackCalls
from bot.demo.playground import Playground
from crisis.incident import Incident
from crisis.language import Text
from crisis.stages import Stage
from storage.verify import verify_ledger
from workspace.seen import Seen

LEAST_DECISIONS = 2

ROOM = Text("an incident with a channel of its own", "事件和专用频道")
BOARD = Text("the board, pinned", "看板已置顶")
ROLE = Text("a role offered and accepted", "角色已邀请并有人接受")
REMINDER = Text("a reminder for the status update", "到点提醒了进展通报")
DECISIONS = Text("two decisions with their reasons", "两项决策及其理由")
CLOSED = Text("the incident closed", "事件已结案")
REVIEW = Text("the review as a file in the channel", "频道里有复盘文档")
LEDGER = Text("an unbroken ledger", "台账完整无改动")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the main job, and whether it was seen."""

    name: Text
    seen: bool


async def look(ground: Playground, number: int, viewer: str) -> tuple[Part, ...]:
    """Look for every part of the main job of incident ``number``, as the person ``viewer`` sees the workspace."""
    incident = await ground.service.desk.read(lambda view: view.incident(number))
    if incident is None or incident.channel is None:
        return (Part(ROOM, False),)
    messages = ground.workspace.person(viewer).messages(incident.channel)
    broken = await ground.service.store.read(lambda view: verify_ledger(view, number))
    accepted = any(offer.state == "accepted" for offer in incident.offers)
    reasons = [decision for decision in incident.decisions if decision.why]
    return (
        Part(ROOM, True),
        Part(BOARD, await _is_pinned(ground, incident)),
        Part(ROLE, accepted),
        Part(REMINDER, await _was_reminded(ground, number)),
        Part(DECISIONS, len(reasons) >= LEAST_DECISIONS and _shows(messages, reasons[0].text)),
        Part(CLOSED, incident.stage is Stage.CLOSED),
        Part(REVIEW, bool(_files(messages))),
        Part(LEDGER, not broken),
    )


async def fetch_reviews(ground: Playground, number: int, viewer: str, folder: Path) -> tuple[Path, ...]:
    """Write the review files that lie in the incident's channel to ``folder``; their paths."""
    incident = await ground.service.desk.read(lambda view: view.incident(number))
    if incident is None or incident.channel is None:
        return ()
    token = ground.settings().bot_token
    written: list[Path] = []
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"}) as session:
        for file in _files(ground.workspace.person(viewer).messages(incident.channel)):
            async with session.get(file["url_private"]) as answer:
                answer.raise_for_status()
                path = folder / Path(str(file["name"])).name
                written.append(await asyncio.to_thread(_write, path, await answer.read()))
    return tuple(written)


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


async def _is_pinned(ground: Playground, incident: Incident) -> bool:
    answer = await SlackCalls(ground.service.connection.client).read("pins.list", channel=incident.channel)
    return any((item.get("message") or {}).get("ts") == incident.board for item in answer.get("items") or [])


async def _was_reminded(ground: Playground, number: int) -> bool:
    entries = await ground.service.desk.read(lambda view: view.entries(number))
    return any(type(entry.event).__name__ == "UpdateReminded" for entry in entries)


def _shows(messages: list[Seen], text: str) -> bool:
    return any(text in message.plain for message in messages)


def _files(messages: list[Seen]) -> list[dict[str, str]]:
    return [file for message in messages for file in message.get("files") or []]
