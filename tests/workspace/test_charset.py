"""When Slack warns about a Content-Type, and how."""

import pytest

from workspace.web.charset import charset_warning, with_warning


@pytest.mark.parametrize(
    ("verb", "content_type", "warning"),
    [
        ("POST", "application/json", "missing_charset"),
        ("POST", "application/json;charset=utf-8", ""),
        ("POST", "application/json; charset=UTF-8", ""),
        ("POST", "text/plain", "missing_charset"),
        ("POST", "application/x-www-form-urlencoded", ""),
        ("POST", "application/x-www-form-urlencoded; charset=utf-8", "superfluous_charset"),
        ("POST", "multipart/form-data; boundary=x; charset=utf-8", "superfluous_charset"),
        ("POST", "multipart/form-data; boundary=x", ""),
        ("POST", "", ""),
        ("POST", "application/octet-stream", ""),
        ("GET", "application/json", ""),
    ],
)
def test_who_is_warned(verb: str, content_type: str, warning: str) -> None:
    assert charset_warning(verb, content_type) == warning


def test_the_warning_stands_beside_the_others() -> None:
    assert with_warning({"ok": True}, "") == {"ok": True}
    assert with_warning({"ok": True}, "missing_charset") == {
        "ok": True,
        "warning": "missing_charset",
        "response_metadata": {"warnings": ["missing_charset"]},
    }
    joined = {"ok": True, "warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    said = with_warning(joined, "missing_charset")
    assert said["warning"] == "already_in_channel,missing_charset"
    page = with_warning({"ok": True, "response_metadata": {"next_cursor": "x"}}, "missing_charset")
    assert page["response_metadata"] == {"next_cursor": "x", "warnings": ["missing_charset"]}
