"""One post, all questions: is it meant for us, how bad, what about.

Answers for: the order of the parts, each text prepared once. May not: remember anything; stories do.
"""

from dataclasses import dataclass

from crisis.alert import Mention
from crisis.triage.keywords import Rarity, keywords, known_rarity
from crisis.triage.reading import Reader, Reading
from crisis.triage.verdict import Verdict
from crisis.triage.watching import WatchList
from crisis.triage.weighing import NO_SPEED, Speed, weigh


@dataclass(frozen=True, slots=True)
class Triage:
    """Made once of the policy's watch list and the words that are handed in; a changed policy makes another."""

    reader: Reader
    watch: WatchList
    rarity: Rarity = known_rarity

    def read(self, mention: Mention) -> Reading:
        """The post's text, prepared."""
        return self.reader.read(mention.text)

    def judge(self, reading: Reading, mention: Mention, speed: Speed = NO_SPEED) -> Verdict:
        """What is to be said of the post; ``reading`` is its own."""
        return Verdict(
            self.watch.about(reading), weigh(reading, mention, speed), keywords(reading.words, rarity=self.rarity)
        )
