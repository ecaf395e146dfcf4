"""auth.*, api.*, apps.connections.*, bots.*: who am I, and where do I connect."""

from __future__ import annotations

from workspace.errors import SlackError
from workspace.memory.records import Json
from workspace.methods.registry import Call, Family, part

auth = Family("auth")
api = Family("api")
apps = Family("apps")
bots = Family("bots")


@auth.method("test", tier=0)
def test(call: Call) -> Json:
    return {
        "url": f"{call.state.base_url}/",
        "team": call.state.team.name,
        "team_id": call.state.team.id,
        "user": call.app.bot.name,
        "user_id": call.me,
        "bot_id": call.app.bot.bot_id,
        "is_enterprise_install": False,
    }


@auth.method("revoke", tier=3)
def revoke(call: Call) -> Json:
    """From here on the bot's token is `token_revoked`; with `test` nothing happens."""
    if call.flag("test"):
        return {"revoked": False}
    call.app.revoked = True
    return {"revoked": True}


@auth.method(
    "teams.list",
    tier=2,
    far=part("There is one workspace: a list of one.", "只有一个工作区，列表总是一项。"),
)
def teams_list(call: Call) -> Json:
    own: Json = {"id": call.state.team.id, "name": call.state.team.name}
    if call.flag("include_icon"):
        own["icon"] = {"image_default": True}
    page, more = call.page([own])
    return {"teams": page, **more}


@api.method("test", tier=4)
def api_test(call: Call) -> Json:
    args = {name: value for name, value in call.args.items() if name != "token"}
    if call.text("error"):
        raise SlackError(call.text("error"), args=args)
    return {"args": args} if args else {}


@apps.method("connections.open", tier=3, app_token=True)
def connections_open(call: Call) -> Json:
    return {"url": call.sockets.address(call.app, call.state.base_url)}


@bots.method("info", tier=3, scopes=("users:read",), far=part("Apps have no pictures here.", "这里的应用没有头像。"))
def bots_info(call: Call) -> Json:
    wanted = call.text("bot") or call.app.bot.bot_id
    for user in call.state.users.values():
        if user.is_bot and user.bot_id == wanted:
            shape = {"id": user.bot_id, "deleted": user.deleted, "name": user.real_name, "updated": user.updated}
            return {"bot": {**shape, "app_id": user.app_id, "user_id": user.id, "icons": {}}}
    raise SlackError("bot_not_found")
