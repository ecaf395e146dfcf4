"""`workspace`: the local workspace alone, for any Slack app, until it is stopped."""

import asyncio
import contextlib
import json
import logging
import os
import signal
from pathlib import Path

from bot.commandline import texts as t
from bot.commandline.terminal import Failed, Terminal
from bot.logging import configure_logging
from bot.manifest import manifest
from bot.settings import Settings
from workspace import AppInstall, Workspace
from workspace.manifests import NotAManifest, app_of

HOST = "127.0.0.1"


def run_workspace(terminal: Terminal, port: int, app_manifest: Path | None, as_json: bool) -> int:
    """The workspace alone, until SIGTERM or SIGINT. Raises Failed."""
    configure_logging(level=logging.ERROR)
    install = _installed(terminal, app_manifest)
    asyncio.run(_serve(terminal, Workspace(apps=[install]), install, port, as_json))
    return 0


def _installed(terminal: Terminal, app_manifest: Path | None) -> AppInstall:
    if app_manifest is None:
        return app_of(manifest(Settings(language=terminal.language)))
    try:
        return app_of(json.loads(app_manifest.read_text(encoding="utf-8")))
    except (ValueError, NotAManifest) as error:
        raise Failed(t.NO_MANIFEST, file=app_manifest, why=error) from None


async def _serve(terminal: Terminal, workspace: Workspace, install: AppInstall, port: int, as_json: bool) -> None:
    try:
        await workspace.start(host=HOST, port=port)
    except OSError as error:
        raise Failed(t.PORT_TAKEN, port=port, why=os.strerror(error.errno or 0), other=port + 1) from error
    for_apps = {
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": install.bot_token,
        "SLACK_APP_TOKEN": install.app_token,
        "SLACK_SIGNING_SECRET": install.signing_secret,
    }
    if as_json:
        terminal.put_json({"url": workspace.url, **for_apps})
    else:
        terminal.say(t.WORKSPACE_AT, url=workspace.url)
        terminal.say(t.WORKSPACE_FOR, app=install.name)
        for name, value in for_apps.items():
            terminal.put(f"{name}={value}")
    playing = asyncio.create_task(workspace.timer.run())
    try:
        await _stopped()
    finally:
        playing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await playing
        await workspace.stop()


async def _stopped() -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # not on every system; Ctrl-C then ends it the other way
            loop.add_signal_handler(number, stopped.set)
    await stopped.wait()
