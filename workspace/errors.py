"""The refusal of a Web API call. It knows the name Slack gives an error and what goes with it, nothing else."""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """A Web API call is refused: `code` is Slack's own error name, `extra` joins the answer beside it."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra


def bad_arguments(*messages: str) -> SlackError:
    """`invalid_arguments` with the places named, as Slack's `response_metadata.messages` has them."""
    return SlackError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {each}" for each in messages]})
