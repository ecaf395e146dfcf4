"""Slack away: noticed after a few calls in a row that got no answer, asked about with one call at a time, and when it
is back, what waited goes out at once.

Answers for: while Slack is away (unreachable, failing as a whole, or refusing our token) nothing else is tried, so
there is no flood of calls and of log lines; what failed meanwhile is tried the moment Slack answers again, the most
urgent first. May not: touch what waits for another reason (a rate limit, an error of one call).
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.slack.calls import NO_ANSWER, Again, BadToken, Never, SlackCalls
from bot.troubles import Troubles
from storage.errors import DatabaseAway
from storage.store import SqlStore

SUSPICIOUS = 4
"""Calls in a row without an answer, after which Slack is asked whether it is there."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
TOKEN_PAUSE = 30.0
STORE_PAUSE = 2.0
SLACK = "slack"

log = structlog.get_logger("fenghuo.slack")


@dataclass(slots=True)
class Away:
    """See the module. ``on_back`` is called when Slack is back: somebody shall look at the outbox."""

    slack: SlackCalls
    store: SqlStore
    machine: Callable[[], datetime]
    troubles: Troubles
    on_back: Callable[[], None]
    is_away: bool = False
    _missed: int = 0
    _ask: asyncio.Event = field(default_factory=asyncio.Event)

    def heard(self) -> None:
        """A call was answered, whatever the answer."""
        self._missed = 0

    def missed(self, problem: Again | BadToken) -> None:
        """A call was not granted. Only one that got no answer counts, or one that our token was refused for."""
        if isinstance(problem, BadToken):
            self._ask.set()
        elif problem.no_answer:
            self._missed += 1
            if self._missed >= SUSPICIOUS:
                self._ask.set()
        else:
            self.heard()

    def look(self) -> None:
        """Perhaps Slack is back: ask now."""
        if self.is_away:
            self._ask.set()

    async def run(self) -> None:
        """Go on until cancelled. Outermost loop: what fails is reported, and asked again."""
        pause: float | None = None
        while True:
            with contextlib.suppress(TimeoutError):  # time to ask again
                async with asyncio.timeout(pause):  # wait_for may lose a cancellation before Python 3.12
                    await self._ask.wait()
            self._ask.clear()
            try:
                pause = await self._look(pause)
            except DatabaseAway as problem:
                self.troubles.database(problem)
                pause = STORE_PAUSE
            except Exception:
                log.exception("whether Slack is away is not known; asked again in a moment")
                pause = STORE_PAUSE

    async def _look(self, paused: float | None) -> float | None:
        """Ask, and do what follows; seconds until it is asked again, None: when somebody wants to know."""
        problem = await self._asked()
        if problem is None:
            await self._back()
            return None
        self._gone(problem)
        longest = TOKEN_PAUSE if isinstance(problem, BadToken) else LONGEST_PAUSE
        return min(paused * 2, longest) if paused else FIRST_PAUSE

    async def _asked(self) -> Again | BadToken | None:
        """Ask Slack who we are; None when there is an answer."""
        try:
            await self.slack.call("auth.test")
        except BadToken as refused:
            return refused
        except Again as problem:
            return problem if problem.no_answer else None
        except Never:
            return None
        return None

    def _gone(self, problem: Again | BadToken) -> None:
        self.is_away = True
        if isinstance(problem, BadToken):
            what = f"Slack refuses the bot's token ({problem.reason}); nothing goes out, everything is kept."
            remedy = "Put a valid SLACK_BOT_TOKEN and start the bot again; `fenghuo check` tells more."
        else:
            what = f"Slack cannot be reached ({problem.reason.removeprefix(NO_ANSWER)}); what is to go there is kept."
            remedy = "Nothing, if it is Slack (slack-status.com); else see to the network or the proxy."
        self.troubles.begin(SLACK, what, remedy)

    async def _back(self) -> None:
        """Let everything go out that waited for Slack alone. Raises what the store raises."""
        self._missed = 0
        if not self.is_away:
            return  # one method fails, or it was bad luck: each wish waits as long as it has to
        # What was tried last may have happened and not be visible yet.
        soon = self.machine() + timedelta(seconds=self.slack.timing.visible)
        waited = await self.store.transact(lambda unit: unit.hasten(soon, NO_ANSWER))
        self.is_away = False
        self.troubles.end(SLACK)
        log.info("Slack is back", waited=waited)
        self.on_back()
