"""How many people or cases a text speaks of.

Answers for: a rough size: a few, tens, hundreds and more. May not: be exact; "a dozen" and "thirty" are the same here.
"""

import re

_CHINESE = re.compile(
    r"(\d[\d,]*|[一二三四五六七八九十百千万亿两几数]+)(余|多|几)?"
    r"(?:名|人|位|例|起|户|条人命|万人|万条|亿条|个(?:人|多?孩子|小孩|娃|学生|小朋友|家庭|妈妈|家长|同学|工人|老人"
    r"|员工|村民|顾客|用户|乘客|群友|受害|家属|病人|患者|同事|女孩|男孩|城市))"
)
_OTHERS = re.compile(
    r"\b(\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|dozens|hundreds|"
    r"thousands|millions)\+?\s+(?:million\s+|thousand\s+)?(?:of\s+)?(?:\w+\s)?"
    r"(?:people|dead|deaths|kids|children|workers|passengers|students|customers|users|patients|victims|families"
    r"|employees|others|cases|injured|women|men|records|accounts|of us|of my)\b"
)
_SMALL = {name: number for number, name in enumerate("two three four five six seven eight nine ten".split(), 2)}
_LARGE = {"twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "dozens": 24}


def how_many(text: str) -> int:
    """0: one or none named; 1: a few; 2: tens; 3: hundreds and more."""
    most = 0
    for number, more in _CHINESE.findall(text) if not text.isascii() else ():
        most = max(most, _chinese_size(number, more))
    for number in _OTHERS.findall(text):
        most = max(most, _size(_value(number)))
    return most


def _chinese_size(number: str, more: str) -> int:
    if number[0].isdigit():
        return _size(_digits(number))
    if any(letter in number for letter in "百千万亿"):
        return 3
    if "十" in number:
        return 2
    return 0 if number == "一" and not more else 1


def _value(number: str) -> int:
    return _digits(number) if number[0].isdigit() else _SMALL.get(number) or _LARGE.get(number) or 1_000


def _digits(number: str) -> int:
    return int(number.replace(",", "")[:9])


def _size(count: int) -> int:
    return 3 if count >= 100 else 2 if count >= 10 else 1 if count >= 2 else 0
