"""HTTP mode: Slack reaches the bot by signed requests; whoever cannot sign, or signed too long ago, reaches nothing."""

import asyncio
import json
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.clock.clocks import machine_seconds
from bot.demo.playground import Playground
from tests.stories.conftest import MakeGround
from tests.stories.telling import (
    LIN,
    MAYA,
    ZHOU,
    clicked,
    fingerprint,
    form,
    how_many,
    nothing_twice,
    offer_to,
    opened,
    person,
    posts,
    room_of,
    submitted,
    told,
    typed,
    whispers,
)
from workspace.apps.signing import signature

SECRET = "local-signing-secret"
FIVE_MINUTES = 300  # seconds; older signatures are refused (Slack, "Verifying requests")
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
async def ground(make_ground: MakeGround) -> Playground:
    return await make_ground(http_mode=True)


async def sent(
    ground: Playground,
    body: bytes,
    kind: str = FORM,
    secret: str = SECRET,
    age: int = 0,
    signed: bytes | None = None,
    without: tuple[str, ...] = (),
) -> tuple[int, str]:
    """A request as Slack sends it, ``age`` seconds ago; status and answer. ``signed``: what the signature is of."""
    timestamp = str(int(machine_seconds()) - age)
    headers = {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(secret, timestamp, body if signed is None else signed),
    }
    given = {name: value for name, value in headers.items() if name not in without}
    async with (
        aiohttp.ClientSession(trust_env=False) as session,
        session.post(f"{ground.service.address}/slack/events", data=body, headers=given) as answer,
    ):
        return answer.status, await answer.text()


def command(ground: Playground, text: str, trigger: str = "1.1.a") -> bytes:
    general = ground.workspace.state.find_channel("general")
    fields = {
        "command": "/incident",
        "text": text,
        "user_id": person(ground, MAYA).id,
        "channel_id": general.id,
        "channel_name": "general",
        "team_id": ground.workspace.state.team.id,
        "trigger_id": trigger,
        "response_url": f"{ground.workspace.url}/response/none/none",
        "api_app_id": "A00001LOC",
    }
    return urlencode(fields).encode()


def interaction(ground: Playground, **payload: Any) -> bytes:
    whole = {
        "team": {"id": ground.workspace.state.team.id},
        "user": {"id": person(ground, MAYA).id},
        "api_app_id": "A00001LOC",
        "trigger_id": "2.2.b",
        **payload,
    }
    return urlencode({"payload": json.dumps(whole)}).encode()


async def test_a_whole_incident_over_http(ground: Playground) -> None:
    assert ground.settings().mode == "http"
    answer = await typed(ground, MAYA, "open sev2 Mould")
    assert "Incident #1 is open: SEV2" in answer.text
    room = await room_of(ground, 1)

    await person(ground, MAYA).click(room.board(), "⚖️ Log decision")
    await form(ground, MAYA, "decision")
    assert list(await submitted(ground, MAYA, {"text": " "})) == ["text"]
    assert await submitted(ground, MAYA, {"text": "Recall", "why": "mould"}) == {}
    room.one("*Decision 1*", "Recall", "mould")

    lead = next(
        who for who in (LIN, ZHOU) if any("总指挥" in each.plain for each in person(ground, who).direct_messages())
    )
    await clicked(ground, lead, offer_to(ground, lead), "✅ 接受")
    assert f"<@{person(ground, lead).id}>" in room.topic

    message = (await person(ground, ZHOU).say(room.channel, "三号店停业")).shown[0]
    await person(ground, MAYA).react(message, "pushpin")
    await told(ground, MAYA, room.channel, "It stands on the timeline")
    await person(ground, ZHOU).edit(message, "五号店停业")
    await person(ground, MAYA).shortcut("decide_message", message)
    await form(ground, MAYA, "decision")
    await person(ground, MAYA).dismiss()
    await person(ground, MAYA).say(room.channel, "@fenghuo help")
    await told(ground, MAYA, room.channel, "What Fenghuo can do")
    assert "五号店停业" in (await room.type(MAYA, "timeline")).shown[0].plain
    await room.type(MAYA, "close")
    assert len(room.files()) == 2
    nothing_twice(ground)


async def test_slack_asks_whether_the_address_is_ours(ground: Playground) -> None:
    assert await ground.workspace.set_request_url(f"{ground.service.address}/slack/events")
    body = json.dumps({"type": "url_verification", "token": "t", "challenge": "烽火-3eZbrw1a"}).encode()
    status, answer = await sent(ground, body, "application/json")
    assert status == 200
    assert "3eZbrw1a" in answer
    assert (await sent(ground, body, "application/json", secret="another"))[0] == 401
    assert not await ground.workspace.set_request_url(f"{ground.service.address}/slack/elsewhere")


async def test_what_is_not_signed_by_slack_just_now_is_refused_and_changes_nothing(ground: Playground) -> None:
    room = await opened(ground)
    before, heard = fingerprint(ground), whispers(ground)
    opening = command(ground, "open sev1 Forged")
    event = json.dumps({"type": "event_callback", "event_id": "Ev1", "event": {"type": "app_mention"}}).encode()
    click = interaction(ground, type="block_actions", actions=[{"action_id": "board.acknowledge", "value": "1"}])
    for body, kind in ((opening, FORM), (click, FORM), (event, "application/json"), (b"", FORM)):
        for wrong in (
            {"secret": "another"},
            {"signed": body + b"&text=x"},
            {"age": FIVE_MINUTES + 5},
            {"age": -FIVE_MINUTES - 5},
            {"without": ("X-Slack-Signature",)},
            {"without": ("X-Slack-Request-Timestamp",)},
        ):
            status, answer = await sent(ground, body, kind, **wrong)
            assert status == 401, (body, wrong)
            assert SECRET not in answer
    await ground.settle()
    assert fingerprint(ground) == before
    assert whispers(ground) == heard
    assert await how_many(ground) == 1

    status, answer = await sent(ground, command(ground, "list"), age=FIVE_MINUTES - 10)
    assert status == 200
    assert "Mould in lunch boxes" in answer
    assert len(room.messages()) == 2


async def test_a_command_that_slack_sends_again_is_done_once(ground: Playground) -> None:
    body = command(ground, "open sev3 Mould")
    for _ in range(3):
        assert (await sent(ground, body))[0] == 200
    await ground.settle()
    assert await how_many(ground) == 1
    nothing_twice(ground)


async def test_a_request_that_trickles_in_keeps_nobody_waiting_and_one_that_breaks_off_does_nothing(
    ground: Playground,
) -> None:
    halves = [begun(ground, command(ground, f"open sev3 Mould {number}", f"1.{number}.a")) for number in range(2)]
    whole, broken = [await half for half in halves]
    assert (await typed(ground, MAYA, "list")).acknowledged_after < 1.0
    assert await how_many(ground) == 0
    broken[1].transport.abort()
    whole[1].write(whole[2])
    assert (await whole[0].readline()).startswith(b"HTTP/1.1 200")
    whole[1].close()
    await ground.settle()
    assert await how_many(ground) == 1
    assert (await room_of(ground, 1)).topic.endswith("Mould 0")


async def begun(ground: Playground, body: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, bytes]:
    """A signed request of which half has been sent, and the other half."""
    address = ground.service.address.removeprefix("http://")
    host, _, port = address.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    timestamp = str(int(machine_seconds()))
    headers = {
        "Host": address,
        "Content-Type": FORM,
        "Content-Length": str(len(body)),
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(SECRET, timestamp, body),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    half = len(body) // 2
    writer.write(f"POST /slack/events HTTP/1.1\r\n{head}\r\n".encode() + body[:half])
    await writer.drain()
    return reader, writer, body[half:]


async def test_signed_nonsense_is_answered_and_changes_nothing(ground: Playground) -> None:
    await opened(ground)
    before, count = fingerprint(ground, without=("inbox",)), posts(ground)
    deep = "[" * 10_000 + "]" * 10_000
    for body, kind in (
        (b"payload=not+json", FORM),
        (b"payload=[]", FORM),
        (urlencode({"payload": deep}).encode(), FORM),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (deep.encode(), "application/json"),
        (b'{"type": "event_callback", "event": "nothing"}', "application/json"),
        (b"\xff\xfe", FORM),
        (b"command=%2Fincident", FORM),
        (interaction(ground, type="view_submission", view={}), FORM),
    ):
        status, answer = await sent(ground, body, kind)
        assert 400 <= status < 600, (body[:60], status)
        assert "Traceback" not in answer
    await ground.settle()
    assert fingerprint(ground, without=("inbox",)) == before
    assert posts(ground) == count


async def test_halves_of_letters_do_not_stop_a_form(ground: Playground) -> None:
    await opened(ground)
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": "note",
        "private_metadata": json.dumps({"incident": 1, "channel": None, "message": None, "author": None}),
        "blocks": [],
        "state": {"values": {"text": {"value": {"type": "plain_text_input", "value": "seen \ud800 here"}}}},
    }
    status, answer = await sent(ground, interaction(ground, type="view_submission", view=view))
    await ground.settle()
    assert status == 200
    assert "cannot write to its memory" not in answer
    (await room_of(ground, 1)).one("seen", "here")
