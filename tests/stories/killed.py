"""A bot that is a process of its own, to be killed and started again. May not: judge what it does."""

import asyncio
import os
import signal
from pathlib import Path

import aiohttp

from tests.crash.starting import ROOT, Forked, Nursery
from workspace import AppInstall, SlashCommand, Workspace

TOKEN = "restart-token"
APP = AppInstall(commands=(SlashCommand("/incident"),))


class Bot:
    """`fenghuo run` on one database, started and killed at will."""

    def __init__(self, nursery: Nursery, workspace: Workspace, database: Path) -> None:
        self.workspace, self._nursery, self._database = workspace, nursery, database
        self.address = ""
        self._process: Forked | None = None

    async def start(self) -> None:
        environment = {
            **os.environ,
            "SLACK_BOT_TOKEN": APP.bot_token,
            "SLACK_APP_TOKEN": APP.app_token,
            "SLACK_API_URL": self.workspace.api_url,
            "FENGHUO_DATABASE_URL": f"sqlite:///{self._database}",
            "FENGHUO_LISTEN": "127.0.0.1:0",
            "FENGHUO_ALERT_TOKEN": TOKEN,
        }
        self._process = await self._nursery.run("run", environment=environment, folder=ROOT)
        async for line in self._process.stderr:
            if b"address" in line and b"http://127.0.0.1:" in line:
                text = line.decode()
                start = text.index("http://127.0.0.1:")
                self.address = text[start:].split()[0].strip('",}')
                break
        assert self.address, "the bot did not say where it listens"
        self._drain = asyncio.create_task(self._read(self._process.stderr))
        await self.workspace.until_connected(timeout=20)

    async def _read(self, stream: asyncio.StreamReader) -> None:
        async for _ in stream:
            pass

    async def kill(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()
        await self._drain

    async def alert(self, key: str, severity: str = "SEV2") -> dict[str, object]:
        payload = {"source": "monitor", "key": key, "title": f"Orders fail: {key}", "severity": severity}
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.address}/alerts/generic", json=payload, headers=headers) as answer,
        ):
            assert answer.status == 202
            answered: dict[str, object] = await answer.json()
            return answered
