"""Who wants to hear of one incident. May not: say who may (``reach``)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Following:
    """Who wants to hear of one incident. ``left``: asked not to be told, though the policy names them. ``told``: was
    told of an update already, and is told how it ends."""

    followers: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
