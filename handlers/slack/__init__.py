"""Slack as it comes in: its payloads read into requests, messages and files looked up, answers given in its time.

Answers for: nothing above this room knows a payload or Bolt. May not: know a feature by name, or call Slack's writing
methods (``bot`` delivers).
"""
