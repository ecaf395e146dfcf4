"""How often what ``fenghuo similar`` names is of the same kind, and what it takes.

Three files, written for this in wording that hardly repeats. ``similar.jsonl``: incidents of seventeen types; lines
with an odd number are there to work with, the others were kept apart from the work on the words.
``similar_later.jsonl``: twelve types told mostly without the usual words, written when the first words stood.
``similar_fresh.jsonl``: ten types, written last. Whoever wrote the words wrote these, too, so what is measured today
flatters. What says more is the fresh file before its fields' words were added: 0.38 (pairs of letters alone 0.06, by
chance 0.08).
"""

import json
import random
from collections.abc import Callable, Mapping
from math import log, sqrt
from pathlib import Path
from time import process_time

import jieba

from bot.words.words import load_words
from crisis.triage.keywords import keywords
from crisis.triage.similar import Features, Memory, features
from tests.bench.figures import Row

DATA = Path(__file__).parent / "data"
NAMED = 5
MANY = 10_000
WANTED = "0.30, stretch 0.45"

Texts = Mapping[str, tuple[str, str]]
"""Type and text by id."""


def rows(many: int = MANY) -> list[Row]:
    words = load_words()

    def of(text: str) -> Features:
        plain = text.lower()
        return features(plain, words.cut(plain))

    made = []
    for what, texts in sets().items():
        beside = f"pairs of letters alone {_pairs_alone(texts):.2f}, by chance {_by_chance(texts):.2f}"
        made.append(Row(f"same type among the first five, {what}", f"{_precision(texts, of):.2f}", WANTED, beside))
    return [*made, *_speed(of, many), _keywords(words.cut, words.rarity)]


def sets() -> dict[str, Texts]:
    """The labelled texts, each set by its name."""
    all_of_them = _read("similar.jsonl")
    halves = [{key: row for key, row in all_of_them.items() if int(key) % 2 == odd} for odd in (1, 0)]
    return {
        "worked with": halves[0],
        "kept apart": halves[1],
        "later": _read("similar_later.jsonl"),
        "fresh": _read("similar_fresh.jsonl"),
    }


def _read(name: str) -> Texts:
    read = map(json.loads, (DATA / name).read_text(encoding="utf-8").splitlines())
    return {row["id"]: (row["type"], row["text"]) for row in read}


def _precision(texts: Texts, of: Callable[[str], Features]) -> float:
    made = {key: of(text) for key, (_, text) in texts.items()}
    memory: Memory[str] = Memory()
    memory.remember_all(made.items())
    hits = [texts[each.key][0] == texts[key][0] for key in made for each in memory.like(made[key], NAMED, besides=key)]
    return sum(hits) / (NAMED * len(texts))


def _by_chance(texts: Texts) -> float:
    kinds = [kind for kind, _ in texts.values()]
    return sum(kinds.count(kind) - 1 for kind in kinds) / (len(kinds) * (len(kinds) - 1))


def _pairs_alone(texts: Texts) -> float:
    """Characters and pairs of them, TF-IDF, cosine: the method that these are compared with."""
    counted: dict[str, dict[str, float]] = {}
    for key, (_, text) in texts.items():
        grams = [text[at : at + size] for size in (1, 2) for at in range(len(text) - size + 1)]
        counted[key] = {gram: 1 + log(grams.count(gram)) for gram in set(grams)}
    seen: dict[str, int] = {}
    for grams_of in counted.values():
        for gram in grams_of:
            seen[gram] = seen.get(gram, 0) + 1
    vectors = {}
    for key, grams_of in counted.items():
        vector = {gram: weight * log(len(texts) / seen[gram]) for gram, weight in grams_of.items()}
        length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        vectors[key] = {gram: weight / length for gram, weight in vector.items()}
    hits = 0
    for key, vector in vectors.items():
        alike = {
            other: sum(weight * theirs.get(gram, 0.0) for gram, weight in vector.items())
            for other, theirs in vectors.items()
            if other != key
        }
        hits += sum(texts[other][0] == texts[key][0] for other in sorted(alike, key=alike.__getitem__)[-NAMED:])
    return hits / (NAMED * len(texts))


def _speed(of: Callable[[str], Features], many: int) -> list[Row]:
    """Texts that are put together from the labelled ones: as long as theirs are, and more alike than real ones."""
    known = [text for texts in sets().values() for _, text in texts.values()]
    chance = random.Random(1)
    texts = [f"{chance.choice(known)[:40]}{chance.choice(known)[10:60]}{number}" for number in range(many)]
    begun = process_time()
    made = [(number, of(text)) for number, text in enumerate(texts)]
    memory: Memory[int] = Memory()
    memory.remember_all(made)
    remembered = process_time() - begun
    begun = process_time()
    asked = made[:: max(many // 500, 1)]
    for number, of_it in asked:
        memory.like(of_it, NAMED, besides=number)
    each = (process_time() - begun) / len(asked)
    return [
        Row(f"reading and remembering {many:,} texts, processor time", f"{remembered:.1f} s"),
        Row(f"one text against {many:,}, processor time", f"{each * 1000:.1f} ms", "20 ms"),
    ]


def _keywords(cut: Callable[[str], list[str]], rarity: Callable[[str], float]) -> Row:
    texts = [text for each in sets().values() for _, text in each.values()] * 20
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    begun = process_time()
    cuts = [tokenizer.lcut(text) for text in texts]
    cutting = process_time() - begun
    begun = process_time()
    for words in cuts:
        keywords(words, 5, rarity)
    return Row("keywords, time of cutting the words", f"{(process_time() - begun) / cutting:.2f} x", "0.3 x")
