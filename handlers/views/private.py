"""What is said of a private incident to those inside. May not: be shown to anybody else."""

from crisis.incident import Incident
from crisis.language import Language, Text
from handlers.blocks import Message, actions, message, section
from handlers.views import buttons
from handlers.views.parts import notification, opening
from handlers.wording.problems import problem_line
from handlers.wording.vocabulary import say

NO_ROOM = Text(
    "🔴 The private channel of #{number} could not be made, so *nothing was made instead*: no public channel, no card. "
    "The incident exists and its clock runs. Whoever is asked to take a role is told directly; call everybody else "
    "yourself.\n{problem}",
    "🔴 #{number} 的私密频道未能创建，也没有以公开方式代替：没有公开频道，也没有卡片。事件已立案，计时照常。"
    "受邀担任角色的人会收到私信；其他人请您自行联系。\n{problem}",
)
NOTHING_PUBLIC = Text("no private channel could be made, and nothing public", "私密频道未能创建，未公开任何内容")


def no_room(incident: Incident, language: Language) -> Message:
    """To whoever opened it, directly: there is no channel, and why."""
    problem = next((each for each in incident.problems if each.what == "OpenChannel"), None)
    why = problem_line(problem, language) if problem else ""
    return message(
        notification(incident, language, NOTHING_PUBLIC.say(language)),
        opening(incident, language),
        section(say(NO_ROOM, language, number=incident.number, problem=why)),
        actions(buttons.board(incident, language), buttons.roles(incident, language)),
    )
