"""The help, made from the features themselves; also what a mention of the bot is answered with."""

from collections.abc import Iterable, Sequence

from crisis.language import Language, Text
from handlers.answer import Answer, Say
from handlers.blocks import Block, Message, actions, button, context, header, message, section
from handlers.feature import Feature, Group, Handler, Tools
from handlers.request import Request
from handlers.wording.vocabulary import escape
from handlers.words.parsing import folded

TITLE = Text("What Fenghuo can do", "烽火能做什么")
EXAMPLE = Text("for example", "例如")
FOOT = Text(
    "The channel says which incident is meant; `#12` before a command names another. English and Chinese words are the "
    "same commands. A message's menu (⋯) opens an incident from it, notes it or logs it as a decision.",
    "在哪个频道就操作哪个事件；命令前加 `#12` 可指定其他事件。中英文命令词通用。"
    "点消息的菜单（⋯）可由该消息开启事件、写入时间线或记为决策。",
)

# Buttons for what stands on no board.
MORE = (
    ("list.show", Text("Open incidents", "进行中的事件")),
    ("open.form", Text("🔥 Open an incident", "🔥 开启事件")),
    ("drill.list", Text("🎬 Drills", "🎬 演练")),
    ("oncall.show", Text("🟢 On duty", "🟢 值班")),
    ("team.show", Text("👥 Crisis team", "👥 危机小组")),
    ("rights.show", Text("Who may do what", "权限表")),
)
MORE_HERE = (
    ("remind.form", Text("Reminders…", "提醒…")),
    ("statement.form", Text("Statement published…", "声明已发布…")),
    ("answered.form", Text("Mention answered…", "已回应…")),
    ("rename.form", Text("Rename…", "改名…")),
    ("dismiss.form", Text("Dismiss…", "误报…")),
    ("role.list", Text("Who has which role", "角色表")),
    ("private.show", Text("Who is inside", "参与者")),
)


def helping(others: Sequence[Feature], foot: Text = FOOT) -> Feature:
    """The help feature, which knows the ``others`` and itself. ``foot``: what stands below them all."""

    async def on_line(request: Request, tools: Tools) -> Answer:
        wanted = folded(request.words)
        about = [each for each in listed if wanted and wanted in _words(each)]
        here = await tools.incident_of_channel(request.channel)
        return Say(help_message(about or listed, request.language, tools.command, here is not None, foot, bool(about)))

    own = _feature(on_line)
    listed = [each for each in (*others, own) if each.run]
    return own


def help_message(
    features: Sequence[Feature],
    language: Language,
    command: str,
    here: bool,
    foot: Text = FOOT,
    examples: bool = False,
) -> Message:
    """All ``features`` in their groups; ``here``: in an incident channel, which has more buttons; ``examples``: with
    one for each, which would make the whole page too long to read."""
    title = TITLE.say(language)
    groups = [(group, [each for each in features if each.group is group]) for group in Group]
    sections = [
        section("\n".join([f"*{group.value.say(language)}*", *_lines(members, language, command if examples else "")]))
        for group, members in groups
        if members
    ]
    return message(
        title,
        header(title),
        *sections,
        context(foot.say(language)),
        _buttons(MORE + (MORE_HERE if here else ()), language),
    )


def _lines(features: Iterable[Feature], language: Language, command: str) -> list[str]:
    return [_line(each, language, escape(command)) for each in features]


def _line(feature: Feature, language: Language, command: str) -> str:
    """The word in the reader's language with what may follow, the other language's word, what it does; with the
    ``command`` an example."""
    other = Language.ENGLISH if language is Language.CHINESE else Language.CHINESE
    usage = feature.usage.say(language)
    own = f"`{feature.word.say(language)}{' ' + escape(usage) if usage else ''}` · {feature.word.say(other)}"
    example = f"{EXAMPLE.say(language)} `{command} {escape(feature.example.say(language))}`"
    said = f"{own}\n{feature.summary.say(language)}"
    return f"{said}\n{example}" if command and feature.example.en else said


def _buttons(shown: Iterable[tuple[str, Text]], language: Language) -> Block:
    return actions(*(button(text.say(language), action) for action, text in shown))


def _words(feature: Feature) -> set[str]:
    return {folded(word) for word in (feature.word.en, feature.word.zh, *feature.aliases)}


def _feature(run: Handler) -> Feature:
    return Feature(
        name="help",
        word=Text("help", "帮助"),
        aliases=("?", "commands", "命令"),
        group=Group.LOOK,
        usage=Text("[WORD]", "[命令]"),
        example=Text("help decide", "帮助 决策"),
        summary=Text("this page, or one command with an example", "本页，或某个命令的详情和例子"),
        run=run,
        buttons={"help.show": run},
        mentioned=run,
    )
