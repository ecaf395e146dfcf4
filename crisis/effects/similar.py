"""The wish to know which past incidents are like this one. May not: hold words."""

from dataclasses import dataclass
from typing import ClassVar

from crisis.effects.base import Effect


@dataclass(frozen=True, slots=True)
class FindSimilar(Effect):
    """Look for past incidents of the same kind, once the room stands; answers with RecordSimilar when it is news."""

    coalesces: ClassVar[bool] = True
