"""The domain of a crisis desk: values in, values out.

This floor answers for what an incident is, what may happen to it and what follows. It does no I/O, knows neither
Slack nor SQL nor jieba, and never reads the wall clock: time, words, people and randomness are handed in.

Reading order: ``stages`` and ``severity`` (the two tables everything hangs on), ``incident`` (the state), ``commands``
(what is asked), ``decisions`` (what follows from it), ``events`` (what happened), ``effects`` (what the world shall
see), ``due`` (what the clock must wake us for), ``desk`` (the one way in), ``working`` (one incident under a command).
"""
