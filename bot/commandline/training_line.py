"""`fenghuo triage train`: its place among the commands. May not: do the work (``training`` does)."""

from typing import Annotated

import typer

from bot.commandline import texts as common
from bot.commandline import training_texts as t
from bot.commandline.parser import Command
from bot.commandline.terminal import Terminal
from crisis.language import Text

TRIAGE = Text(
    "Triage of posts, and what it learns of your corrections.\n\n"
    "The word `posts` may be left out: fenghuo triage --watch FILE < posts.jsonl",
    "帖文研判，以及从团队更正中学习。\n\n子命令 posts 可省略：fenghuo triage --watch 文件 < posts.jsonl",
)


def add_training(group: typer.Typer, terminal: Terminal) -> None:
    """Add the command to `fenghuo triage`."""

    def option(about: Text, *names: str, **more: object) -> object:
        return typer.Option(*names, help=about.say(terminal.language), show_default=False, **more)  # type: ignore[arg-type]

    @group.command("train", cls=Command, help=t.TRAIN.say(terminal.language))
    def train(
        only_try: Annotated[bool, option(t.TRY, "--try")] = False,
        off: Annotated[bool, option(t.OFF, "--off")] = False,
        examples: Annotated[bool, option(t.EXAMPLES, "--examples")] = False,
        forget: Annotated[list[int] | None, option(t.FORGET, "--forget", min=1, metavar="NUMBER")] = None,
        as_json: Annotated[bool, option(common.JSON, "--json")] = False,
    ) -> int:
        from bot.commandline.training import Wanted, run_training

        return run_training(terminal, Wanted(only_try, off, examples, tuple(forget or ())), as_json)
