"""The policy's table of rights: its shape, and what it means.

Answers for: a right that would be nobody's is refused. May not: say who has a right; ``crisis.policy.rights`` does.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema, create_model

from bot.policy import rights_texts as t
from bot.policy import texts
from bot.policy.problems import Report, listed
from bot.policy.values import Shape, described
from bot.policy.yaml import Place
from bot.settings.settings import WrongValue
from crisis.policy import Role
from crisis.policy.people import TeamMember
from crisis.policy.rights import DEEDS, WITHOUT_INCIDENT, Holders, Right, Rights

_PERSON = r"[UW][A-Z0-9]{4,20}|[^@\s<>:]+@[^@\s<>]+"
_ROLE = r"[a-z][a-z0-9_-]{0,31}"
_GROUP = r"group:@?([\w.-]{1,80})"
EVERYBODY, TEAM, ABOVE, INSIDE = "everybody", "team", "above", "inside"


def _holder(value: str) -> str:
    if not re.fullmatch(f"{_PERSON}|{_GROUP}|{TEAM}:{_ROLE}|{_ROLE}", value.strip()):
        raise WrongValue(t.NO_HOLDER, value=value)
    return value.strip()


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_SCHEMA = {"type": "string", "examples": ["everybody", "team", "inside", "lead", "team:legal", "group:crisis-desk"]}
_LIST = {**_SCHEMA, "type": ["string", "array"], "items": _SCHEMA, "minItems": 1}
Holder = Annotated[str, AfterValidator(_holder)]
HolderList = Annotated[list[Holder], BeforeValidator(_listed), WithJsonSchema(_LIST)]

_FIELDS: dict[str, Any] = {
    right.value: (Annotated[HolderList | None, described(DEEDS[right])], None) for right in Right
}
# One key for each right there is: a new one needs no line here.
RightsShape = create_model("RightsShape", __base__=Shape, **_FIELDS)


@dataclass(frozen=True, slots=True)
class RightsReading:
    """Reads the table, with what the rest of the file says of roles. ``team``: where these lines are all of it."""

    roles: Mapping[str, Role]
    team: Sequence[TeamMember]
    report: Report

    def rights(self, shape: Shape, base: Rights) -> Rights:
        """``base`` with what is written put over it. What does not fit goes to the report."""
        written = {right: getattr(shape, right.value) for right in Right}
        return {
            right: base[right] if names is None else self._holders(right, names) for right, names in written.items()
        }

    def kinds(self, names: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
        """The kinds whose incidents are private."""
        for position, kind in enumerate(names):
            if kind not in known:
                self.report.add(("private_kinds", position), t.NO_KIND, kind=kind, kinds=listed(known))
            elif kind in names[:position]:
                self.report.add(("private_kinds", position), texts.NAMED_TWICE, role=kind)
        return tuple(names)

    def _holders(self, right: Right, names: Sequence[str]) -> Holders:
        place: Place = ("rights", right.value)
        if not names:
            self.report.add(place, t.NOBODY_LEFT)
        able = [name.partition(":")[2] for name in names if name.startswith(f"{TEAM}:")]
        groups = [found[1] for name in names if (found := re.fullmatch(_GROUP, name))]
        people = [name for name in names if re.fullmatch(_PERSON, name)]
        holding = [name for name in names if re.fullmatch(_ROLE, name) and name not in (EVERYBODY, TEAM, ABOVE, INSIDE)]
        for position, name in enumerate(names):
            where = (*place, position)
            if name in names[:position]:
                self.report.add(where, texts.NAMED_TWICE, role=name)
            elif right in WITHOUT_INCIDENT and (name in holding or name == INSIDE):
                instead = f"{TEAM}:{name if name in self.roles else 'lead'}"
                self.report.add(where, t.NO_INCIDENT_YET, value=name, instead=instead)
        for role in (*holding, *able):
            if role not in self.roles:
                position = next(at for at, name in enumerate(names) if name.rpartition(":")[2] == role)
                self.report.add((*place, position), t.NO_ROLE_OR_HOLDER, role=role, roles=listed(self.roles))
        if able and len(able) == len(names) and self.team and not any(self._is_able(role) for role in able):
            self.report.add(place, t.NOBODY_ABLE, role=able[0])
        return Holders(
            everybody=EVERYBODY in names,
            team=TEAM in names,
            above=ABOVE in names,
            inside=INSIDE in names,
            holding=tuple(holding),
            able=tuple(able),
            groups=tuple(groups),
            people=tuple(people),
        )

    def _is_able(self, role: str) -> bool:
        return any(not member.roles or role in member.roles for member in self.team)
