"""Wishes for the cards of alerts that wait. May not: hold words."""

from dataclasses import dataclass
from typing import ClassVar

from crisis.effects.base import Effect


@dataclass(frozen=True, slots=True)
class PostHeldAlert(Effect):
    """The card of an alert that waits for a person, in the updates channel. ``incident`` is 0: there is none yet."""

    alert: int

    @property
    def key(self) -> str:
        return f"alert:{self.alert}"


@dataclass(frozen=True, slots=True)
class RefreshHeldAlert(Effect):
    """Show on that card what is known of it now: more posts of its story."""

    alert: int
    coalesces: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return f"alert:{self.alert}:refresh"

    @property
    def lane(self) -> str:
        return f"alert:{self.alert}"


@dataclass(frozen=True, slots=True)
class SettleHeldAlert(Effect):
    """Edit that card: an incident was opened from it, or it was dismissed with others."""

    alert: int

    @property
    def key(self) -> str:
        return f"alert:{self.alert}:settle"

    @property
    def lane(self) -> str:
        return f"alert:{self.alert}"


@dataclass(frozen=True, slots=True)
class PostStorm(Effect):
    """The one card of the alerts that wait together, in the updates channel; answers with RecordStormCard. ``lost``:
    the ts of the card that this one stands for, when somebody deleted that. ``incident`` is 0."""

    storm: int
    lost: str = ""

    @property
    def key(self) -> str:
        return f"storm:{self.storm}:{self.lost}" if self.lost else f"storm:{self.storm}"

    @property
    def lane(self) -> str:
        return f"storm:{self.storm}"


@dataclass(frozen=True, slots=True)
class RefreshStorm(Effect):
    """Show on that card what waits now."""

    storm: int
    coalesces: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return f"storm:{self.storm}:refresh"

    @property
    def lane(self) -> str:
        return f"storm:{self.storm}"
