"""The review as one self-contained web page: its style is inside, it has no script and loads nothing.

Answers for: HTML, which Jinja escapes at every place where a value goes out. May not: phrase or derive.
"""

from collections.abc import Mapping
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from crisis.language import Language
from crisis.review.facts import Review
from handlers.review import words
from handlers.review.compose import compose, teller_of
from handlers.review.timebar import drawings
from handlers.wording.vocabulary import stage_name


def html(review: Review, language: Language, zone: ZoneInfo, names: Mapping[str, str]) -> str:
    """The whole page, UTF-8 text. ``names``: display names by Slack id; ``zone``: the team's, for every time shown."""
    teller = teller_of(review, language, zone, names)
    legend = {span.stage.value: stage_name(span.stage) for span in review.stages if span.stage.is_open}
    if review.moments.unseen:
        legend = {"unseen": words.UNSEEN_BAND} | legend
    template = _environment().get_template("review.html.j2")
    return template.render(page=compose(teller), drawings=drawings(teller), legend=legend, say=teller.say, w=words)


@cache
def _environment() -> Environment:
    loader = PackageLoader("handlers.review", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
