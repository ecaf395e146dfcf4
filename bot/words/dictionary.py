"""jieba's dictionary as a file that is mapped into memory, not loaded.

Answers for: half a million entries cost 2 MB and no time at the start, in place of 70 MB and a second; the cuts are the
same (a test holds that). The file is made once, by a process of its own, so that what the
making takes is not kept. May not: cut; jieba's own Tokenizer does, with this in place of its ``FREQ``.
"""

import logging
import os
import struct
import subprocess
import sys
import tempfile
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import jieba
import marisa_trie

FORMAT = "<i"
TOTAL = "\ufdd0"  # the key of the sum of all frequencies: no character, so in no word
MAKING_SECONDS = 120
KEPT = 8192  # fragments that were looked up last; a megabyte

logger = logging.getLogger(__name__)


class MappedFrequencies:
    """What a Tokenizer asks of its dictionary: how often a word is, 0 for a beginning of words that is none itself."""

    def __init__(self, file: Path) -> None:
        self._trie = marisa_trie.RecordTrie(FORMAT).mmap(str(file))
        # Titles of one storm share their words, and each fragment is asked for three times.
        self._find = lru_cache(maxsize=KEPT)(self.look_up)
        self.total: int = self[TOTAL]

    def __contains__(self, word: str) -> bool:
        return self._find(word) is not None

    def __getitem__(self, word: str) -> int:
        found = self._find(word)
        if found is None:
            raise KeyError(word)
        return found

    def get(self, word: str, default: int | None = None) -> int | None:
        found = self._find(word)
        return default if found is None else found

    def look_up(self, word: str) -> int | None:
        """As ``get``, for who keeps the answers himself."""
        found = self._trie.get(word)
        return found[0][0] if found else None


def mapped_tokenizer(folder: Path) -> jieba.Tokenizer:
    """A Tokenizer on the mapped dictionary in ``folder``, which is made first where it is missing (three seconds).

    When it cannot be made the plain one is loaded: it only costs more.
    """
    tokenizer = jieba.Tokenizer()
    file = folder / f"jieba-{version('jieba')}.trie"
    try:
        if not file.exists():
            _make_apart(file)
        frequencies = _mapped(file)
    except (OSError, RuntimeError, KeyError, struct.error, subprocess.SubprocessError) as problem:
        logger.warning("the dictionary could not be mapped (%s); it is loaded instead", problem)
        tokenizer.tmp_dir = str(folder)
        tokenizer.initialize()
        return tokenizer
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequencies, frequencies.total, True
    return tokenizer


def _mapped(file: Path) -> MappedFrequencies:
    """The dictionary in ``file``; a damaged one is made anew, once."""
    try:
        return MappedFrequencies(file)
    except (RuntimeError, KeyError, struct.error):
        file.unlink()
        _make_apart(file)
        return MappedFrequencies(file)


def make(file: Path) -> None:
    """Make the file, whole or not at all."""
    tokenizer = jieba.Tokenizer()
    frequencies, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    trie = marisa_trie.RecordTrie(FORMAT, ((word, (count,)) for word, count in [(TOTAL, total), *frequencies.items()]))
    handle, partial = tempfile.mkstemp(dir=file.parent, suffix=".part")
    os.close(handle)
    trie.save(partial)
    os.replace(partial, file)


def _make_apart(file: Path) -> None:
    command = [sys.executable, "-m", "bot.words.dictionary", str(file)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run(command, check=True, timeout=MAKING_SECONDS, env=environment, capture_output=True)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
