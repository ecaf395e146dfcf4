"""Everything that views show exists in both languages and keeps the house rules of writing."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

import pytest

import handlers.views
from crisis.language import Text
from handlers import sentences
from handlers.wording import problems, vocabulary

MODULES = [
    vocabulary,
    problems,
    sentences,
    *(
        importlib.import_module(f"handlers.views.{found.name}")
        for found in pkgutil.iter_modules(handlers.views.__path__)
    ),
]


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each)


TEXTS = {
    f"{module.__name__}.{name}.{number}": text
    for module in MODULES
    for name, value in vars(module).items()
    if name.isupper()
    for number, text in enumerate(_texts(value))
}
CHINESE = "[\u4e00-\u9fff]"


def _marks(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_keeps_the_rules_of_both_languages(text: Text) -> None:
    assert text.en.strip()
    assert text.zh.strip()
    assert _marks(text.en) == _marks(text.zh)
    assert not re.search(CHINESE, text.en), "English without Chinese"
    assert not re.search("[!！]", text.en + text.zh), "nobody shouts at three in the morning"
    words = re.sub("{[a-z]+}", "", text.zh)
    if re.search("[a-z]{2}", words.replace("Slack", "").lower()):
        assert re.search(CHINESE, text.zh), "Chinese is more than the English again"
    prose = re.sub("`[^`]*`", "`command`", text.zh)  # what is to be typed may end in Chinese
    assert not re.search(rf"{CHINESE}[A-Za-z0-9`]|[A-Za-z0-9`]{CHINESE}", prose), "a space between Chinese and Latin"
    assert not re.search(rf"{CHINESE}[,;:?()]|[,;:?()]{CHINESE}", text.zh), "full-width punctuation in Chinese"
    assert not re.search(
        r" [，。；：、！？（）]|[，。；：、！？（] ", text.zh.replace("。* ", "").replace("。 `", "")
    ), "no space there"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_bold_stands_apart_where_chinese_has_no_word_boundaries(text: Text) -> None:
    """Slack needs a space or a line's end around *bold* in Chinese: it shows the stars otherwise."""
    for number, found in enumerate(re.finditer(r"\*", text.zh)):
        before, after = text.zh[: found.start()][-1:], text.zh[found.end() :][:1]
        outside = after if number % 2 else before
        assert outside in ("", " ", "\n", "~"), text.zh
    assert text.zh.count("*") % 2 == 0


def test_there_are_texts_to_look_at() -> None:
    assert len(TEXTS) > 200
