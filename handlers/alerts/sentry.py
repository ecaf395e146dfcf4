"""Sentry's webhooks: issue alerts, metric alerts, activity alerts and “issue resolved” of an internal integration, and
the legacy WebHooks plugin.

https://docs.sentry.io/organization/integrations/integration-platform/webhooks/ (the signature is the HMAC-SHA256 of the
body with the integration's client secret; the time in ``Sentry-Hook-Timestamp`` is not covered by it, and not looked
at). Which resource it is shows in ``data``. Every other resource and action is taken and ignored: a new issue alone is
no crisis, the team's alert rules say what is.
"""

from collections.abc import Sequence
from typing import Annotated, Any

from crisis.alert import Alert
from crisis.severity import severity_of
from handlers.alerts.fields import title_of
from handlers.alerts.signing import Sent, Signature, digest, same
from handlers.alerts.soft import Items, Labels, Lenient, Soft, SoftMoment, Web, as_labels, first, lines, part, severity
from handlers.alerts.source import BadPayload, Item, Problem, Reading, Source, checked

# Of a metric alert's actions, what they say; and of the levels that are no words of ours.
METRIC_ACTIONS = {"critical": "critical", "warning": "warning", "resolved": ""}
LEVELS = {"debug": "info", "sample": "info"}
SHOWN_TAGS = ("environment", "release", "server_name", "transaction", "level")  # no person is named in these


class Project(Lenient):
    slug: Soft = ""


class IssueShape(Lenient):
    """An issue; of an event as much as it shares with it."""

    id: Soft = ""
    issue_id: Soft = ""
    title: Soft = ""
    message: Soft = ""
    culprit: Soft = ""
    level: Soft = ""
    status: Soft = ""
    shortId: Soft = ""
    environment: Soft = ""
    platform: Soft = ""
    web_url: Web = ""
    permalink: Web = ""
    datetime: SoftMoment = None
    firstSeen: SoftMoment = None
    tags: Labels
    project: Annotated[Project, part(Project)] = Project()


class RuleShape(Lenient):
    id: Soft = ""
    name: Soft = ""
    environment: Soft = ""
    query: Soft = ""


class MetricShape(Lenient):
    id: Soft = ""
    date_started: SoftMoment = None
    projects: Items
    alert_rule: Annotated[RuleShape, part(RuleShape)] = RuleShape()


class DataShape(Lenient):
    description_title: Soft = ""
    description_text: Soft = ""
    web_url: Web = ""
    triggered_rule: Soft = ""
    event: dict[str, Any] | None = None
    metric_alert: dict[str, Any] | None = None
    issue: dict[str, Any] | None = None


class HookShape(Lenient):
    action: Soft = ""
    data: DataShape


class PluginShape(Lenient):
    id: Soft
    project: Soft = ""
    project_slug: Soft = ""
    level: Soft = ""
    culprit: Soft = ""
    message: Soft = ""
    url: Web = ""
    triggering_rules: Items
    event: Annotated[IssueShape, part(IssueShape)] = IssueShape(tags={})


def split(payload: Any) -> tuple[Sequence[Item], bool]:
    if isinstance(payload, dict) and "data" not in payload and "project" in payload and "id" in payload:
        return [Item("", payload)], False
    hook = checked(HookShape, Item("", payload), None)
    data = hook.data
    is_said = hook.action == "triggered" or (data.issue is not None and hook.action == "resolved")
    if data.metric_alert is not None:
        is_said = hook.action in METRIC_ACTIONS
    elif data.event is None and data.issue is None:
        is_said = False
    return ([Item("data", payload, hook)] if is_said else []), False


def read(item: Item, reading: Reading) -> Alert:
    hook = item.shared
    if hook is None:
        return _plugin(item, reading)
    return _metric(hook, reading) if hook.data.metric_alert is not None else _issue(hook, reading)


def _issue(hook: HookShape, reading: Reading) -> Alert:
    """An event that set off an alert rule, or an issue; both are known by the issue's id."""
    is_event = hook.data.event is not None
    path = "data.event" if is_event else "data.issue"
    one = checked(IssueShape, Item(path, hook.data.event if is_event else hook.data.issue), reading)
    number = one.issue_id if is_event else one.id
    if not number:
        raise BadPayload(Problem(f"{path}.{'issue_id' if is_event else 'id'}", "the issue's id is wanted"))
    named = {
        **{name: one.tags.get(name, "") for name in SHOWN_TAGS},
        "project": one.project.slug,
        "issue": one.shortId,
        "level": one.level,
        "platform": one.platform,
        "rule": hook.data.triggered_rule,
    }
    named["environment"] = first(one.environment, named["environment"])
    title = first(one.title, one.message)
    return Alert(
        source="sentry",
        title=title_of(title, "Sentry", reading.language),
        received_at=reading.now,
        key=f"issue-{number}",
        text=lines("" if one.message == title else one.message, one.culprit),
        severity_hint=severity(LEVELS.get(one.level, one.level)),
        started_at=one.datetime or one.firstSeen,
        labels=as_labels(named.items()),
        url=first(one.web_url, one.permalink),
        resolved=hook.action == "resolved" or (not is_event and one.status == "resolved"),
    )


def _metric(hook: HookShape, reading: Reading) -> Alert:
    data = hook.data
    one = checked(MetricShape, Item("data.metric_alert", data.metric_alert), reading)
    rule = one.alert_rule
    number = first(rule.id, one.id)
    if not number:
        raise BadPayload(Problem("data.metric_alert.alert_rule.id", "the rule's id is wanted"))
    named = {
        "rule": rule.name,
        "environment": rule.environment,
        "query": rule.query,
        "project": ", ".join(each for each in one.projects if isinstance(each, str)),
    }
    return Alert(
        source="sentry",
        title=title_of(first(rule.name, data.description_title), "Sentry", reading.language),
        received_at=reading.now,
        key=f"metric-{number}",
        text=lines(*data.description_text.replace("\\n", "\n").split("\n")),
        severity_hint=severity(METRIC_ACTIONS[hook.action]),
        started_at=one.date_started,
        labels=as_labels(named.items()),
        url=data.web_url,
        resolved=hook.action == "resolved",
    )


def _plugin(item: Item, reading: Reading) -> Alert:
    one = checked(PluginShape, item, reading)
    rules = ", ".join(each for each in one.triggering_rules if isinstance(each, str))
    title = first(one.event.title, one.message, one.culprit)
    level = first(one.level, one.event.level)
    named = {
        "project": first(one.project_slug, one.project),
        "level": level,
        "rule": rules,
        "environment": first(one.event.environment, one.event.tags.get("environment", "")),
    }
    return Alert(
        source="sentry",
        title=title_of(title, "Sentry", reading.language),
        received_at=reading.now,
        key=f"issue-{one.id}" if one.id else None,
        text=lines(*(each for each in (one.message, one.culprit) if each != title)),
        severity_hint=severity_of(LEVELS.get(level, level)),
        labels=as_labels(named.items()),
        url=one.url,
    )


def _signed(sent: Sent, secret: bytes) -> bool:
    return same(sent.header(SIGNATURE.header), digest(secret, sent.body))


SIGNATURE = Signature("Sentry-Hook-Signature", _signed)
SENTRY = Source("sentry", split, read, signature=SIGNATURE)
