"""``/pages/{token}``: the link that a page carries. Opening it shows what is asked; a button answers, once.

Answers for: a token opens only its own page, is compared by digest, and is worth nothing once the page was answered or
is over; what is wrong is said in both languages. May not: change anything when it is only opened (chats open links to
show a preview of them).
"""

import hashlib
import hmac
from dataclasses import dataclass

from aiohttp import web

from crisis.commands import AnswerPage
from crisis.decisions.paging import can_be_answered
from crisis.incident import Incident
from crisis.incident.paging import Page
from crisis.language import Text
from crisis.ports import Conflict
from crisis.refusals import Refused
from handlers.feature import Tools
from handlers.views import page_link

LONGEST_TOKEN = 100
TOKEN_BYTES = 24
"""192 bits of chance."""


def digest_of(secret: str) -> str:
    """What is stored of a link: SHA-256 of what it ends in, hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_of(incident: int, page: int, secret: str) -> str:
    """What stands in the address. ``secret`` is what makes it one."""
    return f"{incident}.{page}.{secret}"


def routes(tools: Tools, unavailable: tuple[type[Exception], ...]) -> list[web.RouteDef]:
    """``unavailable``: what the store raises when it is overloaded or away; then the answer is 503."""
    desk = _Counter(tools, (*unavailable, Conflict))
    return [web.get("/pages/{token}", desk.show), web.post("/pages/{token}", desk.answer)]


@dataclass(slots=True)
class _Counter:
    tools: Tools
    unavailable: tuple[type[Exception], ...]

    async def show(self, request: web.Request) -> web.Response:
        try:
            found = await self._find(request.match_info["token"])
        except self.unavailable:
            return _sentence(page_link.BUSY, 503)
        if found is None:
            return _sentence(page_link.UNKNOWN, 404)
        incident, page = found
        if page.answered_at is not None or not can_be_answered(incident, page):
            return _sentence(page_link.outcome(page), 410)
        names = {who: self.tools.name_of(who) for who in (page.person, page.by) if who}
        return _html(page_link.asking(page, incident, self.tools.policy, names), 200)

    async def answer(self, request: web.Request) -> web.Response:
        try:
            found = await self._find(request.match_info["token"])
            if found is None:
                return _sentence(page_link.UNKNOWN, 404)
            given = (await request.post()).get("answer")
            if given not in ("yes", "no"):
                return _sentence(page_link.UNKNOWN, 400)
            incident, page = found
            await self.tools.desk.handle(AnswerPage(incident.number, page.person, page.id, given == "yes", True))
        except Refused:
            again = await self._find(request.match_info["token"])
            return _sentence(page_link.outcome(again[1]) if again else page_link.UNKNOWN, 410)
        except self.unavailable:
            return _sentence(page_link.BUSY, 503)
        return _sentence(page_link.THANKS if given == "yes" else page_link.THANKS_NO, 200)

    async def _find(self, token: str) -> tuple[Incident, Page] | None:
        number, _, rest = token[:LONGEST_TOKEN].partition(".")
        place, _, secret = rest.partition(".")
        if not (_is_number(number) and _is_number(place) and secret):
            return None
        incident = await self.tools.desk.read(lambda view: view.incident(int(number)))
        page = incident.paging.page(int(place)) if incident else None
        if incident is None or page is None:
            return None
        digest = digest_of(secret)
        known = [hmac.compare_digest(digest, link) for link in page.links]  # all of them, however many fit
        return (incident, page) if any(known) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 9


def _sentence(text: Text, status: int) -> web.Response:
    return _html(page_link.saying(text), status)


def _html(body: str, status: int) -> web.Response:
    return web.Response(text=body, status=status, content_type="text/html", headers=page_link.HEADERS)
