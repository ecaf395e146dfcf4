"""What is due next: the nearest of all due times by name, and those after it in small type.

May not: tell the team what the script of a drill has in store.
"""

from collections.abc import Callable

from crisis.clock.due import Due, DueKind, due_times
from crisis.incident import Incident, Target
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import Block, context, section
from handlers.views.clock import next_due_line
from handlers.views.parts import role_label
from handlers.views.sections.base import Shown
from handlers.wording.vocabulary import duration, joined, mention, more, say, slack_time, target_name

NEXT = Text("⏰ *Next: {what}* · {at}", "⏰ *下一项：{what}* · {at}")
NEXT_COUNTED = Text("⏰ *Next: {what}* · {at}, in {length}", "⏰ *下一项：{what}* · {at}，还有 {length}")
THEN = Text("then {several}", "随后：{several}")
ONE = Text("{what} {at}", "{what} {at}")
UPDATE = Text("status update", "进展通报")
ANSWER = Text("{person}'s answer ({role})", "{person} 答复（{role}）")
ACKNOWLEDGED = Text("acknowledgement", "确认接手")
TASK = Text("task {number}", "任务 {number}")
FOLLOW_UP = Text("follow-up {number}", "改进项 {number}")
SHIFT = Text("hand-over of {role}", "{role}交接班")
PAGE = Text("somebody is woken", "外部呼叫")
MENTIONS = Text("answers to mentions", "回应提及")
REVISIT = Text("decision {number} again", "复议决策 {number}")
NEVER: frozenset[str] = frozenset({"inject", "vacancy", "warning", "page"})
"""What is due, or what it is about, and is none of the team's business: a script's next turn, our own look for somebody
who could take a role, a warning of what stands on the board anyway, the next page to somebody who sleeps."""
THEN_SHOWN = 3

Words = Callable[[Due, Incident, Policy, Language], str]


def next_due(shown: Shown) -> list[Block]:
    incident, policy, language = shown.incident, shown.policy, shown.language
    to_come = [due for due in due_times(incident, policy) if not NEVER.intersection((due.kind, due.about))]
    lines = []
    if incident.is_open and incident.rhythm.owed_since:
        lines.append(next_due_line(incident, policy, language, shown.now))
        to_come = [due for due in to_come if due.kind is not DueKind.UPDATE]
    to_come.sort(key=lambda due: (due.due_at, due.key))
    if to_come:
        lines.append(_first(to_come[0], shown))
    blocks = [section("\n".join(lines))] if lines else []
    if then := to_come[1:]:
        several = [_one(due, shown) for due in then[:THEN_SHOWN]]
        left_out = [more(len(then) - THEN_SHOWN, language)] if len(then) > THEN_SHOWN else []
        blocks.append(context(say(THEN, language, several=joined([*several, *left_out], language))))
    return blocks


def due_words(due: Due, incident: Incident, policy: Policy, language: Language) -> str:
    """What is due, in a few words, escaped."""
    return WORDS[due.kind](due, incident, policy, language)


def _first(due: Due, shown: Shown) -> str:
    what = due_words(due, shown.incident, shown.policy, shown.language)
    at = slack_time(due.due_at, shown.language)
    if shown.now is None or shown.now >= due.due_at:
        return say(NEXT, shown.language, what=what, at=at)
    return say(NEXT_COUNTED, shown.language, what=what, at=at, length=duration(due.due_at - shown.now, shown.language))


def _one(due: Due, shown: Shown) -> str:
    what = due_words(due, shown.incident, shown.policy, shown.language)
    return say(ONE, shown.language, what=what, at=slack_time(due.due_at, shown.language))


def _plain(text: Text) -> Words:
    return lambda due, incident, policy, language: text.say(language)


def _offer(due: Due, incident: Incident, policy: Policy, language: Language) -> str:
    offer = next(each for each in incident.offers if str(each.id) == due.about)
    return say(ANSWER, language, person=mention(offer.person), role=role_label(policy, offer.role, language))


def _target(due: Due, incident: Incident, policy: Policy, language: Language) -> str:
    target = Target(due.about)
    return (ACKNOWLEDGED if target is Target.ACKNOWLEDGED else target_name(target)).say(language)


def _revisit(due: Due, incident: Incident, policy: Policy, language: Language) -> str:
    return say(REVISIT, language, number=due.about)


def _task(due: Due, incident: Incident, policy: Policy, language: Language) -> str:
    return say(TASK, language, number=due.about)


def _follow_up(due: Due, incident: Incident, policy: Policy, language: Language) -> str:
    return say(FOLLOW_UP, language, number=due.about)


def _shift(due: Due, incident: Incident, policy: Policy, language: Language) -> str:
    return say(SHIFT, language, role=role_label(policy, due.about, language))


WORDS: dict[DueKind, Words] = {
    DueKind.UPDATE: _plain(UPDATE),
    DueKind.OFFER: _offer,
    DueKind.TARGET: _target,
    DueKind.REVISIT: _revisit,
    DueKind.SHIFT: _shift,
    DueKind.TASK: _task,
    DueKind.FOLLOW_UP: _follow_up,
    DueKind.PAGE: _plain(PAGE),
    DueKind.MENTIONS: _plain(MENTIONS),
}
"""A word for each kind of due time but those of ``NEVER``. A test holds it complete."""
