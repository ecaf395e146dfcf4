"""Datadog's webhook. Its payload is what the team writes into Datadog's form: docs/sources/datadog.md has the template
that is read here; Datadog's own default payload does, too, with less in it.

https://docs.datadoghq.com/integrations/webhooks/ (the variables). A variable that has nothing to say comes as “null”,
as nothing, or as itself.
"""

import re
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from crisis.alert import Alert
from crisis.handling import ASKED
from crisis.severity import Severity
from handlers.alerts.fields import title_of
from handlers.alerts.soft import Lenient, SoftMoment, Web, as_labels, first, labels, listed, part, severity, text
from handlers.alerts.source import BadPayload, Item, Problem, Reading, Source, checked

NOTHING = ("null", "none", "n/a")
OVER = ("recovered", "resolved")
TEST = "[test]"  # how a monitor's “Test Notifications” begins its titles
_STATE = re.compile(
    r"^\[(?:re-)?(?:triggered|warn|no data|recovered|renotify|monitor alert)(?: on \{[^}\]]{0,500}\})?\]\s*",
    re.IGNORECASE,
)

_SENT_TO = re.compile(r"^(?:\s*@[\w.@-]+)+\s*$")


def _variable(value: Any) -> str:
    found = text(value).strip()
    return "" if found.lower() in NOTHING or re.fullmatch(r"\$[A-Z_]{2,40}", found) else found


def _tags(value: Any) -> list[Any]:
    return listed(value) or [each.strip() for each in _variable(value).split(",") if each.strip()]


Variable = Annotated[str, BeforeValidator(_variable)]
Tags = Annotated[list[Any], BeforeValidator(_tags), Field(default_factory=list)]


class Org(Lenient):
    name: Variable = ""


class PayloadShape(Lenient):
    """The template's fields; then those that only the default payload has."""

    alert_title: Variable = ""
    event_title: Variable = ""
    message: Variable = ""
    alert_id: Variable = ""
    alert_scope: Variable = ""
    aggreg_key: Variable = ""
    alert_transition: Variable = ""
    alert_type: Variable = ""
    alert_priority: Variable = ""
    alert_metric: Variable = ""
    hostname: Variable = ""
    org_name: Variable = ""
    tags: Tags
    link: Web = ""
    date: SoftMoment = None

    title: Variable = ""
    body: Variable = ""
    org: Annotated[Org, part(Org)] = Org()


def split(payload: Any) -> tuple[Sequence[Item], bool]:
    one = checked(PayloadShape, Item("", payload), None)
    if not first(one.alert_title, one.event_title, one.title, one.alert_id, one.aggreg_key):
        raise BadPayload(
            Problem("alert_title", "nothing says which alert it is: use the template of docs/sources/datadog.md")
        )
    return [Item("", payload)], False


def read(item: Item, reading: Reading) -> Alert:
    one = checked(PayloadShape, item, reading)
    said = first(one.alert_title, one.event_title, one.title)
    state = first(one.alert_transition, _state_in(said)).lower()
    is_test = said.lower().startswith(TEST)
    key = f"{one.alert_id}:{one.alert_scope}" if one.alert_id else one.aggreg_key
    named = labels(one.tags) | labels(one.alert_scope.split(","))
    named |= {
        "metric": one.alert_metric,
        "host": first(one.hostname, named.get("host", "")),
        "org": first(one.org_name, one.org.name),
    }
    return Alert(
        source="datadog",
        title=title_of(_STATE.sub("", said), "Datadog", reading.language),
        received_at=reading.now,
        key=key or None,
        text=_message(first(one.message, one.body)),
        severity_hint=Severity.SEV4 if is_test else severity(one.alert_priority, one.alert_type),
        started_at=one.date if not one.alert_transition.lower().startswith("re") else None,
        labels=as_labels(named.items()),
        url=one.link,
        resolved=state in OVER,
        handling=ASKED if is_test else None,
    )


def _state_in(title: str) -> str:
    """The state that the default payload has in its title alone: ``[Recovered on {host:a}] …``."""
    found = _STATE.match(title)
    return found[0][1:].partition("]")[0].partition(" on ")[0] if found else ""


def _message(said: str) -> str:
    """A monitor's message without the marks that Datadog frames it with, and without whom it was sent to."""
    return "\n".join(_SENT_TO.sub("", line) for line in said.replace("%%%", "").strip().split("\n")).strip()


DATADOG = Source("datadog", split, read)
