"""The bare server that the workspace is measured against: an aiohttp application that parses the JSON of a post and
answers with a fixed body.

    python -m tests.bench.echo

Prints its port. May not: do anything that a workspace does.
"""

import asyncio
import json

from aiohttp import web

ANSWER = json.dumps(
    {"ok": True, "channel": "C00001LOC", "ts": "1790000000.000001", "message": {"text": "echo"}}
).encode()


async def handle(request: web.Request) -> web.Response:
    await request.json()
    return web.Response(body=ANSWER, content_type="application/json")


async def main() -> None:
    application = web.Application()
    application.router.add_post("/api/{method}", handle)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"{runner.addresses[0][1]} 0", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
