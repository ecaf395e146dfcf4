"""Mentions: posts about us, taken in hand, answered, closed, put aside; seen as a list, added by hand.

May not: say what a mention's state may become (the desk does), or lay anything out (``views.mentions`` does).
"""

import re
from collections.abc import Sequence

from crisis import commands as c
from crisis.alert import Mention
from crisis.commands.mentions import OnMention
from crisis.incident import Incident, Target
from crisis.language import Text
from crisis.mention import OPEN_STATES, KeptMention, MentionState
from crisis.refusals import Refused
from crisis.refusals import mentions as refusals
from handlers.answer import Answer, Done, Say
from handlers.blocks import Block, choice, message, moment_input, text_input
from handlers.feature import Feature, Group, Handler, Numbering, Tools
from handlers.features import posts_file
from handlers.features.outside import record
from handlers.features.parts import (
    form,
    incident_choice,
    incident_of_form,
    moment_of,
    open_incidents,
    text_of,
)
from handlers.features.watch import offered_lesson
from handlers.request import Request, SourceMessage
from handlers.views.mentions import IN_LIST, listing, one
from handlers.words.mentions import EXAMPLES, NO_SUCH_WAY, STATES_NAMED, WAY_OF, numbered, platform_in, url_in
from handlers.words.parsing import first_typed, first_word, readable, reason_alone

FROM_FILE = frozenset({"import", "file", "导入", "文件"})
ANSWER_FORM = Text("Mention answered", "已回应")
ANSWER_LABEL = Text("Link to the answer, or its words", "回应的链接或内容")
ANSWER_HINT = Text(
    "Where everybody can read it. What was solved in private still needs a public answer.",
    "须为公开可见的回应。私下解决的，也请补上公开回应。",
)
WHICH = Text("Which mention", "哪条提及")
MORE_FORM = Text("Mention", "提及")
WHAT = Text("What became of it", "处理结果")
WORDS = Text("In words", "说明")
WORDS_HINT = Text(
    "To close one that was not answered, say why; how it was solved in private; why it is not about us.",
    "未回应就闭环请写明理由；私下解决请写明办法；与我们无关可写明原因。",
)
ADD_FORM = Text("Add a post", "添加帖文")
PLATFORM = Text("Platform", "平台")
PLATFORM_HINT = Text("Weibo, Douyin, Xiaohongshu, a forum …", "微博、抖音、小红书、论坛……")
AUTHOR = Text("Written by", "发帖人")
TEXT = Text("What it says", "内容")
LINK = Text("Link", "链接")
FOLLOWERS = Text("Followers", "粉丝数")
POSTED = Text("Posted at", "发帖时间")

CLAIMED = Text(
    "Mention {mention} is yours now. Answer it in public, then: `/incident mention answered {mention} LINK`.",
    "提及 {mention} 由您处理。公开回应后请记录：`/incident 提及 已回应 {mention} 链接`。",
)
RELEASED = Text("Mention {mention} waits for somebody else now.", "提及 {mention} 已放回，等待他人认领。")
ANSWERED = Text("The answer to mention {mention} is on record.", "提及 {mention} 的回应已记录。")
PRIVATE = Text(
    "On record. The public answer to mention {mention} is still owed: who read the complaint has not read that it was "
    "solved. `/incident mention answered {mention} LINK`",
    "已记录。提及 {mention} 的公开回应仍待补：看到投诉的人还不知道问题已解决。`/incident 提及 已回应 {mention} 链接`",
)
CLOSED = Text("Mention {mention} is closed.", "提及 {mention} 已闭环。")
PUT_ASIDE = Text(
    "Mention {mention} is set aside as not about us. `/incident mention reopen {mention}` takes that back.",
    "提及 {mention} 已标为与我们无关。如有误：`/incident 提及 重开 {mention}`。",
)
REOPENED = Text("Mention {mention} waits again.", "提及 {mention} 已重开，等待回应。")
ADDED = Text("The post was added to the mentions of incident #{number}.", "帖文已加入事件 #{number} 的提及。")
SAID = {
    "claim": CLAIMED,
    "release": RELEASED,
    "private": PRIVATE,
    "close": CLOSED,
    "aside": PUT_ASIDE,
    "reopen": REOPENED,
}
CHOICES: tuple[tuple[str, Text], ...] = (
    ("private", Text("Solved in private", "已私下解决")),
    ("close", Text("Closed", "已闭环")),
    ("aside", Text("Not about us", "与我们无关")),
    ("claim", Text("I take it", "由我处理")),
    ("release", Text("Put back for others", "放回待认领")),
    ("reopen", Text("Waits again", "重新打开")),
)
NO_SUCH_STATE = Text(
    "“{word}” is no state of a mention. For example: {possible}.", "没有“{word}”这种状态。例如：{possible}。"
)
WHICH_ONE = Text(
    "Several mentions wait: say which one was answered, by its number. Those that wait: {possible}.",
    "有多条提及待回应，请写明编号。待回应的有：{possible}。",
)
NONE_THERE = Text(
    "Incident #{number} has no mention to choose from. `/incident mention add` adds one.",
    "事件 #{number} 没有可选的提及。可用 `/incident 提及 添加` 添加。",
)
MOST_CHOSEN_FROM = 100


async def on_line(request: Request, tools: Tools) -> Answer:
    """``list``, ``claim N``, ``answered N URL`` …; a number alone shows that one, nothing the list."""
    if first_word(request.words)[0] in FROM_FILE:
        return await posts_file.ask(request, tools)
    incident = await tools.incident(request)
    number, after = numbered(request.words)
    if number is not None and not after:
        return Say(one(incident, await _known(incident, number, tools), request.language))
    word, rest = first_word(request.words)
    way, rest = WAY_OF.get(word, "") if word else "list", rest
    if glued := re.fullmatch(r"(\D+?)(\d+)", word):
        way, rest = (WAY_OF[glued[1]], f"{glued[2]} {rest}") if glued[1] in WAY_OF else (way, rest)
    if not way:
        raise Refused(NO_SUCH_WAY, word=first_typed(request.words)[:40], possible=EXAMPLES)
    if way == "list":
        return await _listed(request, tools, incident, rest)
    if way == "add":
        return await _add_words(request, tools, incident, rest) if rest else _add_form(request, incident)
    number, after = numbered(re.sub(r"^(about\s+)?(us|ours)\b\s*", "", rest) if way == "aside" else rest)
    words = readable(after, tools.name_of)
    if way == "answered":
        return await _answer_words(request, tools, incident, number, words)
    if number is None:
        return await _more_form(request, tools, incident, None, way)
    return await _do(request, tools, incident, way, number, reason_alone(words) if words else "")


async def on_list(request: Request, tools: Tools) -> Answer:
    return await _page(request, tools, await tools.incident(request), request.argument or "open", 0)


async def on_page(request: Request, tools: Tools) -> Answer:
    way, _, seen = request.argument.partition(":")
    return await _page(request, tools, await tools.incident(request), way, int(seen) if seen.isdecimal() else 0)


def _clicked(way: str) -> Handler:
    """A button of one mention: ``INCIDENT:MENTION``."""

    async def run(request: Request, tools: Tools) -> Answer:
        incident = await tools.incident(request)
        return await _do(request, tools, incident, way, _number(request.argument), "")

    return run


async def on_answer(request: Request, tools: Tools) -> Answer:
    """The form for the answer to one mention, which must still be open."""
    incident = await tools.incident(request)
    kept = await _known(incident, _number(request.argument), tools)
    return _answer_form(request, incident, [kept])


async def ask_answer(request: Request, tools: Tools) -> Answer:
    """The form without a mention named: it asks which, where there are any."""
    incident = await tools.incident(request)
    return _answer_form(request, incident, await _open_ones(incident, tools))


async def on_answer_form(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    chosen = request.text("mention")
    return await _answer_words(
        request, tools, incident, int(chosen) if chosen.isdecimal() else None, request.text("words")
    )


async def on_more(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    return await _more_form(request, tools, incident, _number(request.argument), "")


async def on_more_form(request: Request, tools: Tools) -> Answer:
    incident, way = await tools.incident(request), request.text("what")
    number, words = _number(request.text("mention")), request.text("words")
    return await _do(request, tools, incident, way if way in SAID else "close", number, words)


async def on_add(request: Request, tools: Tools) -> Answer:
    return _add_form(request, await tools.incident(request))


async def on_message(request: Request, tools: Tools) -> Answer:
    """The form with the message's words; outside an incident channel it asks which incident is meant."""
    here = await tools.incident_of_channel(request.channel)
    others = () if here else await open_incidents(request, tools)
    text = text_of(request.message, tools) if request.message else ""
    return _add_form(request, here, text, request.message, others)


async def on_add_form(request: Request, tools: Tools) -> Answer:
    incident = await incident_of_form(request, tools)
    followers = re.sub(r"[\s,，]", "", request.text("followers"))
    post = Mention(
        platform=request.text("platform"),
        author=request.text("author"),
        text=request.text("text"),
        followers=int(followers) if followers.isdecimal() and len(followers) < 13 else 0,
        url=request.text("url"),
        posted_at=moment_of(request, "posted"),
    )
    return await _added(request, tools, incident, post)


async def _answer_words(request: Request, tools: Tools, incident: Incident, number: int | None, words: str) -> Answer:
    """With a mention's number, or where only one waits, its answer; else the incident's first."""
    waiting = await _open_ones(incident, tools)
    if not words.strip():
        return _answer_form(request, incident, [each for each in waiting if number in (None, each.id)])
    if number is None and len(waiting) == 1:
        number = waiting[0].id
    if number is None and waiting and incident.reached_at(Target.FIRST_ANSWER) and not incident.drill:
        numbers = tuple(str(each.id) for each in waiting[:5])
        raise Refused(WHICH_ONE, possible=numbers)
    if number is None:
        return await record(request, tools, incident, Target.FIRST_ANSWER, words)
    url, text = url_in(words)
    outcome = await tools.handle(request, c.AnswerMention(incident.number, request.actor, number, url, text))
    return tools.done(request, outcome, ANSWERED, mention=number)


async def _do(request: Request, tools: Tools, incident: Incident, way: str, number: int, words: str) -> Answer:
    where, by = incident.number, request.actor
    commands: dict[str, OnMention] = {
        "claim": c.ClaimMention(where, by, number),
        "release": c.ReleaseMention(where, by, number),
        "private": c.SolveInPrivate(where, by, number, words),
        "close": c.CloseMention(where, by, number, words),
        "aside": c.PutMentionAside(where, by, number, words),
        "reopen": c.ReopenMention(where, by, number),
    }
    outcome = await tools.handle(request, commands[way])
    said = tools.done(request, outcome, SAID[way], mention=number)
    if way != "aside" or said.message is None:
        return said
    kept = await _known(incident, number, tools)
    offered = await offered_lesson(request, tools, kept.mention.text, kept.about, incident.number)
    return Done(message(said.message.text, *said.message.blocks, *offered))


async def _listed(request: Request, tools: Tools, incident: Incident, words: str) -> Answer:
    """``list [STATE]``."""
    word, _ = first_word(words)
    way = STATES_NAMED.get(word) if word else "open"
    if way is None:
        possible = tuple(Text(f"mention list {each.value}", f"提及 列表 {each.value}") for each in MentionState)
        raise Refused(NO_SUCH_STATE, word=first_typed(words)[:40], possible=possible)
    return await _page(request, tools, incident, way, 0)


async def _page(request: Request, tools: Tools, incident: Incident, way: str, seen: int) -> Answer:
    """``way``: ``open``, ``all`` or a state; ``seen``: how many pages before showed."""
    number, tally = incident.number, incident.mentions
    states: Sequence[MentionState] | None
    if way == "all":
        states, every = None, tally.total + tally.aside
    elif way in tuple(MentionState):
        states, every = (MentionState(way),), getattr(tally, way)
    else:
        way, states, every = "open", OPEN_STATES, tally.open
    shown = await tools.desk.read(lambda view: view.mentions_of(number, states, IN_LIST, offset=seen))
    return Say(listing(incident, shown, seen + 1, every, way, request.language))


async def _add_words(request: Request, tools: Tools, incident: Incident, words: str) -> Answer:
    url, text = url_in(readable(words, tools.name_of))
    platform, text = platform_in(text, url)
    return await _added(request, tools, incident, Mention(platform=platform, text=text, url=url))


async def _added(request: Request, tools: Tools, incident: Incident, post: Mention) -> Answer:
    command = c.AddMention(incident.number, request.actor, post, request.about)
    outcome = await tools.handle(request, command)
    return tools.done(request, outcome, ADDED, number=incident.number)


async def _open_ones(incident: Incident, tools: Tools) -> tuple[KeptMention, ...]:
    number = incident.number
    return await tools.desk.read(lambda view: view.mentions_of(number, OPEN_STATES, MOST_CHOSEN_FROM))


async def _known(incident: Incident, number: int, tools: Tools) -> KeptMention:
    """The mention with this number, of this incident. Raises Refused."""
    kept = await tools.desk.read(lambda view: view.mention(number))
    if kept is None or kept.incident != incident.number:
        waiting = tuple(str(each.id) for each in (await _open_ones(incident, tools))[:5])
        raise Refused(
            refusals.NO_SUCH_MENTION,
            mention=number,
            number=incident.number,
            possible=waiting or (refusals.NONE_WAIT,),
        )
    return kept


def _answer_form(request: Request, incident: Incident, of: Sequence[KeptMention]) -> Answer:
    language = request.language
    which = [_which(of, request)] if of else []
    words = text_input("words", ANSWER_LABEL.say(language), multiline=True, hint=ANSWER_HINT.say(language))
    return form(request, "answered", ANSWER_FORM, *which, words, incident=incident)


async def _more_form(request: Request, tools: Tools, incident: Incident, number: int | None, way: str) -> Answer:
    """What can be done with one mention besides answering it; without a number it asks which."""
    language = request.language
    if number is None:
        number_states = None if way in ("reopen", "close") else OPEN_STATES
        where = incident.number
        of = await tools.desk.read(lambda view: view.mentions_of(where, number_states, MOST_CHOSEN_FROM))
        if not of:
            raise Refused(NONE_THERE, number=incident.number)
    else:
        of = (await _known(incident, number, tools),)
    choices = [(key, text.say(language)) for key, text in CHOICES]
    return form(
        request,
        "mention_more",
        MORE_FORM,
        _which(of, request),
        choice("what", WHAT.say(language), choices, way or choices[0][0]),
        text_input("words", WORDS.say(language), optional=True, multiline=True, hint=WORDS_HINT.say(language)),
        incident=incident,
    )


def _which(of: Sequence[KeptMention], request: Request) -> Block:
    options = [(str(each.id), f"{each.id} · {each.mention.author} {each.mention.text}"[:75]) for each in of]
    return choice("mention", WHICH.say(request.language), options, options[0][0])


def _add_form(
    request: Request,
    incident: Incident | None,
    text: str = "",
    message: SourceMessage | None = None,
    others: tuple[Incident, ...] = (),
) -> Answer:
    language = request.language
    url, _ = url_in(text)
    return form(
        request,
        "mention_add",
        ADD_FORM,
        *([incident_choice(others, language)] if others else []),
        text_input("platform", PLATFORM.say(language), max_length=80, hint=PLATFORM_HINT.say(language)),
        text_input("text", TEXT.say(language), text, multiline=True, optional=True),
        text_input("url", LINK.say(language), url, optional=True, max_length=2000),
        text_input("author", AUTHOR.say(language), optional=True, max_length=80),
        text_input("followers", FOLLOWERS.say(language), optional=True, max_length=15),
        moment_input("posted", POSTED.say(language)),
        incident=incident,
        message=message,
    )


def _number(argument: str) -> int:
    return int(argument) if argument.isdecimal() else 0


MENTION = Feature(
    name="mention",
    word=Text("mention", "提及"),
    aliases=("mentions",),
    group=Group.OUTSIDE,
    usage=Text(
        "list | claim N | answered N URL | private N | close N | aside N | add URL WORDS",
        "列表 | 认领 编号 | 已回应 编号 链接 | 私下 编号 | 闭环 编号 | 无关 编号 | 添加 链接 内容",
    ),
    example=Text("mention answered 12 https://example.com/post/1", "提及 已回应 12 https://example.com/post/1"),
    summary=Text(
        "posts about us: who answers which, and what was answered; the first answer stops its clock",
        "相关帖文由谁回应、如何回应；首次回应停止计时",
    ),
    numbering=Numbering.SIGN,
    run=on_line,
    buttons={
        "answered.form": ask_answer,
        "mention.list": on_list,
        "mention.page": on_page,
        "mention.claim": _clicked("claim"),
        "mention.answer": on_answer,
        "mention.aside": _clicked("aside"),
        "mention.close": _clicked("close"),
        "mention.reopen": _clicked("reopen"),
        "mention.more": on_more,
        "mention.add": on_add,
    },
    forms={"answered": on_answer_form, "mention_more": on_more_form, "mention_add": on_add_form},
    shortcuts={"mention_message": on_message},
)
