"""`run`, `demo`, `workspace`: what keeps running until it is stopped."""

import asyncio
import contextlib
import json
import logging
import signal
import socket
from dataclasses import replace
from pathlib import Path

from bot import demo, service
from bot.commandline import texts as t
from bot.commandline.terminal import Failed, Terminal
from bot.local_app import NotAManifest, app_of
from bot.logging import configure_logging
from bot.manifest import manifest
from bot.policy_file import policy_of
from bot.settings import Settings, load_settings
from bot.spoken import chosen_language
from workspace import AppInstall, Workspace

HOST = "127.0.0.1"


def run_bot() -> int:
    """The bot until SIGTERM or SIGINT. Raises SettingsError, PolicyError, StorageError, Failed."""
    settings = load_settings()
    settings.require_slack()
    policy = policy_of(settings)
    configure_logging(settings.secret_texts)
    try:
        asyncio.run(service.run(settings, policy))
    except (OSError, socket.gaierror) as error:
        if error.filename:
            raise
        # Nothing else is listened on: aiohttp's errors of a connection never come up to here.
        raise Failed(t.ADDRESS_TAKEN, address=settings.listen, why=error.strerror) from error
    return 0


def run_demo(options: demo.DemoOptions) -> int:
    """The demo; its own exit status."""
    configure_logging(level=logging.ERROR)
    return asyncio.run(demo.run(replace(options, language=chosen_language())))


def run_workspace(terminal: Terminal, port: int, app_manifest: Path | None, as_json: bool) -> int:
    """The workspace alone, until SIGTERM or SIGINT. Raises SettingsError, Failed."""
    configure_logging(level=logging.ERROR)
    install = _installed(app_manifest)
    asyncio.run(_serve(terminal, Workspace(apps=[install]), install, port, as_json))
    return 0


def _installed(app_manifest: Path | None) -> AppInstall:
    if app_manifest is None:
        return app_of(manifest(Settings(language=chosen_language() or Settings().language)))
    try:
        return app_of(json.loads(app_manifest.read_text(encoding="utf-8")))
    except (ValueError, NotAManifest) as error:
        raise Failed(t.NO_MANIFEST, file=app_manifest, why=error) from None


async def _serve(terminal: Terminal, workspace: Workspace, install: AppInstall, port: int, as_json: bool) -> None:
    try:
        await workspace.start(host=HOST, port=port)
    except OSError as error:
        raise Failed(t.PORT_TAKEN, port=port, why=error.strerror, other=port + 1) from error
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
