"""Opening an incident: a line, a form, a message that looks bad, or a held alert's button."""

from crisis.commands import OpenIncident
from crisis.decisions.context import TITLE_LIMIT
from crisis.desk.desk import Outcome
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.policy.rights import Right
from crisis.severity import WHEN_NONE_IS_GIVEN, Severity
from handlers.answer import Answer, OpenForm
from handlers.blocks import Block, checkbox, choice, moment_input, text_input
from handlers.feature import Feature, Group, Tools
from handlers.features.kind import hint, title_kind
from handlers.features.parts import form, moment_of, severity_choice, text_of
from handlers.request import Request, SourceMessage
from handlers.wording.vocabulary import joined, kind_name, severity_label
from handlers.words.parsing import first_word, readable, title_severity

FORM = Text("Open an incident", "开启事件")
OPEN = Text("Open", "开启")
TITLE = Text("What happened", "发生了什么")
TITLE_HINT = Text("In a few words; it becomes the name of the channel.", "几个字概括，频道名由它生成。")
KIND = Text("Kind", "类型")
STARTED = Text("When it began, if known", "开始时间（如已知）")
TEXT = Text("What is known so far", "目前所知")
OPENED = Text(
    "Incident #{number} is open: {severity}, “{title}”. Its channel is being made and you are brought in.",
    "事件 #{number} 已开启：{severity}，“{title}”。频道正在创建，会自动拉您进入。",
)
OPENED_PRIVATE = Text(
    "🔒 Private incident #{number} is open: {severity}. Its private channel is being made; you and whoever is asked to "
    "take a role are brought in. Nobody else is told of it.",
    "🔒 非公开事件 #{number} 已开启：{severity}。私密频道正在创建，只有您和受邀担任角色的人会被拉入，其他人不会得知。",
)
PRIVATE = Text("Who sees it", "谁能看到")
PRIVATE_YES = Text("🔒 Only those inside (private)", "🔒 仅参与者可见（非公开）")
PRIVATE_HINT = Text(
    "It cannot be changed later. A private channel, no card; absent from everybody else's lists.",
    "开启后不能更改。使用私密频道，不发卡片，其他人的列表里不会出现。",
)
PRIVATE_KINDS = Text("{hint} Always so for: {kinds}.", "{hint}以下类型一律非公开：{kinds}。")

PRIVATE_WORDS = frozenset({"private", "confidential", "非公开", "保密", "私密"})
TITLE_FROM_MESSAGE = 80  # characters; the whole message stands in the text


async def on_line(request: Request, tools: Tools) -> Answer:
    private, words = private_in(request.words)
    severity, words = title_severity(words)
    if not private:
        private, words = private_in(words)
    kind, title = title_kind(words, tools.policy)
    if not title:
        return _form(request, tools, severity, kind=kind, private=private)
    title = readable(title, tools.name_of)
    command = OpenIncident(title, request.actor, severity, kind or "other", private=private)
    return _answer(request, tools, await tools.handle(request, command))


def private_in(words: str) -> tuple[bool, str]:
    """Whether a line begins with the word for private, and the rest. A title that begins with it loses a word: better
    than a secret that everybody reads."""
    word, rest = first_word(words)
    return (True, rest) if word.rstrip(":：") in PRIVATE_WORDS else (False, words)


async def on_button(request: Request, tools: Tools) -> Answer:
    return _form(request, tools, None)


async def on_message(request: Request, tools: Tools) -> Answer:
    return _form(request, tools, None, request.message)


async def on_form(request: Request, tools: Tools) -> Answer:
    severity = request.text("severity")
    command = OpenIncident(
        title=request.text("title"),
        by=request.actor,
        severity=Severity(int(severity)) if severity else None,
        kind=request.text("kind") or "other",
        started_at=moment_of(request, "started"),
        text=request.text("text"),
        reported_in=request.about,
        private=bool(request.values.get("private")),
    )
    return _answer(request, tools, await tools.handle(request, command))


async def on_held(request: Request, tools: Tools) -> Answer:
    """The title and the severity are the alert's."""
    number = int(request.argument) if request.argument.isdecimal() else -1
    command = OpenIncident(title="", by=request.actor, held_alert=number)
    return _answer(request, tools, await tools.handle(request, command))


def _form(
    request: Request,
    tools: Tools,
    severity: Severity | None,
    message: SourceMessage | None = None,
    kind: str | None = None,
    private: bool = False,
) -> OpenForm:
    tools.want(request, Right.OPEN)
    language = request.language
    said = text_of(message, tools) if message else ""
    kinds = [(key, kind_name(tools.policy, key).say(language)) for key in tools.policy.kinds]
    return form(
        request,
        "open",
        FORM,
        text_input(
            "title",
            TITLE.say(language),
            initial=_first_line(said),
            hint=TITLE_HINT.say(language),
            max_length=TITLE_LIMIT,
        ),
        severity_choice("severity", language, severity or WHEN_NONE_IS_GIVEN),
        *([choice("kind", KIND.say(language), kinds, kind or "other", optional=True)] if kinds else []),
        _private(tools.policy, language, private),
        moment_input("started", STARTED.say(language), message.said_at if message else None),
        text_input("text", TEXT.say(language), initial=said, multiline=True, optional=True),
        submit=OPEN,
        message=message,
    )


def _private(policy: Policy, language: Language, private: bool) -> Block:
    hint = PRIVATE_HINT.say(language)
    if policy.private_kinds:
        kinds = joined((kind_name(policy, key).say(language) for key in policy.private_kinds), language)
        hint = PRIVATE_KINDS.say(language, hint=hint, kinds=kinds)
    return checkbox("private", PRIVATE.say(language), PRIVATE_YES.say(language), private, hint)


def _first_line(text: str) -> str:
    line = next(iter(text.splitlines()), "").strip()
    return line if len(line) <= TITLE_FROM_MESSAGE else line[: TITLE_FROM_MESSAGE - 1] + "…"


def _answer(request: Request, tools: Tools, outcome: Outcome) -> Answer:
    opened = outcome.incident
    if opened is None:
        return tools.done(request, outcome, OPENED)
    severity = severity_label(opened.severity)
    if opened.private:
        done = tools.done(request, outcome, OPENED_PRIVATE, number=opened.number, severity=severity)
    else:
        done = tools.done(request, outcome, OPENED, number=opened.number, severity=severity, title=opened.title)
    return hint(done, opened, tools.policy, request.language)


OPENING = Feature(
    name="open",
    word=Text("open", "开启"),
    aliases=("new", "start", "declare", "新建", "开", "启动"),
    group=Group.CHANGE,
    usage=Text("[private] [sev] [KIND:] TITLE", "[非公开] [级别] [类型：]标题"),
    example=Text("open sev2 Lunch boxes with mould in Pudong", "开启 2 浦东门店盒饭发霉被曝光"),
    summary=Text("opens an incident: channel, roles, board, clock", "开启事件：开频道、邀请角色、出看板、开始计时"),
    run=on_line,
    buttons={"open.form": on_button, "open.held": on_held},
    forms={"open": on_form},
    shortcuts={"open_from_message": on_message},
)
