"""The desk of mentions: what follows when posts come, and what the tally says of them."""

from typing import Any

from crisis import events as e
from crisis.alert import Mention
from crisis.commands import Command
from crisis.decisions import apply
from crisis.decisions.mentions import heard, recounted
from crisis.mention import KeptMention, MentionState, fingerprint_of
from crisis.mentions import Mentions
from crisis.severity import Severity
from crisis.values import replace
from tests.crisis.memory_store import Memory, MemoryUnit
from tests.crisis.world import ANNA, MINUTE, START, Case


def a_post(number: int, minutes_ago: int = 0, platform: str = "weibo", **changes: Any) -> KeptMention:
    """Kept mention ``number`` of incident 1, posted so many minutes before it was heard of."""
    at = START - minutes_ago * MINUTE
    post = Mention(platform, f"路人{number}", f"第 {number} 条", id=str(number), posted_at=at)
    return replace(KeptMention(number, fingerprint_of(post), post, START, at, "mentions", 1, incident=1), **changes)


def test_a_batch_is_told_once_with_how_many_and_since_when() -> None:
    case = Case()
    batch = [a_post(1, 3), a_post(2, 9, "douyin"), a_post(3, 1, severity=Severity.SEV2)]
    batch[0] = replace(batch[0], mention=replace(batch[0].mention, followers=5_000_000))
    told, _ = heard(case.incident, batch, case.context)
    assert told == e.MentionsHeard(3, START - 9 * MINUTE, (1, 3, 2), Severity.SEV2, (("weibo", 2), ("douyin", 1)))
    after = apply(case.incident, (told,), Command(1, None), case.context)
    assert after.mentions == Mentions(waiting=3, oldest=START - 9 * MINUTE, first_heard_at=START)


def test_a_second_batch_is_added_to_the_first() -> None:
    case = Case()
    incident = apply(case.incident, heard(case.incident, [a_post(1, 3)], case.context), Command(1, None), case.context)
    made = heard(incident, [a_post(2, 1), a_post(3, 7)], case.context)
    incident = apply(incident, made, Command(1, None), case.context)
    assert (incident.mentions.waiting, incident.mentions.oldest) == (3, START - 7 * MINUTE)


def test_nothing_new_is_nothing_to_tell() -> None:
    case = Case()
    assert heard(case.incident, [], case.context) == ()
    assert heard(case.incident, [a_post(1, state=MentionState.ASIDE)], case.context) == ()


def test_the_tally_is_made_anew_from_the_rows() -> None:
    case, unit = Case(), MemoryUnit(Memory())
    answered = {"state": MentionState.ANSWERED, "answer_text": "x", "answered_at": START}
    claimed = {"state": MentionState.CLAIMED, "claimed_by": ANNA, "solved_in_private_at": START}
    unit.keep_mentions([a_post(1, 9, **answered), a_post(2, 5, **claimed), a_post(3, 2), a_post(4, incident=2)])
    (made,) = recounted(case.incident, unit)
    incident = apply(case.incident, (made,), Command(1, None), case.context)
    assert incident.mentions == Mentions(
        waiting=1, claimed=1, answered=1, owed=1, oldest=START - 5 * MINUTE, first_heard_at=START
    )
    assert recounted(incident, unit) == ()
