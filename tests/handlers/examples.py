"""Example incidents and entries for the tests of handlers: one that is young, one that is full of everything.

Also how a test reads a message: all of its texts, and its buttons by action id.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from crisis import events as e
from crisis.alert import Alert, AlertOutcome, Mention
from crisis.clock.cadence import Rung
from crisis.events import Entry, Event
from crisis.incident import (
    Decision,
    Holding,
    Incident,
    MessageRef,
    Offer,
    OfferState,
    Problem,
    Rhythm,
    Target,
    Update,
)
from crisis.incident.drill import InjectKind, Told
from crisis.incident.spread import SpreadWhy
from crisis.incident.tasks import FollowUpKind
from crisis.incident.vacancy import Step
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.people import Candidate, Person, Roster
from crisis.policy.plans import Partner
from crisis.policy.watch import Side
from crisis.ports import LedgerHead, StoredAlert
from crisis.severity import Severity
from crisis.stages import Move, Stage
from handlers.blocks import Message
from handlers.views import board

START = datetime(2026, 5, 1, 3, 15, tzinfo=UTC)
LEAD_PERSON, SPOKESPERSON, CARE_PERSON = "U0LEAD", "U0SPOKE", "U0CARE"
POLICY = Policy()
HEAD = LedgerHead(42, "3fa4c0de12345678" + "0" * 48)
ROSTER = Roster(
    tuple(
        Candidate(Person(id_, name))
        for id_, name in ((LEAD_PERSON, "李娜"), (SPOKESPERSON, "Tom Baker"), (CARE_PERSON, "王芳 <客服>"))
    )
)
ALERT = Alert(
    source="monitor-a",
    title="多名顾客称喝到异物，话题冲上热搜",
    received_at=START,
    text="1 小时内相关帖文 320 条，负面占比 87%。 <!channel> & <https://evil.example|click>",
    severity_hint=Severity.SEV1,
    started_at=START - timedelta(minutes=25),
    labels=(("topic", "食品异物"), ("brand", "A&B")),
    url="https://monitor.example/alerts/77?a=1&b=2",
    mentions=(
        Mention(
            "weibo",
            "美食君",
            "喝到一半发现异物，客服不理人",
            1_250_000,
            "https://weibo.example/1",
            "1",
            START,
            3200,
            841,
            9000,
        ),
        Mention("weibo", "小王", "我也是！", 320, "https://weibo.example/2", "2", START),
    ),
)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def young(**changes: Any) -> Incident:
    """An incident in its first minute: nothing done, two roles offered."""
    incident = Incident(
        number=12,
        key="k7qm",
        title="多名顾客称喝到异物 <!channel> & co",
        severity=Severity.SEV1,
        opened_at=START,
        rhythm=Rhythm(every=minutes(15), next_due=START + minutes(15)),
        kind="product",
        started_at=START - minutes(25),
        alert=ALERT,
        channel="C0ROOM",
        channel_name="inc-0501-k7qm",
        offers=(
            Offer(1, "lead", LEAD_PERSON, None, START, START + minutes(2)),
            Offer(2, "spokesperson", SPOKESPERSON, None, START, START + minutes(2)),
        ),
    )
    return replace(incident, **changes)


def running(**changes: Any) -> Incident:
    """An incident in the middle: some targets met, one missed, people, updates, decisions, a problem."""
    incident = young(
        stage=Stage.RESPONDING,
        holdings=(Holding("lead", LEAD_PERSON, START + minutes(1)), Holding("care", CARE_PERSON, START + minutes(2))),
        offers=(
            Offer(1, "lead", LEAD_PERSON, None, START, START + minutes(2), OfferState.ACCEPTED, START + minutes(1)),
            Offer(2, "spokesperson", SPOKESPERSON, None, START + minutes(2), START + minutes(4)),
        ),
        unfilled=("legal",),
        reached=((Target.ACKNOWLEDGED, START + timedelta(seconds=40)), (Target.FIRST_ANSWER, START + minutes(9))),
        watched=(Target.FIRST_ANSWER,),
        updates=(
            Update(
                1,
                LEAD_PERSON,
                START + minutes(14),
                "确认 3 家门店、11 名顾客反馈；涉事批次已停售。\n尚无就医报告。",
                "门店封存样品；客服逐条回应；详见 https://wiki.example/incident?id=12&v=1。",
                "需要法务确认声明口径 <今天 4:00 前>。",
            ),
        ),
        decisions=tuple(
            Decision(
                number,
                f"第 {number} 项：全部门店下架该批次",
                LEAD_PERSON,
                START + minutes(number),
                why="先停售再查因，避免扩大" if number % 2 else "",
                replaced_by=3 if number == 1 else None,
                replaces=1 if number == 3 else None,
            )
            for number in range(1, 9)
        ),
        duplicates=17,
        problems=(Problem("InvitePeople", "cant_invite", START), Problem("PostCard", "restricted_action", START)),
        rhythm=Rhythm(every=minutes(15), next_due=START + minutes(30)),
        flares_up=8,
    )
    return replace(incident, **changes)


def entry(event: Event, by: str | None = LEAD_PERSON, seq: int = 7, at: datetime = START) -> Entry:
    return Entry(incident=12, seq=seq, at=at, by=by, event=event, hash="ab" * 32)


def stored(alert: Alert = ALERT, incident: int | None = None) -> StoredAlert:
    return StoredAlert(5, alert, AlertOutcome.HELD if incident is None else AlertOutcome.OPENED, incident)


HOSTILE = "<!channel> & <@U1> *bold* `code`"

# One of every kind of event; where there are words in it, hostile ones.
POST = e.PostInBrief(HOSTILE, HOSTILE, HOSTILE, "https://example.com/post?a=b|c>")
EVENTS: tuple[Event, ...] = (
    e.IncidentOpened(
        HOSTILE, Severity.SEV1, "product", "k7qm", "inc", "inc", minutes(15), (), alert=ALERT, flares_up=8
    ),
    e.InjectPlayed(2, InjectKind.JOURNALIST, Told(HOSTILE, HOSTILE), Told(HOSTILE, HOSTILE), left=1),
    e.InjectPlayed(
        3, InjectKind.ABSENT, text=Told(HOSTILE, HOSTILE), role="expert", person="U0CHEN", late_by=minutes(7)
    ),
    e.InjectPlayed(4, InjectKind.ABSENT, role="expert"),
    e.InjectPlayed(5, InjectKind.ALERT, alert=replace(ALERT, title=HOSTILE)),
    e.PracticeSaid(Target.FIRST_STATEMENT, HOSTILE),
    e.MentionsHeard(1, START, (4,), None, ((HOSTILE, 1),)),
    e.MentionsHeard(9, START, (7, 3), Severity.SEV1, (("weibo", 7), ("douyin", 2))),
    e.MentionClaimed(4, POST),
    e.MentionReleased(4, POST, person="U0CHEN"),
    e.MentionReleased(4, e.PostInBrief(), person=None),
    e.MentionAnswered(4, POST, url=HOSTILE, text=HOSTILE, late_by=minutes(7)),
    e.MentionAnswered(4, e.PostInBrief("weibo"), text="x", first=True),
    e.MentionSolvedInPrivate(4, POST, text=HOSTILE),
    e.MentionClosed(4, POST, reason=HOSTILE),
    e.MentionPutAside(4, POST),
    e.MentionReopened(4, POST),
    e.MentionsOverdue(1, START, (4,), posts=(POST,)),
    e.MentionsOverdue(
        44, START, (4, 5, 6, 7, 8, 9), minutes(2), 2, Rung.ABOVE, ("U0CHEN",), ("U0BO",), 3, START, (POST,) * 6
    ),
    e.DrillEnded(),
    e.DrillEnded(stopped=True),
    e.AlertRepeated(),
    e.AlertWorsened(Severity.SEV1),
    e.AlertEnded("monitor-a"),
    e.AlertEnded("grafana/shop", of=3, key="p3"),
    e.AlertFiresAgain("grafana"),
    e.AlertFiresAgain("grafana", flaps=True),
    e.SpreadCounted(3, ((START, 3),), (("weibo", 3),), (), 500),
    e.SpreadUncounted(1, ((START, 1),), (("weibo", 1),), (), 500),
    e.SeverityProposed(1, Severity.SEV2, SpreadWhy.DOUBLED, 43, 18, 30),
    e.SeverityProposed(2, Severity.SEV1, SpreadWhy.BIG_ACCOUNT, 43, 40, 30, HOSTILE, 1_250_000, "weibo"),
    e.ProposalSettled(1, Severity.SEV2, accepted=True),
    e.ProposalSettled(2, Severity.SEV1, accepted=False),
    e.ChartAsked(24),
    e.TargetReached(Target.ACKNOWLEDGED),
    e.TargetReached(Target.FIRST_ANSWER, HOSTILE, minutes(4)),
    e.TargetMissed(Target.ACKNOWLEDGED, START),
    e.TargetMissed(Target.FIRST_ANSWER, START),
    e.TargetMissed(Target.FIRST_STATEMENT, START),
    e.SeverityChanged(Severity.SEV3, Severity.SEV1, HOSTILE),
    e.StageChanged(Stage.TRIAGE, Stage.RESPONDING, Move.FORWARD),
    e.StageChanged(Stage.CONTAINED, Stage.RESPONDING, Move.BACK, HOSTILE),
    e.StageChanged(Stage.CONTAINED, Stage.RESOLVED, Move.FORWARD),
    e.StageChanged(Stage.RESOLVED, Stage.CLOSED, Move.FORWARD),
    e.StageChanged(Stage.TRIAGE, Stage.DISMISSED, Move.ASIDE, HOSTILE),
    e.StageChanged(Stage.TRIAGE, Stage.MERGED, Move.ASIDE),
    e.StageChanged(Stage.CLOSED, Stage.RESPONDING, Move.REOPEN),
    e.Renamed(HOSTILE, HOSTILE),
    e.RoleOffered(1, "lead", LEAD_PERSON, START + minutes(2)),
    e.RoleOffered(2, "legal", CARE_PERSON, START + minutes(2), hands_over=True),
    e.OfferEnded(1, "lead", LEAD_PERSON, OfferState.DECLINED),
    e.OfferEnded(1, "spokesperson", LEAD_PERSON, OfferState.EXPIRED),
    e.OfferEnded(1, "lead", LEAD_PERSON, OfferState.WITHDRAWN),
    e.RoleTaken("lead", LEAD_PERSON, 1),
    e.RoleTaken("lead", LEAD_PERSON, None, SPOKESPERSON),
    e.RoleUnfilled("legal"),
    e.RoleVacated("legal", LEAD_PERSON),
    e.ShiftEnding("lead", LEAD_PERSON, START + minutes(30), "U0TWO"),
    e.ShiftEnding("lead", LEAD_PERSON, START + minutes(30)),
    e.HolderStayed("lead", LEAD_PERSON),
    e.VacancyLookedAt("legal", START + minutes(30)),
    e.ShiftMoved("lead", START + minutes(30)),
    e.OfferEnded(1, "lead", LEAD_PERSON, OfferState.DECLINED, HOSTILE, "U0TWO"),
    *(
        e.RoleOffered(9, "lead", "U0TWO", START + minutes(5), step is Step.SHIFT, step, LEAD_PERSON)
        for step in (Step.BEST, Step.DEPUTY, Step.OTHER, Step.ABOVE, Step.SHIFT)
    ),
    e.PageAsked(1, LEAD_PERSON, ("night",), text=HOSTILE),
    e.PageAsked(1, LEAD_PERSON, ("night",)),
    e.PageSent(1, LEAD_PERSON, HOSTILE, "feishu"),
    e.PageSent(1, LEAD_PERSON, "night", "dingtalk", repeated=True),
    e.PageAnswered(1, LEAD_PERSON, START),
    e.PageAnswered(1, LEAD_PERSON, START, by_link=True),
    e.PageAnswered(1, LEAD_PERSON, START, accepts=False),
    e.PageAnswered(1, LEAD_PERSON, START, accepts=False, by_link=True),
    e.UpdatePosted(3, HOSTILE, START + minutes(30), HOSTILE, HOSTILE, minutes(2)),
    e.UpdatePosted(1, HOSTILE, None),
    e.UpdateReminded(START, START + minutes(15), timedelta(seconds=75)),
    e.UpdateReminded(START, START + minutes(15), told=(LEAD_PERSON,), held_since=START - minutes(60)),
    e.UpdateReminded(START, START + minutes(15), step=1, rung=Rung.DEPUTY, told=(CARE_PERSON,)),
    e.UpdateReminded(START, START + minutes(15), step=2, rung=Rung.ABOVE, told=(CARE_PERSON, SPOKESPERSON)),
    e.UpdateReminded(START, START + minutes(15), rung=Rung.TEAM),
    e.RoomCompleted(people=12, late_by=minutes(1)),
    e.RoomCompleted(people=1),
    e.RoomCompleted(),
    e.TargetMissed(Target.ROOM_COMPLETE, START),
    e.TargetMissed(Target.ACKNOWLEDGED, START, held=True),
    e.DecisionLogged(2, HOSTILE, HOSTILE, (HOSTILE, "other"), SPOKESPERSON, HOSTILE, START + minutes(60), 1),
    e.DecisionRevisitDue(2, minutes(1)),
    e.NoteAdded(HOSTILE),
    e.WatchTaught(HOSTILE, Side.NOT, HOSTILE, 1),
    e.WatchTaught(HOSTILE, Side.WITH, HOSTILE, 2),
    e.NoteAdded(HOSTILE, START, CARE_PERSON, MessageRef("C0ROOM", "1.2")),
    e.MessageFollowed(MessageRef("C0ROOM", "1.2"), HOSTILE),
    e.MessageFollowed(MessageRef("C0ROOM", "1.2"), deleted=True),
    e.RhythmSet(minutes(30), START + minutes(30)),
    e.ReminderSnoozed(START + minutes(10)),
    e.RemindersStopped(HOSTILE),
    e.TeamMet((CARE_PERSON,)),
    e.RoomJoined(CARE_PERSON),
    e.ReviewExported("md"),
    e.ChannelOpened("C0ROOM", "inc-0501-k7qm"),
    e.ProblemMet("OpenChannel", "restricted_action"),
    e.KindChanged("other", "outage"),
    e.PlanStarted("outage"),
    e.PlanStarted(
        "product",
        ("legal",),
        (1, 2),
        (CARE_PERSON,),
        ("nobody@example.com",),
        ("C0PRTEAM", "shops"),
        (Partner(Told(HOSTILE, HOSTILE), HOSTILE),),
        Told(HOSTILE, HOSTILE),
    ),
    e.TaskAdded(1, HOSTILE),
    e.TaskAdded(2, HOSTILE, role="legal", due_at=START + minutes(30), plan="product"),
    e.TaskAdded(3, HOSTILE, CARE_PERSON, "", START + minutes(5), MessageRef("C0ROOM", "1.3"), CARE_PERSON, START),
    e.TaskAdded(4, HOSTILE, said_at=START, said_by=LEAD_PERSON),
    e.TaskPosted(1, MessageRef("C0ROOM", "1.4"), 3),
    e.TaskChanged(1),
    e.TaskChanged(1, CARE_PERSON, "", START + minutes(5)),
    e.TaskDone(1),
    e.TaskDropped(1, HOSTILE),
    e.TaskReopened(1),
    e.TaskReminded(1, START, person=CARE_PERSON),
    e.TaskReminded(1, START),
    e.TaskReminded(1, START, True, LEAD_PERSON, minutes(1)),
    e.FollowUpAdded(1, HOSTILE, START + minutes(60)),
    e.FollowUpAdded(2, HOSTILE, START + minutes(60), FollowUpKind.CALL_BACK, CARE_PERSON, 3),
    e.FollowUpChanged(1, START + minutes(90), CARE_PERSON),
    e.FollowUpDone(1),
    e.FollowUpDropped(1, HOSTILE),
    e.FollowUpReminded(1, START, START + minutes(60), CARE_PERSON),
    e.FollowUpReminded(1, START, START + minutes(60)),
    e.FollowUpSnoozed(1, START + minutes(60)),
    e.PersonEntered(CARE_PERSON),
    e.PersonLeft(CARE_PERSON),
    e.StageChanged(Stage.TRIAGE, Stage.MERGED, Move.ASIDE, HOSTILE, 8),
    e.MergedInto(8, True, "C8", ((1, 4),), (7,), 3, 2, HOSTILE),
    e.MergedInto(8, False),
    e.TookIn(8, Severity.SEV1, True, HOSTILE, "C8", 1, 3, (CARE_PERSON,), HOSTILE),
    e.TookIn(8, Severity.SEV4, False, posts=1),
    e.PartedFrom(8, True, 3, (1, 2), (1,)),
    e.GaveBack(8, False, 1, (4, 5)),
    e.PostsSplitOff(13, 2),
    e.PostsSplitOff(None, 1),
    e.SplitFrom(8, 2, "C8"),
)


def at(minute: float) -> str:
    """How Slack is told the moment so many minutes after ``START``, as far as its first mark."""
    return f"<!date^{int((START + minutes(minute)).timestamp())}^"


def the_board(incident: Incident, language: Language = Language.ENGLISH, roster: Roster = ROSTER) -> Message:
    return board.board(incident, POLICY, roster, language, 42)


def shown(said: Message) -> str:
    """All texts of a message, one a line."""
    return "\n".join(_texts(list(said.blocks)))


def _texts(part: Any) -> list[str]:
    if isinstance(part, list):
        return [text for each in part for text in _texts(each)]
    if not isinstance(part, dict):
        return []
    own = [part["text"]] if isinstance(part.get("text"), str) else []
    return own + [text for each in part.values() for text in _texts(each)]


def buttons(said: Message) -> dict[str, dict[str, Any]]:
    """The buttons of a message by action id, in their order."""
    found: dict[str, dict[str, Any]] = {}
    for block in said.blocks:
        for element in [*block.get("elements", ()), block.get("accessory", {})]:
            if element.get("type") == "button":
                found[element["action_id"]] = element
    return found
