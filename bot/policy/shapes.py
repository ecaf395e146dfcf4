"""The shape of the policy file: what may be written, strictly, with a description of each key in both languages.

Answers for: which keys there are. May not: read files, or know what other values say
(``file`` puts the whole together).
"""

from typing import Annotated

from pydantic import Field

from bot.policy import clock_texts as clock_t
from bot.policy import pages_texts, plans_texts, readers_texts, rights_texts, spread_texts
from bot.policy import texts as t
from bot.policy.apart_texts import ABOUT_APART
from bot.policy.clock import QuietHoursShape, StagesShape
from bot.policy.listen import ListenShape
from bot.policy.listen_texts import ABOUT_LISTEN
from bot.policy.pages import PagesShape
from bot.policy.plans import PlanShape, WorkShape
from bot.policy.readers import ExecutiveShape, SubscriberShape
from bot.policy.rights import RightsShape
from bot.policy.routes import RouteShape
from bot.policy.routes_texts import ABOUT_ROUTES
from bot.policy.spread import SpreadShape
from bot.policy.team import TeamShape
from bot.policy.tiers import SeverityWordsShape
from bot.policy.tiers_texts import ABOUT_SEVERITY_WORDS
from bot.policy.values import (
    ChannelName,
    Duration,
    EmojiName,
    Name,
    NoDuration,
    PlainName,
    RoleKey,
    Rooms,
    SeverityName,
    Shape,
    Words,
    described,
)
from bot.policy.watch_list import WatchShape
from bot.policy.watch_list_texts import ABOUT_WATCH


class RoleShape(Shape):
    """One role of the catalogue: of an existing one, what is not written stays as it is."""

    key: Annotated[RoleKey, described(t.ABOUT_ROLE_KEY)]
    name: Annotated[Name | None, described(t.ABOUT_ROLE_NAME)] = None
    instructions: Annotated[Words | None, described(t.ABOUT_INSTRUCTIONS)] = None
    words: Annotated[list[PlainName] | None, described(t.ABOUT_WORDS)] = None


class SeverityShape(Shape):
    """What holds for one severity: what is not written stays as it is by default."""

    opens_by_itself: Annotated[bool | None, described(t.ABOUT_OPENS)] = None
    acknowledge_within: Annotated[Duration | None, described(t.ABOUT_ACKNOWLEDGE)] = None
    first_answer_within: Annotated[Duration | None, described(t.ABOUT_ANSWER)] = None
    first_statement_within: Annotated[NoDuration, described(t.ABOUT_STATEMENT)] = None
    update_every: Annotated[Duration | None, described(t.ABOUT_UPDATE)] = None
    offer_waits: Annotated[Duration | None, described(t.ABOUT_OFFER)] = None
    roles: Annotated[list[RoleKey] | None, described(t.ABOUT_SEVERITY_ROLES)] = None
    room_within: Annotated[NoDuration, described(clock_t.ABOUT_ROOM_WITHIN)] = None
    update_every_in: Annotated[StagesShape | None, described(clock_t.ABOUT_UPDATE_IN)] = None
    warn_before: Annotated[NoDuration, described(clock_t.ABOUT_WARN)] = None


class SeveritiesShape(Shape):
    """The four severities."""

    SEV1: Annotated[SeverityShape, described(t.ABOUT_SEV1)] = SeverityShape()
    SEV2: Annotated[SeverityShape, described(t.ABOUT_SEV2)] = SeverityShape()
    SEV3: Annotated[SeverityShape, described(t.ABOUT_SEV3)] = SeverityShape()
    SEV4: Annotated[SeverityShape, described(t.ABOUT_SEV4)] = SeverityShape()


class EmojiShape(Shape):
    """The reactions that put a message on the timeline."""

    note: Annotated[list[EmojiName] | None, described(t.ABOUT_EMOJI_NOTE)] = None
    decision: Annotated[list[EmojiName] | None, described(t.ABOUT_EMOJI_DECISION)] = None
    task: Annotated[list[EmojiName] | None, described(t.ABOUT_EMOJI_TASK)] = None


class StormShape(Shape):
    """More alerts than rooms. ``except`` is the file's word for ``but``."""

    rooms_per_hour: Annotated[Rooms, described(t.ABOUT_ROOMS)]
    but: Annotated[list[SeverityName], described(t.ABOUT_EXCEPT)] = Field(default_factory=list, alias="except")


class PolicyShape(TeamShape):
    """The whole file."""

    severities: Annotated[SeveritiesShape, described(t.ABOUT_SEVERITIES)] = SeveritiesShape()
    roles: Annotated[list[RoleShape], described(t.ABOUT_ROLES)] = Field(default_factory=list)
    kinds: Annotated[dict[RoleKey, Name], described(t.ABOUT_KINDS)] = Field(default_factory=dict)
    plans: Annotated[dict[RoleKey, PlanShape], described(plans_texts.ABOUT_PLANS)] = Field(default_factory=dict)
    tasks: Annotated[WorkShape | None, described(plans_texts.ABOUT_WORK)] = None
    emoji: Annotated[EmojiShape, described(t.ABOUT_EMOJI)] = EmojiShape()
    channel_name: Annotated[ChannelName | None, described(t.ABOUT_CHANNEL_NAME)] = None
    flare_up_within: Annotated[Duration | None, described(t.ABOUT_FLARE_UP)] = None
    apart: Annotated[list[list[RoleKey]] | None, described(ABOUT_APART)] = None
    storm: Annotated[StormShape | None, described(t.ABOUT_STORM)] = None
    quiet_hours: Annotated[QuietHoursShape | None, described(clock_t.ABOUT_QUIET)] = None
    rights: Annotated[RightsShape, described(rights_texts.ABOUT_RIGHTS)] = RightsShape()
    private_kinds: Annotated[list[RoleKey], described(rights_texts.ABOUT_PRIVATE_KINDS)] = Field(default_factory=list)
    pages: Annotated[PagesShape | None, described(pages_texts.ABOUT_PAGES)] = None
    subscribers: Annotated[list[SubscriberShape], described(readers_texts.ABOUT_SUBSCRIBERS)] = Field(
        default_factory=list
    )
    executives: Annotated[list[ExecutiveShape], described(readers_texts.ABOUT_EXECUTIVES)] = Field(default_factory=list)
    watch: Annotated[list[WatchShape], described(ABOUT_WATCH)] = Field(default_factory=list)
    severity_words: Annotated[list[SeverityWordsShape], described(ABOUT_SEVERITY_WORDS)] = Field(default_factory=list)
    routes: Annotated[list[RouteShape], described(ABOUT_ROUTES)] = Field(default_factory=list)
    spread: Annotated[SpreadShape | None, described(spread_texts.ABOUT_SPREAD)] = None
    listen: Annotated[list[ListenShape], described(ABOUT_LISTEN)] = Field(default_factory=list)
