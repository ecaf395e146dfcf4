"""Roles: offering, taking, handing on, answering an offer, and seeing who has which."""

from enum import StrEnum

from crisis.commands import HandRole, OfferRole, TakeRole
from crisis.incident import Incident
from crisis.language import Text
from crisis.refusals import Named
from handlers.answer import Answer, FormErrors, Say
from handlers.blocks import choice, person_input
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.features import answering
from handlers.features.parts import form
from handlers.request import Request
from handlers.views.lists import role_list
from handlers.wording.vocabulary import role_name
from handlers.words.parsing import first_word, folded, names_person, person_in

FORM = Text("Roles", "角色")
SAVE = Text("Go", "确定")
WHAT = Text("What", "操作")
ROLE_LABEL = Text("Role", "角色")
PERSON = Text("Who (not for taking it yourself)", "人选（自己接任则不用填）")
PERSON_WANTED = Text("Say who.", "请选择人选。")
OFFERED = Text(
    "{person} has been offered {role} in incident #{number}, by direct message.",
    "已私信邀请 {person} 担任事件 #{number} 的{role}。",
)
HANDED = Text(
    "{person} has been asked to take over as {role}. Until then it is still you.",
    "已私信请 {person} 接任{role}，对方接受之前仍由您负责。",
)
TAKEN = Text("You are {role} of incident #{number} now.", "您现在是事件 #{number} 的{role}。")


class Way(StrEnum):
    OFFER = "offer"
    TAKE = "take"
    HAND = "hand"
    STAY = "stay"
    ACCEPT = "accept"
    DECLINE = "decline"


WAYS = {
    Way.OFFER: Text("offer to somebody", "邀请某人担任"),
    Way.TAKE: Text("take it myself", "由我接任"),
    Way.HAND: Text("hand mine on to somebody", "把我的角色移交给某人"),
    Way.STAY: Text("keep mine: nobody needs to take over", "由我继续担任，不用交接"),
}
WORDS = {
    Way.OFFER: ("offer", "invite", "assign", "邀请", "指派", "请"),
    Way.TAKE: ("take", "claim", "接任", "担任", "认领", "接手", "我来"),
    Way.HAND: ("hand", "handover", "pass", "移交", "交接", "转交", "交给"),
    Way.STAY: ("stay", "keep", "留任", "继续", "继续担任"),
    Way.ACCEPT: ("accept", "yes", "接受", "同意"),
    Way.DECLINE: ("decline", "no", "谢绝", "拒绝", "婉拒"),
}
WAY_OF = {word: way for way, words in WORDS.items() for word in words}
FILLERS = frozenset({"over", "to", "on", "the", "as", "role", "给", "由", "为", "角色"})


async def on_line(request: Request, tools: Tools) -> Answer:
    """``offer ROLE @user``, ``take ROLE``, ``hand ROLE @user``; the order of role and person does not count."""
    incident = await tools.incident(request)
    word, after = first_word(request.words)
    way = WAY_OF.get(word)
    rest = request.words if way is None else after
    if way in (Way.ACCEPT, Way.DECLINE) and rest:
        return await answering.answer_in_words(request, tools, incident, rest, way is Way.ACCEPT)
    person, role = person_in(rest, tools.desk.roster) if names_person(rest) else (None, rest)
    role = " ".join(part for part in map(folded, role.split()) if part and part not in FILLERS)
    if way is None and person:
        way = Way.OFFER
    if way is None or not role or (person is None and way not in (Way.TAKE, Way.STAY)):
        return _form(request, tools, incident, way or Way.OFFER, role, person)
    return await _do(request, tools, incident, way, role, person or request.actor)


async def on_button(request: Request, tools: Tools) -> Answer:
    return _form(request, tools, await tools.incident(request), Way.OFFER, "", None)


async def on_take(request: Request, tools: Tools) -> Answer:
    return await _do(request, tools, await tools.incident(request), Way.TAKE, request.argument, request.actor)


async def on_form(request: Request, tools: Tools) -> Answer:
    way, person = Way(request.text("way")), request.text("person")
    if way in (Way.TAKE, Way.STAY):
        person = request.actor
    elif not person:
        return FormErrors({"person": PERSON_WANTED.say(request.language)})
    return await _do(request, tools, await tools.incident(request), way, request.text("role"), person)


async def show(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    return Say(role_list(incident, tools.policy, tools.desk.roster, request.language))


async def _do(request: Request, tools: Tools, incident: Incident, way: Way, role: str, person: str) -> Answer:
    number, by = incident.number, request.actor
    known = tools.policy.role_named(role)
    name = known.name if known else role
    if way is Way.STAY:
        return await answering.keep(request, tools, incident, role)
    if way is Way.TAKE:
        outcome = await tools.handle(request, TakeRole(number, by, role))
        return tools.done(request, outcome, TAKEN, number=number, role=name)
    if way is Way.HAND:
        outcome = await tools.handle(request, HandRole(number, by, role, person))
        return tools.done(request, outcome, HANDED, role=name, person=Named(person))
    outcome = await tools.handle(request, OfferRole(number, by, role, person))
    return tools.done(request, outcome, OFFERED, number=number, role=name, person=Named(person))


def _form(request: Request, tools: Tools, incident: Incident, way: Way, role: str, person: str | None) -> Answer:
    language = request.language
    named = tools.policy.role_named(role) if role else None
    ways = [(each.value, text.say(language)) for each, text in WAYS.items()]
    roles = [(each.key, role_name(tools.policy, each.key).say(language)) for each in tools.policy.roles]
    return form(
        request,
        "role",
        FORM,
        choice("way", WHAT.say(language), ways, way.value if way in WAYS else Way.OFFER.value),
        choice("role", ROLE_LABEL.say(language), roles, named.key if named else None),
        person_input("person", PERSON.say(language), person, optional=True),
        submit=SAVE,
        incident=incident,
    )


ROLE = Feature(
    name="role",
    word=Text("role", "角色"),
    group=Group.PEOPLE,
    usage=Text(
        "offer ROLE @user | take ROLE | hand ROLE @user | stay ROLE | accept ROLE | decline ROLE [because WHY]",
        "邀请 角色 @某人 | 接任 角色 | 移交 角色 @某人 | 留任 角色 | 接受 角色 | 谢绝 角色 [因为 理由]",
    ),
    example=Text("role offer lead @maya", "角色 邀请 总指挥 @林晓"),
    summary=Text(
        "offers a role, takes one, hands yours on or keeps it; nobody has a role without accepting it",
        "邀请、接任、移交或留任角色；本人接受才算数",
    ),
    numbering=Numbering.SIGN,
    run=on_line,
    alone={"角色": show},  # in Chinese the same word asks for the list
    buttons={
        "role.form": on_button,
        "role.take": on_take,
        "role.stay": answering.stay,
        "offer.accept": answering.accept,
        "offer.decline": answering.decline,
        "offer.instead": answering.ask_instead,
    },
    forms={"role": on_form, "instead": answering.on_instead},
)
ROLES = Feature(
    name="roles",
    word=Text("roles", "角色表"),
    aliases=("who", "people", "人员"),
    group=Group.PEOPLE,
    example=Text("roles", "角色表"),
    summary=Text("who has which role, and who was asked", "谁担任什么角色，正在邀请谁"),
    numbering=Numbering.PLAIN,
    run=show,
    buttons={"role.list": show},
)
