"""The board in the situations that matter: what it says first, and which buttons it offers."""

import re
from dataclasses import replace

import pytest

from crisis.clock.due import DueKind, due_times
from crisis.incident import Decision, Offer, Problem, Rhythm, Target
from crisis.incident.drill import Drill, Inject, InjectKind, Script, Told
from crisis.language import Language
from crisis.policy.people import Roster
from crisis.severity import Severity
from crisis.stages import Stage
from handlers.blocks import Message
from handlers.views import board
from handlers.views.sections import due
from tests.handlers.examples import (
    CARE_PERSON,
    LEAD_PERSON,
    POLICY,
    ROSTER,
    START,
    at,
    buttons,
    minutes,
    running,
    shown,
    the_board,
    young,
)

EN, ZH = Language.ENGLISH, Language.CHINESE


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
    assert f"✅ acknowledged: {at(40 / 60)}" in words
    assert re.search(r"❌ first answer: <!date[^>]*>, 4 min late", words)
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
    assert re.search("✅ acknowledged: <!date[^>]*>, after 10 min", shown(the_board(raised)))


def test_problems_are_on_the_board_with_what_can_be_done() -> None:
    words = shown(the_board(running()))
    assert "Not everybody could be brought into the channel. Slack does not let this person in." in words
    assert "`cant_invite`" in words
    assert "Slack refused" not in shown(the_board(young()))


def first_green(said: Message) -> str:
    """The one green button, which is the first of all."""
    all_of_them = buttons(said)
    green = [action for action, button in all_of_them.items() if button.get("style") == "primary"]
    assert green == list(all_of_them)[:1]
    return green[0]


def test_the_green_button_is_what_should_be_done_now() -> None:
    assert first_green(the_board(young())) == "board.acknowledge"
    assert first_green(the_board(running())) == "update.form"
    assert first_green(the_board(running(holdings=()))) == "role.take"
    asked = Offer(9, "lead", CARE_PERSON, None, START, START + minutes(2))
    assert first_green(the_board(running(holdings=(), offers=(asked,)))) == "update.form"
    assert first_green(the_board(running(stage=Stage.RESOLVED))) == "close.form"


def test_what_is_bad_what_is_due_and_what_to_do_come_first() -> None:
    """On a phone that is all one sees."""
    kinds = [block["type"] for block in the_board(running()).blocks]
    assert kinds[:5] == ["header", "section", "section", "context", "actions"]
    assert kinds[-1] == "actions"


def test_the_nearest_due_time_is_named_and_the_others_follow() -> None:
    said = the_board(young())
    assert said.blocks[2]["text"]["text"].startswith(f"⏰ *Next: acknowledgement* · {at(1)}")
    then = said.blocks[3]["elements"][0]["text"]
    assert then.startswith(f"then room ready {at(1)}")
    assert f"<@{LEAD_PERSON}>'s answer (lead) {at(2)}" in then
    assert then.endswith("…and 3 more")
    zh = the_board(young(), ZH)
    assert zh.blocks[2]["text"]["text"].startswith("⏰ *下一项：确认接手* · ")
    assert f"<@{LEAD_PERSON}> 答复（总指挥）" in zh.blocks[3]["elements"][0]["text"]


def test_minutes_are_counted_for_one_person_alone() -> None:
    alone = board.board(young(), POLICY, ROSTER, EN, 42, START + minutes(0.5))
    assert alone.blocks[2]["text"]["text"].endswith(", in 30 s")
    late = board.board(young(), POLICY, ROSTER, EN, 42, START + minutes(3))
    assert ", in" not in late.blocks[2]["text"]["text"]


def test_a_decision_to_look_at_again_is_due_also_when_all_is_over() -> None:
    decision = Decision(1, "Recall the batch", LEAD_PERSON, START, revisit_at=START + minutes(90))
    over = running(stage=Stage.CLOSED, decisions=(decision,))
    assert f"⏰ *Next: decision 1 again* · {at(90)}" in shown(the_board(over))
    assert f"*1* Recall the batch 🔁 {at(90)}" in shown(the_board(over))


def test_nobody_reads_the_script_of_a_drill_on_the_board() -> None:
    inject = Inject(minutes(0.1), InjectKind.RUMOUR, Told("secret", "秘密"), Told("secret", "秘密"))
    played = young(drill=True, playing=Drill(Script("case", Told(), Told(), Told(), (inject,), ())))
    assert any(due.kind is DueKind.INJECT for due in due_times(played, POLICY))
    assert f"*Next: acknowledgement* · {at(1)}" in shown(the_board(played))
    assert "secret" not in str(the_board(played).blocks)


def test_every_kind_of_due_time_has_a_word() -> None:
    assert {kind.value for kind in DueKind} == {kind.value for kind in due.WORDS} | (due.NEVER - {"warning"})


def test_mentions_wait_until_the_first_answer() -> None:
    assert "*2 mentions* wait for their first answer" in shown(the_board(young()))
    assert "*2 条提及* 待首次回应" in shown(the_board(young(), ZH))
    assert "mentions* wait" not in shown(the_board(running()))


def test_a_young_board_does_not_say_what_there_is_not() -> None:
    words = shown(the_board(young()))
    assert "none yet" not in words
    assert "Decisions" not in words
    assert "Latest update" not in words


def test_who_leads_comes_first_and_then_who_is_missing() -> None:
    people = next(block for block in the_board(running()).blocks if "*People*" in str(block))["text"]["text"]
    assert people.split("\n")[1] == f"lead: <@{LEAD_PERSON}>"
    assert people.split("\n")[2].startswith("🔴 nobody yet: ")
    nobody = next(block for block in the_board(running(holdings=())).blocks if "*People*" in str(block))
    assert nobody["text"]["text"].split("\n")[1].startswith("🔴 nobody yet: lead, ")


def test_what_slack_refuses_again_and_again_is_one_line() -> None:
    refused = Problem("InvitePeople", "cant_invite", START)
    words = shown(the_board(running(problems=(refused, refused, Problem("SetTopic", "fatal", START), refused))))
    assert words.count("`cant_invite`") == 1
    assert "`cant_invite` × 3" in words


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
        (Stage.MERGED, {"review.export", "stage.reopen"}, {"update.form"}),
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
