"""Granting the desk's wishes in Slack, once (docs/decisions/0003-effects-hold-no-words.md).

``dispatcher`` takes wishes from the outbox by lease and runs independent ones at the same time; ``grants`` is the table
from wish to the function that grants it (``rooms``, ``messages``, ``offers``, ``reviews``); ``calls`` knows how Slack
answers and what each answer means for a repeat. May not: hold rules of the domain or looks of messages.
"""
