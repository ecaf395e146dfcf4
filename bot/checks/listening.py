"""`fenghuo check`: are we in the channels that the policy has us listen to? Nothing is changed. May not: print."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.checks.findings import Finding, bad, good, still_open
from bot.checks.slack_errors import NO_ANSWER, reason_of
from crisis.language import Text
from crisis.policy.listening import ListenedChannel

TITLE = Text("channels listened to", "监听的频道")
GOOD = Text("{names}", "{names}")
TO_JOIN = Text("{names}: the bot enters when it starts", "{names}：启动时自动加入")
MISSING = Text("the bot is not in {names}, or there is none of that name", "机器人不在 {names} 里，或没有这个频道")
UNREAD = Text("could not be read ({error})", "无法读取（{error}）")
MEND = Text(
    "invite the bot there (/invite @fenghuo), or correct the name under `listen` in the policy file",
    "请在频道里邀请机器人（/invite @fenghuo），或修改策略文件 `listen` 里的频道名",
)


async def look_at_channels(client: AsyncWebClient, listened: Sequence[ListenedChannel]) -> tuple[Finding, ...]:
    """Those we are in, those that will be entered, and those that need somebody."""
    if not listened:
        return ()
    try:
        places = await _places(client)
    except (SlackClientError, *NO_ANSWER) as error:
        return (still_open("listen", TITLE, UNREAD, error=reason_of(error)),)
    found: dict[str, list[str]] = {"in": [], "join": [], "missing": []}
    for rule in listened:
        place = next((each for each in places if rule.channel in (each.get("id"), each.get("name"))), None)
        is_open = place is not None and not place.get("is_private") and not place.get("is_archived")
        state = "in" if place and place.get("is_member") else "join" if is_open else "missing"
        found[state].append(f"#{rule.channel}")
    names = {state: ", ".join(each) for state, each in found.items()}
    return (
        *((good("listen", TITLE, GOOD, names=names["in"]),) if names["in"] else ()),
        *((still_open("listen", TITLE, TO_JOIN, names=names["join"]),) if names["join"] else ()),
        *((bad("listen", TITLE, MISSING, MEND, names=names["missing"]),) if names["missing"] else ()),
    )


async def _places(client: AsyncWebClient) -> list[dict[str, Any]]:
    for types in ("public_channel,private_channel", "public_channel"):
        try:
            pages = [page async for page in await client.conversations_list(types=types, limit=1000)]
        except SlackApiError as error:
            if reason_of(error) != "missing_scope" or types == "public_channel":
                raise
            continue
        return [channel for page in pages for channel in page["channels"]]
    return []
