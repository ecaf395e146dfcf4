"""The board in the situations that matter: what it says first, and which buttons it offers."""

import re
from dataclasses import replace

import pytest

from crisis.incident import Incident, Offer, Rhythm, Target
from crisis.language import Language
from crisis.people import Roster
from crisis.severity import Severity
from crisis.stages import Stage
from handlers.blocks import Message
from handlers.views import board
from tests.handlers.examples import (
    CARE_PERSON,
    LEAD_PERSON,
    POLICY,
    ROSTER,
    START,
    buttons,
    minutes,
    running,
    shown,
    young,
)

EN, ZH = Language.ENGLISH, Language.CHINESE


def at(minute: float) -> str:
    return f"<!date^{int((START + minutes(minute)).timestamp())}^"


def the_board(incident: Incident, language: Language = EN, roster: Roster = ROSTER) -> Message:
    return board.board(incident, POLICY, roster, language, 42)


def test_a_young_board_asks_for_one_thing_first() -> None:
    said = the_board(young())
    green = [action for action, button in buttons(said).items() if button.get("style") == "primary"]
    assert green == ["board.acknowledge"]
    assert buttons(said)["board.acknowledge"]["value"] == "12"
    assert list(buttons(said))[:3] == ["board.acknowledge", "answered.form", "statement.form"]
    assert "dismiss.form" in buttons(said)
    assert f"⏳ acknowledged: until {at(1)}" in shown(said)
    assert f"⏳ first answer: until {at(5)}" in shown(said)
    assert f"lead: ⏳ <@{LEAD_PERSON}> until {at(2)}" in shown(said)
    assert "🔴 nobody yet: writer, monitor, care, legal, expert, scribe" in shown(said)
    assert f"*Next update due {at(15)}" in shown(said)


def test_a_running_board_tells_how_things_stand() -> None:
    said = the_board(running())
    words = shown(said)
    assert "triage › *responding* › contained" in words
    assert f"✅ acknowledged {at(40 / 60)}" in words
    assert re.search(r"❌ first answer <!date[^>]*>, 4 min late", words)
    assert f"⏳ first statement: until {at(30)}" in words
    assert f"lead: <@{LEAD_PERSON}>" in words
    assert "需要法务确认声明口径 &lt;今天 4:00 前&gt;" in words
    assert "same alert 17 more times" in words
    assert "flare-up of #8" in words
    assert "record: 42 entries" in words
    assert "board.acknowledge" not in buttons(said)
    assert "answered.form" not in buttons(said)
    assert "statement.form" in buttons(said)
    assert "dismiss.form" not in buttons(said)
    assert buttons(said)["update.form"]["style"] == "primary"
    assert {"decision.form", "note.form", "role.form", "stage.form", "severity.form"} <= set(buttons(said))


def test_the_board_shows_the_newest_standing_decisions_and_counts_the_others() -> None:
    words = shown(the_board(running()))
    assert [number for number in range(1, 9) if f"*{number}* " in words] == [4, 5, 6, 7, 8]
    assert "…and 3 more" in words
    assert "decision.list" in buttons(the_board(running()))
    assert "……另有 3 项" in shown(the_board(running(), ZH))


def test_an_overdue_update_is_the_first_thing_after_the_stage() -> None:
    late = running(rhythm=Rhythm(minutes(15), START + minutes(45), owed_since=START + minutes(30)))
    said = the_board(late, ZH)
    assert f"🔴 *进展通报逾期* 应于{at(30)}" in said.blocks[2]["text"]["text"]
    assert at(45) in said.blocks[2]["text"]["text"]


def test_a_board_says_why_no_update_is_due() -> None:
    quiet = running(rhythm=Rhythm(minutes(15), None, off_reason="night shift <b>"))
    assert "No update reminders: night shift &lt;b&gt;" in shown(the_board(quiet))


def test_a_missed_target_stays_missed_until_it_is_reached() -> None:
    incident = young(watched=(Target.ACKNOWLEDGED,))
    assert f"❌ acknowledged: still missing, was due {at(1)}" in shown(the_board(incident))


def test_a_severity_raised_afterwards_makes_nothing_late() -> None:
    calm = young(severity=Severity.SEV3, reached=((Target.ACKNOWLEDGED, START + minutes(10)),))
    raised = replace(calm, severity=Severity.SEV1)
    assert re.search("✅ acknowledged <!date[^>]*>, after 10 min", shown(the_board(raised)))


def test_problems_are_on_the_board_with_what_can_be_done() -> None:
    words = shown(the_board(running()))
    assert "Not everybody could be brought into the channel. Slack does not let this person in." in words
    assert "`cant_invite`" in words
    assert "Slack refused" not in shown(the_board(young()))


def test_an_empty_team_is_said() -> None:
    assert "The crisis team is empty" in shown(the_board(young(), roster=Roster()))
    assert "The crisis team is empty" not in shown(the_board(young()))


@pytest.mark.parametrize(
    ("stage", "there", "missing"),
    [
        (Stage.RESOLVED, {"close.form", "update.form"}, {"stage.reopen"}),
        (
            Stage.CLOSED,
            {"stage.reopen", "review.export", "review.export~2"},
            {"update.form", "close.form", "role.form"},
        ),
        (Stage.DISMISSED, {"stage.reopen", "review.export"}, {"update.form"}),
        (Stage.MERGED, {"review.export"}, {"stage.reopen", "update.form"}),
    ],
)
def test_the_buttons_follow_the_stage(stage: Stage, there: set[str], missing: set[str]) -> None:
    found = set(buttons(the_board(running(stage=stage))))
    assert there <= found
    assert not missing & found


def test_a_closed_board_looks_for_nobody_and_exports_both_kinds() -> None:
    said = the_board(running(stage=Stage.CLOSED))
    assert "nobody yet" not in shown(said)
    assert "Next update" not in shown(said)
    assert buttons(said)["review.export"]["value"] == "12:md"
    assert buttons(said)["review.export~2"]["value"] == "12:html"
    assert "confirm" in buttons(said)["stage.reopen"]


def test_somebody_asked_to_take_over_is_shown_beside_the_holder() -> None:
    offer = Offer(9, "lead", CARE_PERSON, LEAD_PERSON, START, START + minutes(2), hands_over=True)
    words = shown(the_board(running(offers=(offer,))))
    assert f"lead: <@{LEAD_PERSON}>, handing over to ⏳ <@{CARE_PERSON}> until {at(2)}" in words
