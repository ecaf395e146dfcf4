"""The policy file while the bot runs: a good change takes effect, a bad one is said and the last good policy holds.

Answers for: looking at what stands in the file every few seconds (machine clock), and at once when asked (SIGHUP); a
file that is being written is waited for until two looks find the same. May not: know what a policy changes; ``follow``
does.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from bot.policy.file import PolicyError, policy_of
from bot.settings.settings import Settings
from bot.troubles import Troubles
from crisis.language import Language
from crisis.policy import Policy

POLICY = "policy"
REMEDY = "Correct the file, it is taken up by itself then; `fenghuo policy check {file}` names every problem."

log = structlog.get_logger("fenghuo.policy")


@dataclass(slots=True)
class PolicyWatch:
    """See the module. ``policy``: the one that holds. ``follow`` is called with each new one; when it raises, it is
    called again. ``every``: seconds between two looks; ``asked`` is set by whoever says that the file was changed."""

    settings: Settings
    policy: Policy
    follow: Callable[[Policy], Awaitable[None]]
    troubles: Troubles
    every: float
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    _settled: str | None = None  # the content that was taken up or refused
    _seen: str | None = None  # the content at the last look

    async def run(self) -> None:
        """Look until cancelled. Outermost loop: what fails is reported and tried again."""
        while True:
            at_once = self.asked.is_set()
            self.asked.clear()
            try:
                await self.look(at_once)
            except Exception:
                log.exception("the policy could not be taken up; it is tried again")
            try:
                async with asyncio.timeout(self.every):  # wait_for may lose a cancellation before Python 3.12
                    await self.asked.wait()
            except TimeoutError:
                pass

    async def look(self, at_once: bool = False) -> None:
        """Look at the file. ``at_once``: whoever asks says that it is whole."""
        path = self.settings.policy
        if path is None:
            return
        content = await asyncio.to_thread(_content, path)
        is_whole = at_once or content == self._seen
        self._seen = content
        if not is_whole or content == self._settled:
            return
        try:
            policy = await asyncio.to_thread(policy_of, self.settings)
        except PolicyError as wrong:
            self._refuse(wrong, path)
        else:
            if policy != self.policy:
                await self.follow(policy)
                self.policy = policy
                log.info("a new policy holds", file=str(path))
            self.troubles.end(POLICY)
        self._settled = content

    def _refuse(self, wrong: PolicyError, path: Path) -> None:
        for problem in wrong.problems:
            log.error("the policy file is wrong", problem=problem.say(Language.ENGLISH))
        what = f"The policy file cannot be used, the policy of before holds: {wrong.line(Language.ENGLISH)}"
        self.troubles.begin(POLICY, what, REMEDY.format(file=path))


def _content(path: Path) -> str:
    """A digest of what stands in the file; why it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return f"{type(error).__name__}"
