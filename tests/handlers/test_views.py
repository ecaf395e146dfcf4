"""What each view tells and offers, in the situations that matter."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from crisis import events as e
from crisis.alert import Mention
from crisis.desk.holding import StormNow
from crisis.digest import Digest, DigestChoice, DigestTold
from crisis.events import Entry
from crisis.incident import Holding, Incident, Offer, OfferState, Target
from crisis.language import Language
from crisis.overview.digest_now import Change, DigestNow
from crisis.policy.people import Roster
from crisis.policy.reach import Audience
from crisis.ports import Storm, StormTally
from crisis.severity import Severity
from crisis.stages import Move, Stage
from handlers.blocks import Message
from handlers.features import FEATURES
from handlers.views import (
    briefing,
    card,
    channel,
    digest,
    entry_post,
    held,
    lists,
    offers,
    reader,
    storm,
    update_broadcast,
)
from handlers.views.alert_facts import MENTIONS_SHOWN, mention_block
from handlers.views.home import Mine, home
from tests.handlers.examples import (
    CARE_PERSON,
    EVENTS,
    HEAD,
    LEAD_PERSON,
    POLICY,
    ROSTER,
    SPOKESPERSON,
    START,
    at,
    buttons,
    entry,
    minutes,
    running,
    shown,
    stored,
    the_board,
    young,
)

EN, ZH = Language.ENGLISH, Language.CHINESE


# ---- drills and private incidents


def test_a_drill_is_marked_wherever_it_is_shown() -> None:
    drill = running(drill=True)
    written = entry(e.UpdatePosted(2, "x", None))
    messages = [
        the_board(drill),
        card.card(drill, POLICY, EN),
        briefing.briefing(drill, POLICY, EN),
        offers.offer(drill.offers[1], drill, POLICY, ZH),
        offers.settled(drill.offers[0], drill, POLICY, EN),
        offers.unfilled("legal", drill, POLICY, EN),
        update_broadcast.update_broadcast(written, drill, POLICY, EN),
        held.settled(stored(), drill, POLICY, EN),
        lists.incident_list([drill], POLICY, EN),
        lists.decision_list(drill, POLICY, EN),
        lists.role_list(drill, POLICY, ROSTER, EN),
        lists.timeline([written], drill, POLICY, EN),
        *(entry_post.entry_post(entry(event), drill, POLICY, EN) for event in (written.event, e.NoteAdded("x"))),
    ]
    assert all("演练 DRILL" in shown(said) for said in messages)
    assert all("演练 DRILL" in said.text for said in messages if said is not messages[8])
    assert "演练 DRILL" in channel.topic(drill, POLICY, EN)
    assert "演练 DRILL" not in shown(the_board(running()))


def test_a_private_incident_shows_neither_title_nor_words_outside() -> None:
    private = running(private=True)
    written = entry(e.UpdatePosted(2, "confirmed 11 cases", None))
    elsewhere = replace(stored().alert, title="other", text="", mentions=(), labels=())
    for said in (
        card.card(private, POLICY, ZH),
        update_broadcast.update_broadcast(written, private, POLICY, ZH),
        held.settled(stored(elsewhere), private, POLICY, ZH),
    ):
        everything = shown(said) + said.text
        assert "异物" not in everything
        assert "confirmed" not in everything
        assert "C0ROOM" not in everything
        assert "card.join" not in buttons(said)


# ---- the card


def test_the_card_has_the_way_in() -> None:
    said = card.card(running(), POLICY, EN)
    assert buttons(said)["card.join"]["value"] == "12"
    assert f"lead: <@{LEAD_PERSON}>" in shown(said)
    assert "确认 3 家门店" in shown(said)
    assert "<#C0ROOM>" in shown(said)


def test_a_flare_up_can_be_reopened_instead_within_the_policys_time() -> None:
    said = card.card(running(), POLICY, EN)
    assert buttons(said)["stage.reopen"]["value"] == "8"
    old = young(number=8, stage=Stage.CLOSED, closed_at=START - timedelta(hours=23))
    assert "stage.reopen" in buttons(card.card(running(), POLICY, EN, before=old))
    older = replace(old, closed_at=START - timedelta(hours=25))
    without = card.card(running(), POLICY, EN, before=older)
    assert "stage.reopen" not in buttons(without)
    assert "flare-up of #8" in shown(without)


def test_the_card_of_one_that_is_over_lets_nobody_in_and_still_says_who_led() -> None:
    over = running(
        stage=Stage.CLOSED, closed_at=START + minutes(90), holdings=(Holding("lead", LEAD_PERSON, START, START),)
    )
    said = card.card(over, POLICY, EN)
    assert buttons(said) == {}
    assert f"over since {at(90)}" in shown(said)
    assert f"<@{LEAD_PERSON}>" in shown(said)


# ---- offers


def test_an_offer_says_what_happened_what_to_do_and_until_when() -> None:
    offer = young().offers[0]
    said = offers.offer(offer, young(), POLICY, ZH)
    assert "请您担任本事件的总指挥" in shown(said)
    assert "您负责整件事" in shown(said)
    assert "1 小时内相关帖文 320 条" in shown(said)
    assert f"请在{at(2)}" in shown(said)
    assert buttons(said)["offer.accept"]["value"] == "12:1"
    assert buttons(said)["offer.accept"]["style"] == "primary"
    assert buttons(said)["offer.decline"]["value"] == "12:1"


def test_a_handover_says_who_asks_and_who_stays_in_charge() -> None:
    offer = Offer(9, "legal", CARE_PERSON, LEAD_PERSON, START, START + minutes(2), hands_over=True)
    words = shown(offers.offer(offer, running(), POLICY, EN))
    assert f"<@{LEAD_PERSON}> asks you to take over as *legal*, and stays in charge until you accept." in words
    assert "the next person is asked" not in words


@pytest.mark.parametrize(
    ("state", "incident", "says", "button"),
    [
        (OfferState.ACCEPTED, running(), "You have been the *lead* of #12 since", None),
        (OfferState.ACCEPTED, running(holdings=(Holding("lead", "U9", START),)), "It is with <@U9> now", None),
        (OfferState.DECLINED, young(), "You declined to be the *lead* of #12", "offer.accept"),
        (OfferState.EXPIRED, young(), "You can still be the *lead*", "offer.accept offer.instead"),
        (OfferState.EXPIRED, running(holdings=(Holding("lead", "U9", START),)), "<@U9> is the *lead* of #12 now", None),
        (OfferState.WITHDRAWN, running(holdings=(Holding("lead", "U9", START),)), "<@U9> is the *lead*", None),
        (OfferState.WITHDRAWN, young(stage=Stage.CLOSED), "#12 has ended (closed)", None),
        (OfferState.EXPIRED, young(stage=Stage.DISMISSED), "#12 has ended (dismissed)", None),
        (OfferState.WITHDRAWN, young(), "was withdrawn", None),
    ],
)
def test_a_settled_offer_is_one_plain_sentence(
    state: OfferState, incident: Incident, says: str, button: str | None
) -> None:
    ended = replace(young().offers[0], state=state, ended_at=START + minutes(1))
    said = offers.settled(ended, incident, POLICY, EN)
    assert says in shown(said)
    assert list(buttons(said)) == (button or "").split()


def test_the_lead_is_told_of_a_role_that_nobody_takes() -> None:
    said = offers.unfilled("legal", running(), POLICY, EN)
    assert "Nobody is left who could be asked to be the *legal*" in shown(said)
    assert buttons(said)["role.take"]["value"] == "12:legal"


# ---- posts about entries


def post(event: e.Event, incident: Incident, language: Language = EN, by: str | None = LEAD_PERSON) -> Message:
    return entry_post.entry_post(entry(event, by), incident, POLICY, language, HEAD)


def test_a_reminder_speaks_to_the_lead() -> None:
    event = e.UpdateReminded(START, START + minutes(15), timedelta(seconds=75))
    said = post(event, running(), by=None)
    assert f"⏰ <@{LEAD_PERSON}> a status update was due {at(0)}" in shown(said)
    assert "This reminder comes 1 min 15 s late." in shown(said)
    assert f"the next reminder is {at(15)}" in shown(said)
    assert buttons(said)["update.form"]["style"] == "primary"
    assert buttons(said)["remind.snooze"]["value"] == f"12:10:{int(START.timestamp())}"


def test_a_reminder_without_a_lead_says_how_to_become_one() -> None:
    said = post(e.UpdateReminded(START, START + minutes(15)), young(), ZH, by=None)
    assert "目前还没有总指挥" in shown(said)
    assert buttons(said)["role.take"]["value"] == "12:lead"
    assert buttons(said)["role.take"]["style"] == "primary"
    assert "晚了" not in shown(said)
    assert f"已邀请担任总指挥：⏳ <@{LEAD_PERSON}>" in shown(said)


def test_a_status_update_has_its_three_headings_and_the_next_time() -> None:
    event = e.UpdatePosted(3, "11 cases", START + minutes(30), "shops closed", "a lawyer", minutes(2))
    english = shown(post(event, running()))
    assert "*Conditions*\n11 cases" in english
    assert "*Actions*\nshops closed" in english
    assert "*Needs*\na lawyer" in english
    assert f"2 min late · next update due {at(30)}" in english
    assert "*现状*\n11 cases" in shown(post(event, running(), ZH))
    assert "Conditions" not in shown(post(e.UpdatePosted(3, "11 cases", None), running()))


def test_a_decision_is_laid_out_with_all_that_belongs_to_it() -> None:
    event = e.DecisionLogged(
        9, "stop selling", "be safe", ("wait", "test"), SPOKESPERSON, "lab 7", START + minutes(60), 2
    )
    words = shown(post(event, running()))
    assert "⚖️ *Decision 9* by" in words
    assert "*Why*\nbe safe" in words
    assert "• wait\n• test" in words
    assert "*Evidence*\nlab 7" in words
    assert f"approved by <@{SPOKESPERSON}> · to be looked at again {at(60)}" in words
    assert "replaces decision 2: 第 2 项" in words


def test_a_change_of_stage_shows_where_the_ledger_ends() -> None:
    event = e.StageChanged(Stage.RESPONDING, Stage.CONTAINED, Move.FORWARD)
    assert "`42:3fa4c0de12345678`" in shown(post(event, running()))
    assert "3fa4" not in shown(post(e.NoteAdded("x"), running()))
    assert "3fa4" not in shown(entry_post.entry_post(entry(event), running(), POLICY, EN, None))


def test_what_can_be_done_stands_below_what_happened() -> None:
    resolved = e.StageChanged(Stage.CONTAINED, Stage.RESOLVED, Move.FORWARD)
    assert list(buttons(post(resolved, running(stage=Stage.RESOLVED)))) == ["close.form"]
    missed = e.TargetMissed(Target.ACKNOWLEDGED, START)
    assert list(buttons(post(missed, young()))) == ["board.acknowledge"]
    assert buttons(post(missed, running())) == {}
    assert list(buttons(post(e.TargetMissed(Target.FIRST_STATEMENT, START), running()))) == ["statement.form"]
    assert buttons(post(e.RoleUnfilled("legal"), running()))["role.take"]["value"] == "12:legal"
    assert list(buttons(post(e.AlertEnded("m"), running()))) == ["stage.form"]
    assert list(buttons(post(e.AlertWorsened(Severity.SEV1), running(severity=Severity.SEV3)))) == ["severity.form"]
    assert buttons(post(e.AlertWorsened(Severity.SEV1), running())) == {}


def test_a_notification_says_which_incident_and_what() -> None:
    said = post(e.NoteAdded("look <here>"), young())
    assert said.text == f"#12 多名顾客称喝到异物 &lt;!channel&gt; &amp; co: <@{LEAD_PERSON}> noted: look &lt;here&gt;"


def test_a_broadcast_wants_an_update() -> None:
    with pytest.raises(ValueError, match="no status update"):
        update_broadcast.update_broadcast(entry(e.NoteAdded("x")), young(), POLICY, EN)


# ---- the rest


def test_the_briefing_holds_the_facts_of_the_alert_with_the_loudest_first() -> None:
    words = shown(briefing.briefing(young(), POLICY, ZH))
    assert "粉丝 125 万" in words
    assert words.index("美食君") < words.index("小王")
    assert "<https://monitor.example/alerts/77?a=1&amp;b=2|在来源系统查看>" in words
    assert "`brand=A&amp;B`" in words
    by_hand = young(alert=None, opened_by=LEAD_PERSON)
    assert f"<@{LEAD_PERSON}> opened this incident" in shown(briefing.briefing(by_hand, POLICY, EN))


def test_posts_are_named_by_their_platform_and_those_left_out_are_counted() -> None:
    posts = tuple(Mention("weibo", text=str(number), followers=number) for number in range(8))
    (block,) = mention_block(posts, Language.CHINESE, 20)
    words = block["text"]["text"]
    assert words.count("微博") == MENTIONS_SHOWN
    assert f"另有 {20 - MENTIONS_SHOWN} 项" in words


def test_a_held_alert_offers_to_open_an_incident() -> None:
    said = held.held(stored(), POLICY, EN)
    assert buttons(said)["open.held"]["value"] == "5"
    settled = held.settled(stored(incident=12), young(opened_by=LEAD_PERSON), POLICY, EN)
    assert buttons(settled) == {}
    assert f"<@{LEAD_PERSON}> opened #12 from this alert" in shown(settled)
    assert "Posts about us" in shown(said)
    assert "Posts about us" not in shown(settled)


def test_the_list_of_incidents_counts_what_it_leaves_out() -> None:
    said = lists.incident_list([young()] * 59, POLICY, EN)
    assert "…and 44 more" in shown(said)
    assert "open.form" in buttons(said)
    assert shown(lists.incident_list([], POLICY, ZH)).startswith("当前没有进行中的事件。")


def test_the_timeline_keeps_the_newest_and_counts_the_earlier() -> None:
    entries: list[Entry] = [entry(e.NoteAdded("x" * 300 + f" n{seq}."), seq=seq) for seq in range(5, 105)]
    words = shown(lists.timeline(entries, young(), POLICY, EN))
    lines = [line for line in words.splitlines() if "noted" in line]
    assert "n104." in lines[-1]
    assert f"…and {104 - len(lines)} earlier" in words


def test_the_list_of_roles_says_who_could_take_each() -> None:
    said = lists.role_list(running(), POLICY, ROSTER, EN)
    assert "can take it: Tom Baker, 王芳 &lt;客服&gt;" in shown(said)
    assert buttons(said)["role.take"]["value"] == "12:lead"
    assert "nobody in the crisis team can take it" in shown(lists.role_list(running(), POLICY, Roster(), EN))


def test_replaced_decisions_are_struck_out() -> None:
    words = shown(lists.decision_list(running(), POLICY, EN))
    assert "~*1* 第 1 项：全部门店下架该批次~ replaced by decision 3" in words


def test_the_topic_says_which_incident_it_is() -> None:
    assert channel.topic(running(), POLICY, ZH) == (
        f"🔴 SEV1 红 | 处置 | 总指挥：<@{LEAD_PERSON}> | 多名顾客称喝到异物 &lt;!channel&gt; &amp; co"
    )


def test_every_button_that_is_shown_has_a_feature_that_answers() -> None:
    incidents = [running(stage=stage) for stage in Stage] + [young(), young(opened_by="U1", alert=None)]
    messages = [
        *(the_board(incident) for incident in incidents),
        *(card.card(incident, POLICY, EN) for incident in incidents),
        *(post(event, incident) for event in EVENTS if event.recorded for incident in incidents),
        offers.offer(young().offers[0], young(), POLICY, EN),
        offers.settled(replace(young().offers[0], state=OfferState.EXPIRED), young(), POLICY, EN),
        offers.unfilled("legal", running(), POLICY, EN),
        held.held(stored(), POLICY, EN),
        storm.storm(StormNow(Storm(1, START, START), StormTally(2, newest=5), (stored(), stored()), (), 1), POLICY, EN),
        lists.incident_list([young()], POLICY, EN),
        lists.decision_list(running(), POLICY, EN),
        lists.role_list(running(), POLICY, ROSTER, EN),
        *(
            reader.told_update(entry(e.UpdatePosted(1, "x", None)), running(), POLICY, EN, audience)
            for audience in Audience
        ),
        home(Mine(LEAD_PERSON, (running(), young()), (), None, ROSTER, START), POLICY, EN),
        digest.digest_message(
            DigestNow(((running(), Change()),), (), None, DigestTold(START)),
            Digest(LEAD_PERSON, DigestChoice((time(9),), "UTC"), True, START),
            POLICY,
            EN,
        ),
    ]
    used = {action.split("~")[0] for said in messages for action in buttons(said)}
    answered = {action for feature in FEATURES for action in feature.buttons}
    assert used - answered == set()
