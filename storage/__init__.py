"""Durable memory: tables, one writer, outbox, due times, ledger and migrations.

This floor answers for: what is committed is there, once, and shows when it was changed. It knows ``crisis`` (whose
ports it fulfils) and nothing of Slack; it holds no rules of the domain and reads no clock: time and randomness are
handed in.

Reading order: ``tables`` (what is stored), ``codec`` (values to text and back), ``ledger`` (the chain), ``work`` (what
closures are run on: ``view``, ``domain`` with ``saved`` and ``appended`` for the desk, ``unit`` for delivery and
clock), ``rows`` (their statements: ``outbox``, ``claiming``, ``dues`` …), ``clock`` (whose time that is), ``database``
(``jobs`` with ``writer`` for SQLite and ``pool`` for PostgreSQL: in which thread and which transaction; ``hints``),
``store`` (all of it together), ``copying`` (from one database to another). Only ``database`` and the triggers of the
first migration know which database it is.
"""
