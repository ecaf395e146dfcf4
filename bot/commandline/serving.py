"""`run`: the bot, until it is stopped."""

import asyncio
import errno
import os
import socket

from bot import process
from bot.commandline import texts as t
from bot.commandline.terminal import Failed
from bot.logging import configure_logging
from bot.policy.file import policy_of
from bot.settings.settings import load_settings

CANNOT_LISTEN = frozenset({errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES})


def run_bot() -> int:
    """The bot until SIGTERM or SIGINT. Raises SettingsError, PolicyError, StorageError, Failed."""
    settings = load_settings()
    settings.require_slack()
    policy = policy_of(settings)
    configure_logging(settings.secret_texts)
    try:
        asyncio.run(process.run(settings, policy))
    except OSError as error:
        if error.errno not in CANNOT_LISTEN and not isinstance(error, socket.gaierror):
            raise
        # asyncio's own sentence says the address again.
        why = os.strerror(error.errno) if error.errno in CANNOT_LISTEN else error.strerror
        raise Failed(t.ADDRESS_TAKEN, address=settings.listen, why=why) from error
    return 0
