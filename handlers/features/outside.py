"""What went out: the first statement, for the response clock. Answers to mentions are ``mention``'s."""

from crisis.commands import RecordTarget
from crisis.incident import Incident, Target
from crisis.language import Text
from crisis.policy.rights import Right
from crisis.refusals import Refused
from handlers.answer import Answer
from handlers.blocks import text_input
from handlers.feature import Feature, Group, Handler, Numbering, Tools
from handlers.features.parts import form
from handlers.request import Request
from handlers.words.parsing import first_typed, first_word, readable

STATEMENT_FORM = Text("Statement published", "声明已发布")
STATEMENT_LABEL = Text("The statement, or a link to it", "声明全文或链接")
RECORDED = Text("It stands on the record of incident #{number}.", "已记入事件 #{number}。")
PRACTISED = Text(
    "It stands on the record of #{number} as practice. This is a drill: nothing was sent to anybody outside.",
    "已作为练习记入 #{number}。这是演练，没有对外发布任何内容。",
)
NO_SUCH_WAY = Text("“{word}” is not known here. For example: {possible}.", "不认识“{word}”。例如：{possible}。")

PUBLISH = ("publish", "published", "发布", "已发布")
STATEMENT_EXAMPLE = Text("statement publish https://…", "声明 发布 https://…")


def _on_line(ways: tuple[str, ...], example: Text, target: Target, ask: Handler) -> Handler:
    """``WAY WORDS``; without words the form, with another way a refusal: what is not known must not be recorded."""

    async def run(request: Request, tools: Tools) -> Answer:
        incident = await tools.incident(request)
        way, rest = first_word(request.words)
        if way and way not in ways:
            raise Refused(NO_SUCH_WAY, word=first_typed(request.words)[:40], possible=(example,))
        if not rest:
            return await ask(request, tools)
        return await record(request, tools, incident, target, readable(rest, tools.name_of))

    return run


def _asking(callback: str, title: Text, label: Text, right: Right | None = None) -> Handler:
    async def run(request: Request, tools: Tools) -> Answer:
        incident = await tools.incident(request)
        if right:
            tools.want(request, right, incident)
        words = text_input("words", label.say(request.language), multiline=True)
        return form(request, callback, title, words, incident=incident)

    return run


def _on_form(target: Target) -> Handler:
    async def run(request: Request, tools: Tools) -> Answer:
        return await record(request, tools, await tools.incident(request), target, request.text("words"))

    return run


async def record(request: Request, tools: Tools, incident: Incident, target: Target, words: str) -> Answer:
    outcome = await tools.handle(request, RecordTarget(incident.number, request.actor, target, words))
    if incident.drill:
        return tools.done(request, outcome, PRACTISED, number=incident.number)
    return tools.done(request, outcome, RECORDED, number=incident.number)


_ask_statement = _asking("statement", STATEMENT_FORM, STATEMENT_LABEL, Right.PUBLISH)

STATEMENT = Feature(
    name="statement",
    word=Text("statement", "声明"),
    group=Group.OUTSIDE,
    usage=Text("publish TEXT-or-link", "发布 全文或链接"),
    example=Text("statement publish https://example.com/statement", "声明 发布 https://example.com/statement"),
    summary=Text("the first statement went out: stops its clock", "首份声明已发布，停止计时"),
    numbering=Numbering.SIGN,
    run=_on_line(PUBLISH, STATEMENT_EXAMPLE, Target.FIRST_STATEMENT, _ask_statement),
    buttons={"statement.form": _ask_statement},
    forms={"statement": _on_form(Target.FIRST_STATEMENT)},
)
