"""What a drill shows: within what Slack takes, disarmed, marked, and the same in the review."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crisis.events import InjectPlayed
from crisis.incident.drill import Deed, Drill, Expectation, InjectKind, RealDeed, Told, Unusable
from crisis.language import Language
from crisis.review.score import ScoreCard, ScoreLine, Verdict
from crisis.severity import Severity
from handlers.blocks import Message
from handlers.review.html import html
from handlers.review.markdown import markdown
from handlers.views import drill, entry_post, lists
from tests.crisis.world.scripts import SCRIPT
from tests.handlers.examples import HOSTILE, POLICY, entry, running
from tests.handlers.review_example import NAMES, SHANGHAI, paper_crane
from workspace.block_kit.blocks import check_blocks, too_long_in_all

MARK = "演练 DRILL"
LONG = Told(HOSTILE * 60, HOSTILE * 60)
WANTED = Expectation(Deed.UPDATE_POSTED, timedelta(minutes=30), 2, LONG, LONG)
PLAYED = running(drill=True, playing=Drill(SCRIPT))


def _card(count: int) -> ScoreCard:
    """As long as one can be."""
    verdicts = tuple(Verdict)
    minutes = timedelta(days=3, minutes=17)
    lines = tuple(
        ScoreLine(WANTED, verdicts[place % 4], 1, minutes, minutes if place % 4 < 2 else None, minutes)
        for place in range(count)
    )
    reality = tuple(RealDeed(minutes, LONG) for _ in range(30))
    return ScoreCard("kettle", LONG, LONG, lines, 40, 100, LONG, minutes, 10, True, reality)


def _shown(message: Message) -> str:
    return str(message.blocks)


def _fits(message: Message) -> None:
    assert check_blocks(list(message.blocks)) == []
    assert not too_long_in_all(list(message.blocks))
    assert "<!channel>" not in message.text
    assert not any("<!channel>" in words for words in _marked_up(message.blocks))


def _marked_up(part: Any) -> Iterator[str]:
    """Every text that Slack reads for marks."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        part = list(part.values())
    if isinstance(part, list | tuple):
        for each in part:
            yield from _marked_up(each)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("count", [1, 7, 50])
def test_a_score_card_shows_every_line_of_fifty(count: int, language: Language) -> None:
    """Nothing is left out: the lines get shorter, the more there are."""
    message = drill.score_card(_card(count), PLAYED, language)
    _fits(message)
    assert "… +" not in _shown(message)
    assert sum(_shown(message).count(f"{mark} *") for mark in drill.MARKS.values()) == count
    assert MARK in _shown(message)


@pytest.mark.parametrize("language", Language)
def test_a_list_of_scripts_fits(language: Language) -> None:
    """More than a message holds; broken ones are named; while one goes on none can be started."""
    script = replace(SCRIPT, title=LONG, trains=LONG)
    many = [*([script] * 60), *([Unusable("broken", LONG)] * 60)]
    free, busy = (drill.drill_list(many, going_on, POLICY, language) for going_on in (None, PLAYED))
    for message in (free, busy, drill.drill_list([], None, POLICY, language)):
        _fits(message)
    assert "drill.start" in _shown(free)
    assert "drill.start" not in _shown(busy)
    assert MARK in _shown(busy)


@pytest.mark.parametrize("kind", InjectKind)
def test_every_inject_is_marked_and_disarmed(kind: InjectKind) -> None:
    """Also one that comes late, and the last one."""
    event = InjectPlayed(3, kind, LONG, LONG, "expert", "U0CHEN", left=0, late_by=timedelta(minutes=9))
    if kind is InjectKind.ALERT:
        assert SCRIPT.injects[0].alert is not None
        event = replace(event, alert=replace(SCRIPT.injects[0].alert, title=HOSTILE, text=HOSTILE * 60))
    for language in Language:
        message = entry_post.entry_post(entry(event), PLAYED, POLICY, language)
        _fits(message)
        assert MARK in _shown(message)
        assert MARK in message.text
        assert "9 min" in _shown(message) or "9 分钟" in _shown(message)


@pytest.mark.parametrize("language", Language)
def test_who_is_to_stay_silent_knows_that_it_is_a_drill(language: Language) -> None:
    event = InjectPlayed(4, InjectKind.ABSENT, text=LONG, role="expert", person="U0CHEN")
    message = drill.absent(event, PLAYED, POLICY, language)
    _fits(message)
    assert MARK in message.text


def test_a_drill_is_no_open_incident() -> None:
    real, played = running(number=7), running(number=8, drill=True, severity=Severity.SEV1)
    message = lists.incident_list([played, real], POLICY, Language.ENGLISH)
    assert "Open incidents (1)" in _shown(message)
    assert "Drills going on (1)" in _shown(message)
    assert "Drills" not in _shown(lists.incident_list([real], POLICY, Language.ENGLISH))
    assert _shown(message).index("#7") < _shown(message).index(MARK)


@pytest.mark.parametrize("language", Language)
def test_the_review_has_the_score_card(language: Language) -> None:
    """In both documents: the sum, each line, the lesson, what really happened; without one nothing of it."""
    told = replace(
        _card(3), lesson=Told("Speak first.", "先开口。"), about=Told("In 1999 a kettle melted.", "1999 年有水壶熔化。")
    )
    plain = paper_crane()
    scored = replace(plain, drill=True, score=told)
    for render in (markdown, html):
        text, without = (render(each, language, SHANGHAI, NAMES) for each in (scored, plain))
        for words in (told.lesson.say(language), told.about.say(language)):
            assert words in text.replace("\\", "")
            assert words not in without.replace("\\", "")
        assert MARK in text
        assert MARK not in without
