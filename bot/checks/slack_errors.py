"""Slack's refusals and silences, for those who ask it. May not: ask."""

import aiohttp
from slack_sdk.errors import SlackApiError

NO_ANSWER = (aiohttp.ClientError, TimeoutError, OSError)


def reason_of(error: Exception) -> str:
    """Slack's own word for it, when there is one."""
    if isinstance(error, SlackApiError) and hasattr(error.response, "get"):
        return str(error.response.get("error") or error)
    return str(error) or type(error).__name__
