"""Granting the desk's wishes in Slack, once (docs/decisions/0003-effects-hold-no-words.md).

``dispatcher`` takes wishes from the outbox by lease and runs independent ones at the same time; ``pace`` plans how many
calls go out; ``grants`` is the table from wish to the function that grants it (``rooms``, ``messages``, ``offers``,
``reviews`` …), with what is in ``office``; what an answer of Slack's means for a repeat: ``bot.slack.calls``. May not:
hold rules of the domain or looks of messages.
"""
