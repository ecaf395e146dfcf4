"""How many pages a receiver takes: planned, so that being refused is the exception (DingTalk shuts out for minutes).

Answers for: when there is room for one more on a channel. Replicas divide what a channel takes. May not: send. Seconds
are monotonic.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

MARGIN_SECONDS = 0.5
"""Messages do not all take the same time on their way: our windows are a little longer than theirs."""


@dataclass(slots=True)
class _Channel:
    sent: deque[float] = field(default_factory=deque)
    closed_until: float = 0.0


@dataclass(slots=True)
class Limits:
    """See the module. ``seconds`` only goes forward; ``replicas``: how many share each channel."""

    seconds: Callable[[], float]
    replicas: Callable[[], int] = lambda: 1
    _channels: dict[str, _Channel] = field(default_factory=dict)

    def take(self, name: str, limits: Iterable[tuple[int, float]]) -> float:
        """A place on this channel: 0 when it is taken now, else the seconds until there may be one, and none is
        taken. ``limits``: so many in so many seconds."""
        channel, now = self._channels.setdefault(name, _Channel()), self.seconds()
        waits = [channel.closed_until - now]
        longest = 0.0
        for count, span in limits:
            mine, window = max(count // self.replicas(), 1), span + MARGIN_SECONDS
            longest = max(longest, window)
            recent = [at for at in channel.sent if at > now - window]
            if len(recent) >= mine:
                waits.append(recent[-mine] + window - now)
        wait = max(waits)
        if wait > 0:
            return wait
        while channel.sent and channel.sent[0] <= now - longest:
            channel.sent.popleft()
        channel.sent.append(now)
        return 0.0

    def refused(self, name: str, seconds: float) -> None:
        """The receiver says that it was too much: nothing more for so long."""
        channel = self._channels.setdefault(name, _Channel())
        channel.closed_until = max(channel.closed_until, self.seconds() + seconds)
