"""What people see of the watch list: the list itself, what it was taught, and what is thought of one text.

May not: teach; show more than fits (the rest is counted).
"""

from collections.abc import Callable, Iterator, Sequence

from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.policy.watch import Lesson, Side, Thresholds, WatchEntry, WatchKind
from crisis.severity import Severity
from crisis.triage.watching import Meaning
from handlers.blocks import Block, Message, actions, button, context, divider, header, message, section
from handlers.views.parts import listed
from handlers.wording.vocabulary import escape, excerpt, joined, mention, more, say, slack_time

TITLE = Text("Watch list ({count})", "关注名单（{count} 项）")
EMPTY = Text(
    "Nothing is watched for yet. The list stands in the policy file, under `watch` (docs/watch.md).",
    "还没有关注名单。请在策略文件的 `watch` 里添加（见 docs/watch.zh.md）。",
)
GROUP = Text("*{kind}* · {thresholds}\n{names}", "*{kind}* · {thresholds}\n{names}")
OPENS = Text("opens from {severity}", "{severity} 起自动开启")
ASKS = Text("asks from {severity}", "{severity} 起请人判断")
ONLY_LISTS = Text("neither opens nor asks", "不开启也不询问")
TAUGHT = Text("*Taught here ({count})*", "*在 Slack 里添加的词（{count} 个）*")
NOTHING_TAUGHT = Text(
    "Nothing was taught yet. “Not about us” on a card proposes a word; the button below takes any.",
    "尚未添加过词。点击卡片上的“与我们无关”会给出建议，也可以用下方按钮添加。",
)
LESSON_NOT = Text(
    "*#{number}* “{word}” is not “{entry}” · {by}, {at}", "*#{number}* “{word}”不是指“{entry}” · {by}，{at}"
)
LESSON_WITH = Text(
    "*#{number}* “{word}” speaks for “{entry}” · {by}, {at}", "*#{number}* “{word}”说明指“{entry}” · {by}，{at}"
)
TAKE_BACK = Text("Take back", "收回")
ADD = Text("Add a word…", "添加词语…")
TRY_NOTHING = Text("No name of the watch list stands in it.", "其中没有关注名单里的名称。")
TRY_MEANT = Text("✅ “{name}” is meant: {reasons}", "✅ 指“{name}”：{reasons}")
TRY_NOT = Text("✖️ “{name}” is not meant: {reasons}", "✖️ 不是指“{name}”：{reasons}")
BETWEEN = Text("; ", "；")
KINDS = {
    WatchKind.BRAND: Text("brand", "品牌"),
    WatchKind.PRODUCT: Text("product", "产品"),
    WatchKind.PERSON: Text("person", "人物"),
    WatchKind.TOPIC: Text("topic", "话题"),
}
OFFER = Text(
    "Shall the watch list learn from it? “{word}” would then no longer mean “{name}”.",
    "要让关注名单记住吗？以后“{word}”不再视为“{name}”。",
)
NOTHING_BUT = Text(
    "There is nothing to learn from it: beside “{name}” stand words of a complaint or of a company ({words}), which "
    "must not rule it out.",
    "没有可记住的词：“{name}”旁边是投诉或企业用语（{words}），不能用来排除。",
)
NOTHING_BESIDE = Text(
    "There is nothing to learn from it: no words beside “{name}” tell another meaning.",
    "没有可记住的词：“{name}”旁边没有能说明另有所指的字。",
)
LEARN = Text("Yes: “{word}” is not us", "记住：“{word}”与我们无关")
LEARN_OTHER = Text("Other words…", "换个词…")

ENTRIES_SHOWN = 150
LESSONS_SHOWN = 15
NAME_SHOWN = 60


def watch_list(policy: Policy, lessons: Sequence[Lesson], language: Language) -> Message:
    """The entries with their thresholds, and the newest lessons, each with a button that takes it back."""
    if not policy.watch:
        return message(EMPTY.say(language), section(EMPTY.say(language)))
    title = TITLE.say(language, count=len(policy.watch))
    shown = policy.watch[:ENTRIES_SHOWN]
    lines = list(_groups(shown, language))
    blocks = [header(title), section(listed(lines, language, left_out=len(policy.watch) - len(shown))), divider()]
    if lessons:
        blocks.append(section(TAUGHT.say(language, count=len(lessons))))
        blocks += [_lesson(lesson, language) for lesson in lessons[::-1][:LESSONS_SHOWN]]
    else:
        blocks.append(context(NOTHING_TAUGHT.say(language)))
    if len(lessons) > LESSONS_SHOWN:
        blocks.append(context(more(len(lessons) - LESSONS_SHOWN, language)))
    return message(title, *blocks, actions(button(ADD.say(language), "watch.form")))


def thought(meanings: Sequence[Meaning], language: Language) -> Message:
    """What is thought of one text: each entry whose letters stand in it, meant or not, and why."""
    if not meanings:
        return message(TRY_NOTHING.say(language), section(TRY_NOTHING.say(language)))
    lines = [_thought(meaning, language) for meaning in meanings]
    return message(lines[0], section(listed(lines, language)))


def offer(
    entry: str, words: Sequence[str], kept_back: Sequence[str], incident: int | None, language: Language
) -> tuple[Block, ...]:
    """Blocks that ask whether a word shall rule an entry out, after a post was set aside; without one they say that
    there is nothing to learn (``kept_back``: see ``nothing_to_learn``). ``incident``: on whose record it goes."""
    if not words:
        return (context(nothing_to_learn(entry, kept_back, language)),)
    number = "" if incident is None else str(incident)
    word = excerpt(words[0], NAME_SHOWN, language)
    question = say(OFFER, language, word=word, name=excerpt(entry, NAME_SHOWN, language))
    yes = button(LEARN.say(language, word=words[0]), "watch.learn", f"{number}:{entry}\n{words[0]}")
    return section(question), actions(yes, button(LEARN_OTHER.say(language), "watch.form", f"{number}:{entry}"))


def nothing_to_learn(
    entry: str, kept_back: Sequence[str], language: Language, shown: Callable[[str], str] = escape
) -> str:
    """That no word of a post can rule the entry out. ``kept_back``: those beside its name that must not. ``shown``: how
    words from outside are written where this goes."""
    words = joined((shown(word[:NAME_SHOWN]) for word in kept_back), language)
    return say(NOTHING_BUT if words else NOTHING_BESIDE, language, name=shown(entry[:NAME_SHOWN]), words=words)


def _groups(entries: Sequence[WatchEntry], language: Language) -> Iterator[str]:
    """Names of one kind with the same thresholds stand in one line: most of a list is alike."""
    groups: dict[tuple[WatchKind, Thresholds], list[str]] = {}
    for entry in entries:
        groups.setdefault((entry.kind, entry.thresholds), []).append(excerpt(entry.name, NAME_SHOWN, language))
    for (kind, thresholds), names in groups.items():
        limits = ((OPENS, thresholds.open_from), (ASKS, thresholds.hold_from))
        said = [say(text, language, severity=_named(at)) for text, at in limits if at is not None]
        yield say(
            GROUP,
            language,
            kind=KINDS[kind].say(language),
            thresholds=BETWEEN.say(language).join(said) or ONLY_LISTS.say(language),
            names=joined(names, language),
        )


def _named(severity: Severity) -> str:
    return severity.name


def _lesson(lesson: Lesson, language: Language) -> Block:
    said = say(
        LESSON_NOT if lesson.side is Side.NOT else LESSON_WITH,
        language,
        number=lesson.id,
        word=excerpt(lesson.word, NAME_SHOWN, language),
        entry=excerpt(lesson.entry, NAME_SHOWN, language),
        by=mention(lesson.by) if lesson.by else "–",
        at=slack_time(lesson.at, language),
    )
    return section(said, accessory=button(TAKE_BACK.say(language), "watch.back", f":{lesson.id}"))


def _thought(meaning: Meaning, language: Language) -> str:
    reasons = BETWEEN.say(language).join(escape(reason.say(language)) for reason in meaning.reasons)
    text = TRY_MEANT if meaning.meant else TRY_NOT
    return say(text, language, name=excerpt(meaning.entry.name, NAME_SHOWN, language), reasons=reasons)
