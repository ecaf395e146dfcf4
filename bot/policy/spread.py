"""When a worse severity is proposed because posts spread, in the policy file: its shape, and reading it.

Answers for: the key ``spread``. May not: read files.
"""

from typing import Annotated

from pydantic import Field

from bot.policy import spread_texts as t
from bot.policy.problems import Report
from bot.policy.values import Duration, SeverityName, Shape, described
from crisis.incident.spread import LONGEST_WINDOW, SpreadRules
from crisis.severity import Severity
from crisis.values import replace


class SpreadShape(Shape):
    """What is written; the rest stays as it is."""

    window: Annotated[Duration | None, described(t.ABOUT_WINDOW)] = None
    least: Annotated[int | None, described(t.ABOUT_LEAST), Field(ge=1, le=100_000)] = None
    big_account: Annotated[int | None, described(t.ABOUT_BIG_ACCOUNT), Field(ge=1_000, le=1_000_000_000)] = None
    acts_alone: Annotated[list[SeverityName] | None, described(t.ABOUT_ACTS_ALONE)] = None


def spread_of(written: SpreadShape | None, base: SpreadRules, report: Report) -> SpreadRules:
    """The rules; what does not fit goes to the report."""
    if written is None:
        return base
    if written.window is not None and written.window > LONGEST_WINDOW:
        report.add(("spread", "window"), t.WINDOW_TOO_LONG, hours=int(LONGEST_WINDOW.total_seconds() // 3600))
    alone = written.acts_alone
    given = {name: getattr(written, name) for name in ("window", "least", "big_account")}
    changed = {name: value for name, value in given.items() if value is not None}
    if alone is not None:
        changed["acts_alone"] = frozenset(Severity[name] for name in alone)
    return replace(base, **changed)
