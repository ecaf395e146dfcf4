"""The clock in the policy file: quiet hours, and cadences of stages.

Answers for: their shape, and what the domain makes of them. May not: read files.
"""

import re
from datetime import time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from bot.policy import clock_texts as t
from bot.policy import texts
from bot.policy.problems import Report
from bot.policy.values import Duration, Shape, described
from bot.settings import WrongValue
from crisis.quiet import CAN_BE_QUIET, QuietHours
from crisis.severity import Severity
from crisis.stages import Stage

_TIME = r"([01]?[0-9]|2[0-3]):([0-5][0-9])"


def _time_of_day(value: Any) -> Any:
    found = re.fullmatch(_TIME, value.strip().replace("：", ":")) if isinstance(value, str) else None
    if found is None:
        raise WrongValue(t.NO_TIME_OF_DAY, value=value)
    return time(int(found[1]), int(found[2]))


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongValue(t.NO_ZONE, value=value) from None
    return value


def _quiet_severity(value: str) -> str:
    if value not in {severity.name for severity in CAN_BE_QUIET}:
        raise WrongValue(t.NEVER_QUIET, value=value)
    return value


TimeOfDay = Annotated[
    time,
    BeforeValidator(_time_of_day),
    WithJsonSchema({"type": "string", "pattern": f"^{_TIME}$", "examples": ["22:00"]}),
]
Zone = Annotated[str, AfterValidator(_zone)]
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
    timezone: Annotated[Zone | None, described(t.ABOUT_QUIET_ZONE)] = None


def quiet_hours(written: QuietHoursShape | None, report: Report) -> QuietHours | None:
    """The quiet hours that the file asks for. What does not fit together goes to the report."""
    if written is None:
        return None
    if written.begins == written.ends:
        report.add(("quiet_hours", "to"), t.NO_LENGTH)
    if written.severities is None:
        return QuietHours(written.begins, written.ends, timezone=written.timezone)
    if not written.severities:
        report.add(("quiet_hours", "severities"), t.NO_SEVERITIES)
    for position, name in enumerate(written.severities):
        if name in written.severities[:position]:
            report.add(("quiet_hours", "severities", position), texts.NAMED_TWICE, role=name)
    severities = frozenset(Severity[name] for name in written.severities)
    return QuietHours(written.begins, written.ends, severities, written.timezone)
