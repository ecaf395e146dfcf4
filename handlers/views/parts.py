"""Parts that several views share: the headline, lists that fit, an update laid out, the lines about people.

May not: be a message by itself.
"""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from crisis.incident import Incident, Offer, OfferState, Update
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import SECTION, Block, cut, header, section
from handlers.wording.vocabulary import (
    LEAD,
    NOBODY,
    channel_link,
    drill_mark,
    escape,
    headline,
    in_plain,
    joined,
    mention,
    more,
    role_name,
    say,
    severity_label,
    slack_time,
    stage_name,
    written,
)

CONDITIONS = Text("Conditions", "现状")
ACTIONS = Text("Actions", "行动")
NEEDS = Text("Needs", "需要")
WAITING = Text("⏳ {person} until {until}", "⏳ {person} 待答复，至 {until}")
SILENT = Text("{waiting}; no answer: {people}", "{waiting}；未答复：{people}")
HANDING = Text("{holder}, handing over to {waiting}", "{holder}，正在移交：{waiting}")
NOBODY_YET = Text("🔴 {nobody}", "🔴 {nobody}")
TOLD = Text("{mark}#{number} {title}: {words}", "{mark}#{number} {title}：{words}")
TITLE_TOLD = 150  # characters of a title in a notification


def opening(incident: Incident, language: Language) -> Block:
    """The headline: colour, number, title; in plain text."""
    return header(headline(incident, language))


def notification(incident: Incident, language: Language, words: str) -> str:
    """What a notification shows: which incident, and ``words`` (mrkdwn, escaped)."""
    title = cut(escape(in_plain(incident.title, language)), TITLE_TOLD)
    return say(TOLD, language, mark=drill_mark(incident), number=incident.number, title=title, words=words)


def listed(lines: Sequence[str], language: Language, most: int = 50, limit: int = SECTION, left_out: int = 0) -> str:
    """As many of the lines as fit into ``limit`` characters, at most ``most``, and how many more there are.

    ``left_out`` counts ones that the caller left out already. One line alone that is too long is cut.
    """
    room = limit - 40  # for saying how many more
    lengths = [sum(len(line) + 1 for line in lines[: place + 1]) for place in range(min(len(lines), most))]
    shown = max(1, len(list(takewhile(lambda length: length <= room, lengths))))
    missing = max(len(lines) - shown, 0) + left_out
    said = [cut(line, room) for line in lines[:shown]]
    return "\n".join([*said, f"_{more(missing, language)}_"] if missing else said)


def titled(title: Text, words: str, language: Language) -> str:
    """A small heading in bold above words that were escaped."""
    return f"*{title.say(language)}*\n{words}"


def update_sections(update: Update, language: Language) -> list[Block]:
    """A status update under its small headings. One of conditions alone needs none."""
    parts = [(CONDITIONS, update.conditions), (ACTIONS, update.actions), (NEEDS, update.needs)]
    filled = [(title, words) for title, words in parts if words.strip()]
    if len(filled) == 1 and filled[0][0] is CONDITIONS:
        return [section(written(update.conditions, language))]
    return [section(titled(title, written(words, language), language)) for title, words in filled]


def role_label(policy: Policy, key: str, language: Language) -> str:
    """A role's name for mrkdwn."""
    return escape(role_name(policy, key).say(language))


def roles_in_view(incident: Incident, policy: Policy) -> list[str]:
    """The roles that this severity wants, in its order; then the others that somebody has, is asked to take, or nobody
    was left for."""
    others = [held.role for held in incident.holdings if held.until is None]
    others += [offer.role for offer in incident.open_offers()]
    return list(dict.fromkeys([*policy.rules_for(incident.severity, incident.kind).roles, *others, *incident.unfilled]))


def who_has(incident: Incident, role: str, language: Language) -> str:
    """Who has this role, who was asked and until when; empty when nobody has it and nobody was asked."""
    holder, waiting = incident.holder(role), waiting_for(incident.open_offers(role), language)
    if waiting and not holder and (silent := _silent(incident, role)):
        waiting = say(SILENT, language, waiting=waiting, people=joined([mention(each) for each in silent], language))
    if holder and waiting:
        return say(HANDING, language, holder=mention(holder), waiting=waiting)
    return mention(holder) if holder else waiting


def _silent(incident: Incident, role: str) -> list[str]:
    """Who has not answered in time, as long as the role is free, and is not asked anew."""
    asked = {offer.person for offer in incident.open_offers(role)}
    late = [each for each in incident.offers if each.role == role and each.state is OfferState.EXPIRED]
    return [each.person for each in late if incident.can_be_accepted(each) and each.person not in asked]


def who_has_or_nobody(incident: Incident, role: str, language: Language) -> str:
    """The same, and that nobody has it."""
    return who_has(incident, role, language) or NOBODY_YET.say(language, nobody=NOBODY)


def as_it_stands(incident: Incident, policy: Policy, language: Language) -> dict[str, object]:
    """How it stands and who leads it, for a sentence with severity, stage, lead, who and place in it."""
    return {
        "severity": severity_label(incident.severity),
        "stage": stage_name(incident.stage),
        "lead": role_label(policy, LEAD, language),
        "who": who_has_or_nobody(incident, LEAD, language),
        "place": channel_link(incident, language),
    }


def waiting_for(offers: Iterable[Offer], language: Language) -> str:
    """The people who were asked, each with the time until when; empty without any."""
    return " ".join(
        say(WAITING, language, person=mention(offer.person), until=slack_time(offer.expires_at, language))
        for offer in offers
    )
