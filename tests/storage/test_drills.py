"""Drills in the store: the one that goes on, figures without them, and what was stored before there were any."""

import json
from dataclasses import replace
from datetime import timedelta

from crisis.clock.due import Due, DueKind
from crisis.events import DrillEnded, IncidentOpened, InjectPlayed
from crisis.incident import Incident
from crisis.incident.drill import Drill
from crisis.stages import Stage
from crisis.words import REMOVED
from storage import codec
from storage.store import SqlStore
from storage.work.unit import SqlUnit
from tests.crisis.world.scripts import SCRIPT
from tests.storage.conftest import counted_entropy
from tests.storage.examples import NOW, OPENED, incident

PLAYING = Drill(SCRIPT, 1, (1,))


async def test_the_drill_that_goes_on_is_found_and_counts_nowhere(store: SqlStore) -> None:
    """Only an open one; the figures know of real incidents alone."""
    real, over = incident(1), incident(2, drill=True, playing=PLAYING, stage=Stage.CLOSED)
    going_on = incident(3, drill=True, playing=replace(PLAYING, played=(1, 2), ended_at=NOW))
    await store.transact(lambda unit: unit.save(real))
    await store.transact(lambda unit: unit.save(over))
    assert await store.read(lambda view: view.drill_going_on()) is None
    await store.transact(lambda unit: unit.save(going_on))
    assert await store.read(lambda view: view.drill_going_on()) == going_on
    assert (await store.read(lambda view: view.counts())).open_incidents == 1
    assert {each.number for each in await store.read(lambda view: view.open_incidents())} == {1, 3}


async def test_an_inject_is_a_due_time_like_any_other(store: SqlStore) -> None:
    inject = Due(DueKind.INJECT, "2", NOW + timedelta(minutes=10))
    await store.transact(lambda unit: unit.save(incident(1)))
    await store.transact(lambda unit: unit.set_due(1, (inject,)))
    assert await store.read(lambda view: view.next_due_at()) == inject.due_at


async def test_the_record_of_a_drill_reads_back(store: SqlStore) -> None:
    """The script enters the ledger with its words beside it."""
    opened = replace(OPENED, drill=PLAYING)
    told = InjectPlayed(2, SCRIPT.injects[1].kind, SCRIPT.injects[1].sender, SCRIPT.injects[1].text, left=2)

    def record(unit: SqlUnit) -> None:
        unit.save(incident(1))
        for event in (opened, told, DrillEnded(stopped=True)):
            unit.append(1, NOW, "U1", event)

    await store.transact(record)
    entries = await store.read(lambda view: view.entries(1))
    assert [entry.event for entry in entries] == [opened, told, DrillEnded(stopped=True)]


def test_no_word_of_a_script_stays_in_the_payload() -> None:
    """Whoever wrote it: words stand beside the ledger, and can be removed."""
    data, words = codec.split(replace(OPENED, drill=PLAYING), counted_entropy())
    assert "melt" not in json.dumps(data)
    assert "/drill/script/injects/1/text/en" in {each.path for each in words}
    read = codec.join("IncidentOpened", data, {})
    assert isinstance(read, IncidentOpened)
    assert read.drill is not None
    assert read.drill.script.title.en == REMOVED


def test_what_was_stored_before_drills_reads_the_same() -> None:
    """Neither an incident's state nor its opening said anything of them."""
    state, opening = json.loads(codec.encode(incident(1))), json.loads(codec.encode(OPENED))
    del state["playing"], opening["drill"]
    assert codec.decode(Incident, json.dumps(state)) == incident(1)
    assert codec.decode(IncidentOpened, json.dumps(opening)) == OPENED
