"""Where an incident goes on, said in each language."""

import pytest

from crisis.incident.joined import Link
from crisis.language import Language
from handlers.views.joining import where


@pytest.mark.parametrize(
    ("language", "said"), [(Language.ENGLISH, "<#C0INC> (#12)"), (Language.CHINESE, "<#C0INC>（#12）")]
)
def test_another_incident_is_its_channel_and_its_number(language: Language, said: str) -> None:
    assert where(Link(12, channel="C0INC"), language) == said
    assert where(Link(12), language) == "#12"
