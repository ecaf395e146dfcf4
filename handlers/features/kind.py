"""The kind of an incident: said at its opening, or later; its response plan follows."""

import re

from crisis.commands import ChangeKind
from crisis.incident import Incident
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.answer import Answer, Done
from handlers.blocks import actions, button, choice, context, message
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.features.parts import form
from handlers.request import Request
from handlers.wording.vocabulary import kind_name, say
from handlers.words.parsing import folded

FORM = Text("Kind", "变更类型")
LABEL = Text("Kind", "类型")
PLANNED = Text("{kind} (has a plan)", "{kind}（有预案）")
CHANGED = Text("Incident #{number} is of kind {kind} now.", "事件 #{number} 的类型现为“{kind}”。")
ASK = Text("Is it of this kind? Then its response plan begins.", "是这个类型吗？确认后启动应急预案。")
IS_KIND = Text("Kind: {kind}", "类型：{kind}")
OTHER = "other"

_CHINESE = re.compile(r"[\u3400-\u9fff]")


async def on_line(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    if not request.words.strip():
        return _form(request, tools, incident)
    return await _change(request, tools, incident, request.words)


async def on_button(request: Request, tools: Tools) -> Answer:
    return _form(request, tools, await tools.incident(request))


async def on_set(request: Request, tools: Tools) -> Answer:
    """A button that names the kind."""
    return await _change(request, tools, await tools.incident(request), request.argument)


async def on_form(request: Request, tools: Tools) -> Answer:
    return await _change(request, tools, await tools.incident(request), request.text("kind"))


def title_kind(words: str, policy: Policy) -> tuple[str | None, str]:
    """``[KIND:] title``: the kind before the title, if there is one, and the title.

    A colon after the name of a kind says so (``outage: checkout``). Without one it must stand off from the title by
    its script: ``product 三明治异物``, or a Chinese name and a space. Else it is the title's first word, and stays:
    “Outage in Pudong”, “people say …”.
    """
    text = words.strip()
    if found := re.match(r"([^:：]{1,60})[:：]\s*(.*)", text, re.DOTALL):
        kind = policy.kind_named(folded(found[1]))
        if kind:
            return kind, found[2].strip()
    first, _, rest = text.replace("\u3000", " ").partition(" ")
    kind = policy.kind_named(folded(first))
    if kind is None:
        return None, text
    if not rest.strip():
        return (kind, "") if first.isascii() else (None, text)
    stands_off = bool(_CHINESE.search(first)) or bool(_CHINESE.match(rest.strip()))
    return (kind, rest.strip()) if stands_off else (None, text)


def hint(done: Done, incident: Incident, policy: Policy, language: Language) -> Done:
    """The answer to an opening, with a button for the kind that the title begins with: it was not taken for one."""
    kind = policy.kind_named(folded(incident.title.split(" ", 1)[0]))
    if done.message is None or kind is None or incident.kind != OTHER or kind == OTHER:
        return done
    words = say(IS_KIND, language, kind=kind_name(policy, kind))
    row = actions(button(words, "kind.set", f"{incident.number}:{kind}"))
    return Done(message(done.message.text, *done.message.blocks, context(ASK.say(language)), row))


async def _change(request: Request, tools: Tools, incident: Incident, word: str) -> Answer:
    outcome = await tools.handle(request, ChangeKind(incident.number, request.actor, folded(word)))
    kind = kind_name(tools.policy, outcome.incident.kind if outcome.incident else incident.kind)
    return tools.done_in_channel(request, outcome, CHANGED, number=incident.number, kind=kind)


def _form(request: Request, tools: Tools, incident: Incident) -> Answer:
    language, policy = request.language, tools.policy
    options = []
    for key in policy.kinds:
        if key in policy.private_kinds and not (incident.private or incident.drill) and key != incident.kind:
            continue
        name = kind_name(policy, key).say(language)
        options.append((key, PLANNED.say(language, kind=name) if key in policy.plans else name))
    return form(request, "kind", FORM, choice("kind", LABEL.say(language), options, incident.kind), incident=incident)


KIND = Feature(
    name="kind",
    word=Text("kind", "类型"),
    aliases=("type",),
    group=Group.CHANGE,
    usage=Text("NAME", "名称"),
    example=Text("kind outage", "类型 系统故障"),
    summary=Text("sets the kind; its response plan follows: roles, tasks, targets", "设定类型，随即启动对应的应急预案"),
    numbering=Numbering.SIGN,
    run=on_line,
    buttons={"kind.form": on_button, "kind.set": on_set},
    forms={"kind": on_form},
)
