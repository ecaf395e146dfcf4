"""What a team teaches triage, and what is learned of it: when it is used, that it is the same each time, taken back."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from crisis import commands as c
from crisis.alert import Alert, Mention
from crisis.desk.corrections import about_correction
from crisis.learning import NO, SEVERITY, YES, Example, Learned, answer_of, severity_of
from crisis.policy.watch import WatchEntry
from crisis.severity import Severity
from crisis.stages import Stage
from crisis.triage.judging import Triage
from crisis.triage.learning import (
    ABOUT_BY_RULES,
    LEAST_EXAMPLES,
    MOST_EXAMPLES,
    Case,
    Model,
    case_of,
    decoded,
    encoded,
    fit,
    mention_of,
    train,
)
from crisis.triage.reading import Reader
from crisis.triage.watching import WatchList
from crisis.triage.weighing import weigh
from tests.crisis.world import ANNA, START
from tests.crisis.world.desk import DeskWorld

NOW = datetime(2026, 5, 1, tzinfo=UTC)
READER = Reader(list, str)
POST = Mention("weibo", "路人甲", "门店的杯子又漏了", 3_000, id="p1")
ALERT = Alert("mentions", "杯子漏水", START, key="story-1", severity_hint=Severity.SEV3, mentions=(POST,))


def case(text: str, right: str, question: str = SEVERITY) -> Case:
    example = Example(question, text, right, "U1", NOW)
    reading = READER.read(text)
    rules = weigh(reading, mention_of(example)).score if question == SEVERITY else ABOUT_BY_RULES
    return case_of(example, reading, rules)


def of_a_team(number: int) -> list[Case]:
    """For this team a leaking cup is grave, which our words cannot know, and a broken lid is nothing."""
    return [
        case(
            f"第{each}天，{'杯身渗水了' if each % 2 else '杯盖花纹掉了'}，在{each * 7}号店买的",
            "1" if each % 2 else "none",
        )
        for each in range(number)
    ]


def test_it_learns_what_the_rules_cannot_know() -> None:
    trial = train(of_a_team(LEAST_EXAMPLES), SEVERITY)
    assert trial.is_better
    assert trial.learned.mistakes < trial.rules.mistakes / 2
    model = trial.model
    leaking, lid = READER.read("杯身渗水，2号店"), READER.read("杯盖花纹掉了，2号店")
    assert model.score(leaking, 0.2) > model.score(lid, 0.2)


def test_few_examples_are_not_enough_however_clear() -> None:
    trial = train(of_a_team(LEAST_EXAMPLES - 1), SEVERITY)
    assert (trial.too_few, trial.is_better) == (True, False)


def test_answers_that_are_all_the_same_teach_nothing() -> None:
    trial = train([case(f"第{each}单的杯身渗水", "1") for each in range(80)], SEVERITY)
    assert (trial.one_sided, trial.is_better) == (True, False)


def test_where_the_rules_are_right_it_is_not_used() -> None:
    texts = [("有人中毒身亡", "1"), ("颜色丑哭了", "4")]
    trial = train([case(f"{text}，第{each}天", right) for each in range(40) for text, right in texts], SEVERITY)
    assert trial.rules.right > 0.9
    assert not trial.is_better


def test_it_is_the_same_each_time_and_after_it_was_stored() -> None:
    cases = of_a_team(30)
    model = fit(cases)
    assert fit(cases) == model
    assert decoded(encoded(model)) == model
    assert len(encoded(model)) < 100_000


@pytest.mark.parametrize("text", ["", "abc", "c%17@WLV"])
def test_what_cannot_be_read_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        decoded(text)


def test_without_examples_it_is_the_rules() -> None:
    assert fit([]).score(READER.read("随便什么"), 0.7) == pytest.approx(0.7)


def test_no_more_than_the_newest_examples_are_taken() -> None:
    """Bounded in time: old ones fall out."""
    many = [Case((number % 50,), 0.3, 0.9) for number in range(MOST_EXAMPLES + 40)]
    assert train(many, SEVERITY).examples == MOST_EXAMPLES


def test_whether_a_name_is_meant_is_learned_the_same_way() -> None:
    texts = [("示例凉茶的瓶子坏了", YES), ("示例凉茶只是打个比方", NO)]
    question = "about:示例凉茶"
    trial = train([case(f"{text}{each}", right, question) for each in range(40) for text, right in texts], question)
    assert trial.rules.mistakes == pytest.approx(0.5)
    assert trial.is_better
    triage = Triage(READER, WatchList((WatchEntry("示例凉茶"),)), learned={question: trial.model})
    names = [
        [entry.name for entry in triage.judge(READER.read(text), Mention("", text=text)).about]
        for text in ("示例凉茶的瓶子又坏了", "他说的示例凉茶只是打个比方")
    ]
    assert names == [["示例凉茶"], []]


def test_a_verdict_says_that_corrections_changed_it() -> None:
    text = "杯身渗水了"
    triage = Triage(READER, WatchList(()), learned={SEVERITY: Model({}, offset=6.0)})
    weight = triage.judge(READER.read(text), Mention("", text=text)).weight
    assert weight.severity is Severity.SEV1
    assert weight.reasons[-1].values[-1] == ("new", f"{weight.score:.2f}")


def test_answers_and_severities_are_the_same_thing() -> None:
    assert [severity_of(answer_of(severity)) for severity in (*Severity, None)] == [*Severity, None]


# ------------------------------------------------------------------------------------------------ who teaches, and when


async def taught(**changes: object) -> DeskWorld:
    """Incident 1, opened by a post."""
    world = DeskWorld()
    await world.receive(ALERT)
    if changes:
        world.memory.incidents[1] = replace(world.incident(), **changes)  # type: ignore[arg-type]
    return world


def examples(world: DeskWorld) -> list[tuple[str, str, str | None]]:
    return [(each.text, each.right, each.by) for each in world.memory.examples_kept.examples.values()]


async def test_whoever_changes_the_severity_teaches() -> None:
    world = await taught()
    await world.do(c.ChangeSeverity, severity=Severity.SEV1)
    assert examples(world) == [(POST.text, "1", ANNA)]
    await world.do(c.ChangeSeverity, severity=Severity.SEV2)
    assert examples(world) == [(POST.text, "2", ANNA)], "the newest answer counts"


async def test_whoever_closes_confirms_the_severity() -> None:
    world = await taught()
    await world.do(c.ChangeStage, stage=Stage.CLOSED)
    assert examples(world) == [(POST.text, "3", ANNA)]


async def test_what_nobody_did_and_what_was_not_of_posts_teaches_nothing() -> None:
    world = await taught()
    await world.do(c.ChangeSeverity, None, severity=Severity.SEV1)
    assert examples(world) == []
    other = DeskWorld()
    await other.receive(replace(ALERT, mentions=()))
    await other.do(c.ChangeSeverity, severity=Severity.SEV1)
    assert examples(other) == []


async def test_a_private_incident_teaches_nothing() -> None:
    world = await taught(private=True)
    await world.do(c.ChangeSeverity, severity=Severity.SEV1)
    assert examples(world) == []


def test_not_about_us_can_be_taken_back() -> None:
    world = DeskWorld()
    numbers = count()
    for is_about in (False, True):
        at = START.replace(microsecond=next(numbers))
        world.memory.examples_kept.examples[("about:美的", "x")] = about_correction("美的", "x", is_about, ANNA, at)
    assert [each.right for each in world.memory.examples_kept.examples.values()] == [YES]


def test_learned_is_a_value_without_a_model_in_its_figures() -> None:
    trial = train(of_a_team(10), SEVERITY)
    made = Learned(SEVERITY, encoded(trial.model), trial.examples, trial.rules, trial.learned, NOW)
    assert decoded(made.weights) == trial.model
