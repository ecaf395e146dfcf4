"""What a team may set: targets and cadences per severity, the role catalogue, the team, names and emoji.

Answers for: sensible values without a policy file (``DEFAULT_RULES`` and those below). May not: read files; ``bot``
does. All durations are ``timedelta``; None means that there is no such target.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from crisis.alert import Alert
from crisis.incident.spread import SpreadRules
from crisis.language import Language, Text
from crisis.policy.apart import BY_DEFAULT, Apart
from crisis.policy.listening import ListenedChannel
from crisis.policy.paging import PagingRules
from crisis.policy.people import NO_CREW, Crew, TeamMember
from crisis.policy.plans import Plan, WorkRules
from crisis.policy.quiet import QuietHours
from crisis.policy.reach import Readers
from crisis.policy.rights import DEFAULT_RIGHTS, Rights
from crisis.policy.routes import Route
from crisis.policy.severity_words import OwnWords
from crisis.policy.watch import WatchEntry
from crisis.severity import Severity
from crisis.stages import Stage
from crisis.values import replace


@dataclass(frozen=True, slots=True)
class SeverityRules:
    """What holds for the incidents of one severity."""

    opens_by_itself: bool
    acknowledge_within: timedelta
    first_answer_within: timedelta
    first_statement_within: timedelta | None
    update_every: timedelta
    offer_waits: timedelta
    roles: tuple[str, ...]
    room_within: timedelta | None = None
    update_every_in: tuple[tuple[Stage, timedelta], ...] = ()  # where a stage has its own
    warn_before: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the catalogue; the instructions go to its holder alone."""

    key: str
    name: Text
    instructions: Text
    words: tuple[str, ...] = ()


def _minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


DEFAULT_RULES: Mapping[Severity, SeverityRules] = MappingProxyType(
    {
        Severity.SEV1: SeverityRules(
            opens_by_itself=True,
            acknowledge_within=_minutes(1),
            first_answer_within=_minutes(5),
            first_statement_within=_minutes(30),
            update_every=_minutes(15),
            offer_waits=_minutes(2),
            roles=("lead", "spokesperson", "writer", "monitor", "care", "legal", "expert", "scribe"),
            room_within=_minutes(1),
            warn_before=_minutes(5),
        ),
        Severity.SEV2: SeverityRules(
            opens_by_itself=True,
            acknowledge_within=_minutes(5),
            first_answer_within=_minutes(5),
            first_statement_within=_minutes(60),
            update_every=_minutes(30),
            offer_waits=_minutes(5),
            roles=("lead", "spokesperson", "writer", "monitor", "scribe"),
            room_within=_minutes(1),
            warn_before=_minutes(5),
        ),
        Severity.SEV3: SeverityRules(
            opens_by_itself=True,
            acknowledge_within=_minutes(15),
            first_answer_within=_minutes(30),
            first_statement_within=None,
            update_every=_minutes(120),
            offer_waits=_minutes(15),
            roles=("lead", "monitor"),
            warn_before=_minutes(15),
        ),
        Severity.SEV4: SeverityRules(
            opens_by_itself=False,
            acknowledge_within=_minutes(60),
            first_answer_within=_minutes(240),
            first_statement_within=None,
            update_every=timedelta(days=1),
            offer_waits=_minutes(60),
            roles=("lead",),
            warn_before=_minutes(60),
        ),
    }
)

DEFAULT_ROLES = (
    Role(
        "lead",
        Text("lead", "总指挥"),
        Text(
            "You run this incident. Confirm the severity, see that every role has a person, decide, and say why: "
            "`/incident decide`. You do not write and you do not repair; you keep the whole in view. Each status "
            "update goes out on time, in your name.",
            "您负责整件事。先核定级别，确认每个角色都有人，然后拍板，并写明理由：`/incident 决策`。"
            "不亲自写稿，也不亲自抢修，始终盯住全局；进展通报按时以您的名义发出。",
        ),
        ("lead", "总指挥", "指挥", "commander", "ic"),
    ),
    Role(
        "spokesperson",
        Text("spokesperson", "发言人"),
        Text(
            "You are the only voice to the outside. Say nothing before the facts are checked; say it soon, in plain "
            "words, to the people affected first. Send every journalist's question to this channel.",
            "您是唯一的对外口径。事实核实之前不表态；核实之后尽快用平实的话说，先对受影响的人说。记者的提问一律转到本频道。",
        ),
        ("spokesperson", "发言人", "pr"),
    ),
    Role(
        "writer",
        Text("writer", "文案"),
        Text(
            "You write what goes out. Begin a first short text now: what we know, what we do, when we speak next. "
            "Whoever writes does not approve.",
            "您负责起草对外文字。现在就写一版简短的：我们知道什么、正在做什么、下次何时答复。起草的人不审批。",
        ),
        ("writer", "文案", "copywriter"),
    ),
    Role(
        "monitor",
        Text("monitor", "舆情监测"),
        Text(
            "You are the eyes. Find the first post, the biggest account and the speed; report figures with times and "
            "links. Say at once when the story changes direction.",
            "您是大家的眼睛。找到首发、影响最大的账号和传播速度，报数字时带上时间和链接；风向一变，马上说。",
        ),
        ("monitor", "舆情监测", "监测", "舆情"),
    ),
    Role(
        "care",
        Text("care", "客服"),
        Text(
            "You answer the people who wrote to us, one by one, within the clock. Never argue, never ask for a "
            "deletion. A complaint made in public gets its ending in public.",
            "您负责逐条回应找我们的人，赶在时限之内。不争辩，不要求删帖；公开的投诉，要公开地收尾。",
        ),
        ("care", "客服", "service"),
    ),
    Role(
        "legal",
        Text("legal", "法务"),
        Text(
            "You check what we say and do against law and contracts, and say quickly what must not be said. "
            "Keep the evidence.",
            "您审核我们的言行是否合法合规、有无违约，尽快指出哪些话不能说；保全证据。",
        ),
        ("legal", "法务"),
    ),
    Role(
        "expert",
        Text("expert", "业务专家"),
        Text(
            "You find out what really happened. Separate what is known from what is thought, each with its source. "
            "Explain it so that a customer understands it.",
            "您负责查清到底发生了什么。把已确认的和推测的分开，各附来源；用顾客听得懂的话讲清楚。",
        ),
        ("expert", "业务专家", "专家"),
    ),
    Role(
        "scribe",
        Text("scribe", "记录"),
        Text(
            "You keep the record: decisions with their reasons (`/incident decide`), what was seen and when "
            "(`/incident note`, or put 📌 on a message). The review is made of what you write down.",
            "您负责留痕：每个决策及其理由（`/incident 决策`），何时看到了什么（`/incident 记录`，或给消息加 📌）。"
            "复盘就靠这些记录。",
        ),
        ("scribe", "记录", "记录员"),
    ),
)

DEFAULT_KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "product": Text("product safety", "产品安全"),
        "service": Text("service", "服务"),
        "outage": Text("outage", "系统故障"),
        "data": Text("data", "数据安全"),
        "people": Text("people", "人员"),
        "rumour": Text("rumour", "谣言"),
        "legal": Text("legal", "法律"),
        "other": Text("other", "其他"),
    }
)


def _words_of(role: Role) -> tuple[str, ...]:
    return (role.key, role.name.en, role.name.zh, *role.words)


@dataclass(frozen=True, slots=True)
class Emoji:
    """The reactions that put a message on the timeline (Slack's names, without colons)."""

    note: tuple[str, ...] = ("pushpin", "round_pushpin")
    decision: tuple[str, ...] = ("scales",)
    task: tuple[str, ...] = ("jigsaw",)


@dataclass(frozen=True, slots=True)
class StormRules:
    """How many rooms may open by themselves within an hour; None: one for each cause, however many there are. ``but``:
    severities that open all the same."""

    rooms_per_hour: int | None = None
    but: frozenset[Severity] = frozenset()


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that a team may set, with values that make sense when it sets nothing."""

    severities: Mapping[Severity, SeverityRules] = field(default_factory=lambda: DEFAULT_RULES)
    roles: tuple[Role, ...] = DEFAULT_ROLES
    kinds: Mapping[str, Text] = field(default_factory=lambda: DEFAULT_KINDS)
    plans: Mapping[str, Plan] = field(default_factory=dict)  # by kind
    work: WorkRules = field(default_factory=WorkRules)
    team: tuple[TeamMember, ...] = ()
    crew: Crew = NO_CREW
    apart: Apart = BY_DEFAULT
    emoji: Emoji = Emoji()
    channel_name: str = "inc-{date}-{words}-{key}"
    flare_up_within: timedelta = timedelta(hours=24)
    storm: StormRules = StormRules()
    quiet_hours: QuietHours | None = None
    rights: Rights = field(default_factory=lambda: DEFAULT_RIGHTS)
    private_kinds: tuple[str, ...] = ()  # incidents of these kinds are private, whoever opens them
    pages: PagingRules = field(default_factory=PagingRules)
    readers: Readers = field(default_factory=Readers)
    spread: SpreadRules = field(default_factory=SpreadRules)
    watch: tuple[WatchEntry, ...] = ()
    severity_words: tuple[OwnWords, ...] = ()
    routes: tuple[Route, ...] = ()  # the first that fits an alert holds
    listen: tuple[ListenedChannel, ...] = ()
    language: Language = Language.ENGLISH
    timezone: str = "UTC"
    command: str = "/incident"

    def rules(self, severity: Severity) -> SeverityRules:
        return self.severities[severity]

    def opens_by_itself(self, alert: Alert) -> bool:
        """Whether this alert opens an incident without anybody being asked."""
        said = alert.handling.opens if alert.handling else None
        return self.rules(alert.severity).opens_by_itself if said is None else said

    def rules_for(self, severity: Severity, kind: str) -> SeverityRules:
        """What holds for a severity, with the roles and targets that the kind's response plan puts over it."""
        rules, plan = self.severities[severity], self.plans.get(kind)
        if plan is None:
            return rules
        return replace(rules, roles=tuple(dict.fromkeys((*rules.roles, *plan.roles))), **plan.targets)

    def kind_named(self, word: str) -> str | None:
        """The key of the kind that a Chinese or English word names, or None. Case does not count."""
        wanted = " ".join(word.lower().split())
        named = ((key, (key, name.en.lower(), name.zh.lower())) for key, name in self.kinds.items())
        return next((key for key, words in named if wanted in words), None)

    def role(self, key: str) -> Role | None:
        """The role of the catalogue with this key, or None."""
        return next((role for role in self.roles if role.key == key), None)

    def role_named(self, word: str) -> Role | None:
        """The role that a Chinese or English word names, or None. Case does not count."""
        wanted = word.strip().lower()
        return next((role for role in self.roles if wanted in map(str.lower, _words_of(role))), None)
