"""`fenghuo check`: are we in the channels that the policy has us listen to? Nothing is changed. May not: print."""

from collections.abc import Sequence
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from crisis.language import Text
from crisis.listening import ListenedChannel

TITLE = Text("channels listened to", "监听的频道")
GOOD = Text("{names}", "{names}")
TO_JOIN = Text("{names}: the bot enters when it starts", "{names}：启动时自动加入")
MISSING = Text("the bot is not in {names}, or there is none of that name", "机器人不在 {names} 里，或没有这个频道")
UNREAD = Text("could not be read ({error})", "无法读取（{error}）")
MEND = Text(
    "invite the bot there (/invite @fenghuo), or correct the name under `listen` in the policy file",
    "请在频道里邀请机器人（/invite @fenghuo），或修改策略文件 `listen` 里的频道名",
)


Found = tuple[str, Text, dict[str, object], Text | None]
"""How it stands (``bot.check.State``), what was found with its values, and how to mend it."""


async def look_at_channels(client: AsyncWebClient, listened: Sequence[ListenedChannel]) -> tuple[Found, ...]:
    """Those we are in, those that will be entered, and those that need somebody."""
    if not listened:
        return ()
    try:
        places = await _places(client)
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        return (("open", UNREAD, {"error": _reason(error)}, None),)
    found: dict[str, list[str]] = {"in": [], "join": [], "missing": []}
    for rule in listened:
        place = next((each for each in places if rule.channel in (each.get("id"), each.get("name"))), None)
        is_open = place is not None and not place.get("is_private") and not place.get("is_archived")
        state = "in" if place and place.get("is_member") else "join" if is_open else "missing"
        found[state].append(f"#{rule.channel}")
    names = {state: ", ".join(each) for state, each in found.items()}
    return (
        *((("good", GOOD, {"names": names["in"]}, None),) if names["in"] else ()),
        *((("open", TO_JOIN, {"names": names["join"]}, None),) if names["join"] else ()),
        *((("bad", MISSING, {"names": names["missing"]}, MEND),) if names["missing"] else ()),
    )


async def _places(client: AsyncWebClient) -> list[dict[str, Any]]:
    for types in ("public_channel,private_channel", "public_channel"):
        try:
            pages = [page async for page in await client.conversations_list(types=types, limit=1000)]
        except SlackApiError as error:
            if _reason(error) != "missing_scope" or types == "public_channel":
                raise
            continue
        return [channel for page in pages for channel in page["channels"]]
    return []


def _reason(error: Exception) -> str:
    if isinstance(error, SlackApiError) and hasattr(error.response, "get"):
        return str(error.response.get("error") or error)
    return str(error) or type(error).__name__
