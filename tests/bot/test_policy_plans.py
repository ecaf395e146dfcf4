"""Response plans in the policy file: what they become, and what is wrong with one, by line and field."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.policy.file import PolicyError, load
from crisis.incident.drill import Told
from crisis.language import Language
from crisis.policy import Policy
from crisis.severity import Severity

Write = Callable[[str], Path]
EXAMPLE = Path(__file__).parents[2] / "docs" / "policy.example.yaml"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(text: str) -> Path:
        path = tmp_path / "policy.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return make


def test_the_examples_plans_are_what_they_say() -> None:
    policy = load(EXAMPLE, Policy())
    plan = policy.plans["product"]
    assert plan.tasks[0].text == Told(
        "Seal samples of the batch and send them to the laboratory", "封存同批次样品并送检"
    )
    assert (plan.tasks[0].role, plan.tasks[0].within) == ("expert", timedelta(minutes=30))
    assert plan.people == ("li.na@example.com",)
    assert plan.holding_statement.zh.startswith("我们已关注到")
    rules = policy.rules_for(Severity.SEV4, "product")
    assert rules.roles == ("lead", "legal", "expert", "care")
    assert rules.first_statement_within == timedelta(minutes=45)
    assert policy.rules_for(Severity.SEV4, "outage").first_statement_within is None
    assert policy.plans["outage"].tasks[2].text.zh == "Undo the last change, if there was one"


def test_a_target_may_be_taken_away_and_the_rest_stays(write: Write) -> None:
    policy = load(write("plans: {data: {targets: {first_statement_within: none}}}"), Policy())
    rules = policy.rules_for(Severity.SEV1, "data")
    assert rules.first_statement_within is None
    assert rules.acknowledge_within == Policy().rules(Severity.SEV1).acknowledge_within


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("plans:\n  prodct: {roles: [legal]}", "2: plans.prodct: there is no kind “prodct”; kinds are: product,"),
        ("plans:\n  data:\n    roles: [leagl]", "3: plans.data.roles[0]: no role “leagl”; roles are:"),
        ("plans:\n  data:\n    tasks:\n      - {text: a, role: x}", "4: plans.data.tasks[0].role: no role “x”"),
        ("plans: {data: {tasks: [{text: a, within: soon}]}}", "tasks[0].within: “soon” is no length of time"),
        ("plans: {data: {tasks: [{text: a}, {text: a}]}}", "tasks[1].text: this task stands in the plan already"),
        ("plans: {data: {tasks: seal}}", "plans.data.tasks: a list is wanted"),
        ("plans: {data: {tell: {people: [nobody]}}}", "tell.people[0]: “nobody” is nobody"),
        ('plans: {data: {tell: {channels: ["#PR Team"]}}}', "tell.channels[0]: “#PR Team” is no channel"),
        ('plans: {data: {tell: {channels: [pr, "#pr"]}}}', "tell.channels[1]: “pr” is named twice"),
        ("plans: {data: {tell: {partners: [{name: a}]}}}", "tell.partners[0].reach: is missing"),
        ("plans: {data: {holding_statement: one}}", "holding_statement: keys and values are wanted. Keys are: en, zh"),
        ("plans: {data: {holding_statement: {en: one}}}", "holding_statement.zh: is missing"),
        ("plans: {data: {targets: {update_evry: 1m}}}", "targets.update_evry: there is no such key"),
        ("plans: {data: }", "plans.data: nothing is written here"),
        ("tasks: {louder_after: 0m}", "tasks.louder_after: “0m” is no length of time"),
        ("emoji: {task: [pushpin]}", "emoji.task: “pushpin” is down for two of"),
    ],
)
def test_a_bad_plan_is_named_with_its_field_and_what_would_do(write: Write, text: str, problem: str) -> None:
    with pytest.raises(PolicyError) as caught:
        load(write(text), Policy())
    said = [each.say(Language.ENGLISH) for each in caught.value.problems]
    assert any(problem in line for line in said), said
    assert all(each.say(Language.CHINESE) for each in caught.value.problems)
