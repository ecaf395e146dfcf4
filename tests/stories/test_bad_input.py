"""Bad input: each gets a clear answer, to whoever has to know it and in that person's language, and changes nothing.

The two tables say it: what people type, and what monitoring systems send. Below them what comes in other ways, and what
looks bad and is taken all the same, disarmed.
"""

import gzip
import io
import json
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.demo.playground import Playground
from crisis.events import NoteAdded
from crisis.policy import Policy
from crisis.policy.people import TeamMember
from storage.migrate import migrate
from tests.stories.conftest import MakeGround
from tests.stories.telling import (
    HE,
    MAYA,
    ZHOU,
    Tongue,
    fingerprint,
    how_many,
    in_both_languages,
    nothing_twice,
    opened,
    person,
    room_of,
    told,
    typed,
    whispers,
)

LONG_TITLE, LONG_TEXT = "霉" * 500, "霉" * 3001
STAGES, COLOURS = "triage, responding, contained|研判、处置、受控", "SEV1 (red), SEV2 (orange)|SEV1（红）、SEV2（橙）"

# What is typed (in English | in Chinese), where, and what the answer says: what was wrong, and which values would do.
# Seen by the caller alone.
TYPED: list[tuple[str, str, list[str]]] = [
    ("teleport", "room", ["There is no command “teleport”|没有“teleport”这个命令", "open, sev|开启、级别"]),
    ("decied Recall it|决侧 下架", "room", ["There is no command|没有“决侧”", "decide, |决策、"]),
    ("sev 9|级别 九", "room", ["is no severity|不是有效的级别", COLOURS]),
    ("sev terrible|级别 很糟", "room", ["“terrible” is no severity|“很糟”不是有效的级别", COLOURS]),
    ("open sev7 Mould|开启 sev7 盒饭发霉", "general", ["“sev7” is no severity|“sev7”不是有效的级别", COLOURS]),
    (f"open {LONG_TITLE}|开启 {LONG_TITLE}", "general", ["has 500 characters, at most 300|有 500 个字符，最多 300 个"]),
    ("open sev2 🔥🔥🔥|开启 二级 🔥🔥🔥", "general", ["at least one letter or character|至少要有一个字"]),
    (f"rename {LONG_TITLE}|改名 {LONG_TITLE}", "room", ["has 500 characters, at most 300|有 500 个字符，最多 300 个"]),
    ("rename 🔥|改名 🔥", "room", ["at least one letter or character|至少要有一个字"]),
    ("stage sideways|阶段 横向", "room", ["There is no stage “sideways”|没有“横向”这个阶段", STAGES]),
    ("role take wizard|角色 接任 巫师", "room", ["no role “wizard”|没有“巫师”这个角色", "lead, spokes|总指挥、发言人"]),
    ("role offer lead @merlin|角色 邀请 总指挥 @梅林", "room", ["“merlin” is nobody|“梅林”不是这个工作区里的人", "@"]),
    ("role take lead|角色 接任 总指挥", "room", ["is not in the crisis team|不在危机小组里", "<@U00002LOC>"]),
    ("decision 9|查看决策 9", "room", ["There is no decision 9|没有第 9 号决策", "far: none|现有决策：无"]),
    ("decide x revisit 2020-01-01 08:00|决策 x 复议 2020-01-01 08:00", "room", ["lies in the past|已经过去"]),
    (f"note {LONG_TEXT}|记录 {LONG_TEXT}", "room", ["has 3001 characters, at most 3000|有 3001 个字符，最多 3000"]),
    ("timeline zero|时间线 零", "room", ["“zero” is no number|“零”不是条数", "timeline 20|时间线 20"]),
    ("export pdf|导出 pdf", "room", ["no format “pdf”|不支持“pdf”格式", "md, html|md、html"]),
    ("remind sometimes|提醒 有时", "room", ["“sometimes” is nothing|没有“有时”这种用法", "remind every 30m|每 30分钟"]),
    ("remind every soon|提醒 每 不久", "room", ["no length of time|不是有效的时长", "1h30m|1小时30分"]),
    ("remind every 1s|提醒 每 1秒", "room", ["1 minute to 7 days|1 分钟到 7 天"]),
    ("remind snooze 3d|提醒 推迟 3天", "room", ["1 minute to 1 day|1 分钟到 1 天"]),
    ("statement burn x|声明 烧掉 x", "room", ["“burn” is not known|不认识“烧掉”", "statement publish|声明 发布"]),
    ("mention burn x|提及 烧掉 x", "room", ["“burn” is not known|不认识“烧掉”", "mention answered|提及 已回应"]),
    ("update All well|通报 一切正常", "general", ["No incident belongs|当前频道没有对应的事件", "incident open|开启"]),
    ("#99 board|#99 看板", "general", ["There is no incident #99|没有编号为 #99 的事件", "list|列表"]),
    ("#2 update Too late|#2 通报 太晚了", "room", ["#2 is over (closed)|#2 已经结束（结案）", "reopen|重开"]),
    ("#2 sev 1|#2 级别 一级", "room", ["#2 is over (closed)|#2 已经结束（结案）", "reopen|重开"]),
    ("#2 stage contained|#2 阶段 受控", "room", ["#2 is at closed|#2 当前阶段为“结案”", "responding|处置"]),
    ("reopen|重开", "room", ["#1 is not over|#1 尚未结束", "stage|阶段"]),
]

ALERT = {"source": "monitor-a", "title": "Mould", "severity": "SEV2"}
IN_AN_HOUR, NAIVE = "2026-05-04T02:00:00Z", "2026-05-04T00:30:00"
DEEP = "[" * 10_000 + "]" * 10_000


def post(**changed: Any) -> dict[str, Any]:
    return {**ALERT, "mentions": [{"platform": "weibo", **changed}]}


# What is sent, the status, and what the sender reads: the field's path, and what would do.
SENT: list[tuple[bytes | str | dict[str, Any] | list[Any], int, list[str]]] = [
    (b"", 400, ["the body is no JSON"]),
    ("{not json", 400, ["the body is no JSON"]),
    (b"\xff\xfe{}", 400, ["the body is no JSON"]),
    ('{"source": "a", "title": NaN}', 400, ["the body is no JSON"]),
    (DEEP, 400, ["the body is no JSON"]),
    (f'{{"source": "a", "title": "x", "labels": {DEEP}}}', 400, ["the body is no JSON"]),
    ('"an alert"', 400, ["an alert is a JSON object"]),
    ("null", 400, ["an alert is a JSON object"]),
    ([], 400, ["an alert is a JSON object"]),
    ({"title": "x"}, 400, ['"source"', "required"]),
    ({"source": "a"}, 400, ['"title"', "required"]),
    ({**ALERT, "source": ""}, 400, ['"source"', "at least 1"]),
    ({**ALERT, "title": 5}, 400, ['"title"', "string"]),
    ({**ALERT, "text": ["x"]}, 400, ['"text"', "string"]),
    ({**ALERT, "severity": "terrible"}, 400, ['"severity"', "critical", "红", "blue"]),
    ({**ALERT, "severity": 9}, 400, ['"severity"', "sev1"]),
    ({**ALERT, "severity": True}, 400, ['"severity"', "sev1"]),
    ({**ALERT, "labels": ["x"]}, 400, ['"labels"', "dictionary"]),
    ({**ALERT, "labels": {"a": 1}}, 400, ['"labels.a"', "string"]),
    ({**ALERT, "mentions": {}}, 400, ['"mentions"', "list"]),
    (post(followers="many"), 400, ['"mentions[0].followers"', "a whole number is wanted"]),
    (post(followers=-1), 400, ['"mentions[0].followers"', "greater than or equal to 0"]),
    (post(likes=1.5), 400, ['"mentions[0].likes"', "a whole number is wanted"]),
    (post(platform=""), 400, ['"mentions[0].platform"']),
    ({**ALERT, "started_at": NAIVE}, 400, ['"started_at"', "needs its zone", "+08:00"]),
    ({**ALERT, "started_at": "yesterday"}, 400, ['"started_at"', "RFC 3339", "+08:00"]),
    ({**ALERT, "started_at": 1777856400}, 400, ['"started_at"', "RFC 3339"]),
    ({**ALERT, "started_at": "2026-02-30T08:00:00Z"}, 400, ['"started_at"', "no such time"]),
    ({**ALERT, "started_at": IN_AN_HOUR}, 400, ['"started_at"', "in the future", "2026-05-04T01:00:00Z"]),
    (post(posted_at=NAIVE), 400, ['"mentions[0].posted_at"', "needs its zone"]),
    (post(posted_at=IN_AN_HOUR), 400, ['"mentions[0].posted_at"', "in the future"]),
    ([{**ALERT, "title": 5}, "x"], 400, ['"[0].title"', '"[1]"']),
    ({**ALERT, "text": "霉" * 700_000}, 413, ["1048576 bytes"]),
]


async def sent(
    ground: Playground, body: bytes | str | dict[str, Any] | list[Any], path: str = "generic", **headers: str
) -> tuple[int, str, str]:
    """Send an alert's body as it is; status, content type and answer."""
    words = json.dumps(body, ensure_ascii=False) if isinstance(body, dict | list) else body
    data = io.BytesIO(words.encode() if isinstance(words, str) else words)
    given = {"Authorization": f"Bearer {ground.alert_token}", "Content-Type": "application/json", **headers}
    async with (
        aiohttp.ClientSession(trust_env=False) as session,
        session.post(f"{ground.service.address}/alerts/{path}", data=data, headers=given) as answer,
    ):
        return answer.status, answer.content_type, await answer.text()


@in_both_languages
async def test_what_people_type(make_ground: MakeGround, tongue: Tongue) -> None:
    team = (TeamMember("zhou.ming@yunhe.example"),)
    ground = await make_ground(policy=Policy(language=tongue.language, team=team))
    room = await opened(ground, "open sev3 Mould", tongue.who)
    await opened(ground, "open sev3 Checkout is down", tongue.who)
    await typed(ground, tongue.who, "#2 close")
    before, wrong = fingerprint(ground), []
    for line, where, expected in TYPED:
        words = tongue(*line.split("|")) if "|" in line else line
        answer = await typed(ground, tongue.who, words, room.channel if where == "room" else where)
        wanted = [tongue(*each.split("|")) if "|" in each else each for each in expected]
        if len(answer.shown) != 1 or not answer.shown[0].is_ephemeral:
            wrong.append(f"{words[:60]!r}: {len(answer.shown)} answers")
        wrong += [f"{words[:60]!r}: no {each!r} in {answer.text!r}" for each in wanted if each not in answer.text]
        if fingerprint(ground) != before:
            wrong.append(f"{words[:60]!r} changed something")
            before = fingerprint(ground)
    assert not wrong, "\n".join(wrong)
    assert list(whispers(ground)) == [tongue.who]


async def test_what_monitoring_systems_send(ground: Playground) -> None:
    before, wrong = fingerprint(ground), []
    for body, status, expected in SENT:
        got, kind, said = await sent(ground, body)
        name = f"{body!r:.70}"
        if (got, kind) != (status, "application/problem+json"):
            wrong.append(f"{name}: {got} {kind}")
        problem = json.loads(said)
        wrong += [
            f"{name}: no {each!r} in {said}" for each in expected if each not in json.dumps(problem, ensure_ascii=False)
        ]
        if problem.get("status") != status or not problem.get("title"):
            wrong.append(f"{name}: no problem details in {said}")
    await ground.settle()
    assert not wrong, "\n".join(wrong)
    assert fingerprint(ground) == before
    assert whispers(ground) == {}


async def test_who_may_not_send_alerts_and_what_is_too_large(ground: Playground) -> None:
    before = fingerprint(ground)
    for token in ("", "Bearer", "Bearer wrong", f"Basic {ground.alert_token}", "Bearer 错"):
        status, kind, said = await sent(ground, ALERT, Authorization=token)
        assert (status, kind) == (401, "application/problem+json")
        assert "FENGHUO_ALERT_TOKEN" in said
        assert ground.alert_token not in said
    status, _, said = await sent(ground, ALERT, path="nagios")
    assert status == 404
    assert "generic, alertmanager" in said
    two_mebibytes = json.dumps({**ALERT, "text": "x" * (2 * 1024 * 1024)}).encode()
    assert (await sent(ground, two_mebibytes))[0] == 413
    packed = gzip.compress(two_mebibytes)
    assert len(packed) < 10_000
    assert (await sent(ground, packed, **{"Content-Encoding": "gzip"}))[0] == 413
    await ground.settle()
    assert fingerprint(ground) == before


async def test_of_several_alerts_the_good_are_taken_and_the_bad_named(ground: Playground) -> None:
    status, _, said = await sent(ground, [ALERT, {**ALERT, "severity": "terrible"}])
    assert status == 202
    good, bad = json.loads(said)["results"]
    assert good["outcome"] == "opened"
    assert bad["position"] == 1
    assert bad["errors"][0]["path"] == "[1].severity"
    assert await how_many(ground) == 1


# Bad-looking, and taken: disarmed


@in_both_languages
async def test_text_from_outside_calls_nobody_and_breaks_nothing(make_ground: MakeGround, tongue: Tongue) -> None:
    ground = await make_ground(policy=Policy(language=tongue.language))
    evil = "<!channel> <@U00001LOC> <https://evil.example|click> & *bold* `code` \u0007\u202e\ud800 {title} {0}"
    body = json.dumps(
        {
            "source": f"s\ud800 {evil}",
            "key": "k\udfff",
            "title": evil,
            "text": evil,
            "severity": 2,
            "url": "javascript:alert(1)",
            "labels": {evil: evil, "\ud800": "\udfff"},
            "mentions": [{"platform": evil, "author": evil, "text": evil, "url": "https://x.example/|<>"}],
        }
    )
    status, _, said = await sent(ground, body)
    assert (status, json.loads(said)["outcome"]) == (202, "opened")
    assert json.loads((await sent(ground, body))[2])["outcome"] == "duplicate"
    await ground.settle()
    room = await room_of(ground, 1)
    assert "<!channel>" in room.board().plain  # read as it was written
    for command in (tongue("note ", "记录 "), tongue("decide ", "决策 "), tongue("update ", "通报 "), "rename "):
        await room.type(MAYA, command + evil.replace("\ud800", ""))
    await room.type(MAYA, "export md")
    await room.type(MAYA, "export html")

    for message in [*room.messages(), room.card(), *room.thread()]:
        raw = json.dumps(
            [block for block in message.get("blocks") or () if not _is_plain(block)], ensure_ascii=False
        ) + str(message.get("text"))
        assert "<!channel>" not in raw
        assert "<https://evil.example|click>" not in raw
        assert "\u202e\ud800" not in raw
        assert "<javascript" not in raw
    failed = [call for call in ground.workspace.calls if call.ok is False]
    assert [(call.method, call.error) for call in failed] == []
    assert [call.arguments.get("link_names") for call in ground.workspace.calls.where("chat.*")].count(True) == 0
    markdown, html = room.files()
    assert "<!channel>" not in room.body(html)
    assert "{title} {0}" in room.body(markdown).replace("\\", "")
    nothing_twice(ground)


def _is_plain(block: dict[str, Any]) -> bool:
    """Whether Slack shows a block's text as it is."""
    return isinstance(block.get("text"), dict) and block["text"]["type"] == "plain_text"


@pytest.mark.parametrize(
    ("changed", "seen"),
    [
        ({"title": "霉" * 500}, "霉" * 100),
        ({"title": "🔥🔥🔥"}, "🔥🔥🔥 (from monitor-a)"),
        ({"title": "\u0000\u0007 "}, "Alert from monitor-a"),
        ({"labels": {f"label{number:03}": "x" * 200 for number in range(300)}}, "… +288"),
        (
            {"mentions": [{"platform": "weibo", "id": n, "text": f"第{n}条", "followers": n} for n in range(5000)]},
            "Posts about us (5000)",
        ),
        ({"text": "<!here>" * 10_000}, "What we know at the start"),
    ],
    ids=("500 characters", "emoji alone", "control characters", "300 labels", "5000 mentions", "a long text"),
)
async def test_large_and_odd_alerts_make_a_room_that_works(
    ground: Playground, changed: dict[str, Any], seen: str
) -> None:
    status, answer = await ground.alert({**ALERT, **changed})
    assert (status, answer["outcome"]) == (202, "opened")
    await ground.settle()
    room = await room_of(ground, 1)
    assert any(seen in each.plain for each in room.messages()), room.transcript()[:3000]
    assert room.board().buttons[0] == "👀 Acknowledge"
    assert len(room.topic) <= 250
    assert len(ground.workspace.state.channel(room.channel).name) <= 80
    await room.type(MAYA, "sev 1")
    await room.type(MAYA, "export html")
    assert len(room.files()) == 1
    assert [(call.method, call.error) for call in ground.workspace.calls if call.ok is False] == []


# Twice, late, from the wrong version


async def test_an_event_delivered_twice_is_done_once(ground: Playground) -> None:
    room = await opened(ground)
    ground.workspace.weather.repeat_events("*", copies=2)
    message = (await person(ground, ZHOU).say(room.channel, "三号店停业")).shown[0]
    await person(ground, MAYA).react(message, "pushpin")
    await person(ground, ZHOU).edit(message, "五号店停业")
    await person(ground, HE).say(room.channel, "@fenghuo 帮助")
    await told(ground, MAYA, room.channel, "It stands on the timeline")
    await told(ground, HE, room.channel, "烽火能做什么")
    assert len(await room.entries(NoteAdded)) == 1
    shown = (await room.type(MAYA, "timeline")).shown[0].plain
    assert shown.count("五号店停业") == 1
    assert [each.plain for each in person(ground, MAYA).ephemerals(room.channel)].count(shown) == 1
    nothing_twice(ground)


async def test_times_that_only_just_lie_ahead_are_a_clock_that_runs_fast(ground: Playground) -> None:
    ahead = (ground.clock() + timedelta(minutes=4)).isoformat()
    status, _, said = await sent(ground, {**ALERT, "started_at": ahead})
    assert (status, json.loads(said)["outcome"]) == (202, "opened")


def started(folder: Path, language: str, **settings: str) -> tuple[int, str]:
    """``fenghuo run`` in a folder: exit status and what it complains of."""
    environment = {
        "FENGHUO_LANGUAGE": language,
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONUTF8": "1",
    }
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=folder,
        env={**environment, **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ended.returncode, ended.stderr


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("ffff9999", "Nothing was changed. Install the newer")), ("zh", ("ffff9999", "未做任何改动。请重新安装"))],
)
def test_a_database_of_a_newer_version_is_left_as_it_is(tmp_path: Path, language: str, words: tuple[str, ...]) -> None:

    file = tmp_path / "fenghuo.db"
    migrate(f"sqlite:///{file}")
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'ffff9999'")
    connection.close()
    before = file.read_bytes()
    status, complaint = started(tmp_path, language)
    assert status == 1
    assert "Traceback" not in complaint
    assert all(word in complaint for word in words), complaint
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("half", "language", "words"),
    [
        ("FENGHUO_TIMEZONE", "en", (".env:2:", "NAME=value")),
        ("FENGHUO_POLICY='crisis.ya", "zh", (".env:2:", "引号")),
    ],
)
def test_a_half_written_env_ends_the_start_with_one_line(
    tmp_path: Path, half: str, language: str, words: tuple[str, ...]
) -> None:
    (tmp_path / ".env").write_text(f"FENGHUO_COMMAND=/crisis\n{half}", encoding="utf-8")
    status, complaint = started(tmp_path, language)
    assert status == 1
    assert len(complaint.strip().splitlines()) == 1
    assert all(word in complaint for word in words), complaint
    assert [file.name for file in tmp_path.iterdir()] == [".env"]
