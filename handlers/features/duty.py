"""The crisis team and who of it is on duty: looking, taking over a shift, taking that back."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from crisis.commands import TakeBack, TakeOver
from crisis.desk.overriding import known_rotation, shifts_between
from crisis.language import Language, Text
from crisis.policy.duty import Rotation
from crisis.policy.rights import Right
from crisis.refusals import Named, Refused
from handlers.answer import Answer, FormErrors, Say
from handlers.blocks import Block, choice, moment_input, person_input
from handlers.feature import Feature, Group, Tools
from handlers.features.parts import form, moment_of
from handlers.request import Request
from handlers.views import duty
from handlers.wording.saying import Value
from handlers.words.duty import NO_DAY, Said, days_of, read_duty, taken_back
from handlers.words.parsing import folded
from handlers.words.weekdays import WEEKDAYS

FORM = Text("Take over a shift", "安排替班")
SAVE = Text("Arrange", "安排")
ROTATION = Text("Rotation", "轮值")
PERSON = Text("Who takes over", "由谁值班")
INSTEAD = Text("In place of (leave empty: of whoever it is)", "替谁值班（不选则替当值人员）")
DAY = Text("Which day, from hand-over to hand-over", "哪一天（从交接到次日交接）")
BEGINS = Text("Or from", "或指定开始时间")
ENDS = Text("until", "结束时间")
DAY_OPTION = Text("{day} {date} · {person}", "{date} {day} · {person}")
WHEN_WANTED = Text("Choose a day, or say from when until when.", "请选择日期，或填写开始和结束时间。")
BACK_WHICH = Text(
    "Say which override is taken back, such as `/incident oncall back 3`; `/incident oncall` shows them.",
    "请指明要收回哪一条替班，例如 `/incident 值班 收回 3`；现有替班见 `/incident 值班`。",
)
ARRANGED = Text(
    "Override #{number}: {person} is on duty in “{rotation}” from {begins} to {ends}.",
    "替班 #{number} 已安排：{begins} 至 {ends} 由 {person} 在“{rotation}”值班。",
)
TAKEN_BACK = Text("Override #{number} was taken back; the rotation holds again.", "替班 #{number} 已收回，恢复原轮值。")
DAYS_SHOWN = 14


async def show_team(request: Request, tools: Tools) -> Answer:
    return Say(duty.team(tools.desk.roster, tools.policy, tools.desk.clock(), request.language))


async def show_duty(request: Request, tools: Tools) -> Answer:
    return Say(duty.on_duty(tools.desk.roster, tools.policy, tools.desk.clock(), request.language))


async def on_line(request: Request, tools: Tools) -> Answer:
    """Nothing: who is on. ``@li for @wang thursday``: an override; ``back 3``: no longer."""
    if not request.words.strip():
        return await show_duty(request, tools)
    number = taken_back(request.words)
    if number is not None:
        if not number:
            raise Refused(BACK_WHICH)
        return await _take_back(request, tools, number)
    roster = tools.desk.roster
    known_rotation(roster.rotations[0].name if roster.rotations else "", roster)
    today = tools.desk.clock().astimezone(ZoneInfo(tools.policy.timezone)).date()
    said = read_duty(request.words, request.actor, today, roster)
    rotation, said = _rotation_in(said, tools)
    if rotation is None or said.person is None or said.first is None:
        if said.rest:
            raise Refused(NO_DAY, word=said.rest[:40])
        return _form(request, tools, rotation or roster.rotations[0], said)
    begins, ends = _time_of(said, rotation, tools)
    command = TakeOver(rotation.name, said.person, begins, ends, said.instead_of, request.actor)
    return await _take_over(request, tools, command)


async def on_button(request: Request, tools: Tools) -> Answer:
    rotation = known_rotation(request.argument, tools.desk.roster)
    return _form(request, tools, rotation, Said(person=request.actor))


async def on_back(request: Request, tools: Tools) -> Answer:
    return await _take_back(request, tools, int(request.argument) if request.argument.isdecimal() else 0)


async def on_form(request: Request, tools: Tools) -> Answer:
    rotation = known_rotation(request.text("rotation"), tools.desk.roster)
    begins, ends, day = moment_of(request, "begins"), moment_of(request, "ends"), request.text("day")
    if begins is None and ends is None and day:
        begins, ends = rotation.day(date.fromisoformat(day))
    if begins is None or ends is None:
        wanting = "day" if begins is ends else "begins" if begins is None else "ends"
        return FormErrors({wanting: WHEN_WANTED.say(request.language)})
    instead = request.text("instead") or None
    command = TakeOver(rotation.name, request.text("person"), begins, ends, instead, request.actor)
    return await _take_over(request, tools, command)


async def _take_over(request: Request, tools: Tools, command: TakeOver) -> Answer:
    outcome = await tools.handle(request, command)
    made = max(outcome.overrides or (), key=lambda each: each.id, default=None)
    if made is None:
        return tools.done(request, outcome, ARRANGED)
    values: dict[str, Value] = {"number": made.id, "person": Named(made.person), "rotation": made.rotation}
    return tools.done(request, outcome, ARRANGED, begins=made.begins, ends=made.ends, **values)


async def _take_back(request: Request, tools: Tools, number: int) -> Answer:
    outcome = await tools.handle(request, TakeBack(number, request.actor))
    return tools.done(request, outcome, TAKEN_BACK, number=number)


def _rotation_in(said: Said, tools: Tools) -> tuple[Rotation | None, Said]:
    """The rotation that is meant: the one named; the only one; the only one in which it is that person's turn."""
    rotations, rest = tools.desk.roster.rotations, folded(said.rest)
    named = sorted((each for each in rotations if folded(each.name) in rest), key=lambda each: -len(each.name))
    if named:
        left = rest.replace(folded(named[0].name), " ").strip()
        return named[0], Said(said.person, said.instead_of, said.first, said.last, left)
    if len(rotations) == 1:
        return rotations[0], said
    theirs = [each for each in rotations if said.instead_of in each.people]
    return (theirs[0] if len(theirs) == 1 else None), said


def _time_of(said: Said, rotation: Rotation, tools: Tools) -> tuple[datetime, datetime]:
    """From the first day's hand-over to that after the last one."""
    assert said.first is not None
    now = tools.desk.clock()

    def is_theirs(day: date) -> bool:
        begins, ends = rotation.day(day)
        shifts = shifts_between(rotation, max(begins, now), ends)
        return said.instead_of is None or any(shift.person == said.instead_of for shift in shifts)

    first, last = days_of(said.first, said.last, is_theirs, rotation.day_of(now))
    return rotation.day(first)[0], rotation.day(last)[1]


def _form(request: Request, tools: Tools, rotation: Rotation, said: Said) -> Answer:
    tools.want(request, Right.OVERRIDE)
    language, rotations = request.language, tools.desk.roster.rotations
    first = said.first.isoformat() if said.first is not None and not isinstance(said.first, int) else None
    return form(
        request,
        "oncall",
        FORM,
        choice("rotation", ROTATION.say(language), [(each.name, each.name) for each in rotations], rotation.name),
        person_input("person", PERSON.say(language), said.person),
        person_input("instead", INSTEAD.say(language), said.instead_of, optional=True),
        _day_choice(rotation, tools, language, first),
        moment_input("begins", BEGINS.say(language)),
        moment_input("ends", ENDS.say(language)),
        submit=SAVE,
    )


def _day_choice(rotation: Rotation, tools: Tools, language: Language, chosen: str | None) -> Block:
    """The next days, each with who would be on in this rotation."""
    today = rotation.day_of(tools.desk.clock())
    options = []
    for day in (today + timedelta(days=ahead) for ahead in range(DAYS_SHOWN)):
        shift = rotation.shift_at(rotation.day(day)[0])
        person = tools.name_of(shift.person) if shift else "–"
        named = WEEKDAYS[day.weekday()].say(language)
        options.append((day.isoformat(), DAY_OPTION.say(language, day=named, date=day.isoformat(), person=person)))
    return choice("day", DAY.say(language), options, chosen, optional=True)


TEAM = Feature(
    name="team",
    word=Text("team", "小组"),
    aliases=("crew", "危机小组", "名单"),
    group=Group.PEOPLE,
    example=Text("team", "小组"),
    summary=Text(
        "the crisis team: who can take what, who is at work now, deputies", "危机小组：谁能担任什么、谁在工作时间、副手"
    ),
    run=show_team,
    buttons={"team.show": show_team},
)
ONCALL = Feature(
    name="oncall",
    word=Text("oncall", "值班"),
    aliases=("on-call", "duty", "rota", "轮值", "替班"),
    group=Group.PEOPLE,
    usage=Text("[@LI for @WANG thursday [ROTATION] | back NUMBER]", "[@李 替 @王 周四 [轮值] | 收回 编号]"),
    example=Text("oncall @li for @wang thursday", "值班 @李 替 @王 周四"),
    summary=Text(
        "who is on duty until when, and who is next; somebody takes over a day, or that is taken back",
        "谁在值班、到几点、下一位是谁；安排替班，或收回替班",
    ),
    run=on_line,
    buttons={"oncall.show": show_duty, "oncall.form": on_button, "oncall.back": on_back},
    forms={"oncall": on_form},
)
