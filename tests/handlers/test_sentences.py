"""Every recorded event can be said, in both languages and both media, on one line."""

import re
from zoneinfo import ZoneInfo

import pytest

from crisis import events as e
from crisis.events import Event
from crisis.incident import Target
from crisis.language import Language
from crisis.words import REMOVED
from handlers.sentences import SAYINGS, mark, sentence
from handlers.wording.speaking import DocumentSpeaker, SlackSpeaker, Speaker
from tests.handlers.examples import EVENTS, HOSTILE, LEAD_PERSON, POLICY, START, entry, minutes

RECORDED = [event for event in EVENTS if event.recorded]
NAMES = {LEAD_PERSON: "Li Na"}


def kinds_of_events() -> set[type[Event]]:
    return {
        kind for kind in vars(e).values() if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
    }


def test_every_recorded_event_has_a_sentence_and_an_example() -> None:
    recorded = {kind for kind in kinds_of_events() if kind.recorded}
    assert recorded - set(SAYINGS) == set()
    assert recorded - {type(event) for event in EVENTS} == set()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("event", RECORDED, ids=lambda event: type(event).__name__)
def test_a_sentence_is_one_line_and_disarmed(event: Event, language: Language) -> None:
    said = sentence(entry(event), SlackSpeaker(language, POLICY))
    assert said
    assert "\n" not in said
    assert "{" not in re.sub(r"<!date[^>]*>", "", said)
    assert not re.search(r"<(?!@U0|!date\^)", said)
    assert mark(event)


@pytest.mark.parametrize("event", RECORDED, ids=lambda event: type(event).__name__)
def test_the_two_languages_say_different_things(event: Event) -> None:
    english, chinese = (sentence(entry(event), SlackSpeaker(language, POLICY)) for language in Language)
    assert english != chinese
    assert re.search("[\u4e00-\u9fff]", chinese)
    assert not re.search("[\u4e00-\u9fff]", english.replace(_title_of(event), ""))


def _speak(speaker: Speaker, event: Event, by: str | None = LEAD_PERSON) -> str:
    return sentence(entry(event, by), speaker)


def test_a_document_has_names_and_its_own_zone_and_escapes_in_its_own_way() -> None:
    speaker = DocumentSpeaker(Language.ENGLISH, POLICY, NAMES, ZoneInfo("Asia/Shanghai"), lambda text: f"[{text}]")
    assert _speak(speaker, e.TargetMissed(Target.ACKNOWLEDGED, START)) == "Nobody acknowledged by 1 May 2026, 11:15:00"
    assert _speak(speaker, e.NoteAdded(HOSTILE)) == f"[Li Na] noted: [{HOSTILE}]"
    assert _speak(speaker, e.NoteAdded(REMOVED), None) == "Fenghuo noted: (words removed)"
    assert _speak(speaker, e.RoomJoined("U9")) == "[U9] joined the channel"


@pytest.mark.parametrize(
    ("event", "english", "chinese"),
    [
        (
            e.RoleTaken("lead", LEAD_PERSON, before="U2"),
            "<@U0LEAD> took over as lead from <@U2>",
            "<@U0LEAD> 从 <@U2> 手中接任总指挥",
        ),
        (
            e.DecisionLogged(2, "stop\nselling", "be safe", replaces=1),
            "Decision 2 by <@U0LEAD>: stop selling (why: be safe; replaces decision 1)",
            "决策 2（<@U0LEAD>）：stop selling（理由：be safe；取代决策 1）",
        ),
        (
            e.DecisionLogged(2, "Stop.", "Be safe.", evidence="样品检出霉菌。", replaces=1),
            "Decision 2 by <@U0LEAD>: Stop. (why: Be safe; evidence: 样品检出霉菌; replaces decision 1)",
            "决策 2（<@U0LEAD>）：Stop.（理由：Be safe；依据：样品检出霉菌；取代决策 1）",
        ),
        (
            e.TargetReached(Target.ACKNOWLEDGED, late_by=minutes(3)),
            "<@U0LEAD> acknowledged (3 min late)",
            "<@U0LEAD> 确认接手（超时 3 分钟）",
        ),
    ],
)
def test_wording(event: Event, english: str, chinese: str) -> None:
    assert _speak(SlackSpeaker(Language.ENGLISH, POLICY), event) == english
    assert _speak(SlackSpeaker(Language.CHINESE, POLICY), event) == chinese


def test_a_late_target_has_another_sign() -> None:
    assert mark(e.TargetReached(Target.ACKNOWLEDGED)) != mark(e.TargetReached(Target.ACKNOWLEDGED, late_by=minutes(1)))


def test_a_reminder_in_time_does_not_speak_of_lateness() -> None:
    said = _speak(SlackSpeaker(Language.ENGLISH, POLICY), e.UpdateReminded(START, START))
    assert said.endswith("reminder sent")


def _title_of(event: Event) -> str:
    return event.title if isinstance(event, e.IncidentOpened) else "\0"
