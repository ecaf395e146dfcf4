"""What the workspace sends to an app, held against the shapes that Slack's published references have.

    python -m tests.workspace.inbound_differences [FOLDER]

FOLDER holds inbound.json (default: PUBLISHED_SLACK_DATA, else ../shared/data/slack). Every difference is listed: with
the reason why it stays, or as one to mend; the exit status is 1 when there is one of those. A published field that is
there only now and then has its reason in the table as well. Blocks, attachments and files are not gone into.
"""

import asyncio
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.workspace.inbound_explained import ABSENT, ANY, EXPLAINED
from tests.workspace.inbound_payloads import CAUSES, stand

Json = dict[str, Any]
# Each element of these has a shape of its own kind, which the one published sample is not.
OF_THEIR_OWN = frozenset({"blocks", "attachments", "files", "metadata"})
DEFAULT = Path(__file__).parents[3] / "shared" / "data" / "slack"


@dataclass(frozen=True, slots=True)
class Difference:
    """`what`: "not sent" (published, not in ours), "not published" (ours only), "other kind"; `why` empty: to mend."""

    shape: str
    path: str
    what: str
    why: str


def folder(given: str = "") -> Path:
    """Where the published shapes are, whether or not they are there."""
    return Path(given or os.environ.get("PUBLISHED_SLACK_DATA") or DEFAULT)


def published(data: Path) -> dict[str, Json]:
    """The shapes by name, events and the rest together."""
    read = json.loads((data / "inbound.json").read_text(encoding="utf-8"))
    return {**read["events"], **read["inbound"]}


async def differences(data: Path) -> list[Difference]:
    """Every one, in the order of the shapes."""
    found: list[Difference] = []
    for name, shape in published(data).items():
        cause = CAUSES.get(name)
        if cause is None:
            found.append(Difference(name, "", "never sent", ABSENT.get(name, "")))
            continue
        async with stand() as on:
            sent = await cause(on)
        found += [Difference(name, path, what, _why(name, path, what)) for path, what in compared(shape, sent)]
    return found


def compared(theirs: Any, ours: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, what) of every difference between a published shape and a payload."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for name in theirs.keys() | ours.keys():
            below = f"{path}.{name}".lstrip(".")
            if name not in ours:
                yield below, "not sent"
            elif name not in theirs:
                yield below, "not published"
            elif name not in OF_THEIR_OWN:
                yield from compared(theirs[name], ours[name], below)
    elif isinstance(theirs, list) and isinstance(ours, list):
        if theirs and ours:
            yield from compared(theirs[0], ours[0], f"{path}[]")
    elif ours is not None and _kind(theirs) != _kind(ours):
        yield path, f"other kind: {_kind(ours)}, published {_kind(theirs)}"
    elif path.endswith("type") and theirs and ours != theirs:
        yield path, f"other value: {ours}, published {theirs}"


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, int | float):
        return "number"
    return {str: "text", dict: "object", list: "list"}.get(type(value), "nothing")


def _why(shape: str, path: str, what: str) -> str:
    """The reason in the table, empty when there is none."""
    for shapes, paths, kinds, reason in EXPLAINED:
        if re.fullmatch(shapes, shape) and re.fullmatch(paths, path) and (kinds == ANY or what.startswith(kinds)):
            return reason
    return ""


def main() -> int:
    data = folder(sys.argv[1] if len(sys.argv) > 1 else "")
    if not (data / "inbound.json").is_file():
        print(f"There is no inbound.json in {data}: give its folder, or set PUBLISHED_SLACK_DATA.", file=sys.stderr)
        return 2
    found = asyncio.run(differences(data))
    for shape in dict.fromkeys(each.shape for each in found):
        print(f"\n{shape}")
        for each in sorted(
            (each for each in found if each.shape == shape), key=lambda each: (bool(each.why), each.path)
        ):
            print(f"  {'explained' if each.why else 'TO MEND':9}  {each.path or '-'}: {each.what}  {each.why}".rstrip())
    open_ones = sum(not each.why for each in found)
    print(f"\n{len(found)} differences, {len(found) - open_ones} explained, {open_ones} to mend")
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main())
