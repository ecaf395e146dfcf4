"""``POST /alerts/mentions`` over HTTP, on a real desk with a store in memory: what is taken, and what is said of it."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from crisis.ports import Unit
from handlers.alerts import mention_routes, routes
from handlers.alerts.posts import MOST_ROWS, TEXT_KEPT, batch_of
from handlers.alerts.source import BadPayload
from tests.crisis.memory.store import MemoryStore
from tests.handlers.asking import START, Asking
from tests.handlers.knocking import BEARER, TOKEN, Client, FickleStore, StoreAway

GONE = "今天出门看了场电影，回来路上下雨了"
"""Nobody has to do anything about it."""


@pytest.fixture
def asking() -> Asking:
    return Asking(store=FickleStore())


@pytest.fixture
async def client(asking: Asking) -> AsyncIterator[Client]:
    async with connected(asking) as client:
        yield client


def connected(asking: Asking, **more: Any) -> Client:
    app = web.Application()
    app.add_routes(mention_routes(asking.tools, TOKEN, lambda: asking.now, (StoreAway,), **more))
    app.add_routes(routes(asking.tools, TOKEN, lambda: asking.now, (StoreAway,)))
    return TestClient(TestServer(app, host="127.0.0.1"))


def post_of(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {"platform": "weibo", "id": str(number), "text": GONE, **changes}


def lines(*rows: Any) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows).encode()


async def send(client: Client, body: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
    answer = await client.post("/alerts/mentions", data=body, headers=BEARER | headers)
    return answer.status, json.loads(await answer.text())


def texts(asking: Asking) -> list[str]:
    return [kept.mention.text for kept in asking.store.memory.mentions.values()]


@pytest.mark.parametrize(
    "body",
    [
        json.dumps([post_of(1), post_of(2)]).encode(),
        json.dumps([post_of(1), post_of(2)], indent=2, ensure_ascii=False).encode(),
        lines(post_of(1), post_of(2)),
        lines(post_of(1), "", post_of(2), "") + b"\r\n",
        json.dumps({"mentions": [post_of(1), post_of(2)]}).encode(),
        b"\xef\xbb\xbf" + lines(post_of(1), post_of(2)),
        lines(post_of(1), post_of(2)).decode().encode("gb18030"),
        json.dumps([post_of(1), post_of(2)], ensure_ascii=False).encode("gb18030"),
        json.dumps([post_of(1), post_of(2)], ensure_ascii=False).encode("utf-16"),
        lines(post_of(1)) + b"\n" + lines(post_of(2)).decode().encode("gb18030"),
    ],
)
async def test_however_it_is_written_it_is_two_posts(client: Client, asking: Asking, body: bytes) -> None:
    status, answer = await send(client, body)
    assert (status, [each["alert"] for each in answer["results"]]) == (202, [1, 2])
    assert {each["outcome"] for each in answer["results"]} <= {"ignored", "held", "opened", "joined"}
    assert texts(asking) == [GONE, GONE]


async def test_one_object_is_a_batch_of_one(client: Client, asking: Asking) -> None:
    status, answer = await send(client, json.dumps(post_of(), indent=1).encode())
    assert status == 202
    assert answer == {"results": [{"alert": 1, "incident": None, "outcome": "ignored"}]}
    assert (await send(client, lines(post_of())))[1]["results"][0]["outcome"] == "duplicate"


async def test_who_says_that_it_sent_them_is_kept(client: Client, asking: Asking) -> None:
    await send(client, json.dumps({"source": "listening-a", "mentions": [post_of()]}).encode())
    await send(client, lines(post_of(2)))
    assert [kept.source for kept in asking.store.memory.mentions.values()] == ["listening-a", "mentions"]


BAD = [
    ({"platform": "weibo", "id": "9"}, "[1].text"),
    (post_of(9, followers="many"), "[1].followers"),
    (post_of(9, posted_at="2026-05-01 08:00:00"), "[1].posted_at"),
    (post_of(9, posted_at=1), "[1].posted_at"),
    (post_of(9, platform=""), "[1].platform"),
    (post_of(9, reposts=-1), "[1].reposts"),
    (post_of("9" * 301), "[1].id"),
    ({"platform": "weibo", "text": "  "}, "[1].text"),
    ("just text", "[1]"),
    (7, "[1]"),
    ([], "[1]"),
]


@pytest.mark.parametrize(("bad", "path"), BAD)
async def test_a_bad_row_is_named_and_the_good_ones_are_taken(
    client: Client, asking: Asking, bad: Any, path: str
) -> None:
    status, answer = await send(client, json.dumps([post_of(1), bad, post_of(2)]).encode())
    assert status == 202
    first, wrong, last = answer["results"]
    assert (first["alert"], last["alert"]) == (1, 2)
    assert (wrong["position"], wrong["errors"][0]["path"]) == (1, path)
    assert wrong["errors"][0]["problem"]
    assert len(asking.store.memory.mentions) == 2


async def test_a_bad_line_is_named_by_its_line(client: Client, asking: Asking) -> None:
    body = lines(post_of(1), "", '{"platform": "weibo", ', post_of(2), '{"a": NaN}', post_of(3, likes=[]))
    status, answer = await send(client, body)
    assert status == 202
    wrong = [each for each in answer["results"] if "errors" in each]
    assert [(each["position"], each["errors"][0]["line"], each["errors"][0]["path"]) for each in wrong] == [
        (1, 3, "[1]"),
        (3, 5, "[3]"),
        (4, 6, "[4].likes"),
    ]
    assert texts(asking) == [GONE, GONE]


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        (b"", [""]),
        (b" \n ", [""]),
        (b"[]", [""]),
        (b"[1, 2]", ["[0]", "[1]"]),
        (b"[{]", [""]),
        (b'[{"platform": "weibo", "text": "a"}', [""]),
        (b'[{"platform": "weibo", "text": "a"}] more', [""]),
        (b"[" * 100_000, [""]),
        (b"{" * 1000, ["[0]"]),
        (b"hello\nworld", ["[0]", "[1]"]),
        (b'{"mentions": []}', [""]),
        (b"\xff\xfe", [""]),
        (b"\x00\x01\x02", ["[0]"]),
        (lines(*["{}"] * (MOST_ROWS + 1)), [""]),
    ],
)
async def test_when_nothing_can_be_taken_nothing_is_stored(
    client: Client, asking: Asking, body: bytes, paths: list[str]
) -> None:
    answer = await client.post("/alerts/mentions", data=body, headers=BEARER)
    assert (answer.status, answer.content_type) == (400, "application/problem+json")
    problem = json.loads(await answer.text())
    assert [error["path"] for error in problem["errors"]] == paths
    assert asking.store.memory.mentions == {}


async def test_many_bad_rows_are_not_all_told(client: Client) -> None:
    status, problem = await send(client, b"x\n" * 500)
    assert (status, len(problem["errors"]), problem["errors"][7]["line"]) == (400, 100, 8)
    assert "400 more" in problem["detail"]


async def test_null_is_not_known(client: Client, asking: Asking) -> None:
    status, _ = await send(client, lines(post_of(followers=None, posted_at=None, author=None)))
    assert status == 202


async def test_a_clock_ahead_is_said_and_the_post_is_taken(client: Client, asking: Asking) -> None:
    tomorrow = (START + timedelta(days=1, minutes=3)).isoformat()
    _, answer = await send(client, lines(post_of(1, posted_at=tomorrow), post_of(2, posted_at=START.isoformat())))
    first, second = answer["results"]
    assert "24 h 3 min ahead" in first["notes"][0]
    assert "notes" not in second
    assert [kept.clock_from for kept in asking.store.memory.mentions.values()] == [START, START]


async def test_what_is_too_long_is_cut_and_that_is_said(client: Client, asking: Asking) -> None:
    long = post_of(text="长" * 6000, url="https://example.com/" + "x" * 3000, author="a" * 500)
    _, answer = await send(client, lines(long))
    assert [f"first {TEXT_KEPT} are kept" in note for note in answer["results"][0]["notes"]] == [True, False]
    (kept,) = asking.store.memory.mentions.values()
    assert (len(kept.mention.text), kept.mention.url, len(kept.mention.author)) == (TEXT_KEPT, "", 200)
    assert (await send(client, lines(long)))[1]["results"][0]["outcome"] == "duplicate"


async def test_bytes_that_are_no_text_harm_nothing_else(client: Client, asking: Asking) -> None:
    """UTF-8 with a broken letter in it is not taken for Chinese of another encoding."""
    body = lines(post_of(1), post_of(2)).replace("雨".encode(), b"\xe5\xa4", 1)
    _, answer = await send(client, body)
    assert texts(asking) == [GONE.replace("雨", "�"), GONE]
    assert all("neither UTF-8 nor GB18030" in each["notes"][0] for each in answer["results"])


async def test_gb18030_is_said(client: Client) -> None:
    _, answer = await send(client, lines(post_of(1, text="香港㗎𠮷")).decode().encode("gb18030"))
    assert answer["results"][0]["notes"] == ["the body was read as GB18030"]


async def test_a_line_break_inside_a_text_and_half_a_letter_are_taken(client: Client, asking: Asking) -> None:
    await send(client, b'[{"platform": "weibo", "id": "1", "text": "a\nb \\ud83d c"}]')
    assert texts(asking) == ["a\nb ? c"]


@pytest.mark.parametrize("text", ["😡😡😡", "。。。", "\u200b"])
async def test_a_post_without_a_word_is_taken(client: Client, asking: Asking, text: str) -> None:
    status, answer = await send(client, lines(post_of(text=text)))
    assert (status, answer["results"][0]["alert"]) == (202, 1)


async def test_a_picture_alone_is_a_post_when_it_can_be_found(client: Client) -> None:
    assert (await send(client, lines({"platform": "weibo", "url": "https://example.com/1", "text": ""})))[0] == 202


async def test_without_the_token_nobody_gets_in(client: Client, asking: Asking) -> None:
    answer = await client.post("/alerts/mentions", data=lines(post_of()))
    assert answer.status == 401
    assert asking.store.memory.mentions == {}


async def test_ten_megabytes_are_too_much(client: Client, asking: Asking) -> None:
    answer = await client.post(
        "/alerts/mentions", data=io.BytesIO(lines(post_of(text="x" * 10_000_000))), headers=BEARER
    )
    assert (answer.status, answer.content_type) == (413, "application/problem+json")
    assert asking.store.memory.mentions == {}


async def test_when_the_store_goes_away_in_between_all_is_sent_again_and_nothing_is_twice() -> None:
    class Dying(FickleStore):
        left = 3  # the first reads what was there before

        async def transact(self, closure: Callable[[Unit], Any], patient: bool = False, callers: int = 1) -> Any:
            if not self.left:
                raise StoreAway
            self.left -= 1
            return await super().transact(closure, patient)

    store = Dying()
    asking = Asking(store=store)
    batch = lines(*(post_of(number, text=f"text {number}") for number in range(130)))
    async with connected(asking) as client:
        answer = await client.post("/alerts/mentions", data=batch, headers=BEARER)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
        store.left = 99
        status, answered = await send(client, batch)
    assert (status, len(store.memory.mentions)) == (202, 130)
    assert [each["outcome"] for each in answered["results"]].count("duplicate") == 100


async def test_more_than_the_store_keeps_up_with_is_asked_to_come_again() -> None:
    gate, arrived = asyncio.Event(), asyncio.Event()

    class SlowStore(MemoryStore):
        async def transact(self, closure: Callable[[Unit], Any], patient: bool = False, callers: int = 1) -> Any:
            arrived.set()
            await gate.wait()
            return await super().transact(closure, patient)

    asking = Asking(store=SlowStore())
    async with connected(asking, most_waiting=3) as client:
        first = asyncio.create_task(send(client, lines(*(post_of(number) for number in range(5)))))
        await arrived.wait()
        answer = await client.post("/alerts/mentions", data=lines(post_of(9)), headers=BEARER)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
        gate.set()
        assert (await first)[0] == 202
        assert (await send(client, lines(post_of(9))))[0] == 202


def test_rows_are_told_apart_one_by_one() -> None:
    """No single call works through all of a body: whoever else wants the interpreter gets it in between."""
    batch = batch_of(json.dumps([post_of(number) for number in range(2000)]).encode(), START)
    assert [row.post.id for row in batch.rows if row.post] == [str(number) for number in range(2000)]


@pytest.mark.parametrize("body", [b"[1,]", b"[,1]", b"[1 2]", b"[1]]"])
def test_what_is_no_array_is_said_with_its_place(body: bytes) -> None:
    with pytest.raises(BadPayload) as bad:
        batch_of(body, START)
    assert "no JSON from line 1" in bad.value.problems[0].problem
