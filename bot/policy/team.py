"""The team in the policy file: people, user groups, rotations, the levels above, holidays.

Answers for: which keys there are, and what the domain makes of them; what does not fit together goes to the report.
May not: read files.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated

from pydantic import Field

from bot.policy import team_texts as t
from bot.policy import texts
from bot.policy.problems import Report, listed
from bot.policy.team_values import (
    Day,
    GroupName,
    HandOver,
    Holiday,
    HolidayOrList,
    TimeOfDay,
    Weekdays,
    ZoneName,
)
from bot.policy.values import PlainName, RoleKey, Shape, User, described
from bot.policy.yaml import Place
from crisis.language import Text
from crisis.policy.duty import DayOverride, Hours, Rotation
from crisis.policy.people import Crew, TeamGroup, TeamMember


class HoursShape(Shape):
    """Hours of some days of the week. ``from`` and ``to`` are the file's words for ``begins`` and ``ends``."""

    days: Annotated[Weekdays, described(t.ABOUT_DAYS)]
    begins: Annotated[TimeOfDay, described(t.ABOUT_FROM)] = Field(alias="from")
    ends: Annotated[TimeOfDay, described(t.ABOUT_TO)] = Field(alias="to")


class MemberShape(Shape):
    """One line of the team."""

    user: Annotated[User, described(texts.ABOUT_USER)]
    roles: Annotated[list[RoleKey], described(texts.ABOUT_MEMBER_ROLES)] = Field(default_factory=list)
    deputies: Annotated[list[User], described(t.ABOUT_DEPUTIES)] = Field(default_factory=list)
    hours: Annotated[list[HoursShape], described(t.ABOUT_HOURS)] = Field(default_factory=list)
    timezone: Annotated[ZoneName | None, described(t.ABOUT_TIMEZONE)] = None
    holidays: Annotated[list[HolidayOrList], described(t.ABOUT_MEMBER_HOLIDAYS)] = Field(default_factory=list)


class GroupShape(Shape):
    """A Slack user group whose people are of the team."""

    group: Annotated[GroupName, described(t.ABOUT_GROUP)]
    roles: Annotated[list[RoleKey], described(t.ABOUT_GROUP_ROLES)] = Field(default_factory=list)


class DayOverrideShape(Shape):
    """A day that somebody else takes."""

    day: Annotated[Day, described(t.ABOUT_OVERRIDE_DAY)]
    person: Annotated[User, described(t.ABOUT_OVERRIDE_PERSON)]
    instead_of: Annotated[User | None, described(t.ABOUT_INSTEAD_OF)] = None


class RotationShape(Shape):
    """People who take turns."""

    name: Annotated[PlainName, described(t.ABOUT_ROTATION_NAME)]
    roles: Annotated[list[RoleKey], described(t.ABOUT_ROTATION_ROLES)]
    people: Annotated[list[User], described(t.ABOUT_ROTATION_PEOPLE)]
    hand_over: Annotated[HandOver, described(t.ABOUT_HAND_OVER)]
    timezone: Annotated[ZoneName | None, described(t.ABOUT_ROTATION_ZONE)] = None
    starts: Annotated[Day, described(t.ABOUT_STARTS)]
    overrides: Annotated[list[DayOverrideShape], described(t.ABOUT_OVERRIDES)] = Field(default_factory=list)


class TeamShape(Shape):
    """What of the file this module reads."""

    team: Annotated[list[MemberShape], described(texts.ABOUT_TEAM)] = Field(default_factory=list)
    groups: Annotated[list[GroupShape], described(t.ABOUT_GROUPS)] = Field(default_factory=list)
    rotations: Annotated[list[RotationShape], described(t.ABOUT_ROTATIONS)] = Field(default_factory=list)
    levels: Annotated[list[list[User]], described(t.ABOUT_LEVELS)] = Field(default_factory=list)
    holidays: Annotated[dict[RoleKey, list[Holiday]], described(t.ABOUT_HOLIDAYS)] = Field(default_factory=dict)


KnownRoles = Callable[[list[str], Place], tuple[str, ...]]
"""The roles at a place of the file; those that there are not go to the report."""


class TeamReading:
    """What a file says of the team. ``roles``: the catalogue's keys; ``zone``: the team's time zone."""

    def __init__(self, shape: TeamShape, report: Report, known: KnownRoles, roles: Collection[str], zone: str) -> None:
        self._shape = shape
        self._report = report
        self._known = known
        self._roles = roles
        self._zone = zone

    def members(self) -> tuple[TeamMember, ...]:
        users = [member.user for member in self._shape.team]
        self._want_each_once(users, ("team",), t.MEMBER_TWICE, "user", ("user",))
        return tuple(self._member(member, ("team", place)) for place, member in enumerate(self._shape.team))

    def crew(self) -> Crew | None:
        """Groups, rotations and levels; None when nothing is written of them."""
        shape = self._shape
        names = [group.group for group in shape.groups]
        self._want_each_once(names, ("groups",), t.GROUP_TWICE, "group", ("group",))
        groups = tuple(
            TeamGroup(group.group, self._known(group.roles, ("groups", place, "roles")))
            for place, group in enumerate(shape.groups)
        )
        names = [rotation.name for rotation in shape.rotations]
        self._want_each_once(names, ("rotations",), t.ROTATION_TWICE, "name", ("name",))
        rotations = tuple(self._rotation(each, ("rotations", place)) for place, each in enumerate(shape.rotations))
        made = tuple(each for each in rotations if each)
        return Crew(groups, made, self._levels()) if groups or made or shape.levels else None

    def _member(self, member: MemberShape, place: Place) -> TeamMember:
        self._want_each_once(member.deputies, (*place, "deputies"))
        for position, deputy in enumerate(member.deputies):
            if deputy.lower() == member.user.lower():
                self._report.add((*place, "deputies", position), t.OWN_DEPUTY, user=deputy)
        return TeamMember(
            member.user,
            self._known(member.roles, (*place, "roles")),
            tuple(member.deputies),
            tuple(self._hours(each, (*place, "hours", position)) for position, each in enumerate(member.hours)),
            member.timezone,
            self._days_off(member.holidays, (*place, "holidays")),
        )

    def _hours(self, hours: HoursShape, place: Place) -> Hours:
        if hours.ends <= hours.begins:
            text = t.NO_HOURS if hours.ends == hours.begins else t.HOURS_END_FIRST
            self._report.add((*place, "to"), text, begins=_clock(hours.begins), ends=_clock(hours.ends))
        return Hours(hours.days, hours.begins, hours.ends)

    def _days_off(self, written: Sequence[str | tuple[date, ...]], place: Place) -> frozenset[date]:
        lists, days = self._shape.holidays, set[date]()
        for position, each in enumerate(written):
            if isinstance(each, tuple):
                days.update(each)
            elif each in lists:
                days.update(day for span in lists[each] for day in span)
            else:
                names = listed(lists) if lists else t.NO_LISTS
                self._report.add((*place, position), t.NO_HOLIDAY_LIST, name=each, lists=names)
        return frozenset(days)

    def _rotation(self, written: RotationShape, place: Place) -> Rotation | None:
        if not written.people:
            self._report.add((*place, "people"), t.NOBODY_TURNS)
        if not written.roles:
            self._report.add((*place, "roles"), t.NO_ROLES, roles=listed(self._roles))
        self._want_each_once(written.people, (*place, "people"))
        self._want_allowed(written, place)
        weekday, at = written.hand_over
        roles = self._known(written.roles, (*place, "roles"))
        zone = written.timezone or self._zone
        made = Rotation(written.name, roles, tuple(written.people), at, zone, written.starts, weekday)
        if not written.people:
            return None
        overrides = written.overrides
        self._want_each_once([str(each.day) for each in overrides], (*place, "overrides"), t.DAY_TWICE, "day", ("day",))
        days = tuple(self._day(each, made, (*place, "overrides", position)) for position, each in enumerate(overrides))
        return replace(made, days=days)

    def _day(self, written: DayOverrideShape, rotation: Rotation, place: Place) -> DayOverride:
        shift = rotation.shift_at(rotation.day(written.day)[0])
        instead = written.instead_of
        if shift is None:
            self._report.add((*place, "day"), t.BEFORE_START, starts=rotation.starts)
        elif instead and instead.lower() not in map(str.lower, rotation.people):
            people = listed(rotation.people)
            self._report.add((*place, "instead_of"), t.NOT_IN_ROTATION, user=instead, people=people)
        elif instead and instead.lower() != shift.person.lower():
            turn = {"day": written.day, "person": shift.person, "user": instead}
            self._report.add((*place, "instead_of"), t.NOT_THAT_DAY, **turn)
        return DayOverride(written.day, written.person, instead)

    def _want_allowed(self, written: RotationShape, place: Place) -> None:
        """Whoever the team gives some roles only is not on for another one."""
        allowed = {member.user.lower(): member.roles for member in self._shape.team if member.roles}
        for position, user in enumerate(written.people):
            may = allowed.get(user.lower())
            for role in written.roles:
                if may and role not in may and role in self._roles:
                    words = {"user": user, "role": role, "roles": listed(may)}
                    self._report.add((*place, "people", position), t.NOT_FOR_ROLE, **words)

    def _levels(self) -> tuple[tuple[str, ...], ...]:
        for place, level in enumerate(self._shape.levels):
            if not level:
                self._report.add(("levels", place), t.EMPTY_LEVEL)
            self._want_each_once(level, ("levels", place))
        return tuple(map(tuple, self._shape.levels))

    def _want_each_once(
        self, names: Sequence[str], place: Place, text: Text = t.TWICE_HERE, mark: str = "name", key: Place = ()
    ) -> None:
        """``key``: where a name stands in its part of the list."""
        seen: set[str] = set()
        for position, name in enumerate(names):
            if name.lower() in seen:
                self._report.add((*place, position, *key), text, **{mark: name})
            seen.add(name.lower())


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
