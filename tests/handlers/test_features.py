"""What people can do, asked of a real desk on a store in memory: by words, buttons, forms, shortcuts and emoji."""

import re
from datetime import timedelta

import pytest

from crisis import commands as c
from crisis import events as e
from crisis import refusals
from crisis.commands import ReceiveAlert
from crisis.incident import Target
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.refusals import Refused
from crisis.severity import Severity
from crisis.stages import Stage
from handlers.answer import Done
from handlers.blocks import MOST_CHARACTERS, text_size
from handlers.features import FEATURES, SWITCHBOARD
from handlers.features.helping import help_message
from handlers.features.update import parts_of
from tests.crisis.world import an_alert
from tests.handlers.asking import (
    ANNA,
    BO,
    ELSEWHERE,
    START,
    ZOE,
    Asking,
    errors_of,
    form_of,
    message_of,
    minutes,
    shown_values,
    source_message,
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


@pytest.fixture
async def asking() -> Asking:
    """One incident, number 1, SEV3 triage, with its channel."""
    asked = Asking()
    await asked.with_room()
    return asked


async def refused(answer: object) -> Text:
    with pytest.raises(Refused) as raised:
        await answer  # type: ignore[misc]
    return raised.value.text


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
    shown = help_message(FEATURES, language, "/krise", here=True)
    text = str(shown.blocks)
    for feature in FEATURES:
        assert f"`{feature.word.say(language)}" in text
        assert f"/krise {feature.example.say(language)}".replace("<", "&lt;") in text
    assert text_size(shown.blocks) <= MOST_CHARACTERS
    assert "…" not in [block.get("text", {}).get("text", "")[-1:] for block in shown.blocks]


async def test_help_for_one_word(asking: Asking) -> None:
    shown = words_of(await asking.line("帮助 决策"))
    assert "decide" in shown
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


# Opening


async def test_opening_on_the_line(asking: Asking) -> None:
    answer = await asking.line("开启 1 盒饭发霉 &lt;浦东&gt;", by=ANNA, channel=ELSEWHERE)
    opened = await asking.incident(2)
    assert (opened.title, opened.severity, opened.opened_by) == ("盒饭发霉 <浦东>", Severity.SEV1, ANNA)
    assert "事件 #2 已开启" in words_of(answer)
    assert "盒饭发霉 &lt;浦东&gt;" in words_of(answer)  # escaped once, on its way out


async def test_opening_by_the_form(asking: Asking) -> None:
    form = form_of(await asking.line("open sev2", channel=ELSEWHERE))
    assert shown_values(form)["severity"] == "2"
    started = int((START - minutes(30)).timestamp())
    values = {"title": "Outage", "kind": "outage", "started": str(started), "text": "since noon"}
    for _ in range(5):
        await asking.send(form, once="view:V1", **values)
    opened = await asking.incident(2)
    assert (opened.kind, opened.severity, opened.started_at) == ("outage", Severity.SEV2, START - minutes(30))
    assert len(await asking.desk.read(lambda view: view.open_incidents())) == 2


async def test_opening_from_a_message_keeps_where_it_was_said(asking: Asking) -> None:
    message = source_message("<@U0BO> this looks bad\nsecond line", channel=ELSEWHERE)
    form = form_of(await asking.shortcut("open_from_message", message))
    assert shown_values(form)["title"] == "@bo.berg this looks bad"
    await asking.send(form)
    assert (await asking.incident(2)).reported_in == message.ref


async def test_a_held_alert_is_opened_by_its_button(asking: Asking) -> None:
    held = (await asking.desk.handle(ReceiveAlert(an_alert("Slow", severity_hint=Severity.SEV4)))).alert
    assert held is not None
    await asking.click("open.held", str(held.id), channel=ELSEWHERE)
    assert (await asking.incident(2)).title == "Slow"
    assert await refused(asking.click("open.held", str(held.id))) is refusals.ALERT_OPENED_ALREADY
    assert await refused(asking.click("open.held", "x")) is refusals.NO_SUCH_ALERT


# Changing


async def test_the_severity_with_its_reason_in_both_languages(asking: Asking) -> None:
    await asking.line("sev SEV1 because a child is in hospital")
    await asking.line("级别 ２ 理由：已出院", by=ANNA)
    changes = await asking.events(e.SeverityChanged)
    assert [(change.new, change.reason) for change in changes] == [
        (Severity.SEV1, "a child is in hospital"),
        (Severity.SEV2, "已出院"),
    ]


async def test_the_severity_form_shows_the_present_one(asking: Asking) -> None:
    form = form_of(await asking.click("severity.form", incident=1))
    assert shown_values(form)["severity"] == "3"
    assert form.title.startswith("#1 ")
    await asking.send(form, severity="2", reason="more posts")
    assert (await asking.incident()).severity is Severity.SEV2


async def test_stages_forward_back_and_to_the_end(asking: Asking) -> None:
    await asking.line("阶段 处置", by=ANNA)
    assert await refused(asking.line("stage triage")) is refusals.REASON_WANTED
    await asking.line("stage triage because it started again")
    await asking.line("resolve")
    await asking.line("close because all is well")
    assert (await asking.incident()).stage is Stage.CLOSED
    assert (await asking.events(e.StageChanged))[-1].reason == "all is well"
    await asking.click("stage.reopen", incident=1)
    assert (await asking.incident()).stage is Stage.RESPONDING
    assert "not over" in (await refused(asking.line("reopen"))).en
    await asking.line("误报 理由：是测试", by=ANNA)
    assert (await asking.incident()).stage is Stage.DISMISSED


async def test_a_wrong_stage_is_answered_with_the_right_ones(asking: Asking) -> None:
    assert "There is no stage" in (await refused(asking.line("stage sideways"))).en
    assert "There is no stage" in (await refused(asking.line("stage merged"))).en


async def test_the_stage_form_offers_what_can_be_reached(asking: Asking) -> None:
    form = form_of(await asking.line("stage"))
    options = [option["value"] for option in form.blocks[0]["element"]["options"]]
    assert options == ["responding", "contained", "resolved", "closed", "dismissed"]
    await asking.send(form, stage="contained")
    assert (await asking.incident()).stage is Stage.CONTAINED


@pytest.mark.parametrize(("button", "stage"), [("close.form", Stage.CLOSED), ("dismiss.form", Stage.DISMISSED)])
async def test_ending_by_a_button_asks_for_words_first(asking: Asking, button: str, stage: Stage) -> None:
    form = form_of(await asking.click(button, incident=1))
    assert (await asking.incident()).stage is Stage.TRIAGE
    await asking.send(form, reason="it was a test")
    assert (await asking.incident()).stage is stage


async def test_renaming(asking: Asking) -> None:
    await asking.line("rename Mould, three shops")
    form = form_of(await asking.line("rename"))
    assert shown_values(form)["title"] == "Mould, three shops"
    await asking.send(form, title="Mould, four shops")
    assert (await asking.incident()).title == "Mould, four shops"


# People and roles


@pytest.mark.parametrize(
    "line",
    [
        f"role offer legal <@{ANNA}|anna>",
        f"角色 邀请 法务 <@{ANNA}>",
        f"role <@{ANNA}> legal",
        "role offer legal @安娜",
    ],
)
async def test_offering_a_role(asking: Asking, line: str) -> None:
    answer = await asking.line(line)
    (offer,) = (await asking.incident()).open_offers("legal")
    assert offer.person == ANNA
    assert f"<@{ANNA}>" in words_of(answer)


async def test_taking_handing_and_answering(asking: Asking) -> None:
    await asking.line("role take lead")
    assert (await asking.incident()).holder("lead") == BO
    assert await refused(asking.line(f"role hand lead <@{ZOE}>")) is refusals.NOT_IN_TEAM
    await asking.line(f"移交 总指挥 给 <@{ANNA}>".replace("移交", "角色 移交", 1))
    (offer,) = (await asking.incident()).open_offers("lead")
    assert (offer.person, offer.hands_over) == (ANNA, True)
    assert await refused(asking.click("offer.accept", str(offer.id), incident=1)) is refusals.NOT_YOUR_OFFER
    await asking.click("offer.accept", str(offer.id), by=ANNA, channel="D0ANNA", incident=1)
    assert (await asking.incident()).holder("lead") == ANNA
    await asking.click("role.take", "lead", incident=1)
    assert (await asking.incident()).holder("lead") == BO


async def test_declining(asking: Asking) -> None:
    (offer,) = (await asking.incident()).open_offers("lead")
    assert await asking.click("offer.decline", str(offer.id), by=offer.person, incident=1) == Done()
    assert (await asking.incident()).offer(offer.id) not in (await asking.incident()).open_offers("lead")


async def test_the_role_form(asking: Asking) -> None:
    form = form_of(await asking.line("role offer legal"))
    assert shown_values(form) == {"way": "offer", "role": "legal", "person": None}
    assert list(errors_of(await asking.send(form))) == ["person"]
    await asking.send(form, person=ANNA)
    await asking.send(form, way="take", role="writer")
    found = await asking.incident()
    assert (found.open_offers("legal")[0].person, found.holder("writer")) == (ANNA, BO)


async def test_a_wrong_role_is_answered_with_the_roles(asking: Asking) -> None:
    assert await refused(asking.line("role take king")) is refusals.NO_SUCH_ROLE


async def test_acknowledging_once_and_joining(asking: Asking) -> None:
    await asking.click("board.acknowledge", incident=1)
    assert (await asking.incident()).reached_at(Target.ACKNOWLEDGED) == START
    assert await refused(asking.line("确认")) is refusals.ALREADY_ACKNOWLEDGED
    assert "#1" in words_of(await asking.click("card.join", by=ZOE, channel=ELSEWHERE, incident=1))
    assert [event.person for event in await asking.events(e.RoomJoined)] == [ZOE]


# Updates, decisions, record


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("three shops closed", {"conditions": "three shops closed"}),
        ("现状：停业 行动：送检；需要：声明", {"conditions": "停业", "actions": "送检", "needs": "声明"}),
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
