"""`fenghuo check`: what does Slack say of token, way in, channels and people? Nothing is changed. May not: print."""

from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.checks import texts as t
from bot.checks.findings import Finding, bad, good, still_open
from bot.checks.listening import look_at_channels
from bot.checks.slack_errors import NO_ANSWER, reason_of
from bot.settings.settings import Settings
from bot.slack.scopes import SCOPES
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.policy.people import users_named

CALL_SECONDS = 10


class Slack:
    """What Slack says. One after the other: without a token nothing else can be asked."""

    def __init__(self, settings: Settings, policy: Policy) -> None:
        self._settings = settings
        self._team = users_named(policy.team, policy.crew)
        self._groups = tuple(each.group for each in policy.crew.groups)
        self._listen = policy.listen

    async def findings(self) -> tuple[Finding, ...]:
        token = self._settings.slack_bot_token
        if token is None:
            missing = bad("token", t.TOKEN, t.TOKEN_MISSING, t.MEND_TOKEN_MISSING)
            return (missing, await self._way_in(self._client("")), *self._not_looked_at())
        client = self._client(token.get_secret_value())
        way_in = await self._way_in(client)
        try:
            me = await client.auth_test()
        except SlackApiError as error:
            refused = bad("token", t.TOKEN, t.TOKEN_REFUSED, t.MEND_TOKEN, error=reason_of(error))
            return (refused, way_in, *self._not_looked_at())
        except (SlackClientError, *NO_ANSWER) as error:
            return (self._away("token", t.TOKEN, error), way_in, *self._not_looked_at())
        found = good("token", t.TOKEN, t.TOKEN_GOOD, bot=me.get("user"), team=me.get("team"))
        told = (await self._channel(client), *await self._people(client), *await self._user_groups(client))
        told += await look_at_channels(client, self._listen)
        return (found, way_in, _scopes(me), *told)

    def _client(self, token: str) -> AsyncWebClient:
        client = AsyncWebClient(token, self._settings.slack_api_url, timeout=CALL_SECONDS, retry_handlers=[])
        client.proxy = self._settings.slack_proxy
        return client

    def _away(self, name: str, title: Text, error: Exception) -> Finding:
        reason = str(error) or type(error).__name__
        return bad(name, title, t.SLACK_AWAY, t.MEND_AWAY, url=self._settings.slack_api_url, error=reason)

    def _not_looked_at(self) -> tuple[Finding, ...]:
        things = (("scopes", t.SCOPES), ("channel", t.CHANNEL), *((("team", t.TEAM),) if self._team else ()))
        return tuple(still_open(name, title, t.WITHOUT_TOKEN) for name, title in things)

    async def _way_in(self, client: AsyncWebClient) -> Finding:
        settings = self._settings
        if settings.slack_app_token is None:
            if settings.slack_signing_secret is None:
                return bad("way-in", t.WAY_IN, t.NO_WAY_IN, t.MEND_NO_WAY_IN)
            return still_open("way-in", t.WAY_IN, t.HTTP_UNPROVEN)
        try:
            await client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
        except SlackApiError as error:
            return bad("way-in", t.WAY_IN, t.SOCKET_REFUSED, t.MEND_SOCKET, error=reason_of(error))
        except (SlackClientError, *NO_ANSWER) as error:
            return self._away("way-in", t.WAY_IN, error)
        return good("way-in", t.WAY_IN, t.SOCKET_GOOD)

    async def _channel(self, client: AsyncWebClient) -> Finding:
        name, title = self._settings.updates_channel, t.CHANNEL
        try:
            found = await self._find_channel(client, name)
        except (SlackClientError, *NO_ANSWER) as error:
            return still_open("channel", title, t.CHANNEL_UNREAD, error=reason_of(error))
        if found is None:
            return still_open("channel", title, t.CHANNEL_TO_MAKE, name=name)
        if found.get("is_archived"):
            return bad("channel", title, t.CHANNEL_ARCHIVED, t.MEND_CHANNEL, name=name)
        if found.get("is_private"):
            return bad("channel", title, t.CHANNEL_PRIVATE, t.MEND_PRIVATE, name=name)
        if not found.get("is_member"):
            return still_open("channel", title, t.CHANNEL_TO_JOIN, name=name)
        return good("channel", title, t.CHANNEL_GOOD, name=name)

    async def _find_channel(self, client: AsyncWebClient, name: str) -> dict[str, Any] | None:
        """Private ones too, when the token may see them: their names are taken as well."""
        try:
            return await _named(client, name, "public_channel,private_channel")
        except SlackApiError as error:
            if reason_of(error) != "missing_scope":
                raise
            return await _named(client, name, "public_channel")

    async def _people(self, client: AsyncWebClient) -> tuple[Finding, ...]:
        if not self._team:
            return ()
        known: set[str] = set()
        try:
            async for page in await client.users_list(limit=200):
                for user in page["members"]:
                    if not user.get("deleted") and not user.get("is_bot"):
                        known |= {str(user["id"]).lower(), str(user.get("profile", {}).get("email", "")).lower()}
        except (SlackClientError, *NO_ANSWER) as error:
            return (still_open("team", t.TEAM, t.TEAM_UNREAD, error=reason_of(error)),)
        missing = [user for user in self._team if user.lower() not in known]
        if missing:
            return (bad("team", t.TEAM, t.TEAM_MISSING, t.MEND_TEAM, missing=", ".join(missing)),)
        return (good("team", t.TEAM, t.TEAM_GOOD, count=len(self._team)),)

    async def _user_groups(self, client: AsyncWebClient) -> tuple[Finding, ...]:
        if not self._groups:
            return ()
        try:
            listed = (await client.usergroups_list())["usergroups"]
        except (SlackClientError, *NO_ANSWER) as error:
            return (still_open("groups", t.GROUPS, t.GROUPS_UNREAD, error=reason_of(error)),)
        known = {str(group[key]).lower() for group in listed for key in ("id", "handle") if not group["date_delete"]}
        missing = [group for group in self._groups if group.lower() not in known]
        if missing:
            handles = ", ".join(sorted(str(group["handle"]) for group in listed)) or "–"
            words = {"missing": ", ".join(missing), "handles": handles}
            return (bad("groups", t.GROUPS, t.GROUPS_MISSING, t.MEND_GROUPS, **words),)
        return (good("groups", t.GROUPS, t.GROUPS_GOOD, count=len(self._groups)),)


async def _named(client: AsyncWebClient, name: str, types: str) -> dict[str, Any] | None:
    async for page in await client.conversations_list(types=types, limit=1000):
        for channel in page["channels"]:
            if channel.get("name") == name:
                return dict(channel)
    return None


def _scopes(me: AsyncSlackResponse) -> Finding:
    headers = {name.lower(): value for name, value in me.headers.items()}
    if "x-oauth-scopes" not in headers:
        return still_open("scopes", t.SCOPES, t.SCOPES_UNKNOWN)
    held = {scope.strip() for scope in str(headers["x-oauth-scopes"]).split(",")}
    missing = [scope for scope in SCOPES if scope not in held]
    if not missing:
        return good("scopes", t.SCOPES, t.SCOPES_GOOD, count=len(SCOPES))
    lacks = (
        "; ".join(t.SCOPE_LACKS.say(language, scope=scope, without=SCOPES[scope]) for scope in missing)
        for language in Language
    )
    return bad("scopes", t.SCOPES, t.SCOPES_MISSING, t.MEND_SCOPES, missing=Text(*lacks))
