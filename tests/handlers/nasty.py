"""Words from outside that would like to be more than words, and a review that holds them wherever it can."""

from datetime import timedelta

from crisis import events as e
from crisis.alert import Alert, Mention
from crisis.review.facts import Review
from crisis.severity import Severity
from crisis.stages import Move, Stage
from tests.handlers.review_example import Story, paper_lantern

NASTY = (
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](https://tracker.example/p.gif)",
    "`code` ``more`` ```",
    "a | b | c",
    "# heading",
    "heading #",
    "two\n\n# lines\n\n- and a list",
    "line\n===",
    "---",
    "- item",
    "+ item",
    "1. item",
    "1) item",
    "> quote",
    "    indented",
    "\tindented",
    "*bold* __bold__ ~~gone~~",
    "<https://evil.example>",
    "&lt;b&gt; &#35;",
    "back\\slash \\",
    "```\nfence",
    "~~~\nfence",
    "[ref]: https://evil.example",
    "<!-- comment",
    "\u202eright to left\u2028line\u0085line\x0bline",
    "| --- | --- |",
    "$x$ {{ y }}",
    "nul\x00 and bell\x07",
)


def review_with(text: str) -> Review:
    """A small incident in which every place for words from outside holds ``text``."""
    from_outside = Alert(
        source=text,
        title=text,
        received_at=paper_lantern().moments.first_sight,
        text=text,
        labels=((text, text),),
        url="https://ok.example/",
        mentions=(Mention("weibo", text, text, 5, "https://ok.example/"),),
    )
    day = from_outside.received_at.replace(hour=0, minute=0, second=0)
    opened = e.IncidentOpened(
        text, Severity.SEV2, "product", "k", text, "k", timedelta(minutes=30), (), None, text, from_outside
    )
    story = Story(3, day, opened, "12:04:09")
    story.tell("12:06", "U1", e.NoteAdded(text, story.at("12:05"), "U2"))
    story.tell("12:07", "U1", e.DecisionLogged(1, text, text, (text, text), "U2", text, story.at("20:00")))
    story.tell("12:08", "U1", e.UpdatePosted(1, text, story.at("12:38"), text, text))
    story.tell("12:09", "U1", e.SeverityChanged(Severity.SEV2, Severity.SEV3, text))
    story.tell("12:10", "U1", e.StageChanged(Stage.TRIAGE, Stage.CLOSED, Move.FORWARD, text))
    story.tell("12:11", "U1", e.Renamed(text, text), e.RemindersStopped(text))
    return story.review("12:12")
