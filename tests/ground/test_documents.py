"""The documents lead where they say: links, the other language, the decisions' index, the words of commands."""

import re
from pathlib import Path

import pytest

from handlers.features import FEATURES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
NAMES = [file.relative_to(ROOT).as_posix() for file in DOCUMENTS]

LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")
# A word after the slash command, not the number that may stand before it, and not "…" for any words.
COMMAND = re.compile(r"/incident +(?:#\S+ +)?([^\W\d_][\w-]*)")
WORDS = {word.lower() for each in FEATURES for word in (each.word.en, each.word.zh, *each.aliases)}


def dead_links(file: Path, text: str) -> list[str]:
    return [link for link in LINK.findall(text) if not (file.parent / link).exists()]


def unknown_commands(text: str) -> list[str]:
    return [word for word in COMMAND.findall(text) if word.lower() not in WORDS]


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_to_a_file_and_every_command_is_one(name: str) -> None:
    file = ROOT / name
    text = file.read_text(encoding="utf-8")
    assert dead_links(file, text) == []
    assert unknown_commands(text) == []


def test_the_example_policy_and_settings_name_commands_that_there_are() -> None:
    for name in ("docs/policy.example.yaml", ".env.example"):
        assert unknown_commands((ROOT / name).read_text(encoding="utf-8")) == []


def test_what_leads_nowhere_would_be_found() -> None:
    text = "[a](gone.md) [b](README.md#x) [c](https://example.com/x) `/incident #12 board` `/incident 开启 2 x`"
    assert dead_links(ROOT / "x.md", text) == ["gone.md"]
    assert unknown_commands(f"{text} `/incident fly`") == ["fly"]


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".zh.md")])
def test_a_page_and_its_sister_lead_to_each_other_and_have_the_same_sections(name: str) -> None:
    own, sister = ROOT / name, ROOT / name.replace(".zh.md", ".md")
    texts = [each.read_text(encoding="utf-8") for each in (own, sister)]
    assert f"]({sister.name})" in texts[0]
    assert f"]({own.name})" in texts[1]
    levels = [[line.split(" ")[0] for line in re.findall(r"^#+ .*$", text, re.MULTILINE)] for text in texts]
    assert levels[0] == levels[1]


@pytest.mark.parametrize(("readme", "ending"), [("README.md", ".md"), ("README.zh.md", ".zh.md")])
def test_the_readme_is_the_index_of_all_pages(readme: str, ending: str) -> None:
    """In each language the page of that language, where there is one."""
    linked = set(LINK.findall((ROOT / readme).read_text(encoding="utf-8")))
    pages = {file.name for file in DOCS.glob("*.md")}
    stems = {name.removesuffix(".md").removesuffix(".zh") for name in pages}
    wanted = {f"docs/{stem}{ending if stem + ending in pages else '.md'}" for stem in stems}
    assert wanted - linked == set()


def test_the_index_of_decisions_has_each_with_its_title() -> None:
    rows = re.findall(r"^\| \[(\d+)\]\((.+?)\) \| (.+) \|$", (DOCS / "decisions/README.md").read_text("utf-8"), re.M)
    titles = [file.read_text(encoding="utf-8").split("\n")[0] for file in sorted((DOCS / "decisions").glob("0*.md"))]
    assert [f"# {number}. {title}" for number, _, title in rows] == titles
    assert all(int(file[:4]) == int(number) for number, file, _ in rows)
