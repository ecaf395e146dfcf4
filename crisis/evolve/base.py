"""What a change is, and what several of them do. May not: know any one event."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from crisis.incident import Incident, Who

Change = Callable[[Incident, Any, datetime, Who], Incident]


def with_name(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return names if name in names else (*names, name)
