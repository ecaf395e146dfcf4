"""What the player of a case tells whoever watches."""

from datetime import timedelta

import pytest

from bot.demo.player import inject_line
from crisis.alert import Alert
from crisis.incident.drill import Inject, InjectKind, Told
from crisis.language import Language
from crisis.policy import Policy
from tests.crisis.world import START

HOARSE = Told("No voice", "失声")


@pytest.mark.parametrize(
    ("inject", "english", "chinese"),
    [
        (
            Inject(timedelta(0), InjectKind.ABSENT, text=HOARSE, role="spokesperson"),
            "📵 spokesperson: No voice",
            "📵 发言人: 失声",
        ),
        (
            Inject(timedelta(0), InjectKind.JOURNALIST, Told("A reporter", "记者"), HOARSE),
            "🎤 A reporter: No voice",
            "🎤 记者: 失声",
        ),
        (
            Inject(timedelta(0), InjectKind.ALERT, alert=Alert("monitor", "A kettle melts", START)),
            "⚡ monitor: A kettle melts",
            "⚡ monitor: A kettle melts",
        ),
    ],
)
def test_who_does_what_is_told_in_the_language_of_the_case(inject: Inject, english: str, chinese: str) -> None:
    assert inject_line(inject, Policy(), Language.ENGLISH) == english
    assert inject_line(inject, Policy(), Language.CHINESE) == chinese
