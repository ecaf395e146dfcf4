"""The pager of a process, made of what the service has.

May not: know what a page is about.
"""

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime

import aiohttp

from bot.clock.clocks import steady_seconds
from bot.paging.limits import Limits
from bot.paging.pager import Pager
from bot.paging.secrets import ReadSecret
from bot.slack.calls import asking_before_sending
from bot.timing import Timing
from bot.troubles import Troubles
from crisis.ports import Passing


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
