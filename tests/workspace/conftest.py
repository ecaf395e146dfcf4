from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import INSTALL, START, Machine
from workspace import Timer, Workspace


@pytest.fixture
def timer() -> Timer:
    return Timer(start=START)


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
async def workspace(timer: Timer, machine: Machine) -> AsyncIterator[Workspace]:
    async with Workspace(clock=timer.time, machine=machine, timer=timer, apps=[INSTALL]) as started:
        yield started


@pytest.fixture
async def impatient(timer: Timer, machine: Machine) -> AsyncIterator[Workspace]:
    """One that gives an app a fifth of a second to acknowledge."""
    async with Workspace(clock=timer.time, machine=machine, timer=timer, apps=[INSTALL], ack_seconds=0.2) as started:
        yield started


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(trust_env=False) as opened:
        yield opened


@pytest.fixture
def client(workspace: Workspace, session: aiohttp.ClientSession) -> AsyncWebClient:
    """The app's own client, over the wire, which repeats nothing."""
    return AsyncWebClient(
        token=INSTALL.bot_token, base_url=workspace.api_url, session=session, retry_handlers=[], timeout=2
    )
