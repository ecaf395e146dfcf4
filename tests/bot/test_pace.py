"""The plan of calls: up to Slack's floor at once, beyond it by slow start, after a 429 by the floor alone."""

from dataclasses import dataclass
from itertools import count, islice

import pytest

from bot.delivery.grants import GRANTS
from bot.delivery.pace import CALLS, EDIT, FIRST_WIDTH, FLOORS, LAW_SECONDS, POST, Pace
from storage.delivery import Candidate

UPDATES = "C-updates"
CREATE = "conversations.create"
RED, YELLOW = 10, 30


@dataclass
class Seconds:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def pace(seconds: Seconds) -> Pace:
    return Pace(seconds, lambda: UPDATES)


ids = count(1)


def granted(pace: Pace, wanted: int, urgency: int = YELLOW) -> list[int]:
    """So many new rooms are wanted; the wishes that may go out now."""
    return [id for id in islice(ids, wanted) if pace.admits(Candidate(id, "OpenChannel", 0, urgency))]


def rooms(pace: Pace, wanted: int, urgency: int = YELLOW) -> int:
    return len(granted(pace, wanted, urgency))


def answered(pace: Pace, wishes: list[int]) -> None:
    for id in wishes:
        pace.ended(id, went_well=True)


def test_every_wish_has_its_calls_and_every_call_its_floor() -> None:
    assert set(CALLS) == {effect.__name__ for effect in GRANTS}
    named = {name for calls in CALLS.values() for name in (*calls.first_time, *calls.looking_back)}
    assert named <= {*FLOORS, EDIT}


def test_up_to_the_floor_at_once_and_beyond_it_by_slow_start(pace: Pace) -> None:
    first = granted(pace, 100)
    assert len(first) == 20 + FIRST_WIDTH
    answered(pace, first[:20])
    assert rooms(pace, 100) == 0  # those beyond are still under way
    going, widths = first[20:], []
    for _ in range(4):
        answered(pace, going)
        going = granted(pace, 100)
        widths.append(len(going))
    assert widths == [16, 32, 64, 64]


def test_a_call_beyond_the_floor_that_failed_does_not_widen_the_start(pace: Pace) -> None:
    first = granted(pace, 20 + FIRST_WIDTH)
    answered(pace, first[:20])
    pace.ended(first[20], went_well=False)
    assert rooms(pace, 100) == 1


def test_a_wish_of_which_nobody_hears_again_holds_up_the_others_for_a_while_only(pace: Pace, seconds: Seconds) -> None:
    assert rooms(pace, 100) == 20 + FIRST_WIDTH
    seconds.now += 50
    assert rooms(pace, 100) == 0
    seconds.now += 50
    assert rooms(pace, 100) == 20 + FIRST_WIDTH


def test_the_first_429_makes_the_floor_the_law(pace: Pace, seconds: Seconds) -> None:
    assert rooms(pace, 100) == 20 + FIRST_WIDTH
    pace.limited(CREATE, None, 30.0)
    assert rooms(pace, 100, RED) == 0
    assert pace.closed() == {"OpenChannel"}
    seconds.now += 30
    assert rooms(pace, 100, RED) == 0  # all of them are in the window still
    for _ in range(5):
        seconds.now += 61
        assert rooms(pace, 100) == 16
        assert rooms(pace, 100) == 0
    seconds.now += LAW_SECONDS
    assert rooms(pace, 100) == 20 + FIRST_WIDTH  # tried anew after an hour


def test_no_window_of_a_minute_has_more_than_the_floor(pace: Pace, seconds: Seconds) -> None:
    pace.limited(CREATE, None, 0.0)
    began: list[float] = []
    for _ in range(4000):
        began += [seconds.now] * rooms(pace, 3, RED)
        seconds.now += 0.1
    assert max(sum(at - 60 < other <= at for other in began) for at in began) == 20
    assert len(began) >= 20 * 6


def test_a_fifth_is_kept_for_what_is_urgent(pace: Pace) -> None:
    pace.limited(CREATE, None, 0.0)
    assert rooms(pace, 100) == 16
    assert "OpenChannel" not in pace.closed()
    assert rooms(pace, 100, RED) == 4
    assert "OpenChannel" in pace.closed()


def test_looking_back_counts_too(pace: Pace) -> None:
    pace.limited("conversations.list", None, 60.0)
    assert not pace.admits(Candidate(1, "OpenChannel", 1, RED))
    assert pace.admits(Candidate(1, "OpenChannel", 0, RED))


def test_replicas_divide_the_floor(pace: Pace, seconds: Seconds) -> None:
    pace.limited(CREATE, None, 0.0)
    pace.replicas = 3
    assert rooms(pace, 100, RED) == 6
    seconds.now += 31 * 60
    pace.replicas = 30
    assert rooms(pace, 100, RED) == 1
    seconds.now += 61
    assert rooms(pace, 100, RED) == 0  # one in thirty minutes


def test_the_wait_for_a_room_is_told(pace: Pace, seconds: Seconds) -> None:
    assert pace.wait_for_room(500) == 0.0  # nobody knows of a limit yet
    pace.limited(CREATE, None, 0.0)
    assert pace.wait_for_room(15) == 0.0
    assert rooms(pace, 100) == 16
    assert pace.wait_for_room(0) == pytest.approx(61)
    assert pace.wait_for_room(15) == pytest.approx(61)
    assert pace.wait_for_room(16) == pytest.approx(122)
    assert pace.room_in({"OpenChannel"}) == pytest.approx(61)
    seconds.now += 60
    assert pace.wait_for_room(0) == pytest.approx(1)


def test_cards_go_to_the_updates_channel_one_a_second_when_slack_wants_it(pace: Pace, seconds: Seconds) -> None:
    pace.limited(POST, UPDATES, 1.0)
    seconds.now += 2
    sent = 0
    for _ in range(100):
        sent += pace.admits(Candidate(1, "PostCard", 0, YELLOW))
        seconds.now += 0.1
    assert 7 <= sent <= 9
    assert "PostBriefing" not in pace.closed()


def test_messages_in_one_channel_keep_apart_when_slack_wants_it(pace: Pace, seconds: Seconds) -> None:
    def admitted(channel: str, *wishes: int) -> list[bool]:
        return [pace.admits_message(id, channel) for id in wishes]

    assert admitted("C1", 1, 2, 3) == [True, True, False]  # one, and one beyond the floor
    assert admitted("C2", 4) == [True]
    answered(pace, [1, 4])
    assert admitted("C1", 5) == [False]
    answered(pace, [2])  # the one beyond
    assert admitted("C1", 6, 7, 8) == [True, True, False]
    seconds.now += 2
    assert admitted("C1", 9) == [True]
    assert not pace.keeps_apart()
    pace.limited(POST, "C1", 1.0)
    assert pace.keeps_apart()
    assert pace.free_in("C1") == 1.25
    seconds.now += 1
    assert [pace.free_in("C1"), pace.free_in("C3")] == [0.25, 0.0]


def test_a_429_on_one_channel_does_not_stop_all_messages(pace: Pace) -> None:
    pace.limited(POST, "C1", 1.0)
    assert pace.admits(Candidate(1, "PostBoard", 0, YELLOW))
    pace.limited(POST, "C1", 30.0)
    assert not pace.admits(Candidate(1, "PostBoard", 0, YELLOW))
