"""How seldom the interpreter looks for garbage once everything is loaded.

Answers for: what was made for the start (dictionaries, watch lists) never being walked again, as that holds up an event
loop and takes a tenth of a batch's time. May not: be called before the start is over.
"""

import gc

COLLECTING = (10_000, 20, 20)
"""When garbage is collected: an alert makes thousands of objects, nearly none of them in circles, and Python's own 700
walks them several times for each."""


def collect_seldom() -> None:
    """What there is now stays; of the rest, a full collection is rare."""
    gc.freeze()
    gc.set_threshold(*COLLECTING)
