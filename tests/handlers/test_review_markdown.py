"""The Markdown review: its structure is the same whatever people wrote, and what they wrote is all there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from crisis.language import Language
from crisis.mention import MentionCounts
from crisis.review.facts import Review
from handlers.review import file_name, title
from handlers.review.markdown import inline, markdown
from tests.handlers.nasty import NASTY, review_with
from tests.handlers.review_example import EXAMPLES, SHANGHAI, paper_crane


def parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def structure(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """The document without its words: every token's kind and level of nesting."""
    found = []
    for token in tokens:
        found.append((token.type, token.tag))
        inner = [child for child in token.children or () if child.type not in ("text", "text_special")]
        found += [(child.type, child.tag) for child in inner]
    return found


def words(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        parts += [child.content or " " for child in token.children or ()]
        parts.append(token.content if token.type == "code_block" else "\n")
    return "".join(parts)


def rendered(review: Review, name: str) -> list[Token]:
    return parser().parse(markdown(review, Language.ENGLISH, SHANGHAI, {"U1": name, "U2": name}))


PLAIN = structure(rendered(review_with("word"), "word"))


def without_breaks(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Line ends that people typed stay line ends: in a quote a hard break, in a cell ``<br>``."""
    return [
        entry
        for entry in found
        if entry[0] not in ("hardbreak", "softbreak", "html_inline", "paragraph_open", "paragraph_close")
    ]


@pytest.mark.parametrize("text", NASTY)
def test_text_from_outside_does_not_change_the_structure(text: str) -> None:
    tokens = rendered(review_with(text), text)

    found = [entry for entry in structure(tokens) if entry[0] != "inline"]
    plain = [entry for entry in PLAIN if entry[0] != "inline"]
    assert without_breaks(found) == without_breaks(plain)
    html = [child.content for token in tokens for child in token.children or () if child.type == "html_inline"]
    assert set(html) <= {"<br>"}
    assert not [token for token in tokens if token.type == "html_block"]


@given(st.text(alphabet=st.sampled_from("ab \n\t\\`*_[]()<>#|~&$^={}!-+.:1)@/\"'，。"), min_size=1, max_size=60))
def test_no_text_becomes_markup(text: str) -> None:
    for before in ("", "# ", "- ", "> ", "**x** "):
        tokens = parser().parse(f"{before}{inline(text)}")
        kinds = {child.type for token in tokens for child in token.children or ()}
        assert kinds <= {"text", "text_special", "strong_open", "strong_close"}
        if text.strip() and not before:
            assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
            shown = "".join(child.content for child in tokens[1].children or ())
            assert shown == " ".join(text.split())


def test_removed_words_are_said_to_be_removed() -> None:
    assert "（内容已删除）" in words(rendered_example())


def rendered_example() -> list[Token]:
    return parser().parse(markdown(paper_crane(), Language.CHINESE, SHANGHAI, {}))


def test_a_telling_example() -> None:
    said = words(rendered_example())

    for expected in (
        "青柠汽水疑似异物视频",
        "按时完成 1 项",
        "超时 18 分钟",
        "全渠道下架同批次",
        "已于 5月6日 22:52:30 被决策 3 取代",
        "法务始终无人担任",
        "汽水测评小分队",
        "中国标准时间（Asia/Shanghai，UTC+08:00）",
        "fenghuo verify 12",
        paper_crane().head.hash,
    ):
        assert expected in said


@pytest.mark.parametrize(("example", "language", "zone"), EXAMPLES)
def test_every_entry_stands_on_the_timeline(example, language, zone) -> None:  # type: ignore[no-untyped-def]
    review = example()
    text = markdown(review, language, zone, {})

    assert sum(text.count(f"| {entry.seq} |\n") >= 1 for entry in review.timeline[:-1]) == len(review.timeline) - 1
    assert text.endswith("*\n")
    assert "None" not in text


@pytest.mark.parametrize(
    ("language", "expected"), [(Language.ENGLISH, "Retrospective #12"), (Language.CHINESE, "复盘 #12")]
)
def test_names(language: Language, expected: str) -> None:
    review = paper_crane()

    assert file_name(review, "md") == "incident-12-review.md"
    assert file_name(review, "html") == "incident-12-review.html"
    assert title(review, language).startswith(expected)
    with pytest.raises(ValueError, match="md or html"):
        file_name(review, "pdf")


def test_a_drill_and_a_private_incident_say_so_first() -> None:
    text = markdown(replace(paper_crane(), drill=True, private=True), Language.CHINESE, SHANGHAI, {})

    assert "演练 DRILL：非真实事件" in text.split("## ")[0]
    assert "保密" in text.split("## ")[0]


def test_hours_without_a_post_are_one_line_of_the_volume() -> None:
    crane = paper_crane()
    first = crane.stages[0].since.replace(minute=0, second=0, microsecond=0)
    slots = tuple((first + minute * timedelta(minutes=1), 2) for minute in (0, 10, 60))
    said = markdown(replace(crane, counts=MentionCounts(by_slot=slots)), Language.ENGLISH, SHANGHAI, {})
    rows = said[said.index("### Posts over time") :].split("\n\n")[2].splitlines()[2:]
    assert [row.split(" | ")[1] for row in rows] == ["2", "2", "0", "2"]
    assert " – " in rows[2]
