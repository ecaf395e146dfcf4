"""Messages as a terminal shows them: no marks, no buttons, and nothing that could command the terminal."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crisis.language import Language
from handlers.blocks import actions, button, context, divider, header, message, plain, section
from handlers.wording.plain_text import Reader, channels_in, plain_text
from handlers.wording.vocabulary import slack_time

NOW = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)
NAMES = {"U1": "林晓 <Lin>", "U2": "a_b_c"}


def reader(language: Language = Language.ENGLISH, zone: str = "Asia/Shanghai") -> Reader:
    return Reader(language, ZoneInfo(zone), NOW, lambda person: NAMES.get(person, person), {"C1": "inc-0504-mould"})


def shown(mrkdwn: str, language: Language = Language.ENGLISH) -> str:
    return plain_text(message("-", section(mrkdwn)), reader(language))


@pytest.mark.parametrize(
    ("mrkdwn", "says"),
    [
        ("*Decisions:* none yet", "Decisions: none yet"),
        ("~*1* stop~ _replaced_", "1 stop replaced"),
        ("*_both_*", "both"),
        ("say `#12 *note*` now", "say `#12 *note*` now"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("<@U1> and <@U9>", "@林晓 <Lin> and @U9"),
        ("*<@U2>* is in", "@a_b_c is in"),
        ("<#C1> and <#C9|general> and <#C8>", "#inc-0504-mould and #general and #C8"),
        ("<https://a.example/x_y_z|the *post*>", "the *post* (https://a.example/x_y_z)"),
        ("<https://a.example/?a=1&amp;b=2>", "https://a.example/?a=1&b=2"),
        ("<mailto:a@example.com|a@example.com>", "a@example.com"),
        ("<!here> <!subteam^S1|@legal>", "@here @legal"),
    ],
)
def test_marks_are_read(mrkdwn: str, says: str) -> None:
    assert shown(mrkdwn) == says


@pytest.mark.parametrize("words", ["\x1b[2J\x1b]0;gone\x07", "a\rb", "\x9b31m", "\u202eerised", "\ue000", "a\x00\x7f"])
def test_nothing_that_somebody_wrote_commands_the_terminal(words: str) -> None:
    said = plain_text(message("-", header(words), section(words), context(words), plain(words)), reader())
    assert not set(said) & set("\x1b\x07\r\x9b\u202e\ue000\x00\x7f")


def test_a_name_does_not_command_the_terminal_either() -> None:
    sly = Reader(Language.ENGLISH, ZoneInfo("UTC"), NOW, lambda person: "\x1b[8mZoe", {})
    assert plain_text(message("-", section("<@U1>")), sly) == "@[8mZoe"


@pytest.mark.parametrize(
    ("language", "at", "says"),
    [
        (Language.ENGLISH, datetime(2026, 5, 3, 18, 5, tzinfo=UTC), "Due 4 May 02:05."),
        (Language.CHINESE, datetime(2026, 5, 3, 18, 5, tzinfo=UTC), "截止 5月4日 02:05。"),
        (Language.ENGLISH, datetime(2025, 12, 31, 15, 59, tzinfo=UTC), "Due 31 Dec 2025 23:59."),
        (Language.CHINESE, datetime(2025, 12, 31, 15, 59, tzinfo=UTC), "截止 2025年12月31日 23:59。"),
    ],
)
def test_moments_stand_in_the_teams_zone_which_is_named_once(language: Language, at: datetime, says: str) -> None:
    moment = slack_time(at, language)
    line = f"Due {moment}." if language is Language.ENGLISH else f"截止{moment}。"
    said = shown(f"{line}\n{line}", language)
    assert said.splitlines()[:2] == [says, says]
    assert said.count("Asia/Shanghai") == 1


def test_paragraphs_stand_apart_and_buttons_are_left_out() -> None:
    row = actions(button("Close", "close.form"))
    made = message(
        "-",
        header("🟠 #1 · a *b* &amp; c"),
        section("one", fields=("two", "three")),
        section("four", accessory=button("Join", "card.join")),
        row,
        divider(),
        context("five", "six"),
    )
    said = plain_text(made, reader())
    assert said.split("\n\n") == ["🟠 #1 · a *b* &amp; c", "one\ntwo\nthree", "four", "─" * 40, "five\nsix"]


def test_the_channels_of_a_message_are_found() -> None:
    assert channels_in(message("-", section("in <#C1>"), context("or <#C2|x>"), plain("not <#C3>"))) >= {"C1", "C2"}
