"""The table: rows that were measured, with what is wanted, and the machine they were measured on."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

FILE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, with what it should be and what it stands beside."""

    what: str
    figure: str
    wanted: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind; ``about`` says how they were measured."""

    title: str
    about: str
    rows: Sequence[Row]


def machine(postgres: str) -> str:
    """What it was measured on, in a line."""
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return (
        f"{model or platform.machine()}, {os.cpu_count()} cores; {system}, Linux {platform.release()}; "
        f"Python {platform.python_version()}; SQLite {sqlite3.sqlite_version}; {postgres}"
    )


def load() -> float:
    """How many others wanted the processor: the load of the last minute, before anything is measured."""
    return os.getloadavg()[0]


def text(sections: Iterable[Section], on: str, at: datetime, load_before: float, how: str) -> str:
    """The page."""
    made = [
        "# Benchmarks",
        "",
        f"Written by `{how}` on {at:%Y-%m-%d}; nothing here is written by hand.",
        "",
        f"Machine: {on}. Load before it began: {load_before:.1f}.",
    ]
    for section in sections:
        made += ["", f"## {section.title}", "", section.about, ""]
        made += ["| what | measured | wanted | beside it |", "| --- | --- | --- | --- |"]
        made += [f"| {row.what} | {row.figure} | {row.wanted} | {row.beside} |" for row in section.rows]
    return "\n".join(made) + "\n"


def percentile(values: Sequence[float], share: float) -> float:
    """Of at least one value; ``share`` 0.99 is the 99th percentile."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]
