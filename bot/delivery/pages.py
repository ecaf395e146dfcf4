"""Pages: the letter that goes out by webhook, what its receiver is told afterwards, and the direct message beside it.

May not: decide whom to page or when; ``crisis.decisions.paging`` does. A page that was answered before it went out does
not go out.
"""

import base64

from bot.delivery.office import Office, Wish, of_incident
from bot.paging.medium import Act
from bot.paging.pager import Pager, trial
from bot.slack.calls import Moot, Never
from crisis import commands as c
from crisis.incident import Incident
from crisis.incident.paging import Page, PageState
from crisis.language import Language
from crisis.policy.paging import PageChannel
from handlers.pages import TOKEN_BYTES, digest_of, token_of
from handlers.views import page as page_view
from handlers.views.page import Letter

LINKS_IN_MEMORY = 5000
"""One that is forgotten costs a retry another link."""


async def send_page(wish: Wish, office: Office) -> c.Command:
    """A try that may have arrived is repeated: being called twice is better than not at all. A receiver that knows the
    id takes both for one; of the others the record says it."""
    incident, page = _page(wish)
    if page.state is not PageState.OPEN:
        raise Moot("it was answered, or needs nobody any more")
    pager, channel = _channel(wish, office)
    link = await _link(incident, page, office)
    office.want_lease(wish.claim)
    await pager.send(channel, _letter(incident, page, office, link), Act.PAGE, wish.claim.key)
    repeated = pager.may_be_repeated(channel, wish.claim.key, wish.claim.attempt)
    return c.RecordPageSent(incident.number, None, page.id, channel.name, channel.medium, repeated)


async def acknowledge_page(wish: Wish, office: Office) -> None:
    await _tell(wish, office, Act.ACKNOWLEDGE)


async def resolve_page(wish: Wish, office: Office) -> None:
    await _tell(wish, office, Act.RESOLVE)


async def tell_paged(wish: Wish, office: Office) -> None:
    """The direct message with the two buttons, unless the page was answered meanwhile."""
    incident, page = _page(wish)
    if page.state is not PageState.OPEN:
        return
    message = page_view.told(page, incident, office.policy, office.language_of(page.person))
    await office.post_once(wish, await office.direct_channel(page.person), message)


async def send_trial(office: Office, channel: PageChannel, by: str, language: Language) -> str:
    """Send a page that says that it is a test; what was said against it, empty when the receiver took it."""
    assert office.pager is not None, "the service makes one"
    key = f"fenghuo-test-{office.entropy(8).hex()}"
    return await trial(office.pager, channel, page_view.trial(channel.name, by, language, key, office.machine()))


async def _tell(wish: Wish, office: Office, act: Act) -> None:
    """Said twice it is the same. Of a page that never went out there is nothing to say."""
    incident, page = _page(wish)
    pager, channel = _channel(wish, office)
    if channel.name not in page.sent:
        raise Moot("that page never went out")
    office.want_lease(wish.claim)
    await pager.send(channel, _letter(incident, page, office, ""), act, wish.claim.key)


async def _link(incident: Incident, page: Page, office: Office) -> str:
    """The page's link, its digest stored before it goes out. A retry of the same process has the same one; its text is
    nowhere but here and in what was sent."""
    base = office.policy.pages.link
    if not base:
        return ""
    place = (incident.number, page.id)
    async with office.linking:  # several channels of one page come together
        known = office.page_links.get(place)
        if known is None:
            known = base64.urlsafe_b64encode(office.entropy(TOKEN_BYTES)).decode().rstrip("=")
            await office.desk.handle(c.RecordPageLink(incident.number, None, page.id, digest_of(known)), patient=True)
            if len(office.page_links) >= LINKS_IN_MEMORY:
                office.page_links.clear()
            office.page_links[place] = known
    return f"{base.rstrip('/')}/pages/{token_of(incident.number, page.id, known)}"


def _letter(incident: Incident, page: Page, office: Office, link: str) -> Letter:
    roster = office.desk.roster
    names = {who: found.name for who in (page.person, page.by) if who and (found := roster.person(who))}
    person = roster.person(page.person)
    known = office.policy.pages.person(page.person, person.email if person else None)
    language = office.language_of(page.person)
    return page_view.letter(page, incident, office.policy, language, names, link, known)


def _page(wish: Wish) -> tuple[Incident, Page]:
    incident = of_incident(wish)
    page = incident.paging.page(wish.effect.page)
    if page is None:
        raise Never("page_gone: there is no such page")
    return incident, page


def _channel(wish: Wish, office: Office) -> tuple[Pager, PageChannel]:
    name = wish.effect.channel
    channel = office.policy.pages.channel(name)
    if channel is None or office.pager is None:
        raise Never(f"page_no_channel: the policy has no channel “{name}” any more")
    return office.pager, channel
