"""The process: settings, wiring, delivery of effects, the clock, command line and health.

Answers for: bringing the floors together, and everything that only a running process has: environment, files, sockets,
signals. May not: hold rules of the domain (``crisis`` does) or the looks of what people see in Slack (``handlers``).
"""
