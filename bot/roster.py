"""The roster out of the policy and what is stored: people, user groups, overrides.

Answers for: one place that puts them together, for the bot and for the command line. May not: ask Slack.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from crisis.policy import Policy
from crisis.policy.people import Roster, roster_of
from storage.work.view import SqlView

GROUPS_FACT = "user_groups"
"""The fact of the database that keeps who is in a user group: as JSON, ids by what the policy calls the group."""

GroupPeople = Mapping[str, tuple[str, ...]]


def stored_roster(view: SqlView, policy: Policy, now: datetime) -> Roster:
    """The crisis team as far as it was seen. ``now``: the incident clock; overrides that are over are left out."""
    return roster_of(
        policy.team, view.people(), policy.crew, kept_groups(view), view.overrides(now), zone=policy.timezone
    )


def kept_groups(view: SqlView) -> GroupPeople:
    """The people of each group as they were last seen."""
    kept = view.fact(GROUPS_FACT)
    return {name: tuple(people) for name, people in json.loads(kept).items()} if kept else {}
