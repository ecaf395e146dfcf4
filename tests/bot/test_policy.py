"""The policy file: put over the defaults, and whatever is wrong is named with its line and field."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.policy.file import Loaded, PolicyError, load, policy_of, read, schema
from bot.settings.settings import Settings
from crisis.language import Language, Text
from crisis.policy import DEFAULT_RULES, Policy, StormRules
from crisis.policy.people import TeamMember
from crisis.policy.watch import WatchEntry
from crisis.severity import Severity

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "policy.example.yaml"

CONTRACTS_LEAST = """
team:
  - user: U00001                 # Slack id or e-mail
    roles: [lead, spokesperson]
  - user: li.na@example.com
    roles: [legal, writer]
watch:
  - name: 美的
    aliases: [Midea, 美的集团]
    not: [精美的, 美的惊动了党]   # another meaning
    with: [空调, 电器, 冰箱]      # words that speak for the brand
"""

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(text: str) -> Path:
        path = tmp_path / "policy.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return make


def problems(path: Path) -> list[str]:
    """What is wrong, in lines, without the name of the file."""
    with pytest.raises(PolicyError) as caught:
        load(path, Policy())
    return [problem.say(Language.ENGLISH).removeprefix(str(path)).lstrip(":") for problem in caught.value.problems]


def the_problem(path: Path) -> str:
    found = problems(path)
    assert len(found) == 1, found
    return found[0]


# --------------------------------------------------------------------------------------- what it makes


def test_the_contracts_least_example_is_read(write: Write) -> None:
    loaded = read(write(CONTRACTS_LEAST), Policy())
    assert loaded.policy.team == (
        TeamMember("U00001", ("lead", "spokesperson")),
        TeamMember("li.na@example.com", ("legal", "writer")),
    )
    assert loaded.policy.watch == (
        WatchEntry(
            "美的",
            aliases=("Midea", "美的集团"),
            excludes=("精美的", "美的惊动了党"),
            includes=("空调", "电器", "冰箱"),
        ),
    )


def test_an_empty_file_changes_nothing(write: Write) -> None:
    assert load(write("# nothing yet\n"), Policy()) == Policy()


def test_language_and_time_zone_come_from_the_settings(write: Write) -> None:
    settings = Settings(policy=write("team: [{user: U00001}]"), language=Language.CHINESE, timezone="Asia/Shanghai")
    policy = policy_of(settings)
    assert (policy.language, policy.timezone) == (Language.CHINESE, "Asia/Shanghai")
    assert policy.team == (TeamMember("U00001"),)
    assert policy_of(Settings(slack_bot_token=SecretStr("xoxb-1"))) == Policy()


def test_a_severity_keeps_what_is_not_written(write: Write) -> None:
    text = "severities:\n  SEV2:\n    update_every: 45m\n    opens_by_itself: false\n    roles: [lead, legal]\n"
    policy = load(write(text), Policy())
    changed, before = policy.rules(Severity.SEV2), DEFAULT_RULES[Severity.SEV2]
    assert (changed.update_every, changed.opens_by_itself) == (timedelta(minutes=45), False)
    assert changed.roles == ("lead", "legal")
    assert changed.acknowledge_within == before.acknowledge_within
    assert policy.rules(Severity.SEV1) == DEFAULT_RULES[Severity.SEV1]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("90s", timedelta(seconds=90)),
        ("15m", timedelta(minutes=15)),
        ("1h 30m", timedelta(minutes=90)),
        ("2d", timedelta(days=2)),
        ("15 分钟", timedelta(minutes=15)),
        ("1小时30分", timedelta(minutes=90)),
        ("半小时", timedelta(minutes=30)),
        ("2 天", timedelta(days=2)),
    ],
)
def test_lengths_of_time(written: str, meant: timedelta, write: Write) -> None:
    policy = load(write(f"flare_up_within: {written}\n"), Policy())
    assert policy.flare_up_within == meant


@pytest.mark.parametrize("written", ["none", "无", "", "~"])
def test_a_first_statement_may_have_no_target(written: str, write: Write) -> None:
    policy = load(write(f"severities:\n  SEV1:\n    first_statement_within: {written}\n"), Policy())
    assert policy.rules(Severity.SEV1).first_statement_within is None


def test_a_role_of_ours_is_changed_where_it_is_written(write: Write) -> None:
    policy = load(write("roles:\n  - key: care\n    name: {en: customer care, zh: 客户关怀}\n"), Policy())
    changed, before = policy.role("care"), Policy().role("care")
    assert changed is not None
    assert before is not None
    assert changed.name == Text("customer care", "客户关怀")
    assert (changed.instructions, changed.words) == (before.instructions, before.words)
    assert [role.key for role in policy.roles] == [role.key for role in Policy().roles]


def test_a_new_role_can_be_offered_and_taken(write: Write) -> None:
    text = """
roles:
  - key: liaison
    name: 联络
    instructions: {en: Keep the authorities informed., zh: 与主管部门保持联系。}
    words: [Liaison-Officer]
severities: {SEV1: {roles: [lead, liaison]}}
team: [{user: U00001, roles: [liaison]}]
"""
    policy = load(write(text), Policy())
    role = policy.role_named("liaison-officer")
    assert role is not None
    assert (role.key, role.name) == ("liaison", Text("联络", "联络"))
    assert policy.rules(Severity.SEV1).roles == ("lead", "liaison")


def test_kinds_emoji_and_names(write: Write) -> None:
    text = """
kinds: {recall: {en: recall, zh: 召回}, outage: 宕机}
emoji: {note: [':memo:']}
channel_name: 事件-{words}-{key}
"""
    policy = load(write(text), Policy())
    assert policy.kinds["recall"] == Text("recall", "召回")
    assert policy.kinds["outage"] == Text("宕机", "宕机")
    assert policy.kinds["product"] == Policy().kinds["product"]
    assert (policy.emoji.note, policy.emoji.decision) == (("memo",), Policy().emoji.decision)
    assert policy.channel_name == "事件-{words}-{key}"


def test_a_limit_of_rooms(write: Write) -> None:
    assert load(write("storm: {rooms_per_hour: 10}"), Policy()).storm == StormRules(10)
    policy = load(write("storm:\n  rooms_per_hour: 3\n  except: [SEV1, SEV2]\n"), Policy())
    assert policy.storm == StormRules(3, frozenset({Severity.SEV1, Severity.SEV2}))
    assert load(write("emoji: {note: [memo]}"), Policy()).storm.rooms_per_hour is None


def test_the_example_is_good_and_uses_every_key() -> None:
    assert isinstance(read(EXAMPLE, Policy()), Loaded)
    assert set(yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))) == set(schema()["properties"])


# --------------------------------------------------------------------------------------- what is wrong


def test_an_unknown_role_is_named_as_the_brief_says_it(write: Write) -> None:
    text = "team:\n  - user: U00001\n  - user: U00002\n    roles: [speaker]\n"
    said = the_problem(write(text))
    assert said.startswith("4: team[1].roles[0]: no role “speaker”; roles are: lead, spokesperson, writer")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("teem: []", "1: teem: there is no such key; did you mean “team”?"),
        ("alert_routes: []", "1: alert_routes: there is no such key"),
        ("team:\n  - usr: U00001", "2: team[0].usr: there is no such key; did you mean “user”?"),
        ("watch:\n  - name: ab\n    nott: [bc]", "3: watch[0].nott: there is no such key; did you mean “not”?"),
        ("kinds: {recall: {en: a, zh: b, fr: c}}", "1: kinds.recall.fr: there is no such key. Keys here are: "),
        ("severities: {SEV5: {}}", "1: severities.SEV5: there is no such key; did you mean “SEV4”?"),
        ("severities:\n  SEV1:\n    update: 5m", "3: severities.SEV1.update: there is no such key"),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest(text: str, says: str, write: Write) -> None:
    assert any(line.startswith(says) for line in problems(write(text)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("team:", "1: team: nothing is written here"),
        ("team: everybody", "1: team: a list is wanted"),
        (
            "team: [U00001]",
            "1: team[0]: keys and values are wanted. Keys are: user, roles, deputies, hours, timezone, holidays.",
        ),
        ("team: [{user: 12345}]", "1: team[0].user: 12345 is no text"),
        ("team: [{user: no}]", "1: team[0].user: false is no text"),
        ("team: [{user: '@li.na'}]", "1: team[0].user: “@li.na” is nobody: write a Slack id"),
        ("team: [{roles: [lead]}]", "1: team[0].user: is missing"),
        ("team: [{user: a@b.c}, {user: A@B.c}]", "1: team[1].user: A@B.c stands in the team twice"),
        ("team: [{user: U00001, roles: [lead, lead]}]", "1: team[0].roles[1]: “lead” is named twice"),
        ("severities: {SEV1: {opens_by_itself: 'yes'}}", "is neither true nor false"),
        ("severities: {SEV1: {update_every: 15}}", "“15” is no length of time. Write for example 15m"),
        ("severities: {SEV1: {update_every: '15'}}", "“15” is no length of time"),
        ("severities: {SEV1: {update_every: soon}}", "“soon” is no length of time"),
        ("severities: {SEV1: {update_every: 0m}}", "“0m” is no length of time"),
        ("severities: {SEV1: {update_every: 400d}}", "longer than a year"),
        ("severities: {SEV1: {update_every: none}}", "“none” is no length of time"),
        ("severities: {SEV1: {roles: [writer]}}", "“lead” among them"),
        ("severities: {SEV1: {roles: []}}", "“lead” among them"),
        ("roles: [{key: medic}]", "1: roles[0]: “medic” is a new role: it needs its name, instructions"),
        ("roles: [{key: Medic}]", "“Medic” is no key"),
        ("roles: [{key: care}, {key: care}]", "1: roles[1].key: the role “care” is described twice"),
        ("roles: [{key: care, words: [总指挥]}]", "1: roles[0]: “总指挥” already means the role “lead”"),
        ("roles: [{key: care, name: 'a {b}'}]", "{ and } cannot stand in a name"),
        ("roles: [{key: care, name: {en: care}}]", "1: roles[0].name.zh: is missing"),
        ("roles: [{key: care, name: '  '}]", "nothing but spaces"),
        (f"roles: [{{key: care, name: {'x' * 61}}}]", "longer than 60 characters"),
        ("kinds: [recall]", "1: kinds: keys and values are wanted"),
        ("emoji: {note: [📌]}", "“📌” is no name of an emoji"),
        ("emoji: {note: [scales]}", "“scales” is down for two of note, decision and task"),
        ("emoji: {note: []}", "at least one emoji"),
        ("channel_name: inc-{date}", "does not contain {key}"),
        ("channel_name: inc-{key}-{title}", "is no template"),
        ("channel_name: 'inc-{key!r}'", "is no template"),
        ("channel_name: 'inc-{key'", "is no template"),
        ("channel_name: Inc {key}", "lower-case letters"),
        ("storm: 10", "1: storm: keys and values are wanted. Keys are: rooms_per_hour, except."),
        ("storm: {except: [SEV1]}", "1: storm.rooms_per_hour: is missing"),
        ("storm: {rooms_per_hour: 0}", "“0” is no number of rooms: write a whole number from 1 to 1000"),
        ("storm: {rooms_per_hour: many}", "“many” is no number of rooms"),
        ("storm: {rooms_per_hour: true}", "“True” is no number of rooms"),
        ("storm: {rooms_per_hour: 1001}", "“1001” is no number of rooms"),
        ("storm: {rooms_per_hour: 5, except: [sev1]}", "1: storm.except[0]: “sev1” is no severity: write SEV1"),
        ("storm: {rooms_per_hour: 5, except: [SEV1, SEV1]}", "1: storm.except[1]: “SEV1” is named twice"),
        ("storm: {rooms_per_hour: 5, but: [SEV1]}", "1: storm.but: there is no such key"),
        ("watch: [{aliases: [ab]}]", "1: watch[0].name: is missing"),
    ],
)
def test_a_wrong_value_is_named_with_line_field_and_what_would_do(text: str, says: str, write: Write) -> None:
    assert says in the_problem(write(text))


def test_all_problems_are_told_in_the_order_of_the_file(write: Write) -> None:
    path = write("flare_up_within: soon\nteam: [{user: x}]\nteem: 1\n")
    assert [line.split(":")[0] for line in problems(path)] == ["1", "2", "3"]
    with pytest.raises(PolicyError) as caught:
        load(path, Policy())
    assert "另有 2 处" in caught.value.line(Language.CHINESE)
    assert "“soon”不是有效的时长" in caught.value.line(Language.CHINESE)


# --------------------------------------------------------------------------------------- hostile files


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("team: [", "this is no YAML"),
        ("a: 1\n---\nb: 2\n", "this is no YAML"),
        ("team: \x01", "this is no YAML"),
        ("flare_up_within: 2026-13-01", "this is no YAML"),
        ("- a\n- b", "must be made of keys and values"),
        ("just words", "must be made of keys and values"),
        ("team: !!python/object/apply:os.system [id]", "“!!python/object/apply:os.system” is not read here"),
        ("team: !!set {a}", "is not read here"),
        ("team: []\nkinds: {}\nteam: []", "3: the key “team” stands in line 1 already"),
        (r'channel_name: "\ud800"', "this is no YAML"),
        (r'"\ud800": 1', "this is no YAML"),
        ("? [a, b]\n: c", "a key must be a text"),
        ("a: &x [1]\nb: *x", "anchors and aliases"),
        ("[" * 50_000, "nested too deeply"),
        ("{a: " * 5_000, "nested too deeply"),
        ("x" * (1024 * 1024 + 1), "larger than 1 MiB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(text: str, says: str, write: Write) -> None:
    assert says in the_problem(write(text))


def test_what_a_terminal_would_obey_is_not_repeated(write: Write) -> None:
    said = the_problem(write(r'"team\e[2J\n": 1'))
    assert said.isprintable()
    assert said.startswith("1: team�[2J: there is no such key")


def test_billions_of_laughs_are_refused_at_once(write: Write) -> None:
    bomb = "a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
    assert the_problem(write(bomb)).startswith("1: anchors and aliases")


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    assert "there is no such file" in the_problem(tmp_path / "nowhere.yaml")
    assert "cannot be read" in the_problem(tmp_path)
    path = tmp_path / "gbk.yaml"
    path.write_bytes("kinds: {recall: 召回}".encode("gbk"))
    assert "UTF-8" in the_problem(path)


def test_a_file_from_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_bytes(b"\xef\xbb\xbfteam:\r\n  - user: U00001\r\n")
    assert load(path, Policy()).team == (TeamMember("U00001"),)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=6), part, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(list(schema()["properties"])), VALUES, max_size=4))
def test_whatever_stands_in_a_file_it_is_read_or_refused_with_a_line(value: dict[str, Any]) -> None:
    """JSON is YAML: nothing a person may write ends in a traceback."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "policy.yaml"
        path.write_text(json.dumps(value, ensure_ascii=True), encoding="utf-8")
        for language in Language:
            for line in outcome(path, language):
                assert line.startswith(f"{path}:")
                assert "\n" not in line


def outcome(path: Path, language: Language) -> list[str]:
    """The lines about what is wrong, if anything is."""
    try:
        load(path, Policy())
    except PolicyError as error:
        return [problem.say(language) for problem in error.problems]
    return []


# ---------------------------------------------------------------------------------------------- schema


def test_the_published_schema_is_the_one_that_is_checked() -> None:
    """`fenghuo policy schema > docs/policy.schema.json` makes it anew."""
    published = json.loads((ROOT / "docs" / "policy.schema.json").read_text(encoding="utf-8"))
    assert published == schema()


def test_every_key_of_the_schema_is_described_in_both_languages() -> None:
    made = schema()
    shapes = [made, *made["$defs"].values()]
    described = [(key, value) for shape in shapes for key, value in shape.get("properties", {}).items()]
    assert len(described) > 25
    for key, value in described:
        english, chinese = value["description"].split("\n")
        assert english.isascii(), key
        assert not chinese.isascii(), key
