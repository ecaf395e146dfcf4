"""Commands of those who want to be told: of one incident, or of all of them at chosen hours. May not: hold rules."""

from dataclasses import dataclass
from datetime import datetime

from crisis.commands.base import Command
from crisis.digest import DigestChoice, DigestTold


@dataclass(frozen=True, slots=True)
class Follow(Command):
    """Tell ``by`` of this incident's updates directly."""


@dataclass(frozen=True, slots=True)
class Unfollow(Command):
    """Tell ``by`` no more."""


@dataclass(frozen=True, slots=True)
class ChooseDigest:
    """Somebody says when the digest shall come. It overrides what the policy says about this person."""

    person: str
    choice: DigestChoice


@dataclass(frozen=True, slots=True)
class FitDigests:
    """The policy gives these people a digest, by Slack id, and no others; what somebody chose in Slack stays."""

    wanted: tuple[tuple[str, DigestChoice], ...]


@dataclass(frozen=True, slots=True)
class DigestDue:
    """The clock says that one person's digest is due (UTC, incident clock)."""

    person: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class RecordDigest:
    """One person's digest was sent; ``told``: what it told."""

    person: str
    told: DigestTold


AboutDigests = ChooseDigest | FitDigests | DigestDue | RecordDigest
"""Commands about what one person is told of all incidents."""
