"""Words: the one jieba Tokenizer and plain Latin for Chinese, loaded once by the process.

Answers for: what they cost (0.7 s and about 70 MB, with the cache in a folder of ours) being paid before the process
calls itself ready. May not: be imported by ``crisis``, which gets the two functions handed in.
"""

import gc
import logging
import os
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from crisis.ports import Cut, Latin


@dataclass(frozen=True, slots=True)
class WordTools:
    """``cut``: the words of a text in order. ``latin``: it in lower-case ASCII, syllables joined by ``-``."""

    cut: Cut
    latin: Latin


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
    """Load both. Takes about 0.7 s; call it before serving, never on a running event loop."""
    # pypinyin reads these while it is imported: without its phrases it costs 13 MB in place of 54 (architecture.md).
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    import jieba
    from pypinyin import lazy_pinyin

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(cache_folder())
    tokenizer.initialize()
    # The dictionary has 350,000 entries and stays as long as the process: without this each full collection walks them
    # all and holds up the event loop for 120 ms.
    gc.freeze()

    def latin(text: str) -> str:
        syllables = lazy_pinyin(text, errors=_ascii)
        return "-".join(part for part in syllables if part).lower()

    return WordTools(tokenizer.lcut, latin)


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
