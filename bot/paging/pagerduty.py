"""PagerDuty, Events API v2: trigger, acknowledge and resolve with one ``dedup_key``.

https://developer.pagerduty.com/docs/events-api-v2-overview (202 taken; 400 never; 429 and 5xx again, with back-off).
The dedup key makes a page that is sent twice one alert. May not: hear what is acknowledged there.
"""

from datetime import datetime
from typing import Any

from bot.paging.medium import JSON, Act, Answer, Door, Medium, Outgoing, as_json, by_status, refused
from crisis.severity import Severity
from handlers.views.page import Letter

ADDRESS = "https://events.pagerduty.com/v2/enqueue"
SUMMARY_LIMIT = 1024
ACTIONS = {Act.PAGE: "trigger", Act.ACKNOWLEDGE: "acknowledge", Act.RESOLVE: "resolve"}
SEVERITIES = {
    Severity.SEV1: "critical",
    Severity.SEV2: "error",
    Severity.SEV3: "warning",
    Severity.SEV4: "info",
}


def make(letter: Letter, act: Act, door: Door, now: datetime) -> Outgoing:
    """The integration key travels in the body."""
    event: dict[str, Any] = {"routing_key": door.secret, "event_action": ACTIONS[act], "dedup_key": letter.id}
    if act is Act.PAGE:
        what = f"{letter.head} — {letter.lines[1] if len(letter.lines) > 1 else letter.lines[0]}"
        payload = {
            "summary": what[:SUMMARY_LIMIT],
            "severity": SEVERITIES[letter.severity] if letter.severity else "info",
            "source": "fenghuo",
            "timestamp": letter.at.isoformat(),
            "group": f"incident {letter.incident}" if letter.incident else "test",
            "class": letter.reason,
            "custom_details": {"person": letter.person, "text": letter.text},
        }
        links = [{"href": letter.link, "text": "Answer · 答复"}] if letter.link else []
        event |= {"payload": payload, "client": "Fenghuo", "links": links}
    return Outgoing(door.address, as_json(event), JSON)


def judge(answer: Answer) -> None:
    if answer.status == 400:
        found = answer.read()
        errors = found.get("errors") or [found.get("message") or "bad request"]
        raise refused("400 " + "; ".join(map(str, errors)))
    by_status(answer)


PAGERDUTY = Medium(make, judge, knows_repeats=True, default_address=ADDRESS)
