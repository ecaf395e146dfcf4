"""The parser's own words: wrong use in one line, and the headings of help in Chinese.

Answers for: what Typer says in English only, or in several lines. May not: know any command.
"""

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from bot.commandline import texts as t
from bot.settings.spoken import spoken_language
from crisis.language import Language


def said_wrong(wrong: typer.TyperException, language: Language, program: str) -> str:
    """Why a command line cannot be used, in one line with where to look."""
    context: Any = getattr(wrong, "ctx", None)
    why = _why(wrong, context, language)
    return t.WRONG_USE.say(language, why=why, command=context.command_path if context else program)


def _why(wrong: typer.TyperException, context: Any, language: Language) -> str:
    known = ", ".join(getattr(context.command, "commands", ())) if context else ""
    param: Any = getattr(wrong, "param", None)
    name = " / ".join(param.opts) if param and param.opts[0].startswith("-") else (param.metavar or "") if param else ""
    match type(wrong).__name__:
        case "NoSuchOption":
            return t.NO_SUCH_OPTION.say(language, option=getattr(wrong, "option_name", ""))
        case "MissingParameter":
            return t.MISSING_PARAMETER.say(language, name=name)
        case "BadParameter":
            return t.BAD_VALUE.say(language, name=name, why=wrong.message.removeprefix("Value error, ").rstrip("."))
    if found := re.fullmatch(r"No such command '(.*)'\.(?: .*)?", wrong.message):
        return t.NO_SUCH_COMMAND.say(language, word=found[1], commands=known)
    if wrong.message == "Missing command.":
        return t.COMMAND_MISSING.say(language, commands=known)
    return t.OTHERWISE_WRONG.say(language, why=wrong.message.rstrip("."))


class Command(TyperCommand):
    """A command whose help is in the reader's language."""

    def get_help(self, ctx: Any) -> str:
        return _in_language(super().get_help(ctx))


class Group(TyperGroup):
    """The same for a group of commands."""

    def get_help(self, ctx: Any) -> str:
        return _in_language(super().get_help(ctx))


_HEADINGS = {
    "Usage:": "用法：",
    "Options:": "选项：",
    "Commands:": "命令：",
    "Arguments:": "参数：",
}


def _in_language(help_text: str) -> str:
    if spoken_language() is not Language.CHINESE:
        return help_text
    for english, chinese in _HEADINGS.items():
        help_text = re.sub(rf"(?m)^{english}", chinese, help_text)
    return help_text.replace("Show this message and exit.", "显示本帮助。").replace("[required]", "（必填）")
