"""The cast that answers by itself, on a driven timer."""

from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import GENERAL, LIN, ZHOU, actions, button, running
from workspace import Clicks, NeverAnswers, Replies, Several, Timer, Workspace

OFFER = [actions(button("接手", "take"), button("婉拒", "decline"))]


class Offers:
    """Who clicked what."""

    def __init__(self) -> None:
        self.clicks: list[tuple[str, str]] = []

    def register(self, app: AsyncApp) -> None:
        async def clicked(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
            await ack()
            self.clicks.append((body["user"]["id"], action["action_id"]))

        app.action("take")(clicked)
        app.action("decline")(clicked)


@pytest.fixture
def offers() -> Offers:
    return Offers()


async def test_a_click_comes_after_its_seconds_and_once(
    workspace: Workspace, client: AsyncWebClient, timer: Timer, offers: Offers
) -> None:
    workspace.answers.give("周明", Clicks("接手|Accept", after=20))
    async with running(workspace, offers.register):
        posted = await client.chat_postMessage(channel=GENERAL, text=f"<@{ZHOU}> 请接手", blocks=OFFER)
        await timer.advance(19)
        assert offers.clicks == []
        await timer.advance(1)
        await client.chat_update(channel=GENERAL, ts=posted["ts"], text=f"<@{ZHOU}> 请接手!", blocks=OFFER)
        await timer.advance(100)
        await workspace.quiet()
    assert offers.clicks == [(ZHOU, "take")]


async def test_only_who_is_meant_answers(
    workspace: Workspace, client: AsyncWebClient, timer: Timer, offers: Offers
) -> None:
    for who in ("林晓", "周明", "苏婉"):
        workspace.answers.give(who, Clicks("接手", after=1))
    workspace.answers.give("苏婉", Clicks("婉拒", after=1, addressed=False))
    async with running(workspace, offers.register):
        await client.chat_postMessage(channel=GENERAL, text="anybody?", blocks=OFFER)
        await client.chat_postMessage(channel=LIN, text="you?", blocks=OFFER)
        await client.chat_postEphemeral(channel=GENERAL, user=ZHOU, text="psst", blocks=OFFER)
        await timer.advance(1)
        await workspace.quiet()
    assert sorted(offers.clicks) == [(LIN, "take"), (ZHOU, "take"), ("U00003LOC", "decline")]


async def test_a_button_that_went_meanwhile_is_not_clicked(
    workspace: Workspace, client: AsyncWebClient, timer: Timer, offers: Offers
) -> None:
    workspace.answers.give("周明", Clicks("接手", after=20))
    async with running(workspace, offers.register):
        posted = await client.chat_postMessage(channel=ZHOU, text="you?", blocks=OFFER)
        await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="taken by another")
        await timer.advance(20)
    assert offers.clicks == []


async def test_words_under_a_message(workspace: Workspace, client: AsyncWebClient, timer: Timer) -> None:
    workspace.answers.give("周明", Several((NeverAnswers(), Replies("进展", "快好了", after=5))))
    posted = await client.chat_postMessage(channel=GENERAL, text=f"<@{ZHOU}> 进展如何?")
    await timer.advance(5)
    seen = workspace.person("林晓").last("general")
    assert (seen.text, seen["user"], seen["thread_ts"]) == ("快好了", ZHOU, posted["ts"])


async def test_back_to_answering_by_hand(
    workspace: Workspace, client: AsyncWebClient, timer: Timer, offers: Offers
) -> None:
    workspace.answers.give("周明", Clicks("接手"), "eager")
    async with running(workspace, offers.register):
        await client.chat_postMessage(channel=ZHOU, text="you?", blocks=OFFER)
        workspace.answers.choose("周明", "by hand")
        await timer.advance(60)
        assert offers.clicks == []
    with pytest.raises(LookupError, match="by hand, eager"):
        workspace.answers.choose("周明", "lazy")


async def test_who_answers_otherwise_by_now_does_not_do_what_was_planned(
    workspace: Workspace, client: AsyncWebClient, timer: Timer, offers: Offers
) -> None:
    workspace.answers.give("周明", Clicks("接手", after=20))
    async with running(workspace, offers.register):
        await client.chat_postMessage(channel=GENERAL, text=f"<@{ZHOU}> 请接手", blocks=OFFER)
        workspace.answers.give("周明", NeverAnswers())
        await timer.advance(60)
        await workspace.quiet()
    assert offers.clicks == []
