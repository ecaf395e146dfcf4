"""`workspace`: the local workspace alone, for any Slack app; `demo`: with the bot in it. Until they are stopped."""

import asyncio
import logging
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot import demo
from bot.commandline import texts as t
from bot.commandline.terminal import Failed, Terminal
from bot.logging import configure_logging
from bot.settings.spoken import chosen_language
from bot.stopping import until_stopped
from workspace import AppInstall, Timer, Workspace
from workspace.apps.manifests import NotAManifest, app_of, local_address, read_manifest
from workspace.timer import wall_clock

HOST = "127.0.0.1"
FIRST_CHANNEL = "general"


def run_demo(options: demo.DemoOptions) -> int:
    """The demo; its own exit status."""
    configure_logging(level=logging.ERROR)
    return asyncio.run(demo.run(replace(options, language=chosen_language())))


def run_workspace(
    terminal: Terminal, port: int, manifests: Sequence[Path], request_url: str | None, as_json: bool
) -> int:
    """The workspace alone, until SIGTERM or SIGINT. ``request_url``: of the first app. Raises Failed."""
    configure_logging(level=logging.ERROR)
    installs = _installed(manifests, request_url)
    timer = Timer(start=wall_clock())
    asyncio.run(_serve(terminal, Workspace(clock=timer.time, timer=timer, apps=installs, live=True), port, as_json))
    return 0


def _installed(manifests: Sequence[Path], request_url: str | None) -> list[AppInstall]:
    """The apps of these manifests; without one, an app that gets everything. All are in #general from the start."""
    installs = [_from(file, number) for number, file in enumerate(manifests, 1)] or [AppInstall(lenient=True)]
    if request_url is not None:
        if local_address(request_url) is None:
            raise Failed(t.NOT_LOCAL, url=request_url)
        installs[0] = replace(installs[0], request_url=request_url)
    return [replace(install, starting_channels=(FIRST_CHANNEL,)) for install in installs]


def _from(file: Path, number: int) -> AppInstall:
    try:
        return app_of(read_manifest(file.read_text(encoding="utf-8")), number)
    except (ValueError, NotAManifest) as error:
        raise Failed(t.NO_MANIFEST, file=file, why=error) from None


def _for_app(workspace: Workspace, install: AppInstall) -> dict[str, str]:
    return {
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": install.bot_token,
        "SLACK_APP_TOKEN": install.app_token,
        "SLACK_SIGNING_SECRET": install.signing_secret,
        "SLACK_WEBHOOK_URL": workspace.webhook_url(FIRST_CHANNEL, install.app_id),
    }


def _tell(terminal: Terminal, workspace: Workspace, as_json: bool) -> None:
    installs = [app.install for app in workspace.apps.values()]
    if as_json:
        answer: dict[str, object] = {"url": workspace.url, **_for_app(workspace, installs[0])}
        if len(installs) > 1:
            answer["apps"] = [{"name": each.name, **_for_app(workspace, each)} for each in installs]
        terminal.put_json(answer)
        return
    terminal.say(t.WORKSPACE_AT, url=workspace.url)
    for install in installs:
        terminal.say(t.WORKSPACE_FOR, app=install.name)
        for name, value in _for_app(workspace, install).items():
            terminal.put(f"{name}={value}")
        if install.request_url is not None:
            terminal.say(t.WORKSPACE_SENDS, url=install.request_url)
    terminal.say(t.WORKSPACE_HOW, base=workspace.api_url)


async def _serve(terminal: Terminal, workspace: Workspace, port: int, as_json: bool) -> None:
    try:
        await workspace.start(host=HOST, port=port)
    except OSError as error:
        raise Failed(t.PORT_TAKEN, port=port, why=os.strerror(error.errno or 0), other=port + 1) from error
    try:
        _tell(terminal, workspace, as_json)
        await until_stopped().wait()
    finally:
        await workspace.stop()
