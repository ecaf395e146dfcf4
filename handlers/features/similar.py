"""Looking back: past incidents like this one, or like what somebody says, with what was decided then."""

from crisis.incident import Incident
from crisis.language import Text
from handlers.answer import Answer, Say
from handlers.blocks import text_input
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.features.parts import form
from handlers.request import Request
from handlers.views.similar import similar_to, similar_words

FORM = Text("Similar incidents", "类似事件")
WORDS = Text("What happened?", "发生了什么？")
HINT = Text("A few words do, for example: foreign object in milk tea", "几个词即可，例如：奶茶 异物")
MOST_LETTERS = 600


async def on_line(request: Request, tools: Tools) -> Answer:
    """With words: what is like them; else like the incident that is named or that is here; elsewhere ask."""
    if request.words.strip():
        return await _of_words(request, tools, request.words.strip())
    if request.incident is None:
        here = await tools.incident_of_channel(request.channel)
        if here is None or not tools.sees(request, here):
            return _form(request)
    return await on_button(request, tools)


async def on_button(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    found = await tools.desk.past.like(incident, lambda other: tools.sees(request, other))
    return Say(similar_to(incident, found, tools.policy, request.language))


async def on_form(request: Request, tools: Tools) -> Answer:
    return await _of_words(request, tools, request.text("words").strip())


async def _of_words(request: Request, tools: Tools, words: str) -> Answer:
    def sees(incident: Incident) -> bool:
        return tools.sees(request, incident)

    found = await tools.desk.past.like_words(words, sees)
    return Say(similar_words(words, found, tools.policy, request.language))


def _form(request: Request) -> Answer:
    language = request.language
    asked = text_input("words", WORDS.say(language), hint=HINT.say(language), max_length=MOST_LETTERS)
    return form(request, "similar", FORM, asked)


SIMILAR = Feature(
    name="similar",
    word=Text("similar", "相似"),
    aliases=("like", "past", "类似", "同类", "相似事件", "类似事件"),
    group=Group.LOOK,
    usage=Text("[#N | words]", "[#编号 | 关键词]"),
    example=Text("similar foreign object in milk tea", "相似 奶茶 异物"),
    summary=Text(
        "past incidents like this one, or like these words, with what was decided then",
        "查看类似的过往事件及当时的决策；也可输入关键词查找",
    ),
    numbering=Numbering.SIGN,
    run=on_line,
    buttons={"similar.show": on_button},
    forms={"similar": on_form},
)
