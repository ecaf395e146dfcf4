"""How fast a room is complete when every Slack call takes 100 ms, in call times; against a bare script of the same
calls."""

import asyncio
import time
from statistics import median
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from tests.bench.rig import CALL_SECONDS, Rig

RUNS = 7
TITLE = "港刊报道霸王洗发水含致癌物二噁烷"


def payload(key: str, severity: str) -> dict[str, Any]:
    return {"source": "bench", "key": key, "title": TITLE, "text": "正在扩散", "severity": severity}


async def one_room(rig: Rig, severity: str) -> dict[str, float]:
    """Call times until the channel has its people and its board, and until the last call; and the 202 in ms."""
    complete, last, accepted, calls_made = [], [], [], 0
    for run in range(RUNS + 1):
        begun = time.time()
        status, _ = await rig.alert(payload(f"{severity}-{run}-{begun}", severity))
        answered = time.time()
        assert status == 202
        calls = await rig.calls_done(begun)
        if run == 0:
            continue  # the first one opens connections and direct messages
        calls_made = len(calls)
        board = next(call for call in calls if _key(call).endswith("PostBoard"))
        people = [call.ended for call in calls if call.method == "conversations.invite"]
        complete.append((max(board.ended, *people) - begun) / CALL_SECONDS)
        last.append((max(call.ended for call in calls) - begun) / CALL_SECONDS)
        accepted.append((answered - begun) * 1000)
    return {"complete": median(complete), "last": median(last), "accepted_ms": median(accepted), "calls": calls_made}


async def many_rooms(rig: Rig, rooms: int) -> dict[str, float]:
    """Seconds until rooms wanted at once are all complete, and the slowest acknowledgement meanwhile."""
    person = rig.workspace.people[0]
    acknowledged: list[float] = []
    done = asyncio.Event()

    async def type_commands() -> None:
        while not done.is_set():
            acknowledged.append((await person.command("/incident list")).acknowledged_after)
            await asyncio.sleep(0.05)

    typing = asyncio.create_task(type_commands())
    begun = time.time()
    await asyncio.gather(*(rig.alert(payload(f"room-{number}-{begun}", "SEV3")) for number in range(rooms)))
    accepted = time.time() - begun
    calls = await rig.calls_done(begun, rooms)
    done.set()
    await typing
    return {
        "all_complete_seconds": max(call.ended for call in calls) - begun,
        "all_accepted_seconds": accepted,
        "slowest_acknowledgement_seconds": max(acknowledged),
        "calls": len(calls),
    }


async def accept(rig: Rig, alerts: int = 100) -> float:
    """Milliseconds until the 202 of an alert that opens an incident, one after the other; the median."""
    took: list[float] = []
    for number in range(alerts):
        begun = time.perf_counter()
        status, _ = await rig.alert(payload(f"accept-{number}-{begun}", "SEV4" if number % 2 else "SEV3"))
        took.append((time.perf_counter() - begun) * 1000)
        assert status == 202
        while not rig.workspace.is_quiet:  # noqa: ASYNC110 the bot is another process
            await asyncio.sleep(0.01)
    return median(took)


async def bare_script(rig: Rig, people: int, offers: int) -> dict[str, float]:
    """The same calls without any of ours in between: one makes the channel, the rest at once, the pin after the
    board."""
    complete, last = [], []
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient("xoxb-local-bot", rig.workspace.api_url, session=session, retry_handlers=[])
        users = [person.id for person in rig.workspace.people][:people]
        for run in range(RUNS + 1):
            begun = time.time()
            made = await client.conversations_create(name=f"bare-{people}-{offers}-{run}")
            channel = made["channel"]["id"]

            async def board(channel: str = channel) -> None:
                nonlocal posted
                posted = (await client.chat_postMessage(channel=channel, text="board"))["ts"]

            posted = ""
            invited = client.conversations_invite(channel=channel, users=users)
            others = [client.chat_postMessage(channel=channel, text="more") for _ in range(offers + 2)]
            rest = asyncio.gather(client.conversations_setTopic(channel=channel, topic="topic"), *others)
            await asyncio.gather(invited, board())
            complete.append((time.time() - begun) / CALL_SECONDS)
            await asyncio.gather(client.pins_add(channel=channel, timestamp=posted), rest)
            last.append((time.time() - begun) / CALL_SECONDS)
    return {"complete": median(complete[1:]), "last": median(last[1:])}


def _key(call: Any) -> str:
    metadata = call.arguments.get("metadata") or {}
    return str((metadata.get("event_payload") or {}).get("key", "")) if isinstance(metadata, dict) else ""
