"""The clock in the policy file: quiet hours, and cadences of stages.

Answers for: their shape, and what the domain makes of them. May not: read files.
"""

from datetime import time, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from bot.policy import clock_texts as t
from bot.policy import texts
from bot.policy.problems import Report
from bot.policy.team_values import END_OF_DAY, TimeOfDay, ZoneName
from bot.policy.values import Duration, Shape, described
from bot.settings.settings import WrongValue
from crisis.policy.quiet import CAN_BE_QUIET, QuietHours
from crisis.severity import Severity
from crisis.stages import Stage


def _quiet_severity(value: str) -> str:
    if value not in {severity.name for severity in CAN_BE_QUIET}:
        raise WrongValue(t.NEVER_QUIET, value=value)
    return value


QuietSeverity = Annotated[
    str,
    AfterValidator(_quiet_severity),
    WithJsonSchema({"enum": sorted(severity.name for severity in CAN_BE_QUIET)}),
]


class StagesShape(Shape):
    """The stages in which updates are due."""

    triage: Annotated[Duration | None, described(t.ABOUT_STAGE_UPDATE)] = None
    responding: Annotated[Duration | None, described(t.ABOUT_STAGE_UPDATE)] = None
    contained: Annotated[Duration | None, described(t.ABOUT_STAGE_UPDATE)] = None

    def paces(self) -> tuple[tuple[Stage, timedelta], ...]:
        """Those that are written."""
        return tuple((Stage(name), every) for name, every in self if every is not None)


class QuietHoursShape(Shape):
    """``from`` and ``to`` are the file's words for ``begins`` and ``ends``."""

    begins: Annotated[TimeOfDay, described(t.ABOUT_QUIET_FROM)] = Field(alias="from")
    ends: Annotated[TimeOfDay, described(t.ABOUT_QUIET_TO)] = Field(alias="to")
    severities: Annotated[list[QuietSeverity] | None, described(t.ABOUT_QUIET_SEVERITIES)] = None
    timezone: Annotated[ZoneName | None, described(t.ABOUT_QUIET_ZONE)] = None


def quiet_hours(written: QuietHoursShape | None, report: Report) -> QuietHours | None:
    """The quiet hours that the file asks for. What does not fit together goes to the report."""
    if written is None:
        return None
    begins, ends = _time(written.begins), _time(written.ends)
    if begins == ends:
        report.add(("quiet_hours", "to"), t.NO_LENGTH)
    if written.severities is None:
        return QuietHours(begins, ends, timezone=written.timezone)
    if not written.severities:
        report.add(("quiet_hours", "severities"), t.NO_SEVERITIES)
    for position, name in enumerate(written.severities):
        if name in written.severities[:position]:
            report.add(("quiet_hours", "severities", position), texts.NAMED_TWICE, role=name)
    severities = frozenset(Severity[name] for name in written.severities)
    return QuietHours(begins, ends, severities, written.timezone)


def _time(minutes: int) -> time:
    """A time of day from minutes after midnight; 24:00 is the next one."""
    return time(*divmod(minutes % END_OF_DAY, 60))
