"""What a feature answers to the one who asked. What everybody sees is never an answer but an effect of the desk.

Answers for: the six answers. May not: know how one is sent (``slack`` does).
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from handlers.blocks import Form, Message


@dataclass(frozen=True, slots=True)
class Say:
    """A message that only the asker sees."""

    message: Message


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form to fill in."""

    form: Form


@dataclass(frozen=True, slots=True)
class FormErrors:
    """The form stays open; plain text under the blocks named."""

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Done:
    """It was done. ``message`` is for the asker alone; None when the channel shows it anyway."""

    message: Message | None = None


@dataclass(frozen=True, slots=True)
class ShowHome:
    """The asker's Home tab. ``fingerprint``: of the tab without an answer that stands above it."""

    message: Message
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """It takes longer than Slack waits for an acknowledgement: it is done beside that, and then its answer is given.
    Should the process end meanwhile, nothing was done and the person asks again; so nothing that must not be lost may
    be done in this way."""

    work: Callable[[], Awaitable["Answer"]]


Answer = Say | OpenForm | FormErrors | Done | ShowHome | Later
