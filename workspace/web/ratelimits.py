"""Slack's rate limits per method and app, by tier, over a sliding minute. Tiers: Slack's rate limit page."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
POSTS_PER_MINUTE = 300


class RateLimits:
    """`machine` gives seconds. Only consulted while the weather says so."""

    def __init__(self, machine: Callable[[], float]) -> None:
        self._machine = machine
        self._seen: dict[tuple[str, str], deque[float]] = {}

    def wait(self, app: str, method: str, tier: int, channel: str = "", minute: float = 60.0) -> int:
        """0 when the call may pass (and counts), else whole seconds for Retry-After. `minute`: its seconds."""
        if method == "chat.postMessage":
            one_a_second = self._take((app, f"post in {channel}"), 1, minute / 60)
            return one_a_second or self._take((app, "posts"), POSTS_PER_MINUTE, minute)
        limit = PER_MINUTE.get(tier)
        return self._take((app, method), limit, minute) if limit else 0

    def _take(self, key: tuple[str, str], limit: int, window: float) -> int:
        now = self._machine()
        seen = self._seen.setdefault(key, deque())
        while seen and seen[0] <= now - window:
            seen.popleft()
        if len(seen) >= limit:
            return max(1, math.ceil(seen[0] + window - now))
        seen.append(now)
        return 0
