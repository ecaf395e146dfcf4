"""The gate: which command needs which right, and the refusal of whoever has it not.

Answers for: it is asked before every decision, so a form, a button, a line and a shell meet the same answer. The desk
itself (``by`` None) may always. To somebody outside, a private incident does not exist. May not: decide what a command
does, or say who has a right (``rights`` does).
"""

from collections.abc import Callable
from typing import Any

from crisis import commands as c
from crisis import refusals
from crisis.decisions.context import Context
from crisis.incident import Incident, Target
from crisis.language import Text
from crisis.policy import Policy
from crisis.policy.people import Roster
from crisis.policy.rights import DEEDS, Right, may, sees, who_could
from crisis.refusals import Named, Refused
from crisis.stages import Stage

NAMED = 4
"""So many of those who could are named; the others are counted."""

CLOSING = frozenset({Stage.CLOSED, Stage.DISMISSED, Stage.MERGED})

# Slack tells of it; nobody asks.
NOT_ASKED = (c.FollowEdit,)


def _of_stage(command: c.ChangeStage) -> Right:
    return right_of_stage(command.stage)


def _of_target(command: c.RecordTarget) -> Right | None:
    return Right.PUBLISH if command.target is Target.FIRST_STATEMENT else None


def _of_aside(command: c.SetAlertAside) -> Right:
    return Right.WATCH if command.word else Right.OPEN


# A command that stands here needs the right, or the one that the function names. Whoever else's commands are
# everybody's who sees the incident.
NEEDS: dict[type[Any], Right | Callable[[Any], Right | None]] = {
    c.OpenIncident: Right.OPEN,
    c.OpenHeldAlerts: Right.OPEN,
    c.DismissHeldAlerts: Right.OPEN,
    c.ChangeSeverity: Right.SEVERITY,
    c.SettleProposal: Right.SEVERITY,
    c.ChangeStage: _of_stage,
    c.RecordTarget: _of_target,
    c.ExportReview: Right.EXPORT,
    c.MergeIncident: Right.CLOSE,
    c.SplitIncident: lambda command: None if command.aside else Right.OPEN,
    c.PagePerson: Right.PAGE,
    c.TakeOver: Right.OVERRIDE,
    c.TakeBack: Right.OVERRIDE,
    c.StartDrill: Right.DRILL,
    c.StopDrill: Right.DRILL,
    c.TeachWatch: Right.WATCH,
    c.TakeBackLesson: Right.WATCH,
    c.SetAlertAside: _of_aside,
}


def right_of_stage(stage: Stage) -> Right:
    """Ending an incident is another right than moving it."""
    return Right.CLOSE if stage in CLOSING else Right.STAGE


def right_of(command: c.AnyCommand) -> Right | None:
    """The right that a command needs; None: none."""
    need = NEEDS.get(type(command))
    return need if need is None or isinstance(need, Right) else need(command)


def admit(command: c.AnyCommand, incident: Incident | None, context: Context) -> None:
    """Raise Refused unless whoever asks may have this done. ``incident``: the one that it is about."""
    by = getattr(command, "by", None)
    if by is None or isinstance(command, NOT_ASKED):
        return
    want_seen(by, incident, context.policy, context.roster)
    right = right_of(command)
    if right is not None:
        want(by, right, incident, context.policy, context.roster)


def want_seen(person: str, incident: Incident | None, policy: Policy, roster: Roster) -> None:
    """Raise Refused, in the very words for one that does not exist, unless this person sees the incident."""
    if incident is not None and not sees(person, incident, policy.rights, roster):
        raise Refused(refusals.NO_SUCH_INCIDENT, number=incident.number)


def want(person: str, right: Right, incident: Incident | None, policy: Policy, roster: Roster) -> None:
    """Raise Refused, with who could, unless this person has the right."""
    if not may(person, right, incident, policy.rights, roster):
        possible = those_who_could(right, incident, policy, roster)
        raise Refused(refusals.NO_RIGHT, what=DEEDS[right], possible=possible)


def those_who_could(
    right: Right, incident: Incident | None, policy: Policy, roster: Roster
) -> tuple[Text | str | Named, ...]:
    """A few who have the right, by name; how many more; and whoever takes a role that has it and that nobody has."""
    holders = policy.rights[right]
    if holders.everybody:
        return (refusals.EVERYBODY,)
    people = who_could(right, incident, policy.rights, roster)
    said: list[Text | str | Named] = [Named(person) for person in people[:NAMED]]
    vacant = [role for role in holders.holding if incident is not None and incident.holder(role) is None]
    said += [_filled(refusals.WHOEVER_TAKES, role=_name(role, policy)) for role in vacant]
    said += [
        _filled(refusals.GROUP_UNKNOWN, group=Text(group, group))
        for group in holders.groups
        if not roster.groups.get(group)
    ]
    if len(people) > NAMED:
        said.append(_filled(refusals.MORE_PEOPLE, count=len(people) - NAMED))
    return tuple(said) or (refusals.NOBODY_ELSE,)


def _name(role: str, policy: Policy) -> Text:
    known = policy.role(role)
    return known.name if known else Text(role, role)


def _filled(text: Text, **values: Text | int) -> Text:
    """A text with its marks filled. What fills them comes from the policy, which takes no braces."""
    english = {name: value.en if isinstance(value, Text) else value for name, value in values.items()}
    chinese = {name: value.zh if isinstance(value, Text) else value for name, value in values.items()}
    return Text(text.en.format(**english), text.zh.format(**chinese))
