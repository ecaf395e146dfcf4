"""Where it came from and how long its record is, in small type. May not: hold anything that must be seen."""

from crisis.language import Language, Text
from crisis.stages import FORWARD_ORDER, Stage
from handlers.blocks import Block, context
from handlers.views.joining import in_small_print
from handlers.views.sections.base import Shown
from handlers.wording.vocabulary import BOT, escape, mention, say, slack_time, stage_name

OPENED = Text("opened {at} by {by}", "{at} 由 {by} 开启")
BEGAN = Text("began {at}", "始于 {at}")
DUPLICATES = Text("🔄 same alert {count} more times", "🔄 同一警报又触发 {count} 次")
DUPLICATE = Text("🔄 same alert once more", "🔄 同一警报又触发 1 次")
SOME_FIRE = Text("🔔 {count} of {all} alerts fire", "🔔 {all} 条警报中有 {count} 条仍在触发")
ALL_OVER = Text("🟢 all {count} alerts are over", "🟢 {count} 条警报已全部解除")
OVER = Text("🟢 the alert is over", "🟢 警报已解除")
FLARES_UP = Text("💥 flare-up of #{number}", "💥 #{number} 的次生危机")
REPORTED = Text("reported in <#{channel}>", "来自 <#{channel}>")
RECORD = Text("record: {count} entries", "记录 {count} 条")


def small_print(shown: Shown) -> list[Block]:
    incident, language = shown.incident, shown.language
    by = mention(incident.opened_by) if incident.opened_by else BOT
    facts = [say(OPENED, language, at=slack_time(incident.opened_at, language), by=by)]
    if incident.started_at:
        facts.append(say(BEGAN, language, at=slack_time(incident.started_at, language)))
    if incident.duplicates == 1:
        facts.append(DUPLICATE.say(language))
    elif incident.duplicates:
        facts.append(say(DUPLICATES, language, count=incident.duplicates))
    firing = incident.firing
    if firing.count > 1 and firing.parts:
        facts.append(say(SOME_FIRE, language, count=len(firing.parts), all=firing.count))
    elif firing.is_over:
        facts.append(say(ALL_OVER if firing.count > 1 else OVER, language, count=firing.count))
    if incident.flares_up is not None:
        facts.append(say(FLARES_UP, language, number=incident.flares_up))
    if incident.reported_in:
        facts.append(REPORTED.say(language, channel=escape(incident.reported_in.channel)))
    facts += in_small_print(incident, language)
    facts.append(say(RECORD, language, count=shown.head_seq))
    return [context(_trail(incident.stage, language), " · ".join(facts))]


def _trail(stage: Stage, language: Language) -> str:
    """The stages in order with the present one marked; one beside the way stands alone."""
    order = FORWARD_ORDER if stage in FORWARD_ORDER else (stage,)
    names = ((each, stage_name(each).say(language)) for each in order)
    return " › ".join(f"*{name}*" if each is stage else name for each, name in names)
