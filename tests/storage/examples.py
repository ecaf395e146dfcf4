"""Small incidents, events and effects for the tests of the store. Their values matter to nobody but the test."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from crisis.alert import Alert, Mention
from crisis.events import DecisionLogged, IncidentOpened, NoteAdded, RoleTaken
from crisis.incident import Incident, Rhythm
from crisis.mention import KeptMention, fingerprint_of
from crisis.severity import Severity

NOW = datetime(2026, 3, 14, 9, 26, 53, 589793, tzinfo=UTC)

ALERT = Alert(
    source="monitor-a",
    title="凉茶里喝出异物",
    received_at=NOW,
    key="tea-1",
    text="一条微博正在传播",
    severity_hint=Severity.SEV2,
    labels=(("brand", "示例凉茶"),),
    mentions=(
        Mention("weibo", "路人甲", "今天喝到了这个", followers=120_000, posted_at=NOW - timedelta(minutes=7)),
        Mention("weibo", "", "转发微博", followers=2**60),
    ),
)

OPENED = IncidentOpened(
    title="凉茶里喝出异物",
    severity=Severity.SEV2,
    kind="product",
    key="k7f3q",
    channel_name="凉茶异物-k7f3q",
    channel_name_ascii="liangcha-yiwu-k7f3q",
    update_every=timedelta(minutes=30),
    invited=("U001", "U002"),
    alert=ALERT,
)

DECISION = DecisionLogged(
    number=1,
    text="下架同批次产品",
    why='先保证安全 \U0001f6d1 "quoted" \\ \u2028',
    options=("下架", "", "继续观察"),
    evidence="检验报告",
    revisit_at=NOW + timedelta(hours=1),
)

NOTE = NoteAdded(text="门店已收到通知", said_at=NOW, said_by="U002")
TAKEN = RoleTaken(role="lead", person="U001", offer=3)
EVENTS = (OPENED, DECISION, NOTE, TAKEN)


def incident(number: int = 1, **changes: Any) -> Incident:
    """An open SEV2 incident whose key is made of its number."""
    first = Incident(
        number=number,
        key=f"k{number}",
        title="凉茶里喝出异物",
        severity=Severity.SEV2,
        opened_at=NOW,
        rhythm=Rhythm(timedelta(minutes=30), NOW + timedelta(minutes=30)),
    )
    return replace(first, **changes)


def a_mention(key: str, **changes: Any) -> KeptMention:
    """A post of a minute ago, of no incident, whose id is ``key``."""
    post = Mention(
        "weibo", "路人甲", "今天喝到了这个", 1_200, "https://weibo.example/1", key, NOW - timedelta(minutes=1)
    )
    first = KeptMention(0, fingerprint_of(post), post, NOW, NOW - timedelta(minutes=1), "mentions", 1)
    return replace(first, **changes)
