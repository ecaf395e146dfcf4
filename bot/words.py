"""Words: the one jieba Tokenizer and plain Latin for Chinese, loaded once by the process.

Answers for: both being there before the process calls itself ready, what is cached being in a folder of ours (jieba's
own choice is a predictable name in the temp folder). May not: be imported by ``crisis``, which gets the two functions.
"""

import logging
import os
import tempfile
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path

from bot.dictionary import KEPT, mapped_tokenizer
from crisis.ports import Cut, Latin
from crisis.triage.keywords import Rarity, known_rarity


@dataclass(frozen=True, slots=True)
class WordTools:
    """``cut``: the words of a text in order. ``latin``: it in lower-case ASCII, syllables joined by ``-``. ``rarity``:
    of a word in Chinese at large, by the dictionary's own counts."""

    cut: Cut
    latin: Latin
    rarity: Rarity = known_rarity


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
    """Load both. Call it before serving, never on a running event loop: the first time takes a few seconds."""
    # pypinyin reads these while it is imported: without its phrases it costs 13 MB in place of 54.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    import jieba
    from pypinyin import lazy_pinyin

    jieba.setLogLevel(logging.WARNING)
    tokenizer = mapped_tokenizer(cache_folder())

    @lru_cache(maxsize=KEPT)
    def latin(text: str) -> str:
        syllables = lazy_pinyin(text, errors=_ascii)
        return "-".join(part for part in syllables if part).lower()

    @lru_cache(maxsize=KEPT)
    def cut_block(block: str) -> tuple[str, ...]:
        return tuple(tokenizer.lcut(block))

    def cut(text: str) -> list[str]:
        """Block by block, as the tokenizer does itself: titles of one storm share most of theirs."""
        return [word for block in jieba.re_han_default.split(text) if block for word in cut_block(block)]

    most = log(tokenizer.total)

    @lru_cache(maxsize=KEPT)
    def rarity(word: str) -> float:
        times = tokenizer.FREQ.get(word)
        return most - log(times) if times else known_rarity(word)

    return WordTools(cut, latin, rarity)


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
