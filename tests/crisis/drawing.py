"""Draws ``docs/stages.md`` from the table of stages. ``.venv/bin/python -m tests.crisis.drawing`` writes the file anew.

Answers for: the diagram says what the table says. May not: know a stage or a way of its own.
"""

from pathlib import Path

from crisis.stages import NAMES, TRANSITIONS, Move, Stage

FILE = Path(__file__).parents[2] / "docs" / "stages.md"
REMAKE = ".venv/bin/python -m tests.crisis.drawing"

MOVES = {
    Move.FORWARD: ("forward", "向前"),
    Move.BACK: ("back, with a reason", "退回（写明理由）"),
    Move.ASIDE: ("aside", "转出"),
    Move.REOPEN: ("reopened", "重开"),
}

INTRODUCTION = """\
# Stages of an incident 事件阶段

Drawn from the table in `crisis/stages.py`; a test holds this page to it. After a change of the table:
`{remake}`.

An incident begins in {first}.
It is open, so that offers stand and the clock counts, in: {open}.
From {resolved} on no status update is due any more.
"""


def diagram() -> str:
    """The stages and the ways between them as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    direction LR"]
    lines += [f"    {stage.value}: {name(stage)}" for stage in Stage]
    lines.append(f"    [*] --> {next(iter(Stage)).value}")
    lines += [f"    {old.value} --> {new.value}: {MOVES[move][0]}" for (old, new), move in TRANSITIONS.items()]
    lines += [f"    {stage.value} --> [*]" for stage in Stage if not any(old is stage for old, _ in TRANSITIONS)]
    return "\n".join(("```mermaid", *lines, "```"))


def table() -> str:
    """The same as a table: from each stage (row) to each other (column)."""
    rows = [["from 从 ＼ to 到", *map(name, Stage)], ["---"] * (len(Stage) + 1)]
    for old in Stage:
        moves = [TRANSITIONS.get((old, new)) for new in Stage]
        rows.append([f"**{name(old)}**", *(" ".join(MOVES[move]) if move else "–" for move in moves)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def page() -> str:
    """The whole of ``docs/stages.md``."""
    stages_open = ", ".join(name(stage) for stage in Stage if stage.is_open)
    introduction = INTRODUCTION.format(
        remake=REMAKE, first=name(next(iter(Stage))), open=stages_open, resolved=name(Stage.RESOLVED)
    )
    return f"{introduction}\n{diagram()}\n\n{table()}\n"


def name(stage: Stage) -> str:
    """``triage 研判``"""
    return f"{NAMES[stage].en} {NAMES[stage].zh}"


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(page(), encoding="utf-8")
