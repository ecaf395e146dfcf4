"""What a drill shows besides what every incident shows: its injects, who is asked to stay silent, the scripts there
are, and the score card at the end.

Answers for: everything here says that it is a drill, whatever language its reader reads. May not: judge
(``crisis.review.score`` does) or read scripts.
"""

from collections.abc import Sequence
from datetime import timedelta

from crisis.events import InjectPlayed
from crisis.incident import Incident
from crisis.incident.drill import UNSAID, InjectKind, Script, Told, Unusable
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.review.score import ScoreCard, ScoreLine, Verdict
from handlers.blocks import Block, Confirm, Message, actions, button, context, cut, message, plain, section
from handlers.views.alert_facts import fact_line, mention_block, text_block
from handlers.views.parts import listed, notification, opening, role_label
from handlers.wording.saying import in_mrkdwn
from handlers.wording.vocabulary import (
    INJECT_KINDS,
    channel_link,
    drill_mark,
    duration,
    escape,
    excerpt,
    more,
    say,
    severity_label,
    shortened,
    written,
)

INJECT = Text("{mark} *{sender}* ({kind}):", "{mark} *{sender}* · {kind}：")
ALERT = Text("{mark} *{title}*", "{mark} *{title}*")
ABSENT = Text(
    "{mark} *{role} {person} cannot be reached from now on.* Go on without: who takes over?",
    "{mark} *{role} {person} 即刻起失联。* 请在其缺席的情况下继续：谁来接手？",
)
ABSENT_NOBODY = Text("{mark} *Whoever is {role} cannot be reached from now on.*", "{mark} *担任{role}的人即刻起失联。*")
CAME_LATE = Text(
    "This comes {length} late: the bot was away. Targets count from now.",
    "本条晚到 {length}（机器人此前不在线），时限从现在算起。",
)
LAST = Text(
    "That was the last one. When you are done, close the incident: the score card follows.",
    "这是最后一条。处理完后请结案，随即公布评分。",
)
STAY_SILENT = Text(
    "📵 *You cannot be reached from now on.* Please stay silent in {channel} until the drill is over, and do nothing "
    "as {role}: the others have to find somebody else.",
    "📵 *即刻起请您“失联”。* 演练结束前请不要在 {channel} 里发言，也不要以{role}身份操作，让其他人另找人接手。",
)

SCORE = Text("*🏁 Score card: {points} of {possible} points*", "*🏁 评分：{points} / {possible} 分*")
COUNTS = Text(
    "✅ {met} in time · 🟠 {late} late · ❌ {missed} missed · the drill took {took}",
    "✅ 按时 {met} 项 · 🟠 超时 {late} 项 · ❌ 未做 {missed} 项 · 演练用时 {took}",
)
NOT_COME_TO = Text("➖ {count} not come to", "➖ 未练到 {count} 项")
FASTER = Text(
    "played {speed} times as fast: targets were as much shorter, the company's times are its own",
    "按 {speed} 倍速演练：时限同比缩短，当年的时间为实际时间",
)
STOPPED = Text("stopped before its end", "中途结束")
LINE = Text("{mark} *{points}/{most}* {text} · {facts}", "{mark} *{points}/{most}* {text} · {facts}")
DONE = Text("{done} (by {due})", "{done}（时限 {due}）")
NOT_DONE = Text("not done (by {due})", "未做（时限 {due}）")
NEVER_ASKED = Text("the drill ended before", "演练结束时还没轮到")
BY_THEN = Text("the drill ended before {due}", "演练在 {due} 之前结束")
REAL = Text("the company: {real}", "当年：{real}")
LESSON = Text("*The lesson:* {words}", "*一句话教训* {words}")
REALITY = Text("*What the real company did*", "*当年的实际做法*")
REAL_DEED = Text("• {at}: {words}", "• {at}：{words}")
ABOUT = Text("*What really happened:* {words}", "*真实经过* {words}")
OVER = Text("score card: {points} of {possible} points", "评分：{points} / {possible} 分")

LIST = Text("*Scripts to play ({count})*", "*可用的演练脚本（{count}）*")
NO_SCRIPTS = Text("There is no script.", "没有可用的脚本。")
SCRIPT = Text("*{title}* · `{name}`\n{trains}\n{facts}", "*{title}* · `{name}`\n{trains}\n{facts}")
FACTS = Text("{severity} · {injects} injects in {length}", "{severity} · {injects} 条事件，历时 {length}")
BROKEN = Text("⚠️ `{name}` cannot be used: {why}", "⚠️ `{name}` 无法使用：{why}")
GOING_ON = Text("Going on: #{number} {title} · {place}", "正在进行：#{number} {title} · {place}")
HOW = Text(
    "To begin, type /incident drill start NAME, with 10x behind it ten times as fast.",
    "开始演练请输入 /incident 演练 开始 名称；后面加 10x 则按十倍速进行。",
)
START = Text("▶️ Start", "▶️ 开始演练")
START_TITLE = Text("Start this drill?", "开始演练？")
START_TEXT = Text(
    "A channel opens and the crisis team is brought in. Everything in it is marked as a drill.",
    "将新开频道并邀请危机小组成员，所有内容都会标明“演练”。",
)
START_YES = Text("Start", "开始")
STOP = Text("⏹️ End the drill…", "⏹️ 结束演练…")
STOP_TITLE = Text("End the drill?", "结束演练？")
STOP_TEXT = Text(
    "It ends where it is, and the score card follows. It cannot be taken up again.",
    "演练就此结束并公布评分，不能再继续。",
)
STOP_YES = Text("End it", "结束")
NOT_NOW = Text("Not now", "暂不")

MARKS = {Verdict.MET: "✅", Verdict.LATE: "🟠", Verdict.MISSED: "❌", Verdict.OPEN: "➖"}

TEXT_SHOWN = 2400
SENDER_SHOWN = 120
LINES_SHOWN = 8_200  # characters of all lines of a score card
LINE_FACTS = 110  # of them what each line needs beside its text
TEXT_LEAST, TEXT_MOST = 50, 240
SECTION_SHOWN = 2_800
REALITY_SHOWN = 1_600
ABOUT_SHOWN = 900
SCRIPTS_SHOWN = 20
TITLE_SHOWN = 140
TRAINS_SHOWN = 300
WHY_SHOWN = 300


def inject(event: InjectPlayed, incident: Incident, policy: Policy, language: Language) -> list[Block]:
    """What the script does to the team, as the channel shows it."""
    facts = []
    if event.late_by:
        facts.append(say(CAME_LATE, language, length=duration(event.late_by, language)))
    if not event.left and incident.is_open:
        facts.append(LAST.say(language))
    return [*_said(event, policy, language), *([context(" ".join(facts))] if facts else [])]


def _said(event: InjectPlayed, policy: Policy, language: Language) -> list[Block]:
    mark, kind = INJECT_KINDS[event.kind]
    if event.alert:
        title = say(ALERT, language, mark=mark, title=shortened(event.alert.title, 600, language))
        facts = context(fact_line(event.alert, language))
        return [
            section(title),
            *text_block(event.alert.text, language),
            *mention_block(event.alert.mentions, language),
            facts,
        ]
    if event.kind is InjectKind.ABSENT:
        text = ABSENT if event.person else ABSENT_NOBODY
        person = f"<@{escape(event.person)}>" if event.person else ""
        said = say(text, language, mark=mark, role=role_label(policy, event.role, language), person=person)
        return [section(said), *_words(event.text, language)]
    sender = excerpt(event.sender.say(language), SENDER_SHOWN, language)
    return [section(say(INJECT, language, mark=mark, sender=sender, kind=kind)), *_words(event.text, language)]


def _words(text: Told, language: Language) -> list[Block]:
    return [plain(cut(text.say(language), TEXT_SHOWN))] if text != UNSAID else []


def absent(event: InjectPlayed, incident: Incident, policy: Policy, language: Language) -> Message:
    """To the one person who plays being out of reach."""
    role, channel = role_label(policy, event.role, language), channel_link(incident, language)
    said = say(STAY_SILENT, language, role=role, channel=channel)
    words = _words(event.text, language)
    return message(notification(incident, language, said), opening(incident, language), section(said), *words)


def score_card(card: ScoreCard, incident: Incident, language: Language) -> Message:
    """How the drill went: the sum, each expectation with its times, the lesson, what the real company did."""
    sum_ = say(SCORE, language, points=card.points, possible=card.possible)
    lesson = written(card.lesson.say(language), language)
    return message(
        notification(incident, language, say(OVER, language, points=card.points, possible=card.possible)),
        opening(incident, language),
        section(f"{sum_}\n{' · '.join(_counts(card, language))}"),
        *(section(paragraph) for paragraph in _paragraphs(_lines(card, language))),
        section(cut(say(LESSON, language, words=lesson), SECTION_SHOWN)),
        *_reality(card, language),
        context(say(ABOUT, language, words=excerpt(card.about.say(language), ABOUT_SHOWN, language))),
    )


def _counts(card: ScoreCard, language: Language) -> list[str]:
    counts = {verdict.value: card.count(verdict) for verdict in Verdict}
    said = [say(COUNTS, language, took=duration(card.took, language), **counts)]
    if card.count(Verdict.OPEN):
        said.append(NOT_COME_TO.say(language, count=card.count(Verdict.OPEN)))
    if card.stopped:
        said.append(STOPPED.say(language))
    if card.speed > 1:
        said.append(FASTER.say(language, speed=card.speed))
    return said


def _lines(card: ScoreCard, language: Language) -> list[str]:
    """Each expectation on a line; the more there are, the shorter each is said."""
    room = LINES_SHOWN // max(len(card.lines), 1) - LINE_FACTS
    limit = min(max(room, TEXT_LEAST), TEXT_MOST)
    return [_line(line, limit, language) for line in card.lines]


def _line(line: ScoreLine, limit: int, language: Language) -> str:
    return say(
        LINE,
        language,
        mark=MARKS[line.verdict],
        points=line.points,
        most=line.expectation.points,
        text=excerpt(line.expectation.text.say(language), limit, language),
        facts=facts_of(line, language),
    )


def facts_of(line: ScoreLine, language: Language) -> str:
    """When it was done, by when it was to be, and when the real company did it."""
    due = duration(line.due, language) if line.due is not None else ""
    if line.done is not None:
        said = DONE.say(language, done=duration(line.done, language), due=due)
    elif line.verdict is Verdict.OPEN:
        said = BY_THEN.say(language, due=due) if due else NEVER_ASKED.say(language)
    else:
        said = NOT_DONE.say(language, due=due)
    real = [REAL.say(language, real=duration(line.real, language))] if line.real is not None else []
    return " · ".join([said, *real])


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """The lines in as few paragraphs as hold them."""
    made: list[str] = []
    for line in lines:
        if made and len(made[-1]) + len(line) < SECTION_SHOWN:
            made[-1] += f"\n{line}"
        else:
            made.append(line)
    return made


def _reality(card: ScoreCard, language: Language) -> list[Block]:
    if not card.reality:
        return []
    lines = [
        say(REAL_DEED, language, at=duration(deed.at, language), words=excerpt(deed.text.say(language), 240, language))
        for deed in card.reality
    ]
    return [section(f"{REALITY.say(language)}\n{listed(lines, language, limit=REALITY_SHOWN)}")]


def drill_list(
    scripts: Sequence[Script | Unusable], going_on: Incident | None, policy: Policy, language: Language
) -> Message:
    """The scripts, each with what it trains and a button to start it; a broken one with what is wrong."""
    usable = [each for each in scripts if isinstance(each, Script)]
    title = LIST.say(language, count=len(usable)) if usable else NO_SCRIPTS.say(language)
    broken = [
        context(say(BROKEN, language, name=each.name, why=excerpt(each.why.say(language), WHY_SHOWN, language)))
        for each in scripts
        if isinstance(each, Unusable)
    ]
    left_out = len(usable) - SCRIPTS_SHOWN
    return message(
        title.replace("*", ""),
        section(title),
        *_going_on(going_on, language),
        *(_script(each, going_on is None, language) for each in usable[:SCRIPTS_SHOWN]),
        *([context(more(left_out, language))] if left_out > 0 else []),
        *broken[:SCRIPTS_SHOWN],
        context(in_mrkdwn(HOW, language, policy.command)),
    )


def _going_on(incident: Incident | None, language: Language) -> list[Block]:
    if incident is None:
        return []
    title = excerpt(incident.title, TITLE_SHOWN, language)
    place = channel_link(incident, language)
    said = say(GOING_ON, language, number=incident.number, title=title, place=place)
    return [section(f"{drill_mark(incident)} {said}"), actions(stop_button(incident, language))]


def _script(script: Script, can_start: bool, language: Language) -> Block:
    length = max((inject.at for inject in script.injects), default=timedelta(0))
    facts = say(
        FACTS,
        language,
        severity=severity_label(script.severity),
        injects=len(script.injects),
        length=duration(length, language),
    )
    said = say(
        SCRIPT,
        language,
        title=excerpt(script.title.say(language), TITLE_SHOWN, language),
        name=escape(script.name),
        trains=excerpt(script.trains.say(language), TRAINS_SHOWN, language),
        facts=facts,
    )
    return section(said, accessory=start_button(script, language) if can_start else None)


def start_button(script: Script, language: Language) -> Block:
    question = Confirm(
        START_TITLE.say(language), START_TEXT.say(language), START_YES.say(language), NOT_NOW.say(language)
    )
    return button(START.say(language), "drill.start", script.name, confirm=question)


def stop_button(incident: Incident, language: Language) -> Block:
    question = Confirm(STOP_TITLE.say(language), STOP_TEXT.say(language), STOP_YES.say(language), NOT_NOW.say(language))
    return button(STOP.say(language), "drill.stop", str(incident.number), confirm=question)
