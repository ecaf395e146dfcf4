"""Opening, changing and manning an incident, asked of a real desk on a store in memory: by words, buttons and forms."""

import pytest

from crisis import events as e
from crisis import refusals
from crisis.commands import ReceiveAlert
from crisis.incident import Target
from crisis.severity import Severity
from crisis.stages import Stage
from handlers.answer import Done
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
    minutes,
    refused,
    shown_values,
    source_message,
    words_of,
)

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
