"""What the page reads of a long channel: page by page, a thread by itself, and by words."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import GENERAL, LIN, ZHOU
from workspace import Workspace
from workspace.memory import messages


class Reader:
    """Somebody who reads over HTTP."""

    def __init__(self, session: aiohttp.ClientSession, url: str, me: str = LIN) -> None:
        self._session, self._url, self._me = session, url, me

    async def __call__(self, path: str, **query: str | int) -> dict[str, Any]:
        query["as"] = self._me
        async with self._session.get(f"{self._url}/page/{path}", params=query) as answer:
            found: dict[str, Any] = await answer.json()
            return found


@pytest.fixture
def read(workspace: Workspace, session: aiohttp.ClientSession) -> Reader:
    return Reader(session, workspace.url)


async def said(workspace: Workspace, count: int) -> list[str]:
    lin = workspace.person(LIN)
    return [(await lin.say(GENERAL, f"number {number}")).shown[0].ts for number in range(count)]


def texts(page: dict[str, Any]) -> list[str]:
    return [message["text"] for message in page["messages"]]


async def test_history_comes_in_pages_from_the_newest_back(workspace: Workspace, read: Reader) -> None:
    stamps = await said(workspace, 25)
    page = await read("messages", channel=GENERAL, limit=10)
    assert (texts(page)[0], texts(page)[-1], page["older"]) == ("number 15", "number 24", 15)
    page = await read("messages", channel=GENERAL, limit=10, before=stamps[15])
    assert (texts(page)[0], texts(page)[-1], page["older"]) == ("number 5", "number 14", 5)
    page = await read("messages", channel=GENERAL, limit=10, before=stamps[5])
    assert (len(texts(page)), page["older"]) == (5, 0)
    assert "pins" not in page


async def test_a_page_reaches_as_far_as_is_asked_with_a_little_before(workspace: Workspace, read: Reader) -> None:
    stamps = await said(workspace, 100)
    page = await read("messages", channel=GENERAL, limit=5, before=stamps[95], until=stamps[60])
    assert (texts(page)[0], texts(page)[-1], page["older"]) == ("number 30", "number 94", 30)


async def test_threads_come_whole_with_what_began_them_and_alone(workspace: Workspace, read: Reader) -> None:
    stamps = await said(workspace, 12)
    zhou = workspace.person(ZHOU)
    await zhou.say(GENERAL, "to the old one", thread=stamps[0])
    await zhou.say(GENERAL, "to the new one", thread=stamps[11])
    page = await read("messages", channel=GENERAL, limit=4)
    assert texts(page) == ["number 8", "number 9", "number 10", "number 11", "to the new one"]
    assert page["older"] == 8
    assert texts(await read("thread", channel=GENERAL, ts=stamps[0])) == ["number 0", "to the old one"]
    assert not (await read("thread", channel=GENERAL, ts="1.000000"))["ok"]


async def test_the_newest_page_brings_what_is_pinned_further_up(
    workspace: Workspace, read: Reader, client: AsyncWebClient
) -> None:
    stamps = await said(workspace, 12)
    await client.conversations_join(channel=GENERAL)
    await client.pins_add(channel=GENERAL, timestamp=stamps[2])
    page = await read("messages", channel=GENERAL, limit=3)
    assert (page["pins"], [each["text"] for each in page["pinned"]]) == ([stamps[2]], ["number 2"])


async def test_own_ephemerals_stand_in_their_place_and_nobody_elses(
    workspace: Workspace, read: Reader, session: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    await client.conversations_join(channel=GENERAL)
    await client.chat_postEphemeral(channel=GENERAL, user=LIN, text="for you alone")
    await said(workspace, 2)
    assert texts(await read("messages", channel=GENERAL, limit=3))[0] == "for you alone"
    assert "for you alone" not in texts(await Reader(session, workspace.url, ZHOU)("messages", channel=GENERAL))


async def test_words_are_found_where_one_may_look(
    workspace: Workspace, read: Reader, session: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    await workspace.person(ZHOU).create_channel("密室", private=True)
    secret = workspace.state.find_channel("密室").id
    await workspace.person(ZHOU).say(secret, "the Beacon is secret")
    await client.conversations_join(channel=GENERAL)
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "A BEACON in a block"}}
    await client.chat_postMessage(channel=GENERAL, text="board", blocks=[block])
    await workspace.person(LIN).say(GENERAL, "beacon, block, no order of words")

    found = await read("search", q="block beacon")
    assert [(hit["channel"], hit["message"]["text"]) for hit in found["found"]] == [
        (GENERAL, "beacon, block, no order of words"),
        (GENERAL, "board"),
    ]
    assert (await read("search", q="secret"))["found"] == []
    assert not (await read("search", q="secret", channel=secret))["ok"]
    zhou = Reader(session, workspace.url, ZHOU)
    assert len((await zhou("search", q="beacon", channel=secret))["found"]) == 1
    assert (await read("search", q=" "))["found"] == []


async def test_of_very_many_hits_the_newest_are_told(workspace: Workspace, read: Reader) -> None:
    await said(workspace, 55)
    found = await read("search", q="number")
    assert (len(found["found"]), found["more"], found["found"][0]["message"]["text"]) == (50, True, "number 54")


async def test_what_only_one_person_sees_lasts_since_a_moment_though_the_clock_stands(
    workspace: Workspace, read: Reader
) -> None:
    channel = workspace.state.channels[GENERAL]
    messages.ephemeral(workspace.state, channel, LIN, {"text": "before"})
    since = (await read("state"))["now"]
    messages.ephemeral(workspace.state, channel, LIN, {"text": "after"})
    assert texts(await read("messages", channel=GENERAL)) == ["before", "after"]
    assert texts(await read("messages", channel=GENERAL, since=since)) == ["after"]
