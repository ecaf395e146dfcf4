"""The scripts that come with the program: whether they are exercises that one would want to run with one's team."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.drills.reading import Case, Step, read_case
from bot.drills.shape import ExpectationShape, InjectShape, Member, RealDeedShape, ScriptShape, StepShape
from bot.drills.shelf import BLANK, FOLDER
from crisis.incident.drill import FULL_MARKS, Deed, Expectation, InjectKind, Told
from crisis.language import Language
from crisis.policy import Policy
from handlers.feature import Feature
from handlers.features import FEATURES
from handlers.words.parsing import first_word
from workspace import default_cast

CASES = (
    "airline-delay",
    "bawang",
    "bookshop",
    "hotpot",
    "jetblue",
    "la-redoute",
    "mcdonalds",
    "midea",
    "ride-hailing",
    "train-accident",
)
ALL = (*CASES, BLANK)
COMMAND = "/incident"

# The lengths that people still read in a room that is on fire, in characters.
LONGEST_TITLE = 80
LONGEST_ABOUT = {Language.ENGLISH: 450, Language.CHINESE: 190}
LONGEST_TEXT = {Language.ENGLISH: 280, Language.CHINESE: 140}
LONGEST_LINE = 320

_HAN = r"[\u3400-\u9fff]"
_LATIN_SIGN = re.compile(rf"{_HAN}\s*[,;:!?()\"']|[,;:!?()\"']\s*{_HAN}|{_HAN}\.|\.\.\.")
_FULL_WIDTH_SIGN = re.compile(r"[A-Za-z]\s*[\uff0c\u3002\uff1b\uff1a\uff01\uff1f\uff08\uff09]")

# The deed that a command word of the cast is, for those that stand in the record with words.
WRITTEN = {
    "update": Deed.UPDATE_POSTED,
    "decide": Deed.DECISION_LOGGED,
    "note": Deed.NOTE_LOGGED,
    "mention": Deed.MENTION_ANSWERED,
    "statement": Deed.STATEMENT_PUBLISHED,
    "close": Deed.CLOSED,
    "export": Deed.EXPORTED,
    "severity": Deed.SEVERITY_SET,
}


def _path(name: str) -> Path:
    return FOLDER / f"{name}.yaml"


@cache
def _case(name: str) -> Case:
    return read_case(_path(name))


@cache
def _document(name: str) -> Any:
    return yaml.safe_load(_path(name).read_text(encoding="utf-8"))


def _both(value: Any) -> Iterator[dict[str, str]]:
    """Every text of a script that stands in two languages."""
    if isinstance(value, dict):
        if set(value) == {"en", "zh"}:
            yield value
        for part in value.values():
            yield from _both(part)
    elif isinstance(value, list):
        for part in value:
            yield from _both(part)


def _shared(document: Any) -> Iterator[str]:
    """What is said in the language of the script: alerts, posts and the cast's words."""
    for inject in document["injects"]:
        alert = inject.get("alert", {})
        yield from (alert[key] for key in ("title", "text") if key in alert)
        yield from (mention["text"] for mention in alert.get("mentions", []))
    yield from (step["say"] for step in document["cast"])


def _chinese(name: str) -> Iterator[str]:
    document = _document(name)
    yield from (text["zh"] for text in _both(document))
    if document["language"] == "zh":
        yield from _shared(document)


def _feature(step: Step) -> Feature | None:
    """What the command of this step is; None for plain words."""
    if not step.say.startswith(f"{COMMAND} "):
        return None
    word, _ = first_word(step.say.removeprefix(COMMAND))
    known = {word: each for each in FEATURES for word in (each.word.en, each.word.zh, *each.aliases)}
    return known[word]


def test_the_ten_cases_and_one_to_copy() -> None:
    """No more and no less: whoever adds one adds it here, with its checks."""
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(ALL)


@pytest.mark.parametrize("name", ALL)
def test_a_script_can_be_used(name: str) -> None:
    """The loader takes it, its points add up, its times stand in order and it begins at once."""
    case = _case(name)
    script = case.script
    assert sum(each.points for each in script.expectations) == FULL_MARKS
    for moments in ([inject.at for inject in script.injects], [step.at for step in case.steps]):
        assert moments == sorted(moments)
    assert script.injects[0].at == timedelta(0)
    assert script.injects[0].alert is not None


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_an_exercise(name: str) -> None:
    """Enough happens, from several sides; every kind of deed asked for is one that drills a different habit."""
    script = _case(name).script
    assert 8 <= len(script.injects) <= 20
    assert 6 <= len(script.expectations) <= 10
    assert len({inject.kind for inject in script.injects}) >= 5
    assert len({each.does for each in script.expectations}) >= 4
    assert sum(each.why != Told() for each in script.expectations) >= 3
    assert all(each.within > timedelta(0) for each in script.expectations)


@pytest.mark.parametrize("name", CASES)
def test_the_world_spreads_it(name: str) -> None:
    """Later alerts are the same cause, so that they join, and their posts are new ones."""
    alerts = [inject.alert for inject in _case(name).script.injects if inject.alert]
    assert len(alerts) >= 2
    assert len({alert.fingerprint for alert in alerts}) == 1
    ids = [mention.id for alert in alerts for mention in alert.mentions if mention.id]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ALL)
def test_the_cast_is_the_workspaces_own(name: str) -> None:
    """Everybody who speaks is one of the default cast and of the script's team."""
    case = _case(name)
    team = {member.who for member in case.team}
    assert team <= {character.name for character in default_cast()}
    assert {step.by for step in case.steps} <= team


@pytest.mark.parametrize("name", ALL)
def test_the_cast_types_commands_that_exist(name: str) -> None:
    """And decides with reasons, and comes to the end."""
    steps = _case(name).steps
    assert all(_feature(step) for step in steps if step.say.startswith("/"))
    decisions = [step.say for step in steps if (found := _feature(step)) and found.name == "decide"]
    assert len(decisions) >= 2
    assert all(" because " in said or " 因为 " in said for said in decisions)
    last = _feature(steps[-1])
    assert last
    assert last.name == "close"


@pytest.mark.parametrize("name", CASES)
def test_decisions_name_what_else_was_possible(name: str) -> None:
    """At least two of a case's decisions say which other ways were weighed."""
    decisions = [step.say for step in _case(name).steps if (found := _feature(step)) and found.name == "decide"]
    assert sum("Weighed - " in said or "比较过：" in said for said in decisions) >= 2


@pytest.mark.parametrize("name", ALL)
def test_the_cast_does_all_that_is_expected_in_time(name: str) -> None:
    """So each expectation can be met, and playing the case shows how."""
    case = _case(name)
    unmet = [each.text.en for each in case.script.expectations if not _is_met(each, case)]
    assert unmet == []


def _is_met(wanted: Expectation, case: Case) -> bool:
    begins = case.script.injects[wanted.after_inject - 1].at if wanted.after_inject else timedelta(0)
    ends = begins + wanted.within
    steps = [step for step in case.steps if begins <= step.at <= ends]
    if wanted.does in (Deed.ROLE_ACCEPTED, Deed.ACKNOWLEDGED):
        able = [each for each in case.team if wanted.does is Deed.ACKNOWLEDGED or wanted.role in each.roles]
        return any(each.accepts is not None and each.accepts <= ends for each in able)
    if wanted.does is Deed.ROLE_HANDED:
        return any(_takes(step, wanted.role, case) for step in steps)
    if wanted.does is Deed.STAGE_REACHED and wanted.stage:
        return any(wanted.stage.value in step.say for step in steps if step.say.startswith("/"))
    done = [step for step in steps if (found := _feature(step)) and WRITTEN.get(found.name) is wanted.does]
    said = [step.say.casefold() for step in done]
    fitting = [each for each in said if not wanted.words or any(word.casefold() in each for word in wanted.words)]
    return len(fitting) >= wanted.count


def _takes(step: Step, role: str, case: Case) -> bool:
    """Whether this step takes the role, by somebody who may have it."""
    known = Policy().role(role)
    able = {member.who for member in case.team if role in member.roles}
    found = _feature(step)
    words = (role, known.name.zh) if known else (role,)
    return bool(found) and found.name == "role" and step.by in able and step.say.endswith(words)


@pytest.mark.parametrize("name", CASES)
def test_who_is_gone_stays_gone(name: str) -> None:
    """For a role that cannot be reached somebody else can take over, and a good team is expected to see to it."""
    case = _case(name)
    for inject in case.script.injects:
        if inject.kind is InjectKind.ABSENT:
            assert sum(inject.role in member.roles for member in case.team) >= 2
            assert inject.text != Told()


@pytest.mark.parametrize("name", ALL)
def test_every_text_stands_in_both_languages(name: str) -> None:
    """And each is what it says it is."""
    document = _document(name)
    assert all(isinstance(document[key], dict) for key in ("title", "about", "trains"))
    for text in _both(document):
        assert re.search(r"[A-Za-z]", text["en"])
        assert re.search(_HAN, text["zh"])
        assert text["en"] != text["zh"]
        assert not _FULL_WIDTH_SIGN.search(text["en"])


@pytest.mark.parametrize("name", ALL)
def test_chinese_is_written_with_chinese_signs(name: str) -> None:
    """Full-width punctuation; digits keep their own."""
    assert [text for text in _chinese(name) if _LATIN_SIGN.search(text)] == []


@pytest.mark.parametrize("text", ["你好,世界", "真的?", "等一下...", "他说: 好", "(演练)", "完了."])
def test_a_latin_sign_among_chinese_is_seen(text: str) -> None:
    """The check above would tell."""
    assert _LATIN_SIGN.search(text)


@pytest.mark.parametrize("text", ["10:26 已发，共 1,860 条", "https://weibo.example/reply/1", "他说：“好。”", "0.6 单"])
def test_figures_and_addresses_keep_their_signs(text: str) -> None:
    """The check above would not complain."""
    assert not _LATIN_SIGN.search(text)


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_too_long_to_be_read(name: str) -> None:
    """In a room where much happens at once, nobody reads more."""
    document = _document(name)
    for language in Language:
        key = language.value
        assert len(document["title"][key]) <= LONGEST_TITLE
        assert len(document["about"][key]) <= LONGEST_ABOUT[language]
        rest = [each for each in _both(document) if each is not document["about"]]
        assert [each[key] for each in rest if len(each[key]) > LONGEST_TEXT[language]] == []
    assert [said for said in _shared(document) if len(said) > LONGEST_LINE] == []


@pytest.mark.parametrize("name", CASES)
def test_fact_and_invention_are_told_apart(name: str) -> None:
    """By the file itself, before anything else, and by what people are told."""
    said = _path(name).read_text(encoding="utf-8").split("\nname:", 1)[0]
    assert all(line.startswith("#") for line in said.splitlines())
    assert "\n# Fact: " in said
    assert "\n# Invented for the drill: " in said
    about = _document(name)["about"]
    assert "made up" in about["en"]
    assert "虚构" in about["zh"]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("bawang", ["13:33", "14:36", "17:25"]),
        ("mcdonalds", ["21:30"]),  # 90 minutes after the beginning
        ("ride-hailing", ["20:46", "08:12"]),
        ("airline-delay", ["23:00"]),  # 20 minutes after the post
    ],
)
def test_what_the_real_company_did_has_its_real_times(name: str, known: list[str]) -> None:
    """As the sources give them."""
    case = _case(name)
    begins = datetime(2026, 1, 1, case.begins.hour, case.begins.minute)  # noqa: DTZ001 a time of day, in no zone
    assert [f"{begins + deed.at:%H:%M}" for deed in case.script.reality] == known


def test_the_one_to_copy_shows_every_field() -> None:
    """Whoever writes a script needs no other page."""
    text = _path(BLANK).read_text(encoding="utf-8")
    shapes = (ScriptShape, InjectShape, ExpectationShape, RealDeedShape, Member, StepShape)
    fields = {field.alias or name for shape in shapes for name, field in shape.model_fields.items()}
    assert [field for field in sorted(fields) if not re.search(rf"\b{field}\b", text)] == []
    named = {each.value for each in (*Deed, *InjectKind)}
    assert [value for value in sorted(named) if value not in text] == []
