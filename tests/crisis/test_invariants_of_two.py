"""Whatever is merged, taken back, split, opened and closed in whatever order: invariant 16 holds after every step."""

import asyncio
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from crisis import commands as c
from crisis.commands.mentions import OnMention
from crisis.incident.tasks import TaskState
from crisis.mention import MentionState
from crisis.refusals import Refused
from crisis.stages import Stage
from tests.crisis.world import ANNA, BO, MINUTE, an_alert
from tests.crisis.world.desk import DeskWorld, a_post

numbers = st.integers(1, 5)
HANDLED: tuple[type[OnMention], ...] = (c.AnswerMention, c.ReopenMention, c.PutMentionAside)


class OfTwo(RuleBasedStateMachine):
    """People merge and split as they like; alerts and posts come meanwhile."""

    world: DeskWorld

    def run(self, doing: Any) -> None:
        with suppress(Refused):
            self.loop.run_until_complete(doing)

    @initialize()
    def open(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.world = DeskWorld()
        for title in ("Tea", "Coffee", "Milk"):
            self.run(self.world.receive(an_alert(title)))
        self.run(self.world.desk.handle(c.OpenIncident("A leak", ANNA, private=True)))

    def teardown(self) -> None:
        self.loop.close()

    @rule(number=numbers, into=numbers, openly=st.booleans())
    def merge(self, number: int, into: int, openly: bool) -> None:
        self.run(self.world.desk.handle(c.MergeIncident(number, ANNA, into, openly=openly)))

    @rule(number=numbers)
    def reopen(self, number: int) -> None:
        self.run(self.world.desk.handle(c.ChangeStage(number, ANNA, Stage.RESPONDING)))

    @rule(number=numbers)
    def close(self, number: int) -> None:
        self.run(self.world.desk.handle(c.ChangeStage(number, ANNA, Stage.CLOSED)))

    @rule(number=numbers, aside=st.booleans(), chosen=st.lists(st.integers(1, 9), max_size=3))
    def split(self, number: int, aside: bool, chosen: list[int]) -> None:
        self.run(self.world.desk.handle(c.SplitIncident(number, ANNA, tuple(chosen), aside=aside)))

    @rule(number=numbers, task=st.integers(1, 3), done=st.booleans())
    def work(self, number: int, task: int, done: bool) -> None:
        command = c.FinishTask(number, BO, task) if done else c.AddTask(number, ANNA, text="boil water")
        self.run(self.world.desk.handle(command))

    @rule(number=numbers, story=st.integers(1, 4))
    def a_post_comes(self, number: int, story: int) -> None:
        if number in self.world.memory.incidents and self.world.incident(number).is_open:
            self.run(a_post(self.world, number, story))

    @rule(number=numbers, post=st.integers(1, 9), minutes=st.sampled_from((0, 90)), kind=st.sampled_from(HANDLED))
    def handle(self, number: int, post: int, minutes: int, kind: type[OnMention]) -> None:
        self.world.clock.forward(minutes * MINUTE)
        words = {"text": "sorry"} if kind is c.AnswerMention else {}
        self.run(self.world.desk.handle(kind(number, ANNA, post, **words)))

    @rule(title=st.sampled_from(("Tea", "Coffee", "Milk")))
    def an_alert_comes(self, title: str) -> None:
        before = {number: each.stage for number, each in self.world.memory.incidents.items()}
        self.run(self.world.receive(an_alert(title)))
        for number, stage in before.items():
            assert self.world.incident(number).stage is stage

    @invariant()
    def each_knows_the_other(self) -> None:
        for number, incident in self.world.memory.incidents.items():
            into = incident.joined.into
            assert (into is not None) == (incident.stage is Stage.MERGED)
            if into:
                assert number in [link.number for link in self.world.incident(into.number).joined.took]
                assert into.named == (incident.private or not self.world.incident(into.number).private)
            for link in incident.joined.took:
                taken = self.world.incident(link.number).joined.into
                assert taken is not None
                assert taken.number == number

    @invariant()
    def every_chain_ends(self) -> None:
        for incident in self.world.memory.incidents.values():
            seen = [incident.number]
            while into := self.world.incident(seen[-1]).joined.into:
                assert into.number not in seen
                seen.append(into.number)

    @invariant()
    def tallies_are_those_of_the_rows(self) -> None:
        rows = Counter(kept.incident for kept in self.world.memory.mentions.values())
        for number, incident in self.world.memory.incidents.items():
            of_it = [kept for kept in self.world.memory.mentions.values() if kept.incident == number]
            tally, spread = incident.mentions, incident.spread
            assert tally.total + tally.aside == rows[number]
            assert spread.total == tally.total
            assert tally.answered_in_time == sum(kept.late_by == timedelta() for kept in of_it)
            assert tally.answered_in_time + tally.answered_late == sum(kept.late_by is not None for kept in of_it)
            assert incident.stage is not Stage.MERGED or rows[number] == 0
        assert all(
            kept.state is MentionState.ASIDE for kept in self.world.memory.mentions.values() if kept.incident is None
        )

    @invariant()
    def work_that_went_along_is_there(self) -> None:
        for incident in self.world.memory.incidents.values():
            for here, there in incident.joined.tasks:
                assert incident.joined.into is not None
                own, other = incident.work.task(here), self.world.incident(incident.joined.into.number).work.task(there)
                assert own is not None
                assert other is not None
                assert own.text == other.text
                assert own.state is TaskState.DROPPED


TestOfTwo = OfTwo.TestCase
TestOfTwo.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
