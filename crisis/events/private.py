"""Who came into a private incident's channel and who left it, by whatever way: on the record, as they can read what is
said there. May not: hold rules."""

from dataclasses import dataclass

from crisis.events.base import Event


@dataclass(frozen=True, slots=True)
class PersonEntered(Event):
    person: str


@dataclass(frozen=True, slots=True)
class PersonLeft(Event):
    """By themselves, or put out."""

    person: str
