"""`fenghuo triage train`: its table, taking back, a running bot that has the database, taking up what was learned."""

import asyncio
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.doors.control import Door
from bot.triage.learning import LearnedWatch, models_of
from bot.triage.teaching import take_in, take_in_written
from crisis.learning import SEVERITY, Change, Example, Figures, Learned
from crisis.triage.learning import encoded, fit
from storage.migrate import migrate
from storage.store import SqlStore
from tests.bot.terminal import Result, said_by

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
Train = Callable[..., Result]


@pytest.fixture
def url(tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path}/fenghuo.db"
    migrate(made)
    return made


@pytest.fixture
def train(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Train:
    """Runs `fenghuo triage train …`: exit status, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FENGHUO_DATABASE_URL", url)

    def run(*arguments: str) -> Result:
        return said_by(capsys, "triage", "train", *arguments)

    return run


def store_of(url: str) -> SqlStore:
    return SqlStore(url, machine_clock=lambda: NOON, entropy=os.urandom)


async def seed(url: str, number: int) -> None:
    """A team for which a leaking cup is grave."""

    async with store_of(url) as store:
        await store.transact(lambda unit: [unit.keep_example(each) for each in examples(number)])


def examples(number: int) -> list[Example]:
    kinds = (("杯身渗水了", "1"), ("杯盖花纹掉了", "none"))
    return [
        Example(
            SEVERITY, f"第{each}天，{kinds[each % 2][0]}", kinds[each % 2][1], "U1", NOON + each * timedelta(minutes=1)
        )
        for each in range(number)
    ]


async def in_use(url: str) -> list[str]:
    async with store_of(url) as store:
        return [each.question for each in await store.read(lambda view: view.learned())]


def test_without_examples_it_says_where_they_come_from(train: Train) -> None:
    status, out, _ = train()
    assert status == 0
    assert "There are no examples yet" in out


def test_too_few_are_not_used_and_it_says_so(train: Train, url: str) -> None:
    asyncio.run(seed(url, 12))
    status, out, _ = train()
    assert status == 0
    assert "no: 60 examples are needed" in out
    assert asyncio.run(in_use(url)) == []


def test_what_is_better_is_used_shown_and_taken_back(train: Train, url: str) -> None:
    asyncio.run(seed(url, 64))
    assert "yes, when trained without --try" in train("--try")[1]
    assert asyncio.run(in_use(url)) == []
    status, out, _ = train("--json")
    (question,) = json.loads(out)["questions"]
    assert status == 0
    assert (question["question"], question["examples"], question["in_use"], question["why_not"]) == (
        SEVERITY, 64, True, None,
    )  # fmt: skip
    assert question["learned"]["mistakes"] < question["rules"]["mistakes"]
    assert asyncio.run(in_use(url)) == [SEVERITY]
    assert "The rules alone are used again (severity)." in train("--off")[1]
    assert asyncio.run(in_use(url)) == []
    assert "Nothing that was learned is in use." in train("--off")[1]


def test_an_example_is_removed_with_what_was_learned_of_it(train: Train, url: str) -> None:
    asyncio.run(seed(url, 64))
    train()
    listed = json.loads(train("--examples", "--json")[1])["examples"]
    assert "杯身渗水" in train("--examples")[1]
    status, out, _ = train("--forget", str(listed[0]["id"]), "--forget", str(listed[1]["id"]))
    assert (status, "2 examples removed" in out) == (0, True)
    assert asyncio.run(in_use(url)) == []
    assert len(json.loads(train("--examples", "--json")[1])["examples"]) == 62
    status, _, err = train("--forget", "9999")
    assert (status, "No example has one of these numbers" in err) == (1, True)


def test_two_things_at_once_are_refused(train: Train) -> None:
    assert train("--off", "--try")[0] == 2


def test_it_speaks_chinese(train: Train, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENGHUO_LANGUAGE", "zh")
    asyncio.run(seed(url, 12))
    assert "否：至少需要 60 条样本" in train()[1]


async def test_a_bot_that_has_the_database_is_asked_to_store_it(train: Train, url: str, tmp_path: Path) -> None:
    async with store_of(url) as store:
        await store.transact(lambda unit: [unit.keep_example(each) for each in examples(64)])
        watch = LearnedWatch(store)
        await watch.look()
        assert watch.models == {}

        async def answer(asked: Any) -> Any:
            raise AssertionError("nobody asks for words")

        async def learn(written: str) -> int:
            return await take_in_written(store, written)

        async with Door(tmp_path / "fenghuo.db", "secret", answer, (), lambda: False, learn):
            status, out, err = await asyncio.to_thread(train)
        assert (status, err) == (0, "")
        assert "yes" in out
        await watch.look()
        assert list(watch.models) == [SEVERITY]


async def test_a_running_bot_takes_up_what_changes_and_only_then(url: str) -> None:
    made = Learned(SEVERITY, "", 70, Figures(1, 0), Figures(0, 1), NOON)
    told: list[list[str]] = []
    async with store_of(url) as store:
        watch = LearnedWatch(store, lambda models: told.append(sorted(models)))
        await watch.look()
        await take_in(store, Change(NOON, keep=(Learned(**fields_of(made, weights=EMPTY_MODEL)),)))
        await watch.look()
        await watch.look()
        await take_in(store, Change(NOON, aside=(SEVERITY,)))
        await watch.look()
    assert told == [[SEVERITY], []]


EMPTY_MODEL = encoded(fit([]))


def fields_of(made: Learned, **changes: Any) -> dict[str, Any]:
    return {name: changes.get(name, getattr(made, name)) for name in made.__slots__}


def test_what_cannot_be_read_is_left_out() -> None:
    made = Learned(SEVERITY, "no model", 70, Figures(1, 0), Figures(0, 1), NOON)
    assert models_of((made,)) == {}
