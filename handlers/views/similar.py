"""Past incidents of the same kind, for whoever asks: how each went, what was decided, and where to read on.

May not: look for them, or show one that the reader may not see (it is handed only those).
"""

from collections.abc import Sequence
from datetime import timedelta

from crisis.incident import Decision, Incident
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import Block, Message, context, divider, message, section
from handlers.views import buttons
from handlers.wording.vocabulary import (
    SEVERITY_MARK,
    channel_link,
    drill_mark,
    duration,
    escape,
    excerpt,
    kind_name,
    more,
    say,
    slack_time,
    stage_name,
)

LIKE_INCIDENT = Text("*Like #{number} {title}*", "*与 #{number} {title} 类似的事件*")
LIKE_WORDS = Text("*Incidents like “{words}”*", "*与“{words}”类似的事件*")
NONE = Text("No past incident is like it.", "没有类似的过往事件。")
HEADLINE = Text("{mark} *#{number}* {lock}{title}", "{mark} *#{number}* {lock}{title}")
ENDED = Text("{kind} · {stage} · {at}, took {length} · {place}", "{kind} · {stage} · {at}，历时 {length} · {place}")
GOING_ON = Text(
    "🔴 still open · {kind} · {stage} · since {at} · {place}", "🔴 进行中 · {kind} · {stage} · 始于 {at} · {place}"
)
DECIDED = Text("⚖️ {words}", "⚖️ {words}")
DECIDED_WHY = Text("⚖️ {words} _because:_ {why}", "⚖️ {words}（理由：{why}）")
NOTHING_DECIDED = Text("No decision is on record.", "没有决策记录。")
DRILLS = Text("Drills", "演练")

DECISIONS_SHOWN = 3
TITLE_SHOWN = 150
DECISION_SHOWN = 180
WHY_SHOWN = 120
WORDS_SHOWN = 80


def similar_to(incident: Incident, found: Sequence[Incident], policy: Policy, language: Language) -> Message:
    """Those that are like this incident, in their order, drills apart."""
    title = excerpt(incident.title, TITLE_SHOWN, language)
    return _list(say(LIKE_INCIDENT, language, number=incident.number, title=title), found, policy, language)


def similar_words(words: str, found: Sequence[Incident], policy: Policy, language: Language) -> Message:
    """Those that are like what somebody typed."""
    return _list(say(LIKE_WORDS, language, words=excerpt(words, WORDS_SHOWN, language)), found, policy, language)


def _list(title: str, found: Sequence[Incident], policy: Policy, language: Language) -> Message:
    real = [each for each in found if not each.drill]
    drills = [each for each in found if each.drill]
    blocks: list[Block] = [section(title)]
    if not found:
        blocks.append(section(NONE.say(language)))
    blocks += [_incident(each, policy, language) for each in real]
    if drills:
        blocks += [divider(), context(DRILLS.say(language))]
        blocks += [_incident(each, policy, language) for each in drills]
    return message(title.replace("*", ""), *blocks)


def _incident(incident: Incident, policy: Policy, language: Language) -> Block:
    headline = say(
        HEADLINE,
        language,
        mark=f"{drill_mark(incident)}{SEVERITY_MARK[incident.severity]}",
        number=incident.number,
        lock="🔒 " if incident.private else "",
        title=excerpt(incident.title, TITLE_SHOWN, language),
    )
    lines = [headline, _how_it_went(incident, policy, language), *_decided(incident, language)]
    return section("\n".join(lines), accessory=buttons.board(incident, language))


def _how_it_went(incident: Incident, policy: Policy, language: Language) -> str:
    ended = incident.resolved_at or incident.closed_at
    length = (ended - incident.opened_at) if ended else timedelta(0)
    return say(
        GOING_ON if incident.is_open else ENDED,
        language,
        kind=escape(kind_name(policy, incident.kind).say(language)),
        stage=stage_name(incident.stage),
        at=slack_time(incident.opened_at, language),
        length=duration(length, language),
        place=channel_link(incident, language),
    )


def _decided(incident: Incident, language: Language) -> list[str]:
    """The main decisions: those that stand, of many those with an approval or a reason, in their order."""
    standing = [decision for decision in incident.decisions if decision.replaced_by is None]
    if not standing:
        return [NOTHING_DECIDED.say(language)]
    main = sorted(standing, key=lambda each: (each.approved_by is None, not each.why.strip()))[:DECISIONS_SHOWN]
    lines = [_decision(each, language) for each in sorted(main, key=lambda each: each.number)]
    left_out = len(standing) - len(main)
    return [*lines, f"_{more(left_out, language)}_"] if left_out else lines


def _decision(decision: Decision, language: Language) -> str:
    words, why = excerpt(decision.text, DECISION_SHOWN, language), decision.why.strip()
    if not why:
        return say(DECIDED, language, words=words)
    return say(DECIDED_WHY, language, words=words, why=excerpt(why, WHY_SHOWN, language))
