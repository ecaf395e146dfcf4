"""Many words in one pass: the longest at a place, whole Latin words, gaps within a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.triage.circumstances import relieve
from crisis.triage.matching import Place, Words, uncovered
from crisis.triage.tiers import OWN_WEIGHTS, Tiers, standard_words
from crisis.triage.topics import TOPICS

WORDS = Words(
    {word: word for word in ("中毒", "食物中毒", "没…退", "打", "died", "passed_away", "explo*", "icu", "吃…虫")}
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("这是食物中毒", ["食物中毒", "中毒"]),
        ("钱没给我退", ["没…退"]),
        ("没了。退下", []),
        ("没" + "了" * 9 + "退", []),
        ("an explosion, exploding", ["explo*", "explo*"]),
        ("he died", ["died"]),
        ("a diediedd", []),
        ("studied", []),
        ("she passed away", ["passed_away"]),
        ("进了icu病房", ["icu"]),
        ("icus", []),
        ("", []),
    ],
)
def test_places(text: str, found: list[str]) -> None:
    assert [place.means for place in WORDS.places(text)] == found


def test_what_begins_first_holds_its_letters() -> None:
    places = WORDS.places("食物中毒")
    assert uncovered(places) == [Place(0, 4, "食物中毒", 4)]


def test_the_place_of_a_gap_ends_with_its_second_part() -> None:
    assert WORDS.places("吃到一条虫了") == [Place(0, 1, "吃…虫", 5)]


@given(st.text(alphabet="没退中毒食物打吃虫icudexplo *_…'。 ", max_size=60))
def test_every_place_is_where_it_says(text: str) -> None:
    for place in WORDS.places(text):
        assert text.startswith(place.means.partition("…")[0].rstrip("*").replace("_", " "), place.start)
        assert 0 <= place.start < place.end <= place.till <= len(text)


@given(st.text(max_size=200))
def test_any_text_can_be_weighed(text: str) -> None:
    found = TIERS.find(text, text.split())
    assert all(0 <= kept.weight < 1 for kept in relieve(text, found).kept)


TIERS = Tiers()


def test_the_words_are_as_their_format_says() -> None:
    words = list(standard_words())
    assert len({word for word, _ in words}) > 5_000
    assert {means.topic for _, means in words} <= TOPICS.keys()
    assert all(0 < means.weight <= max(0.95, *OWN_WEIGHTS.values()) for _, means in words)
    assert not [word for word, _ in words if word.count("…") > 1 or word != word.lower()]
