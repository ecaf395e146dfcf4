"""Driving the workspace over HTTP: weather, time, connections, apps, and the log of what happened."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import GENERAL, INSTALL, START, actions, button, modal, plain, refused, running
from workspace import AppInstall, Timer, Workspace
from workspace.apps.courier import Delivery


class Hand:
    """Somebody at the other end of /control/."""

    def __init__(self, workspace: Workspace, session: aiohttp.ClientSession) -> None:
        self._base = f"{workspace.url}/control/"
        self._session = session

    async def __call__(self, verb: str, path: str, body: Any = None, status: int = 200) -> dict[str, Any]:
        given = {} if body is None else {"json": body}
        async with self._session.request(verb, self._base + path, **given) as answer:
            found: dict[str, Any] = await answer.json()
            assert (answer.status, found["ok"]) == (status, status == 200), found
            return found


@pytest.fixture
def hand(workspace: Workspace, session: aiohttp.ClientSession) -> Hand:
    return Hand(workspace, session)


# calls


async def test_a_call_is_read_with_its_arguments_answer_and_time(hand: Hand, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=GENERAL, text="in the log 记录")
    found = await hand("GET", "calls")
    (call,) = found["calls"]
    assert (call["method"], call["app_name"], call["ok"], call["status"]) == ("chat.postMessage", "Beacon", True, 200)
    assert call["arguments"] == {"channel": GENERAL, "text": "in the log 记录"}
    assert call["answer"]["ts"] == posted["ts"]
    assert 0 < call["ms"] < 5000
    assert (found["latest"], found["running"]) == (call["number"], 0)


async def test_no_token_is_in_the_log(hand: Hand, workspace: Workspace, session: aiohttp.ClientSession) -> None:
    form = {"token": INSTALL.bot_token, "channel": GENERAL, "text": f"my token is {INSTALL.bot_token}"}
    async with session.post(f"{workspace.api_url}chat.postMessage", data=form) as answer:
        assert (await answer.json())["ok"]
    await workspace.person("林晓").command(f"/beacon {INSTALL.signing_secret}")
    for kind in ("calls", "deliveries"):
        said = str(await hand("GET", kind))
        for secret in (INSTALL.bot_token, INSTALL.app_token, INSTALL.signing_secret, "local-verification-token"):
            assert secret not in said
    assert "my token is …" in str(await hand("GET", "calls"))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("method=chat.*", ["chat.postMessage", "chat.postMessage"]),
        ("method=auth.test|users.info", ["auth.test", "users.info"]),
        ("ok=false", ["users.info"]),
        ("error=user_not_found", ["users.info"]),
        ("text=SECOND", ["chat.postMessage"]),
        ("text=user_not", ["users.info"]),
        ("since=3", ["users.info"]),
        ("limit=1", ["users.info"]),
        ("app=Beacon&limit=2", ["chat.postMessage", "users.info"]),
        ("app=Nobody", []),
    ],
)
async def test_calls_are_filtered(hand: Hand, client: AsyncWebClient, filters: str, expected: list[str]) -> None:
    await client.auth_test()
    for text in ("first", "second"):
        await client.chat_postMessage(channel=GENERAL, text=text)
    await refused(client.users_info(user="U99999999"), "user_not_found")
    assert [call["method"] for call in (await hand("GET", f"calls?{filters}"))["calls"]] == expected


async def test_a_filter_that_is_not_one_is_said(hand: Hand) -> None:
    assert "there are method, app" in (await hand("GET", "calls?methods=x", status=400))["error"]
    assert "'yes'" in (await hand("GET", "calls?ok=yes", status=400))["error"]
    assert "whole number" in (await hand("GET", "deliveries?since=-1", status=400))["error"]


async def test_a_call_under_way_and_a_failed_one(hand: Hand, client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.weather.fail("auth.test", "silence before")
    workspace.weather.fail("users.info", "500 after")
    waiting = asyncio.create_task(client.auth_test())
    await workspace.until(lambda: workspace.calls.where("auth.test", error="silence"))
    with pytest.raises((SlackApiError, aiohttp.ClientError)):
        (await client.users_info(user="U00001LOC")).validate()
    silent, broken = (await hand("GET", "calls"))["calls"]
    assert (silent["status"], silent["error"], silent["answer"]) == (0, "silence", None)
    assert (broken["status"], broken["error"], broken["ok"]) == (500, "http_500", False)
    waiting.cancel()


async def test_forgotten_calls_are_gone_and_numbers_go_on(hand: Hand, client: AsyncWebClient) -> None:
    await client.auth_test()
    await hand("DELETE", "calls")
    await client.auth_test()
    assert [call["number"] for call in (await hand("GET", "calls"))["calls"]] == [2]


# deliveries


async def test_what_went_to_the_app_and_what_it_answered(hand: Hand, workspace: Workspace) -> None:
    def register(app: Any) -> None:
        async def command(ack: Any) -> None:
            await ack("as you wish")

        app.command("/beacon")(command)

    async with running(workspace, register):
        await workspace.person("林晓").command("/beacon light it")
        await workspace.person("林晓").invite("general", "beacon")
    found = (await hand("GET", "deliveries?kind=slash_commands"))["deliveries"]
    (command,) = found
    assert (command["what"], command["over"], command["status"]) == ("/beacon light it", "socket", "ok")
    assert command["answer"] == "as you wish" or command["answer"] == {"text": "as you wish"}
    assert command["payload"]["user_name"] == "lin.xiao"
    assert command["ms"] > 0
    events = (await hand("GET", "deliveries?kind=events_api&what=message*"))["deliveries"]
    assert [event["what"] for event in events] == ["message channel_join"]
    await hand("DELETE", "deliveries")
    assert (await hand("GET", "deliveries"))["deliveries"] == []


async def test_a_delivery_to_nobody(hand: Hand, workspace: Workspace) -> None:
    await workspace.person("林晓").command("/beacon hello")
    (delivery,) = (await hand("GET", "deliveries?ok=false&status=not_delivered"))["deliveries"]
    assert (delivery["over"], delivery["app_name"], delivery["retry"]) == ("", "Beacon", 0)
    assert [each.what for each in workspace.deliveries.where("/beacon*")] == ["/beacon hello"]


# weather


async def test_weather_is_set_and_read(hand: Hand, workspace: Workspace) -> None:
    set_ = {"latency": {"from": 0.01, "to": 0.03}, "rate_limits": True, "minute": 6, "shows_late": 1.5}
    found = await hand("PATCH", "weather", set_)
    assert {name: found[name] for name in set_} == set_
    assert (workspace.weather.tiers, workspace.weather.latency_to) == (True, 0.03)
    assert all(0.01 <= workspace.weather.seconds_for("x") <= 0.03 for _ in range(50))
    assert (await hand("PATCH", "weather", {"latency": 0.5}))["latency"] == {"from": 0.5, "to": 0.5}
    cleared = await hand("DELETE", "weather")
    assert (cleared["latency"], cleared["rate_limits"], cleared["rules"]) == ({"from": 0, "to": 0}, False, [])
    assert {"chat.postMessage", "response_url", "link", "upload"} <= set(cleared["methods"])


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "fail", "methods": "chat.*", "fault": "500 after", "share": 0.3, "times": None, "retry_after": 1},
        {"kind": "fail", "methods": "*", "fault": "error:fatal_error", "share": 1.0, "times": 2, "retry_after": 1},
        {"kind": "slow", "methods": "views.*", "seconds": 0.2, "share": 1.0, "times": None},
        {"kind": "events", "events": "message", "copies": 2, "late": 5.0, "share": 1.0, "times": None},
        {"kind": "lose_answers", "envelopes": "interactive", "share": 0.5, "times": 1},
        {"kind": "expire_triggers", "share": 1.0, "times": 1},
    ],
    ids=lambda rule: str(rule["kind"]),
)
async def test_a_rule_comes_back_as_it_was_set_and_is_taken_away(hand: Hand, rule: dict[str, Any]) -> None:
    made = (await hand("POST", "weather/rules", rule))["rule"]
    assert made == {**rule, "id": made["id"], "hits": 0}
    assert (await hand("GET", "weather"))["rules"] == [made]
    await hand("DELETE", f"weather/rules/{made['id']}")
    assert (await hand("GET", "weather"))["rules"] == []
    await hand("DELETE", f"weather/rules/{made['id']}", status=404)


async def test_a_fault_that_was_set_over_http_strikes(hand: Hand, client: AsyncWebClient) -> None:
    await hand("POST", "weather/rules", {"methods": "chat.*", "fault": "error:fatal_error", "times": 1})
    await refused(client.chat_postMessage(channel=GENERAL, text="x"), "fatal_error")
    await client.chat_postMessage(channel=GENERAL, text="x")
    (rule,) = (await hand("GET", "weather"))["rules"]
    assert rule["hits"] == 1


@pytest.mark.parametrize(
    ("verb", "path", "body", "said"),
    [
        ("POST", "weather/rules", {"fault": "explode"}, "500 before"),
        ("POST", "weather/rules", {"fault": "error:"}, "error:NAME"),
        ("POST", "weather/rules", {"kind": "rain"}, "lose_answers"),
        ("POST", "weather/rules", {"fault": "500 after", "seconds": 3}, "methods"),
        ("POST", "weather/rules", {"fault": "500 after", "share": 30}, "at most 1"),
        ("POST", "weather/rules", {"fault": "500 after", "times": 0}, "at least 1"),
        ("PATCH", "weather", {"latency": -1}, "at least 0"),
        ("PATCH", "weather", {"rate_limits": "on"}, "true or false"),
        ("PATCH", "weather", {"wind": 3}, "latency"),
        ("PATCH", "weather", [], "JSON object"),
        ("POST", "time", {}, "one of"),
        ("POST", "time", {"speed": True}, "number"),
        ("POST", "sockets", {"do": "shake"}, "half open"),
        ("POST", "apps", {"manifest": {"features": []}}, "features: no object"),
    ],
)
async def test_what_makes_no_sense_is_refused_with_a_sentence_and_changes_nothing(
    hand: Hand, workspace: Workspace, verb: str, path: str, body: Any, said: str
) -> None:
    assert said in (await hand(verb, path, body, status=400))["error"]
    assert (workspace.weather.all_rules, workspace.weather.latency, len(workspace.apps)) == ([], 0.0, 1)


async def test_triggers_that_expire(hand: Hand, workspace: Workspace) -> None:
    errors: list[str] = []

    def register(app: Any) -> None:
        async def command(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
            await ack()
            try:
                await client.views_open(trigger_id=body["trigger_id"], view=modal(section_of_text()))
            except SlackApiError as refusal:
                errors.append(refusal.response["error"])

        app.command("/beacon")(command)

    lin = workspace.person("林晓")
    async with running(workspace, register):
        await hand("POST", "weather/rules", {"kind": "expire_triggers", "times": 1})
        await lin.command("/beacon form")
        await workspace.until(lambda: errors)
        await lin.command("/beacon form")
        await workspace.until(lambda: lin.open_view)
        await hand("PATCH", "weather", {"trigger_seconds": 0})
        await lin.command("/beacon form")
        await workspace.until(lambda: len(errors) == 2)
    assert errors == ["expired_trigger_id", "expired_trigger_id"]


def section_of_text() -> dict[str, Any]:
    return {"type": "section", "text": plain("nothing to fill in")}


# time


async def test_time_is_stepped_and_what_is_due_happens(
    hand: Hand, workspace: Workspace, client: AsyncWebClient
) -> None:
    await client.chat_scheduleMessage(channel=GENERAL, post_at=int(START) + 60, text="a minute later")
    found = await hand("GET", "time")
    assert (found["now"], found["next_due"], found["due"]) == (START, START + 60, [START + 60])
    assert (await hand("POST", "time", {"advance": 59}))["now"] == START + 59
    assert workspace.person("林晓").messages("general") == []
    assert (await hand("POST", "time", {"to": "next due"}))["now"] == START + 60
    (message,) = workspace.person("林晓").messages("general")
    assert (message.text, message.ts) == ("a minute later", f"{START + 60:.6f}")
    assert (await hand("POST", "time", {"to": START + 3600}))["now"] == START + 3600
    assert "does not go back" in (await hand("POST", "time", {"to": START}, status=409))["error"]
    assert "nothing is due" in (await hand("POST", "time", {"to": "next due"}, status=409))["error"]


async def test_time_of_another_clock_is_not_driven(session: aiohttp.ClientSession) -> None:
    async with Workspace(clock=lambda: START) as workspace:
        hand = Hand(workspace, session)
        assert (await hand("GET", "time"))["drivable"] is False
        assert "another clock" in (await hand("POST", "time", {"advance": 1}, status=409))["error"]


async def test_time_runs_stands_and_runs_faster(session: aiohttp.ClientSession) -> None:
    real = [0.0]
    timer = Timer(START, live=lambda: real[0])
    async with Workspace(clock=timer.time, timer=timer, live=True) as workspace:
        hand = Hand(workspace, session)
        await workspace.until(lambda: timer.is_running)
        real[0] += 10
        assert (await hand("POST", "time", {"speed": 60}))["now"] == START + 10
        real[0] += 1
        assert (await hand("POST", "time", {"speed": 0}))["now"] == START + 70
        real[0] += 100
        assert (await hand("GET", "time"))["now"] == START + 70
        assert (await hand("POST", "time", {"advance": 5}))["now"] == START + 75


# connections and apps


async def test_connections_are_ended_in_each_way(hand: Hand, workspace: Workspace) -> None:
    async with running(workspace, lambda app: None):
        (app,) = (await hand("GET", "sockets"))["apps"]
        assert (app["name"], app["connected"], app["request_url"]) == ("Beacon", True, None)
        assert app["connections"] == [{"number": 1, "state": "open", "waiting": 0}]
        for do in ("warn", "refresh", "cut", "half open"):
            await workspace.until_connected(timeout=15)
            assert (await hand("POST", "sockets", {"do": do, "app": INSTALL.app_id}))["connections"] >= 1
            await hand("POST", "sockets", {"do": do, "app": "A404"}, status=404)
            if do == "cut":
                break  # the client notices at its next ping only


async def test_a_further_app_by_its_manifest(hand: Hand, workspace: Workspace) -> None:
    manifest = {
        "display_information": {"name": "Second"},
        "features": {"bot_user": {"display_name": "second"}, "slash_commands": [{"command": "/second"}]},
        "oauth_config": {"scopes": {"bot": ["chat:write"]}},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
    }
    made = await hand("POST", "apps", {"manifest": manifest})
    client = AsyncWebClient(made["bot_token"], workspace.api_url)
    assert (await client.auth_test())["user_id"] == made["bot_user"]
    await refused(client.users_list(), "missing_scope")
    assert made["bot_token"] != INSTALL.bot_token
    assert (await workspace.person("Maya Brooks").command("/second")).status == "not_delivered"
    with pytest.raises(ValueError, match="Second"):
        workspace.install(AppInstall(app_id="A1", bot_token=made["bot_token"], app_token="xapp-other"))


async def test_a_request_url_leads_to_this_machine(hand: Hand, workspace: Workspace) -> None:
    place = f"apps/{INSTALL.app_id}/request_url"
    assert "this machine" in (await hand("PUT", place, {"url": "https://bot.example.com/"}, status=400))["error"]
    assert "challenge" in (await hand("PUT", place, {"url": f"{workspace.url}/nothing"}, status=409))["error"]


async def test_a_click_says_which_button(hand: Hand, workspace: Workspace, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(button("Go", "go"))])
    lin = workspace.person("林晓")
    delivery: Delivery = await lin.click(lin.last("general"), "Go")
    assert delivery.status == "not_delivered"
    assert [each.what for each in workspace.deliveries] == ["block_actions go"]
