"""Words: the one jieba Tokenizer, plain Latin for Chinese, simplified letters; loaded once by the process.

Answers for: words being cut before the process calls itself ready, the sounds of letters right after it (``prepare``:
only the name of a channel and words in disguise wait for them), what is cached being in a folder of ours (jieba's own
choice is a predictable name in the temp folder). May not: be imported by ``crisis``, which gets the two functions.
"""

import logging
import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import log
from pathlib import Path

from bot.words.cutting import all_worths, cutter, worth_of
from bot.words.dictionary import KEPT, MappedFrequencies, mapped_tokenizer
from bot.words.simple_letters import simplifier
from crisis.ports import Cut, Latin
from crisis.triage.evidence import Frequency
from crisis.triage.keywords import Rarity, known_rarity
from crisis.triage.reading import DISGUISED, Reader, Simplify, mixed_forms

KEPT_PIECES = 16_384
"""Pieces of text whose worth as words was looked up last: two megabytes."""


@dataclass(frozen=True, slots=True)
class WordTools:
    """``cut``: the words of a text in order. ``latin``: it in lower-case ASCII, syllables joined by ``-``.
    ``simplify``: simplified characters for traditional ones. ``frequency``: how common a word is in the dictionary.
    ``reader``: reads posts with all of these. ``rarity``: of a word in Chinese at large, by the same counts."""

    cut: Cut
    latin: Latin
    simplify: Simplify
    frequency: Frequency
    reader: Reader
    rarity: Rarity = known_rarity

    def reader_for(self, names: Iterable[str]) -> Reader:
        """The reader that knows these names also when a letter of one is written in pinyin."""
        simple = (self.simplify(name).lower() for name in names)
        return replace(self.reader, mixed=_mixed((*DISGUISED, *simple), self.latin))

    def prepare(self) -> None:
        """Load the sounds of letters, so that nobody waits for them. Blocks."""
        self.reader.mixed()


def cache_folder() -> Path:
    """Where the dictionary's cache is kept: the user's cache folder, else a fresh one that nobody else can predict."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = Path(base) / "fenghuo"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="fenghuo-"))
    return folder if os.access(folder, os.W_OK) else Path(tempfile.mkdtemp(prefix="fenghuo-"))


def load_words() -> WordTools:
    """Load jieba. Call it before serving, never on a running event loop: the first time takes a few seconds."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = mapped_tokenizer(cache_folder())

    times = tokenizer.FREQ.look_up if isinstance(tokenizer.FREQ, MappedFrequencies) else tokenizer.FREQ.get
    worth = lru_cache(maxsize=KEPT_PIECES)(worth_of(times, tokenizer.total))
    # Titles of one storm share most of their blocks.
    cut = cutter(worth, tokenizer.total, blocks_kept=KEPT)

    def frequency(word: str) -> int:
        return tokenizer.FREQ.get(word) or 0

    most = log(tokenizer.total)

    @lru_cache(maxsize=KEPT)
    def rarity(word: str) -> float:
        times = tokenizer.FREQ.get(word)
        return most - log(times) if times else known_rarity(word)

    simplify = simplifier()
    reader = Reader(cut, simplify, _mixed(DISGUISED, _latin))
    return WordTools(cut, _latin, simplify, frequency, reader, rarity)


def cut_in_memory() -> Cut:
    """The same words from a dictionary that is loaded: a second and 70 MB more, and nearly twice as fast. For a process
    that does nothing else."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(cache_folder())
    tokenizer.initialize()
    return cutter(all_worths(tokenizer.FREQ, tokenizer.total).get, tokenizer.total)


@lru_cache(maxsize=KEPT)
def _latin(text: str) -> str:
    syllables = _sounds()(text, errors=_ascii)
    return "-".join(part for part in syllables if part).lower()


@cache
def _sounds() -> Callable[..., list[str]]:
    # pypinyin reads these while it is imported: without its phrases it costs 13 MB in place of 54.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import lazy_pinyin

    return lazy_pinyin


def _mixed(words: Sequence[str], latin: Latin) -> Callable[[], Mapping[str, str]]:
    return cache(lambda: mixed_forms(words, latin))


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
