"""team.*, emoji.*: the workspace itself."""

from __future__ import annotations

from workspace.errors import SlackError
from workspace.memory.records import Json
from workspace.methods.registry import Call, Family, part

team = Family("team")
emoji = Family("emoji")


@team.method("info", tier=3, scopes=("team:read",), far=part("No pictures, no organization.", "没有图标，也没有组织。"))
def info(call: Call) -> Json:
    own = call.state.team
    if call.text("team") not in ("", own.id) or call.text("domain") not in ("", own.domain):
        raise SlackError("team_not_found")
    return {
        "team": {
            "id": own.id,
            "name": own.name,
            "url": f"{call.state.base_url}/",
            "domain": own.domain,
            "email_domain": "",
            "icon": {"image_default": True},
            "avatar_base_url": f"{call.state.base_url}/",
            "is_verified": False,
            "locale": "en-US",
        }
    }


@emoji.method(
    "list",
    tier=2,
    scopes=("emoji:read",),
    far=part("No emoji of the workspace's own: an empty list.", "工作区没有自定义表情，列表总是空的。"),
)
def emoji_list(call: Call) -> Json:
    answer: Json = {"emoji": {}, "cache_ts": f"{call.state.stamps.seconds()}.000000"}
    if call.flag("include_categories"):
        answer.update(categories=[], categories_version="1")
    return answer
