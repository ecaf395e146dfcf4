"""One bot as a process: it runs until a signal ends it.

Answers for: SIGTERM and SIGINT, SIGHUP (the policy file was changed), and what the interpreter is told for a process
that lives long. May not: make anything of the bot; ``service`` does.
"""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable

import structlog

from bot.collecting import collect_seldom
from bot.service import Service
from bot.settings.settings import Settings
from crisis.policy import Policy

STOP_SECONDS = 9.0
"""SIGTERM is answered in under 10 s: what hangs then is left. A process may be killed at any moment as it is."""
SWITCH_SECONDS = 0.0005
"""How long the writer's thread may keep the interpreter while the event loop waits: a tenth of Python's own."""

log = structlog.get_logger("fenghuo")


def unheard() -> None:
    """Nobody waits for the start."""


async def run(settings: Settings, policy: Policy) -> None:
    """Run until SIGTERM or SIGINT; a second one ends at once."""
    await run_service(Service(settings, policy))


async def run_service(service: Service, ready: Callable[[], None] = unheard) -> None:
    """``run`` with a service as it was handed in; ``ready`` is called once it is started."""
    sys.setswitchinterval(SWITCH_SECONDS)
    stopped = asyncio.Event()

    def stop() -> None:
        if stopped.is_set():
            os._exit(1)
        stopped.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    loop.add_signal_handler(signal.SIGHUP, service.look_at_policy)
    await service.start()
    ready()
    collect_seldom()
    await stopped.wait()
    log.info("stopping")
    last = threading.Timer(STOP_SECONDS, os._exit, (1,))
    last.daemon = True
    last.start()
    await service.stop()
    last.cancel()
