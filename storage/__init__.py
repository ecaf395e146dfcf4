"""Durable memory: tables, one writer, outbox, due times, ledger and migrations.

This floor answers for: what is committed is there, once, and shows when it was changed. It knows ``crisis`` (whose
ports it fulfils) and nothing of Slack; it holds no rules of the domain and reads no clock: time and randomness are
handed in.

Reading order: ``tables`` (what is stored), ``codec`` (values to text and back), ``ledger`` (the chain), ``view``
(what a closure can see), ``domain`` with ``saved`` and ``appended`` (what the desk can do), ``unit`` (what delivery
and clock can do besides), ``outbox``, ``claiming`` and ``dues`` (their statements), ``clock`` (whose time that is),
``jobs`` with ``writer`` (SQLite) and ``pool`` (PostgreSQL): in which thread and which transaction, ``hints``
(replicas), ``store`` (all of it together), ``copying`` (from one database to another). Only ``engine``, ``sqlite``,
``postgres`` and the triggers of the first migration know which database it is.
"""
