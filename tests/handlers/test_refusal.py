"""A refusal is said in the reader's language, with what came from outside escaped, and stands where it belongs."""

import pytest

from crisis import refusals
from crisis.language import Language, Text
from crisis.policy.people import Person, Roster
from crisis.refusals import Named, Refused
from handlers.refusal import BLOCKS, refused_in_form, refused_message

ROSTER = Roster((), (Person("U1", "李娜 <a>"),))


def test_words_are_escaped_people_are_mentions_lists_are_joined() -> None:
    refused = Refused(
        refusals.NOT_IN_TEAM, person=Named("U1"), role=Text("lead", "总指挥"), possible=(Named("U2"), "<!channel>")
    )
    assert refused_message(refused, Language.ENGLISH, "/incident").text == (
        "<@U1> is not in the crisis team, so cannot be given a role. In the team for lead: <@U2>, &lt;!channel&gt;."
    )
    assert "总指挥的有：<@U2>、&lt;!channel&gt;。" in refused_message(refused, Language.CHINESE, "/incident").text


def test_the_command_goes_by_its_name() -> None:
    said = refused_message(Refused(refusals.NO_INCIDENT_HERE), Language.CHINESE, "/krise").text
    assert "`/krise 开启`" in said
    assert "/incident" not in said


def test_in_a_form_it_is_plain_text_under_its_block() -> None:
    refused = Refused(refusals.NOT_YOUR_OFFER, person=Named("U1"))
    found = refused_in_form(refused, Language.ENGLISH, "/incident", ROSTER, ("title", "reason"))
    assert found == {"title": "This offer is for @李娜 <a>."}
    late = Refused(refusals.REASON_WANTED, old=Text("a", "甲"), new=Text("b", "乙"))
    said = refused_in_form(late, Language.ENGLISH, "/incident", ROSTER, ("title", "reason"))
    assert list(said) == ["reason"]
    assert "`" not in said["reason"]


@pytest.mark.parametrize("text", BLOCKS)
def test_the_table_names_refusals_of_the_desk(text: Text) -> None:
    assert text in vars(refusals).values()
