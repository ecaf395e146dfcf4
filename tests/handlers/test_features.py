"""What all features have in common, asked of a real desk on a store in memory: each is found, helps, and looks."""

import re

import pytest

from crisis import commands as c
from crisis import events as e
from crisis import refusals
from crisis.language import Language
from crisis.stages import Stage
from handlers.answer import Done
from handlers.blocks import MOST_CHARACTERS, text_size
from handlers.features import FEATURES, SWITCHBOARD
from handlers.features.helping import help_message
from tests.handlers.asking import (
    ANNA,
    BO,
    ELSEWHERE,
    Asking,
    form_of,
    message_of,
    refused,
    words_of,
)

# The ids that the views' buttons and Slack's menus use.
BUTTONS = (
    "open.form open.held storm.open storm.dismiss board.acknowledge card.join update.form decision.form note.form "
    "stage.form severity.form "
    "role.form role.take offer.accept offer.decline remind.snooze stage.reopen close.form review.export list.show "
    "help.show decision.list timeline.show role.list follow.start follow.stop digest.form digest.off board.show "
    "kind.form kind.set task.form task.list task.done task.reopen task.take task.edit "
    "followup.form followup.list followup.done followup.snooze followup.edit followup.keep"
).split()
SHORTCUTS = ("open_from_message", "note_message", "decide_message", "task_message")


# Every way leads somewhere


def test_every_button_and_shortcut_that_is_shown_has_its_feature() -> None:
    assert [action for action in BUTTONS if SWITCHBOARD.button(action) is None] == []
    assert [callback for callback in SHORTCUTS if SWITCHBOARD.shortcut(callback) is None] == []
    assert SWITCHBOARD.button("card.join~3") is SWITCHBOARD.button("card.join")


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_every_feature_speaks_both_languages(feature) -> None:  # type: ignore[no-untyped-def]
    for text in (feature.word, feature.summary, feature.example):
        assert text.en
        assert re.search(r"[一-鿿]", text.zh)
    for example in (feature.example.en, feature.example.zh):
        assert SWITCHBOARD.line(example)[0] is feature.run


@pytest.mark.parametrize("language", Language)
def test_help_shows_every_feature_within_slacks_limits(language: Language) -> None:
    text = str(help_message(FEATURES, language, "/krise", here=True).blocks)
    shown = help_message(FEATURES, language, "/krise", here=True, examples=True)
    explained = str(shown.blocks)
    for feature in FEATURES:
        assert f"`{feature.word.say(language)}" in text
        example = f"/krise {feature.example.say(language)}".replace("<", "&lt;")
        assert example in explained
        assert example not in text
    assert text_size(shown.blocks) <= MOST_CHARACTERS
    assert "…" not in [block.get("text", {}).get("text", "")[-1:] for block in shown.blocks]


async def test_help_for_one_word(asking: Asking) -> None:
    shown = words_of(await asking.line("帮助 决策"))
    assert "decide" in shown
    assert "/incident decide Take the batch" in shown
    assert "rename" not in shown


# Looking


async def test_no_words_show_the_board_here_and_the_open_incidents_elsewhere(asking: Asking) -> None:
    await asking.with_room("Second one", channel="C0TWO")
    assert "#1 · Mould" in words_of(await asking.line(""))
    elsewhere = words_of(await asking.line("", channel=ELSEWHERE))
    assert "Second one" in elsewhere
    assert "Mould" in elsewhere
    assert "#2 · Second one" in words_of(await asking.line("#2"))
    assert "#2 · Second one" in words_of(await asking.line("看板 2", by=ANNA))


async def test_where_there_is_no_incident_it_is_said_and_nothing_is_done(asking: Asking) -> None:
    assert await refused(asking.line("note x", channel=ELSEWHERE)) is refusals.NO_INCIDENT_HERE
    assert await refused(asking.line("board 77")) is refusals.NO_SUCH_INCIDENT


async def test_the_timeline_shows_as_many_as_asked(asking: Asking) -> None:
    for number in range(30):
        await asking.line(f"note thing {number:02}")
    shown = words_of(await asking.line("timeline 3"))
    assert re.findall(r"thing (\d\d)", shown) == ["27", "28", "29"]
    assert await refused(asking.line("timeline many")) is not None


# Asking in general


async def test_the_same_request_again_does_nothing(asking: Asking) -> None:
    first = await asking.line("#1 note once", channel=ELSEWHERE, once="trigger:1")
    second = await asking.line("#1 note once", channel=ELSEWHERE, once="trigger:1")
    assert len(await asking.events(e.NoteAdded)) == 1
    assert message_of(first).text
    assert second == Done()


WORDS_WITHOUT_TEXT = "open sev stage rename role update decide note remind statement digest".split()


@pytest.mark.parametrize("word", WORDS_WITHOUT_TEXT)
@pytest.mark.parametrize("by", [ANNA, BO])
async def test_a_command_without_its_words_opens_its_form(asking: Asking, word: str, by: str) -> None:
    form = form_of(await asking.line(word, by=by))
    assert SWITCHBOARD.form(form.callback) is not None
    view = form.view()
    assert len(form.title) <= 24
    assert len(view["private_metadata"]) <= 3000
    labels = "".join(block["label"]["text"] for block in form.blocks if block["type"] == "input")
    assert bool(re.search(r"[一-鿿]", labels)) is (by == ANNA)


async def test_a_form_sent_after_the_incident_ended_says_so(asking: Asking) -> None:
    form = form_of(await asking.line("update"))
    await asking.desk.handle(c.ChangeStage(1, BO, Stage.CLOSED))
    assert await refused(asking.send(form, conditions="late")) is refusals.IS_OVER


async def test_the_chinese_word_for_roles_asks_for_the_list_when_it_stands_alone(asking: Asking) -> None:
    """`/incident 角色` is `roles`; with a word more it is `role`."""
    alone, listed = await asking.line("#1 角色", channel=ELSEWHERE), await asking.line("#1 角色表", channel=ELSEWHERE)
    assert message_of(alone) == message_of(listed)
