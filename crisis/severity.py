"""How bad it is: four severities, the colours of the Chinese public-emergency scale, and the words that mean them.

May not: know targets or cadences (the policy has them).
"""

from enum import IntEnum

from crisis.language import Text


class Severity(IntEnum):
    """1 is the worst."""

    SEV1 = 1
    SEV2 = 2
    SEV3 = 3
    SEV4 = 4

    @property
    def colour(self) -> Text:
        """The colour by which Chinese teams call it."""
        return COLOURS[self]


COLOURS = {
    Severity.SEV1: Text("red", "红"),
    Severity.SEV2: Text("orange", "橙"),
    Severity.SEV3: Text("yellow", "黄"),
    Severity.SEV4: Text("blue", "蓝"),
}

WHEN_NONE_IS_GIVEN = Severity.SEV3

# The words by which monitoring systems and people mean each severity.
WORDS: dict[Severity, tuple[str, ...]] = {
    Severity.SEV1: (
        "sev1",
        "1",
        "p1",
        "critical",
        "fatal",
        "page",
        "emergency",
        "red",
        "红",
        "红色",
        "一级",
        "1级",
        "特别重大",
    ),
    Severity.SEV2: ("sev2", "2", "p2", "error", "high", "major", "orange", "橙", "橙色", "二级", "2级", "重大"),
    Severity.SEV3: ("sev3", "3", "p3", "warning", "warn", "medium", "yellow", "黄", "黄色", "三级", "3级", "较大"),
    Severity.SEV4: ("sev4", "4", "p4", "p5", "5", "info", "low", "minor", "blue", "蓝", "蓝色", "四级", "4级", "一般"),
}

_BY_WORD = {word: severity for severity, words in WORDS.items() for word in words}


def severity_of(word: str | int) -> Severity | None:
    """The severity that a word or number means, or None when it means none. Case and spaces do not count."""
    return _BY_WORD.get("".join(str(word).split()).lower())
