"""``crisis.ports.learning`` in memory."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from crisis.incident import Who
from crisis.learning import Example, Learned


@dataclass(slots=True)
class Examples:
    """What was taught and learned."""

    examples: dict[tuple[str, str], Example] = field(default_factory=dict)
    learned: dict[str, Learned] = field(default_factory=dict)
    last: int = 0

    def copy(self) -> "Examples":
        return Examples(dict(self.examples), dict(self.learned), self.last)


class MemoryLearning:
    """A unit of work's part."""

    _taught: Examples

    def examples(self, question: str, limit: int = 1_000) -> tuple[Example, ...]:
        found = [each for each in self._taught.examples.values() if each.question == question]
        return tuple(sorted(found, key=lambda each: (each.at, each.id))[-limit:])

    def example_counts(self) -> tuple[tuple[str, int], ...]:
        return tuple(sorted(Counter(question for question, _ in self._taught.examples).items()))

    def learned(self) -> tuple[Learned, ...]:
        return tuple(self._taught.learned[question] for question in sorted(self._taught.learned))

    def learned_mark(self) -> str:
        return ",".join(str(each.id) for each in self.learned())

    def keep_example(self, example: Example) -> None:
        key = (example.question, " ".join(example.text.split()))
        before = self._taught.examples.get(key)
        self._taught.last += 1
        self._taught.examples[key] = replace(example, id=before.id if before else self._taught.last)

    def questions_of(self, numbers: Sequence[int]) -> tuple[str, ...]:
        found = {each.question for each in self._taught.examples.values() if each.id in numbers}
        return tuple(sorted(found))

    def remove_examples(self, numbers: Sequence[int]) -> int:
        gone = [key for key, each in self._taught.examples.items() if each.id in numbers]
        for key in gone:
            del self._taught.examples[key]
        return len(gone)

    def keep_learned(self, learned: Learned) -> None:
        self._taught.last += 1
        self._taught.learned[learned.question] = replace(learned, id=self._taught.last)

    def put_learned_aside(self, question: str, by: Who, at: datetime) -> bool:
        return self._taught.learned.pop(question, None) is not None
