"""The page of methods says what the declarations say."""

from tests.workspace.methods_page import FILE, REMAKE, page
from workspace.methods import METHODS


def test_the_page_is_as_the_code_has_it() -> None:
    """`{REMAKE}` makes it anew."""
    assert FILE.read_text(encoding="utf-8") == page(), f"docs/workspace-methods.md is stale: {REMAKE}"


def test_what_is_not_whole_says_why_in_both_languages() -> None:
    for method in METHODS.values():
        said = (method.far.english, method.far.chinese)
        if method.far.level == "whole":
            assert said == ("", ""), method.name
        else:
            assert method.far.english.endswith("."), method.name
            assert method.far.chinese.endswith("。"), method.name
