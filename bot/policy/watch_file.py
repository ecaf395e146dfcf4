"""A watch list in a file: a policy file, of which nothing else is looked at, or the list alone.

Answers for: every problem with its line and field. May not: know what else a policy says.
"""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.policy.file import PolicyError
from bot.policy.problems import Problem, Report, shaped
from bot.policy.values import Shape, described
from bot.policy.watch_list import WatchShape, watch_of
from bot.policy.watch_list_texts import ABOUT_WATCH
from bot.policy.yaml import Document, UnreadableYaml, read_yaml
from crisis.language import Language
from crisis.policy.watch import WatchEntry

WATCH = "watch"


class WatchFileShape(Shape):
    """The part of a policy file that is looked at."""

    watch: Annotated[list[WatchShape], described(ABOUT_WATCH)] = Field(default_factory=list)


def watch_list_of(file: Path, language: Language) -> tuple[WatchEntry, ...]:
    """The entries in the file, in its order. Raises PolicyError."""
    try:
        document = _list_alone(read_yaml(file))
    except UnreadableYaml as unreadable:
        raise PolicyError((Problem(file, unreadable.line, "", unreadable.text, unreadable.values),)) from None
    report = Report(file, document, PolicyError)
    shape = shaped(document, report, WatchFileShape)
    report.end()
    assert shape is not None
    entries = watch_of(shape.watch, report)
    report.end()
    return entries


def _list_alone(document: Document) -> Document:
    """The document with nothing in it but the watch list."""
    if isinstance(document.value, list):
        lines = {(WATCH, *place): line for place, line in document.lines.items()}
        return Document({WATCH: document.value}, lines)
    if isinstance(document.value, dict):
        return Document({WATCH: document.value.get(WATCH) or []}, document.lines)
    return document
