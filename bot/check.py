"""`fenghuo check`: is everything there that the bot needs, and if not, how is it mended?

Answers for: one finding a thing, each failing one with its mending; nothing is changed, neither in Slack nor in the
database. May not: print (the command line does).
"""

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from sqlalchemy.exc import SQLAlchemyError

from bot import check_texts as t
from bot.check_listening import TITLE as LISTENED
from bot.check_listening import look_at_channels
from bot.drills.reading import ROLES, Case
from bot.drills.shelf import Broken, Shelf
from bot.paging.secrets import missing
from bot.policy.file import SETTING, Loaded, PolicyError, policy_of, read
from bot.scopes import SCOPES
from bot.settings import Settings, SettingsError, without_password
from crisis.language import Language, Text
from crisis.paging_rules import variables_of
from crisis.people import users_named
from crisis.policy import Policy
from handlers.alerts import SOURCES
from handlers.alerts.admission import secret_name
from handlers.source_names import source_name
from storage.engine import database_of, sqlite_file
from storage.errors import BadDatabaseUrl, DatabaseAway, DatabaseIsNewer, DatabaseIsOlder, DatabaseUnfit
from storage.migrate import head, require_head, require_writable

CALL_SECONDS = 10
ONLY_SIGNED = ("sentry",)
"""Sources that send no header of the team's own."""
NO_ANSWER = (aiohttp.ClientError, TimeoutError, OSError)

NAMES_SHOWN = 12  # of the watch list


class State(StrEnum):
    """How a thing stands. ``open``: neither good nor bad; the bot sees to it, or it could not be looked at."""

    GOOD = "good"
    BAD = "bad"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, what was found (``text`` with ``values``), and how to mend it."""

    name: str
    title: Text
    state: State
    text: Text
    values: Mapping[str, object] = field(default_factory=dict)
    mend: Text | None = None

    def say(self, language: Language) -> str:
        return self.text.say(language, **self.values)


def good(name: str, title: Text, text: Text, /, **values: object) -> Finding:
    return Finding(name, title, State.GOOD, text, values)


def bad(name: str, title: Text, text: Text, mend: Text, /, **values: object) -> Finding:
    return Finding(name, title, State.BAD, text, values, mend)


def still_open(name: str, title: Text, text: Text, /, **values: object) -> Finding:
    return Finding(name, title, State.OPEN, text, values)


async def check(settings: Settings) -> tuple[Finding, ...]:
    """Look at everything. The settings were read already, so they are good."""
    policy, about_policy = check_policy(settings)
    return (
        _settings(settings),
        *await _Slack(settings, policy or Policy()).findings(),
        await asyncio.to_thread(check_database, settings),
        *about_policy,
        *check_alerts(settings),
        *await asyncio.to_thread(check_drills, settings, policy),
    )


def settings_are_wrong(error: SettingsError) -> tuple[Finding, ...]:
    """The findings when the settings could not be read: nothing else can be looked at."""
    literal = error.line.replace("{", "{{").replace("}", "}}")
    titles = {
        "token": t.TOKEN,
        "way-in": t.WAY_IN,
        "scopes": t.SCOPES,
        "channel": t.CHANNEL,
        "database": t.DATABASE,
        "policy": t.POLICY,
        "drills": t.DRILLS,
    }
    rest = (still_open(name, title, t.NOT_LOOKED_AT) for name, title in titles.items())
    return (Finding("settings", t.SETTINGS, State.BAD, Text(literal, literal)), *rest)


def _settings(settings: Settings) -> Finding:
    return good(
        "settings",
        t.SETTINGS,
        t.SETTINGS_GOOD,
        mode=t.MODES[settings.mode],
        language=settings.language,
        zone=settings.timezone,
        command=settings.command,
    )


def check_alerts(settings: Settings) -> tuple[Finding, ...]:
    """Which sources of alerts are taken, and how each is let in."""
    signed = [name for name in SOURCES if settings.alert_secrets.get(name)]
    others = ", ".join(name for name in SOURCES if name not in signed and name not in ONLY_SIGNED)
    found = [still_open("alerts", t.ALERTS, t.ALERTS_OTHERS_OFF if signed else t.ALERTS_OFF)]
    if settings.alert_token is not None:
        found = [good("alerts", t.ALERTS, t.ALERTS_GOOD, listen=settings.listen, sources=others)]
    if signed:
        found.append(good("signatures", t.ALERTS, t.ALERTS_SIGNED, sources=", ".join(signed)))
    for name in ONLY_SIGNED:
        if name not in signed and (settings.alert_token or signed):
            words = {"source": source_name(name), "setting": secret_name(name), "page": name}
            found.append(still_open(f"alerts:{name}", t.ALERTS, t.ALERTS_UNSIGNED, **words))
    return tuple(found)


# ------------------------------------------------------------------------------------------------------------ policy


def check_policy(settings: Settings) -> tuple[Policy | None, tuple[Finding, ...]]:
    """The policy, when it can be used, and what there is to say about its file."""
    if settings.policy is None:
        return policy_of(settings), (good("policy", t.POLICY, t.POLICY_DEFAULT),)
    try:
        loaded = read(settings.policy, Policy(language=settings.language, timezone=settings.timezone), SETTING)
    except PolicyError as error:
        line = Text(*(error.line(language).replace("{", "{{").replace("}", "}}") for language in Language))
        return None, (bad("policy", t.POLICY, line, t.MEND_POLICY),)
    return loaded.policy, findings_of_policy(loaded, settings.policy, runs_here=True)


def findings_of_policy(loaded: Loaded, file: object, runs_here: bool = False) -> tuple[Finding, ...]:
    """What a usable file holds. ``runs_here``: the bot would run with it here."""
    policy = loaded.policy
    text = t.POLICY_GOOD if policy.team or policy.crew.groups else t.POLICY_NO_TEAM
    counts = {"team": len(policy.team), "roles": len(policy.roles), "kinds": len(policy.kinds)}
    found = (good("policy", t.POLICY, text, file=file, **counts), *findings_of_pages(policy, runs_here))
    return (*found, *_findings_of_watch(policy))


def _findings_of_watch(policy: Policy) -> tuple[Finding, ...]:
    """Which names are watched for, the first few of them."""
    if not policy.watch:
        return ()
    shown = [entry.name for entry in policy.watch[:NAMES_SHOWN]]
    more = len(policy.watch) - len(shown)
    names: Text | str = ", ".join(shown)
    if more:
        names = Text(*(t.WATCH_MORE.say(language, names=names, count=more) for language in Language))
    return (good("watch", t.WATCH, t.WATCH_GOOD, count=len(policy.watch), names=names),)


def findings_of_pages(policy: Policy, runs_here: bool) -> tuple[Finding, ...]:
    """Whether the addresses and secrets that channels of pages name are there. None is looked at or shown."""
    channels = policy.pages.channels
    if not channels:
        return ()
    names = ", ".join(channel.name for channel in channels)
    if gone := missing(variables_of(channels)):
        listed = ", ".join(gone)
        if not runs_here:  # they may well be there where it does
            return (still_open("pages", t.PAGES, t.PAGES_MISSING, missing=listed),)
        return (bad("pages", t.PAGES, t.PAGES_MISSING, t.MEND_PAGES, missing=listed),)
    text = t.PAGES_GOOD if policy.pages.link else t.PAGES_NO_LINK
    return (good("pages", t.PAGES, text, names=names, link=policy.pages.link),)


# ------------------------------------------------------------------------------------------------------------ drills


def check_drills(settings: Settings, policy: Policy | None) -> tuple[Finding, ...]:
    """How many scripts can be played, and a finding for each that cannot. Blocks. ``policy`` None: its file is broken,
    so the default roles are taken."""
    shelf = Shelf(settings.drills, tuple(role.key for role in policy.roles) if policy else ROLES)
    found = shelf.all()
    own = [each for each in found if shelf.is_own(_name_of(each))]
    usable = sum(isinstance(each, Case) for each in own)
    ours = sum(isinstance(each, Case) for each in found) - usable
    if settings.drills:
        first = good("drills", t.DRILLS, t.DRILLS_GOOD, folder=settings.drills, own=usable, ours=ours)
    else:
        first = good("drills", t.DRILLS, t.DRILLS_OURS, ours=ours)
    return (first, *(_broken(each) for each in found if isinstance(each, Broken)))


def _name_of(found: Case | Broken) -> str:
    return found.script.name if isinstance(found, Case) else found.name


def _broken(script: Broken) -> Finding:
    lines = ("; ".join(each.say(language) for each in script.error.problems) for language in Language)
    literal = (line.replace("{", "{{").replace("}", "}}") for line in lines)
    return bad(f"drill:{script.name}", t.DRILLS, Text(*literal), t.MEND_DRILL)


# ---------------------------------------------------------------------------------------------------------- database


def check_database(settings: Settings) -> Finding:
    """Whether the database is there, can be written and is of this version. Blocks; changes nothing."""
    url, title = settings.database_url, t.DATABASE
    try:
        path = sqlite_file(url)
        database_of(url).check_url(url)
    except BadDatabaseUrl as error:
        shown, why = without_password(url), without_password(str(error))
        return bad("database", title, t.DATABASE_BROKEN, t.MEND_URL, where=shown, error=why)
    if path and (problem := _file_problem(path)):
        return problem
    where = path or without_password(url)
    try:
        require_writable(url)
        require_head(url)
    except DatabaseUnfit as error:
        what, mend = t.UNFIT[error.trouble], t.MEND_UNFIT[error.trouble]
        return bad("database", title, what, mend, where=where, found=error.found)
    except DatabaseIsOlder as error:
        if error.found is None:
            return still_open("database", title, t.DATABASE_TO_MAKE if path else t.DATABASE_EMPTY, where=where)
        return still_open("database", title, t.DATABASE_OLDER, where=where, found=error.found, head=error.head)
    except DatabaseIsNewer as error:
        return bad("database", title, t.DATABASE_NEWER, t.MEND_NEWER, where=where, found=error.found)
    except DatabaseAway as error:
        return bad("database", title, t.DATABASE_AWAY, t.MEND_DATABASE_AWAY, where=where, error=error.why)
    except (BadDatabaseUrl, SQLAlchemyError, OSError) as error:
        reason = getattr(error, "orig", None) or error
        return bad("database", title, t.DATABASE_BROKEN, t.MEND_BROKEN, where=where, error=reason)
    return good("database", title, t.DATABASE_GOOD, where=where, revision=head())


def _file_problem(path: Path) -> Finding | None:
    """Why the database's file could not be written."""
    if not path.parent.is_dir():
        return bad("database", t.DATABASE, t.DATABASE_NO_FOLDER, t.MEND_NO_FOLDER, where=path)
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.R_OK | os.W_OK)):
        return bad("database", t.DATABASE, t.DATABASE_READ_ONLY, t.MEND_READ_ONLY, where=path)
    return None


# ------------------------------------------------------------------------------------------------------------- slack


class _Slack:
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
            refused = bad("token", t.TOKEN, t.TOKEN_REFUSED, t.MEND_TOKEN, error=_reason(error))
            return (refused, way_in, *self._not_looked_at())
        except (SlackClientError, *NO_ANSWER) as error:
            return (self._away("token", t.TOKEN, error), way_in, *self._not_looked_at())
        found = good("token", t.TOKEN, t.TOKEN_GOOD, bot=me.get("user"), team=me.get("team"))
        told = (await self._channel(client), *await self._people(client), *await self._user_groups(client))
        told += tuple(
            Finding("listen", LISTENED, State(state), text, values, mend)
            for state, text, values, mend in await look_at_channels(client, self._listen)
        )
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
            return bad("way-in", t.WAY_IN, t.SOCKET_REFUSED, t.MEND_SOCKET, error=_reason(error))
        except (SlackClientError, *NO_ANSWER) as error:
            return self._away("way-in", t.WAY_IN, error)
        return good("way-in", t.WAY_IN, t.SOCKET_GOOD)

    async def _channel(self, client: AsyncWebClient) -> Finding:
        name, title = self._settings.updates_channel, t.CHANNEL
        try:
            found = await self._find_channel(client, name)
        except (SlackClientError, *NO_ANSWER) as error:
            return still_open("channel", title, t.CHANNEL_UNREAD, error=_reason(error))
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
            if _reason(error) != "missing_scope":
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
            return (still_open("team", t.TEAM, t.TEAM_UNREAD, error=_reason(error)),)
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
            return (still_open("groups", t.GROUPS, t.GROUPS_UNREAD, error=_reason(error)),)
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


def _reason(error: Exception) -> str:
    """Slack's own word for it, when there is one."""
    if isinstance(error, SlackApiError) and hasattr(error.response, "get"):
        return str(error.response.get("error") or error)
    return str(error) or type(error).__name__
