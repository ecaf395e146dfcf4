"""What people read exists in both languages and is written as each language is written.

Every ``Text("…", "…")`` in the sources is looked at where it stands; nothing has to be imported.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("crisis", "handlers", "bot")

# Here everything that people read is a Text. Elsewhere Chinese stands in tables of words that are understood, too.
ONLY_TEXTS = ("crisis/decisions", "crisis/refusals", "handlers/views", "handlers/sentences", "bot/delivery")

CHINESE = re.compile(r"[\u3400-\u9fff]")
CODE = re.compile(r"`[^`]*`|https?://[\w./?=&%-]+|\{[^{}]*\}")
# Half-width signs beside Chinese characters; a full stop or colon between digits or Latin letters is none of them.
HALF_WIDTH = re.compile(r"[\u3400-\u9fff”》）][,.;:?!]|[,;?!][\u3400-\u9fff]|\([^()]*[\u3400-\u9fff][^()]*\)")
STRAIGHT_QUOTES = re.compile(r'"[^"]*[\u3400-\u9fff][^"]*"')

NAMES = frozenset(
    {
        "Socket Mode",
        "X",
        "Facebook",
        "Instagram",
        "TikTok",
        "YouTube",
        "Reddit",
        "HTTP",
        "Slack",
        "Markdown",
        "HTML",
        "Word",
        "PDF",
        "JSON",
        "CSV",
        "[md|html]",
        "PagerDuty",
        "Webhook",
    }
)


@dataclass(frozen=True, slots=True)
class Found:
    """One text with the place where it stands."""

    place: str
    en: str
    zh: str


@cache
def sources() -> tuple[tuple[str, ast.Module], ...]:
    """Each file of ours by its path, parsed once for all tests."""
    files = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    return tuple((file.relative_to(ROOT).as_posix(), ast.parse(file.read_text(encoding="utf-8"))) for file in files)


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text"


def words_of(node: ast.AST) -> list[str]:
    """The literal arguments of a call of Text, in order; fewer than two when something is put together there."""
    assert isinstance(node, ast.Call)
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    return [each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)]


@cache
def texts() -> tuple[Found, ...]:
    return tuple(
        Found(f"{place}:{getattr(node, 'lineno', 0)}", *words)
        for place, tree in sources()
        for node in ast.walk(tree)
        if is_text(node) and len(words := words_of(node)) == 2
    )


def marks(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def said(text: str) -> str:
    """What is left to read without marks, code and addresses."""
    return CODE.sub(" ", text)


def has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in said(text))


def is_missing(found: Found) -> bool:
    """Only a text that is mere signs may be empty in one language: a space between sentences, say."""
    return any(not text.strip() for text in (found.en, found.zh)) and (has_letters(found.en) or has_letters(found.zh))


def has_other_marks(found: Found) -> bool:
    return marks(found.en) != marks(found.zh)


def is_not_chinese(found: Found) -> bool:
    """Names of things that have no Chinese name are the same in both; whatever else has letters has Chinese ones."""
    is_a_name = found.en == found.zh and found.en in NAMES
    return has_letters(found.en) and not is_a_name and not CHINESE.search(found.zh)


def is_not_english(found: Found) -> bool:
    """Chinese in an English text is an example in code or a name beside its English."""
    return bool(CHINESE.search(said(found.en))) and not re.search(r"[A-Za-z]{2}", said(found.en))


def is_half_width(found: Found) -> bool:
    return bool(HALF_WIDTH.search(said(found.zh)) or STRAIGHT_QUOTES.search(said(found.zh)))


@pytest.mark.parametrize("is_wrong", [is_missing, has_other_marks, is_not_chinese, is_not_english, is_half_width])
def test_texts_are_written_in_both_languages(is_wrong: Callable[[Found], bool]) -> None:
    """Both are there, with the same marks, in Chinese characters and with Chinese punctuation."""
    assert [found for found in texts() if is_wrong(found)] == []


def test_the_texts_are_found() -> None:
    """Every package has some; a finder that finds none would be content with anything."""
    assert {found.place.split("/")[0] for found in texts()} == {name for name in PACKAGES if (ROOT / name).exists()}


@pytest.mark.parametrize(
    ("is_wrong", "en", "zh"),
    [
        (is_missing, "done", " "),
        (is_missing, "", "完成"),
        (has_other_marks, "{count} left", "还剩 {number} 项"),
        (is_not_chinese, "{count} left", "{count} left"),
        (is_not_chinese, "done", "OK"),
        (is_not_english, "完成", "完成"),
        (is_half_width, "done, twice", "完成,两次"),
        (is_half_width, "done.", "完成."),
        (is_half_width, "done (twice)", "完成 (两次)"),
        (is_half_width, "“done”", '"完成"'),
    ],
)
def test_a_wrong_text_would_be_found(is_wrong: Callable[[Found], bool], en: str, zh: str) -> None:
    assert is_wrong(Found("here", en, zh))


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        (" ", ""),
        (", ", "、"),
        ("Markdown", "Markdown"),
        ("{role}: {person}", "{role}：{person}"),
        ("at 08:30, `/incident 列表, now`", "08:30，`/incident 列表, now`"),
        ("version 1.2, e-mail", "版本 1.2，见 https://example.com/a?b=1"),
    ],
)
def test_a_right_text_is_left_alone(en: str, zh: str) -> None:
    right = Found("here", en, zh)
    assert not any(
        is_wrong(right) for is_wrong in (is_missing, has_other_marks, is_not_chinese, is_not_english, is_half_width)
    )


@pytest.mark.parametrize("folder", ONLY_TEXTS)
def test_where_people_are_spoken_to_chinese_stands_in_texts_alone(folder: str) -> None:
    """A Chinese word beside them would be shown to those who read English, too."""
    stray = []
    inside = [(place, tree) for place, tree in sources() if place.startswith(folder)]
    assert inside, "there is no such place any more"
    for place, tree in inside:
        in_texts = {id(part) for node in ast.walk(tree) if is_text(node) for part in ast.walk(node)}
        remarks = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        stray += [
            f"{place}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CHINESE.search(node.value)
            if id(node) not in in_texts | remarks
        ]
    assert stray == []
