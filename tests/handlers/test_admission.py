"""Who may send alerts: token, basic authentication, signatures; and what the address says besides the source."""

import hashlib
import hmac
import json
from base64 import b64encode
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from handlers.alerts import routes
from handlers.alerts.admission import Admission, secret_name
from tests.handlers.asking import START, Asking

TOKEN = "s3cret"
SECRETS = {"sentry": ("new-secret", "old-secret"), "pagerduty": ("pd",), "grafana": ("graf",)}
SAMPLES = Path(__file__).parent / "samples"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
Client = TestClient[web.Request, web.Application]


def body(name: str) -> bytes:
    return (SAMPLES / f"{name}.json").read_bytes()


def signed(secret: str, content: bytes) -> str:
    return hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()


@pytest.fixture
def asking() -> Asking:
    return Asking()


async def client_of(asking: Asking, token: str = TOKEN, secrets: dict[str, tuple[str, ...]] | None = None) -> Client:
    app = web.Application()
    app.add_routes(routes(asking.tools, token, lambda: asking.now, (), secrets=secrets, machine=lambda: START))
    connected = TestClient(TestServer(app, host="127.0.0.1"))
    await connected.start_server()
    return connected


@pytest.fixture
async def client(asking: Asking) -> AsyncIterator[Client]:
    connected = await client_of(asking, TOKEN, SECRETS)
    yield connected
    await connected.close()


async def test_a_right_signature_is_enough(client: Client, asking: Asking) -> None:
    for secret in SECRETS["sentry"]:
        content = body("sentry.firing")
        headers = {"Sentry-Hook-Signature": signed(secret, content), "Sentry-Hook-Resource": "event_alert"}
        answer = await client.post("/alerts/sentry", data=content, headers=headers)
        assert answer.status == 202
    assert len(asking.store.memory.incidents) == 1


@pytest.mark.parametrize(
    "signature",
    [None, "", "0" * 64, "é", signed("pd", body("sentry.firing")), signed("new-secret", b"another body")],
)
async def test_a_wrong_or_missing_signature_is_refused(client: Client, asking: Asking, signature: str | None) -> None:
    """Not even the token helps: whoever found it in another system's settings is not Sentry."""
    headers = BEARER if signature is None else BEARER | {"Sentry-Hook-Signature": signature}
    answer = await client.post("/alerts/sentry", data=body("sentry.firing"), headers=headers)
    assert (answer.status, answer.content_type) == (401, "application/problem+json")
    detail = json.loads(await answer.text())["detail"]
    assert "FENGHUO_SECRET_SENTRY" in detail
    assert "new-secret" not in detail
    assert asking.store.memory.alerts == {}


async def test_pagerduty_may_send_several_signatures(client: Client) -> None:
    content = body("pagerduty.firing")
    right, other = f"v1={signed('pd', content)}", "v1=" + "0" * 64
    for header, status in (
        (right, 202),
        (f"{other},{right}", 202),
        (f"{other}, {right}", 202),
        (right.replace("v1", "v2"), 401),
        (right.removeprefix("v1="), 401),
        (other, 401),
    ):
        answer = await client.post("/alerts/pagerduty", data=content, headers={"X-PagerDuty-Signature": header})
        assert answer.status == status, header


async def test_what_pagerduty_tells_besides_is_taken_and_ignored(client: Client, asking: Asking) -> None:
    """It stops sending to whoever refuses three times."""
    for name in ("pagerduty.acknowledged", "pagerduty.our-own-page"):
        content = body(name)
        headers = {"X-PagerDuty-Signature": f"v1={signed('pd', content)}"}
        answer = await client.post("/alerts/pagerduty", data=content, headers=headers)
        assert answer.status == 202
        assert await answer.json() == {"alert": None, "incident": None, "outcome": "ignored"}
    assert asking.store.memory.alerts == {}


async def test_grafanas_signature_covers_the_time_where_it_says_one(client: Client) -> None:
    content, now = body("grafana.firing"), START.timestamp()
    minute = timedelta(minutes=1).total_seconds()

    def headers(time: str, covered: str | None = None) -> dict[str, str]:
        covered = time if covered is None else covered
        what = covered.encode() + b":" + content if covered else content
        made = {"X-Grafana-Alerting-Signature": signed("graf", what)}
        return made | ({"X-Grafana-Alerting-Timestamp": time} if time else {})

    for given, status in (
        (headers(""), 202),
        (headers(str(int(now - 4 * minute))), 202),
        (headers(str(int(now - 6 * minute))), 401),
        (headers(str(int(now + 6 * minute))), 401),
        (headers(str(int(now)), covered=str(int(now - 60 * minute))), 401),
        (headers("soon"), 401),
        (headers("9" * 40), 401),
    ):
        answer = await client.post("/alerts/grafana", data=content, headers=given)
        assert answer.status == status, given


async def test_a_source_without_a_secret_still_shows_the_token(client: Client) -> None:
    content = body("opsgenie.firing")
    assert (await client.post("/alerts/opsgenie", data=content)).status == 401
    assert (await client.post("/alerts/opsgenie", data=content, headers=BEARER)).status == 202


@pytest.mark.parametrize(
    ("credentials", "status"),
    [("fenghuo:s3cret", 202), (":s3cret", 202), ("fenghuo:other", 401), ("s3cret", 401), ("s3cret:", 401)],
)
async def test_the_token_may_be_the_password_of_basic_authentication(
    client: Client, credentials: str, status: int
) -> None:
    for encoded in (b64encode(credentials.encode()).decode(), b64encode(credentials.encode()).decode() + " "):
        headers = {"Authorization": f"Basic {encoded}"}
        answer = await client.post("/alerts/datadog", data=body("datadog.firing"), headers=headers)
        assert answer.status == status


async def test_the_token_is_not_taken_from_the_address(client: Client) -> None:
    """Addresses stand in logs and settings pages."""
    answer = await client.post(f"/alerts/datadog?token={TOKEN}", data=body("datadog.firing"))
    assert answer.status == 401


async def test_without_a_token_only_what_is_signed_gets_in(asking: Asking) -> None:
    client = await client_of(asking, "", {"sentry": ("s",)})
    content = body("sentry.firing")
    headers = {"Sentry-Hook-Signature": signed("s", content)}
    assert (await client.post("/alerts/sentry", data=content, headers=headers)).status == 202
    for shown in ({}, {"Authorization": "Bearer "}, {"Authorization": "Basic Og=="}):
        answer = await client.post("/alerts/grafana", data=body("grafana.firing"), headers=shown)
        assert answer.status == 401
    await client.close()


def test_neither_token_nor_secret_lets_nobody_build_the_route() -> None:
    with pytest.raises(ValueError, match="FENGHUO_ALERT_TOKEN"):
        Admission("", {"sentry": ()})
    assert TOKEN not in repr(Admission(TOKEN, {"sentry": ("secret",)}))


def test_the_settings_name_of_a_secret() -> None:
    assert secret_name("uptime-kuma") == "FENGHUO_SECRET_UPTIME_KUMA"


# ---------------------------------------------------------------------------------------------------- instances


async def test_the_address_tells_two_of_a_kind_apart(client: Client, asking: Asking) -> None:
    """Two Alertmanagers may have the same fingerprint for different things."""
    for instance in ("", "/east", "/west"):
        answer = await client.post(f"/alerts/alertmanager{instance}", data=body("alertmanager.firing"), headers=BEARER)
        assert (await answer.json())["results"][0]["outcome"] == "opened"
    answer = await client.post("/alerts/alertmanager/east", data=body("alertmanager.resolved"), headers=BEARER)
    assert (await answer.json())["results"] == [{"alert": 4, "incident": 2, "outcome": "joined"}]
    found = [each.alert.source for each in asking.store.memory.alerts.values()]
    assert found == ["alertmanager", "alertmanager/east", "alertmanager/west", "alertmanager/east"]


@pytest.mark.parametrize("path", ["generic/east", "alertmanager/a%20b", f"alertmanager/{'x' * 41}", "pigeon/east"])
async def test_a_name_that_cannot_be_is_refused(client: Client, asking: Asking, path: str) -> None:
    answer = await client.post(f"/alerts/{path}", data=body("generic.firing"), headers=BEARER)
    assert answer.status == 404
    assert asking.store.memory.alerts == {}
