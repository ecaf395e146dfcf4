"""How long we wait for Slack, in one place, so that a test can wait less."""

from dataclasses import dataclass

EDITS = 50
"""A minute, for the whole app (https://docs.slack.dev/apis/web-api/rate-limits, tier 3)."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of the machine clock.

    ``call``: how long a call may take before nobody knows whether it happened. ``visible``: how long what was done may
    stay unseen in histories and lists; nobody looks back sooner, so within it nothing is done twice. ``late``: how
    long Slack may still be at a call that we no longer wait for; until then what it was to post is looked for, and not
    posted again. ``first_pause``: before the second try; it doubles. ``ping``: how often a socket that says nothing is
    asked whether it is there; one that is not is left after one and a half of it. ``reconnect``: the longest pause
    between two tries to connect, and that before the directory is asked for again. ``minute``: how many seconds a
    minute of Slack's limits has; ``edits``: how many edits it allows in one, until it says otherwise. ``policy``:
    between two looks at the policy file.
    """

    call: float = 10.0
    visible: float = 2.0
    late: float = 20.0
    first_pause: float = 0.5
    ping: float = 2.5
    reconnect: float = 3.0
    minute: float = 60.0
    policy: float = 2.0
    edits: int = EDITS
