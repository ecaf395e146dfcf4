"""Splitting posts off an incident: into one of their own, or aside."""

import re
from collections.abc import Sequence

from crisis.commands import SplitIncident
from crisis.incident import Incident
from crisis.language import Language, Text
from crisis.mention import KeptMention, MentionOrder
from crisis.refusals import Refused, joining
from handlers.answer import Answer
from handlers.blocks import MOST_BOXES, Block, checkboxes, choice, text_input
from handlers.feature import Feature, Group, Tools
from handlers.features.parts import form
from handlers.request import Request
from handlers.wording.vocabulary import in_plain
from handlers.words.parsing import first_typed, first_word, folded, readable

FORM = Text("Split posts off", "拆分帖文")
SUBMIT = Text("Split", "拆分")
NEWEST = Text("Posts, the newest first", "帖文（最新在前）")
OLDER = Text("Older posts", "更早的帖文")
WHAT = Text("What becomes of them", "如何处理")
OWN = Text("an incident of their own", "另开一个事件")
ASIDE = Text("put aside: not about this, and nothing of their own", "移出：与本事件无关，也不另开")
TITLE = Text("Title of the new incident", "新事件标题")
TITLE_HINT = Text("Empty: what the first of the posts says.", "不填则取首条帖文的内容。")
SHOWN = 3 * MOST_BOXES
NOTHING_CHOSEN = Text(
    "Nothing was split off: tick the posts that do not belong to incident #{number}.",
    "未拆分：请勾选不属于事件 #{number} 的帖文。",
)
NO_SUCH_WAY = Text("“{word}” names no posts. For example: {possible}.", "“{word}”没有指明帖文。例如：{possible}。")
EXAMPLES = (
    Text("split", "拆分"),
    Text("split last", "拆分 最近"),
    Text("split 41 42 Another shop", "拆分 41 42 另一家门店"),
    Text("split aside 41", "拆分 移出 41"),
)
DONE = Text(
    "{posts} posts of incident #{number} are incident #{other} now. `/incident #{other} merge #{number}` brings them "
    "back. Triage learns nothing from it.",
    "事件 #{number} 的 {posts} 条帖文已拆分为事件 #{other}。如需并回请用 `/incident #{other} 并案 #{number}`。"
    "本次操作不会用于训练。",
)
DONE_ASIDE = Text(
    "{posts} posts were taken out of incident #{number}. Triage learns nothing from it.",
    "已将 {posts} 条帖文移出事件 #{number}。本次操作不会用于训练。",
)
_LAST = frozenset({"last", "newest", "最近", "最新"})
_ASIDE = frozenset({"aside", "away", "移出", "搁置"})
_POST = re.compile(r"\s*[#＃]?([0-9０-９]{1,9})(?=$|[\s,，、;；])[\s,，、;；]*")


async def on_line(request: Request, tools: Tools) -> Answer:
    """``last`` or numbers of posts, ``aside`` before them, a title after them; without words the form."""
    incident = await tools.incident(request)
    if not request.words.strip():
        return await _form(request, tools, incident)
    aside, words = _taken(request.words, _ASIDE)
    last, words = _taken(words, _LAST)
    posts: list[int] = []
    while not last and (found := _POST.match(words)):
        posts.append(int(folded(found[1])))
        words = words[found.end() :]
    if not posts and not last:
        raise Refused(NO_SUCH_WAY, word=first_typed(request.words)[:40], possible=EXAMPLES)
    return await _split(request, tools, incident, posts, readable(words, tools.name_of), aside)


async def on_button(request: Request, tools: Tools) -> Answer:
    return await _form(request, tools, await tools.incident(request))


async def on_form(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    ticked = [request.values.get(f"posts{place}") for place in range(SHOWN // MOST_BOXES)]
    posts = [int(post) for each in ticked if isinstance(each, tuple) for post in each]
    if not posts:
        raise Refused(NOTHING_CHOSEN, number=incident.number)
    return await _split(request, tools, incident, posts, request.text("title"), request.text("what") == "aside")


def _taken(words: str, known: frozenset[str]) -> tuple[bool, str]:
    """Whether the first word is one of these, and what follows it."""
    word, rest = first_word(words)
    return (True, rest) if word in known else (False, words)


async def _split(
    request: Request, tools: Tools, incident: Incident, posts: Sequence[int], title: str, aside: bool
) -> Answer:
    command = SplitIncident(incident.number, request.actor, tuple(posts), title, aside)
    outcome = await tools.handle(request, command)
    done = outcome.joined
    if done is None or done.other is None:
        return tools.done(request, outcome, DONE_ASIDE, posts=done.posts if done else 0, number=incident.number)
    return tools.done(request, outcome, DONE, posts=done.posts, number=incident.number, other=done.other.number)


async def _form(request: Request, tools: Tools, incident: Incident) -> Answer:
    language, number = request.language, incident.number
    newest = await tools.desk.read(lambda view: view.mentions_of(number, None, SHOWN, MentionOrder.NEWEST))
    if not newest:
        raise Refused(joining.NO_POSTS, number=number)
    options = [("own", OWN.say(language)), ("aside", ASIDE.say(language))]
    return form(
        request,
        "split",
        FORM,
        *_boxes(newest, language),
        choice("what", WHAT.say(language), options, "own"),
        text_input("title", TITLE.say(language), optional=True, hint=TITLE_HINT.say(language)),
        submit=SUBMIT,
        incident=incident,
    )


def _boxes(newest: Sequence[KeptMention], language: Language) -> list[Block]:
    """Ten to a block: more Slack does not take."""
    options = [(str(kept.id), _shown(kept, language)) for kept in newest]
    parts = [options[start : start + MOST_BOXES] for start in range(0, len(options), MOST_BOXES)]
    return [
        checkboxes(f"posts{place}", (OLDER if place else NEWEST).say(language), part)
        for place, part in enumerate(parts)
    ]


def _shown(kept: KeptMention, language: Language) -> str:
    author = in_plain(" ".join(kept.mention.author.split())[:16], language)
    text = in_plain(" ".join(kept.mention.text.split()), language)
    return f"{kept.id} · {author or kept.mention.platform} · {text}"


SPLIT = Feature(
    name="split",
    word=Text("split", "拆分"),
    aliases=("拆案", "拆出"),
    group=Group.CHANGE,
    usage=Text("[last | POSTS] [TITLE]", "[最近 | 帖文编号] [标题]"),
    example=Text("split last Another shop", "拆分 最近 另一家门店"),
    summary=Text(
        "posts that do not belong here become an incident of their own, or are put aside",
        "把不属于本事件的帖文拆成新事件，或移出",
    ),
    run=on_line,
    buttons={"split.form": on_button},
    forms={"split": on_form},
)
