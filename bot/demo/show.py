"""The show: starts the playground, plays the case, tells a person what to do, proves what happened.

Answers for: the exit status is 0 only if the whole main job was seen to happen. May not: play steps itself.
"""

import asyncio
import contextlib
import sys
import webbrowser
from datetime import UTC
from pathlib import Path

from bot.clock.clocks import machine_now
from bot.demo.options import DEFAULT_CASES, DemoOptions
from bot.demo.panels import Panels
from bot.demo.player import CaseError, Player, Stuck, first_moment, policy_of
from bot.demo.playground import Playground
from bot.demo.proof import fetch_reviews, look, score_lines
from bot.drills.reading import Case
from bot.drills.shelf import Broken, Shelf
from bot.stopping import until_stopped
from bot.words.words import WordTools, load_words
from crisis.language import Language, Text
from workspace.page.panels import Panel

WATCHING_SPEED = 20.0
SHOW_FROM_SECONDS = 4.0

WELCOME = Text(
    "The workspace is ready, and nothing of it leaves this machine: {url}\n"
    "  · A case is being played: {title}. Look into #incidents and the new channel.\n"
    "  · Act as anybody of the cast (top left): press a button on the board, type /incident help, open an incident.\n"
    "    The others accept roles by themselves; what is offered to {person} waits for you.\n"
    "  · The panels “Time” and “Alert” drive the clock and send more alerts.\n"
    "Ctrl-C ends it.",
    "工作区已就绪（全部在本机运行，不会外传）：{url}\n"
    "  · 正在演示案例：{title}。请看 #incidents 和新开的频道。\n"
    "  · 左上角可以切换成任何一位成员：点看板上的按钮、输入 /incident 帮助、自己开启事件。\n"
    "    其他人会自动接受角色邀请，发给{person}的由您来答复。\n"
    "  · “时间”和“警报”面板可以调快时钟、发送更多警报。\n"
    "按 Ctrl-C 结束。",
)
PLAYING = Text("Playing: {title}", "演示案例：{title}")
SEEN = Text("  ✓ {part}", "  ✓ {part}")
MISSING = Text("  ✗ {part}", "  ✗ {part}")
WRITTEN = Text("The review:", "复盘文档：")
HINT = Text(
    "A drill begins: {title}. Look into #incidents and the channel that opens; `/incident help` shows what one can do. "
    "The panels on the left drive the clock and send alerts.",
    "演练开始：{title}。请看 #incidents 和随后开出的频道；输入 `/incident 帮助` 查看能做什么。"
    "左侧的面板可以调快时钟、发送警报。",
)
OVER = Text(
    "The case is over; the review of #{number} lies in its channel. Go on trying, or end with Ctrl-C.",
    "案例演示结束，#{number} 的复盘文档已在频道里。可以继续试用，按 Ctrl-C 结束。",
)
STUCK = Text("The case could not be played to its end: {why}", "案例未能演示到底：{why}")
PORT_TAKEN = Text(
    "Port {port} is taken. Choose another one: fenghuo demo --port {other}",
    "端口 {port} 已被占用，请换一个：fenghuo demo --port {other}",
)


async def run(options: DemoOptions, words: WordTools | None = None) -> int:
    """Run the demo; the exit status. ``words``: made already by whoever runs several."""
    try:
        case = _find(options.case or DEFAULT_CASES[options.language or Language.ENGLISH], options.drills)
        policy = policy_of(case)
    except CaseError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    language = options.language or case.language
    ground = Playground(policy=policy, words=words or load_words(), port=0 if options.exit else options.port)
    if options.drills:
        ground.extra["drills"] = options.drills
    if not options.exit:
        ground.panels = lambda made: _panels(made, language)
    try:
        await ground.start(first_moment(case, machine_now().astimezone(UTC)))
    except OSError:
        print(PORT_TAKEN.say(language, port=options.port, other=options.port + 1), file=sys.stderr)
        return 1
    try:
        if options.exit:
            return await _play_through(ground, case, options, language)
        return await _let_watch(ground, case, options, language)
    finally:
        await ground.stop()


def _find(name: str, own: Path | None) -> Case:
    if own and not own.is_dir():
        raise CaseError(f"{own} is no folder; name the one that holds your scripts (*.yaml)")
    shelf = Shelf(own)
    found = shelf.find(name)
    if found is None:
        raise CaseError(f"there is no case {name!r}; cases are: {', '.join(shelf.names())}")
    if isinstance(found, Broken):
        raise CaseError(str(found.error))
    return found


async def _play_through(ground: Playground, case: Case, options: DemoOptions, language: Language) -> int:
    player = Player(case, ground, _line)
    player.prepare()
    _line(PLAYING.say(language, title=case.script.title.say(language)))
    # The clock stands while anything is going on and goes to the next event when all is quiet: a slow machine plays the
    # same case, and no speed is too high for it.
    ground.clock.drive(0)
    try:
        await player.play(waiting=False)
        await ground.settle()
    except Stuck as stuck:
        print(STUCK.say(language, why=stuck), file=sys.stderr)
        return 1
    return await _prove(ground, player, options, language)


async def _prove(ground: Playground, player: Player, options: DemoOptions, language: Language) -> int:
    number = player.number or 0
    viewer = player.case.team[0].who
    for line in await score_lines(ground, number, language):
        _line(line)
    parts = await look(ground, number, viewer)
    for part in parts:
        _line((SEEN if part.seen else MISSING).say(language, part=part.name))
    written = await fetch_reviews(ground, number, viewer, options.out or Path("out"))
    _line(WRITTEN.say(language))
    for path in written:
        _line(str(path))
    complete = {path.suffix for path in written} >= {".md", ".html"}
    return 0 if complete and all(part.seen for part in parts) else 1


async def _let_watch(ground: Playground, case: Case, options: DemoOptions, language: Language) -> int:
    player = Player(case, ground, _line)
    player.prepare()
    address = await _invite_to_watch(ground, case)
    title = case.script.title.say(language)
    _line(WELCOME.say(language, url=address, title=title, person=case.team[0].who))
    stopped = until_stopped()
    if options.browser:
        await asyncio.to_thread(webbrowser.open, address)
        await asyncio.sleep(SHOW_FROM_SECONDS)
    ground.drive(options.speed or WATCHING_SPEED)
    going_on = (ground.workspace.timer.run(), ground.keep_pace(), _play_watched(player, language))
    tasks = [asyncio.create_task(work) for work in going_on]
    await stopped.wait()
    for task in tasks:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    return 0


async def _invite_to_watch(ground: Playground, case: Case) -> str:
    """Say on the page, too, what there is to see; the address at which to begin, as the case's first person."""
    viewer = ground.workspace.person(case.team[0].who)
    await viewer.say("general", HINT.say(case.language, title=case.script.title.say(case.language)))
    updates = next(channel for channel in viewer.channels() if channel.name == "incidents")
    return f"{ground.workspace.url}/?as={viewer.id}#/{updates.id}"


async def _play_watched(player: Player, language: Language) -> None:
    try:
        await player.play(waiting=True)
    except Stuck as stuck:
        _line(STUCK.say(language, why=stuck))
    else:
        _line(OVER.say(language, number=player.number))


def _panels(ground: Playground, language: Language) -> list[Panel]:
    return Panels(ground, language).both()


def _line(text: str) -> None:
    print(text, flush=True)
