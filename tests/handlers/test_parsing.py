"""What people type is read the same in both languages, at any width, and nothing that is typed breaks the reading."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.language import Language
from crisis.policy.people import Person, Roster
from crisis.refusals import Refused
from crisis.severity import Severity
from handlers.features import SWITCHBOARD
from handlers.words import parsing
from handlers.words.parsing import Line

KNOWN = ("note", "记录", "sev", "级别", "board", "看板", "decide", "决策")
ROSTER = Roster((), (Person("U0LIN", "林晓", "lin@example.com"), Person("U0BO", "bo"), Person("U1BO", "bo")))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("note first crew", Line("note", "first crew")),
        ("  NOTE   first crew ", Line("note", "first crew")),
        ("ｎｏｔｅ　第一家", Line("note", "第一家")),
        ("记录：ＡＢＣ　１２", Line("记录", "ＡＢＣ　１２")),  # the words stay as they were written
        ("记录:内容", Line("记录", "内容")),
        ("，记录，内容", Line("记录", "内容")),
        ("级别2", Line("级别", "2")),
        ("级别２", Line("级别", "２")),
        ("sev1 because fire", Line("sev", "1 because fire")),
        ("#12 note #3 pump", Line("note", "#3 pump", 12)),
        ("＃１２　看板", Line("看板", "", 12)),
        ("12", Line("", "", 12)),
        ("#12", Line("", "", 12)),
        ("12号", Line("", "", 12)),
        ("", Line("", "")),
        ("　 ", Line("", "")),
        ("note\u200b x", Line("note", "x")),
        ("nonsense here", Line("nonsense", "here")),
        ("#12abc", Line("#12abc", "")),
    ],
)
def test_a_line_falls_into_word_number_and_rest(typed: str, read: Line) -> None:
    assert parsing.read_line(typed, KNOWN) == read


@pytest.mark.parametrize(
    ("typed", "text", "why"),
    [
        ("Recall it because mould was found", "Recall it", "mould was found"),
        ("Recall it BECAUSE mould", "Recall it", "mould"),
        ("Recall it. Why: mould", "Recall it.", "mould"),
        ("Recall it, reason: mould", "Recall it", "mould"),
        ("全部下架 因为 检出霉菌", "全部下架", "检出霉菌"),
        ("全部下架，因为检出霉菌", "全部下架", "检出霉菌"),
        ("全部下架，因为：检出霉菌", "全部下架", "检出霉菌"),
        ("全部下架　理由：检出霉菌", "全部下架", "检出霉菌"),
        ("全部下架理由:检出霉菌", "全部下架", "检出霉菌"),
        ("全部下架 理由 检出霉菌", "全部下架", "检出霉菌"),
        ("不因为舆论压力改口", "不因为舆论压力改口", ""),
        ("因为有异物，全部下架", "因为有异物，全部下架", ""),
        ("because of mould", "because of mould", ""),
        ("Recall it because", "Recall it because", ""),
        ("Recall it", "Recall it", ""),
        ("A because B because C", "A", "B because C"),
    ],
)
def test_a_text_and_its_reason(typed: str, text: str, why: str) -> None:
    assert parsing.reason_in(typed) == (text, why)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("because it burns", "it burns"),
        ("理由：有儿童住院", "有儿童住院"),
        ("因为 有儿童住院", "有儿童住院"),
        ("理由有儿童住院", "有儿童住院"),
        ("it burns", "it burns"),
        ("becausexyz", "becausexyz"),
        ("", ""),
    ],
)
def test_a_reason_with_or_without_its_word(typed: str, reason: str) -> None:
    assert parsing.reason_alone(typed) == reason


@pytest.mark.parametrize(
    ("typed", "severity", "rest"),
    [
        ("1", Severity.SEV1, ""),
        ("２", Severity.SEV2, ""),
        ("SEV1 because x", Severity.SEV1, "because x"),
        ("sev 3 because x", Severity.SEV3, "because x"),
        ("红", Severity.SEV1, ""),
        ("橙色，理由：x", Severity.SEV2, "理由：x"),
        ("critical", Severity.SEV1, ""),
        ("P4 later", Severity.SEV4, "later"),
        ("特别重大", Severity.SEV1, ""),
    ],
)
def test_a_severity_and_what_follows(typed: str, severity: Severity, rest: str) -> None:
    assert parsing.severity_in(typed) == (severity, rest)


@pytest.mark.parametrize("typed", ["0", "5x", "sev", "sev 9", "very bad", "#"])
def test_a_wrong_severity_is_answered_with_the_right_ones(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        parsing.severity_in(typed)
    possible = refused.value.values["possible"]
    assert isinstance(possible, tuple)
    assert [text.en for text in possible] == ["SEV1 (red)", "SEV2 (orange)", "SEV3 (yellow)", "SEV4 (blue)"]


@pytest.mark.parametrize(
    ("typed", "severity", "title"),
    [
        ("sev1 Shops on fire", Severity.SEV1, "Shops on fire"),
        ("1 门店着火", Severity.SEV1, "门店着火"),
        ("SEV 2 门店着火", Severity.SEV2, "门店着火"),
        ("红色 门店着火", Severity.SEV1, "门店着火"),
        ("P2: Shops on fire", Severity.SEV2, "Shops on fire"),
        ("high error rate", None, "high error rate"),
        ("page not loading", None, "page not loading"),
        ("500 errors at checkout", None, "500 errors at checkout"),
        ("重大事故处理不当", None, "重大事故处理不当"),
        ("sev1", Severity.SEV1, ""),
        ("", None, ""),
    ],
)
def test_a_title_with_or_without_severity(typed: str, severity: Severity | None, title: str) -> None:
    assert parsing.title_severity(typed) == (severity, title)


@pytest.mark.parametrize(
    ("typed", "person", "rest"),
    [
        ("lead <@U0LIN|lin.xiao>", "U0LIN", "lead"),
        ("<@U0LIN> 总指挥", "U0LIN", "总指挥"),
        ("lead U0LIN", "U0LIN", "lead"),
        ("lead @林晓", "U0LIN", "lead"),
        ("lead @lin@example.com", "U0LIN", "lead"),
    ],
)
def test_a_person_is_found(typed: str, person: str, rest: str) -> None:
    assert parsing.names_person(typed)
    assert parsing.person_in(typed, ROSTER) == (person, rest)


@pytest.mark.parametrize("typed", ["lead @nobody", "lead @bo", "lead", ""])
def test_nobody_or_two_of_a_name_are_refused(typed: str) -> None:
    with pytest.raises(Refused):
        parsing.person_in(typed, ROSTER)


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("<@U0LIN|lin> said 1 &lt; 2 &amp; 3", "@lin said 1 < 2 & 3"),
        ("<@U0LIN> 说", "@林晓 说"),
        ("see <#C1|general> <!here> <!subteam^S1|@legal>", "see #general @here @legal"),
        ("<https://weibo.com/1?a=1&amp;b=2|weibo.com/1>", "https://weibo.com/1?a=1&b=2"),
        ("<https://weibo.com/1|the post>", "the post (https://weibo.com/1)"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("&lt;@U0LIN&gt;", "<@U0LIN>"),  # typed so: words, no mention
        ("ＡＢＣ　全角", "ＡＢＣ　全角"),
    ],
)
def test_slacks_marks_become_words(typed: str, reads: str) -> None:
    known = {person.id: person.name for person in ROSTER.people}
    assert parsing.readable(typed, lambda person: known.get(person, person)) == reads


def test_an_unknown_word_is_answered_with_all_words_and_the_nearest() -> None:
    with pytest.raises(Refused) as refused:
        SWITCHBOARD.line("decde x")
    near, possible = refused.value.values["near"], refused.value.values["possible"]
    assert isinstance(near, tuple)
    assert isinstance(possible, tuple)
    assert near[0].zh == "决策"
    assert {"open", "close", "help"} <= {text.en for text in possible}


def test_a_word_that_is_like_none_is_answered_with_all_words() -> None:
    with pytest.raises(Refused) as refused:
        SWITCHBOARD.line("xyzzyq")
    assert "near" not in refused.value.values


@pytest.mark.parametrize(
    ("typed", "incident", "rest"),
    [
        ("board 12", 12, ""),
        ("board #12", 12, ""),
        ("sev #12 2", 12, "2"),
        ("sev 2", None, "2"),
        ("timeline 20", None, "20"),
        ("timeline #12 20", 12, "20"),
        ("close 3 shops are checked", None, "3 shops are checked"),
        ("note #3 pump is broken", None, "#3 pump is broken"),
        ("#12 note #3 pump is broken", 12, "#3 pump is broken"),
    ],
)
def test_another_incident_can_be_named(typed: str, incident: int | None, rest: str) -> None:
    _, line = SWITCHBOARD.line(typed)
    assert (line.incident, line.rest) == (incident, rest)


def refusal_of(read: Callable[[str], object], text: str) -> Refused | None:
    """The refusal, if it is one; anything else that is raised is a failure."""
    try:
        read(text)
    except Refused as refused:
        return refused
    return None


ANYTHING = st.one_of(
    st.text(),
    st.text(alphabet="#＃0123456789１２ 　：:，,because因为理由sev级别<@U|>&;半小时hm点"),
    st.builds(
        " ".join, st.lists(st.sampled_from([*KNOWN, "because", "因为", "#12", "<@U0LIN>", "３0m", "@", "：", "\ud800"]))
    ),
)


@given(ANYTHING)
def test_nothing_that_is_typed_breaks_the_line(text: str) -> None:
    line = parsing.read_line(text, KNOWN)
    assert line.rest == line.rest.strip()
    refused = refusal_of(SWITCHBOARD.line, text)
    assert refused is None or refused.text.say(Language.CHINESE, **refused.values)


@given(ANYTHING)
def test_nothing_that_is_typed_breaks_the_words(text: str) -> None:
    said, why = parsing.reason_in(text)
    assert len(said) + len(why) <= len(text)
    assert len(parsing.reason_alone(text)) <= len(text)
    parsing.readable(text, str)
    parsing.title_severity(text)
    for read in (parsing.severity_in, lambda words: parsing.person_in(words, ROSTER)):
        refused = refusal_of(read, text)
        assert refused is None or refused.text.say(Language.ENGLISH, **refused.values)


@given(st.text())
def test_what_has_no_marks_is_read_as_it_was_written(text: str) -> None:
    plain = text.replace("<", "").replace("&", "")
    assert parsing.readable(plain, str) == plain.strip()
