"""`check`, `policy check`, `policy schema`, `manifest`: looking at the configuration. Nothing is changed."""

import asyncio
from pathlib import Path
from typing import Any

from bot.checks.check import check, settings_are_wrong
from bot.checks.findings import Finding, State
from bot.checks.policy import findings_of_policy
from bot.clock.clocks import machine_now
from bot.commandline import texts as t
from bot.commandline.terminal import FAILED, WRONG_USE, Failed, Terminal
from bot.commandline.trying import run_alert_check
from bot.commandline.trying_texts import SOURCE_MISSING
from bot.policy.file import PolicyError, read, schema
from bot.settings.settings import SettingsError, load_settings
from bot.slack.manifest import manifest
from crisis.policy import Policy
from handlers.alerts.source import Reading

MARKS = {State.GOOD: "✓", State.BAD: "✗", State.OPEN: "–"}


def run_check(terminal: Terminal, as_json: bool) -> int:
    """A line a thing; exit status 1 when one is bad."""
    try:
        findings = asyncio.run(check(load_settings()))
    except SettingsError as error:
        findings = settings_are_wrong(error)
    count = sum(finding.state is State.BAD for finding in findings)
    if as_json:
        terminal.put_json({"ok": not count, "checks": [_value(finding, terminal) for finding in findings]})
    else:
        for finding in findings:
            terminal.put(_line(finding, terminal))
        terminal.say(t.CHECKED_BAD if count else t.CHECKED_GOOD, count=count)
    return FAILED if count else 0


def run_policy_check(
    terminal: Terminal, file: Path, as_json: bool, alert: Path | None = None, source: str | None = None
) -> int:
    """Every problem of the file in a line of its own; exit status 1 when there is one. With ``alert``: what a good file
    makes of it, instead. Raises Failed."""
    if alert and not source:
        raise Failed(SOURCE_MISSING, WRONG_USE)
    try:
        loaded = read(file, Policy(language=terminal.language))
    except PolicyError as error:
        if as_json:
            problems = [
                {"line": each.line, "field": each.field, "text": each.text.say(terminal.language, **each.values)}
                for each in error.problems
            ]
            terminal.put_json({"ok": False, "problems": problems})
        else:
            for problem in error.problems:
                terminal.put(problem.say(terminal.language))
        return FAILED
    if alert and source:
        reading = Reading(machine_now(), terminal.language)
        return run_alert_check(terminal, loaded.policy, source, alert, reading, as_json)
    findings = findings_of_policy(loaded, file)
    if as_json:
        terminal.put_json({"ok": True, "checks": [_value(finding, terminal) for finding in findings]})
    else:
        for finding in findings:
            terminal.put(_line(finding, terminal))
    return 0


def run_policy_schema(terminal: Terminal) -> int:
    terminal.put_json(schema())
    return 0


def run_manifest(terminal: Terminal, http: str | None) -> int:
    """The manifest on standard output, as it can be pasted into Slack. Raises SettingsError, WrongValue."""
    terminal.put_json(manifest(load_settings(), http))
    return 0


def _line(finding: Finding, terminal: Terminal) -> str:
    language = terminal.language
    values = {"mark": MARKS[finding.state], "title": finding.title, "found": finding.say(language)}
    if finding.mend is None:
        return t.CHECK_LINE.say(language, **values)
    return t.CHECK_LINE_TO_MEND.say(language, mend=finding.mend, **values)


def _value(finding: Finding, terminal: Terminal) -> dict[str, Any]:
    return {
        "name": finding.name,
        "state": finding.state.value,
        "text": finding.say(terminal.language),
        "mend": finding.mend.say(terminal.language) if finding.mend else None,
    }
