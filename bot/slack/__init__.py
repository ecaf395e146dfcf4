"""The connection with Slack: who we are there, what it sends, who is there; and what an answer of Slack's means.

May not: call its writing methods (``bot.delivery`` does).
"""
