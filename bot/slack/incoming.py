"""What Slack sends, and who gets it: Bolt and the features, the directory, the rooms of private incidents.

Answers for: everything that Slack can send has somebody who takes it, and what concerns nobody is known as such before
Bolt works on it. May not: connect (``connection`` does), or know what a feature does.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings.settings import Settings, plain
from bot.slack.connection import Identity
from bot.slack.directory import Directory
from bot.slack.homes import Homes
from bot.slack.membership import Membership
from bot.slack.overhearing import Overhearing
from bot.troubles import NOT_AVAILABLE
from handlers.feature import Tools
from handlers.features import SWITCHBOARD
from handlers.slack.adapter import Adapter, application, listens_to
from handlers.slack.fetching import file_fetcher
from handlers.slack.finding import message_finder

PEOPLE_EVENTS = (
    "member_joined_channel",
    "member_left_channel",
    "subteam_members_changed",
    "subteam_updated",
    "team_join",
    "user_change",
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """See the module. ``tools``: what the features work with; here they can look messages up, too."""

    settings: Settings
    client: AsyncWebClient
    tools: Tools
    directory: Directory
    membership: Membership
    homes: Homes
    overhearing: Overhearing

    async def build(self, me: Identity) -> tuple[AsyncApp, Adapter]:
        """The Bolt application and its adapter, once we know who we are."""
        # Without a secret (Socket Mode) nobody may guess one: HTTP requests are refused.
        signing = plain(self.settings.slack_signing_secret) or secrets.token_hex(32)
        app = application(self.client, signing, team_id=me.team, bot_id=me.bot, bot_user=me.user)
        tools = replace(
            self.tools,
            language=self.tools.policy.language,
            find_message=message_finder(self.client),
            fetch_file=file_fetcher(self.client),
        )
        adapter = Adapter(
            app,
            self.client,
            tools,
            SWITCHBOARD,
            own=frozenset({me.user, me.bot}),
            watch={**dict.fromkeys(PEOPLE_EVENTS, self._people_changed), "message": self.overhearing.heard},
            unavailable=NOT_AVAILABLE,
            home_shown=self.homes.opened,
        )
        adapter.register()
        return app, adapter

    def concerns(self, event: Mapping[str, Any]) -> bool:
        """Whether anybody here takes an event; others may be acknowledged unseen."""
        if event.get("type") in PEOPLE_EVENTS:
            return self.directory.concerns(event) or self.membership.concerns(event)
        return listens_to(event) or self.overhearing.concerns(event)

    async def _people_changed(self, event: Mapping[str, Any]) -> None:
        await self.directory.changed(event)
        await self.membership.changed(event)
