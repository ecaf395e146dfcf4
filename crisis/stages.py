"""How far an incident is: the one table of stages and of the ways between them.

An incident is opened in ``triage`` and goes forward by any number of steps:

    triage 研判 ─► responding 处置 ─► contained 受控 ─► resolved 恢复 ─► closed 结案

From any open stage it may go back with a reason, be dismissed (误报, it was nothing) or merged (并案, it was another
incident's). A closed, dismissed or merged one is reopened, as responding; a merged one takes back what went
along. Everything else is refused. The diagram in ``docs/stages.md`` is drawn from this table.
"""

from enum import StrEnum

from crisis.language import Text


class Stage(StrEnum):
    TRIAGE = "triage"
    RESPONDING = "responding"
    CONTAINED = "contained"
    RESOLVED = "resolved"
    CLOSED = "closed"
    DISMISSED = "dismissed"
    MERGED = "merged"

    @property
    def is_open(self) -> bool:
        """Whether somebody is still at work on it: reminders run, offers stand, the same alert is a duplicate."""
        return self in OPEN


class Move(StrEnum):
    """What a way from one stage to another means."""

    FORWARD = "forward"
    BACK = "back"  # wants a reason
    ASIDE = "aside"  # dismissed or merged
    REOPEN = "reopen"


FORWARD_ORDER = (Stage.TRIAGE, Stage.RESPONDING, Stage.CONTAINED, Stage.RESOLVED, Stage.CLOSED)
OPEN = frozenset(FORWARD_ORDER[:-1])

TRANSITIONS: dict[tuple[Stage, Stage], Move] = {
    (Stage.TRIAGE, Stage.RESPONDING): Move.FORWARD,
    (Stage.TRIAGE, Stage.CONTAINED): Move.FORWARD,
    (Stage.TRIAGE, Stage.RESOLVED): Move.FORWARD,
    (Stage.TRIAGE, Stage.CLOSED): Move.FORWARD,
    (Stage.TRIAGE, Stage.DISMISSED): Move.ASIDE,
    (Stage.TRIAGE, Stage.MERGED): Move.ASIDE,
    (Stage.RESPONDING, Stage.TRIAGE): Move.BACK,
    (Stage.RESPONDING, Stage.CONTAINED): Move.FORWARD,
    (Stage.RESPONDING, Stage.RESOLVED): Move.FORWARD,
    (Stage.RESPONDING, Stage.CLOSED): Move.FORWARD,
    (Stage.RESPONDING, Stage.DISMISSED): Move.ASIDE,
    (Stage.RESPONDING, Stage.MERGED): Move.ASIDE,
    (Stage.CONTAINED, Stage.TRIAGE): Move.BACK,
    (Stage.CONTAINED, Stage.RESPONDING): Move.BACK,
    (Stage.CONTAINED, Stage.RESOLVED): Move.FORWARD,
    (Stage.CONTAINED, Stage.CLOSED): Move.FORWARD,
    (Stage.CONTAINED, Stage.DISMISSED): Move.ASIDE,
    (Stage.CONTAINED, Stage.MERGED): Move.ASIDE,
    (Stage.RESOLVED, Stage.TRIAGE): Move.BACK,
    (Stage.RESOLVED, Stage.RESPONDING): Move.BACK,
    (Stage.RESOLVED, Stage.CONTAINED): Move.BACK,
    (Stage.RESOLVED, Stage.CLOSED): Move.FORWARD,
    (Stage.RESOLVED, Stage.DISMISSED): Move.ASIDE,
    (Stage.RESOLVED, Stage.MERGED): Move.ASIDE,
    (Stage.CLOSED, Stage.RESPONDING): Move.REOPEN,
    (Stage.DISMISSED, Stage.RESPONDING): Move.REOPEN,
    (Stage.MERGED, Stage.RESPONDING): Move.REOPEN,
}

NAMES = {
    Stage.TRIAGE: Text("triage", "研判"),
    Stage.RESPONDING: Text("responding", "处置"),
    Stage.CONTAINED: Text("contained", "受控"),
    Stage.RESOLVED: Text("resolved", "恢复"),
    Stage.CLOSED: Text("closed", "结案"),
    Stage.DISMISSED: Text("dismissed", "误报"),
    Stage.MERGED: Text("merged", "并案"),
}


def stage_of(word: str) -> Stage | None:
    """The stage that a Chinese or English word names, or None."""
    wanted = word.strip().lower()
    return next((stage for stage, name in NAMES.items() if wanted in (name.en, name.zh)), None)


def next_stages(stage: Stage) -> tuple[Stage, ...]:
    """The stages that can be reached from ``stage``, in the order of the table."""
    return tuple(target for source, target in TRANSITIONS if source is stage)
