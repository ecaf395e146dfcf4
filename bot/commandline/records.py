"""`migrate`, `verify`, `export`: the database from the shell. The last two only read, also while the bot runs."""

import asyncio
from pathlib import Path
from time import monotonic

from bot.clock.clocks import machine_now
from bot.commandline import texts as t
from bot.commandline.progress import ProgressBar
from bot.commandline.terminal import FAILED, WRONG_USE, Failed, Terminal
from bot.policy.file import policy_of
from bot.review import Document, document, facts
from bot.roster import stored_roster
from bot.settings.settings import POSTGRESQL, Settings, checked_database_url, load_settings
from crisis.ports import LedgerHead
from storage.database.engine import database_of
from storage.ledger import Broken
from storage.migrate import head, migrate, revision
from storage.store import open_reader
from storage.verify import removed_words, verify_ledger
from storage.work.view import SqlView

STANDARD_OUTPUT = Path("-")


def run_migrate(terminal: Terminal, as_json: bool) -> int:
    """Bring the database to this version. Raises SettingsError, StorageError."""
    url = load_settings().database_url
    before = revision(url)
    migrate(url)
    if as_json:
        terminal.put_json({"before": before, "revision": head()})
    elif before is None:
        terminal.say(t.MADE, revision=head())
    else:
        terminal.say(t.UP_TO_DATE if before == head() else t.MIGRATED, revision=head(), before=before)
    return 0


def run_copy(terminal: Terminal, target: str, as_json: bool) -> int:
    """Copy the database into another one. Raises SettingsError, WrongValue, StorageError, Failed."""
    target = checked_database_url(target)
    if not target.startswith(POSTGRESQL):
        raise Failed(t.NOT_TO_POSTGRESQL, WRONG_USE)
    source = load_settings().database_url
    if source.startswith(POSTGRESQL):
        raise Failed(t.NOT_FROM_SQLITE)
    # The driver of PostgreSQL is an extra: only who names one needs it. Asked for first, so that its lack is said.
    database_of(target)
    from storage.copying import copy

    bar = ProgressBar(monotonic)
    try:
        rows = copy(source, target, bar)
    finally:
        bar.end()
    if as_json:
        terminal.put_json({"rows": rows, "revision": head()})
    else:
        terminal.say(t.COPIED, rows=rows)
    return 0


# ------------------------------------------------------------------------------------------------------------ verify


def run_verify(terminal: Terminal, number: int | None, as_json: bool) -> int:
    """Exit status 1 and the first broken entry when the past was changed.

    Raises SettingsError, StorageError, Failed.
    """
    broken, chain_end, removed = asyncio.run(_verify(load_settings(), number))
    if as_json:
        faults = [{"incident": each.incident, "seq": each.seq, "why": each.why.value} for each in broken]
        end = {"seq": chain_end.seq, "hash": chain_end.hash} if chain_end else None
        terminal.put_json(
            {
                "whole": not broken,
                "broken": faults,
                "head": end,
                "words_removed": removed,
                "compared_with_slack": False,
            }
        )
        return FAILED if broken else 0
    for each in broken:
        terminal.say(t.BROKEN, number=each.incident, seq=each.seq, why=t.FAULTS[each.why])
    if not broken and chain_end:
        terminal.say(t.WHOLE, number=number, seq=chain_end.seq, hash=chain_end.hash)
    elif not broken:
        terminal.say(t.ALL_WHOLE)
    if removed > 0:
        terminal.say(t.WORDS_REMOVED, count=removed)
    terminal.say(t.HOW_VERIFIED)
    return FAILED if broken else 0


async def _verify(settings: Settings, number: int | None) -> tuple[tuple[Broken, ...], LedgerHead | None, int]:
    def look(view: SqlView) -> tuple[tuple[Broken, ...], LedgerHead | None, int]:
        chain_end = None if number is None else view.ledger_head(number)
        broken = verify_ledger(view, number)
        return broken, chain_end, 0 if broken else removed_words(view, number)

    async with open_reader(settings.database_url) as reader:
        broken, chain_end, removed = await reader.read(look)
    if chain_end and not chain_end.seq and not broken:
        raise Failed(t.NO_SUCH_INCIDENT, number=number)
    return broken, chain_end, removed


# ------------------------------------------------------------------------------------------------------------ export


def run_export(terminal: Terminal, number: int, form: str, out: Path | None) -> int:
    """The review: Markdown on standard output, HTML in a file, unless ``out`` says where.

    Raises SettingsError, PolicyError, StorageError, Refused, OSError.
    """
    made = asyncio.run(_review(load_settings(), number, form))
    if out == STANDARD_OUTPUT or (out is None and form == "md"):
        terminal.put(made.content.rstrip("\n"))
        return 0
    path = out or Path(made.file_name)
    path.write_text(made.content, encoding="utf-8")
    terminal.put(str(path))
    return 0


async def _review(settings: Settings, number: int, form: str) -> Document:
    policy = policy_of(settings)

    def look(view: SqlView) -> Document:
        roster = stored_roster(view, policy, machine_now())
        found = facts(view, number, policy, roster, machine_now())
        return document(found, form, policy, roster, settings.language)

    async with open_reader(settings.database_url) as reader:
        return await reader.read(look)
