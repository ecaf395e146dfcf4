"""Waking people: who is paged when an answer does not come, who next, and what an answer means.

Answers for: nobody is paged outside the hours of the rule, nobody twice in a minute for two reasons, and an answer in
Slack or on a page's link stops the next page. May not: know how a page goes out.
"""

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from crisis import events as e
from crisis import refusals
from crisis.clock.due import Due, rules_of
from crisis.clock.pages import Waiting, after_page, every, first_at, pages_anybody, stands, waiting
from crisis.commands import (
    AcceptOffer,
    AnswerPage,
    Command,
    DeclineOffer,
    PagePerson,
    RecordPageLink,
    RecordPageSent,
)
from crisis.decisions import record, roles
from crisis.decisions.context import Context, checked_text, want_open
from crisis.evolve import evolve
from crisis.incident import LEAD, Incident, OfferState, Target
from crisis.incident.paging import Page, PageReason, PageState
from crisis.policy.paging import BY_HAND, LEVEL, PageRule
from crisis.policy.rights import sees
from crisis.refusals import Named, Refused

JUST_NOW = timedelta(minutes=1)
"""Who was paged so shortly before is not paged again for something else: one call wakes."""


def page_due(incident: Incident, due: Due, context: Context) -> tuple[e.Event, ...]:
    """The time for a page came: it goes to whoever the first rule that fits names, or waits until it may."""
    each = next((one for one in waiting(incident) if one.key == due.about), None)
    if each is None:
        return ()
    rule = _rule(incident, each, context)
    before = incident.paging.of(each.key)
    if rule is None:
        return (e.PagePutOff(each.key, None),)
    times = rules_of(incident, context.policy)
    at = after_page(rule, before, times) if before else first_at(rule, each, times)
    if at > context.now:  # another rule, which does not hold for this person, has it earlier
        return (e.PagePutOff(each.key, at),)
    step, people = _next(incident, each, rule, before, context)
    if not people:
        return (e.PagePutOff(each.key, None),)
    may = [person for person in people if _may_be_paged(incident, person, rule, context)]
    if not may:
        return (e.PagePutOff(each.key, context.now + max(every(rule, times), JUST_NOW)),)
    return tuple(_begun(incident, each, step, person, rule, place, context) for place, person in enumerate(may))


def page_person(incident: Incident, command: PagePerson, context: Context) -> tuple[e.Event, ...]:
    """Somebody is to be woken by name, whatever the hour."""
    want_open(incident)
    paging = context.policy.pages
    if not paging.channels:
        raise Refused(refusals.NO_PAGE_CHANNELS)
    if not pages_anybody(incident, paging):
        raise Refused(refusals.NO_PAGES_IN_DRILLS)
    person = context.roster.person(command.person)
    if person is None or person.is_bot or not person.is_active:
        raise Refused(refusals.CANNOT_BE_PAGED, person=Named(command.person))
    for page in reversed(incident.paging.pages):
        if page.person == command.person and page.state is PageState.OPEN and context.now - page.at < JUST_NOW:
            raise Refused(refusals.PAGED_JUST_NOW, person=Named(command.person))
    text = checked_text(command.text, required=False)
    channels, telling = _channels(command.person, BY_HAND, context)
    return (e.PageAsked(_number(incident), command.person, channels, telling, text),)


def answer_page(incident: Incident, command: AnswerPage, context: Context) -> tuple[e.Event, ...]:
    """The person who was paged says that it is seen to, or that somebody else must. Works once."""
    page = incident.paging.page(command.page)
    if page is None or page.person != command.by:
        raise Refused(refusals.NO_SUCH_PAGE)
    if page.answered_at is not None:
        raise Refused(refusals.PAGE_ANSWERED)
    if not can_be_answered(incident, page):
        raise Refused(refusals.PAGE_OVER, number=incident.number)
    answered = e.PageAnswered(page.id, page.person, page.at, command.accepts, command.by_link)
    made = _taken(incident, page, context) if command.accepts else _declined(incident, page, context)
    return (answered, *made)


def can_be_answered(incident: Incident, page: Page) -> bool:
    """An offer can be accepted late as long as nobody else has the role: whoever was woken may come a minute late."""
    if stands(incident, page):
        return True
    offer = incident.offer(page.about) if page.reason is PageReason.OFFER else None
    late = offer is not None and offer.state is OfferState.EXPIRED and incident.holder(offer.role) is None
    return incident.is_open and late


def record_link(incident: Incident, command: RecordPageLink, context: Context) -> tuple[e.Event, ...]:
    return (e.PageLinkMade(command.page, command.digest),) if incident.paging.page(command.page) else ()


def record_sent(incident: Incident, command: RecordPageSent, context: Context) -> tuple[e.Event, ...]:
    page = incident.paging.page(command.page)
    if page is None:
        return ()
    return (e.PageSent(page.id, page.person, command.channel, command.medium, command.repeated),)


def follow(incident: Incident, command: Command, made: tuple[e.Event, ...], context: Context) -> tuple[e.Event, ...]:
    """What a command means for the pages that wait: whoever does anything here is awake, and a page that needs nobody
    any more is over."""
    if not incident.paging.live():
        return ()
    after = incident
    for event in made:
        after = evolve(after, event, context.now, command.by)
    found: list[e.Event] = []
    answered = {(page.key, page.person) for page in after.paging.pages if page.answered_at}
    for page in reversed(after.paging.live()):
        if page.state is PageState.OPEN and command.by == page.person:
            accepts = not (isinstance(command, DeclineOffer) and page.reason is PageReason.OFFER)
            if (page.key, page.person) in answered:  # the last page of several was answered
                found.append(e.PageEnded(page.id))
                continue
            answered.add((page.key, page.person))
            found.append(e.PageAnswered(page.id, page.person, page.at, accepts))
            if not accepts:
                continue
        if not stands(after, page):
            found.append(e.PageEnded(page.id))
    return tuple(found)


def _taken(incident: Incident, page: Page, context: Context) -> tuple[e.Event, ...]:
    """Whoever was offered a role accepts it; whoever was called for something else acknowledges."""
    offer = incident.offer(page.about) if page.reason is PageReason.OFFER else None
    made: tuple[e.Event, ...] = ()
    if offer is not None and offer.person == page.person:
        made = roles.accept_offer(incident, AcceptOffer(incident.number, page.person, offer.id), context)
    if incident.reached_at(Target.ACKNOWLEDGED) is None:
        made = (*made, record.reached(incident, Target.ACKNOWLEDGED, "", context))
    return made


def _declined(incident: Incident, page: Page, context: Context) -> tuple[e.Event, ...]:
    offer = incident.offer(page.about) if page.reason is PageReason.OFFER else None
    if offer is None or offer.person != page.person or offer.state is not OfferState.OPEN:
        return ()
    return roles.decline_offer(incident, DeclineOffer(incident.number, page.person, offer.id), context)


def _rule(incident: Incident, each: Waiting, context: Context) -> PageRule | None:
    """The first rule that speaks of this reason and of this person."""
    rules = context.policy.pages.concerning(each.reason, incident.severity, each.role)
    if each.reason is not PageReason.OFFER or each.person is None:
        return next(iter(rules), None)
    return next((rule for rule in rules if not rule.people or each.person in _ids(rule.people, context)), None)


def _next(
    incident: Incident, each: Waiting, rule: PageRule, before: tuple[Page, ...], context: Context
) -> tuple[int, tuple[str, ...]]:
    """Which step is next, and whom it pages: those who are asked first, then each of those who come after them.

    A rule brings nobody into a private incident: whoever is offered a role there, or called by a person, is inside."""
    last = before[-1] if before else None
    step = last.step + 1 if last else 1
    if last and last.state is PageState.DECLINED:
        step = ((last.step - 1) // rule.times + 1) * rule.times + 1
    while step <= rule.steps:
        turn = (step - 1) // rule.times
        people = _first(incident, each, rule, context) if turn == 0 else _after(rule.then[turn - 1], context)
        people = tuple(one for one in people if sees(one, incident, context.policy.rights, context.roster))
        if people:
            return step, people
        step = (turn + 1) * rule.times + 1
    return step, ()


def _first(incident: Incident, each: Waiting, rule: PageRule, context: Context) -> tuple[str, ...]:
    if each.person is not None:
        return (each.person,)
    if rule.people:
        return _ids(rule.people, context)
    lead = incident.holder(LEAD)
    asked = tuple(offer.person for offer in incident.open_offers(LEAD)) or tuple(
        offer.person for offer in incident.open_offers()[:1]
    )
    able = tuple(one.person.id for one in context.roster.candidates if one.can_take(LEAD))
    return (lead,) if lead else asked or able[:1]


def _after(name: str, context: Context) -> tuple[str, ...]:
    if name != LEVEL:
        return _ids((name,), context)
    return next(iter(context.roster.levels), ())


def _ids(names: Iterable[str], context: Context) -> tuple[str, ...]:
    """The Slack ids of people who are named by id or by address; whoever is unknown is left out."""
    wanted = [name.lower() for name in names]
    known = {key.lower(): one.id for one in context.roster.people for key in (one.id, one.email) if key}
    known |= {one.person.id.lower(): one.person.id for one in context.roster.candidates}
    return tuple(dict.fromkeys(known[name] for name in wanted if name in known))


def _may_be_paged(incident: Incident, person: str, rule: PageRule, context: Context) -> bool:
    if any(page.person == person and context.now - page.at < JUST_NOW for page in incident.paging.pages):
        return False
    if person in incident.absent:
        return False
    known = context.roster.person(person)
    zone = ZoneInfo(known.timezone if known and known.timezone else context.policy.timezone)
    return rule.hours.allow(context.now, zone, context.roster.is_at_work(person, context.now))


def _begun(
    incident: Incident, each: Waiting, step: int, person: str, rule: PageRule, place: int, context: Context
) -> e.PageBegun:
    channels, telling = _channels(person, rule, context)
    number = _number(incident) + place
    return e.PageBegun(number, each.reason, each.about, person, step, channels, telling)


def _channels(person: str, rule: PageRule, context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the channels that page this person, and of those among them that hear of the answer."""
    known = context.roster.person(person)
    paging = context.policy.pages
    ways = paging.ways(paging.person(person, known.email if known else None), rule)
    return tuple(way.name for way in ways), tuple(way.name for way in ways if way.medium.hears_the_end)


def _number(incident: Incident) -> int:
    return len(incident.paging.pages) + 1
