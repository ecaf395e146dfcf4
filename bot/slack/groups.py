"""Slack's user groups: who is in those that the policy names.

Answers for: the Slack ids of each group's people, as Slack last said; what cannot be read stays as it was known, and is
said as a trouble. Kept in the database, so that an alert finds its people while Slack is away. May not: know what
the people may do.
"""

import json
from dataclasses import dataclass
from typing import Any

from bot.roster import GROUPS_FACT, GroupPeople, kept_groups
from bot.slack.calls import Never, SlackCalls
from bot.troubles import Troubles
from crisis.policy import Policy
from crisis.policy.people import TeamGroup
from crisis.policy.rights import groups_named
from storage.store import SqlStore

GROUPS = "user groups"


@dataclass(slots=True)
class UserGroups:
    """See the module."""

    slack: SlackCalls
    store: SqlStore
    troubles: Troubles

    async def read(self, wanted: tuple[TeamGroup, ...]) -> GroupPeople:
        """The people of these groups. Raises ``Again`` while Slack is away or its limits are reached; what is refused
        for good is said, and what was known holds."""
        if not wanted:
            self.troubles.end(GROUPS)
            return {}
        known = await self.store.read(kept_groups)
        try:
            listed = await self.slack.call("usergroups.list")
            found = {group.group: _id_of(group.group, listed["usergroups"]) for group in wanted}
            people = {name: await self._people(id) for name, id in found.items() if id}
        except Never as refused:
            self._refused(refused)
            return known
        missing = [name for name, id in found.items() if id is None]
        if missing:
            handles = ", ".join(sorted(str(each.get("handle")) for each in listed["usergroups"])) or "none"
            what = f"The policy names user groups that are not there: {', '.join(missing)}. There are: {handles}."
            self.troubles.begin(
                GROUPS, what, "Correct the handle in the policy (`groups`, `rights`), or enable the group."
            )
        else:
            self.troubles.end(GROUPS)
        if people != known:
            text = json.dumps(people, sort_keys=True)
            await self.store.transact(lambda unit: unit.set_fact(GROUPS_FACT, text))
        return people

    async def _people(self, group: str) -> tuple[str, ...]:
        answer = await self.slack.call("usergroups.users.list", usergroup=group)
        return tuple(map(str, answer["users"]))

    def _refused(self, refused: Never) -> None:
        what = f"Slack does not tell who is in the user groups of the policy ({refused.reason}): what was known holds."
        remedy = "`fenghuo check` tells more."
        if refused.reason == "missing_scope":
            remedy = "Give the app the scope usergroups:read (`fenghuo manifest`), and install it again."
        self.troubles.begin(GROUPS, what, remedy)


def groups_wanted(policy: Policy) -> tuple[TeamGroup, ...]:
    """The groups that the policy names: of the team, and in its table of rights."""
    known = {group.group for group in policy.crew.groups}
    others = (TeamGroup(name) for name in groups_named(policy.rights) if name not in known)
    return (*policy.crew.groups, *others)


def _id_of(wanted: str, groups: list[dict[str, Any]]) -> str | None:
    """The id of the enabled group with this handle or id."""
    for group in groups:
        if not group.get("date_delete") and wanted.lower() in (str(group["id"]).lower(), str(group["handle"]).lower()):
            return str(group["id"])
    return None
