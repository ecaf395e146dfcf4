"""The samples of sources of alerts, as they are read.

Answers for: finding them, and what comes of each. May not: judge it.
"""

import json
from pathlib import Path
from typing import Any

from crisis.alert import Alert
from crisis.language import Language
from handlers.alerts import SOURCES
from handlers.alerts.source import Reading
from tests.handlers.asking import START

SAMPLES = Path(__file__).parent / "samples"
FILES = {file.stem: file for file in sorted(SAMPLES.glob("*.json"))}
READING = Reading(START, Language.ENGLISH)


def sample(name: str) -> Any:
    return json.loads(FILES[name].read_text(encoding="utf-8"))


def alerts(source: str, payload: Any, reading: Reading = READING) -> list[Alert]:
    items, several = SOURCES[source].split(payload)
    assert several or len(items) < 2
    return [SOURCES[source].read(item, reading) for item in items]


def from_sample(name: str, reading: Reading = READING) -> list[Alert]:
    return alerts(name.partition(".")[0], sample(name), reading)


def only(name: str) -> Alert:
    (found,) = from_sample(name)
    return found
