"""What the logs remember is bounded, and what they forget is the oldest."""

from workspace.memory.calls import CallRecord
from workspace.memory.kept import LOOKED_AT, OWN_WEIGHT, Kept


def call(method: str = "auth.test", weight: int = 0) -> CallRecord:
    return CallRecord(method, {}, "A1", 0.0, answer={"ok": True}, weight=weight)


def methods(kept: Kept[CallRecord]) -> list[str]:
    return [each.method for each in kept]


def test_the_oldest_go_first_and_numbers_go_on() -> None:
    kept: Kept[CallRecord] = Kept(3, 10**9, 10)
    for number in range(5):
        kept.add(call(str(number)))
    assert methods(kept) == ["2", "3", "4"]
    assert [each.number for each in kept] == [3, 4, 5]
    kept.clear()
    assert kept.add(call()).number == 6


def test_heavy_ones_leave_less_room() -> None:
    kept: Kept[CallRecord] = Kept(100, 10 * OWN_WEIGHT, 10)
    for number in range(4):
        kept.add(call(str(number), weight=3 * OWN_WEIGHT))
    assert methods(kept) == ["2", "3"]
    kept.add(call("huge", weight=100 * OWN_WEIGHT))
    assert methods(kept) == ["huge"]
    kept.add(call("light"))
    assert methods(kept) == ["light"]


def test_only_the_newest_keep_their_answers() -> None:
    kept: Kept[CallRecord] = Kept(100, 10**9, 2)
    made = [kept.add(call()) for _ in range(4)]
    assert [each.answer is None for each in made] == [True, True, False, False]


def test_a_look_back_is_short() -> None:
    kept: Kept[CallRecord] = Kept(10**6, 10**9, 2)
    kept.add(call("first"))
    for _ in range(LOOKED_AT):
        kept.add(call())
    assert kept.newest(lambda each: each.method == "first", since=0, limit=5) == []
    assert [each.number for each in kept.newest(lambda each: True, since=LOOKED_AT - 1, limit=9)] == [10_000, 10_001]
