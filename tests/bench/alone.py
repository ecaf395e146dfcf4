"""The workspace alone in a process of its own, with one app in #general.

    python -m tests.bench.alone

Prints its port, and after it the seconds from its making until the page could be used: index, script, state, first
messages and the stream's first words were answered.
"""

import asyncio
import re
from time import perf_counter

import aiohttp

from workspace import AppInstall, Timer, Workspace
from workspace.timer import wall_clock


async def looked_at(url: str) -> None:
    """What a browser asks for until the page stands: the index, all that it names, the state, a channel, the stream."""
    async with aiohttp.ClientSession(trust_env=False) as session:

        async def get(path: str) -> str:
            async with session.get(url + path) as answer:
                answer.raise_for_status()
                return await answer.text()

        index = await get("/")
        named = re.findall(r'(?:src|href)="(/page/static/[^"]+)"', index)
        await asyncio.gather(*(get(path) for path in named))
        await get("/page/state")
        await get("/page/messages?channel=C00001LOC")
        async with session.get(f"{url}/page/stream") as stream:
            await stream.content.readline()


async def main() -> None:
    begun = perf_counter()
    timer = Timer(start=wall_clock())
    install = AppInstall(starting_channels=("general",))
    async with Workspace(clock=timer.time, timer=timer, apps=[install], live=True) as workspace:
        await looked_at(workspace.url)
        usable = perf_counter() - begun
        print(f"{workspace.url.rpartition(':')[2]} {usable}", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
