"""Answering an offer: yes, no, and no with who could do it instead; and staying in a role that one was to hand on.

May not: offer or hand on a role (``roles`` does).
"""

from crisis import refusals
from crisis.commands import AcceptOffer, DeclineOffer, StayInRole
from crisis.incident import Incident, Offer
from crisis.language import Text
from crisis.refusals import Named, Refused
from handlers.answer import Answer, Done, FormErrors
from handlers.blocks import choice, person_input, text_input
from handlers.feature import Tools
from handlers.features.parts import form
from handlers.request import Request
from handlers.wording.vocabulary import role_name
from handlers.words.parsing import reason_in

FORM = Text("Somebody else", "换人担任")
ROLE = Text("The role that you decline", "谢绝担任的角色")
WHO = Text("Who could do it", "谁可以担任")
WHY = Text("Why", "原因")
WHY_HINT = Text("That person reads it, and it stands in the record.", "对方会看到，也会写进记录。")
SEND = Text("Ask them", "转请对方")
ONESELF = Text("Name somebody else than yourself.", "请选择自己以外的人。")
DECLINED = Text("You declined to be {role} of #{number}.", "您已谢绝担任 #{number} 的{role}。")
ACCEPTED = Text("You are {role} of incident #{number} now.", "您现在是事件 #{number} 的{role}。")
STAYED = Text("You stay {role} of incident #{number}.", "您将继续担任事件 #{number} 的{role}。")


async def accept(request: Request, tools: Tools) -> Answer:
    """The message with the offer is edited and says the rest."""
    incident = await tools.incident(request)
    await tools.handle(request, AcceptOffer(incident.number, request.actor, number_of(request.argument)))
    return Done()


async def decline(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    await tools.handle(request, DeclineOffer(incident.number, request.actor, number_of(request.argument)))
    return Done()


async def ask_instead(request: Request, tools: Tools) -> Answer:
    """The form that asks whom, and why. Raises Refused for an offer that is another's or over."""
    incident = await tools.incident(request)
    offer = incident.offer(number_of(request.argument))
    if offer is None:
        raise Refused(refusals.NO_SUCH_OFFER)
    if offer.person != request.actor:
        raise Refused(refusals.NOT_YOUR_OFFER, person=Named(offer.person))
    return instead_form(request, tools, incident, offer)


def instead_form(request: Request, tools: Tools, incident: Incident, chosen: Offer) -> Answer:
    language = request.language
    own = {each.role: each for each in incident.offers if each.person == request.actor}
    offers = [each for each in own.values() if incident.can_be_accepted(each) and each.id != chosen.id]
    names = [(str(each.id), role_name(tools.policy, each.role).say(language)) for each in (chosen, *offers)]
    return form(
        request,
        "instead",
        FORM,
        choice("offer", ROLE.say(language), names, str(chosen.id)),
        person_input("person", WHO.say(language)),
        text_input("why", WHY.say(language), multiline=True, optional=True, hint=WHY_HINT.say(language)),
        submit=SEND,
        incident=incident,
    )


async def on_instead(request: Request, tools: Tools) -> Answer:
    incident, person = await tools.incident(request), request.text("person")
    if person == request.actor:
        return FormErrors({"person": ONESELF.say(request.language)})
    offer = number_of(request.text("offer"))
    await tools.handle(request, DeclineOffer(incident.number, request.actor, offer, person, request.text("why")))
    return Done()


async def answer_in_words(request: Request, tools: Tools, incident: Incident, role: str, yes: bool) -> Answer:
    """``accept ROLE`` and ``decline ROLE because WHY``. Raises Refused without such an offer."""
    said, why = reason_in(role)
    known = tools.policy.role_named(said)
    own = [each for each in incident.offers if each.person == request.actor and incident.can_be_accepted(each)]
    found = next((each for each in reversed(own) if known and each.role == known.key), None)
    if found is None:
        names = tuple(role_name(tools.policy, each.role) for each in own) or (refusals.NOBODY_OFFERED,)
        raise Refused(refusals.NO_OFFER_OF_ROLE, role=known.name if known else said, possible=names)
    name, number = role_name(tools.policy, found.role), incident.number
    if yes:
        outcome = await tools.handle(request, AcceptOffer(number, request.actor, found.id))
        return tools.done(request, outcome, ACCEPTED, number=number, role=name)
    outcome = await tools.handle(request, DeclineOffer(number, request.actor, found.id, why=why))
    return tools.done(request, outcome, DECLINED, number=number, role=name)


def number_of(argument: str) -> int:
    return int(argument) if argument.isdecimal() else 0


async def stay(request: Request, tools: Tools) -> Answer:
    return await keep(request, tools, await tools.incident(request), request.argument)


async def keep(request: Request, tools: Tools, incident: Incident, role: str) -> Answer:
    outcome = await tools.handle(request, StayInRole(incident.number, request.actor, role))
    known = tools.policy.role_named(role)
    return tools.done(request, outcome, STAYED, number=incident.number, role=known.name if known else role)
