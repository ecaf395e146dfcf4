"""The domain of a crisis desk: values in, values out.

This floor answers for what an incident is, what may happen to it and what follows. It does no I/O, knows neither
Slack nor SQL nor jieba, and never reads the wall clock: time, words, people and randomness are handed in.

Reading order: ``stages`` and ``severity`` (the two tables everything hangs on), ``incident`` (the state) and ``policy``
(what a team may set), ``commands`` (what is asked), ``decisions`` (what follows from it), ``events`` (what happened)
and ``evolve`` (how they change the state), ``consequences`` and ``effects`` (what the world shall see), ``clock`` (what
we must be woken for), ``desk`` (the one way in). Beside the path: ``triage`` (texts), ``overview`` and ``review`` (what
is read out of it all), ``refusals`` (why the desk says no), ``ports`` (what it needs from outside).
"""
