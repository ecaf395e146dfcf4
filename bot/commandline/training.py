"""`triage train`: learning of the team's corrections, its figures, and taking it back.

Answers for: the table that says what is used and why not; exit status 0 whether or not something is used. An SQLite
file has one writer: when a bot has it, that bot is asked to store what was made here. May not: learn
(``crisis.triage.learning`` does).
"""

import asyncio
import logging
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from time import monotonic
from typing import Any
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

from bot.clock.clocks import machine_now
from bot.commandline import training_texts as t
from bot.commandline.progress import ProgressBar
from bot.commandline.teaching import NotTaught, teach
from bot.commandline.terminal import WRONG_USE, Failed, Terminal
from bot.logging import configure_logging
from bot.policy.file import policy_of
from bot.settings.settings import Settings, load_settings
from bot.triage.teaching import Taught
from bot.words.words import load_words
from crisis.language import Text
from crisis.learning import ABOUT, SEVERITY, Change, Example, Figures, Learned
from crisis.triage.learning import (
    ABOUT_BY_RULES,
    LEAST_EXAMPLES,
    LEAST_OF_EACH,
    MOST_EXAMPLES,
    Case,
    Trial,
    case_of,
    encoded,
    mention_of,
    train,
)
from crisis.triage.tiers import Tiers
from crisis.triage.weighing import weigh
from storage.migrate import require_head
from storage.store import open_reader
from storage.work.view import SqlView

_SHOWN = 60  # letters of an example's text


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for besides training."""

    only_try: bool = False
    off: bool = False
    examples: bool = False
    forget: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    examples: tuple[tuple[str, tuple[Example, ...]], ...]
    learned: tuple[Learned, ...]


def run_training(terminal: Terminal, wanted: Wanted, as_json: bool) -> int:
    """Raises SettingsError, PolicyError, StorageError, Failed."""
    if sum((wanted.only_try, wanted.off, wanted.examples, bool(wanted.forget))) > 1:
        raise Failed(t.ONE_AT_A_TIME, WRONG_USE)
    settings = load_settings()
    configure_logging(settings.secret_texts, level=logging.CRITICAL)
    require_head(settings.database_url)
    known = asyncio.run(_known(settings))
    if wanted.examples:
        _show_examples(terminal, settings, known, as_json)
    elif wanted.forget:
        _forget(terminal, settings, wanted.forget, as_json)
    elif wanted.off:
        _put_aside(terminal, settings, known, as_json)
    else:
        _train(terminal, settings, known, wanted.only_try, as_json)
    return 0


async def _known(settings: Settings) -> _Known:
    def look(view: SqlView) -> _Known:
        counts = view.example_counts()
        return _Known(tuple((each, view.examples(each, MOST_EXAMPLES)) for each, _ in counts), view.learned())

    async with open_reader(settings.database_url) as reader:
        return await reader.read(look)


# ---------------------------------------------------------------------------------------------------------- training


def _train(terminal: Terminal, settings: Settings, known: _Known, only_try: bool, as_json: bool) -> None:
    bar = ProgressBar(monotonic, sys.stderr)
    trials = _trials(settings, known, bar) if known.examples else {}
    bar.end()
    now = machine_now()
    better = [_learned(question, trial, now) for question, trial in trials.items() if trial.is_better]
    if better and not only_try:
        _store(settings, Change(keep=tuple(better), at=now))
    old = {each.question: each for each in known.learned}
    if as_json:
        terminal.put_json({"questions": [_value(question, trial, only_try, old) for question, trial in trials.items()]})
    elif not trials:
        terminal.say(t.NO_EXAMPLES)
    else:
        for line in _table(terminal, settings, trials, only_try, old):
            terminal.put(line)
        terminal.say(t.HOW_JUDGED)


def _trials(settings: Settings, known: _Known, bar: ProgressBar) -> dict[str, Trial]:
    prepare = _preparing(settings)
    made: dict[str, Trial] = {}
    for place, (question, examples) in enumerate(known.examples):

        def told(done: int, total: int, before: int = place) -> None:
            bar(before * total + done, total * len(known.examples))

        made[question] = train([prepare(example) for example in examples], question, told)
    return made


def _preparing(settings: Settings) -> Callable[[Example], Case]:
    """An example as a case, with the rules' answer as they stand now, the team's own words among them."""
    policy = policy_of(settings)
    reader, tiers = load_words().reader, Tiers(policy.severity_words)

    def prepare(example: Example) -> Case:
        reading = reader.read(example.text)
        is_severity = example.question == SEVERITY
        rules = weigh(reading, mention_of(example), tiers=tiers).score if is_severity else ABOUT_BY_RULES
        return case_of(example, reading, rules)

    return prepare


def _learned(question: str, trial: Trial, now: datetime) -> Learned:
    return Learned(question, encoded(trial.model), trial.examples, trial.rules, trial.learned, now)


def _store(settings: Settings, change: Change) -> Taught:
    try:
        return asyncio.run(teach(settings.database_url, change))
    except NotTaught as problem:
        raise Failed(t.NOT_STORED, why=problem) from problem


# ------------------------------------------------------------------------------------------------------- taking back


def _put_aside(terminal: Terminal, settings: Settings, known: _Known, as_json: bool) -> None:
    questions = tuple(each.question for each in known.learned)
    if questions:
        _store(settings, Change(aside=questions, at=machine_now()))
    if as_json:
        terminal.put_json({"put_aside": list(questions)})
    elif questions:
        said = [_question(each).say(terminal.language, name=_entry(each)) for each in questions]
        terminal.say(t.PUT_ASIDE, questions=", ".join(said))
    else:
        terminal.say(t.NOTHING_IN_USE)


def _forget(terminal: Terminal, settings: Settings, numbers: tuple[int, ...], as_json: bool) -> None:
    taught = _store(settings, Change(forget=numbers, at=machine_now()))
    if as_json:
        terminal.put_json({"removed": taught.removed})
    elif not taught.removed:
        raise Failed(t.NOT_THERE)
    else:
        terminal.say(t.FORGOTTEN, count=taught.removed)


# ----------------------------------------------------------------------------------------------------------- showing


def _show_examples(terminal: Terminal, settings: Settings, known: _Known, as_json: bool) -> None:
    found = [example for _, examples in known.examples for example in examples]
    if as_json:
        terminal.put_json({"examples": [{**asdict(each), "at": each.at.isoformat()} for each in found]})
        return
    if not found:
        terminal.say(t.NO_EXAMPLES)
    for each in found:
        text = " ".join(each.text.split())
        terminal.say(
            t.EXAMPLE,
            id=each.id,
            day=_day(each.at, settings),
            question=_question(each.question).say(terminal.language, name=_entry(each.question)),
            right=f"SEV{each.right}" if each.right.isdigit() else each.right,
            words=text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…",
        )


def _table(
    terminal: Terminal, settings: Settings, trials: dict[str, Trial], only_try: bool, old: dict[str, Learned]
) -> list[str]:
    language = terminal.language
    rows = [[heading.say(language) for heading in t.HEADINGS]]
    for question, trial in trials.items():
        verdict = _verdict(trial, only_try).say(language, least=_least(trial))
        before = old.get(question)
        if before and not (trial.is_better and not only_try):
            verdict += "; " if language == "en" else "；"
            verdict += t.STILL_OLD.say(language, day=_day(before.made_at, settings))
        figures = (_figures(each, question).say(language, **_said(each)) for each in (trial.rules, trial.learned))
        name = _question(question).say(language, name=_entry(question))
        rows.append([name, str(trial.examples), *figures, verdict])
    widths = [max(_width(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [_line(row, widths) for row in rows]


def _line(row: list[str], widths: list[int]) -> str:
    return "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()


def _verdict(trial: Trial, only_try: bool) -> Text:
    if trial.too_few:
        return t.TOO_FEW
    if trial.one_sided:
        return t.ONE_SIDED
    if not trial.is_better:
        return t.NOT_BETTER
    return t.WOULD_BE_USED if only_try else t.USED


def _least(trial: Trial) -> int:
    return LEAST_EXAMPLES if trial.too_few else LEAST_OF_EACH


def _value(question: str, trial: Trial, only_try: bool, old: dict[str, Learned]) -> dict[str, Any]:
    whys = {t.TOO_FEW: "too few examples", t.ONE_SIDED: "too few of a second answer", t.NOT_BETTER: "not better"}
    verdict = _verdict(trial, only_try)
    return {
        "question": question,
        "examples": trial.examples,
        "rules": asdict(trial.rules),
        "learned": asdict(trial.learned),
        "better": trial.is_better,
        "in_use": (trial.is_better and not only_try) or question in old,
        "why_not": whys.get(verdict),
    }


def _figures(figures: Figures, question: str) -> Text:
    return t.LEVELS_OFF if question == SEVERITY else t.WRONG


def _said(figures: Figures) -> dict[str, str]:
    return {"distance": f"{figures.mistakes:.2f}", "right": f"{figures.right:.0%}", "share": f"{figures.mistakes:.0%}"}


def _question(question: str) -> Text:
    return t.SEVERITY if question == SEVERITY else t.ABOUT


def _entry(question: str) -> str:
    return question.removeprefix(ABOUT)


def _day(at: datetime, settings: Settings) -> str:
    return f"{at.astimezone(ZoneInfo(settings.timezone)):%Y-%m-%d}"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
