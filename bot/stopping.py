"""Being told to end: Ctrl-C or SIGTERM, for commands that run until then.

Answers for: one event that says so. May not: end anything; whoever waits does. (``process`` has the bot's own: there a
second signal ends at once.)
"""

import asyncio
import contextlib
import signal


def until_stopped() -> asyncio.Event:
    """Set when somebody asks to end; needs the running loop."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # not on every system; Ctrl-C then ends it the other way
            loop.add_signal_handler(number, stopped.set)
    return stopped
