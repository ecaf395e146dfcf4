"""At the end of an incident: whether its open tasks become follow-ups.

Answers for: the question in the forms that end one, and its answer. May not: be a feature.
"""

from crisis.incident import Incident
from crisis.language import Language, Text
from handlers.blocks import Block, choice
from handlers.request import Request

QUESTION = Text("Tasks that are still open: {count}", "未完成的任务：{count} 项")
KEEP = Text("make them follow-ups", "转为改进项，继续跟进")
LEAVE = Text("leave them as they are", "保持原样")
YES, NO = "keep", "leave"


def keeping(incident: Incident, language: Language) -> list[Block]:
    """The question, where there is a task to ask about."""
    count = len(incident.work.open_tasks)
    if not count:
        return []
    options = [(YES, KEEP.say(language)), (NO, LEAVE.say(language))]
    return [choice("tasks", QUESTION.say(language, count=count), options, YES)]


def keeps(request: Request) -> bool:
    """What was answered; without the question it is no."""
    return request.text("tasks") == YES
