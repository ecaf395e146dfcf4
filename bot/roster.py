"""The roster out of the policy and what is stored: people, user groups, overrides.

Answers for: one place that puts them together, for the bot and for the command line. May not: ask Slack.
"""

from datetime import datetime

from bot.slack.groups import kept_groups
from crisis.policy import Policy
from crisis.policy.people import Roster, roster_of
from storage.work.view import SqlView


def stored_roster(view: SqlView, policy: Policy, now: datetime) -> Roster:
    """The crisis team as far as it was seen. ``now``: the incident clock; overrides that are over are left out."""
    return roster_of(
        policy.team, view.people(), policy.crew, kept_groups(view), view.overrides(now), zone=policy.timezone
    )
