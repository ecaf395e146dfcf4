"""Says method by method how the local workspace differs from what Slack publishes, and why.

`python -m tests.workspace.differences [FOLDER] [--all]`: FOLDER holds methods.json (else `PUBLISHED_SLACK_DATA`, else
`../shared/data/slack` beside the checkout); with `--all` the explained differences, too. Exit status 1 when one is not
explained, or when an explanation has nothing left to explain.
"""

from __future__ import annotations

import asyncio
import sys
from itertools import groupby
from pathlib import Path

from tests.workspace.explanations import Explained, explain
from tests.workspace.published import differences, folder, load
from tests.workspace.rounds.all import seen


def main(arguments: list[str]) -> int:
    """The exit status."""
    named = [each for each in arguments if not each.startswith("--")]
    where = Path(named[0]) if named else folder()
    try:
        published = load(where)
    except FileNotFoundError:
        print(f"No published methods in {where}: name the folder that holds methods.json.")
        return 2
    found = explain(differences(published, asyncio.run(seen())))
    print(report(found, explained="--all" in arguments))
    print(f"{len(published)} methods, {len(found.explained)} differences explained, {len(found.open)} not.")
    for each in found.idle:
        print(f"An explanation explains nothing: {each}")
    return 1 if found.open or found.idle else 0


def report(found: Explained, *, explained: bool) -> str:
    """A paragraph for each method that differs."""
    lines = [(each.method, f"  {each}") for each in found.open]
    if explained:
        lines += [(each.method, f"  {each}: {reason}") for each, reason in found.explained]
    parts: list[str] = []
    for method, rows in groupby(sorted(lines), key=lambda line: line[0]):
        parts += [method, *(row for _, row in rows), ""]
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
