"""What events change: how posts spread. May not: decide or refuse."""

from datetime import datetime

from crisis import events as e
from crisis.decisions.spreading import added
from crisis.evolve.base import Change
from crisis.incident import Incident, Who
from crisis.incident.spread import Proposal, Spread
from crisis.values import replace


def _counted(incident: Incident, event: e.SpreadCounted, at: datetime, by: Who) -> Incident:
    old = Spread(first=event.count, proposals=incident.spread.proposals) if event.anew else incident.spread
    slots = dict(event.slots)
    return replace(incident, spread=added(old, event.count, slots, event.platforms, event.topics, event.largest, at))


def _proposed(incident: Incident, event: e.SeverityProposed, at: datetime, by: Who) -> Incident:
    proposal = Proposal(event.number, event.severity, event.why, event.total)
    return _with(incident, (*incident.spread.proposals, proposal))


def _settled(incident: Incident, event: e.ProposalSettled, at: datetime, by: Who) -> Incident:
    return _with(
        incident,
        tuple(
            replace(each, settled_at=at) if each.number == event.number else each for each in incident.spread.proposals
        ),
    )


def _with(incident: Incident, proposals: tuple[Proposal, ...]) -> Incident:
    return replace(incident, spread=replace(incident.spread, proposals=proposals))


CHANGES: dict[type[e.Event], Change] = {
    e.SpreadCounted: _counted,
    e.SeverityProposed: _proposed,
    e.ProposalSettled: _settled,
}
