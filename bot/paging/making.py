"""The pager of a process, made of what the service has; and a test page through it.

May not: know what a page is about.
"""

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime

import aiohttp

from bot.clock.clocks import steady_seconds
from bot.delivery.calls import asking_before_sending
from bot.delivery.office import Office
from bot.health.troubles import Troubles
from bot.paging.limits import Limits
from bot.paging.pager import Pager, trial
from bot.paging.secrets import ReadSecret
from bot.timing import Timing
from crisis.language import Language
from crisis.policy.paging import PageChannel
from crisis.ports import Passing
from handlers.views import page


async def make_pager(
    started: AsyncExitStack,
    read_secret: ReadSecret,
    machine: Callable[[], datetime],
    replicas: Callable[[], int],
    troubles: Troubles,
    timing: Timing,
    passing: Passing,
) -> Pager:
    """With a session of its own: a page does not wait for a connection behind calls to a Slack that does not answer.
    ``started`` closes it."""
    session = aiohttp.ClientSession(trust_env=False, trace_configs=[asking_before_sending()])
    started.push_async_callback(session.close)
    return Pager(session, read_secret, machine, Limits(steady_seconds, replicas), troubles, timing, passing)


async def send_trial(office: Office, channel: PageChannel, by: str, language: Language) -> str:
    """Send a page that says that it is a test; what was said against it, empty when the receiver took it."""
    assert office.pager is not None, "the service makes one"
    key = f"fenghuo-test-{office.entropy(8).hex()}"
    return await trial(office.pager, channel, page.trial(channel.name, by, language, key, office.machine()))
