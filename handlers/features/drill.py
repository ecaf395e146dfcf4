"""Drills: the scripts there are, starting one, ending it. What a script does meanwhile, the desk does by itself."""

import re

from crisis import refusals
from crisis.commands import StartDrill, StopDrill
from crisis.incident import Incident
from crisis.incident.drill import FASTEST, Script, Unusable
from crisis.language import Text
from crisis.policy.rights import Right
from crisis.refusals import Refused
from handlers.answer import Answer, Say
from handlers.blocks import choice
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.features.parts import form
from handlers.request import Request
from handlers.views.drill import drill_list
from handlers.words.parsing import first_typed, first_word, folded

LIST = ("list", "ls", "列表", "脚本")
START = ("start", "play", "开始", "启动")
STOP = ("stop", "end", "结束", "停止")

FORM = Text("Start a drill", "开始演练")
BEGIN = Text("Start", "开始")
SCRIPT = Text("Script", "脚本")
SPEED = Text("Speed", "速度")
REAL_SPEED = Text("in real time", "按实际时间")
TIMES = Text("{speed} times as fast", "{speed} 倍速")
STARTED = Text(
    "The drill #{number} “{title}” begins. Its channel is being made, and the crisis team is brought in; the injects "
    "come by themselves. `/incident drill stop` ends it.",
    "演练 #{number}“{title}”开始。频道正在创建，会自动邀请危机小组；演练事件会按时到来。"
    "用 `/incident 演练 结束` 可提前结束。",
)
STOPPED = Text(
    "The drill #{number} is over; the score card follows in its channel.", "演练 #{number} 已结束，评分随即发到频道。"
)
NO_SUCH_SCRIPT = Text(
    "There is no script “{name}”. Scripts are: {possible}.", "没有“{name}”这个脚本。可用脚本：{possible}。"
)
NO_SCRIPT_AT_ALL = Text("There is no script to play.", "没有可用的演练脚本。")
UNUSABLE = Text("The script “{name}” cannot be played: {why}", "脚本“{name}”无法使用：{why}")
NO_SUCH_WAY = Text("“{word}” is not known here. For example: {possible}.", "不认识“{word}”。例如：{possible}。")
EXAMPLES = (
    Text("drill list", "演练 列表"),
    Text("drill start bawang", "演练 开始 bawang"),
    Text("drill stop", "演练 结束"),
)
SPEEDS = (1, 2, 5, 10, 20)

_SPEED = re.compile(r"(?:[x×*]\s*)?(\d{1,4})\s*(?:[x×*]|倍速?|times)?")


async def on_line(request: Request, tools: Tools) -> Answer:
    way, rest = first_word(request.words)
    if not way or way in LIST:
        return await show(request, tools)
    if way in STOP:
        return await _stop(request, tools)
    if way not in START:
        raise Refused(NO_SUCH_WAY, word=first_typed(request.words)[:40], possible=EXAMPLES)
    name, speed = first_word(rest)
    return await _start(request, tools, name, _speed(speed, name)) if name else await ask(request, tools)


async def show(request: Request, tools: Tools) -> Answer:
    """The scripts; what goes on."""
    scripts = await tools.scripts.all()
    going_on = await tools.desk.read(lambda view: view.drill_going_on())
    return Say(drill_list(scripts, going_on, tools.policy, request.language))


async def ask(request: Request, tools: Tools) -> Answer:
    """The form to choose a script and a speed."""
    tools.want(request, Right.DRILL)
    language = request.language
    usable = [each for each in await tools.scripts.all() if isinstance(each, Script)]
    if not usable:
        raise Refused(NO_SCRIPT_AT_ALL)
    scripts = [(each.name, each.title.say(language)) for each in usable]
    speeds = [(str(speed), (TIMES if speed > 1 else REAL_SPEED).say(language, speed=speed)) for speed in SPEEDS]
    return form(
        request,
        "drill",
        FORM,
        choice("script", SCRIPT.say(language), scripts, scripts[0][0]),
        choice("speed", SPEED.say(language), speeds, "1"),
        submit=BEGIN,
    )


async def on_form(request: Request, tools: Tools) -> Answer:
    return await _start(request, tools, request.text("script"), int(request.text("speed") or 1))


async def on_start(request: Request, tools: Tools) -> Answer:
    return await _start(request, tools, request.argument, 1)


async def on_stop(request: Request, tools: Tools) -> Answer:
    return await _stop(request, tools)


async def _start(request: Request, tools: Tools, name: str, speed: int) -> Answer:
    script = await _script(name, tools)
    outcome = await tools.handle(request, StartDrill(script, request.actor, speed))
    made = outcome.incident
    return tools.done(request, outcome, STARTED, number=made.number if made else 0, title=made.title if made else "")


async def _script(name: str, tools: Tools) -> Script:
    """The script that is meant. Raises Refused with those there are."""
    found = await tools.scripts.find(folded(name))
    if isinstance(found, Script):
        return found
    if isinstance(found, Unusable):
        raise Refused(UNUSABLE, name=found.name, why=Text(_plain(found.why.en), _plain(found.why.zh)))
    possible = tuple(each.name for each in await tools.scripts.all() if isinstance(each, Script))
    if not possible:
        raise Refused(NO_SCRIPT_AT_ALL)
    raise Refused(NO_SUCH_SCRIPT, name=name[:40], possible=possible)


async def _stop(request: Request, tools: Tools) -> Answer:
    drill = await _going_on(request, tools)
    outcome = await tools.handle(request, StopDrill(drill.number, request.actor))
    return tools.done_in_channel(request, outcome, STOPPED, number=drill.number)


async def _going_on(request: Request, tools: Tools) -> Incident:
    """The drill that was named, else the channel's, else the one that goes on. Raises Refused when there is none."""
    if request.incident is not None:
        return await tools.incident(request)
    here = await tools.incident_of_channel(request.channel)
    found = here if here and here.drill else await tools.desk.read(lambda view: view.drill_going_on())
    if found is None:
        raise Refused(refusals.NO_DRILL)
    return found


def _speed(word: str, name: str) -> int:
    """``10x``, ``x10``, ``10 倍``; none is one. Raises Refused for anything else."""
    plain = folded(word)
    if not plain:
        return 1
    found = _SPEED.fullmatch(plain)
    if found is None or not 1 <= int(found[1]) <= FASTEST:
        raise Refused(refusals.NO_SUCH_SPEED, most=FASTEST, name=name)
    return int(found[1])


def _plain(text: str) -> str:
    """For a text of ours: nothing in it is filled in."""
    return text.replace("{", "{{").replace("}", "}}")


DRILL = Feature(
    name="drill",
    word=Text("drill", "演练"),
    aliases=("drills", "exercise"),
    group=Group.DRILL,
    usage=Text("list | start NAME [10x] | stop", "列表 | 开始 名称 [10倍] | 结束"),
    example=Text("drill start bawang 10x", "演练 开始 bawang 10倍"),
    summary=Text(
        "plays a crisis that is not one, from a script, and scores it; marked everywhere, never in the figures",
        "按脚本进行危机演练并评分；处处标明“演练”，不计入统计",
    ),
    numbering=Numbering.SIGN,
    run=on_line,
    buttons={"drill.list": show, "drill.form": ask, "drill.start": on_start, "drill.stop": on_stop},
    forms={"drill": on_form},
)
