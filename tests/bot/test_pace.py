"""The plan of calls: up to Slack's floor at once, beyond it by slow start, after a 429 by the floor alone."""

from dataclasses import dataclass

import pytest

from bot.delivery.grants import GRANTS
from bot.delivery.pace import CALLS, FLOORS, LAW_SECONDS, POST, Pace
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


def rooms(pace: Pace, wanted: int, urgency: int = YELLOW) -> int:
    """How many of so many new rooms may be made now."""
    return sum(pace.admits(Candidate(number, "OpenChannel", 0, urgency)) for number in range(wanted))


def answered(pace: Pace, calls: int, method: str = CREATE) -> None:
    for _ in range(calls):
        pace.ended(method, None, went_well=True)


def test_every_wish_has_its_calls_and_every_call_its_floor() -> None:
    assert set(CALLS) == {effect.__name__ for effect in GRANTS}
    named = {name for calls in CALLS.values() for name in (*calls.first_time, *calls.looking_back)}
    assert named <= set(FLOORS)


def test_up_to_the_floor_at_once_and_beyond_it_by_slow_start(pace: Pace) -> None:
    assert rooms(pace, 100) == 20 + 1
    answered(pace, 20)
    assert rooms(pace, 100) == 0  # the one beyond is still under way
    granted = []
    going = 1
    for _ in range(4):
        answered(pace, going)
        going = rooms(pace, 100)
        granted.append(going)
    assert granted == [2, 4, 8, 16]


def test_a_call_beyond_the_floor_that_failed_does_not_widen_the_start(pace: Pace) -> None:
    rooms(pace, 21)
    answered(pace, 20)
    pace.ended(CREATE, None, went_well=False)
    assert rooms(pace, 100) == 1


def test_the_first_429_makes_the_floor_the_law(pace: Pace, seconds: Seconds) -> None:
    assert rooms(pace, 100) == 21
    pace.limited(CREATE, None, 30.0)
    assert rooms(pace, 100, RED) == 0
    assert pace.closed() == {"OpenChannel"}
    seconds.now += 30
    assert rooms(pace, 100, RED) == 0  # 21 are in the window still
    for _ in range(5):
        seconds.now += 61
        assert rooms(pace, 100) == 16
        assert rooms(pace, 100) == 0
    seconds.now += LAW_SECONDS
    assert rooms(pace, 100) == 21  # tried anew after an hour


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
    assert [pace.admits_message("C1") for _ in range(3)] == [True, True, False]  # one, and one beyond the floor
    assert pace.admits_message("C2")
    pace.ended(POST, "C1", went_well=True)  # the first
    pace.ended(POST, "C2", went_well=True)
    assert not pace.admits_message("C1")
    pace.ended(POST, "C1", went_well=True)  # the one beyond
    assert [pace.admits_message("C1") for _ in range(3)] == [True, True, False]
    seconds.now += 2
    assert pace.admits_message("C1")
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
