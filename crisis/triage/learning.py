"""Learning of a team's own corrections: a small logistic regression beside the rules.

Answers for: fitting, in bounded time and memory, the same for the same examples; judging it by examples that it had not
seen; and when it may be used. May not: read a store or a clock, or decide that it is used.

It begins where the rules are: the rules' score is one of its features, with weight one, and the others begin at zero
and are held there. A few examples move it a little, many a lot.
"""

import base64
import json
import math
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from crisis.alert import Mention
from crisis.learning import SEVERITY, YES, Example, Figures, severity_of
from crisis.severity import Severity
from crisis.triage.reading import Reading
from crisis.triage.tiers import LEVELS

PLACES = 1 << 13
"""Features share so many weights; which one is theirs follows from a checksum of their letters."""
MOST_FEATURES = 240
MOST_EXAMPLES = 1_000
FOLDS = 5
ROUNDS = 6
_STEP, _HOLD = 0.2, 0.001

LEAST_EXAMPLES = 60
LEAST_OF_EACH = 8
"""Of at least two different answers; fewer say nothing about the others."""
BETTER_BY = 0.9
"""The mistakes of what was learned, at most, as a share of the rules' ones."""
GRAVE_MAY_LOSE = 0.01

_TARGETS = {Severity.SEV1: 0.93, Severity.SEV2: 0.68, Severity.SEV3: 0.44, Severity.SEV4: 0.22, None: 0.04}
ABOUT_BY_RULES = 0.8
"""The rules' score for an entry that they find meant: only of such posts is it asked whether it is."""
_YES, _NO = 0.97, 0.03
_NOTHING_RANK = 5

Told = Callable[[int, int], None]
"""Is told how many steps are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Case:
    """An example as the model sees it: which weights are its, the rules' answer (0 to 1), and what is right."""

    features: tuple[int, ...]
    rules: float
    right: float


@dataclass(frozen=True, slots=True)
class Model:
    """``weights`` by place, few of them not zero; ``trust``: how much the rules' score counts; ``offset``."""

    weights: dict[int, float]
    trust: float = 1.0
    offset: float = 0.0

    def score(self, reading: Reading, rules: float) -> float:
        """Of a text, from 0 to 1; ``rules``: what the rules say of it."""
        return self.of(features(reading), rules)

    def of(self, places: Sequence[int], rules: float) -> float:
        known = self.weights
        total = sum(known[place] for place in places if place in known) / _length(places)
        return _squashed(self.offset + self.trust * _logit(rules) + total)


@dataclass(frozen=True, slots=True)
class Trial:
    """What training came to: the model of all examples, and both ways judged by what they had not seen."""

    model: Model
    examples: int
    rules: Figures
    learned: Figures
    too_few: bool
    one_sided: bool

    @property
    def is_better(self) -> bool:
        """Whether it may be used: enough examples, clearly fewer mistakes, and no worse at what is grave."""
        if self.too_few or self.one_sided:
            return False
        fewer = self.learned.mistakes <= self.rules.mistakes * BETTER_BY and self.rules.mistakes > 0
        before, after = self.rules.grave, self.learned.grave
        return fewer and (before is None or after is None or after >= before - GRAVE_MAY_LOSE)


def features(reading: Reading) -> tuple[int, ...]:
    """The weights that belong to a text: its words, and its letters by one, two and three."""
    text = " ".join(reading.plain.split())[:160]
    found: dict[int, None] = {}
    for part in _parts(text, reading.words):
        found[zlib.crc32(part.encode()) % PLACES] = None
        if len(found) >= MOST_FEATURES:
            break
    return tuple(found)


def _parts(text: str, words: Sequence[str]) -> Iterator[str]:
    yield from (f"w {word}" for word in words[:80])
    for size in (2, 1, 3):
        yield from (text[start : start + size] for start in range(len(text) - size + 1))


def case_of(example: Example, reading: Reading, rules: float) -> Case:
    """``rules``: the rules' score of the text; for a question about an entry ``ABOUT_BY_RULES``."""
    if example.question == SEVERITY:
        right = _TARGETS[severity_of(example.right)]
    else:
        right = _YES if example.right == YES else _NO
    return Case(features(reading), rules, right)


def mention_of(example: Example) -> Mention:
    """The example as the post that it was."""
    return Mention("", text=example.text, followers=example.followers)


def train(cases: Sequence[Case], question: str, told: Told | None = None) -> Trial:
    """Fit on all but a fifth and judge by that fifth, five times over; then fit on all. ``cases`` in order of age."""
    cases = cases[-MOST_EXAMPLES:]
    judged = [0.0] * len(cases)
    for fold in range(FOLDS):
        model = fit([case for place, case in enumerate(cases) if place % FOLDS != fold])
        for place in range(fold, len(cases), FOLDS):
            judged[place] = model.of(cases[place].features, cases[place].rules)
        if told:
            told(fold + 1, FOLDS + 1)
    rights = [case.right for case in cases]
    counts = sorted((rights.count(right) for right in set(rights)), reverse=True)
    figures = _severity_figures if question == SEVERITY else _yes_or_no_figures
    trial = Trial(
        fit(cases),
        len(cases),
        figures([case.rules for case in cases], rights),
        figures(judged, rights),
        too_few=len(cases) < LEAST_EXAMPLES,
        one_sided=len(counts) < 2 or counts[1] < LEAST_OF_EACH,
    )
    if told:
        told(FOLDS + 1, FOLDS + 1)
    return trial


def fit(cases: Sequence[Case]) -> Model:
    """A model of these, always the same for the same in the same order."""
    weights: dict[int, float] = {}
    moved: dict[int, float] = {}
    trust, offset = 1.0, 0.0
    order = sorted(range(len(cases)), key=lambda place: zlib.crc32(repr(cases[place].features[:20]).encode()))
    for round_number in range(ROUNDS):
        step = _STEP / (1 + round_number / 4)
        for place in order:
            case = cases[place]
            length = _length(case.features)
            rules = _logit(case.rules)
            total = sum(weights.get(feature, 0.0) for feature in case.features) / length
            wrong = case.right - _squashed(offset + trust * rules + total)
            trust += step * 0.05 * (wrong * rules - 0.05 * (trust - 1.0))
            offset += step * 0.2 * wrong
            for feature in case.features:
                known = weights.get(feature, 0.0)
                change = wrong / length - _HOLD * known
                moved[feature] = moved.get(feature, 0.0) + change * change
                weights[feature] = known + step * change / (0.1 + math.sqrt(moved[feature]))
    return Model({place: round(weight, 4) for place, weight in weights.items() if abs(weight) >= 0.0005}, trust, offset)


def _severity_figures(scores: Sequence[float], rights: Sequence[float]) -> Figures:
    pairs = [(_rank(score), _rank(right)) for score, right in zip(scores, rights, strict=True)]
    number = max(len(pairs), 1)
    grave = [score for score, right in zip(scores, rights, strict=True) if _rank(right) <= 2]
    others = [score for score, right in zip(scores, rights, strict=True) if _rank(right) > 2]
    return Figures(
        sum(abs(given - right) for given, right in pairs) / number,
        sum(given == right for given, right in pairs) / number,
        _above(grave, others),
    )


def _yes_or_no_figures(scores: Sequence[float], rights: Sequence[float]) -> Figures:
    wrong = sum((score >= 0.5) != (right >= 0.5) for score, right in zip(scores, rights, strict=True))
    share = wrong / max(len(rights), 1)
    return Figures(share, 1 - share)


def _above(ones: Sequence[float], others: Sequence[float]) -> float | None:
    """How often one of the first is above one of the second; a tie is half."""
    if not ones or not others:
        return None
    wins = sum((one > other) + 0.5 * (one == other) for one in ones for other in others)
    return wins / (len(ones) * len(others))


def _rank(score: float) -> int:
    return next((int(severity) for least, severity in LEVELS if score >= least), _NOTHING_RANK)


def encoded(model: Model) -> str:
    """As text that can be stored: a few ten thousand letters at most."""
    written = json.dumps([model.trust, model.offset, sorted(model.weights.items())], separators=(",", ":"))
    return base64.b85encode(zlib.compress(written.encode(), 9)).decode()


def decoded(text: str) -> Model:
    """The model of ``encoded``. Raises ValueError when it is none."""
    try:
        trust, offset, weights = json.loads(zlib.decompress(base64.b85decode(text)))
        return Model({int(place): float(weight) for place, weight in weights}, float(trust), float(offset))
    except (zlib.error, TypeError, KeyError) as error:
        raise ValueError("What was learned cannot be read.") from error


def _length(places: Sequence[int]) -> float:
    return math.sqrt(len(places)) or 1.0


def _logit(score: float) -> float:
    bounded = min(max(score, 0.02), 0.98)
    return math.log(bounded / (1 - bounded))


def _squashed(logit: float) -> float:
    return 1 / (1 + math.exp(-max(min(logit, 30.0), -30.0)))
