"""Two crises to be photographed: who says what when, in English and in Chinese.

Answers for: one scene per language, played on a playground up to a moment. May not: know the page.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.demo.playground import Playground
from crisis.language import Language
from crisis.policy.people import TeamMember
from workspace import default_cast
from workspace.people.answers import Clicks

ACCEPT = "^offer.accept"
MAIL = {character.name: character.email for character in default_cast()}


@dataclass(frozen=True, slots=True)
class Scene:
    """``team``: who takes which role, and after how many seconds they say yes; ``said``: minute, person, words. The
    first ``asked`` of the team is photographed with the offer. ``title`` and ``known`` stand in the opening form."""

    language: Language
    timezone: str
    begin: datetime
    team: tuple[tuple[str, str, int], ...]
    asked: str
    opener: str
    title: str
    known: str
    alert: dict[str, Any]
    said: tuple[tuple[float, str, str], ...]

    @property
    def members(self) -> tuple[TeamMember, ...]:
        """The team as the policy names it."""
        return tuple(TeamMember(MAIL[who], (role,)) for who, role, _ in self.team)


@dataclass(slots=True)
class Stage:
    """A scene on its way; ``played``: how many of the sayings are said."""

    scene: Scene
    ground: Playground
    played: int = 0

    async def alarm(self) -> None:
        """The alert comes in; everybody is asked, nobody has answered."""
        for who, _, seconds in self.scene.team:
            person = self.ground.workspace.person(who)
            self.ground.workspace.answers.give(person.id, Clicks(ACCEPT, seconds), f"{seconds} s")
        status, _ = await self.ground.alert({**self.scene.alert, "started_at": self.ground.clock().isoformat()})
        assert status == 202
        await self.ground.settle()

    @property
    def room(self) -> str:
        """The channel of the incident."""
        viewer = self.ground.workspace.person(self.scene.team[0][0])
        return next(channel.id for channel in viewer.channels() if channel.name.startswith("inc-"))

    async def until(self, minute: float) -> None:
        """Play what is said up to this minute after the alarm."""
        while self.played < len(self.scene.said) and self.scene.said[self.played][0] <= minute:
            at, who, words = self.scene.said[self.played]
            self.played += 1
            await self.ground.until(self.scene.begin + timedelta(minutes=at))
            person = self.ground.workspace.person(who)
            done = await (person.command(words, self.room) if words[0] == "/" else person.say(self.room, words))
            assert done.ok, f"{who} could not say {words!r}: {done.text}"
        await self.ground.until(self.scene.begin + timedelta(minutes=minute))


ENGLISH = Scene(
    language=Language.ENGLISH,
    timezone="Europe/London",
    begin=datetime(2026, 5, 4, 7, 58, tzinfo=UTC),
    team=(
        ("Owen Hart", "lead", 35),
        ("Maya Brooks", "spokesperson", 50),
        ("林晓", "writer", 75),
        ("唐悦", "monitor", 20),
        ("何俊", "scribe", 90),
    ),
    asked="Owen Hart",
    opener="Owen Hart",
    title="Card payments fail in a third of the shops",
    known="Terminals say “try again later”. Cash works.",
    alert={
        "source": "payments-probe",
        "key": "card-payments",
        "title": "Card payments fail in a third of the shops",
        "text": "36 % of card payments end in a time-out since 08:52. All regions, both terminal models.",
        "severity": "high",
        "labels": {"service": "card payments"},
    },
    said=(
        (2, "Owen Hart", "/incident stage responding"),
        (3.5, "唐悦", "/incident note 212 shops report it; cash works, queues of up to twenty minutes."),
        (
            5,
            "何俊",
            "Their status page is green, but our logs show time-outs since 08:52. I have their engineer on the line.",
        ),
        (
            7,
            "Owen Hart",
            "/incident decide Switch cards to the spare provider because the first one gives no time for repair",
        ),
        (9, "Maya Brooks", "/incident mention answered https://social.example/post/81"),
        (
            14,
            "Owen Hart",
            "/incident update conditions: Cards fail in 212 of 640 shops, cash works. actions: The switch to the spare"
            " provider is running; half of the shops by 09:30. needs: Two more people on the shops' phone line.",
        ),
        (24, "Maya Brooks", "/incident statement publish https://www.example.com/news/card-payments"),
        (
            26,
            "Owen Hart",
            "/incident decide Give every customer who waited a voucher because the wait was ours, not theirs",
        ),
        (28, "Maya Brooks", "The statement is out, and shop managers have it on their tablets."),
        (
            46,
            "Owen Hart",
            "/incident update conditions: All shops take cards again. actions: We watch the spare provider for an hour."
            " needs: Nothing.",
        ),
        (50, "Owen Hart", "/incident stage contained"),
        (95, "Owen Hart", "/incident resolve"),
        (98, "Owen Hart", "/incident close because the provider replaced a faulty switch; cards run on both again"),
    ),
)

CHINESE = Scene(
    language=Language.CHINESE,
    timezone="Asia/Shanghai",
    begin=datetime(2026, 5, 4, 1, 58, tzinfo=UTC),
    team=(
        ("林晓", "lead", 35),
        ("秦岚", "spokesperson", 50),
        ("Maya Brooks", "writer", 75),
        ("唐悦", "monitor", 20),
        ("周明", "scribe", 90),
    ),
    asked="林晓",
    opener="唐悦",
    title="顾客发视频称在酸奶里吃出异物",
    known="视频半小时内转发 900 次，评论要求门店出面。",
    alert={
        "source": "舆情监测",
        "key": "yoghurt",
        "title": "顾客发视频称在酸奶里吃出异物",
        "text": "视频发布 40 分钟，转发 900 次，评论要求门店出面说明。",
        "severity": "high",
        "labels": {"topic": "食品异物"},
        "mentions": [
            {
                "platform": "weibo",
                "id": "1",
                "author": "吃货小南",
                "followers": 52000,
                "text": "刚买的酸奶里喝出一块塑料，店员让我自己找厂家？",
                "reposts": 900,
                "comments": 460,
            }
        ],
    },
    said=(
        (2, "林晓", "/incident 阶段 处置"),
        (3.5, "唐悦", "/incident 记录 首发于抖音，微博已有三个大号转发，话题还没上榜。"),
        (5, "周明", "已联系上发视频的顾客，本人愿意把酸奶交给我们检验。"),
        (7, "林晓", "/incident 决策 涉事批次全国下架 因为 原因未明之前，先保证没有第二位顾客喝到"),
        (9, "周明", "/incident 提及 已回应 https://weibo.example/post/81"),
        (
            14,
            "林晓",
            "/incident 通报 现状：视频转发 2300 次，另有两条同批次投诉。行动：涉事批次已全国下架，样品送第三方检测，"
            "专人陪同顾客。需要：生产线今早的监控录像，11 点前给到。",
        ),
        (24, "秦岚", "/incident 声明 发布 https://www.example.com/news/yoghurt"),
        (26, "林晓", "/incident 决策 检测结果无论好坏当天公布 因为 拖一天，网上就多一天猜测"),
        (28, "秦岚", "声明已发，门店店长群同步了统一口径。"),
        (
            46,
            "林晓",
            "/incident 通报 现状：转发增速回落，媒体采用了我们的声明。行动：检测机构下午四点出结果。需要：暂无。",
        ),
        (50, "林晓", "/incident 阶段 受控"),
        (95, "林晓", "/incident 恢复"),
        (98, "林晓", "/incident 结案 因为 查明为灌装线密封圈碎片，已停线更换，结果已公布"),
    ),
)

SCENES = (ENGLISH, CHINESE)
