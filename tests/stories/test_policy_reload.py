"""The policy file is changed while the bot runs: a good one takes effect, a bad one is said and the last good holds."""

from collections.abc import Awaitable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.playground import Playground
from bot.policy.file import PolicyError, load, policy_of
from bot.settings.settings import Settings
from bot.timing import Timing
from crisis.language import Language
from crisis.policy import Policy
from tests.stories.conftest import MakeGround
from tests.stories.outages import eventually, readyz, told_by
from tests.stories.telling import HE, LIN, MAYA, at, clicked, fingerprint, offer_to, opened, person, typed

SOON = Timing(policy=0.05)

FIRST = """
team:
  - { user: maya.brooks@yunhe.example, roles: [lead] }
severities:
  SEV3: { roles: [lead, legal], update_every: 2h }
"""
SECOND = """
team:
  - { user: maya.brooks@yunhe.example, roles: [lead] }
  - { user: lin.xiao@yunhe.example, roles: [legal] }
severities:
  SEV3: { roles: [lead, legal], update_every: 1h, acknowledge_within: 45m }
roles:
  - { key: liaison, name: liaison, instructions: Keep them informed. }
rotations:
  - { name: desk, roles: [lead], people: [maya.brooks@yunhe.example], hand_over: daily 09:00, starts: 2026-05-01 }
"""
BAD = SECOND.replace("people: [maya.brooks@yunhe.example]", "people: []").replace("[legal]", "[leegal]")


def with_file(make_ground: MakeGround, path: Path, timing: Timing = SOON) -> Awaitable[Playground]:
    path.write_text(FIRST, encoding="utf-8")
    policy = policy_of(Settings(policy=path))
    return make_ground(policy=policy, extra={"policy": path}, timing=timing)


async def test_good_then_bad_then_good(make_ground: MakeGround, tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    ground = await with_file(make_ground, path)
    service, desk = ground.service, ground.service.desk
    room = await opened(ground, "open sev3 Mould in lunch boxes", MAYA)
    offer = offer_to(ground, MAYA, "lead")
    await clicked(ground, MAYA, offer, "✅ Accept")
    assert "Nobody" in room.board().plain or "nobody" in room.board().plain

    path.write_text(SECOND, encoding="utf-8")
    await eventually(lambda: service.policy.role("liaison"), "the new policy")
    await ground.settle()
    assert offer_to(ground, LIN, "#1")  # the role that nobody was left for
    assert "every 1 h" in room.board().plain
    assert (await room.incident()).rhythm.next_due == at(ground) + timedelta(hours=1)
    assert desk.roster.on_duty("lead", at(ground))
    assert "desk" in (await typed(ground, MAYA, "oncall")).shown[0].plain
    assert (await readyz(service.address))[1]["status"] == "ready"

    before = fingerprint(ground, without=("meta",))
    path.write_text(BAD, encoding="utf-8")
    said = await told_by(service, "The policy file cannot be used, the policy of before holds", ":4: team[1]")
    assert "no role “leegal”" in said["what"]
    assert "1 more" in said["what"]
    assert "fenghuo policy check" in said["remedy"]
    status, body = await readyz(service.address)
    assert (status, body["status"]) == (200, "degraded")
    assert desk.roster.candidate(person(ground, LIN).id)
    assert fingerprint(ground, without=("meta",)) == before  # nobody in Slack is bothered

    path.write_text(SECOND.replace("lin.xiao", "he.jun"), encoding="utf-8")
    await eventually(lambda: not service.troubles.has("policy"), "the trouble to be over")
    assert desk.roster.candidate(person(ground, HE).id)
    assert desk.roster.candidate(person(ground, LIN).id) is None


WRONG = """
team:
  - { user: maya.brooks@yunhe.example, roles: [leed] }
  - { user: lin.xiao@yunhe.example, hours: [{ days: mon-fri, from: 18:00, to: 09:00 }] }
  - { user: maya.brooks@yunhe.example, roles: [lead] }
rotations:
  - { name: desk, roles: [lead], people: [], hand_over: daily 09:00, starts: 2026-05-01 }
"""
HOLIDAYS = "holidays:\n  china: 2026-10-01\n"
MISTAKES = ("3: team[0].roles[0]", "4: team[1].hours[0].to", "5: team[2].user", "7: rotations[0].people")


async def test_each_mistake_of_a_team_is_named_and_the_last_good_policy_holds(
    make_ground: MakeGround, tmp_path: Path
) -> None:
    path = tmp_path / "policy.yaml"
    ground = await with_file(make_ground, path)
    policy = ground.service.desk.policy
    for text, mistakes in ((HOLIDAYS, ("2: holidays.china",)), (WRONG, MISTAKES)):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(PolicyError) as refused:  # as `fenghuo policy check` says it
            load(path, Policy())
        named = [each.say(Language.ENGLISH).removeprefix(f"{path}:") for each in refused.value.problems]
        assert len(named) == len(mistakes), named
        assert all(line.startswith(mistake) for line, mistake in zip(named, mistakes, strict=True)), named
    said = await told_by(ground.service, "The policy file cannot be used", "the policy of before holds", "3 more")
    assert "fenghuo policy check" in said["remedy"]
    assert ground.service.desk.policy is policy
    room = await opened(ground, "open sev3 Mould in lunch boxes", MAYA)
    await clicked(ground, MAYA, offer_to(ground, MAYA, "lead"), "✅ Accept")
    assert (await room.incident()).holder("lead") == person(ground, MAYA).id


async def test_a_file_that_vanishes_or_says_the_same_changes_nothing(make_ground: MakeGround, tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    ground = await with_file(make_ground, path)
    policy = ground.service.desk.policy
    path.unlink()
    await told_by(ground.service, "The policy file cannot be used", "there is no such file")
    path.write_text(f"# the same\n{FIRST}", encoding="utf-8")
    await eventually(lambda: not ground.service.troubles.has("policy"), "the file to be there again")
    assert ground.service.desk.policy is policy


async def test_new_due_times_hold_for_open_incidents(make_ground: MakeGround, tmp_path: Path) -> None:
    """The target that would run out after 15 minutes is given 45."""
    path = tmp_path / "policy.yaml"
    ground = await with_file(make_ground, path)
    assert (await ground.alert({"source": "m", "key": "k", "title": "Mould", "severity": "SEV3"}))[0] == 202
    await ground.settle()
    before = await ground.service.store.read(lambda view: view.next_due_at())
    path.write_text(SECOND.replace("update_every: 1h", "offer_waits: 40m"), encoding="utf-8")
    await eventually(lambda: ground.service.policy.role("liaison"), "the new policy")
    await ground.settle()
    incident = await ground.service.store.read(lambda view: view.incident(1))
    assert incident
    due = await ground.service.store.read(lambda view: view.due_now(at(ground) + timedelta(hours=5), at(ground), 50))
    acknowledge = [each.due_at for each in due if each.key == "target:acknowledged"]
    assert acknowledge == [incident.opened_at + timedelta(minutes=45)]
    assert before == incident.opened_at + timedelta(minutes=15)


async def test_whoever_says_that_the_file_was_changed_need_not_wait(make_ground: MakeGround, tmp_path: Path) -> None:
    """SIGHUP says so: the next look by itself would come in an hour."""
    path = tmp_path / "policy.yaml"
    ground = await with_file(make_ground, path, Timing(policy=3600.0))
    path.write_text(SECOND, encoding="utf-8")
    ground.service.look_at_policy()
    await eventually(lambda: ground.service.policy.role("liaison"), "the new policy")
