"""Wishes about who is on duty. May not: hold words."""

from dataclasses import dataclass

from crisis.effects.base import Effect


@dataclass(frozen=True, slots=True)
class TellOverride(Effect):
    """Tell somebody directly that an override concerns them, or that it was taken back. ``incident`` is 0: there is
    none."""

    override: int
    person: str
    taken_back: bool = False

    @property
    def key(self) -> str:
        return f"override:{self.override}:{self.person}{':back' if self.taken_back else ''}"

    @property
    def lane(self) -> str:
        return f"override:{self.override}:{self.person}"
