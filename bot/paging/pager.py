"""The pager: sends one letter by one channel, within its limits, and says how that ended.

Answers for: done, ``Again`` or ``Never``, like a call of Slack; no address or secret in what is said or logged; and an
operator hears of a channel that does not work. May not: repeat anything by itself (the outbox does) or know incidents.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit
from urllib.request import getproxies_environment, proxy_bypass

import aiohttp

from bot.paging.limits import Limits
from bot.paging.media import MEDIA
from bot.paging.medium import Act, Answer, Door, Medium, Outgoing, limited
from bot.paging.secrets import ReadSecret
from bot.points import Point
from bot.settings.settings import is_loopback
from bot.slack.calls import Again, Never
from bot.timing import Timing
from bot.troubles import Troubles
from crisis.policy.paging import PageChannel
from crisis.ports import Passing
from handlers.views.page import Letter
from storage.points import unwatched

ANSWER_LIMIT = 64 * 1024  # bytes of an answer that are read
WORTH_TELLING = 3
"""Tries in a row that failed, until the operator is told."""
LIMIT_SECONDS = 30.0


@dataclass(slots=True)
class Pager:
    """See the module. ``machine``: the machine clock, for signatures. ``session`` trusts no environment: the proxy is
    chosen here, as for Slack."""

    session: aiohttp.ClientSession
    read_secret: ReadSecret
    machine: Callable[[], datetime]
    limits: Limits
    troubles: Troubles
    timing: Timing = field(default_factory=Timing)
    passing: Passing = unwatched
    _failed: dict[str, int] = field(default_factory=dict)
    _not_sent: dict[str, int] = field(default_factory=dict)

    async def send(self, channel: PageChannel, letter: Letter, act: Act, key: str = "") -> None:
        """Send it. Raises ``Again`` (with ``limit`` when there is no room now) or ``Never``. ``key``: of the wish, for
        ``may_be_repeated``."""
        medium = MEDIA[channel.medium]
        try:
            await self._send(channel, medium, letter, act, key)
        except Again as again:
            if not again.limit:
                self._failing(channel, again.reason)
            raise
        except Never as never:
            self._tell(channel, never.reason)
            raise
        self._failed.pop(channel.name, None)
        self.troubles.end(_trouble(channel))

    def may_be_repeated(self, channel: PageChannel, key: str, attempt: int) -> bool:
        """Whether the receiver may have had this before, and cannot know that it is the same. ``attempt`` counts from
        1; a try that surely did not arrive does not matter."""
        surely_not = self._not_sent.pop(key, 0)
        return not MEDIA[channel.medium].knows_repeats and attempt - 1 > surely_not

    async def _send(self, channel: PageChannel, medium: Medium, letter: Letter, act: Act, key: str) -> None:
        door = self._door(channel, medium)
        wait = self.limits.take(channel.name, medium.limits)
        if wait > 0:
            raise Again("page_limited: no room on the channel yet", after=wait, limit=True)
        outgoing = medium.make(letter, act, door, self.machine())
        self.passing(Point.PAGE_WANTED)
        try:
            answer = await self._posted(outgoing)
            medium.judge(answer)
        except Again as again:
            again.reason = f"{again.reason} ({channel.name})"
            if again.limit:
                self.limits.refused(channel.name, again.after if again.after is not None else LIMIT_SECONDS)
            elif not again.unknown:
                self._not_sent[key] = self._not_sent.get(key, 0) + 1
            raise
        except Never as never:
            hidden = _hide(never.reason, door)
            raise Never(f"{hidden} ({channel.name})") from None
        self.passing(Point.PAGE_TAKEN)

    async def _posted(self, outgoing: Outgoing) -> Answer:
        """Raises ``Again`` without an answer. No redirect is followed: what was signed is for one receiver."""
        host = urlsplit(outgoing.address).hostname
        try:
            async with self.session.post(
                outgoing.address,
                data=outgoing.body,
                headers=dict(outgoing.headers),
                allow_redirects=False,
                proxy=proxy_for(outgoing.address),
                timeout=aiohttp.ClientTimeout(total=self.timing.call),
            ) as said:
                body = (await said.content.read(ANSWER_LIMIT)).decode("utf-8", "replace")
                headers = {name.lower(): value for name, value in said.headers.items()}
                answer = Answer(said.status, body, headers)
        except aiohttp.ClientConnectorError:
            raise Again(f"page_unreachable: no connection to {host}") from None
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            if isinstance(problem.__cause__, Again):  # the lease ends too soon
                raise problem.__cause__ from None
            raise Again(f"page_no_answer: {type(problem).__name__} from {host}", unknown=True) from None
        if 300 <= answer.status < 400:
            raise Never(f"page_refused: {host} sends elsewhere (HTTP {answer.status})")
        if answer.status == 429:
            raise limited(answer, "HTTP 429")
        return answer

    def _door(self, channel: PageChannel, medium: Medium) -> Door:
        """Raises ``Never`` when a variable has no value, or one that is no address."""
        values = {name: self.read_secret(name) for name in channel.variables}
        if gone := [name for name, value in values.items() if value is None]:
            raise Never(f"page_not_set: {', '.join(gone)} ({channel.name})")
        address = values.get(channel.address) or medium.default_address
        parts = urlsplit(address)
        if parts.scheme not in ("https", "http") or not parts.hostname:
            raise Never(f"page_bad_address: {channel.address} is no web address ({channel.name})")
        return Door(address, values.get(channel.secret) or "")

    def _failing(self, channel: PageChannel, reason: str) -> None:
        count = self._failed[channel.name] = self._failed.get(channel.name, 0) + 1
        if count >= WORTH_TELLING:
            self._tell(channel, reason)

    def _tell(self, channel: PageChannel, reason: str) -> None:
        what = f"Pages by “{channel.name}” do not arrive: {reason}."
        remedy = f"`/incident page test {channel.name}` tries it out; docs/paging.md says what each answer means."
        self.troubles.begin(_trouble(channel), what, remedy)


def proxy_for(address: str) -> str | None:
    """The proxy of the environment for this address; None for this machine, and for what NO_PROXY names."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if is_loopback(host) or proxy_bypass(host):
        return None
    proxies = getproxies_environment()
    return proxies.get(parts.scheme) or proxies.get("all") or None


def _trouble(channel: PageChannel) -> str:
    return f"page:{channel.name}"


def _hide(reason: str, door: Door) -> str:
    """A receiver may say our own address or secret back to us."""
    for secret in (door.address, door.secret):
        if len(secret) >= 6:
            reason = reason.replace(secret, "[hidden]")
    return reason


async def trial(pager: Pager, channel: PageChannel, letter: Letter) -> str:
    """A test page: empty when it was taken, else what was said. What PagerDuty has opened is resolved again."""
    try:
        await pager.send(channel, letter, Act.PAGE)
        if channel.medium.hears_the_end:
            await pager.send(channel, letter, Act.RESOLVE)
    except (Again, Never) as problem:
        return problem.reason
    return ""
