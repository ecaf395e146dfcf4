"""When the interpreter looks for garbage: not during the start, and seldom once everything is loaded.

Answers for: what is made for the start (modules, dictionaries, watch lists) never being walked, as that takes a sixth
of the start, later holds up an event loop, and takes a tenth of a batch's time. May not: decide when the start is over.
"""

import gc

COLLECTING = (10_000, 20, 20)
"""When garbage is collected: an alert makes thousands of objects, nearly none of them in circles, and Python's own 700
walks them several times for each."""


def collect_later() -> None:
    """Collect nothing until ``collect_seldom``: what a start makes is there to stay."""
    gc.disable()


def collect_seldom() -> None:
    """What there is now stays; of the rest, a full collection is rare."""
    gc.freeze()
    gc.set_threshold(*COLLECTING)
    gc.enable()
