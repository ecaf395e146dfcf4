"""Bots in processes of their own within a tenth of a second: a program that has loaded everything, and forks.

Answers for: one process imports the bot and reads the dictionary once, has neither thread nor event loop, and forks a
child for each start; the children are real processes and die by real signals. `python -m tests.crash.nursery` reads a
line of JSON for each start from its standard input and writes what happens to its standard output: ``born`` with the
pid, ``ready`` with the address (a child with ``arguments`` is `fenghuo` as a shell starts it, and says that in its log
alone), ``ended`` with the status as ``waitpid`` gives it. A line that says ``warm_on`` has a room opened first, on the
database of this address: what is made at the first use is most of what a short life costs, and every child born after
``warm`` has it. Its end is the end of its children.
"""

import asyncio
import contextlib
import gc
import json
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.cli import main as main_of_fenghuo
from bot.clock.clocks import machine_now
from bot.demo.playground import UNCOUNTED, Playground
from bot.logging import configure_logging
from bot.process import run_service
from bot.service import Service
from bot.settings.settings import Listen, Settings
from bot.timing import Timing
from bot.words.words import WordTools, load_words
from crisis.policy import DEFAULT_RULES, Policy
from crisis.policy.paging import Medium, PageChannel, PagingRules
from crisis.severity import Severity
from storage.points import unwatched
from tests.crash.clock import SharedClock, SharedStep

UPDATE_EVERY = timedelta(hours=1)
ACKNOWLEDGE_WITHIN = timedelta(minutes=59)
OFFER_WAITS = timedelta(days=365)


def policy() -> Policy:
    """One role, which nobody is hurried about; each hour an update is due; people are paged by hand alone."""
    rules = {
        severity: replace(
            DEFAULT_RULES[severity],
            acknowledge_within=ACKNOWLEDGE_WITHIN,
            first_statement_within=None,
            update_every=UPDATE_EVERY,
            offer_waits=OFFER_WAITS,
            roles=("lead",),
        )
        for severity in Severity
    }
    channels = (
        PageChannel("hook", Medium.WEBHOOK, "T_WEBHOOK_URL", "T_WEBHOOK_SECRET"),
        PageChannel("dt", Medium.DINGTALK, "T_DINGTALK_URL", "T_DINGTALK_SECRET"),
    )
    return Policy(severities=rules, pages=PagingRules(channels, rules=(), link="http://fenghuo.example"))


@dataclass(slots=True)
class Trap:
    """Ends (or stops) this process, without a word, at the ``left``-th passing of a place."""

    point: str
    left: int
    number: int = signal.SIGKILL

    def __call__(self, point: str) -> None:
        if point == self.point:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), self.number)
                if self.number == signal.SIGKILL:
                    time.sleep(60)


def tell(descriptor: int, **what: Any) -> None:
    """One line, whole: shorter than what a pipe takes at once."""
    os.write(descriptor, json.dumps(what).encode() + b"\n")


def live(wanted: dict[str, Any], words: WordTools, ready: Callable[[str], None]) -> None:
    """Be a bot until a signal ends it."""
    configure_logging()
    settings = Settings(
        slack_bot_token=SecretStr(wanted["bot_token"]),
        slack_app_token=SecretStr(wanted["app_token"]),
        slack_api_url=wanted["api_url"],
        database_url=wanted["database_url"],
        alert_token=SecretStr(wanted["alert_token"]),
        listen=Listen("127.0.0.1", 0),
    )
    clock = SharedClock(SharedStep(Path(wanted["clock"])))
    machine = SharedStep(Path(wanted["machine"]))
    trap = wanted.get("trap")
    service = Service(
        settings,
        policy(),
        machine=lambda: machine_now() + timedelta(seconds=machine.seconds),
        clock=clock,
        words=words,
        passing=Trap(*trap) if trap else unwatched,
        look_back=wanted.get("look_back", True),
        timing=Timing(visible=wanted["visible"], late=2 * wanted["visible"], edits=UNCOUNTED),
        read_secret=wanted["secrets"].get,
    )

    async def both() -> None:
        following = asyncio.create_task(clock.follow())
        await run_service(service, lambda: ready(service.address))
        following.cancel()

    asyncio.run(both())


def be_fenghuo(arguments: list[str], environment: dict[str, str], folder: str) -> None:
    """What `python -m bot` does with these arguments, there."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["fenghuo", *arguments]
    main_of_fenghuo(arguments)


def be_born(line: bytes, words: WordTools) -> int:
    """Fork a bot; its pid."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        wanted = json.loads(line)
        telling = os.dup(1)
        log = os.open(wanted["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        if "arguments" in wanted:
            os.close(telling)
            be_fenghuo(wanted["arguments"], wanted["environment"], wanted["folder"])
        else:
            live(wanted, words, lambda address: tell(telling, ready=os.getpid(), address=address))
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 it ends here, and its log says why
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


async def open_a_room(words: WordTools, database_url: str) -> None:
    """Start everything, open one room, and stop it all again."""
    ground = Playground(policy(), words, database_url=database_url)
    await ground.start()
    await ground.alert({"source": "monitor", "key": "first", "title": "The first one"})
    await ground.settle()
    await ground.stop()


def warm_up(words: WordTools, database_url: str) -> None:
    """See the module."""
    with open(os.devnull, "w", encoding="utf-8") as nobody, contextlib.redirect_stdout(nobody):
        asyncio.run(open_a_room(words, database_url))
    assert threading.active_count() == 1, "a thread would be missing in every child"
    gc.collect()
    gc.freeze()
    tell(1, warm=database_url)


def main() -> None:
    """See the module."""
    words = load_words()
    gc.freeze()
    children: set[int] = set()

    def reap(*unused: object) -> None:
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                children.discard(ended[0])
                tell(1, ended=ended[0], status=os.waitstatus_to_exitcode(ended[1]))

    signal.signal(signal.SIGCHLD, reap)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tell(1, nursery=os.getpid())
    for line in sys.stdin.buffer:
        if database_url := json.loads(line).get("warm_on"):
            warm_up(words, database_url)
            continue
        # Nobody may be reaped before it is known.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        pid = be_born(line, words)
        children.add(pid)
        tell(1, born=pid)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    for pid in tuple(children):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
