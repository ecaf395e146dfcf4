"""The slash command's words from a shell: who, which incident, and what a terminal shows."""

from itertools import count

import pytest

from crisis import events as e
from crisis.language import Language
from crisis.policy.people import Candidate, Person, Roster
from crisis.severity import Severity
from crisis.stages import Stage
from handlers import shell
from handlers.features import FEATURES
from handlers.shell import Asked, Reply, Status
from tests.handlers.asking import ANNA, BO, PEOPLE, ROBOT, Asking

EN, ZH = Language.ENGLISH, Language.CHINESE
_requests = count(1)


async def ask(
    asking: Asking,
    *words: str,
    person: str | None = "bo@example.com",
    number: int | None = None,
    language: Language = EN,
    once: str = "",
) -> Reply:
    return await shell.answer(
        Asked(words, language, once or f"request {next(_requests)}", person, number), asking.tools
    )


# ------------------------------------------------------------------------------------------------------------------ who


@pytest.mark.parametrize("said", [BO, BO.lower(), "bo@example.com", "BO@Example.com", "bo.berg", "@bo.berg", "bo"])
async def test_what_is_done_is_done_in_somebodys_name(asking: Asking, said: str) -> None:
    reply = await ask(asking, "note", "seen", person=said)
    assert (reply.status, reply.person, reply.changed) == (Status.DONE, BO, True)
    entries = await asking.desk.read(lambda view: view.entries(1))
    assert entries[-1].by == BO


WRITING = (
    "open x|sev 1|stage contained|resolve|close|dismiss because x|rename y|ack|join|role take lead|update x|decide x"
    "|note x|task add x|followup x|kind outage|export|statement publish x|mention answered x|remind every 30m"
    "|page me|spread chart|merge 1|split last|follow 1|unfollow 1|digest 9:00"
).split("|")


@pytest.mark.parametrize("line", WRITING)
async def test_nothing_is_written_without_a_name(asking: Asking, line: str) -> None:
    before = await asking.desk.read(lambda view: (view.incident(1), view.entries(1)))
    reply = await ask(asking, *line.split(), person=None)
    assert reply.status is Status.WRONG_USE
    assert "fenghuo incident --as PERSON" in reply.text
    assert not reply.changed
    assert await asking.desk.read(lambda view: (view.incident(1), view.entries(1))) == before


async def test_every_feature_either_asks_for_a_name_or_only_looks(asking: Asking) -> None:
    """A new feature must be listed here as one or the other."""
    looking = set("board list roles decisions timeline help alerts drill rights mine team oncall".split())
    asking_back = {"similar", "import", "watch"}  # look, too, but must know for what; files are read in Slack
    writing = {line.split()[0] for line in WRITING} | {"reopen"}
    named = {"sev": "severity", "ack": "acknowledge"}
    assert {each.name for each in FEATURES if each.run} == looking | {named.get(word, word) for word in writing} | {
        "private"
    } | asking_back
    for word in looking:
        reply = await ask(asking, word, person=None)
        assert (reply.status, reply.changed) == (Status.DONE, False)


@pytest.mark.parametrize("said", ["", "@", "nobody", ROBOT, "monitor"])
async def test_somebody_unknown_is_refused_with_names_that_would_do(asking: Asking, said: str) -> None:
    reply = await ask(asking, "note", "x", person=said)
    assert reply.status is Status.WRONG_USE
    assert "bo@example.com" in reply.text


async def test_a_name_that_several_bear_is_refused_with_all_of_them(asking: Asking) -> None:
    people = (Person("U0LI1", "Li Na"), Person("U0LI2", "Li Wei"), Person("U0LI3", "Na Li", is_active=False))
    asking.desk.roster = Roster(tuple(map(Candidate, people)), people)
    reply = await ask(asking, "note", "x", person="li")
    assert reply.status is Status.WRONG_USE
    assert "Li Na (U0LI1), Li Wei (U0LI2)." in reply.text
    assert (await ask(asking, "note", "x", person="na LI")).person == "U0LI1"


async def test_before_anybody_was_seen_a_slack_id_is_taken_at_its_word(asking: Asking) -> None:
    asking.desk.roster = Roster()
    assert (await ask(asking, "note", "x", person="U0NEW1")).person == "U0NEW1"
    assert "has not seen the workspace yet" in (await ask(asking, "note", "x", person="anna")).text


# ---------------------------------------------------------------------------------------------------------------- which


async def test_the_only_open_incident_is_meant(asking: Asking) -> None:
    assert (await ask(asking, "stage", "contained")).text == "Incident #1 is at contained now."
    assert (await asking.incident()).stage is Stage.CONTAINED


async def test_of_several_one_must_be_named_and_they_are_listed(asking: Asking) -> None:
    await asking.with_room("Orders <fail>", "C0OTHER", key="other")
    reply = await ask(asking, "sev", "1")
    assert reply.status is Status.WRONG_USE
    assert "`fenghuo incident --on NUMBER …`. Open are: #2 Orders <fail>, #1 Mould in lunch boxes." in reply.text
    assert [each.number for each in reply.open] == [2, 1]
    for number, words in ((1, ("sev", "1")), (None, ("#2", "sev", "1")), (1, ("＃2", "级别", "2"))):
        assert (await ask(asking, *words, number=number)).status is Status.DONE
    severities = [(await asking.incident(number)).severity for number in (1, 2)]
    assert severities == [Severity.SEV1, Severity.SEV2]


async def test_with_none_open_one_that_is_over_must_be_named(asking: Asking) -> None:
    await ask(asking, "close")
    reply = await ask(asking, "reopen")
    assert reply.status is Status.WRONG_USE
    assert "No incident is open." in reply.text
    assert (await ask(asking, "reopen", number=1)).status is Status.DONE


async def test_without_words_the_open_ones_are_listed(asking: Asking) -> None:
    reply = await ask(asking, person=None)
    assert reply.text.startswith("Open incidents (1)\n\n🟡 #1 Mould in lunch boxes")
    assert (await ask(asking, "1", person=None)).text.startswith(
        "🟡 #1 · Mould in lunch boxes\n\nSEV3 · yellow · 🚩 triage"
    )


# ---------------------------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    "words",
    [
        ("-5 °C in the store", "--as", "x"),
        ("a < b && c > d", "<script>", "&lt;"),
        ("<@U0ZOE>", "<!channel>"),
        ("“引号”，全角：标点；", "#12"),
        ("two\nlines",),
    ],
)
async def test_words_are_recorded_as_they_were_typed(asking: Asking, words: tuple[str, ...]) -> None:
    assert (await ask(asking, "note", *words)).status is Status.DONE
    (noted,) = await asking.events(e.NoteAdded)
    assert noted.text == " ".join(words)


async def test_what_is_no_utf_8_is_recorded_as_such(asking: Asking) -> None:
    await ask(asking, "note", "caf\udce9")
    (noted,) = await asking.events(e.NoteAdded)
    assert noted.text == "caf\ufffd"


async def test_people_are_named_in_the_words_also_with_spaces(asking: Asking) -> None:
    people = (*PEOPLE, Person("U0MAYA", "Maya Brooks 马雅", "maya@example.com"))
    asking.desk.roster = Roster(tuple(map(Candidate, people)), people)
    reply = await ask(asking, "role", "offer", "lead", "@Maya Brooks")
    assert reply.text == "@Maya Brooks 马雅 has been offered lead in incident #1, by direct message."
    await ask(asking, "note", "ask", "@maya@example.com", "and @anna")
    (noted,) = await asking.events(e.NoteAdded)
    assert noted.text == "ask @Maya Brooks 马雅 and @anna"


@pytest.mark.parametrize(
    ("language", "word", "says"),
    [
        (EN, "decide", "fenghuo incident decide [TEXT because WHY]"),
        (EN, "open", "fenghuo incident open [private] [sev] [KIND:] TITLE"),
        (EN, "role", "fenghuo incident role offer ROLE @user"),
        (ZH, "决策", "fenghuo incident 决策 [内容 因为 理由]"),
        (ZH, "update", "终端里没有表单"),
    ],
)
async def test_where_slack_would_open_a_form_the_words_are_asked_for(
    asking: Asking, language: Language, word: str, says: str
) -> None:
    reply = await ask(asking, word, language=language)
    assert reply.status is Status.WRONG_USE
    assert says in reply.text
    assert not reply.changed


async def test_every_word_that_opens_a_form_says_what_stands_after_it(asking: Asking) -> None:
    # Of the first the form is a button's, the next ones show a list first; nobody can be paged here, and there is
    # neither another incident nor a post.
    at_once = {"close", "drill", "task", "oncall", "page", "merge", "split", "mention", "import", "watch"}
    asking_more = [each for each in FEATURES if each.forms and each.run and each.name not in at_once]
    assert len(asking_more) == 16
    for feature in asking_more:
        reply = await ask(asking, feature.word.en)
        assert reply.status is Status.WRONG_USE
        assert f"`fenghuo incident {feature.word.en} {feature.usage.en}`" in reply.text
        assert f"`fenghuo incident {feature.example.en}`" in reply.text


async def test_files_of_posts_are_read_in_slack(asking: Asking) -> None:
    reply = await ask(asking, "import")
    assert (reply.status, reply.changed) == (Status.REFUSED, False)
    assert "fenghuo triage FILE.csv" in reply.text


async def test_an_unknown_word_is_wrong_use_and_a_refusal_is_not(asking: Asking) -> None:
    assert (await ask(asking, "decidee", "x")).status is Status.WRONG_USE
    refused = await ask(asking, "sev", "3")
    assert (refused.status, refused.text) == (Status.REFUSED, "Incident #1 is SEV3 already.")
    assert (await ask(asking, "board", number=9)).text.startswith("There is no incident #9. `fenghuo incident list`")


async def test_help_is_for_the_shell(asking: Asking) -> None:
    for language, says in ((EN, "Options come before the words"), (ZH, "选项写在命令词之前")):
        text = (await ask(asking, "help", language=language)).text
        assert says in text
        assert "/incident" not in text
        assert "⋯" not in text


# ----------------------------------------------------------------------------------------------------------------- once


async def test_the_same_request_again_does_nothing_and_says_so(asking: Asking) -> None:
    first = await ask(asking, "decide", "recall", "it", once="a")
    again = await ask(asking, "decide", "recall", "it", once="a")
    assert (first.repeated, again.repeated, again.changed, again.status) == (False, True, True, Status.DONE)
    assert "Nothing was done twice" in again.text
    assert len((await asking.incident()).decisions) == 1
    await ask(asking, "decide", "recall", "it", once="b")
    assert len((await asking.incident()).decisions) == 2


async def test_a_program_is_told_which_incident_it_was_about(asking: Asking) -> None:
    opened = await ask(asking, "open", "sev1", "Orders fail", person="anna@example.com")
    assert opened.incident is not None
    assert (opened.incident.number, opened.incident.severity, opened.incident.stage) == (2, "SEV1", "triage")
    assert (opened.incident.channel, opened.person) == (None, ANNA)
    looked = await ask(asking, "timeline", number=1)
    assert looked.incident is not None
    assert looked.incident.channel == "C0ROOM"
    assert "by direct message" not in looked.text
