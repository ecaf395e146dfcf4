"""A client that posts messages as fast as they are answered, in a process of its own: slack_sdk's async client on one
shared session, as the bot uses it.

    python -m tests.bench.posting PORT CALLERS SECONDS

Prints posts a second and the share of a core that it used itself. May not: know who answers.
"""

import asyncio
import json
import sys
from time import perf_counter, process_time

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

CHANNEL, TEXT = "C00001LOC", "The ordering system is down, 订单系统无法下单，正在处理。"


async def posted(port: int, callers: int, seconds: float) -> dict[str, float]:
    """`per_second`, and `busy`: the share of a core."""
    count = 0
    async with aiohttp.ClientSession(trust_env=False) as session:
        base = f"http://127.0.0.1:{port}/api/"
        client = AsyncWebClient("xoxb-local-bot", base_url=base, session=session, retry_handlers=[])
        begun, used = perf_counter(), process_time()

        async def call() -> None:
            nonlocal count
            while perf_counter() - begun < seconds:
                await client.chat_postMessage(channel=CHANNEL, text=TEXT)
                count += 1

        await asyncio.gather(*(call() for _ in range(callers)))
        lasted = perf_counter() - begun
    return {"per_second": count / lasted, "busy": (process_time() - used) / lasted, "count": count}


if __name__ == "__main__":
    _, at, number, long = sys.argv
    print(json.dumps(asyncio.run(posted(int(at), int(number), float(long)))))
