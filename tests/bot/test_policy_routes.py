"""Alert routes in the policy file: what is read, and every mistake with its line and field."""

from pathlib import Path

import pytest

from bot.policy.file import PolicyError, load
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.routes import Do, Route
from crisis.severity import Severity


@pytest.fixture
def policy_file(tmp_path: Path) -> Path:
    return tmp_path / "policy.yaml"


def read(file: Path, written: str) -> tuple[Route, ...]:
    file.write_text(written, encoding="utf-8")
    return load(file, Policy()).routes


def test_routes_are_read_in_their_order(policy_file: Path) -> None:
    written = """
routes:
  - {source: sentry, labels: {environment: [staging, "dev*"], replica: 2, canary: true}, do: ignore}
  - source: [grafana, alertmanager/shop]
    kind: outage
    severity: SEV2
    together: service
  - {do: hold}
"""
    assert read(policy_file, written) == (
        Route(
            ("sentry",),
            (("environment", ("staging", "dev*")), ("replica", ("2",)), ("canary", ("true",))),
            Do.IGNORE,
        ),
        Route(("grafana", "alertmanager/shop"), kind="outage", severity=Severity.SEV2, together=("service",)),
        Route(do=Do.HOLD),
    )
    assert read(policy_file, "emoji: {}\n") == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{source: sentry}", "routes[0]: nothing follows"),
        ("{source: sentry, do: drop}", "“drop” is nothing that can be done: ignore, hold or open."),
        ("{source: sentry, do: ignore, kind: outage}", "routes[0].do: what is ignored has no kind"),
        ("{source: sentry, do: hold, private: true}", "routes[0].do: a held alert stands on a card in the public"),
        ("{source: sentry, do: hold, kind: people}", "routes[0].do: a held alert stands on a card in the public"),
        ("{source: sentry, kind: meteor}", "there is no kind meteor; kinds are: product, service"),
        ("{source: sentry, severity: SEV9}", "SEV9"),
        ("{source: /alerts/sentry, do: ignore}", "is an address; only the name is wanted"),
        ("{labels: {a: []}, do: ignore}", "routes[0].labels.a"),
        ("{labels: {a: '***********'}, do: ignore}", "at most 10 * in one pattern."),
        ("{labels: {a: {b: c}}, do: ignore}", "routes[0].labels.a"),
        ("{source: sentry, do: ignore, when: night}", "routes[0].when"),
        ("{do: hold}\n  - {source: sentry, do: ignore}", "routes[0]: this route fits every alert"),
    ],
)
def test_a_mistake_is_named_by_line_and_field(policy_file: Path, written: str, said: str) -> None:
    with pytest.raises(PolicyError) as caught:
        read(policy_file, f"private_kinds: [people]\nroutes:\n  - {written}\n")
    lines = [problem.say(Language.ENGLISH) for problem in caught.value.problems]
    assert any(said in line and f"{policy_file}:3" in line for line in lines), lines
    assert all(problem.say(Language.CHINESE) for problem in caught.value.problems)
