"""Slack's two warnings about the Content-Type of a call. Pure; who answers the call adds them.

Source: the warnings that every method's reference page lists: a body of JSON or text should name its charset, a form
should not.
"""

from __future__ import annotations

from workspace.memory.records import Json

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def charset_warning(verb: str, content_type: str) -> str:
    """`missing_charset`, `superfluous_charset` or nothing, by the HTTP verb and the whole Content-Type header."""
    kind, _, rest = content_type.lower().partition(";")
    kind = kind.strip()
    if verb != "POST":
        return ""
    named = any(part.strip().startswith("charset=") for part in rest.split(";"))
    if kind in _FORMS:
        return "superfluous_charset" if named else ""
    is_text = kind == "application/json" or kind.startswith("text/")
    return "missing_charset" if is_text and not named else ""


def with_warning(body: Json, warning: str) -> Json:
    """The answer with the warning beside those that the method has itself, as Slack names them."""
    if not warning:
        return body
    metadata: Json = dict(body.get("response_metadata") or {})
    metadata["warnings"] = [*metadata.get("warnings", ()), warning]
    return {**body, "warning": ",".join(metadata["warnings"]), "response_metadata": metadata}
