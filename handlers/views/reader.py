"""What somebody who follows an incident, or an executive, is told directly. One person reads it, in the own language.

Answers for: the team's text under its small headings; the executives' in a few lines: how bad, what it means, what is
decided, when the next word comes. May not: choose who is told (``crisis.policy.reach`` does).
"""

from crisis.events import Entry, StageChanged, UpdatePosted
from crisis.incident import Decision, Incident, Update
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.policy.reach import Audience
from crisis.review.nothing import is_nothing
from handlers.blocks import Block, Message, actions, context, cut, message, section
from handlers.views import buttons
from handlers.views.parts import as_it_stands, notification, opening, update_sections
from handlers.wording.vocabulary import (
    BOT,
    excerpt,
    mention,
    say,
    shortened,
    slack_time,
    stage_name,
)

STANDING = Text(
    "*{severity}* · *{stage}* · {lead}: {who} · {place}", "*{severity}* · *{stage}* · {lead}：{who} · {place}"
)
UPDATE = Text("update {number}, {at}, by {by}", "第 {number} 次通报，{at}，{by}")
NEEDED = Text("*Needed:* {words}", "*需要* {words}")
DECIDED = Text("*Decided:* {words}", "*决策* {words}")
NEXT = Text("next word {due}", "下次通报：{due}")
NO_NEXT = Text("no further update is due", "不再需要定时通报")
DRILL_NOTE = Text("This is a drill.", "这是演练。")
ENDED = Text("🏁 *{stage}* since {at}", "🏁 *{stage}* · {at} 起")
ENDED_WHY = Text("Why: {words}", "说明：{words}")
NOTIFIED = Text("update {number}: {words}", "第 {number} 次通报：{words}")
MEANING_SHOWN = 900  # characters: what an executive reads without scrolling
PART_SHOWN = 300
DECIDED_SHOWN = 240
WHY_SHOWN = 400
WORDS_TOLD = 300


def told_update(entry: Entry, incident: Incident, policy: Policy, language: Language, audience: Audience) -> Message:
    """A status update for one reader. Raises ValueError when the entry is none."""
    event = entry.event
    if not isinstance(event, UpdatePosted):
        raise ValueError(f"entry {entry.seq} of incident {entry.incident} is no status update")
    update = Update(event.number, entry.by, entry.at, event.conditions, event.actions, event.needs, event.executives)
    is_short = audience is Audience.EXECUTIVES
    meaning = update.executives if is_short and update.executives.strip() else update.conditions
    words = excerpt(meaning, WORDS_TOLD, language)
    body = _for_executives(update, meaning, incident, language) if is_short else update_sections(update, language)
    by = mention(update.by) if update.by else BOT.say(language)
    facts = [say(UPDATE, language, number=update.number, at=slack_time(update.at, language), by=by)]
    due = event.next_due
    facts.insert(0, say(NEXT, language, due=slack_time(due, language)) if due else NO_NEXT.say(language))
    return message(
        notification(incident, language, say(NOTIFIED, language, number=update.number, words=words)),
        opening(incident, language),
        _standing(incident, policy, language),
        *body,
        context(" · ".join(facts)),
        actions(buttons.board(incident, language), buttons.unfollow(incident, language)),
    )


def told_end(entry: Entry, incident: Incident, policy: Policy, language: Language) -> Message:
    """How it ended, for one reader who was told of it before. Raises ValueError when the entry is no change of
    stage."""
    event = entry.event
    if not isinstance(event, StageChanged):
        raise ValueError(f"entry {entry.seq} of incident {entry.incident} is no change of stage")
    said = say(ENDED, language, stage=stage_name(event.new), at=slack_time(entry.at, language))
    reason = event.reason.strip()
    lines = [said, *([say(ENDED_WHY, language, words=excerpt(reason, WHY_SHOWN, language))] if reason else [])]
    return message(
        notification(incident, language, said.replace("*", "")),
        opening(incident, language),
        section("\n".join(lines)),
        actions(buttons.board(incident, language), buttons.unfollow(incident, language)),
    )


def newest_decision(incident: Incident) -> Decision | None:
    """The newest that still holds."""
    return next((each for each in reversed(incident.decisions) if each.replaced_by is None), None)


def decided_line(incident: Incident, language: Language) -> str:
    """What was decided last; empty when nothing was."""
    decision = newest_decision(incident)
    return say(DECIDED, language, words=excerpt(decision.text, DECIDED_SHOWN, language)) if decision else ""


def _standing(incident: Incident, policy: Policy, language: Language) -> Block:
    said = say(
        STANDING,
        language,
        **as_it_stands(incident, policy, language),
    )
    return section(f"{said}\n{DRILL_NOTE.say(language)}" if incident.drill else said)


def _for_executives(update: Update, meaning: str, incident: Incident, language: Language) -> list[Block]:
    """What it means; what is asked of them, where no text was made for them alone; what is decided."""
    blocks = [section(cut(shortened(meaning, MEANING_SHOWN, language), MEANING_SHOWN))]
    lines = []
    if not update.executives.strip() and not is_nothing(update.needs):
        lines.append(say(NEEDED, language, words=excerpt(update.needs, PART_SHOWN, language)))
    if decided := decided_line(incident, language):
        lines.append(decided)
    return [*blocks, *([section("\n".join(lines))] if lines else [])]
