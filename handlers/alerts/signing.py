"""Signatures of webhooks: HMAC-SHA256 with a secret that both sides know.

Answers for: comparing in constant time, and how old a signed time may be. May not: know where secrets come from.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

REPLAY_WINDOW = timedelta(minutes=5)
"""How old a request may be whose signature covers the time of sending; the same as Slack's."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it came. Names of ``headers`` are looked up without regard to case; ``at``: now, on the machine's
    clock, UTC."""

    headers: Mapping[str, str]
    body: bytes
    at: datetime

    def header(self, name: str) -> str:
        return self.headers.get(name, "")


class BadSignature(Exception):
    """The request is not what its sender signed, or was sent too long ago. The words are for the sender."""


@dataclass(frozen=True, slots=True)
class Signature:
    """How a source signs. ``header``: where the signature stands. ``check`` gets the request and one secret; it says
    whether they belong together and raises BadSignature for one that came too late."""

    header: str
    check: Callable[[Sent, bytes], bool]


def verify(signature: Signature, secrets: Sequence[str], sent: Sent) -> None:
    """Raises BadSignature unless one of the secrets made the request's signature. There may be several: while one takes
    another's place, and because each subscription may have its own."""
    if not sent.header(signature.header):
        raise BadSignature(f"the header {signature.header} is missing")
    if not any(signature.check(sent, secret.encode()) for secret in secrets):
        raise BadSignature(f"the signature in {signature.header} does not fit the body and the secret")


def digest(secret: bytes, signed: bytes) -> str:
    """The signature in lower-case hexadecimal."""
    return hmac.new(secret, signed, hashlib.sha256).hexdigest()


def same(given: str, wanted: str) -> bool:
    """Compare two signatures without telling by the time it takes where they differ."""
    return hmac.compare_digest(given.strip().lower().encode("utf-8", "replace"), wanted.encode())


def want_recent(seconds: str, sent: Sent) -> None:
    """Raises BadSignature for a time of sending (seconds since the epoch) beyond ``REPLAY_WINDOW``."""
    try:
        then = datetime.fromtimestamp(float(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise BadSignature("the time of sending is no number of seconds") from None
    if abs(sent.at - then) > REPLAY_WINDOW:
        raise BadSignature(f"it was sent at {then:%Y-%m-%dT%H:%M:%SZ}, and it is {sent.at:%Y-%m-%dT%H:%M:%SZ}")
