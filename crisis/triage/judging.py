"""One post, all questions: is it meant for us, how bad, what about.

Answers for: the order of the parts, each text prepared once. May not: remember anything; stories do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crisis.alert import Mention
from crisis.language import Text
from crisis.learning import ABOUT, SEVERITY
from crisis.triage.keywords import Rarity, keywords, known_rarity
from crisis.triage.learning import ABOUT_BY_RULES, Model
from crisis.triage.reading import Reader, Reading
from crisis.triage.tiers import Tiers
from crisis.triage.verdict import About, Reason, Verdict, Weight
from crisis.triage.watching import WatchList
from crisis.triage.weighing import NO_SPEED, Speed, level_of, raised, weigh

LEARNED = Text(
    "changed by what was learned of your corrections: {old} → {new}", "按您团队的历次更正作了调整：{old} → {new}"
)
_LEAST_SAID = 0.05
"""A smaller change of the score is not worth a word."""


@dataclass(frozen=True, slots=True)
class Triage:
    """Made once of the policy's watch list and the words that are handed in; a changed policy makes another. ``tiers``:
    with the team's own words of weight; without them the standard ones, made at the first use. ``learned``: by
    question, what was learned of the team's corrections."""

    reader: Reader
    watch: WatchList
    rarity: Rarity = known_rarity
    tiers: Tiers | None = None
    learned: Mapping[str, Model] = field(default_factory=dict)

    def read(self, mention: Mention) -> Reading:
        """The post's text, prepared."""
        return self.reader.read(mention.text)

    def judge(self, reading: Reading, mention: Mention, speed: Speed = NO_SPEED) -> Verdict:
        """What is to be said of the post; ``reading`` is its own."""
        weight = self._corrected(weigh(reading, mention, tiers=self.tiers), reading)
        return Verdict(self._about(reading), raised(weight, speed), keywords(reading.words, rarity=self.rarity))

    def _corrected(self, weight: Weight, reading: Reading) -> Weight:
        model = self.learned.get(SEVERITY)
        if model is None:
            return weight
        score = round(model.score(reading, weight.score), 4)
        reasons = weight.reasons
        if abs(score - weight.score) >= _LEAST_SAID:
            values = (("old", f"{weight.score:.2f}"), ("new", f"{score:.2f}"))
            reasons = (*reasons, Reason(LEARNED, values))
        return Weight(score, level_of(score), weight.topics, reasons)

    def _about(self, reading: Reading) -> tuple[About, ...]:
        found = self.watch.about(reading)
        if not self.learned:
            return found
        return tuple(entry for entry in found if self._is_meant(entry, reading))

    def _is_meant(self, entry: About, reading: Reading) -> bool:
        model = self.learned.get(ABOUT + entry.name)
        return model is None or model.score(reading, ABOUT_BY_RULES) >= 0.5


def names_of(triage: Triage) -> tuple[str, ...]:
    """The words of all names of the watch list."""
    named = (name for entry in triage.watch.entries for name in (entry.name, *entry.aliases))
    return tuple(word for name in named for word in triage.reader.read(name).words)
