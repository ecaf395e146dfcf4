"""A message of Slack's, looked up: what somebody reacted to, or made something of.

Answers for: it is found in a channel and in a thread; where it cannot be read, the asker is told what helps. May not:
write, or do anything with it.
"""

from collections.abc import Awaitable, Callable

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from crisis.language import Text
from crisis.refusals import Refused
from handlers.request import SourceMessage
from handlers.slack import payloads
from handlers.slack.payloads import Body

CANNOT_READ = Text(
    "The message could not be read ({reason}). Invite the bot to this channel and try again.",
    "无法读取这条消息（{reason}）。请先把机器人邀请到这个频道，再试一次。",
)
UNREADABLE = frozenset({"channel_not_found", "not_in_channel", "missing_scope", "is_archived", "thread_not_found"})


def message_finder(client: AsyncWebClient) -> Callable[[str, str], Awaitable[SourceMessage | None]]:
    """Looks a message up by channel and ts, in the channel or in a thread; None when there is none."""

    async def find(channel: str, ts: str) -> SourceMessage | None:
        try:
            page = await client.conversations_history(channel=channel, latest=ts, oldest=ts, inclusive=True, limit=1)
            found = _with_ts(page, ts)
            if found is None:  # a reply in a thread stands in no history
                found = _with_ts(await client.conversations_replies(channel=channel, ts=ts, inclusive=True), ts)
        except SlackApiError as error:
            reason = reason_of(error)
            if reason in UNREADABLE:
                raise Refused(CANNOT_READ, reason=reason) from error
            raise
        return payloads.message_of(channel, found) if found else None

    return find


def reason_of(error: SlackApiError) -> str:
    """Slack's name for what went wrong; empty when its answer was none of its own (a page of a gateway, say)."""
    data = getattr(error.response, "data", None)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def _with_ts(page: AsyncSlackResponse, ts: str) -> Body | None:
    return next((message for message in page.get("messages") or () if message.get("ts") == ts), None)
