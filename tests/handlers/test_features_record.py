"""What is written down of an incident, and its clock, asked of a real desk: by words, forms, shortcuts and emoji."""

from datetime import timedelta

import pytest

from crisis import events as e
from crisis import refusals
from crisis.incident import Target
from crisis.policy import Policy
from handlers.answer import Done
from handlers.features import SWITCHBOARD
from handlers.features.update import parts_of
from tests.handlers.asking import (
    ANNA,
    BO,
    ELSEWHERE,
    START,
    ZOE,
    Asking,
    errors_of,
    form_of,
    minutes,
    refused,
    shown_values,
    source_message,
    words_of,
)

# Updates, decisions, record


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("three shops closed", {"conditions": "three shops closed"}),
        ("现状：停业 行动：送检；需要：声明", {"conditions": "停业", "actions": "送检", "needs": "声明"}),
        ("现状：停业。行动：送检，需要：声明。", {"conditions": "停业。", "actions": "送检", "needs": "声明。"}),
        ("Conditions: a\nActions: b", {"conditions": "a", "actions": "b"}),
        ("目前 需要：声明", {"conditions": "目前 需要：声明"}),
    ],
)
def test_an_update_that_begins_with_a_label_is_laid_out(text: str, parts: dict[str, str]) -> None:
    assert parts_of(text) == parts


async def test_an_update_restarts_the_clock_and_fills_the_next_form(asking: Asking) -> None:
    asking.now += minutes(10)
    assert await asking.line("update three shops closed") == Done()  # the channel shows it
    assert (await asking.incident()).rhythm.next_due == asking.now + minutes(120)
    form = form_of(await asking.click("update.form", incident=1))
    assert shown_values(form) == {
        "conditions": "three shops closed",
        "actions": None,
        "needs": None,
        "executives": None,
    }
    assert "The last was update 1" in str(form.blocks[0])
    assert f"<@{BO}>" in str(form.blocks[0])
    await asking.send(form, actions="samples")
    assert (await asking.incident()).updates[-1].actions == "samples"


async def test_asked_from_elsewhere_the_answer_says_that_it_was_done(asking: Asking) -> None:
    assert "#1" in words_of(await asking.line("#1 update closed", channel=ELSEWHERE))


async def test_deciding_with_reason_and_a_time_to_look_again(asking: Asking) -> None:
    await asking.line("decide Recall the batch because mould was found, revisit in 2h")
    await asking.line("决策 全部下架 因为 检出霉菌 复议 18:30", by=ANNA)
    first, second = (await asking.incident()).decisions
    assert (first.text, first.why, first.revisit_at) == (
        "Recall the batch",
        "mould was found",
        START + timedelta(hours=2),
    )
    assert (second.text, second.why, second.revisit_at) == ("全部下架", "检出霉菌", START.replace(hour=18, minute=30))


async def test_what_is_no_time_stays_in_the_decision(asking: Asking) -> None:
    await asking.line("decide We close, revisit the shops")
    assert (await asking.incident()).decisions[0].text == "We close, revisit the shops"


async def test_a_tasks_form_says_what_holds_when_a_person_and_a_role_are_given(asking: Asking) -> None:
    form = form_of(await asking.click("task.form", incident=1))
    (role,) = (block for block in form.blocks if block["block_id"] == "role")
    assert "A person goes first" in role["hint"]["text"]
    await asking.send(form, text="Draft the answer", owner=ZOE, role="writer")
    (task,) = await asking.events(e.TaskAdded)
    assert (task.owner, task.role) == (ZOE, "")


async def test_the_decision_form_takes_everything(asking: Asking) -> None:
    await asking.line("decide Wait")
    form = form_of(await asking.click("decision.form", incident=1))
    revisit = int((START + minutes(90)).timestamp())
    await asking.send(
        form,
        text="Recall",
        why="mould",
        options="wait\n\nrecall one batch\n",
        approved_by=ANNA,
        evidence="laboratory",
        revisit=str(revisit),
        replaces="1",
    )
    first, second = (await asking.incident()).decisions
    assert first.replaced_by == 2
    assert (second.options, second.approved_by, second.evidence) == (("wait", "recall one batch"), ANNA, "laboratory")
    shown = words_of(await asking.line("decision 2"))
    for words in ("Recall", "mould", "recall one batch", f"<@{ANNA}>", "laboratory"):
        assert words in shown
    assert await refused(asking.line("decision 9")) is refusals.NO_SUCH_DECISION
    assert "Recall" in words_of(await asking.click("decision.list", incident=1))


async def test_a_note_names_people_without_calling_them(asking: Asking) -> None:
    await asking.line(f"记录 <@{BO}|bo.berg> 到场 &lt;!channel&gt;", by=ANNA)
    (note,) = await asking.events(e.NoteAdded)
    assert note.text == "@bo.berg 到场 <!channel>"


async def test_a_message_keeps_its_own_time_and_author(asking: Asking) -> None:
    message = source_message("first crew is here", author=ANNA)
    asking.now = message.said_at + minutes(5)
    answer = await asking.react("pushpin", message, by=BO)
    (note,) = await asking.events(e.NoteAdded)
    assert (note.text, note.said_at, note.said_by) == ("first crew is here", message.said_at, ANNA)
    assert "timeline" in words_of(answer)
    assert await refused(asking.shortcut("note_message", message)) is refusals.ALREADY_NOTED


async def test_edits_and_deletions_of_a_noted_message_are_followed(asking: Asking) -> None:
    message, other = source_message("first crew"), source_message("lunch?", ts="1777622101.000300")
    await asking.shortcut("note_message", message)
    await asking.edit(message.ref, source_message("second crew"))
    await asking.edit(other.ref, source_message("dinner?", ts=other.ts))
    await asking.edit(message.ref, None)
    followed = await asking.events(e.MessageFollowed)
    assert [(event.text, event.deleted) for event in followed] == [("second crew", False), ("", True)]


async def test_a_message_from_elsewhere_asks_for_the_incident(asking: Asking) -> None:
    message = source_message("shop is closed", channel=ELSEWHERE)
    form = form_of(await asking.shortcut("note_message", message))
    await asking.send(form, incident="1")
    (note,) = await asking.events(e.NoteAdded)
    assert (note.message, note.said_by) == (message.ref, ANNA)
    form = form_of(
        await asking.shortcut("decide_message", source_message("recall", channel=ELSEWHERE, ts="1777622102.1"))
    )
    await asking.send(form, why="mould")
    assert (await asking.incident()).decisions[0].text == "recall"


async def test_the_scales_make_a_message_a_decision(asking: Asking) -> None:
    await asking.react("scales", source_message("全部下架 因为 检出霉菌"))
    (decision,) = (await asking.incident()).decisions
    assert (decision.text, decision.why, decision.by) == ("全部下架", "检出霉菌", BO)


async def test_an_emoji_elsewhere_is_only_an_emoji(asking: Asking) -> None:
    assert await asking.react("pushpin", source_message("hello", channel=ELSEWHERE)) == Done()
    assert SWITCHBOARD.reaction(Policy().emoji, "tada") is None


async def test_a_message_that_is_too_long_for_the_record_is_cut(asking: Asking) -> None:
    await asking.shortcut("note_message", source_message("长" * 5000))
    (note,) = await asking.events(e.NoteAdded)
    assert len(note.text) == 3000
    assert note.text.endswith("…")


@pytest.mark.parametrize(("line", "kind"), [("export", "md"), ("导出 网页", "html"), ("export HTML", "html")])
async def test_exporting(asking: Asking, line: str, kind: str) -> None:
    await asking.line(line)
    assert [event.format for event in await asking.events(e.ReviewExported)] == [kind]


async def test_exporting_what_does_not_exist(asking: Asking) -> None:
    assert await refused(asking.line("export pptx")) is refusals.NO_SUCH_FORMAT
    await asking.click("review.export", "html", incident=1)


# To the outside, and the clock


async def test_the_first_statement_and_the_first_answer_stop_their_clocks(asking: Asking) -> None:
    await asking.line("声明 发布 <https://example.com/s|example.com/s>", by=ANNA)
    form = form_of(await asking.line("mention answered"))
    await asking.send(form, words="https://example.com/a")
    reached = {event.target: event.words for event in await asking.events(e.TargetReached) if event.words}
    assert reached == {
        Target.FIRST_STATEMENT: "https://example.com/s",
        Target.FIRST_ANSWER: "https://example.com/a",
    }
    assert "not known" in (await refused(asking.line("statement draft something"))).en


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("remind every 30m", e.RhythmSet(minutes(30), START + minutes(30))),
        ("提醒 每 30分钟", e.RhythmSet(minutes(30), START + minutes(30))),
        ("提醒 每半小时", e.RhythmSet(minutes(30), START + minutes(30))),
        ("remind snooze 10m", e.ReminderSnoozed(START + minutes(120 + 10))),
        ("提醒 推迟10分钟", e.ReminderSnoozed(START + minutes(120 + 10))),
        ("remind snooze", e.ReminderSnoozed(START + minutes(120 + 10))),
        ("remind off because the lead reports by phone", e.RemindersStopped("the lead reports by phone")),
        ("提醒 关闭 理由：电话通报", e.RemindersStopped("电话通报")),
    ],
)
async def test_reminders(asking: Asking, line: str, command: e.Event) -> None:
    await asking.line(line)
    assert await asking.events(type(command)) == [command]


async def test_the_reminder_form(asking: Asking) -> None:
    form = form_of(await asking.line("remind off"))
    assert shown_values(form) == {"way": "off", "length": "2 h", "reason": None}
    assert list(errors_of(await asking.send(form))) == ["reason"]
    assert list(errors_of(await asking.send(form, way="every", length="soon"))) == ["length"]
    await asking.send(form, way="every")
    assert (await asking.incident()).rhythm.every == minutes(120)


async def test_the_snooze_button(asking: Asking) -> None:
    await asking.click("remind.snooze", "10", incident=1)
    assert (await asking.incident()).rhythm.next_due == START + minutes(120 + 10)
    assert "nothing a reminder can do" in (await refused(asking.line("remind dance"))).en
