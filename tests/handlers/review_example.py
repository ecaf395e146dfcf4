"""Two crises that never were, told in events: a public one in Chinese and an outage in English.

Companies, people, posts and figures are made up. The state follows from the events by ``evolve``, as at the desk.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from crisis import events as e
from crisis.alert import Alert, Mention
from crisis.evolve import evolve
from crisis.evolve.incident import begin
from crisis.incident import Incident, MessageRef, OfferState, Target, Who
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.people import Person, Roster, roster_of
from crisis.ports import LedgerHead
from crisis.review.facts import Review
from crisis.review.retrospective import review
from crisis.severity import Severity
from crisis.stages import Move, Stage
from crisis.words import REMOVED

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)


@dataclass
class Story:
    """Entries and the state that follows from them; ``day`` is midnight of the first day in ``zone``."""

    number: int
    day: datetime
    opened: e.IncidentOpened
    opened_at: str
    opened_by: Who = None
    drill: bool = False
    entries: list[e.Entry] = field(default_factory=list)
    state: Incident | None = None

    def __post_init__(self) -> None:
        self.state = begin(self.number, self.opened, self.at(self.opened_at), self.opened_by)
        self._record(self.at(self.opened_at), self.opened_by, self.opened)

    def at(self, clock: str) -> datetime:
        """``21:05:30`` of the first day in the story's zone, in UTC; hours go on beyond 24."""
        hours, minutes, *seconds = (int(part) for part in clock.split(":"))
        return (self.day + timedelta(hours=hours, minutes=minutes, seconds=sum(seconds))).astimezone(UTC)

    def tell(self, clock: str, by: Who, *events: e.Event) -> None:
        at = self.at(clock)
        for event in events:
            assert self.state is not None
            self.state = evolve(self.state, event, at, by)
            if event.recorded:
                self._record(at, by, event)

    def _record(self, at: datetime, by: Who, event: e.Event) -> None:
        seq = len(self.entries) + 1
        before = self.entries[-1].hash if self.entries else ""
        link = hashlib.sha256(f"{before}{seq}{at}{event}".encode()).hexdigest()
        self.entries.append(e.Entry(self.number, seq, at, by, event, link))

    def review(self, now: str, roster: Roster | None = None, policy: Policy | None = None) -> Review:
        assert self.state is not None
        head = LedgerHead(len(self.entries), self.entries[-1].hash)
        return review(self.state, tuple(self.entries), policy or Policy(), roster or Roster(), head, self.at(now))


def team(names: dict[str, str]) -> Roster:
    return roster_of((), tuple(Person(id, name, in_updates_channel=True) for id, name in names.items()))


# ------------------------------------------------------------------------------------------------- 纸鹤汽水, public

PAPER_CRANE = {
    "U01": "陆一舟",
    "U02": "沈二桥",
    "U03": "韩三水",
    "U04": "吴四海",
    "U05": "郑五味",
    "U06": "冯六合",
    "U07": "何七夕",
}
LU, SHEN, HAN, WU, ZHENG, FENG, HE = PAPER_CRANE


def paper_crane_story() -> Story:
    """纸鹤汽水: a video shows something in a bottle; SEV2, later SEV1; two late targets, a role that nobody took."""
    day = datetime(2026, 5, 6, tzinfo=SHANGHAI)
    first_seen = datetime(2026, 5, 6, 20, 31, 10, tzinfo=SHANGHAI).astimezone(UTC)
    mentions = (
        Mention(
            "weibo",
            "汽水测评小分队",
            "刚买的纸鹤青柠汽水，瓶底有一团白色絮状物，视频为证。已经联系客服，四十分钟没人理。",
            486000,
            "https://weibo.example/7001",
            "7001",
            first_seen - timedelta(minutes=46),
            1290,
            874,
            5310,
        ),
        Mention(
            "xiaohongshu",
            "今天也要补水",
            "我家那瓶也有！批号一样是 0412-B，有没有人知道是什么？",
            3200,
            "https://notes.example/88",
            "88",
            first_seen - timedelta(minutes=21),
            0,
            156,
            402,
        ),
        Mention(
            "weibo", "江边骑手老周", "便利店还在卖同一批，店员说没接到通知。", 910, "", "7044", first_seen, 12, 31, 77
        ),
    )
    alert = Alert(
        "舆情监测",
        "纸鹤青柠汽水疑似有异物，视频传播加速",
        first_seen,
        key="crane-lime-0412",
        text="近 30 分钟相关帖文 214 条，负面占 83%，首发为微博视频。",
        severity_hint=Severity.SEV2,
        started_at=first_seen - timedelta(minutes=46),
        labels=(("product", "青柠汽水 500ml"), ("batch", "0412-B")),
        url="https://monitor.example/a/5521?range=30m",
        mentions=mentions,
    )
    opened = e.IncidentOpened(
        title="青柠汽水疑似异物视频",
        severity=Severity.SEV2,
        kind="product",
        key="k7q2",
        channel_name="inc-0506-青柠汽水-疑似-异物-k7q2",
        channel_name_ascii="inc-0506-qing-ning-k7q2",
        update_every=timedelta(minutes=30),
        invited=tuple(PAPER_CRANE),
        started_at=alert.started_at,
        text=alert.text,
        alert=alert,
    )
    story = Story(12, day, opened, "20:31:11")
    _crane_first_hour(story)
    _crane_night(story)
    _crane_next_day(story)
    return story


def _offer(story: Story, clock: str, number: int, role: str, person: str, wait: int = 5, by: Who = None) -> None:
    expires = story.at(clock) + timedelta(minutes=wait)
    story.tell(clock, by, e.RoleOffered(number, role, person, expires, hands_over=by is not None))


def _crane_first_hour(story: Story) -> None:
    story.tell("20:31:12", None, e.ChannelOpened("C12", "inc-0506-青柠汽水-疑似-异物-k7q2"))
    for number, (role, person) in enumerate(
        (("lead", LU), ("spokesperson", SHEN), ("writer", WU), ("monitor", ZHENG), ("scribe", FENG)), start=1
    ):
        _offer(story, "20:31:12", number, role, person)
    story.tell("20:32:20", LU, e.TargetReached(Target.ACKNOWLEDGED), e.RoleTaken("lead", LU, 1))
    story.tell("20:32:41", ZHENG, e.RoleTaken("monitor", ZHENG, 4))
    story.tell("20:33:05", WU, e.RoleTaken("writer", WU, 3))
    story.tell("20:34:30", FENG, e.RoleTaken("scribe", FENG, 5))
    story.tell("20:36:10", None, e.TargetMissed(Target.FIRST_ANSWER, story.at("20:36:10")))
    story.tell("20:36:12", None, e.OfferEnded(2, "spokesperson", SHEN, OfferState.EXPIRED))
    _offer(story, "20:36:12", 6, "spokesperson", HAN)
    story.tell("20:38:02", HAN, e.RoleTaken("spokesperson", HAN, 6))
    story.tell("20:39:15", LU, e.StageChanged(Stage.TRIAGE, Stage.RESPONDING, Move.FORWARD))
    for _ in range(7):
        story.tell("20:40:00", None, e.AlertRepeated())
    story.tell(
        "20:41:30",
        ZHENG,
        e.NoteAdded(
            "首发视频播放 61 万，转发 1,290；第二个高峰来自本地生活号。",
            said_at=story.at("20:40:48"),
            said_by=ZHENG,
            message=MessageRef("C12", "1778071248.000100"),
        ),
    )
    story.tell(
        "20:43:00",
        HAN,
        e.TargetReached(Target.FIRST_ANSWER, "https://weibo.example/7001#reply-1", timedelta(minutes=6, seconds=50)),
    )
    story.tell(
        "20:47:20",
        LU,
        e.DecisionLogged(
            1,
            "同批次（0412-B）全渠道先下架，查清之前不恢复销售。",
            "异物是否有害还不知道，但顾客还能买到；下架的损失我们算得清，再出一例我们算不清。",
            ("只下架涉事门店", "全渠道下架同批次", "等检测结果再定"),
            approved_by=SHEN,
            evidence="批号照片 3 张、华东仓出库记录；涉及 2,316 箱。",
        ),
    )
    story.tell(
        "20:50:00",
        LU,
        e.UpdatePosted(
            1,
            "首发视频播放 61 万，三位顾客称买到同批次异物；批号 0412-B，已确认出库 2,316 箱。",
            story.at("21:20:00"),
            "全渠道下架同批次；质检取留样；客服逐条回应。",
            "需要法务今晚到岗审声明。",
        ),
    )
    story.tell("20:52:00", LU, e.SeverityChanged(Severity.SEV2, Severity.SEV1, "本地晚间新闻要报，播放半小时翻倍"))
    story.tell("20:52:00", None, e.RhythmFollowed(timedelta(minutes=15), story.at("21:07:00")))
    _offer(story, "20:52:01", 7, "legal", HE, 2)
    _offer(story, "20:52:01", 8, "care", SHEN, 2)
    story.tell("20:53:10", SHEN, e.RoleTaken("care", SHEN, 8))
    story.tell("20:54:01", None, e.OfferEnded(7, "legal", HE, OfferState.EXPIRED), e.RoleUnfilled("legal"))


def _crane_night(story: Story) -> None:
    story.tell(
        "20:58:40",
        LU,
        e.DecisionLogged(
            2,
            "检测结果出来之前，对外不谈原因。",
            "现在说什么都是猜。",
            ("先说可能是果胶析出", "不谈原因，只说在做什么"),
        ),
    )
    story.tell("21:01:10", None, e.TargetMissed(Target.FIRST_STATEMENT, story.at("21:01:10")))
    story.tell("21:07:00", None, e.UpdateReminded(story.at("21:07:00"), story.at("21:22:00")))
    story.tell("21:09:10", FENG, e.NoteAdded(REMOVED))
    story.tell(
        "21:12:00",
        LU,
        e.UpdatePosted(
            2, "声明定稿中，法务无人到岗，改由外聘律师电话审核。", story.at("21:27:00"), late_by=timedelta(minutes=5)
        ),
    )
    story.tell(
        "21:19:30",
        HAN,
        e.TargetReached(
            Target.FIRST_STATEMENT,
            "官方微博：我们看到了，同批次已下架，检测今晚送出，结果出来立刻告诉大家。",
            timedelta(minutes=18, seconds=20),
        ),
    )
    story.tell("21:25:00", LU, e.UpdatePosted(3, "声明 21:19 已发布，评论区情绪缓和。", story.at("21:40:00")))
    story.tell("21:38:00", LU, e.ReminderSnoozed(story.at("21:55:00")))
    story.tell(
        "21:50:00",
        HAN,
        e.UpdatePosted(4, "两家媒体来电，统一由发言人答复；暂无新增个案。", story.at("22:05:00"), "整理问答口径。"),
    )
    story.tell("22:04:00", LU, e.UpdatePosted(5, "送检样品已签收，预计次日上午出结果。", story.at("22:19:00")))
    story.tell("22:10:00", LU, e.StageChanged(Stage.RESPONDING, Stage.CONTAINED, Move.FORWARD))
    story.tell("22:19:00", None, e.UpdateReminded(story.at("22:19:00"), story.at("22:34:00")))
    story.tell("22:34:00", None, e.UpdateReminded(story.at("22:34:00"), story.at("22:49:00"), timedelta(seconds=95)))
    story.tell(
        "22:41:00",
        LU,
        e.StageChanged(Stage.CONTAINED, Stage.RESPONDING, Move.BACK, "又有一条视频，说我们私下让顾客删帖"),
    )
    story.tell(
        "22:44:00",
        LU,
        e.UpdatePosted(
            6,
            "新视频称客服要求删帖。录音已调取：是外包坐席自作主张，属实。",
            story.at("22:59:00"),
            "负责人已致电当事顾客道歉。",
            late_by=timedelta(minutes=25),
        ),
    )
    story.tell(
        "22:52:30",
        HAN,
        e.DecisionLogged(
            3,
            "公开承认客服要求删帖，公开道歉，并公布已核实的事实。",
            "录音属实，瞒不住也不该瞒；不谈原因的口径让人以为我们在躲。",
            ("只私下道歉", "公开道歉但不提录音", "公开道歉并说明事实"),
            approved_by=LU,
            evidence="客服录音 22:31 调取，编号 A-118。",
            replaces=2,
        ),
    )
    story.tell("22:58:00", LU, e.UpdatePosted(7, "道歉已发布，当事顾客转发。", story.at("23:13:00")))
    story.tell("23:10:00", LU, e.RhythmSet(timedelta(minutes=60), story.at("24:10:00")))
    _offer(story, "23:12:00", 9, "lead", HAN, 15, by=LU)
    story.tell("23:14:20", HAN, e.RoleTaken("lead", HAN, 9, before=LU))
    story.tell("23:55:00", HAN, e.StageChanged(Stage.RESPONDING, Stage.CONTAINED, Move.FORWARD))
    story.tell("24:05:00", HAN, e.UpdatePosted(8, "热度回落，夜间由监测值守。", story.at("25:05:00")))


def _crane_next_day(story: Story) -> None:
    story.tell("24:06:00", HAN, e.RemindersStopped("夜间无新进展，早八点恢复通报"))
    story.tell("32:00:00", HAN, e.RhythmSet(timedelta(minutes=60), story.at("33:00:00")))
    story.tell(
        "32:55:00",
        HAN,
        e.UpdatePosted(
            9,
            "检测结果：白色絮状物为果胶析出，无害，但不符合我们自己的外观标准。",
            story.at("33:55:00"),
            "发布检测报告与退换办法。",
            "需要生产部给出工艺整改日期。",
        ),
    )
    story.tell(
        "33:05:00",
        HAN,
        e.DecisionLogged(
            4,
            "不论是否无害，同批次一律可退，并邀请三位顾客来厂参观。",
            "无害不等于满意；请他们来看，比我们自己说管用。",
            revisit_at=story.at("57:00:00"),
        ),
    )
    story.tell("34:30:00", HAN, e.AlertEnded("舆情监测"))
    story.tell("34:30:20", HAN, e.StageChanged(Stage.CONTAINED, Stage.RESOLVED, Move.FORWARD))
    story.tell(
        "35:00:00", HAN, e.StageChanged(Stage.RESOLVED, Stage.CLOSED, Move.FORWARD, "检测报告已发布，退换渠道已开通")
    )
    story.tell("35:02:00", FENG, e.ReviewExported("html"))


def paper_crane() -> Review:
    return paper_crane_story().review("35:02:00", team(PAPER_CRANE))


# ------------------------------------------------------------------------------------------- Paper Lantern, outage

PAPER_LANTERN = {"U11": "Ada Example", "U12": "Ben Sample", "U13": "Cleo Specimen", "U14": "Dan Placeholder"}
ADA, BEN, CLEO, DAN = PAPER_LANTERN


def paper_lantern_story() -> Story:
    """Paper Lantern Deliveries: checkout answers with errors for an hour and a quarter; everything on time but one."""
    day = datetime(2026, 3, 3, tzinfo=LONDON)
    first_seen = datetime(2026, 3, 3, 12, 4, 9, tzinfo=UTC)
    alert = Alert(
        "alertmanager",
        "CheckoutErrorRate above 20 %",
        first_seen,
        key="checkout-errors",
        text="5xx on checkout-api at 31 % over five minutes",
        severity_hint=Severity.SEV2,
        started_at=first_seen - timedelta(minutes=4),
        labels=(("service", "checkout-api"), ("cluster", "north")),
        url="https://grafana.example/d/checkout",
    )
    opened = e.IncidentOpened(
        title="Customers cannot check out",
        severity=Severity.SEV2,
        kind="outage",
        key="m3p9",
        channel_name="inc-0303-customers-cannot-check-out-m3p9",
        channel_name_ascii="inc-0303-customers-cannot-check-out-m3p9",
        update_every=timedelta(minutes=30),
        invited=tuple(PAPER_LANTERN),
        started_at=alert.started_at,
        text=alert.text,
        alert=alert,
    )
    story = Story(7, day, opened, "12:04:09")
    _lantern_finds(story)
    _lantern_mends(story)
    return story


def _lantern_finds(story: Story) -> None:
    story.tell("12:04:10", None, e.ChannelOpened("C7", "inc-0303-customers-cannot-check-out-m3p9"))
    _offer(story, "12:04:10", 1, "lead", ADA)
    _offer(story, "12:04:10", 2, "monitor", BEN)
    _offer(story, "12:04:10", 3, "scribe", CLEO)
    story.tell("12:05:31", ADA, e.TargetReached(Target.ACKNOWLEDGED), e.RoleTaken("lead", ADA, 1))
    story.tell("12:05:40", CLEO, e.OfferEnded(3, "scribe", CLEO, OfferState.DECLINED))
    _offer(story, "12:05:40", 4, "scribe", DAN)
    story.tell("12:06:15", BEN, e.RoleTaken("monitor", BEN, 2))
    story.tell("12:07:02", DAN, e.RoleTaken("scribe", DAN, 4))
    story.tell("12:08:00", ADA, e.StageChanged(Stage.TRIAGE, Stage.RESPONDING, Move.FORWARD))
    for _ in range(3):
        story.tell("12:09:00", None, e.AlertRepeated())
    story.tell(
        "12:12:40", BEN, e.NoteAdded("Errors began with release 2026.03.03-2; the connection pool is exhausted.")
    )
    story.tell(
        "12:15:20",
        ADA,
        e.DecisionLogged(
            1,
            "Roll checkout-api back to 2026.03.03-1 now.",
            "The pool fills within two minutes of every restart. A fix forward needs a review we have no time for.",
            ("Roll back", "Raise the pool size and restart", "Fix forward"),
            approved_by=CLEO,
            evidence="Pool graph 11:50 to 12:10; the release notes of 2026.03.03-2.",
        ),
    )
    story.tell(
        "12:21:00",
        ADA,
        e.UpdatePosted(
            1,
            "About one in three checkouts fails since 12:00. The 11:58 release is the likely cause.",
            story.at("12:51:00"),
            "Rolling back; ten minutes.",
            "Support: please use the prepared answer, and no promises about refunds yet.",
        ),
    )


def _lantern_mends(story: Story) -> None:
    story.tell("12:33:10", BEN, e.NoteAdded("Roll-back done on all pods. Error rate 4 % and falling."))
    story.tell("12:36:00", ADA, e.StageChanged(Stage.RESPONDING, Stage.CONTAINED, Move.FORWARD))
    story.tell("12:51:00", None, e.UpdateReminded(story.at("12:51:00"), story.at("13:21:00")))
    story.tell(
        "12:57:30",
        ADA,
        e.UpdatePosted(
            2,
            "Checkout works again; error rate at its usual 0.2 % since 12:41.",
            story.at("13:27:30"),
            "Counting the orders that were charged and not placed.",
            late_by=timedelta(minutes=6, seconds=30),
        ),
    )
    story.tell(
        "12:59:00",
        ADA,
        e.DecisionLogged(
            2,
            "Refund every charged order that was not placed, without asking customers to write in.",
            "412 orders; the sum is known and small against one day of distrust.",
            revisit_at=story.at("33:00:00"),
        ),
    )
    story.tell(
        "13:02:10",
        ADA,
        e.TargetReached(
            Target.FIRST_STATEMENT, "Status page: what failed, since when, and that refunds come by themselves."
        ),
    )
    story.tell("13:12:00", None, e.AlertEnded("alertmanager"))
    story.tell("13:17:40", ADA, e.StageChanged(Stage.CONTAINED, Stage.RESOLVED, Move.FORWARD))
    story.tell("13:19:00", ADA, e.UpdatePosted(3, "Resolved. 412 refunds are on their way.", None))
    story.tell("13:25:00", ADA, e.StageChanged(Stage.RESOLVED, Stage.CLOSED, Move.FORWARD))
    story.tell("13:25:30", DAN, e.ReviewExported("md"))


def paper_lantern() -> Review:
    return paper_lantern_story().review("13:25:30", team(PAPER_LANTERN))


NAMES = {**PAPER_CRANE, **PAPER_LANTERN}
EXAMPLES = (
    (paper_crane, Language.CHINESE, SHANGHAI),
    (paper_lantern, Language.ENGLISH, LONDON),
)
