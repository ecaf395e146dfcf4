"""Severities: the words that mean them, in both languages, and what changing one brings."""

import pytest

from crisis import commands as c
from crisis import events as e
from crisis import refusals
from crisis.policy import Policy
from crisis.refusals import Refused
from crisis.severity import WORDS, Severity, severity_of
from tests.crisis.world import Case

# The words of the table, and the colours in both languages.
TABLE = {
    Severity.SEV1: ("critical", "fatal", "page", "P1", "1", "red", "红"),
    Severity.SEV2: ("error", "high", "P2", "2", "orange", "橙"),
    Severity.SEV3: ("warning", "medium", "P3", "3", "yellow", "黄"),
    Severity.SEV4: ("info", "low", "P4", "P5", "4", "blue", "蓝"),
}


@pytest.mark.parametrize(("word", "severity"), [(word, each) for each, words in TABLE.items() for word in words])
def test_words_mean_severities(word: str, severity: Severity) -> None:
    assert severity_of(word) is severity
    assert severity_of(f" {word.upper()} ") is severity


@pytest.mark.parametrize("severity", Severity)
def test_names_numbers_and_colours_mean_severities(severity: Severity) -> None:
    """However it is written: as a number, as a name, with a space, by its colour."""
    spellings = (int(severity), severity.name, f"sev {int(severity)}", severity.colour.en, severity.colour.zh)
    assert {severity_of(spelling) for spelling in spellings} == {severity}


@pytest.mark.parametrize("word", ["", " ", "bad", "0", "6", "SEV5", "严重", "P0"])
def test_other_words_mean_nothing(word: str) -> None:
    """Nobody guesses: whoever asks decides what holds then."""
    assert severity_of(word) is None


def test_no_word_means_two_severities() -> None:
    words = [word for each in WORDS.values() for word in each]
    assert len(words) == len(set(words))


def test_one_is_the_worst() -> None:
    assert min(Severity) is Severity.SEV1


def test_a_worse_severity_offers_the_roles_it_needs() -> None:
    """Roles that are offered already are left alone."""
    case = Case(severity=Severity.SEV3)
    before = case.incident.offers
    made = case.do(c.ChangeSeverity, severity=Severity.SEV2, reason=" 上热搜了 ")
    assert made[0] == e.SeverityChanged(Severity.SEV3, Severity.SEV2, "上热搜了")
    offered = [event.role for event in made if isinstance(event, e.RoleOffered)]
    assert set(offered) == set(Policy().rules(Severity.SEV2).roles) - {offer.role for offer in before}
    assert case.incident.offers[: len(before)] == before


def test_a_milder_severity_takes_nothing_away() -> None:
    """Whoever has a role keeps it, and offers that were made still stand."""
    case = Case(severity=Severity.SEV2)
    lead = case.offer("lead")
    case.do(c.AcceptOffer, by=lead.person, offer=lead.id)
    waiting = case.incident.open_offers()
    case.do(c.ChangeSeverity, severity=Severity.SEV4)
    assert case.incident.holder("lead") == lead.person
    assert case.incident.open_offers() == waiting


def test_the_same_severity_is_no_change() -> None:
    with pytest.raises(Refused) as refused:
        Case(severity=Severity.SEV3).do(c.ChangeSeverity, severity=Severity.SEV3)
    assert refused.value.text is refusals.ALREADY_THAT_SEVERITY
