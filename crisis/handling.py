"""What is to be done with an alert besides what its severity says.

Answers for: the values that travel with the alert, so that they hold, too, when a person opens it later. May not: know
where they come from (``routes`` puts them there, or a source that sends tests of itself).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Handling:
    """``opens``: whether it opens an incident by itself; None: as its severity says. ``kind``: of the incident; empty:
    none is said. ``private``: so is the incident. ``part``: its own fingerprint, where its key is one that several
    alerts share."""

    opens: bool | None = None
    kind: str = ""
    private: bool = False
    part: str = ""


ASKED = Handling(opens=False)
"""A person decides, whatever the severity."""
