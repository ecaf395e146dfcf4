"""A line of words, from Slack or from a shell, to the feature that it asks for.

Answers for: the one way from words to an answer. May not: know where the words came from.
"""

from dataclasses import replace

from handlers.answer import Answer
from handlers.feature import Tools
from handlers.request import Request
from handlers.switchboard import Switchboard


async def run_line(request: Request, text: str, tools: Tools, switchboard: Switchboard) -> Answer:
    """Do what ``text`` (what stands after the command's name, as Slack sends it) asks for. Raises Refused."""
    run, line = switchboard.line(text)
    number = line.incident if line.incident is not None else request.incident
    return await run(replace(request, words=line.rest, incident=number), tools)
