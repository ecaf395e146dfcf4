"""Values come back as they went in, words leave an event and return, and old encodings keep being read."""

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any, get_args, get_type_hints

import pytest

from crisis import effects, events
from crisis.alert import Alert
from crisis.effects import InvitePeople, PostEntry
from crisis.events import DecisionLogged, Event, IncidentOpened, RhythmSet
from crisis.incident import Decision, Holding, Incident, MessageRef, Offer, Problem, Target, Update
from crisis.words import REMOVED
from storage import codec
from storage.errors import UnknownKind
from tests.storage.conftest import counted_entropy
from tests.storage.examples import ALERT, DECISION, EVENTS, NOW, OPENED, incident

FULL = incident(
    7,
    alert=ALERT,
    card=MessageRef("C1", "1.2"),
    problems=(Problem("OpenChannel", "restricted_action", NOW),),
    offers=(Offer(1, "lead", "U1", None, NOW, NOW + timedelta(minutes=2)),),
    holdings=(Holding("lead", "U1", NOW),),
    decisions=(Decision(1, "下架", "U1", NOW, options=("a", "b")),),
    updates=(Update(1, "U1", NOW, "现状"),),
    reached=((Target.ACKNOWLEDGED, NOW),),
    watched=(Target.FIRST_ANSWER,),
    noted=(MessageRef("C1", "1.3"),),
)


def all_event_types() -> list[type[Event]]:
    return [kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event)]


@pytest.mark.parametrize("value", [ALERT, FULL, *EVENTS, PostEntry(1, 2), InvitePeople(1, ("U1",), 3)])
def test_a_value_comes_back_as_it_went_in(value: Any) -> None:
    assert codec.decode(type(value), codec.encode(value)) == value


def test_a_missing_field_takes_its_default_and_an_unknown_one_is_left_out() -> None:
    old_and_new = '{"source": "a", "title": "t", "received_at": "2026-03-14T09:26:53Z", "mood": "bad"}'
    assert codec.decode(Alert, old_and_new) == Alert("a", "t", datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC))


@pytest.mark.parametrize(
    "value",
    [
        incident(opened_at=datetime(2026, 1, 1)),  # noqa: DTZ001
        incident(holdings=(Holding("lead", "U1", datetime(2026, 1, 1)),)),  # noqa: DTZ001
        incident(reached=((Target.ACKNOWLEDGED, datetime(2026, 1, 1)),)),  # noqa: DTZ001
    ],
)
def test_a_naive_time_is_refused_wherever_it_hides(value: Incident) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        codec.encode(value)
    with pytest.raises(ValueError, match="no time zone"):
        codec.split(RhythmSet(timedelta(1), datetime(2026, 1, 1)), counted_entropy())  # noqa: DTZ001


def test_words_that_look_like_a_time_are_words() -> None:
    said = incident(title="2026-01-01T08:00:00")
    assert codec.decode(Incident, codec.encode(said)) == said


@pytest.mark.parametrize("event", EVENTS)
def test_words_leave_an_event_and_return(event: Event) -> None:
    data, words = codec.split(event, counted_entropy())
    assert codec.join(type(event).__name__, data, {said.path: said.text for said in words}) == event


def test_no_text_of_a_person_stays_in_the_payload() -> None:
    data, words = codec.split(OPENED, counted_entropy())
    assert {said.path for said in words} == {
        "/title",
        "/channel_name",
        "/channel_name_ascii",
        "/alert/title",
        "/alert/text",
        "/alert/mentions/0/author",
        "/alert/mentions/0/text",
        "/alert/mentions/1/text",
    }
    assert not [said.text for said in words if said.text in repr(data)]
    assert data["alert"]["mentions"][1]["author"] == ""
    assert len({said.salt for said in words}) == len(words)


def test_removed_words_read_back_as_removed() -> None:
    data, words = codec.split(DECISION, counted_entropy())
    kept = {said.path: said.text for said in words if said.path != "/why"}
    found = codec.join("DecisionLogged", data, kept)
    assert isinstance(found, DecisionLogged)
    assert found == dataclasses.replace(DECISION, why=REMOVED)


def test_what_this_version_does_not_know_is_named() -> None:
    with pytest.raises(UnknownKind, match="'MindRead'"):
        codec.join("MindRead", {}, {})
    with pytest.raises(UnknownKind, match="'ReadMind'"):
        codec.decode_effect("ReadMind", "{}")


def test_every_effect_of_the_domain_can_be_found_again() -> None:
    kinds = [kind for kind in vars(effects).values() if isinstance(kind, type) and issubclass(kind, effects.Effect)]
    assert len(kinds) > 15
    for kind in kinds:
        examples: dict[Any, Any] = {int: 1, str: "x", tuple[str, ...]: ("U1", "U2"), datetime: NOW, bool: True}
        hints = get_type_hints(kind)
        effect = kind(**{field.name: examples[hints[field.name]] for field in dataclasses.fields(kind)})
        payload, digest = codec.encode_effect(effect)
        assert codec.decode_effect(effect.what, payload) == effect
        assert len(digest) == 64


def test_no_event_holds_a_fraction_which_the_ledger_could_not_write() -> None:
    def holds_float(hint: Any) -> bool:
        if dataclasses.is_dataclass(hint):
            return any(holds_float(part) for part in get_type_hints(hint).values())
        return hint is float or any(holds_float(part) for part in get_args(hint))

    assert IncidentOpened in all_event_types()
    assert [kind for kind in all_event_types() if holds_float(kind)] == []
