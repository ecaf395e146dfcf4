"""Alerts of other systems on the wire: signed, routed, several in one room; over, and back again."""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.demo.playground import Playground
from crisis.policy import Policy
from crisis.policy.routes import Do, Route
from tests.stories.conftest import MakeGround
from tests.stories.telling import Tongue, how_many, in_both_languages, in_channel, room_of

SAMPLES = Path(__file__).parents[1] / "handlers" / "samples"
SECRET = "client-secret"
ROUTES = (
    Route(("sentry",), (("environment", ("staging",)),), Do.IGNORE),
    Route(("grafana",), together=("grafana_folder",), kind="outage"),
)


def sample(name: str) -> Any:
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


async def sentry(ground: Playground, payload: Any, secret: str = SECRET) -> tuple[int, dict[str, Any]]:
    """Sentry sends, and all that follows from it is done."""
    body = json.dumps(payload).encode()
    headers = {"Sentry-Hook-Signature": hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}
    async with (
        aiohttp.ClientSession(trust_env=False) as session,
        session.post(f"{ground.service.address}/alerts/sentry", data=body, headers=headers) as answer,
    ):
        told = answer.status, await answer.json(content_type=None)
    await ground.settle()
    return told


async def grafana(ground: Playground, name: str, *changes: dict[str, Any]) -> list[str]:
    """Grafana sends a group; what became of each."""
    payload = sample(name)
    payload["alerts"] = [payload["alerts"][0] | each for each in changes] or payload["alerts"]
    status, answer = await ground.alert(payload, "grafana")
    assert status == 202
    await ground.settle()
    return [each["outcome"] for each in answer["results"]]


@in_both_languages
async def test_signed_routed_together_over_and_back(make_ground: MakeGround, tongue: Tongue) -> None:
    policy = Policy(language=tongue.language, routes=ROUTES)
    ground = await make_ground(policy=policy, extra={"secret_sentry": SecretStr(SECRET)})
    alert = sample("sentry.firing")
    assert (await sentry(ground, alert, "another"))[0] == 401
    assert (await ground.alert(alert, "sentry"))[0] == 401  # the token is not its signature
    alert["data"]["event"]["environment"] = "staging"
    assert (await sentry(ground, alert))[1]["outcome"] == "ignored"
    assert await how_many(ground) == 0

    assert (await sentry(ground, sample("sentry.firing")))[1]["outcome"] == "opened"
    room = await room_of(ground, 1)
    briefing = room.one("shop.payments in charge")
    assert tongue("from *Sentry*", "来源：Sentry") in briefing.plain
    assert tongue("open in Sentry", "在 Sentry 中查看") in briefing.plain
    assert (await sentry(ground, sample("sentry.resolved")))[1]["outcome"] == "joined"
    assert (await sentry(ground, sample("sentry.resolved")))[1]["outcome"] == "joined"
    room.one(tongue("Sentry says that the alert is over", "Sentry 报告警报已解除"))
    assert tongue("🟢 the alert is over", "🟢 警报已解除") in room.board().plain
    assert (await sentry(ground, sample("sentry.firing")))[1]["outcome"] == "duplicate"
    room.one(tongue("the alert is back", "警报再次触发"))
    assert "🟢" not in room.board().plain

    three = [{"fingerprint": each} for each in "abc"]
    assert await grafana(ground, "grafana.firing", *three) == ["opened", "joined", "joined"]
    assert await how_many(ground) == 2
    shop = await room_of(ground, 2)
    assert (await shop.incident()).kind == "outage"
    assert await grafana(ground, "grafana.resolved", *three[:2]) == ["joined", "joined"]
    assert tongue("🔔 1 of 3 alerts fire", "🔔 3 条警报中有 1 条仍在触发") in shop.board().plain
    assert shop.saying("🟢") == []
    assert await grafana(ground, "grafana.resolved", three[2]) == ["joined"]
    shop.one(tongue("Grafana says that all 3 alerts are over", "Grafana 报告 3 条警报已全部解除"))

    assert await grafana(ground, "grafana.test") == ["held"]
    assert await how_many(ground) == 2
    cards = [each.plain for each in in_channel(ground, "incidents")]
    assert any("Notification test" in card for card in cards)
