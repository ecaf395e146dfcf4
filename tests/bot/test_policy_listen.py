"""`listen` in the policy file: what it says, and what is wrong in it."""

from pathlib import Path

import pytest

from bot.policy.file import PolicyError, load
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.listening import HeardAs, ListenedChannel
from crisis.severity import Severity


def read(folder: Path, text: str) -> tuple[ListenedChannel, ...]:
    file = folder / "policy.yaml"
    file.write_text(text, encoding="utf-8")
    return load(file, Policy()).listen


def test_channels_are_read_with_whose_messages_count(tmp_path: Path) -> None:
    assert read(tmp_path, "listen: [{channel: '#ops-alerts'}]") == (ListenedChannel("ops-alerts"),)
    posts = "{channel: C0123456, from: [Grafana, B0AB], as: mentions, people: true}"
    assert read(tmp_path, f"listen: [{posts}, {{channel: 警报, severity: SEV1}}]") == (
        ListenedChannel("C0123456", ("grafana", "b0ab"), HeardAs.MENTIONS, people=True),
        ListenedChannel("警报", severity=Severity.SEV1),
    )


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        ("listen: [{channel: Ops Alerts}]", "listen[0].channel", "is no channel"),
        ("listen: [{channel: a, as: posts}]", "listen[0].as", "alert or mentions"),
        ("listen: [{channel: a}, {channel: a}]", "listen[1].channel", "stands here twice"),
        ("listen: [{channel: a, as: mentions, severity: SEV1}]", "listen[0].severity", "from triage"),
        ("listen: [{channel: a, sender: [x]}]", "listen[0].sender", "channel, from, as, severity, people"),
    ],
)
def test_what_is_wrong_is_said_with_its_field(tmp_path: Path, text: str, field: str, said: str) -> None:
    with pytest.raises(PolicyError) as wrong:
        read(tmp_path, text)
    (problem,) = wrong.value.problems
    assert problem.field == field
    assert said in problem.say(Language.ENGLISH)
    assert problem.say(Language.CHINESE) != problem.say(Language.ENGLISH)
