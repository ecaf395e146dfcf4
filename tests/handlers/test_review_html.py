"""The web page of the review: one file, no script, nothing that people wrote is a tag, and the drawing is right."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis import events as e
from crisis.language import Language, Text
from crisis.review.facts import Review
from crisis.severity import Severity
from crisis.stages import Move, Stage
from handlers.review import words as w
from handlers.review.compose import compose, teller_of
from handlers.review.html import html
from handlers.review.text import address, lines, one_line
from handlers.review.timebar import drawings
from tests.handlers.nasty import NASTY, review_with
from tests.handlers.review_example import EXAMPLES, LONDON, SHANGHAI, Story, paper_crane, paper_lantern


class Tags(HTMLParser):
    """Every tag with its attributes, and the words between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, frozenset[str]]] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, frozenset(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "xlink:href")]
        if tag not in ("meta", "line", "rect", "circle", "path", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, frozenset(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words += data


def page_of(review: Review, names: str = "word") -> str:
    return html(review, Language.ENGLISH, LONDON, {"U1": names, "U2": names})


PLAIN = Tags(page_of(review_with("word")))


@pytest.mark.parametrize(
    "text", [*NASTY, "\"' onload=alert(1) x='", "</style></svg><img src=x onerror=alert(1)>", "{{ 7 * 7 }}"]
)
def test_text_from_outside_adds_no_tag(text: str) -> None:
    found = Tags(page_of(review_with(text), text))

    assert found.tags == PLAIN.tags
    assert found.open == []
    assert set(found.links) == set(PLAIN.links)


@settings(max_examples=20)
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("<>&\"'/=!-{}%"), st.characters(codec="utf-8")), min_size=1, max_size=30
    ).filter(str.strip)
)
def test_no_text_whatever_adds_a_tag(text: str) -> None:
    # Something that stays when controls are taken out, so that no field is left out for being empty.
    found = Tags(page_of(review_with(f"x{text}x")))

    assert found.tags == PLAIN.tags


@pytest.mark.parametrize(("example", "language", "zone"), EXAMPLES)
def test_one_file_without_script_that_loads_nothing(example, language, zone) -> None:  # type: ignore[no-untyped-def]
    page = html(example(), language, zone, {})
    found = Tags(page)

    assert found.open == []
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in found.tags}
    assert "default-src 'none'" in page
    assert "@import" not in page
    assert "url(" not in page
    assert all(link.startswith("https://") for link in found.links)
    assert not [names for _, names in found.tags if any(name.startswith("on") for name in names)]


def test_the_language_is_declared_and_chinese_fonts_come_first() -> None:
    page = html(paper_crane(), Language.CHINESE, SHANGHAI, {})

    assert '<html lang="zh-CN">' in page
    assert '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif' in page
    assert '<html lang="en">' in html(paper_lantern(), Language.ENGLISH, LONDON, {})


def test_the_head_has_the_colour_of_the_severity() -> None:
    assert '<body class="severity1">' in html(paper_crane(), Language.CHINESE, SHANGHAI, {})
    assert '<body class="severity2">' in html(paper_lantern(), Language.ENGLISH, LONDON, {})


def test_the_summary_is_made_of_facts() -> None:
    said = compose(teller_of(paper_lantern(), Language.ENGLISH, LONDON, {})).summary

    assert said == (
        "On 3 Mar 2026 12:04 an alert from Alertmanager opened incident #7, “Customers cannot check out”. "
        "It had begun 4 min before anybody here saw it. Kind: outage; severity: SEV2 · orange. "
        "Ada Example took it up 1 min 22 s after first sight. "
        "Counted from first sight it was contained after 31 min, resolved after 1 h 13 min, closed after 1 h 20 min. "
        "Of 2 targets of the response clock 2 were met. Of 3 status updates due 2 went out on time. "
        "Decisions on record: 2. Points still open: 1."
    )


def test_an_incident_that_is_still_open_is_an_interim_review() -> None:
    opened = e.IncidentOpened("Odd", Severity.SEV4, "gone", "k", "inc-k", "inc-k", timedelta(days=1), ())
    story = Story(5, paper_lantern().made_at.replace(hour=0, minute=0, second=0), opened, "09:00", opened_by="U9")

    page = html(story.review("09:10"), Language.ENGLISH, LONDON, {})

    assert "interim: the incident is still open" in page
    assert "opened incident #5" in page
    assert "running, until" in page
    assert "No decision was written down." in page


def test_names_win_over_ids_and_the_roster_fills_in() -> None:
    review = paper_lantern()

    assert "Ada Example" in html(review, Language.ENGLISH, LONDON, {})
    page = html(review, Language.ENGLISH, LONDON, {"U11": "Ada E."})
    assert "Ada E." in page
    assert "Ada Example" not in page


def test_times_are_those_of_the_zone() -> None:
    assert "12:04:09" in html(paper_lantern(), Language.ENGLISH, LONDON, {})
    assert "20:04:09" in html(paper_lantern(), Language.ENGLISH, SHANGHAI, {})


def test_a_long_incident_gets_a_closer_look_at_its_beginning() -> None:
    crane = drawings(teller_of(paper_crane(), Language.CHINESE, SHANGHAI, {}))
    lantern = drawings(teller_of(paper_lantern(), Language.ENGLISH, LONDON, {}))

    assert [drawing.heading for drawing in crane] == ["头 1 小时 30 分钟", "全过程"]
    assert len(lantern) == 1
    assert "<title>Decision 2: Refund" in lantern[0].wide


@pytest.mark.parametrize(("example", "language", "zone"), EXAMPLES)
def test_every_drawing_has_words_and_stays_in_its_frame(example, language, zone) -> None:  # type: ignore[no-untyped-def]
    for drawing in drawings(teller_of(example(), language, zone, {})):
        for svg in (drawing.wide, drawing.narrow):
            width, height = map(float, re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())  # type: ignore[union-attr]
            assert 'role="img"' in svg
            assert re.search(r"<desc [^>]*>[^<]+</desc>", svg)
            assert all(0 <= float(x) <= width for x in re.findall(r' (?:cx|x|x1|x2)="([-\d.]+)"', svg))
            assert all(0 <= float(y) <= height for y in re.findall(r' (?:cy|y|y1|y2)="([-\d.]+)"', svg))
            assert all(float(size) >= 0 for size in re.findall(r' width="([-\d.]+)"', svg))


def test_met_and_missed_targets_differ_in_more_than_colour() -> None:
    bar = drawings(teller_of(paper_crane(), Language.CHINESE, SHANGHAI, {}))[0].wide

    assert bar.count('class="dot good"') == 1
    assert bar.count('class="dot bad"') == 2
    assert len(set(re.findall(r'class="sign" d="M[^lm]*([lm][^"]*)"', bar))) == 2


def test_an_incident_of_a_moment_can_be_drawn() -> None:
    opened = e.IncidentOpened("Odd", Severity.SEV1, "other", "k", "inc-k", "inc-k", timedelta(minutes=15), ())
    story = Story(6, paper_lantern().made_at.replace(hour=0, minute=0, second=0), opened, "09:00")
    story.tell("09:00", "U1", e.StageChanged(Stage.TRIAGE, Stage.DISMISSED, Move.ASIDE))

    assert "dismissed as a false alarm after 0 s" in html(story.review("09:00"), Language.ENGLISH, LONDON, {})


def test_addresses_that_may_be_followed() -> None:
    assert address("https://a.example/b?c=d#e") == "https://a.example/b?c=d#e"
    assert address("javascript:alert(1)") is None
    assert address("//a.example") is None
    assert address("https://[broken") is None
    assert address('https://a.example/"><b>') == "https://a.example/%22%3E%3Cb%3E"
    assert address("https://a.example/(x)|y z") == "https://a.example/%28x%29%7Cy%20z"


def test_controls_and_turned_directions_are_taken_out() -> None:
    assert one_line("a\u202eb\x00\nc\u2028 d\ud800") == "ab c d?"
    assert lines("\n a\r\nb\u0085c \n") == ["a", "b", "c"]


def _texts() -> list[tuple[str, Text]]:
    found = [(name, value) for name, value in vars(w).items() if isinstance(value, Text)]
    tables = [value for value in vars(w).values() if isinstance(value, dict)]
    return found + [(str(key), text) for table in tables for key, text in table.items() if isinstance(text, Text)]


@pytest.mark.parametrize(("name", "text"), _texts())
def test_both_languages_fill_in_the_same(name: str, text: Text) -> None:
    def marks(template: str) -> set[str | None]:
        return {mark for _, mark, _, _ in Formatter().parse(template) if mark is not None}

    assert marks(text.en) == marks(text.zh), name
    assert not re.search(r"[一-鿿] ?[,;:?!(]|[,;:?!(] ?[一-鿿]", text.zh), name
