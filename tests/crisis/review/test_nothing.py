"""Words that say that there is nothing, and those that only begin like them."""

import pytest

from crisis.review.nothing import is_nothing


@pytest.mark.parametrize(
    "words",
    [
        "",
        "  ",
        "无",
        "无。",
        "暂无",
        "暂无。",
        "没有",
        "暂时没有",
        "目前没有",
        "目前暂无",
        "暂无需求",
        "无其他需求",
        "暂不需要",
        "不需要",
        "无需支援",
        "（无）",
        "没有了",
        "Nothing",
        "nothing.",
        "None",
        "NONE!",
        "none for now",
        "Nothing at the moment.",
        "no needs",
        "no requests at present",
        "Nothing else needed",
        "nothing, thanks",
        "n/a",
        "N/A",
        "NA",
        "\uff2e\uff0f\uff21",
        "-",
        "—",
        "——",
        "/",
        "nil",
    ],
)
def test_these_say_nothing(words: str) -> None:
    assert is_nothing(words)


@pytest.mark.parametrize(
    "words",
    [
        "无人机一架",
        "无线话筒两只",
        "暂无进展，需要加派人手",
        "没有发言人，请派一位",
        "暂时没有律师",
        "不需要律师，需要翻译",
        "需要：翻译",
        "无糖饮料下架",
        "Nobody answers the hotline: thirty people",
        "no lawyer yet",
        "None of the shops has water",
        "nothing but a lawyer",
        "a lawyer",
        "no water",
        "notes",
        "5",
        "\ufffd",
    ],
)
def test_these_ask_for_something(words: str) -> None:
    assert not is_nothing(words)
