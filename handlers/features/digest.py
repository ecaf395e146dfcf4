"""The digest: at which hours somebody wants to hear how all open incidents stand."""

import re
import unicodedata
from datetime import time

from crisis.commands import ChooseDigest
from crisis.desk.digests import want_zone
from crisis.digest import Digest, DigestChoice
from crisis.language import Text
from crisis.overview.digest_now import look
from crisis.refusals import Refused
from handlers.answer import Answer, FormErrors, OpenForm, Say
from handlers.blocks import choice, text_input
from handlers.feature import Feature, Group, Tools
from handlers.features.parts import form
from handlers.request import Request
from handlers.views.digest import digest_message, hours_shown
from handlers.wording.saying import in_plain_text
from handlers.words.parsing import first_typed, folded

FORM = Text("Your digest", "我的简报")
HOURS = Text("At which hours", "每天几点")
HOURS_HINT = Text(
    "For example 9:00 18:00; up to eight. Empty: no digest.", "例如：9:00 18:00，最多八个；留空表示不要简报。"
)
ZONE = Text("Time zone", "时区")
ZONE_HINT = Text("For example Asia/Shanghai or Europe/Berlin.", "例如：Asia/Shanghai、Asia/Hong_Kong。")
WHEN_QUIET = Text("When nothing is open", "没有事件时")
QUIET_ONCE = Text("one line with the first digest of the day", "每天第一次简报说一声即可")
QUIET_ALWAYS = Text("one line at each of the hours", "每次都说一声")
CHOSEN = Text(
    "Your digest comes every day at {hours}; the next one {due}. `/incident digest off` ends it.",
    "简报将在每天 {hours} 私信给您，下次：{due}。用 `/incident 简报 关闭` 可停用。",
)
ENDED = Text(
    "No digest comes any more. `/incident digest 9:00 18:00` starts it again.",
    "简报已关闭。用 `/incident 简报 9:00 18:00` 可重新开启。",
)
NO_HOUR = Text("“{word}” is no hour of the day. For example: {possible}.", "“{word}”不是有效的时间。例如：{possible}。")
EXAMPLES = (
    Text("digest 9:00 18:00", "简报 9:00 18:00"),
    Text("digest 8:30 Europe/Berlin", "简报 8点半 Asia/Shanghai"),
    Text("digest now", "简报 现在"),
    Text("digest off", "简报 关闭"),
)
OFF = ("off", "stop", "none", "关闭", "关", "停止", "停用", "不要")
NOW = ("now", "show", "现在", "立即", "查看")
_HOUR = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})|[点时](?:(?P<half>半)|(?P<spoken>\d{1,2})分?)?)?(?P<half_day>am|pm)?"
)
_SIGNS = str.maketrans({",": " ", "、": " ", "，": " ", ";": " ", "；": " "})


async def on_line(request: Request, tools: Tools) -> Answer:
    said = folded(request.words)
    if not said:
        return _form(request, await _digest_of(request, tools))
    if said in NOW:
        return await _show(request, tools)
    before = await _digest_of(request, tools)
    if said in OFF:
        return await _choose(request, tools, DigestChoice((), before.choice.timezone, before.choice.says_nothing))
    hours, zone = hours_and_zone(request.words)
    wanted = DigestChoice(hours, zone or before.choice.timezone, before.choice.says_nothing)
    return await _choose(request, tools, wanted)


async def on_button(request: Request, tools: Tools) -> Answer:
    return _form(request, await _digest_of(request, tools))


async def on_off(request: Request, tools: Tools) -> Answer:
    before = await _digest_of(request, tools)
    return await _choose(request, tools, DigestChoice((), before.choice.timezone, before.choice.says_nothing))


async def on_form(request: Request, tools: Tools) -> Answer:
    before = await _digest_of(request, tools)
    zone = request.text("zone").strip() or before.choice.timezone
    says_nothing = request.text("quiet") == "always"
    try:
        hours, named = hours_and_zone(request.text("hours")) if request.text("hours").strip() else ((), None)
    except Refused as refused:
        return FormErrors({"hours": _plain(request, tools, refused)})
    try:
        want_zone(named or zone)
    except Refused as refused:
        return FormErrors({"zone": _plain(request, tools, refused)})
    return await _choose(request, tools, DigestChoice(hours, named or zone, says_nothing))


def hours_and_zone(text: str) -> tuple[tuple[time, ...], str | None]:
    """The hours of the day that a text names, in order, and the time zone, if one is. Raises Refused."""
    hours: list[time] = []
    zone = None
    for word in unicodedata.normalize("NFKC", text).translate(_SIGNS).split():
        if found := _HOUR.fullmatch(word.lower()):
            hours.append(_hour(found, word))
        elif "/" in word or word.upper() == "UTC":
            zone = word
        else:
            raise Refused(NO_HOUR, word=first_typed(word)[:40], possible=EXAMPLES)
    if not hours:
        raise Refused(NO_HOUR, word=text.strip()[:40], possible=EXAMPLES)
    return tuple(sorted(set(hours))), zone


def _hour(found: re.Match[str], word: str) -> time:
    hour = int(found["hour"])
    if found["half_day"]:
        hour = hour % 12 + (12 if found["half_day"] == "pm" else 0)
    minute = 30 if found["half"] else int(found["minute"] or found["spoken"] or 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise Refused(NO_HOUR, word=word[:40], possible=EXAMPLES) from None


async def _digest_of(request: Request, tools: Tools) -> Digest:
    """The one there is, or what a new one begins with."""
    found = await tools.desk.read(lambda view: view.digest_of(request.actor))
    known = tools.desk.roster.person(request.actor)
    zone = (known.timezone if known else None) or tools.policy.timezone
    return found or Digest(request.actor, DigestChoice((), zone), chosen=False)


async def _show(request: Request, tools: Tools) -> Answer:
    digest, now = await _digest_of(request, tools), tools.desk.clock()
    seen = await tools.desk.read(lambda view: look(view, digest, now, tools.policy.rights, tools.desk.roster))
    return Say(digest_message(seen, digest, tools.policy, request.language))


async def _choose(request: Request, tools: Tools, wanted: DigestChoice) -> Answer:
    outcome = await tools.handle(request, ChooseDigest(request.actor, wanted))
    if not wanted.hours:
        return tools.done(request, outcome, ENDED)
    digest = await tools.desk.read(lambda view: view.digest_of(request.actor))
    due = digest.due_at if digest and digest.due_at else tools.desk.clock()
    return tools.done(request, outcome, CHOSEN, hours=hours_shown(wanted, request.language), due=due)


def _form(request: Request, digest: Digest) -> OpenForm:
    language = request.language
    hours = " ".join(f"{hour:%H:%M}" for hour in digest.choice.hours)
    quiet = [("once", QUIET_ONCE.say(language)), ("always", QUIET_ALWAYS.say(language))]
    return form(
        request,
        "digest",
        FORM,
        text_input(
            "hours",
            HOURS.say(language),
            hours or ("" if digest.chosen else "09:00 18:00"),
            optional=True,
            hint=HOURS_HINT.say(language),
            max_length=100,
        ),
        text_input("zone", ZONE.say(language), digest.choice.timezone, hint=ZONE_HINT.say(language), max_length=60),
        choice("quiet", WHEN_QUIET.say(language), quiet, "always" if digest.choice.says_nothing else "once"),
    )


def _plain(request: Request, tools: Tools, refused: Refused) -> str:
    return in_plain_text(refused.text, request.language, tools.command, tools.desk.roster, **refused.values)


DIGEST = Feature(
    name="digest",
    word=Text("digest", "简报"),
    aliases=("briefing", "日报"),
    group=Group.CLOCK,
    usage=Text("9:00 18:00 | now | off", "9:00 18:00 | 现在 | 关闭"),
    example=Text("digest 9:00 18:00", "简报 9:00 18:00"),
    summary=Text(
        "how all open incidents stand, as a direct message at the hours you choose",
        "在您选定的时间，把所有进行中的事件汇总私信给您",
    ),
    run=on_line,
    buttons={"digest.form": on_button, "digest.off": on_off},
    forms={"digest": on_form},
)
