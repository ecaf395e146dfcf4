"""auth.*, api.*, apps.*, bots.*: who am I, and where do I connect."""

from __future__ import annotations

from workspace.errors import SlackError
from workspace.methods.registry import Call, Family
from workspace.records import Json

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


@api.method("test", tier=0)
def api_test(call: Call) -> Json:
    if call.text("error"):
        raise SlackError(call.text("error"))
    return {"args": {name: value for name, value in call.args.items() if name != "token"}}


@apps.method("connections.open", tier=3, app_token=True)
def connections_open(call: Call) -> Json:
    return {"url": call.sockets.address(call.app, call.state.base_url)}


@bots.method("info", tier=3, scopes=("users:read",))
def bots_info(call: Call) -> Json:
    wanted = call.text("bot") or call.app.bot.bot_id
    for user in call.state.users.values():
        if user.is_bot and user.bot_id == wanted:
            shape = {"id": user.bot_id, "deleted": False, "name": user.real_name, "updated": user.updated}
            return {"bot": {**shape, "app_id": user.app_id, "user_id": user.id, "icons": {}}}
    raise SlackError("bot_not_found")
