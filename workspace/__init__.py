"""A local Slack-compatible workspace: Web API, Socket Mode, signed HTTP, people who act, a page, faults on demand.

It knows nothing of the apps that run against it.

Reading order: ``server`` (all of it together), ``memory`` (what it remembers), ``block_kit`` (which blocks it takes),
``client`` (what Slack's client does for a person), ``apps`` (how an app hears of things and answers), ``people`` (who
acts), ``methods`` with ``web`` (the Web API), ``page`` (the browser's), ``control`` with ``weather`` and ``timer``.
"""

from workspace.apps.courier import Delivery
from workspace.apps.installed import EVERY_EVENT, USUAL_EVENTS, AppInstall, Shortcut, SlashCommand
from workspace.client.seen import Seen
from workspace.page.panels import Panel
from workspace.people.answers import Clicks, NeverAnswers, Replies, Several
from workspace.people.cast import Character, default_cast
from workspace.people.person import Person
from workspace.server import Workspace
from workspace.timer import Timer
from workspace.weather import Weather

__all__ = [
    "EVERY_EVENT",
    "USUAL_EVENTS",
    "AppInstall",
    "Character",
    "Clicks",
    "Delivery",
    "NeverAnswers",
    "Panel",
    "Person",
    "Replies",
    "Seen",
    "Several",
    "Shortcut",
    "SlashCommand",
    "Timer",
    "Weather",
    "Workspace",
    "default_cast",
]
