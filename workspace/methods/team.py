"""team.*, emoji.*: the workspace itself."""

from __future__ import annotations

from workspace.methods.registry import Call, Family
from workspace.records import Json

team = Family("team")
emoji = Family("emoji")


@team.method("info", tier=3, scopes=("team:read",))
def info(call: Call) -> Json:
    own = call.state.team
    return {
        "team": {
            "id": own.id,
            "name": own.name,
            "url": f"{call.state.base_url}/",
            "domain": own.domain,
            "email_domain": "",
            "icon": {"image_default": True},
        }
    }


@emoji.method("list", tier=2)
def emoji_list(call: Call) -> Json:
    return {"emoji": {}, "cache_ts": str(call.state.stamps.seconds())}
