"""`fenghuo check`: is everything there that the bot needs, and if not, how is it mended?

Answers for: one finding a thing, each failing one with its mending; nothing is changed, neither in Slack nor in the
database. Each kind of thing has a file in ``bot.checks``. May not: print (the command line does).
"""

import asyncio

from bot.checks import texts as t
from bot.checks.database import check_database
from bot.checks.drills import check_drills
from bot.checks.findings import Finding, State, good, still_open, verbatim
from bot.checks.policy import check_policy
from bot.checks.slack import Slack
from bot.settings.settings import Settings, SettingsError
from crisis.policy import Policy
from handlers.alerts import SOURCES
from handlers.alerts.admission import secret_name
from handlers.wording.source_names import source_name

ONLY_SIGNED = ("sentry",)
"""Sources that send no header of the team's own."""


async def check(settings: Settings) -> tuple[Finding, ...]:
    """Look at everything. The settings were read already, so they are good."""
    policy, about_policy = check_policy(settings)
    return (
        _settings(settings),
        *await Slack(settings, policy or Policy()).findings(),
        await asyncio.to_thread(check_database, settings),
        *about_policy,
        *check_alerts(settings),
        *await asyncio.to_thread(check_drills, settings, policy),
    )


def settings_are_wrong(error: SettingsError) -> tuple[Finding, ...]:
    """The findings when the settings could not be read: nothing else can be looked at."""
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
    return (Finding("settings", t.SETTINGS, State.BAD, verbatim((error.line, error.line))), *rest)


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
