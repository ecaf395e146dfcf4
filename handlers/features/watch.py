"""The watch list: looking, trying a text, teaching it a word and taking that back; “not about us” on a held alert."""

import re
from collections.abc import Sequence

from crisis import refusals
from crisis.alert import AlertOutcome
from crisis.commands import SetAlertAside, TakeBackLesson, TeachWatch
from crisis.desk.lessons import entry_named, wanted
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.policy.rights import Right, may
from crisis.policy.watch import Side, WatchEntry
from crisis.refusals import Refused
from crisis.refusals.lessons import NOT_WAITING
from crisis.triage.weighing import standard_tiers
from handlers.answer import Answer, Done, FormErrors, Say
from handlers.blocks import Block, checkbox, choice, text_input
from handlers.feature import Feature, Group, Tools
from handlers.features.lesson_proposals import Proposal, proposals_of, silenced_by
from handlers.features.parts import form
from handlers.request import Request
from handlers.views import watch as views
from handlers.wording.saying import in_plain_text
from handlers.words.parsing import first_word, folded

FORM = Text("Teach the watch list", "添加监测词")
ASIDE_FORM = Text("Not about us", "与我们无关")
ASIDE_SAVE = Text("Set aside", "不再处理")
ENTRY = Text("Whom it is taken for", "被误认为")
ENTRY_OF_LIST = Text("Name on the watch list", "关注名单中的名称")
SIDE = Text("What the word does", "作用")
SIDE_NOT = Text("rules it out (means something else)", "排除：出现时不是指它")
SIDE_WITH = Text("speaks for it when it stands near", "佐证：出现在附近时就是指它")
WORD = Text("Word", "词语")
RULES_OUT = Text("Words that rule it out (leave empty to learn nothing)", "排除词（留空则只处理这一条，不记住）")
PROPOSED = Text("Longer words are safer. Also possible: {others}", "词越长越稳妥。也可以用：{others}")
NO_PROPOSAL = Text(
    "The letters around the name as they stand in such posts, 2 to 40 of them.",
    "填写这类内容里名称前后的字，2 到 40 个。",
)
ANYWAY = Text("If posts would be silenced", "如果会误伤")
ANYWAY_YES = Text("Keep it all the same", "仍然添加")
ANYWAY_HINT = Text(
    "Posts that people claimed or answered as about us are looked through first.",
    "保存前会先核对已有人认领或回应过的内容。",
)
NOTHING_LEARNT = Text("nobody: set aside only", "不记住，只处理这一条")
WOULD_SILENCE = Text(
    "“{word}” would also silence {count} posts that people treated as about us, such as “{post}”. Write more "
    "letters, or tick the box below.",
    "“{word}”还会漏掉 {count} 条已按与我们有关处理的内容，例如“{post}”。请写得更长一些，或勾选下方的选项。",
)
WOULD_SILENCE_HIDDEN = Text(
    "“{word}” would also silence {count} posts that people treated as about us. Write more letters, or tick the box "
    "below.",
    "“{word}”还会漏掉 {count} 条已按与我们有关处理的内容。请写得更长一些，或勾选下方的选项。",
)
TAUGHT_NOT = Text(
    "“{word}” rules out “{name}” from now on, everywhere. To take it back: `/incident watch remove {number}`.",
    "已生效：“{word}”不再视为“{name}”。如需收回：`/incident 监测词 收回 {number}`。",
)
TAUGHT_WITH = Text(
    "“{word}” speaks for “{name}” from now on. To take it back: `/incident watch remove {number}`.",
    "已生效：附近出现“{word}”时视为“{name}”。如需收回：`/incident 监测词 收回 {number}`。",
)
SET_ASIDE = Text("Set aside as not about us; nothing was learnt.", "已按与我们无关处理，没有记住任何词。")
SET_ASIDE_AND = Text(
    "Set aside. “{word}” rules out “{name}” from now on; to take it back: `/incident watch remove {number}`.",
    "已按与我们无关处理。以后“{word}”不再视为“{name}”；如需收回：`/incident 监测词 收回 {number}`。",
)
TAKEN_BACK = Text("“{word}” (#{number}) counts no more for “{name}”.", "“{word}”（#{number}）不再用于“{name}”。")
REMOVE_WHICH = Text(
    "Say which word is taken back, such as `/incident watch remove 3`; `/incident watch` shows them.",
    "请指明要收回哪一个词，例如 `/incident 监测词 收回 3`；现有的词见 `/incident 监测词`。",
)
TRY_WHAT = Text(
    "Say which text, such as `/incident watch try …`.", "请写上要判断的内容，例如 `/incident 监测词 判断 ……`。"
)
NOT_UNDERSTOOD = Text(
    "“{word}” is not understood here. What would do: list, add NAME not WORDS, add NAME with WORDS, remove NUMBER, "
    "try TEXT.",
    "无法识别“{word}”。可以写：列表、添加 名称 排除 词语、添加 名称 佐证 词语、收回 编号、判断 内容。",
)

LIST_WORDS = frozenset({"", "list", "show", "列表", "查看"})
ADD_WORDS = frozenset({"add", "teach", "添加", "新增", "加"})
REMOVE_WORDS = frozenset({"remove", "back", "delete", "收回", "删除", "移除"})
TRY_WORDS = frozenset({"try", "test", "判断", "试", "测试"})
SIDE_WORDS = {"not": Side.NOT, "排除": Side.NOT, "不是": Side.NOT, "with": Side.WITH, "佐证": Side.WITH}
_SAID = re.compile(rf"(.+?)\s+({'|'.join(SIDE_WORDS)})\s+(.+)", re.DOTALL | re.IGNORECASE)
_ABOUT = re.compile(r"a(\d{1,9})\|(.*)", re.DOTALL)
ENTRIES_OFFERED = 99
POST_SHOWN = 60


async def on_line(request: Request, tools: Tools) -> Answer:
    """Nothing: the list. ``add 美的 not 美的惊动``, ``remove 3``, ``try TEXT``."""
    word, rest = first_word(request.words)
    if word in LIST_WORDS:
        return await show(request, tools)
    if word in TRY_WORDS:
        return await _try(request, tools, rest)
    if word in REMOVE_WORDS:
        return await _take_back(request, tools, rest)
    if word not in ADD_WORDS:
        raise Refused(NOT_UNDERSTOOD, word=word)
    said = _SAID.fullmatch(rest.replace("\u3000", " ").strip())
    if not said:
        return _form(request, tools, rest.strip())
    side = SIDE_WORDS[folded(said[2])]
    entry = entry_named(said[1].strip(), tools.policy.watch)
    return await _teach(request, tools, entry, side, said[3])


async def show(request: Request, tools: Tools) -> Answer:
    lessons = await tools.desk.read(lambda view: view.lessons())
    return Say(views.watch_list(tools.policy, lessons, request.language))


async def on_button(request: Request, tools: Tools) -> Answer:
    return _form(request, tools, request.argument)


async def on_back(request: Request, tools: Tools) -> Answer:
    return await _take_back(request, tools, request.argument)


async def on_learn(request: Request, tools: Tools) -> Answer:
    """A button that names the entry and the word. What would silence others is asked about in the form."""
    name, _, word = request.argument.partition("\n")
    entry = entry_named(name, tools.policy.watch)
    return await _teach(request, tools, entry, Side.NOT, word)


async def on_form(request: Request, tools: Tools) -> Answer:
    entry = entry_named(request.text("entry"), tools.policy.watch)
    side, word = Side(request.text("side") or Side.NOT), request.text("word")
    try:
        wanted(word, side, entry)
    except Refused as refused:
        return FormErrors({"word": _plain(request, tools, refused)})
    if side is Side.NOT and not request.values.get("anyway"):
        warning = await _warning(request, tools, entry, word)
        if warning:
            return FormErrors({"word": warning})
    return await _keep(request, tools, TeachWatch(entry.name, side, word, request.actor, request.incident))


async def on_aside(request: Request, tools: Tools) -> Answer:
    """“Not about us” on a held alert: what it could teach is found in its posts, and a person confirms it."""
    number = int(request.argument) if request.argument.isdecimal() else -1
    alert = await tools.desk.read(lambda view: view.alert(number))
    if alert is None:
        raise Refused(refusals.NO_SUCH_ALERT)
    if alert.outcome is not AlertOutcome.HELD:
        raise Refused(NOT_WAITING)
    tools.want(request, Right.OPEN)
    texts = [each.text for each in alert.alert.mentions] or [f"{alert.alert.title}\n{alert.alert.text}"]
    found = await _proposals(texts, tools) if _may_teach(request, tools) else ()
    return form(request, "watch.aside", ASIDE_FORM, *_aside_blocks(number, found, request.language), submit=ASIDE_SAVE)


async def on_aside_form(request: Request, tools: Tools) -> Answer:
    about = _ABOUT.fullmatch(request.text("about"))
    number, name = (int(about[1]), about[2]) if about else (-1, "")
    word = request.text("word").strip() if name else ""
    if word:
        entry = entry_named(name, tools.policy.watch)
        try:
            wanted(word, Side.NOT, entry)
        except Refused as refused:
            return FormErrors({"word": _plain(request, tools, refused)})
        if not request.values.get("anyway") and (warning := await _warning(request, tools, entry, word)):
            return FormErrors({"word": warning})
    outcome = await tools.handle(request, SetAlertAside(number, request.actor, name, word))
    if outcome.lesson is None:
        return tools.done(request, outcome, SET_ASIDE)
    lesson = outcome.lesson
    return tools.done(request, outcome, SET_ASIDE_AND, word=lesson.word, name=lesson.entry, number=lesson.id)


async def offered_lesson(
    request: Request, tools: Tools, text: str, about: Sequence[str], incident: int | None = None
) -> tuple[Block, ...]:
    """Blocks to put below “set aside” for a post that was taken to be about these entries: shall the watch list learn,
    or that there is nothing to learn. None when it means no entry, or the asker may not teach. ``incident``: on whose
    record it goes."""
    if not _may_teach(request, tools):
        return ()
    found = [each for each in await _proposals((text,), tools) if each.entry in about or not about]
    if not found:
        return ()
    return views.offer(found[0].entry, found[0].words, found[0].kept_back, incident, request.language)


async def _proposals(texts: Sequence[str], tools: Tools) -> tuple[Proposal, ...]:
    triage = await tools.desk.intake.now()
    return proposals_of(texts, await tools.watching.now(), triage.tiers or standard_tiers())


async def _try(request: Request, tools: Tools, text: str) -> Answer:
    if not text:
        raise Refused(TRY_WHAT)
    watched = await tools.watching.now()
    return Say(views.thought(watched.watch.meanings(watched.reader.read(text)), request.language))


async def _teach(request: Request, tools: Tools, entry: WatchEntry, side: Side, word: str) -> Answer:
    """At once, unless it would silence what people treated as about us: then the form asks."""
    tools.want(request, Right.WATCH)
    kept = wanted(word, side, entry)
    warning = await _warning(request, tools, entry, kept) if side is Side.NOT else ""
    if warning:
        if not request.trigger:
            raise Refused(_literal(warning))
        return _form(request, tools, entry.name, kept, warning)
    return await _keep(request, tools, TeachWatch(entry.name, side, kept, request.actor, request.incident))


async def _keep(request: Request, tools: Tools, command: TeachWatch) -> Answer:
    outcome = await tools.handle(request, command)
    lesson = outcome.lesson
    if lesson is None:
        return Done()
    text = TAUGHT_NOT if lesson.side is Side.NOT else TAUGHT_WITH
    return tools.done(request, outcome, text, word=lesson.word, name=lesson.entry, number=lesson.id)


async def _take_back(request: Request, tools: Tools, said: str) -> Answer:
    number = said.strip().lstrip("#＃")
    if not number.isdecimal() or len(number) > 9:
        raise Refused(REMOVE_WHICH)
    outcome = await tools.handle(request, TakeBackLesson(int(number), request.actor))
    lesson = outcome.lesson
    if lesson is None:
        return Done()
    return tools.done(request, outcome, TAKEN_BACK, word=lesson.word, name=lesson.entry, number=lesson.id)


async def _warning(request: Request, tools: Tools, entry: WatchEntry, word: str) -> str:
    """What is to be said before a word is kept that would silence posts which people treated as about us."""
    watched = await tools.watching.now()
    lost = await tools.desk.read(
        lambda view: silenced_by(entry, word, view, watched, lambda it: tools.sees(request, it))
    )
    if not lost.count:
        return ""
    values = {"word": word, "count": lost.count}
    if not lost.shown:
        return WOULD_SILENCE_HIDDEN.say(request.language, **values)
    post = " ".join(lost.shown[0].split())[:POST_SHOWN]
    return WOULD_SILENCE.say(request.language, **values, post=post)


def _may_teach(request: Request, tools: Tools) -> bool:
    return may(request.actor, Right.WATCH, None, tools.policy.rights, tools.desk.roster)


def _form(request: Request, tools: Tools, name: str, word: str = "", warning: str = "") -> Answer:
    tools.want(request, Right.WATCH)
    policy, language = tools.policy, request.language
    chosen = entry_named(name, policy.watch) if name or not policy.watch else policy.watch[0]
    sides = [(Side.NOT.value, SIDE_NOT.say(language)), (Side.WITH.value, SIDE_WITH.say(language))]
    return form(
        request,
        "watch",
        FORM,
        choice("entry", ENTRY_OF_LIST.say(language), _entries(policy, chosen), chosen.name),
        choice("side", SIDE.say(language), sides, Side.NOT.value),
        text_input("word", WORD.say(language), word, hint=warning or NO_PROPOSAL.say(language), max_length=60),
        _anyway(language),
    )


def _entries(policy: Policy, chosen: WatchEntry) -> list[tuple[str, str]]:
    rest = [entry for entry in policy.watch if entry is not chosen][:ENTRIES_OFFERED]
    return [(entry.name, entry.name) for entry in (chosen, *rest)]


def _anyway(language: Language) -> Block:
    return checkbox("anyway", ANYWAY.say(language), ANYWAY_YES.say(language), hint=ANYWAY_HINT.say(language))


def _aside_blocks(alert: int, found: Sequence[Proposal], language: Language) -> list[Block]:
    options = [(f"a{alert}|{each.entry}", each.entry) for each in found]
    options.append((f"a{alert}|", NOTHING_LEARNT.say(language)))
    blocks = [choice("about", ENTRY.say(language), options, options[0][0])]
    if not found:
        return blocks
    words = found[0].words
    others = ("、" if language is Language.CHINESE else ", ").join(f"“{word}”" for word in words[1:])
    hint = PROPOSED.say(language, others=others) if others else NO_PROPOSAL.say(language)
    if not words:
        hint = views.nothing_to_learn(found[0].entry, found[0].kept_back, language, str)
    first = words[0] if words else ""
    blocks.append(text_input("word", RULES_OUT.say(language), first, optional=True, hint=hint, max_length=60))
    return [*blocks, _anyway(language)]


def _plain(request: Request, tools: Tools, refused: Refused) -> str:
    return in_plain_text(refused.text, request.language, tools.command, tools.desk.roster, **refused.values)


def _literal(words: str) -> Text:
    safe = words.replace("{", "{{").replace("}", "}}")
    return Text(safe, safe)


WATCH = Feature(
    name="watch",
    word=Text("watch", "监测词"),
    aliases=("watchlist", "watch-list", "关注名单", "监测名单"),
    group=Group.OUTSIDE,
    usage=Text(
        "[add NAME not WORDS | add NAME with WORDS | remove NUMBER | try TEXT]",
        "[添加 名称 排除 词语 | 添加 名称 佐证 词语 | 收回 编号 | 判断 内容]",
    ),
    example=Text("watch add 美的 not 美的惊动", "监测词 添加 美的 排除 美的惊动"),
    summary=Text(
        "which names are watched for, and which words rule one out or speak for it; try a text",
        "关注哪些名称，哪些词语排除或佐证；可试判一段内容",
    ),
    run=on_line,
    buttons={
        "watch.show": show,
        "watch.form": on_button,
        "watch.back": on_back,
        "watch.aside": on_aside,
        "watch.learn": on_learn,
    },
    forms={"watch": on_form, "watch.aside": on_aside_form},
)
