"""Whatever an incident holds, no view makes a message that Slack refuses or that lets text from outside act."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisis import events as e
from crisis.alert import Alert, Mention
from crisis.desk.holding import LISTED, StormNow
from crisis.digest import Digest, DigestChoice, DigestTold
from crisis.events import Event
from crisis.incident import (
    Decision,
    Holding,
    Incident,
    MessageRef,
    Offer,
    OfferState,
    Problem,
    Rhythm,
    Target,
    Update,
)
from crisis.incident.mentions import Mentions
from crisis.incident.past_one import PastOne
from crisis.incident.tasks import FollowUp, Task, Work
from crisis.language import Language
from crisis.mention import KeptMention, MentionState
from crisis.overview.digest_now import Change, DigestNow
from crisis.policy import DEFAULT_ROLES, StormRules
from crisis.policy.people import Candidate, Person, Roster
from crisis.policy.reach import Audience
from crisis.ports import Storm, StormTally
from crisis.severity import Severity
from crisis.stages import Stage
from crisis.words import REMOVED
from handlers.blocks import MOST_CHARACTERS, Message, text_size
from handlers.views import (
    board,
    briefing,
    card,
    channel,
    digest,
    entry_post,
    held,
    lists,
    offers,
    reader,
    similar,
    storm,
    update_broadcast,
)
from handlers.views.home import Mine, home, view_of
from tests.handlers.examples import EVENTS, HEAD, POLICY, START, entry, stored
from workspace.block_kit.blocks import check_blocks, check_view, too_long_in_all

AS_MUCH_AS_IT_TAKES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

SEEDS = (
    "a",
    "&",
    "<",
    ">",
    "热搜",
    "<!channel> ",
    "&lt;",
    "*b* ",
    "`",
    "https://a.example/?x=1&y=2 ",
    "\n",
    " ",
    "🔥",
    "<@U1>",
)
LENGTHS = (0, 1, 7, 150, 600, 3000)


def _long(seed: str, length: int) -> str:
    return (seed * (length // len(seed) + 1))[:length]


words = st.one_of(
    st.builds(_long, st.sampled_from(SEEDS), st.sampled_from(LENGTHS)), st.text(max_size=40), st.just(REMOVED)
)
times = st.integers(0, 100_000).map(lambda seconds: START + timedelta(seconds=seconds))
maybe_time = st.none() | times
people = st.integers(0, 60).map(lambda number: f"U{number:05}")
role_keys = st.sampled_from([role.key for role in DEFAULT_ROLES]) | st.integers(0, 50).map(lambda n: f"own<{n}>&{{}}")
sizes = st.sampled_from([0, 1, 3, 60])


def many(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """None, a few, or sixty of the same kind (sixty copies of a few: it is the number that counts)."""
    return st.tuples(st.lists(of, min_size=1, max_size=3), sizes).map(
        lambda drawn: tuple((drawn[0] * (drawn[1] // len(drawn[0]) + 1))[: drawn[1]])
    )


mentions = st.builds(
    Mention, words, words, words, st.integers(0, 10**9), words, posted_at=maybe_time, likes=st.integers(0, 9)
)
alerts = st.builds(
    Alert,
    source=words,
    title=words,
    received_at=times,
    text=words,
    severity_hint=st.none() | st.sampled_from(Severity),
    started_at=maybe_time,
    labels=many(st.tuples(words, words)),
    url=words,
    mentions=many(mentions),
)
decisions = st.builds(
    Decision,
    st.integers(1, 50),
    words,
    st.none() | people,
    times,
    words,
    many(words),
    st.none() | people,
    words,
    maybe_time,
    replaces=st.none() | st.integers(1, 50),
    replaced_by=st.none() | st.integers(1, 50),
)
offered = st.builds(
    Offer,
    st.integers(1, 50),
    role_keys,
    people,
    st.none() | people,
    times,
    times,
    st.sampled_from(OfferState),
    maybe_time,
    hands_over=st.booleans(),
)
tasks = st.builds(Task, st.integers(1, 60), words, times, st.none() | people, st.none() | people, role_keys, maybe_time)
follow_ups = st.builds(FollowUp, st.integers(1, 60), words, times, st.none() | people, times, times)
incidents = st.builds(
    Incident,
    number=st.integers(1, 10**6),
    key=st.just("k7qm"),
    title=words,
    severity=st.sampled_from(Severity),
    opened_at=times,
    rhythm=st.builds(
        Rhythm, st.integers(1, 9999).map(lambda m: timedelta(minutes=m)), maybe_time, maybe_time, off_reason=words
    ),
    stage=st.sampled_from(Stage),
    kind=st.sampled_from(["product", "own <kind> & {}"]),
    opened_by=st.none() | people,
    started_at=maybe_time,
    alert=st.none() | alerts,
    reported_in=st.none() | st.just(MessageRef("C9", "1.2")),
    flares_up=st.none() | st.integers(1, 99),
    drill=st.booleans(),
    private=st.booleans(),
    duplicates=st.integers(0, 99),
    channel=st.none() | st.just("C0ROOM"),
    problems=many(st.builds(Problem, words, words, times)),
    offers=many(offered),
    holdings=many(st.builds(Holding, role_keys, people, times, maybe_time)),
    unfilled=many(role_keys),
    decisions=many(decisions),
    similar=many(st.builds(PastOne, st.integers(1, 50), words, st.integers(0, 9))),
    updates=many(st.builds(Update, st.integers(1, 50), st.none() | people, times, words, words, words)),
    reached=many(st.tuples(st.sampled_from(Target), times)),
    watched=many(st.sampled_from(Target)),
    closed_at=maybe_time,
    work=st.builds(Work, many(tasks), many(follow_ups)),
)
rosters = many(people.map(lambda id_: Candidate(Person(id_, "<Name> & Co")))).map(Roster)
languages = st.sampled_from(Language)
happened = st.one_of(
    st.sampled_from(EVENTS).filter(lambda event: event.recorded),
    st.builds(e.UpdatePosted, st.integers(1, 99), words, maybe_time, words, words, executives=words),
    st.builds(e.DecisionLogged, st.integers(1, 99), words, words, many(words), st.none() | people, words, maybe_time),
    st.builds(e.NoteAdded, words, maybe_time, st.none() | people),
    st.builds(e.Renamed, words, words),
    st.builds(e.ProblemMet, words, words),
    st.builds(e.RemindersStopped, words),
    st.builds(e.RoleUnfilled, role_keys),
    st.builds(e.AlertEnded, words),
)


@AS_MUCH_AS_IT_TAKES
@given(incidents, rosters, languages, st.integers(0, 10**6))
def test_board_and_lists(incident: Incident, roster: Roster, language: Language, seq: int) -> None:
    said = board.board(incident, POLICY, roster, language, seq)
    _sound(said)
    _whole(said, incident)
    _sound(lists.decision_list(incident, POLICY, language))
    _sound(similar.similar_to(incident, [incident] * 5, POLICY, language))
    _sound(similar.similar_words(incident.title, [incident], POLICY, language))
    _sound(lists.role_list(incident, POLICY, roster, language))


@AS_MUCH_AS_IT_TAKES
@given(incidents, languages)
def test_card_briefing_and_offers(incident: Incident, language: Language) -> None:
    _sound(card.card(incident, POLICY, language))
    _sound(briefing.briefing(incident, POLICY, language))
    _sound(offers.unfilled("lead", incident, POLICY, language))
    for offer in incident.offers[:3]:
        _sound(offers.offer(offer, incident, POLICY, language))
        _sound(offers.settled(offer, incident, POLICY, language))


@AS_MUCH_AS_IT_TAKES
@given(alerts, incidents, languages)
def test_held_alerts_and_lists_of_incidents(alert: Alert, incident: Incident, language: Language) -> None:
    _sound(held.held(stored(alert), POLICY, language))
    _sound(held.dismissed(stored(alert), "U0LIN", language))
    _sound(held.settled(stored(alert, incident.number), incident, POLICY, language))
    _sound(lists.incident_list([incident] * 50, POLICY, language))


@AS_MUCH_AS_IT_TAKES
@given(st.lists(alerts, min_size=1, max_size=LISTED), st.integers(0, 2_000), languages, st.none() | people)
def test_alerts_that_wait_together(several: list[Alert], more: int, language: Language, by: str | None) -> None:
    waiting = tuple(stored(alert) for alert in several)
    tally = StormTally(len(waiting) + more, more, more, more, frozenset({Severity.SEV2}), 2**31 - 1)
    now = StormNow(Storm(2**31 - 1, START, START, by), tally, waiting, tuple(range(10**6, 10**6 + LISTED)), more)
    for policy in (POLICY, replace(POLICY, storm=StormRules(5))):
        _sound(storm.storm(now, policy, language))
    _sound(storm.storm(replace(now, waiting=(), tally=replace(tally, waiting=0)), POLICY, language))


@AS_MUCH_AS_IT_TAKES
@given(happened, incidents, languages, st.none() | people)
def test_posts_about_entries(event: Event, incident: Incident, language: Language, by: str | None) -> None:
    written = entry(event, by)
    _sound(entry_post.entry_post(written, incident, POLICY, language, HEAD))
    _sound(lists.timeline([written] * 50, incident, POLICY, language))
    if isinstance(event, e.UpdatePosted):
        _sound(update_broadcast.update_broadcast(written, incident, POLICY, language))
        for audience in Audience:
            _sound(reader.told_update(written, incident, POLICY, language, audience))
    if isinstance(event, e.StageChanged):
        _sound(reader.told_end(written, incident, POLICY, language))


@AS_MUCH_AS_IT_TAKES
@given(incidents, rosters, languages)
def test_digest_and_home_tab(incident: Incident, roster: Roster, language: Language) -> None:
    chosen = Digest("U0LIN", DigestChoice((time(9), time(18)), "Asia/Shanghai"), True, START)
    changed = Change(True, Severity.SEV4, Stage.TRIAGE, 12, 1)
    now = DigestNow(((incident, changed),) * 50, (incident,) * 50, START, DigestTold(START))
    _sound(digest.digest_message(now, chosen, POLICY, language, START))
    tab = home(Mine("U0LIN", (incident,) * 50, (), chosen, roster, START), POLICY, language)
    assert check_view(view_of(tab)) == []
    assert len(tab.blocks) <= 100


@AS_MUCH_AS_IT_TAKES
@given(incidents, alerts, languages)
def test_the_home_tab_of_somebody_with_many_mentions(incident: Incident, alert: Alert, language: Language) -> None:
    """In more incidents than are shown, and of each more than are shown."""
    numbers = range(1, 9)
    claimed = tuple(
        KeptMention(
            2**31 - place, str(place), post, START, START, "x", 1, number,
            state=MentionState.CLAIMED, claimed_by="U0LIN", solved_in_private_at=START,
        )
        for number in numbers
        for place, post in enumerate(alert.mentions[:1] * 10)
    )  # fmt: skip
    tally = Mentions(waiting=10**6, claimed=len(claimed), reminded_at=START + timedelta(hours=1))
    cared = replace(incident, stage=Stage.TRIAGE, mentions=tally, holdings=(Holding("care", "U0LIN", START),))
    theirs = tuple(replace(cared, number=number) for number in numbers)
    tab = home(Mine("U0LIN", theirs, (), None, Roster(), START, claimed), POLICY, language)
    assert check_view(view_of(tab)) == []
    assert len(tab.blocks) <= 100
    for block in tab.blocks:
        if "text" in block and block["text"]["type"] == "mrkdwn":
            _disarmed(block["text"]["text"])


@AS_MUCH_AS_IT_TAKES
@given(incidents, languages)
def test_topic(incident: Incident, language: Language) -> None:
    said = channel.topic(incident, POLICY, language)
    assert 0 < len(said) <= 250
    _disarmed(said)


def _whole(said: Message, incident: Incident) -> None:
    """However much there is: a phone shows the first lines and the one green button, and no section fell away."""
    kinds = [block["type"] for block in said.blocks]
    assert kinds[:2] == ["header", "section"]
    green = _parts(list(said.blocks), lambda part: part.get("style") == "primary")
    assert len(green) == (1 if incident.is_open else 0)
    assert len(said.blocks) <= 20
    assert not _parts(list(said.blocks), lambda part: "… +" in str(part.get("text", "")))
    assert text_size(said.blocks) < MOST_CHARACTERS * 3 / 4, "there is room for what is still to come on the board"


# What our own text may hold: entities, people, channels, dates, links to what they show or under one of our own labels.
_OURS = re.compile(
    r"&(amp|lt|gt);|<@U\d{5}>|<@U0[A-Z]+>|<#C\w+>|<https?://[^<>|\s]+(\|[^<>|]+)?>"
    r"|<!date\^\d+\^(\{date_short_pretty\} \{time\}|\{time\} \{date_short_pretty\})\|[-\d: ]+UTC>"
)


def _disarmed(mrkdwn: str) -> None:
    assert not re.search("[&<>]", _OURS.sub("", mrkdwn)), mrkdwn


def _sound(said: Message) -> None:
    blocks = list(said.blocks)
    assert check_blocks(blocks) == []
    assert not too_long_in_all(blocks)
    assert 0 < len(said.text) <= 4000
    _disarmed(said.text)
    for text in _parts(blocks, lambda part: part.get("type") == "mrkdwn"):
        _disarmed(text["text"])
    buttons = _parts(blocks, lambda part: part.get("type") == "button")
    ids = [button["action_id"] for button in buttons]
    assert len(ids) == len(set(ids))
    assert all(len(button["text"]["text"]) <= 75 for button in buttons)


def _parts(part: Any, wanted: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    if isinstance(part, list):
        return [found for each in part for found in _parts(each, wanted)]
    if not isinstance(part, dict):
        return []
    below = [found for each in part.values() for found in _parts(each, wanted)]
    return [part, *below] if wanted(part) else below
