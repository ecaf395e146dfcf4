"""The short form of `make chaos`: the same program, fewer alerts and kills, and nothing waits longer than it must."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.chaos.__main__ import run
from tests.chaos.plan import Plan
from tests.chaos.report import is_good, table, verdict
from tests.crash.starting import NurseryProcess

SHORT = Plan(seed=7, alerts=24, kills=8, stops=1, hurry=True, leaps=2, longest_life=2.0, patience=90.0)


@pytest.mark.crash
@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"kind": "sqlite"}, id="sqlite"),
        pytest.param({"kind": "postgresql", "replicas": 3}, id="postgresql"),
        pytest.param({"kind": "sqlite", "look_back": False, "stops": 0, "least_calls": 150}, id="control"),
    ],
)
async def test_nothing_is_lost_and_nothing_twice(
    tmp_path: Path, nursery: NurseryProcess, changed: dict[str, object], request: pytest.FixtureRequest
) -> None:
    """In the control run, which does not look back, messages must be found twice."""
    plan = replace(SHORT, **changed)  # type: ignore[arg-type]
    server = request.getfixturevalue("postgres") if plan.kind == "postgresql" else None
    result = await run(plan, tmp_path, print, server, nursery)
    assert is_good(result), f"{table(result)}\n{verdict(result)}"
