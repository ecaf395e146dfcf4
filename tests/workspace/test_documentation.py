"""docs/workspace.md and its Chinese sister say what there is: every address, rule and filter; and no other."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from aiohttp import web

from workspace import Person, Timer, Weather, Workspace
from workspace.control.routes import Control
from workspace.control.weather import FIELDS
from workspace.weather import Fault

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("workspace.md", "workspace.zh.md")


def control_paths() -> set[str]:
    application = web.Application()
    Control(Workspace().controlled).add_to(application)
    return {resource.canonical for resource in application.router.resources()}


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return (DOCS / request.param).read_text(encoding="utf-8")


def test_every_address_is_there_and_no_other(page: str) -> None:
    named = {path.replace("A00001LOC", "{app}") for path in re.findall(r"/control/[\w/{}]+", page)}
    assert named == control_paths()


def test_every_fault_and_kind_of_rule_is_there(page: str) -> None:
    for fault in set(get_args(Fault)) - {"error"}:
        assert f"`{fault}`" in page
    assert set(re.findall(r'"kind": "(\w+)"', page)) == set(FIELDS)


@pytest.mark.parametrize(
    ("pattern", "owner"),
    [
        (r"`(?:workspace\.)?(\w+_sockets)\(", Workspace),
        (r"`timer\.(\w+)", Timer),
        (r"weather\.(clear)\(", Weather),
        (r"`((?:fail|slow|repeat_events|delay_events|lose_answers|expire_triggers))\(", Weather),
        (r"`(say|edit|react|unreact|upload|command|click|choose|shortcut|fill|submit|dismiss)\(", Person),
        (r"`(messages|direct_messages|home|open_home)\(", Person),
    ],
)
def test_what_python_is_told_to_call_exists(page: str, pattern: str, owner: type) -> None:
    found = re.findall(pattern, page)
    assert found
    for name in found:
        assert hasattr(owner, name), name


async def test_the_example_runs(page: str) -> None:
    """As it stands, but for the app: nobody is there to greet."""
    lines = page.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("    from workspace import"))
    code = [line[4:] for line in lines[first:]]
    code = code[: next(number for number, line in enumerate(code) if "answer = await" in line) + 1]
    code = [line for line in code if "until_connected" not in line]
    names: dict[str, Any] = {}
    exec("\n".join([*code, "        return answer"]), names)
    test: Callable[[], Any] = names["test_the_app_greets"]
    assert (await test()).status == "not_delivered"


def test_both_pages_have_the_same_parts() -> None:
    english, chinese = ((DOCS / name).read_text(encoding="utf-8") for name in PAGES)
    shape = re.compile(r"(?m)^(#+|\| ---.*|    \S)")
    assert [each[:4] for each in shape.findall(english)] == [each[:4] for each in shape.findall(chinese)]
    assert len(re.findall(r"(?m)^\|", english)) == len(re.findall(r"(?m)^\|", chinese))
