"""The retrospective 复盘 as a document: Markdown and one self-contained web page, in both languages.

Reading order: ``compose`` (facts to a page of plain words, by ``summary`` and ``sections``), then ``markdown`` and
``html`` (the two media, each of which escapes), ``timebar`` (the drawing). May not: derive facts (``crisis.review``).
"""

from crisis.language import Language
from crisis.review.facts import Review
from handlers.review.text import one_line
from handlers.review.words import DRILL_TITLE, WINDOW_TITLE
from handlers.wording.vocabulary import in_plain

FORMATS = ("md", "html")


def file_name(review: Review, format: str) -> str:
    """``incident-12-review.md``. Raises ValueError for a format that is none of ``FORMATS``."""
    if format not in FORMATS:
        raise ValueError(f"a review can be made as {' or '.join(FORMATS)}, not as {format!r}")
    return f"incident-{review.number}-review.{format}"


def title(review: Review, language: Language) -> str:
    """What the document is called, in plain text on one line."""
    return (DRILL_TITLE if review.drill else WINDOW_TITLE).say(
        language, number=review.number, title=one_line(in_plain(review.title, language))
    )
