"""`policy check FILE --source NAME --alert PAYLOAD`: what would become of an alert, without sending it.

Answers for: how the payload is read, which route it takes and what follows. Nothing is stored. May not: know what is
open already; the same alert again would be counted there.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.commandline import trying_texts as t
from bot.commandline.terminal import FAILED, Failed, Terminal
from crisis.alert import Alert
from crisis.policy import Policy
from crisis.policy.routes import Do, Route, route_of, routed
from handlers.alerts import SOURCES
from handlers.alerts.source import BadPayload, Problem, Reading, read_json
from handlers.wording.source_names import source_name
from handlers.wording.vocabulary import kind_name, severity_label


@dataclass(frozen=True, slots=True)
class Tried:
    """An alert as its route has it. ``place``: of the route in the file, from 1; 0 when none fits."""

    alert: Alert
    route: Route | None
    place: int


def run_alert_check(terminal: Terminal, policy: Policy, name: str, payload: Path, reading: Reading, json: bool) -> int:
    """What becomes of each alert of the payload; exit status 1 when it cannot be read. ``name``: of the source, perhaps
    with its instance. Raises Failed for a source or a file that is not there."""
    kind, _, instance = name.partition("/")
    if kind not in SOURCES:
        raise Failed(t.NO_SOURCE, source=name, sources=", ".join(SOURCES))
    try:
        body = payload.read_bytes()
    except OSError as error:
        raise Failed(t.NO_FILE, file=payload, error=error.strerror or error) from None
    try:
        items, _ = SOURCES[kind].split(read_json(body))
        found = [_tried(SOURCES[kind].read(item, reading), instance, policy) for item in items]
    except BadPayload as bad:
        return _refused(terminal, bad.problems, json)
    if json:
        terminal.put_json({"ok": True, "alerts": [_value(each, policy) for each in found]})
        return 0
    for each in found:
        _show(terminal, each, policy)
    if not found:
        terminal.say(t.NO_ALERT)
    return 0


def _tried(alert: Alert, instance: str, policy: Policy) -> Tried:
    named = replace(alert, source=f"{alert.source}/{instance}") if instance else alert
    route = route_of(named, policy.routes)
    place = next((number for number, each in enumerate(policy.routes, 1) if each is route), 0)
    return Tried(routed(named, route, policy.private_kinds), route, place)


def _refused(terminal: Terminal, problems: tuple[Problem, ...], json: bool) -> int:
    if json:
        terminal.put_json({"ok": False, "problems": [{"field": each.path, "text": each.problem} for each in problems]})
    else:
        for each in problems:
            terminal.put(f"{each.path}: {each.problem}".removeprefix(": "))
    return FAILED


def _outcome(tried: Tried, policy: Policy) -> str:
    if tried.alert.resolved:
        return "resolved"
    if tried.route and tried.route.do is Do.IGNORE:
        return "ignored"
    return "opened" if policy.opens_by_itself(tried.alert) else "held"


def _show(terminal: Terminal, tried: Tried, policy: Policy) -> None:
    alert, language = tried.alert, terminal.language
    labels = ", ".join(f"{name}={value}" for name, value in alert.labels) or "–"
    severity = severity_label(alert.severity).say(language)
    terminal.say(t.ALERT, source=source_name(alert.source), title=alert.title, severity=severity)
    terminal.say(t.LABELS, labels=labels)
    terminal.say(t.BY_ROUTE if tried.place else t.BY_SEVERITY, number=tried.place)
    handling = alert.handling
    if handling and handling.kind:
        terminal.say(t.KIND, kind=kind_name(policy, handling.kind))
    if handling and handling.private:
        terminal.say(t.PRIVATE)
    if handling and handling.part:
        shared = (alert.key or "").removeprefix("together:").replace("|", ", ")
        terminal.say(t.TOGETHER, labels=shared)
    terminal.say(t.OUTCOMES[_outcome(tried, policy)])


def _value(tried: Tried, policy: Policy) -> dict[str, Any]:
    alert, handling = tried.alert, tried.alert.handling
    return {
        "source": alert.source,
        "title": alert.title,
        "severity": alert.severity.name,
        "labels": dict(alert.labels),
        "route": tried.place or None,
        "kind": handling.kind if handling and handling.kind else None,
        "private": bool(handling and handling.private),
        "outcome": _outcome(tried, policy),
    }
