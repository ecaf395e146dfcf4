"""The process: settings, wiring, delivery of effects, the clock, command line and health.

Answers for: bringing the floors together, and everything that only a running process has: environment, files, sockets,
signals. May not: hold rules of the domain (``crisis`` does) or the looks of what people see in Slack (``handlers``).

Reading order: ``service`` (what is started, in which order), ``settings`` and ``policy`` (what it is told), ``slack``
(the connection), ``doors`` (HTTP, and the command line's), ``delivery`` (wishes granted) with ``paging``, ``clock``
(what wakes us), ``triage`` and ``words`` (posts), ``troubles`` (what is wrong at the moment). Around it: ``process``
(one bot until a signal), ``cli`` with ``commandline``, ``checks``, ``demo``, ``drills`` (scripts).
"""
