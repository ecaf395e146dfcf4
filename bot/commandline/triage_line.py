"""`fenghuo triage`: its place among the commands. May not: do the work (``triage`` does)."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commandline import triage_texts as t
from bot.commandline.parser import Command
from bot.commandline.terminal import Terminal


def add_triage(group: typer.Typer, terminal: Terminal, name: str = "triage") -> None:
    """Add the command to the program; or, by another name, to a group of its own."""
    language = terminal.language
    file_argument = typer.Argument(help=t.FILE.say(language), show_default=False, metavar="FILE")
    watch_option = typer.Option("--watch", help=t.WATCH.say(language), show_default=False, metavar="FILE")

    @group.command(name, cls=Command, help=t.TRIAGE.say(language))
    def triage(
        file: Annotated[Path | None, file_argument] = None, watch: Annotated[Path | None, watch_option] = None
    ) -> int:
        from bot.commandline.triage import run_triage

        return run_triage(terminal, file, watch)
