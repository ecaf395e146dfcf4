"""``POST /alerts/{source}`` over HTTP, on a real desk with a store in memory: taken after the commit or told why."""

import asyncio
import gzip
import io
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st

from crisis.language import Language
from crisis.ports import Unit
from crisis.severity import Severity
from handlers.alerts import SOURCES, routes
from handlers.alerts.fields import TITLE_LIMIT, title_of
from handlers.alerts.source import BadPayload, Item, Reading
from tests.crisis.memory.store import MemoryStore
from tests.handlers.asking import START, Asking
from tests.handlers.knocking import BEARER, TOKEN, Client, FickleStore, StoreAway


@pytest.fixture
def asking() -> Asking:
    return Asking(store=FickleStore())


@pytest.fixture
async def client(asking: Asking) -> AsyncIterator[Client]:
    app = web.Application()
    app.add_routes(routes(asking.tools, TOKEN, lambda: asking.now, (StoreAway,)))
    async with TestClient(TestServer(app, host="127.0.0.1")) as connected:
        yield connected


def generic(**changes: Any) -> dict[str, Any]:
    return {"source": "monitor-a", "title": "顾客称盒饭发霉", **changes}


async def post(client: Client, content: Any, source: str = "generic", **more: Any) -> tuple[int, dict[str, Any]]:
    answer = await client.post(f"/alerts/{source}", json=content, headers=BEARER, **more)
    return answer.status, await answer.json(content_type=None)


def paths(problem: dict[str, Any]) -> list[str]:
    return [error["path"] for error in problem["errors"]]


async def test_a_full_alert_is_taken_whole(client: Client, asking: Asking) -> None:
    alert = generic(
        key="k1",
        text="第一行\n第二行",
        severity="红",
        started_at="2026-05-01T15:30:00.123456789+08:00",
        labels={"topic": "食品", "brand": "A&B"},
        url="https://monitor.example/1",
        mentions=[{"platform": "weibo", "id": 17, "followers": 120000, "posted_at": "2026-05-01T07:00:00Z"}],
        unknown={"ignored": True},
    )
    assert await post(client, alert) == (202, {"alert": 1, "incident": 1, "outcome": "opened"})
    stored = asking.store.memory.alerts[1].alert
    assert stored.received_at == START
    assert stored.severity_hint is Severity.SEV1
    assert stored.started_at is not None
    assert stored.started_at.isoformat() == "2026-05-01T07:30:00.123456+00:00"
    assert stored.labels == (("brand", "A&B"), ("topic", "食品"))
    assert (stored.mentions[0].id, stored.mentions[0].followers) == ("17", 120000)
    assert stored.text == "第一行\n第二行"


async def test_the_same_again_is_a_duplicate_and_a_mild_one_is_held(client: Client) -> None:
    await post(client, generic(key="k"))
    assert (await post(client, generic(key="k")))[1] == {"alert": 2, "incident": 1, "outcome": "duplicate"}
    assert (await post(client, generic(severity="low")))[1] == {"alert": 3, "incident": None, "outcome": "held"}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"title": None}, "title"),
        ({"title": 5}, "title"),
        ({"source": ""}, "source"),
        ({"severity": "awful"}, "severity"),
        ({"severity": True}, "severity"),
        ({"severity": 0}, "severity"),
        ({"severity": [1]}, "severity"),
        ({"started_at": "2026-05-01T08:00:00"}, "started_at"),
        ({"started_at": "yesterday"}, "started_at"),
        ({"started_at": 1777622400}, "started_at"),
        ({"started_at": "2026-02-30T08:00:00Z"}, "started_at"),
        ({"started_at": "0001-01-01T00:00:00+23:00"}, "started_at"),
        ({"started_at": "2026-05-01T08:05:01Z"}, "started_at"),  # now is 08:00
        ({"labels": {"team": 3}}, "labels.team"),
        ({"labels": ["team"]}, "labels"),
        (
            {"mentions": [{"platform": "weibo"}, {"platform": "weibo", "posted_at": "2027-01-01T00:00:00Z"}]},
            "mentions[1].posted_at",
        ),
        ({"mentions": [{"platform": "weibo", "followers": "many"}]}, "mentions[0].followers"),
        ({"mentions": [{"platform": "weibo", "followers": -1}]}, "mentions[0].followers"),
        ({"mentions": [{"platform": "weibo", "followers": True}]}, "mentions[0].followers"),
        ({"mentions": [{"platform": "weibo", "likes": 2**60}]}, "mentions[0].likes"),
        ({"mentions": [{}]}, "mentions[0].platform"),
        ({"mentions": "none"}, "mentions"),
        ({"resolved": "no"}, "resolved"),
    ],
)
async def test_a_wrong_field_is_named_by_its_path_and_nothing_is_stored(
    client: Client, asking: Asking, changes: dict[str, Any], path: str
) -> None:
    answer = await client.post("/alerts/generic", json=generic(**changes), headers=BEARER)
    assert answer.status == 400
    assert answer.content_type == "application/problem+json"
    problem = json.loads(await answer.text())
    assert problem["status"] == 400
    assert path in paths(problem)
    assert all(error["problem"] for error in problem["errors"])
    assert asking.store.memory.alerts == {}


async def test_a_wrong_severity_is_answered_with_the_right_ones(client: Client) -> None:
    _, problem = await post(client, generic(severity="awful"))
    for word in ("sev1", "critical", "红", "p5"):
        assert word in problem["errors"][0]["problem"]


async def test_within_five_minutes_another_clock_may_be_ahead(client: Client) -> None:
    assert (await post(client, generic(started_at="2026-05-01T08:05:00Z")))[0] == 202


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[" * 100_000, b'{"title": NaN}', b"\xff\xfe", b"5", b'"x"', b"null", b"[]"]
)
async def test_what_is_no_alert_is_refused(client: Client, asking: Asking, body: bytes) -> None:
    answer = await client.post("/alerts/generic", data=body, headers=BEARER)
    assert answer.status == 400
    assert paths(json.loads(await answer.text())) == [""]
    assert asking.store.memory.alerts == {}


@pytest.mark.parametrize(
    ("title", "stored"),
    [
        ("", "Alert from monitor-a"),
        ("   \n", "Alert from monitor-a"),
        ("🔥🔥", "🔥🔥 (from monitor-a)"),
        ("a\x00b\x1b[31m\nc", "ab[31m c"),
        ("\u202egnirts", "gnirts"),
        ("盒饭" * 200, "盒饭" * 149 + "盒…"),
        ("half \ud83d pair", "half ? pair"),
    ],
)
async def test_a_strange_title_still_opens_an_incident(client: Client, asking: Asking, title: str, stored: str) -> None:
    body = json.dumps(generic(title=title))
    answer = await client.post("/alerts/generic", data=body.encode(), headers=BEARER)
    assert answer.status == 202
    assert asking.store.memory.incidents[1].title == stored


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer s3cret\u00e9"},
    ],
)
async def test_without_the_token_nobody_gets_in(client: Client, asking: Asking, headers: dict[str, str]) -> None:
    answer = await client.post("/alerts/nonsense", json=generic(), headers=headers)
    assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert asking.store.memory.alerts == {}


async def test_chinese_in_a_problem_stays_readable(client: Client) -> None:
    answer = await client.post("/alerts/信鸽", json=generic(), headers=BEARER)
    assert "“信鸽”" in await answer.text()


async def test_an_unknown_source_is_answered_with_the_known_ones(client: Client) -> None:
    status, problem = await post(client, generic(), source="carrier-pigeon")
    assert status == 404
    assert all(name in problem["detail"] for name in SOURCES)


async def test_too_much_is_refused_with_and_without_a_length_and_packed(client: Client, asking: Asking) -> None:
    large = json.dumps(generic(text="x" * (1024 * 1024))).encode()

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(large), 65536):
            yield large[start : start + 65536]

    packed = BEARER | {"Content-Encoding": "gzip"}
    for body, headers in ((io.BytesIO(large), BEARER), (pieces(), BEARER), (gzip.compress(large), packed)):
        answer = await client.post("/alerts/generic", data=body, headers=headers)
        assert (answer.status, answer.content_type) == (413, "application/problem+json")
    assert asking.store.memory.alerts == {}
    small = gzip.compress(json.dumps(generic()).encode())
    assert (await client.post("/alerts/generic", data=small, headers=packed)).status == 202


async def test_when_the_store_is_away_the_sender_is_asked_to_come_again(client: Client, asking: Asking) -> None:
    assert isinstance(asking.store, FickleStore)
    asking.store.away = StoreAway()
    answer = await client.post("/alerts/generic", json=generic(), headers=BEARER)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    asking.store.away = None
    assert (await post(client, generic()))[0] == 202


async def test_more_at_once_than_the_store_keeps_up_with_are_asked_to_come_again() -> None:
    """They are told at once, while the others wait; and none is taken in part."""
    gate = asyncio.Event()

    class SlowStore(MemoryStore):
        async def transact(self, closure: Callable[[Unit], Any], patient: bool = False, callers: int = 1) -> Any:
            await gate.wait()
            return await super().transact(closure, patient)

    slow = Asking(store=SlowStore())
    app = web.Application()
    app.add_routes(routes(slow.tools, TOKEN, lambda: slow.now, (), at_once=2))
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        first = [asyncio.create_task(post(client, generic(key=key))) for key in ("a", "b", "c")]
        done, waiting = await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
        assert [task.result()[0] for task in done] == [503]
        answer = await client.post("/alerts/generic", json=[generic(key="d"), generic(key="e")], headers=BEARER)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
        gate.set()
        assert [(await task)[0] for task in waiting] == [202, 202]
        assert (await post(client, generic(key="c")))[0] == 202
    assert len(slow.store.memory.alerts) == 3


async def test_several_at_once_the_good_are_taken_the_bad_are_named(client: Client, asking: Asking) -> None:
    status, answer = await post(client, [generic(key="a"), generic(severity="awful"), generic(key="b")])
    assert status == 202
    good, bad, other = answer["results"]
    assert (good["outcome"], other["incident"]) == ("opened", 2)
    assert (bad["position"], paths(bad)) == (1, ["[1].severity"])
    status, problem = await post(client, [generic(severity="awful"), 5])
    assert (status, paths(problem)) == (400, ["[0].severity", "[1]"])
    assert len(asking.store.memory.alerts) == 2


def group(*alerts: Any, **changes: Any) -> dict[str, Any]:
    common = {"version": "4", "groupKey": "{}:{}", "status": "firing", "receiver": "fenghuo", "truncatedAlerts": 0}
    shared = {"commonLabels": {"cluster": "eu"}, "commonAnnotations": {}, "externalURL": "http://am.example"}
    return common | shared | {"alerts": list(alerts)} | changes


def firing(**changes: Any) -> dict[str, Any]:
    alert = {
        "status": "firing",
        "labels": {"alertname": "CheckoutDown", "severity": "critical", "service": "checkout"},
        "annotations": {"summary": "Checkout is down", "description": "500s since 07:55"},
        "startsAt": "2026-05-01T07:55:26.739266876+00:00",
        "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": "http://prom.example/graph",
        "fingerprint": "c71dd2dc4a4ee5b0",
    }
    return alert | changes


async def test_alertmanagers_group_is_taken_one_by_one(client: Client, asking: Asking) -> None:
    other = firing(fingerprint="other", labels={"alertname": "Slow", "severity": "ticket"}, annotations={})
    status, answer = await post(client, group(firing(), other, firing(status="resolved")), "alertmanager")
    assert status == 202
    assert [result["outcome"] for result in answer["results"]] == ["opened", "opened", "joined"]
    first, second = (asking.store.memory.incidents[number] for number in (1, 2))
    assert (first.title, first.severity) == ("Checkout is down", Severity.SEV1)
    assert (second.title, second.severity) == ("Slow", Severity.SEV3)  # the team's own word stays a label
    assert first.alert is not None
    assert ("cluster", "eu") in first.alert.labels
    assert first.alert.text == "500s since 07:55"


@pytest.mark.parametrize(
    ("content", "path"),
    [
        (group(), "alerts"),
        (group(firing(), version="3"), "version"),
        (group(firing(startsAt="2026-05-01T07:55:26")), "alerts[0].startsAt"),
        (group(firing(labels={"a": 1})), "alerts[0].labels.a"),
        (group(firing(status="maybe")), "alerts[0].status"),
        (group("x"), "alerts[0]"),
        ({}, "alerts"),
        ([], ""),
    ],
)
async def test_what_alertmanager_does_not_send_is_refused(client: Client, content: Any, path: str) -> None:
    status, problem = await post(client, content, "alertmanager")
    assert status == 400
    assert path in paths(problem)


async def test_a_start_that_go_did_not_set_is_none(client: Client, asking: Asking) -> None:
    assert (await post(client, group(firing(startsAt="0001-01-01T00:00:00Z")), "alertmanager"))[0] == 202
    assert asking.store.memory.incidents[1].started_at is None


def test_an_empty_token_lets_nobody_build_the_route() -> None:
    with pytest.raises(ValueError, match="FENGHUO_ALERT_TOKEN"):
        routes(Asking().tools, "", lambda: START, ())


@given(st.text(), st.text(), st.sampled_from(Language))
def test_whatever_the_title_the_desk_takes_it(title: str, source: str, language: Language) -> None:
    made = title_of(title, source, language)
    assert 0 < len(made) <= TITLE_LIMIT
    assert made == " ".join(made.split())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "title",
                    "source",
                    "severity",
                    "mentions",
                    "labels",
                    "alerts",
                    "startsAt",
                    "status",
                    "version",
                    "platform",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from(sorted(SOURCES)))
def test_whatever_is_sent_is_read_or_refused_with_a_path(content: Any, name: str) -> None:
    source = SOURCES[name]
    try:
        items, _ = source.split(content)
        for item in items:
            assert isinstance(item, Item)
            assert source.read(item, Reading(START, Language.ENGLISH)).title
    except BadPayload as bad:
        problems = bad.problems
    else:
        problems = ()
    assert all(problem.problem for problem in problems)
