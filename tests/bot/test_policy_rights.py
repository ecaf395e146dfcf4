"""The policy's table of rights: what each word means, and that no right is left to nobody."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.policy.file import PolicyError, load, schema
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.rights import DEEDS, DEFAULT_RIGHTS, WITHOUT_INCIDENT, Holders, Right

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def policy_file(tmp_path: Path) -> Path:
    return tmp_path / "policy.yaml"


def read(file: Path, written: str) -> Policy:
    file.write_text(written, encoding="utf-8")
    return load(file, Policy())


def problems(file: Path, written: str, language: Language = Language.ENGLISH) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        read(file, written)
    return [problem.say(language).removeprefix(str(file)).lstrip(":") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("everybody", Holders(everybody=True)),
        ("[everybody]", Holders(everybody=True)),
        ("team", Holders(team=True)),
        ("inside", Holders(inside=True)),
        ("[team, above]", Holders(team=True, above=True)),
        ("lead", Holders(holding=("lead",))),
        ("[team:legal]", Holders(able=("legal",))),
        ("[group:crisis-managers]", Holders(groups=("crisis-managers",))),
        ("group:@crisis-managers", Holders(groups=("crisis-managers",))),
        ("[U0123ABCD, li.na@example.com]", Holders(people=("U0123ABCD", "li.na@example.com"))),
        ("\n  - lead\n  - team:lead\n  - S0123ABC@example.com", None),
    ],
)
def test_what_each_word_means(policy_file: Path, written: str, meant: Holders | None) -> None:
    found = read(policy_file, f"rights:\n  close: {written}\n").rights
    if meant is not None:
        assert found[Right.CLOSE] == meant
    assert {right: found[right] for right in Right if right is not Right.CLOSE} == {
        right: DEFAULT_RIGHTS[right] for right in Right if right is not Right.CLOSE
    }


def test_a_role_that_the_file_adds_counts(policy_file: Path) -> None:
    roles = "roles: [{key: liaison, name: liaison, instructions: talk}]\n"
    assert read(policy_file, roles + "rights: {close: liaison}").rights[Right.CLOSE] == Holders(holding=("liaison",))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("rights:\n  close: []", "2: rights.close: nobody would have this right."),
        ("rights:\n  close: [speaker]", "2: rights.close[0]: no role “speaker”; roles are: lead, "),
        ("rights:\n  close: [lead, team:speaker]", "2: rights.close[1]: no role “speaker”"),
        (
            "rights:\n  close: Everybody",
            "2: rights.close: “Everybody” is nobody who could have a right. Write everybody,",
        ),
        ("rights:\n  close: '@managers'", "2: rights.close: “@managers” is nobody who could have a right."),
        ("rights:\n  close: [lead, lead]", "2: rights.close[1]: “lead” is named twice here."),
        ("rights:\n  clsoe: lead", "2: rights.clsoe: there is no such key; did you mean “close”?"),
        (
            "rights:\n  open: [lead, team]",
            "“lead” means somebody in an incident, and this is asked before there is one. ",
        ),
        ("rights:\n  drill: inside", "Write team, or team:lead."),
        ("rights:\n  close: 7", "2: rights.close: a list is wanted"),
        ("rights:\n  close:", "2: rights.close: nothing is written here."),
        (
            "team: [{user: U00001, roles: [legal]}]\nrights:\n  close: [team:lead]",
            "3: rights.close: nobody in the team has the role “lead”",
        ),
        ("private_kinds: [people, peple]", "1: private_kinds[1]: no kind “peple”; kinds are: product, "),
        ("private_kinds: [people, people]", "1: private_kinds[1]: “people” is named twice here."),
    ],
)
def test_what_is_wrong_is_named_with_what_would_do(policy_file: Path, written: str, said: str) -> None:
    (problem,) = problems(policy_file, written)
    assert said in problem
    (chinese,) = problems(policy_file, written, Language.CHINESE)
    assert re.search("[\u4e00-\u9fff]", chinese)


def test_a_team_that_can_is_enough(policy_file: Path) -> None:
    team = "team: [{user: U00001, roles: [legal]}, {user: U00002}]\n"
    assert read(policy_file, team + "rights: {close: [team:lead]}").rights[Right.CLOSE] == Holders(able=("lead",))
    with_other = "team: [{user: U00001, roles: [legal]}]\nrights: {close: [team:lead, U00002]}"
    assert read(policy_file, with_other).rights[Right.CLOSE] == Holders(able=("lead",), people=("U00002",))


def test_private_kinds_may_be_the_files_own(policy_file: Path) -> None:
    policy = read(policy_file, "kinds: {whistle: whistleblowing}\nprivate_kinds: [whistle, people]")
    assert policy.private_kinds == ("whistle", "people")


def test_the_schema_has_a_key_for_each_right() -> None:
    assert set(schema()["$defs"]["RightsShape"]["properties"]) == {right.value for right in Right}


# ------------------------------------------------------------------------------------------------------- docs/rights.md


@pytest.mark.parametrize(("name", "language"), [("rights.md", Language.ENGLISH), ("rights.zh.md", Language.CHINESE)])
def test_the_page_has_each_right_with_its_default(name: str, language: Language) -> None:
    page, _, _ = (DOCS / name).read_text(encoding="utf-8").partition("| `everybody` | ")  # the words, in a table below
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", page, re.MULTILINE))
    assert list(rows) == [right.value for right in Right]
    for right in Right:
        deed, default = (cell.strip() for cell in rows[right.value].split(" | "))
        assert deed == DEEDS[right].say(language)
        assert default.strip("`") == _written(DEFAULT_RIGHTS[right])


@pytest.mark.parametrize("name", ["rights.md", "rights.zh.md"])
def test_the_page_s_example_is_good(policy_file: Path, name: str) -> None:
    (example,) = re.findall(r"^```yaml\n(.*?)^```", (DOCS / name).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    document: dict[str, Any] = yaml.safe_load(example)
    assert set(document) == {"rights", "private_kinds"}
    assert read(policy_file, example).rights != DEFAULT_RIGHTS


def test_defaults_name_nobody_in_an_incident_before_there_is_one() -> None:
    for right in WITHOUT_INCIDENT:
        assert not DEFAULT_RIGHTS[right].holding
        assert not DEFAULT_RIGHTS[right].inside


def _written(holders: Holders) -> str:
    return "`, `".join(name for name in ("everybody", "team", "above", "inside") if getattr(holders, name))
