"""The words of a text: the ones that jieba's ``lcut`` finds, in half its time.

Answers for: the likeliest way through a block of letters by the dictionary that is handed in, and through what the
dictionary leaves over by jieba's own tables of where names and new words begin and end. May not: find other words than
jieba does (a test holds that), or know where the dictionary is kept.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from math import log

import jieba
from jieba import finalseg

from crisis.ports import Cut

Worth = Callable[[str], float | None]
"""Of a piece of text: the logarithm of how likely it is as a word, 0.0 for what only begins words; None: neither."""

KEPT = 8_192
"""Runs of letters left over by the dictionary that were divided last; most are short and come again."""
_LONGEST_KEPT = 8

_HAN_RUN = re.compile("([\u4e00-\u9fd5]+)")
_UNLIKELY: float = finalseg.MIN_FLOAT


def worth_of(times: Callable[[str], int | None], total: int) -> Worth:
    """By how often a word is (0: only the beginning of one), of ``total`` words."""
    whole = log(total)

    def worth(piece: str) -> float | None:
        often = times(piece)
        return None if often is None else log(often) - whole if often else 0.0

    return worth


def all_worths(times: Mapping[str, int], total: int) -> dict[str, float]:
    """The same for a whole dictionary."""
    whole = log(total)
    by_times = {often: log(often) - whole if often else 0.0 for often in set(times.values())}
    return {piece: by_times[often] for piece, often in times.items()}


def cutter(worth: Worth, total: int, blocks_kept: int = 0) -> Cut:
    """Cuts a text into its words, in order. ``blocks_kept``: of how many blocks the words are remembered."""
    block_words = block_cutter(worth, total)
    if blocks_kept:
        block_words = lru_cache(maxsize=blocks_kept)(block_words)

    def cut(text: str) -> list[str]:
        words: list[str] = []
        for place, block in enumerate(jieba.re_han_default.split(text)):
            if block:
                words += block_words(block) if place % 2 else between(block)
        return words

    return cut


def block_cutter(worth: Worth, total: int) -> Cut:
    """Cuts one block, as ``jieba.re_han_default`` finds them: nothing but letters and figures."""
    unknown = -log(total)
    divided = lru_cache(maxsize=KEPT)(_divided)

    def block_words(block: str) -> list[str]:
        words: list[str] = []
        ends, begin, left, whole = _ends(block, worth, unknown), 0, 0, len(block)
        while begin < whole:
            end = ends[begin]
            if end - begin > 1:
                if left < begin:
                    words += left_over(block[left:begin])
                words.append(block[begin:end])
                left = end
            begin = end
        if left < whole:
            words += left_over(block[left:])
        return words

    def left_over(run: str) -> tuple[str, ...]:
        """Letters that the dictionary leaves alone, one beside the other."""
        if len(run) == 1:
            return (run,)
        if worth(run):
            return tuple(run)
        return divided(run) if len(run) <= _LONGEST_KEPT else _divided(run)

    return block_words


def between(block: str) -> Iterator[str]:
    """What stands between blocks, letter by letter; a line's end of two letters and a blank are one each."""
    for place, piece in enumerate(jieba.re_skip_default.split(block)):
        if place % 2:
            yield piece
        else:
            yield from piece


def _ends(block: str, worth: Worth, unknown: float) -> list[int]:
    """Of the likeliest way through a block: where the word ends that begins at each place. Of ways that are as likely
    the one with the longer word."""
    whole = len(block)
    ends, likely = [0] * whole, [0.0] * (whole + 1)
    for begin in range(whole - 1, -1, -1):
        end = begin + 1
        best, till, piece = None, end, block[begin]
        while (value := worth(piece)) is not None:
            if value:
                value += likely[end]
                if best is None or value >= best:
                    best, till = value, end
            if end == whole:
                break
            end += 1
            piece = block[begin:end]
        ends[begin] = till
        likely[begin] = unknown + likely[begin + 1] if best is None else best
    return ends


def _divided(run: str) -> tuple[str, ...]:
    """Words of letters that the dictionary does not know, by where words begin and end in general."""
    words: list[str] = []
    for place, piece in enumerate(_HAN_RUN.split(run)):
        if place % 2:
            words += _divided_han(piece)
        else:
            words += (each for each in finalseg.re_skip.split(piece) if each)
    return tuple(words)


@lru_cache(maxsize=KEPT)
def _emitted(letter: str) -> tuple[float, float, float, float]:
    """How likely a letter begins a word, is in its middle, ends it, is one by itself."""
    begins, middle, ends, single = (finalseg.emit_P[state].get(letter, _UNLIKELY) for state in "BMES")
    return begins, middle, ends, single


_AFTER = finalseg.trans_P
_E_B, _S_B = _AFTER["E"]["B"], _AFTER["S"]["B"]
_B_M, _M_M = _AFTER["B"]["M"], _AFTER["M"]["M"]
_B_E, _M_E = _AFTER["B"]["E"], _AFTER["M"]["E"]
_E_S, _S_S = _AFTER["E"]["S"], _AFTER["S"]["S"]


def _divided_han(run: str) -> list[str]:
    """The likeliest states of all letters, looked for from the first to the last."""
    start = finalseg.start_P
    begins, middle, ends, single = (
        start[state] + emitted for state, emitted in zip("BMES", _emitted(run[0]), strict=True)
    )
    # Of each further letter: whether one by itself stood before it if it begins a word; the same if it is one by
    # itself; whether a middle one stood before it if it is one, and if it ends the word.
    came: list[tuple[bool, bool, bool, bool]] = []
    for letter in run[1:]:
        as_begin, as_middle, as_end, as_single = _emitted(letter)
        e_b, s_b = ends + _E_B + as_begin, single + _S_B + as_begin
        b_m, m_m = begins + _B_M + as_middle, middle + _M_M + as_middle
        b_e, m_e = begins + _B_E + as_end, middle + _M_E + as_end
        e_s, s_s = ends + _E_S + as_single, single + _S_S + as_single
        came.append((s_b >= e_b, s_s >= e_s, m_m >= b_m, m_e >= b_e))
        begins, middle = max(s_b, e_b), max(m_m, b_m)
        ends, single = max(m_e, b_e), max(s_s, e_s)
    return _words_by(run, came, ends_alone=single >= ends)


def _words_by(run: str, came: list[tuple[bool, bool, bool, bool]], ends_alone: bool) -> list[str]:
    """Back from the last letter, which is one by itself or the end of a word."""
    words: list[str] = []
    till, place, alone = len(run), len(run) - 1, ends_alone
    while place >= 0:
        if alone:
            words.append(run[place:till])
            till = place
            if place:
                alone = came[place - 1][1]
        else:
            is_middle = came[place - 1][3]
            place -= 1
            while is_middle and place > 0:
                is_middle = came[place - 1][2]
                place -= 1
            words.append(run[place:till])
            till = place
            if place:
                alone = came[place - 1][0]
        place -= 1
    words.reverse()
    return words
