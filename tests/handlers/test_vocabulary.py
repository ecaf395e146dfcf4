"""Names, times and lengths of time in both languages, and what becomes of text from outside."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import effects
from crisis.language import Language, Text
from crisis.policy import Policy, Role
from crisis.severity import Severity
from crisis.stages import Stage
from crisis.words import REMOVED
from handlers.wording.problems import ADVICE, FAILED, problem_line
from handlers.wording.vocabulary import (
    SEVERITY_MARK,
    TARGET_NAMES,
    document_time,
    drill_mark,
    duration,
    escape,
    excerpt,
    headline,
    instructions,
    joined,
    kind_name,
    link,
    more,
    outside_title,
    role_name,
    say,
    severity_label,
    slack_time,
    stage_name,
    target_name,
    written,
)
from tests.handlers.examples import POLICY, running, young

EN, ZH = Language.ENGLISH, Language.CHINESE


@pytest.mark.parametrize(
    ("length", "english", "chinese"),
    [
        (timedelta(0), "0 s", "0 秒"),
        (timedelta(seconds=-5), "0 s", "0 秒"),
        (timedelta(milliseconds=20), "1 s", "1 秒"),
        (timedelta(seconds=40), "40 s", "40 秒"),
        (timedelta(minutes=1, seconds=15), "1 min 15 s", "1 分钟 15 秒"),
        (timedelta(minutes=15), "15 min", "15 分钟"),
        (timedelta(minutes=15, seconds=40), "15 min", "15 分钟"),
        (timedelta(minutes=90), "1 h 30 min", "1 小时 30 分钟"),
        (timedelta(hours=4), "4 h", "4 小时"),
        (timedelta(days=1), "1 day", "1 天"),
        (timedelta(days=2, hours=3, minutes=4), "2 days 3 h", "2 天 3 小时"),
        (timedelta(days=2, minutes=4), "2 days", "2 天"),
    ],
)
def test_lengths_of_time(length: timedelta, english: str, chinese: str) -> None:
    assert duration(length, EN) == english
    assert duration(length, ZH) == chinese


def test_moments_are_shown_in_the_readers_zone_or_the_documents() -> None:
    at = datetime(2026, 5, 1, 3, 15, 7, tzinfo=UTC)
    assert slack_time(at, EN) == f"<!date^{int(at.timestamp())}^{{time}} {{date_short_pretty}}|2026-05-01 03:15 UTC>"
    assert slack_time(at, ZH) == f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|2026-05-01 03:15 UTC>"
    assert document_time(at, EN, ZoneInfo("Asia/Shanghai")) == "1 May 2026, 11:15:07"
    assert document_time(at, ZH, ZoneInfo("Asia/Shanghai")) == "2026年5月1日 11:15:07"


def test_names() -> None:
    assert (severity_label(Severity.SEV1).en, severity_label(Severity.SEV2).zh) == ("SEV1 · red", "SEV2 橙")
    assert set(SEVERITY_MARK) == set(Severity)
    assert len(set(SEVERITY_MARK.values())) == 4
    assert stage_name(Stage.RESPONDING).zh == "处置"
    assert role_name(POLICY, "lead").zh == "总指挥"
    assert kind_name(POLICY, "outage").en == "outage"
    assert {target_name(target) for target in TARGET_NAMES} == set(TARGET_NAMES.values())
    assert joined(["a", "b"], EN) == "a, b"
    assert joined(["甲", "乙"], ZH) == "甲、乙"
    assert more(44, EN) == "…and 44 more"


def test_a_teams_own_words_may_hold_braces() -> None:
    policy = Policy(roles=(Role("ops", Text("ops {x}", "运维 {x}"), Text("Run {this} & that", "执行 {this}")),))
    assert role_name(policy, "ops").say(EN) == "ops {x}"
    assert instructions(policy, "ops", EN) == "Run {this} &amp; that"
    assert instructions(policy, "gone", EN) == ""
    assert role_name(policy, "gone {").say(ZH) == "gone {"
    assert kind_name(policy, "{").say(ZH) == "{"


def test_outside_text_is_disarmed() -> None:
    assert escape("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"
    assert written(REMOVED, ZH) == "（内容已删除）"
    assert headline(young(title=REMOVED), EN).endswith("(words removed)")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see https://a.example/x?a=1&b=2.", "see <https://a.example/x?a=1&amp;b=2>."),
        ("见 https://a.example/x。然后", "见 <https://a.example/x>。然后"),
        ("<https://a.example|click>", "&lt;<https://a.example>|click&gt;"),
        ("(https://a.example)", "(<https://a.example>)"),
        ("https://a.example/?q=&", "<https://a.example/?q=&amp;>"),
        ("https://", "https://"),
    ],
)
def test_web_addresses_become_links_to_what_they_show(text: str, shown: str) -> None:
    assert written(text, EN) == shown


def test_a_link_leads_to_the_web_or_is_text() -> None:
    assert link("https://a.example/x?a=1&b=2", "open") == "<https://a.example/x?a=1&amp;b=2|open>"
    assert link("https://a.example/|<x>", "open") == "<https://a.example/%7C%3Cx%3E|open>"
    assert link("javascript:alert('<x>')", "open") == "javascript:alert('&lt;x&gt;')"


@given(st.text(), st.integers(5, 50))
def test_an_excerpt_is_one_line_and_keeps_its_length(text: str, limit: int) -> None:
    short = excerpt(text, limit, EN)
    assert len(short) <= limit
    assert "\n" not in short


def test_chinese_has_one_space_beside_latin_and_none_between_chinese() -> None:
    due = slack_time(datetime(2026, 5, 1, tzinfo=UTC), ZH)
    assert say(Text("nobody by {due}", "截至 {due} 无人接手"), ZH, due=due) == f"截至{due} 无人接手"
    text = Text("{by} is {role} now", "{by} 担任{role}，第{number}位")
    assert say(text, ZH, by="<@U1>", role="lead", number=2) == "<@U1> 担任 lead，第 2 位"
    assert say(text, ZH, by="李娜", role=role_name(POLICY, "lead"), number=2) == "李娜担任总指挥，第 2 位"
    assert say(text, EN, by="<@U1>", role="lead", number=2) == "<@U1> is lead now"


def test_a_drill_says_so_in_both_languages_and_a_private_incident_nothing() -> None:
    assert headline(young(drill=True), EN).startswith("【演练 DRILL】🔴 #12")
    assert drill_mark(young()) == ""
    private = young(private=True)
    assert private.title not in outside_title(private, EN)
    assert outside_title(young(), EN) == young().title


def test_problems_say_what_happened_why_and_what_to_do() -> None:
    problem = running().problems[1]
    assert problem_line(problem, EN) == (
        "The card could not be posted in the updates channel. "
        "The workspace's settings forbid it. A workspace admin can allow it for this app. `restricted_action`"
    )
    assert "管理员" in problem_line(problem, ZH)
    unknown = replace(problem, what="Brew<Tea>", reason="no `leaves`")
    assert "Brew&lt;Tea&gt;" in problem_line(unknown, EN)
    assert "`no 'leaves'`" in problem_line(unknown, EN)
    assert len({beginning for beginning, _ in ADVICE}) == len(ADVICE)


def test_every_effect_has_words_for_its_failure() -> None:
    def below(kind: type[effects.Effect]) -> set[type[effects.Effect]]:
        return {kind}.union(*(below(each) for each in kind.__subclasses__()))

    abstract = {"Effect", "InChannel", "OfEntry", "OfOffer"}
    names = {kind.__name__ for kind in below(effects.Effect) if kind.__module__ == effects.__name__}
    assert names - abstract - set(FAILED) == set()
