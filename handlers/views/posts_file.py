"""A file of posts as its uploader sees it before the posts go in, and after.

May not: read a file.
"""

from collections.abc import Mapping, Sequence

from crisis.alert import AlertOutcome
from crisis.desk.bringing import Brought
from crisis.desk.intake import HeardPost
from crisis.language import Language, Text
from handlers.blocks import Message, actions, button, context, message, section
from handlers.posts import Post, RowProblem, Sheet
from handlers.views.parts import listed
from handlers.wording.vocabulary import escape, joined, say, slack_time

HEAD = Text("📄 “{name}”: {posts} read", "📄 “{name}”：读到 {posts}")
HEAD_LEFT = Text("📄 “{name}”: {posts} read, {left} not", "📄 “{name}”：读到 {posts}，{left}未读")
POSTS = Text("{count} posts", "{count} 条帖文")
ONE_POST = Text("1 post", "1 条帖文")
LINES = Text("{count} lines", "{count} 行")
ONE_LINE = Text("1 line", "1 行")
COLUMNS = Text("Columns recognised: {columns}", "识别的列：{columns}")
TIMES = Text("Posted from {first} to {last}", "发布时间：{first} 至 {last}")
NO_TIMES = Text("Without times: their clocks run from now on.", "没有发布时间，将从现在起计时。")
BROKEN = Text(
    "{count} characters could not be read in the file's encoding ({encoding}).",
    "有 {count} 个字符无法按文件编码（{encoding}）读取。",
)
FOLLOWERS = Text("{author} ({count} followers)", "{author}（{count} 粉丝）")
POST = Text("• {author}: {words}", "• {author}：{words}")
TAKE = Text("Take {posts} in", "读入{posts}")
INTO = Text(
    "They go into incident #{number}, each with its state and its clock. Posts that are known already change nothing. "
    "Nothing has been taken in yet.",
    "将进入事件 #{number}，逐条跟踪状态并计时；已有的帖文不会重复。目前尚未读入。",
)
INTO_TRIAGE = Text(
    "They go through triage as if monitoring had sent them: what is bad enough opens an incident or waits for a "
    "person. Posts that are known already change nothing. Nothing has been taken in yet.",
    "将按监测系统推送的帖文一样研判：严重的会开启事件或等人确认；已有的帖文不会重复。目前尚未读入。",
)
WENT_IN = Text(
    "📄 “{name}”: {posts} went into incident #{number}; `/incident mention` shows them.",
    "📄 “{name}”：{posts}已读入事件 #{number}，可用 `/incident 提及` 查看。",
)
NOTHING_NEW = Text(
    "📄 “{name}”: nothing new. All of its posts are known already.", "📄 “{name}”：没有新内容，帖文均已在册。"
)
KNOWN = Text("There already: {posts}.", "此前已在册：{posts}。")
ELSEWHERE = Text("Of another incident, and left there: {posts}.", "属于其他事件，保持不变：{posts}。")
WENT_THROUGH = Text("📄 “{name}”: {posts} went through triage.", "📄 “{name}”：{posts}已研判。")
OUTCOMES: Mapping[AlertOutcome, Text] = {
    AlertOutcome.OPENED: Text("opened an incident ({incidents}): {posts}", "开启事件（{incidents}）：{posts}"),
    AlertOutcome.JOINED: Text("joined an incident ({incidents}): {posts}", "并入事件（{incidents}）：{posts}"),
    AlertOutcome.HELD: Text("waiting for a person: {posts}", "等待人工确认：{posts}"),
    AlertOutcome.IGNORED: Text("nothing to be done: {posts}", "无需处理：{posts}"),
    AlertOutcome.DUPLICATE: Text("known already: {posts}", "此前已在册：{posts}"),
}
NOTE = Text("Read in from the file “{name}”: {posts}.", "从文件“{name}”读入{posts}。")
SHOWN_POSTS, SHOWN_PROBLEMS, SHOWN_COLUMNS = 3, 6, 15
WORDS_SHOWN = 80


def offer(file: str, name: str, sheet: Sheet, incident: int | None, language: Language) -> Message:
    """What was read of a file (by id), and the button that takes it in: into an incident, or through triage."""
    posts = counted_posts(len(sheet.posts), language)
    values = {"name": escape(name), "posts": posts}
    head = say(HEAD, language, **values)
    if sheet.not_read:
        left = say(ONE_LINE if sheet.not_read == 1 else LINES, language, count=sheet.not_read)
        head = say(HEAD_LEFT, language, left=left, **values)
    into = say(INTO, language, number=incident) if incident is not None else say(INTO_TRIAGE, language)
    parts = [section(head), section("\n".join(_post(each, language) for each in sheet.posts[:SHOWN_POSTS]))]
    if sheet.problems:
        parts.append(section(_problems(sheet.problems, language)))
    take = button(say(TAKE, language, posts=posts), "posts.take", f"{incident or ''}:{file}", style="primary")
    parts += [context(*_about(sheet, language)), actions(take), context(into)]
    return message(head, *parts)


def counted_posts(count: int, language: Language) -> str:
    return say(ONE_POST if count == 1 else POSTS, language, count=f"{count:,}")


def unread(name: str, problems: Sequence[RowProblem], language: Language) -> Message:
    """A file of which no line is a post."""
    head = say(HEAD, language, name=escape(name), posts=counted_posts(0, language))
    return message(head, section(head), section(_problems(problems, language)))


def went_in(name: str, brought: Brought, number: int, language: Language, command: str) -> Message:
    """What became of the posts that were brought to an incident."""
    values = {"name": escape(name), "number": number, "posts": counted_posts(brought.new, language)}
    lines = [say(WENT_IN, language, **values).replace("/incident", command)]
    if not brought.new:
        lines = [say(NOTHING_NEW, language, name=escape(name))]
    for text, count in ((KNOWN, brought.known if brought.new else 0), (ELSEWHERE, brought.elsewhere)):
        if count:
            lines.append(say(text, language, posts=counted_posts(count, language)))
    return message(lines[0], section("\n".join(lines)))


def went_through(name: str, heard: Sequence[HeardPost], seen: frozenset[int], language: Language) -> Message:
    """What became of the posts that went through triage. ``seen``: the incidents that the reader may know of."""
    head = say(WENT_THROUGH, language, name=escape(name), posts=counted_posts(len(heard), language))
    lines = [head]
    for outcome, text in OUTCOMES.items():
        its = [each for each in heard if each.outcome is outcome]
        numbers = sorted({each.incident for each in its if each.incident is not None and each.incident in seen})
        incidents = joined((f"#{number}" for number in numbers), language) or "–"
        if its:
            lines.append("• " + say(text, language, posts=counted_posts(len(its), language), incidents=incidents))
    return message(head, section("\n".join(lines)))


def note_of(name: str, new: int, language: Language) -> str:
    """What stands on the timeline, in plain text."""
    return say(NOTE, language, name=name, posts=counted_posts(new, language))


def _about(sheet: Sheet, language: Language) -> list[str]:
    columns = joined((escape(each) for each in sheet.columns[:SHOWN_COLUMNS]), language)
    said = [say(COLUMNS, language, columns=columns)]
    times = sorted(each.mention.posted_at for each in sheet.posts if each.mention.posted_at)
    if times:
        ends = {"first": slack_time(times[0], language), "last": slack_time(times[-1], language)}
        said.append(say(TIMES, language, **ends))
    else:
        said.append(say(NO_TIMES, language))
    if sheet.broken:
        said.append(say(BROKEN, language, count=sheet.broken, encoding=sheet.encoding))
    return said


def _post(post: Post, language: Language) -> str:
    mention = post.mention
    words = " ".join(mention.text[: WORDS_SHOWN * 2].split())
    words = words if len(words) <= WORDS_SHOWN else words[: WORDS_SHOWN - 1] + "…"
    author = escape(mention.author or mention.platform)
    if mention.followers:
        author = say(FOLLOWERS, language, author=author, count=f"{mention.followers:,}")
    return say(POST, language, author=author, words=escape(words))


def _problems(problems: Sequence[RowProblem], language: Language) -> str:
    lines = [f"⚠️ {escape(each.say(language))}" for each in problems]
    return listed(lines, language, most=SHOWN_PROBLEMS)
