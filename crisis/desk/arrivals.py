"""What comes in by itself: alerts, and posts. Each joins what is open, waits, opens a room, or is only kept.

Answers for: an alert being kept with what became of it, its cause having one room, and the posts that it brings joining
the incident of their story. May not: say what an alert or a verdict asks for (``decisions`` does); what waits stands in
``holding``, one batch of posts in ``batch``.
"""

from dataclasses import dataclass
from datetime import datetime

from crisis import commands as c
from crisis import events as e
from crisis import refusals
from crisis.alert import Alert, AlertOutcome
from crisis.decisions import opening
from crisis.decisions.context import Context, want_open
from crisis.desk import bringing, gate, holding, joining
from crisis.desk.batch import Batch
from crisis.desk.intake import Intake
from crisis.desk.outcome import Outcome
from crisis.desk.working import go_on, open_room
from crisis.incident import Incident
from crisis.incident.firing import part_of
from crisis.policy.routes import Do, route_of, routed
from crisis.ports import StoredAlert, Unit
from crisis.refusals import Refused
from crisis.stages import Stage
from crisis.values import replace


@dataclass(frozen=True, slots=True)
class Arrivals:
    """See the module. It is what a batch asks for rooms (``batch.Rooms``)."""

    intake: Intake

    def receive(self, unit: Unit, alert: Alert, context: Context) -> Outcome:
        """Take an alert in. The posts that it brings are kept like any others, and it joins the incident of their
        story."""
        if not alert.mentions:
            return receive_alert(unit, alert, context)
        batch = self._begin(unit, context, alert.source, alert.received_at)
        same = batch.judge_those_of(alert)
        if same is None or alert.resolved or unit.open_incident_of(alert.fingerprint):
            outcome = receive_alert(unit, alert, context)
        else:
            made = opening.alert_again(same, alert)
            stored = _keep(unit, alert, AlertOutcome.JOINED, same.number)
            outcome = replace(go_on(unit, same, made, None, context), alert=stored)
        number = outcome.alert.incident if outcome.alert else None
        taken = batch.keep_those_of(alert, number)
        return replace(outcome, taken=taken, wished=True, next_due=batch.earliest(outcome.next_due))

    def receive_mentions(self, unit: Unit, command: c.ReceiveMentions, context: Context) -> Outcome:
        """Take posts in; ``taken`` of the outcome is never None."""
        batch = self._begin(unit, context, command.source, command.heard_at)
        return Outcome(taken=batch.take(command.posts), next_due=batch.next_due, wished=batch.wished)

    def bring_posts(self, unit: Unit, command: c.BringPosts, context: Context) -> Outcome:
        """Take posts in as an incident's own; ``taken`` of the outcome is never None. Raises Refused."""
        batch = self._begin(unit, context, command.source, command.heard_at)
        incident = unit.incident(command.incident)
        if incident is None:
            raise Refused(refusals.NO_SUCH_INCIDENT, number=command.incident)
        gate.admit(command, incident, context)
        want_open(incident)
        taken = bringing.take(batch, command, incident)
        return Outcome(incident, taken=taken, next_due=batch.next_due, wished=batch.wished)

    def open_for_story(self, unit: Unit, alert: Alert, context: Context) -> Incident:
        """See ``batch.Rooms``."""
        opened = receive_alert(unit, alert, context, opens=True).incident
        assert opened is not None  # there was room a moment ago, and nobody else is at it
        return opened

    def note(self, unit: Unit, incident: Incident, made: tuple[e.Event, ...], context: Context) -> datetime | None:
        """See ``batch.Rooms``."""
        return go_on(unit, incident, made, None, context).next_due

    def _begin(self, unit: Unit, context: Context, source: str, heard_at: datetime) -> Batch:
        batch = Batch(self.intake, unit, context, self, source, heard_at)
        batch.begin()
        return batch


def receive_alert(unit: Unit, alert: Alert, context: Context, opens: bool | None = None) -> Outcome:
    """Take an alert in, without a look at its posts. ``opens``: whether it opens by itself, where somebody else than
    its severity says so."""
    policy, now = context.policy, context.now
    route = None if alert.weighed else route_of(alert, policy.routes)  # thresholds have spoken for posts
    alert = routed(alert, route, policy.private_kinds)
    known = known_of(unit, alert.fingerprint)
    outcome = opening.judge_alert(alert, known, context, lambda: holding.is_full(unit, alert, policy, now), opens)
    if known.open:
        if known.held:  # it waited while its incident was reopened
            holding.settle(unit, known.held, known.open.number)
        stored = _keep(unit, alert, outcome, known.open.number)
        made = opening.alert_again(known.open, alert)
        return replace(go_on(unit, known.open, made, None, context), alert=stored)
    if outcome is AlertOutcome.IGNORED or (route and route.do is Do.IGNORE):
        if known.held and alert.resolved and part_of(known.held.alert) == part_of(alert):
            holding.end(unit, known.held)
        return Outcome(alert=_keep(unit, alert, AlertOutcome.IGNORED, None))
    if outcome is AlertOutcome.OPENED:
        return _open_for(unit, alert, known, context)
    if known.held:
        return Outcome(alert=holding.repeat(unit, alert, known.held, policy, now))
    return Outcome(alert=holding.hold(unit, alert, policy, now))


def known_of(unit: Unit, cause: str) -> opening.Known:
    """What there is of a cause. What was merged goes on elsewhere: the alerts of its cause go there."""
    found, held = unit.open_incident_of(cause), unit.held_alert_of(cause)
    if found:
        return opening.Known(found, None, held)
    ended = unit.ended_incident_of(cause)
    if ended is None or ended.stage is not Stage.MERGED:
        return opening.Known(None, ended, held)
    there = joining.goes_on(unit, ended)
    if there.is_open:
        return opening.Known(there, None, held, merged=True)
    return opening.Known(None, there if there.stage is Stage.CLOSED else None, held)


def _open_for(unit: Unit, alert: Alert, known: opening.Known, context: Context) -> Outcome:
    opened = open_room(unit, opening.open_for_alert(alert, known, context), None, context, has_batch=True).finish()
    assert opened.incident is not None  # it is the outcome of opening one
    number = opened.incident.number
    # The incident first: a database would have to search all alerts for those that waited for it.
    stored = _keep(unit, alert, AlertOutcome.OPENED, number)
    if known.held:
        holding.settle(unit, known.held, number)
    return replace(opened, alert=stored)


def _keep(unit: Unit, alert: Alert, outcome: AlertOutcome, incident: int | None) -> StoredAlert:
    return StoredAlert(unit.store_alert(alert, outcome, incident), alert, outcome, incident)
