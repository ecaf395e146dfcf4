"""Durable memory: tables, one writer, outbox, due times, ledger and migrations.

This floor answers for: what is committed is there, once, and shows when it was changed. It knows ``crisis`` (whose
ports it fulfils) and nothing of Slack; it holds no rules of the domain and reads no clock: time and randomness are
handed in.

Reading order: ``tables`` (what is stored), ``codec`` (values to text and back), ``ledger`` (the chain), ``view`` and
``unit`` (what a closure can see and do), ``outbox`` and ``dues`` (what ``unit`` does for the delivery and the clock),
``writer`` (in which thread), ``store`` (all of it together). Only ``engine`` and the triggers of the first migration
know which database it is.
"""
