"""A small script of a drill, for the tests. May not: be about a real company."""

from datetime import timedelta
from typing import Any

from crisis.alert import Alert, Mention
from crisis.incident.drill import Deed, Expectation, Inject, InjectKind, RealDeed, Script, Told
from crisis.severity import Severity
from tests.crisis.world import MINUTE, START


def told(words: str) -> Told:
    return Told(words, f"{words}（中文）")


def expected(does: Deed, within: float, points: int = 10, **more: Any) -> Expectation:
    """An expectation; ``within`` in minutes."""
    return Expectation(does, timedelta(minutes=within), points, told(f"{does.value} in time"), **more)


FIRST_ALERT = Alert(
    "script-monitor", "A kettle melts", START, key="kettle", severity_hint=Severity.SEV2,
    mentions=(Mention("weibo", "a cook", "My kettle melted."),),
)  # fmt: skip
INJECTS = (
    Inject(timedelta(0), InjectKind.ALERT, alert=FIRST_ALERT),
    Inject(10 * MINUTE, InjectKind.JOURNALIST, told("A reporter"), told("Is it {true}?")),
    Inject(
        20 * MINUTE,
        InjectKind.ALERT,
        alert=Alert("script-monitor", "Kettles melt", START, key="kettle", severity_hint=Severity.SEV1),
    ),
    Inject(30 * MINUTE, InjectKind.ABSENT, text=told("On a plane"), role="lead"),
)
SCRIPT = Script(
    name="kettle",
    title=told("The kettle"),
    about=told("A kettle melted."),
    trains=told("Staying calm"),
    injects=INJECTS,
    expectations=(
        expected(Deed.ROLE_ACCEPTED, 5, 40, role="lead", why=told("Nobody leads by accident.")),
        expected(Deed.STATEMENT_PUBLISHED, 30, 35),
        expected(Deed.ROLE_HANDED, 10, 25, role="lead", after_inject=4),
    ),
    reality=(RealDeed(200 * MINUTE, told("A statement"), Deed.STATEMENT_PUBLISHED),),
    severity=Severity.SEV2,
)
