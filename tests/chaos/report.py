"""A chaos run as a table, and whether it was what it should have been."""

from collections.abc import Iterator

from tests.chaos.run import Result
from tests.crash.checks import INCOMPLETE, LOST, REMINDER, TWICE_CHANNEL, TWICE_MESSAGE


def is_good(result: Result) -> bool:
    """Everything held; in the control run, without looking back: something was found twice."""
    if result.plan.look_back:
        return not result.findings and result.kills >= result.plan.kills
    return result.findings.count(TWICE_MESSAGE) > 0


def table(result: Result) -> str:
    """The figures, a line each."""
    rows = list(_rows(result))
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"  {name:<{width}}  {figure}" for name, figure in rows)


def _rows(result: Result) -> Iterator[tuple[str, str]]:
    plan, found = result.plan, result.findings
    bots = "one process" if plan.replicas == 1 else f"{plan.replicas} replicas"
    looking = "" if plan.look_back else ", without looking back"
    yield "database", f"{plan.kind}, {bots}{looking}"
    yield "seed", str(plan.seed)
    yield "alerts acknowledged", f"{result.acknowledged} (sent {result.sent} times)"
    yield "incidents", str(result.incidents)
    yield "channels", str(found.channels)
    yield "messages", str(found.messages)
    yield "reminders", str(found.reminders)
    yield "commands acknowledged", str(result.commands)
    yield "kills", f"{result.kills} (and {result.stops} stops, {result.starts} starts)"
    yield "calls of Slack", str(result.calls)
    struck = sum(result.faults.values())
    kinds = ", ".join(f"{kind} {count}" for kind, count in result.faults.items())
    yield "faults", f"{struck} ({kinds})"
    yield "given up", ", ".join(f"{what} {why} {count}" for what, why, count in result.failed) or "0"
    for kind in (LOST, TWICE_CHANNEL, TWICE_MESSAGE, REMINDER, INCOMPLETE):
        yield kind, str(found.count(kind))
    yield "longest wait for a room", f"{result.longest_wait:.1f} s"
    if result.takeover is not None:
        yield "taken over after a death", f"{result.takeover:.1f} s (lease 60 s, sweep 5 s)"
    yield "took", f"{result.seconds:.0f} s"


def verdict(result: Result) -> str:
    """One sentence."""
    found = result.findings
    if not result.plan.look_back:
        twice = found.count(TWICE_MESSAGE)
        if twice:
            return f"Control: without looking back {twice} messages stand twice, and they were found."
        return "CONTROL FAILED: without looking back nothing was found twice, so these runs prove nothing."
    if is_good(result):
        return "Nothing lost, nothing twice."
    return f"FAILED. To repeat it:\n  {result.plan.command}\n\n{found}"
