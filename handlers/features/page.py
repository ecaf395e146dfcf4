"""Waking people: paging somebody by hand, answering a page in Slack, trying out a channel."""

from crisis import refusals
from crisis.commands import AnswerPage, PagePerson
from crisis.incident import Incident
from crisis.language import Text
from crisis.policy.rights import Right
from crisis.refusals import Named, Refused
from handlers.answer import Answer, FormErrors
from handlers.blocks import person_input, text_input
from handlers.feature import Feature, Group, Tools
from handlers.features.parts import form
from handlers.request import Request
from handlers.words.parsing import first_word, names_person, person_in, readable

FORM = Text("Page somebody", "呼叫某人")
SEND = Text("Page", "呼叫")
PERSON = Text("Whom to wake", "呼叫谁")
WORDS = Text("What for, in a few words (optional)", "简要说明原因（选填）")
WORDS_HINT = Text("It goes out with the page, and into the record.", "会随呼叫一起发出，并写进记录。")
PERSON_WANTED = Text("Say who.", "请选择人选。")
PAGED = Text(
    "{person} is being paged for incident #{number}: at once, and twice more five minutes apart unless there is an "
    "answer.",
    "正在就事件 #{number} 呼叫 {person}；如无答复，每隔 5 分钟再呼叫一次，最多三次。",
)
ON_IT = Text(
    "You are on it: incident #{number} knows, and no more pages come.", "已记录您来处理事件 #{number}，不会再呼叫您。"
)
NOT_YOU = Text("Thank you for saying so: the next person is asked.", "感谢告知，将转请下一位。")
TRIED = Text(
    "The channel “{channel}” took the test page. Look whether it arrived.",
    "渠道“{channel}”已接收测试呼叫，请确认是否送达。",
)
NOT_TRIED = Text("The channel “{channel}” did not take it: {reason}", "渠道“{channel}”未接收：{reason}")
NO_SUCH_CHANNEL = Text(
    "There is no channel “{channel}”. Channels are: {possible}.", "没有名为“{channel}”的渠道。可选：{possible}。"
)
NO_BOT = Text(
    "A test page goes out through the running bot, and none runs here.",
    "测试呼叫需由运行中的机器人发出，目前没有运行。",
)
ME = frozenset({"me", "myself", "我", "自己"})
TEST = frozenset({"test", "try", "测试", "试呼"})


async def on_line(request: Request, tools: Tools) -> Answer:
    """``@who [words]``, ``me [words]``, ``test CHANNEL``; the form when nobody is named."""
    word, after = first_word(request.words)
    if word in TEST:
        return await _try(request, tools, after.strip())
    incident = await tools.incident(request)
    if word in ME:
        return await _page(request, tools, incident, request.actor, readable(after, tools.name_of))
    if not names_person(request.words):
        return _form(request, tools, incident, readable(request.words, tools.name_of))
    person, rest = person_in(request.words, tools.desk.roster)
    return await _page(request, tools, incident, person, readable(rest, tools.name_of))


async def on_button(request: Request, tools: Tools) -> Answer:
    return _form(request, tools, await tools.incident(request))


async def on_form(request: Request, tools: Tools) -> Answer:
    person = request.text("person")
    if not person:
        return FormErrors({"person": PERSON_WANTED.say(request.language)})
    return await _page(request, tools, await tools.incident(request), person, request.text("text"))


async def yes(request: Request, tools: Tools) -> Answer:
    return await _answer(request, tools, accepts=True)


async def no(request: Request, tools: Tools) -> Answer:
    return await _answer(request, tools, accepts=False)


async def _answer(request: Request, tools: Tools, accepts: bool) -> Answer:
    incident = await tools.incident(request)
    page = int(request.argument) if request.argument.isdecimal() else 0
    outcome = await tools.handle(request, AnswerPage(incident.number, request.actor, page, accepts))
    return tools.done(request, outcome, ON_IT if accepts else NOT_YOU, number=incident.number)


async def _page(request: Request, tools: Tools, incident: Incident, person: str, text: str) -> Answer:
    outcome = await tools.handle(request, PagePerson(incident.number, request.actor, person, text))
    return tools.done(request, outcome, PAGED, person=Named(person), number=incident.number)


async def _try(request: Request, tools: Tools, name: str) -> Answer:
    """Send a test page now, and say what the receiver said. It is no effect: who asks, waits for the answer."""
    channels = tools.policy.pages.channels
    if not channels:
        raise Refused(refusals.NO_PAGE_CHANNELS)
    channel = next((each for each in channels if each.name.lower() == name.lower()), None)
    if channel is None and not (not name and len(channels) == 1):
        raise Refused(NO_SUCH_CHANNEL, channel=name, possible=tuple(each.name for each in channels))
    channel = channel or channels[0]
    if tools.try_page is None:
        raise Refused(NO_BOT)
    problem = await tools.try_page(channel, tools.name_of(request.actor), request.language)
    if problem:
        return tools.say(request, NOT_TRIED, channel=channel.name, reason=problem)
    return tools.say(request, TRIED, channel=channel.name)


def _form(request: Request, tools: Tools, incident: Incident, words: str = "") -> Answer:
    if not tools.policy.pages.channels:
        raise Refused(refusals.NO_PAGE_CHANNELS)
    tools.want(request, Right.PAGE, incident)
    language = request.language
    return form(
        request,
        "page",
        FORM,
        person_input("person", PERSON.say(language), None),
        text_input("text", WORDS.say(language), words, hint=WORDS_HINT.say(language), optional=True, max_length=300),
        submit=SEND,
        incident=incident,
    )


PAGE = Feature(
    name="page",
    word=Text("page", "呼叫"),
    aliases=("wake", "叫醒", "呼"),
    group=Group.PEOPLE,
    usage=Text("@who [words] | me | test CHANNEL", "@某人 [说明] | 我 | 测试 渠道"),
    example=Text("page @maya The line stands still", "呼叫 @林晓 产线停了"),
    summary=Text(
        "wakes somebody by the channels of the policy, whatever the hour; tries out a channel",
        "用策略里的渠道呼叫某人（不论时间）；测试渠道",
    ),
    run=on_line,
    buttons={"page.form": on_button, "page.yes": yes, "page.no": no},
    forms={"page": on_form},
)
