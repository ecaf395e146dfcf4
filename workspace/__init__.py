"""A local Slack-compatible workspace: Web API, Socket Mode, signed HTTP, people who act, a page, faults on demand.

It knows nothing of the apps that run against it.
"""

from workspace.answers import Clicks, NeverAnswers, Replies, Several
from workspace.apps import EVERY_EVENT, USUAL_EVENTS, AppInstall, Shortcut, SlashCommand
from workspace.cast import Character, default_cast
from workspace.courier import Delivery
from workspace.page.panels import Panel
from workspace.people import Person
from workspace.seen import Seen
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
