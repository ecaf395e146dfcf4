"""Whether what somebody wrote into a field says no more than that there is nothing: 暂无, none, n/a.

Answers for: one pure question about words, in both languages. May not: change or store them.
"""

import re
import unicodedata

_SIGNS = " \t\r\n.,;:!?。，、；：！？~()（）[]【】\"'“”‘’*_`"  # they stand around a word and say nothing

_FOR_NOW_ZH = r"(?:目前|当前|现在|现阶段|暂时|暂|眼下|这边|我们|都|还|也|先)*"
_NOTHING_ZH = (
    rf"{_FOR_NOW_ZH}(?:无|没有|没|没啥|没什么|不需要|不用|无需|不必|无要求|零)"
    r"(?:其他|其它|别的|新的|新增|特别|额外|更多)?的?(?:需要|需求|要求|请求|支援|支持|协助|资源)?(?:的|了)?"
)
_FOR_NOW_EN = r"(?:(?:right |just )?now|at (?:the moment|present|this (?:time|point|stage))|so far|yet|currently|today)"
_NOTHING_EN = (
    rf"(?:{_FOR_NOW_EN} )?(?:we (?:need|have) )?(?:nothing|none|nil|no|nope|nada|n/a|na|not applicable)"
    r"(?: (?:else|more|further|new|other|special|open))?(?: (?:needs?|requests?|asks?|support|help|resources))?"
    r"(?: (?:needed|required|to ask(?: for)?|to report|outstanding))?"
    rf"(?: (?:for )?{_FOR_NOW_EN})?(?: thanks| thank you)?"
)
_NOTHING = re.compile(rf"{_NOTHING_ZH}|{_NOTHING_EN}|[-\u2010-\u2015/\\x×0]{{0,2}}")


def is_nothing(words: str) -> bool:
    """Whether the words are none, or the usual ones for nothing and nothing more. “No water” is something; so is
    “暂无进展，需要加派人手”, which goes on."""
    said = unicodedata.normalize("NFKC", words).casefold().strip(_SIGNS)
    return _NOTHING.fullmatch(re.sub(r"[\s,]+", " ", said)) is not None
