"""Whether the whole main job happened, seen from outside: in the workspace and in the record.

Answers for: each part of the job is looked for where a person would see it. May not: trust what the bot says of itself,
but for the ledger, which is checked link by link.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.demo.playground import Playground
from crisis.incident import Incident
from crisis.language import Language, Text
from crisis.review.score import score
from crisis.stages import Stage
from handlers.views.drill import MARKS, facts_of
from storage.verify import verify_ledger
from workspace.client.seen import Seen

LEAST_DECISIONS = 2

ROOM = Text("an incident with a channel of its own", "事件和专用频道")
BOARD = Text("the board, pinned", "看板已置顶")
ROLE = Text("a role offered and accepted", "角色已邀请并有人接受")
REMINDER = Text("a reminder for the status update", "到点提醒了进展通报")
DECISIONS = Text("two decisions with their reasons", "两项决策及其理由")
CLOSED = Text("the incident closed", "事件已结案")
REVIEW = Text("the review as a file in the channel", "频道里有复盘文档")
LEDGER = Text("an unbroken ledger", "台账完整无改动")


SCORE = Text("The score card: {points} of {possible} points", "评分：{points} / {possible} 分")
SCORE_LINE = Text("  {mark} {points}/{most} {text} · {facts}", "  {mark} {points}/{most} {text} · {facts}")
LESSON = Text("  The lesson: {words}", "  一句话教训：{words}")


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
        Part(BOARD, _is_pinned(ground, incident)),
        Part(ROLE, accepted),
        Part(REMINDER, await _was_reminded(ground, number)),
        Part(DECISIONS, len(reasons) >= LEAST_DECISIONS and _shows(messages, reasons[0].text)),
        Part(CLOSED, incident.stage is Stage.CLOSED),
        Part(REVIEW, bool(_files(messages))),
        Part(LEDGER, not broken),
    )


async def score_lines(ground: Playground, number: int, language: Language) -> tuple[str, ...]:
    """The score card of drill ``number`` in plain text, a line each; nothing while it is not over."""
    incident = await ground.service.desk.read(lambda view: view.incident(number))
    entries = await ground.service.desk.read(lambda view: view.entries(number))
    card = score(incident.playing, entries) if incident and incident.playing else None
    if card is None:
        return ()
    lines = (
        SCORE_LINE.say(
            language,
            mark=MARKS[line.verdict],
            points=line.points,
            most=line.expectation.points,
            text=line.expectation.text.say(language),
            facts=facts_of(line, language),
        )
        for line in card.lines
    )
    lesson = LESSON.say(language, words=card.lesson.say(language))
    return (SCORE.say(language, points=card.points, possible=card.possible), *lines, lesson)


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


def _is_pinned(ground: Playground, incident: Incident) -> bool:
    # Our bot itself may not ask: it has no need to, and so not the scope.
    return incident.board in ground.workspace.state.find_channel(str(incident.channel)).pins


async def _was_reminded(ground: Playground, number: int) -> bool:
    entries = await ground.service.desk.read(lambda view: view.entries(number))
    return any(type(entry.event).__name__ == "UpdateReminded" for entry in entries)


def _shows(messages: list[Seen], text: str) -> bool:
    return any(text in message.plain for message in messages)


def _files(messages: list[Seen]) -> list[dict[str, str]]:
    return [file for message in messages for file in message.get("files") or []]
