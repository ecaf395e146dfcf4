"""`incident WORDS…`: the slash command from the shell.

Answers for: the way to the desk. An SQLite file has one writer: when its lock is free, this process is the desk for a
moment; when it is not, the running bot is asked. PostgreSQL is shared, so the desk works on it beside the replicas,
which hear of it by NOTIFY. What ends in the middle is tried again under the same id, which does nothing twice. May not:
talk to Slack; what is to be seen there waits in the outbox.
"""

import asyncio
import logging
import secrets
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.clock.clocks import machine_now
from bot.commandline import texts as t
from bot.commandline.terminal import FAILED, WRONG_USE, Failed, Terminal
from bot.delivery.presence import WITHIN_SECONDS
from bot.doors.control import BotFailed, NotAnswered, ask, read_address
from bot.drills.shelf import scripts_of
from bot.logging import configure_logging
from bot.policy.file import policy_of
from bot.roster import stored_roster
from bot.settings.settings import Settings, load_settings
from bot.triage.live_watch import LiveWatch
from bot.words.words import load_words
from crisis.desk.desk import Desk
from crisis.ports import Conflict
from handlers import shell
from handlers.blocks import Message
from handlers.feature import Tools
from handlers.shell import Asked, Reply, Status
from storage.errors import DatabaseAway, DatabaseInUse
from storage.migrate import require_head
from storage.store import SqlStore

PATIENCE_SECONDS = 15.0
PAUSE_SECONDS = 0.2
SILENT_SECONDS = 2.0

STATUSES = {Status.DONE: 0, Status.REFUSED: FAILED, Status.WRONG_USE: WRONG_USE}


@dataclass(frozen=True, slots=True)
class Came:
    """A reply, and for what Slack waits until it shows what was done."""

    reply: Reply
    waits_for: str | None = None  # "slack", "bot"


NOTES = {"slack": t.SLACK_AWAY, "bot": t.NO_BOT}


def run_incident(terminal: Terminal, asked: Asked, as_json: bool) -> int:
    """0 when it was done or shown, 1 when it was refused, 2 when the words must be put in another way.

    Raises SettingsError, PolicyError, StorageError, Failed.
    """
    settings = load_settings()
    configure_logging(settings.secret_texts, level=logging.CRITICAL)  # what goes wrong is said once, in one line
    came = asyncio.run(carry_out(settings, asked, waiting=lambda: _say_waiting(terminal)))
    reply = came.reply
    if as_json:
        terminal.put_json(_value(came, asked))
    elif reply.status is not Status.DONE:
        terminal.complain(reply.text)
    else:
        terminal.put(reply.text)
        if reply.changed and came.waits_for:
            terminal.say(NOTES[came.waits_for])
    return STATUSES[reply.status]


def request(
    terminal: Terminal, words: list[str] | None, person: str | None, number: int | None, once: str | None
) -> Asked:
    """What was typed, with an id of its own unless one was given."""
    return Asked(tuple(words or ()), terminal.language, once or secrets.token_hex(8), person, number)


async def carry_out(
    settings: Settings, asked: Asked, waiting: Callable[[], None], patience: float = PATIENCE_SECONDS
) -> Came:
    """Go on until it is known what came of it, or ``patience`` ends (seconds). ``waiting`` is called when it takes
    long.

    Raises PolicyError, StorageError, Failed.
    """
    await asyncio.to_thread(require_head, settings.database_url)
    loop = asyncio.get_running_loop()
    end = loop.time() + patience
    said = loop.call_later(SILENT_SECONDS, waiting)
    unclear = False
    try:
        while True:
            try:
                return await _attempt(settings, asked)
            except BotFailed as failed:
                raise Failed(t.BOT_FAILED, status=failed.status) from failed
            except NotAnswered as problem:
                unclear = unclear or problem.unclear
                if loop.time() > end:
                    raise _given_up(problem, unclear, asked) from problem
            await asyncio.sleep(PAUSE_SECONDS)
    finally:
        said.cancel()


async def _attempt(settings: Settings, asked: Asked) -> Came:
    """On the database, or through the bot that has it. Raises NotAnswered, BotFailed."""
    try:
        return await _on_database(settings, asked)
    except DatabaseInUse as in_use:
        address = read_address(in_use.database)
        if address is None:  # a bot that is starting or stopping, or a command like this one
            raise NotAnswered(t.NO_ADDRESS, unclear=False) from in_use
        told = await ask(address, asked)
        return Came(told.reply, "slack" if told.slack_away else None)


async def _on_database(settings: Settings, asked: Asked) -> Came:
    """Be the desk. Raises DatabaseInUse when only one may, and another one is."""
    async with SqlStore(settings.database_url, machine_now, secrets.token_bytes) as store:
        policy = policy_of(settings)
        words = await asyncio.to_thread(load_words)
        desk = Desk(store, policy, machine_now, words.cut, words.latin, secrets.token_bytes, _nobody_wakes)
        desk.rarity, desk.past.reading = words.rarity, words.reader.read
        try:
            now = machine_now()
            desk.roster = await store.read(lambda view: stored_roster(view, policy, now))
            scripts = scripts_of(settings, policy)
            watching = LiveWatch(store.read, lambda: policy, words)
            tools = Tools(desk, settings.command, policy.language, _tell, _no_message, scripts, watching=watching)
            reply = await shell.answer(asked, tools)
            since = machine_now() - timedelta(seconds=WITHIN_SECONDS)
            replicas = await store.read(lambda view: view.at_work_since(since)) if store.is_shared else 0
        except (DatabaseAway, Conflict) as error:
            raise NotAnswered(str(getattr(error, "why", error)), isinstance(error, DatabaseAway)) from error
        return Came(reply, None if replicas else "bot")


def _given_up(problem: NotAnswered, unclear: bool, asked: Asked) -> Failed:
    if unclear:
        return Failed(t.UNCLEAR, why=problem.why, once=asked.once)
    return Failed(t.NOT_ANSWERED, why=problem.why)


def _say_waiting(terminal: Terminal) -> None:
    if sys.stderr.isatty():
        terminal.complain(t.WAITING.say(terminal.language))


def _value(came: Came, asked: Asked) -> dict[str, Any]:
    reply = came.reply
    waits_for = came.waits_for if reply.changed else None
    return {"ok": reply.status is Status.DONE, **asdict(reply), "waits_for": waits_for, "once": asked.once}


def _nobody_wakes(next_due: datetime | None) -> None:
    """Effects and due times wait for a bot, here or elsewhere."""


async def _tell(channel: str, person: str, message: Message) -> None:
    """Nobody is told anything alone: there is a terminal."""


async def _no_message(channel: str, ts: str) -> None:
    """A line of words has no message to be found."""
