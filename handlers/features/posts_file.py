"""Posts from a file: dropped into an incident's channel, given in a form, or hanging on a message.

Answers for: nothing goes in before its uploader saw what was read and said yes; a click that comes twice, and a file
that comes twice, change nothing. The file itself is kept nowhere: it is fetched again when it goes in.
"""

import asyncio
from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from crisis.commands import AddNote
from crisis.desk.intake import HeardPost
from crisis.incident import Incident
from crisis.language import Language, Text
from crisis.policy.rights import Right
from crisis.refusals import Refused
from handlers.answer import Answer, Done, Later, Say
from handlers.blocks import file_input
from handlers.feature import Feature, Group, Numbering, Tools
from handlers.features.parts import form
from handlers.posts import BadFile, Context, Sheet, read_posts
from handlers.request import Request, SharedFile
from handlers.views.posts_file import note_of, offer, unread, went_in, went_through

MOST_POSTS = 10_000
TABLES = ("csv", "tsv", "xlsx", "jsonl", "ndjson", "json", "txt")
TAKEN_FOR_POSTS = (".csv", ".tsv", ".xlsx", ".jsonl", ".ndjson")
"""Endings of files that are looked at by themselves when they are dropped into an incident's channel."""

FORM = Text("Posts from a file", "读入帖文文件")
FILE = Text("The file", "文件")
FILE_HINT = Text(
    "From any monitoring tool: CSV, TSV, XLSX or JSON lines, up to 10 MB and 10,000 posts. One column holds the posts' "
    "words (内容, text, …).",
    "任意监测工具导出的 CSV、TSV、XLSX 或 JSON Lines，最大 10 MB、1 万条；需有一列是帖文内容（内容、text 等）。",
)
READ = Text("Read it", "读取")
UNUSABLE = Text("“{name}” was not read: {why}", "未读取“{name}”：{why}")
NO_FILE = Text(
    "There is no file on this message. Upload a CSV or use the form: `/incident import`.",
    "这条消息没有附件。请上传 CSV，或用表单：`/incident 导入`。",
)
NO_SLACK = Text(
    "Files of posts are read in Slack. Here, `fenghuo triage FILE.csv` judges one without taking it in.",
    "帖文文件需在 Slack 里读入。在命令行可用 `fenghuo triage 文件.csv` 只研判、不读入。",
)
SOURCE = "file"


async def ask(request: Request, tools: Tools) -> Answer:
    """The form. In an incident's channel the posts go into that incident, elsewhere through triage."""
    if tools.fetch_file is None:
        raise Refused(NO_SLACK)
    incident = await _meant(request, tools)
    hint = FILE_HINT.say(request.language)
    block = file_input("file", FILE.say(request.language), TABLES, hint)
    return form(request, "posts", FORM, block, submit=READ, incident=incident)


async def on_form(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request) if request.incident is not None else None
    ids = request.values.get("file")
    if not isinstance(ids, tuple) or not ids:
        raise Refused(NO_FILE)
    return Later(partial(_look, request, tools, ids[0], incident, is_asked=True))


async def on_message(request: Request, tools: Tools) -> Answer:
    """The message's menu: its first file that may be a table."""
    files = request.message.files if request.message else ()
    if not files:
        raise Refused(NO_FILE)
    incident = await _meant(request, tools)
    return Later(partial(_look, request, tools, _likeliest(files).id, incident, is_asked=True))


async def on_upload(request: Request, tools: Tools) -> Answer:
    """Somebody dropped files. Elsewhere than in an incident's channel a file is only a file."""
    found = [each for each in (request.message.files if request.message else ()) if _may_hold_posts(each)]
    incident = await tools.incident_of_channel(request.channel) if found else None
    if incident is None:
        return Done()
    return Later(partial(_look, request, tools, found[0].id, incident, is_asked=False))


async def take(request: Request, tools: Tools) -> Answer:
    """The button: the posts go in."""
    incident = await tools.incident(request) if request.incident is not None else None
    return Later(partial(_take, request, tools, request.argument, incident))


async def _meant(request: Request, tools: Tools) -> Incident | None:
    """The incident that was named or whose channel this is; None for triage, which may open incidents."""
    if request.incident is not None or await tools.incident_of_channel(request.channel):
        return await tools.incident(request)
    tools.want(request, Right.OPEN)
    return None


async def _look(request: Request, tools: Tools, file: str, incident: Incident | None, is_asked: bool) -> Answer:
    try:
        name, sheet = await _read(request, tools, file)
    except Refused:
        if is_asked:
            raise
        return Done()  # a file that was only dropped may be anything
    if not sheet.posts:
        return Say(unread(name, sheet.problems, request.language))
    return Say(offer(file, name, sheet, incident.number if incident else None, request.language))


async def _read(request: Request, tools: Tools, file: str) -> tuple[str, Sheet]:
    """A file's name and what it holds. Raises Refused."""
    if tools.fetch_file is None:
        raise Refused(NO_SLACK)
    fetched = await tools.fetch_file(file)
    context = Context(tools.desk.clock(), ZoneInfo(tools.policy.timezone))
    try:
        return fetched.name, await asyncio.to_thread(read_posts, fetched.raw, context, MOST_POSTS)
    except BadFile as bad:
        why = Text(_literal(bad.say(Language.ENGLISH)), _literal(bad.say(Language.CHINESE)))
        raise Refused(UNUSABLE, name=fetched.name[:80], why=why) from None


async def _take(request: Request, tools: Tools, file: str, incident: Incident | None) -> Answer:
    """Read it again, and have the desk take the posts in."""
    name, sheet = await _read(request, tools, file)
    posts, desk, language = tuple(each.mention for each in sheet.posts), tools.desk, request.language
    if incident is None:
        heard = await desk.hear(posts, desk.clock(), SOURCE)
        return Say(went_through(name, heard, await _seen(request, tools, heard), language))
    brought = await desk.bring(incident.number, request.actor, posts)
    if brought.new:
        text = note_of(name[:80], brought.new, tools.policy.language)
        await tools.handle(request, AddNote(incident.number, request.actor, text))
    return Say(went_in(name, brought, incident.number, language, tools.command))


async def _seen(request: Request, tools: Tools, heard: Sequence[HeardPost]) -> frozenset[int]:
    """Of the incidents that posts went to, those that the asker may know of."""
    numbers = {each.incident for each in heard if each.incident is not None}
    found = await tools.desk.read(lambda view: [view.incident(number) for number in sorted(numbers)])
    return frozenset(each.number for each in found if each and tools.sees(request, each))


def _may_hold_posts(file: SharedFile) -> bool:
    return file.name.lower().endswith(TAKEN_FOR_POSTS)


def _likeliest(files: Sequence[SharedFile]) -> SharedFile:
    return next((each for each in files if _may_hold_posts(each)), files[0])


def _literal(text: str) -> str:
    """For a text of ours: nothing in it is filled in."""
    return text.replace("{", "{{").replace("}", "}}")


POSTS_FILE = Feature(
    name="import",
    word=Text("import", "导入"),
    aliases=("读入", "上传"),
    group=Group.OUTSIDE,
    usage=Text("(opens a form for the file)", "（打开上传表单）"),
    example=Text("import", "导入"),
    summary=Text(
        "reads posts from a monitoring tool's file; a CSV dropped into the incident's channel is read, too",
        "读入监测工具导出的帖文文件；把 CSV 直接拖进事件频道也可以",
    ),
    numbering=Numbering.PLAIN,
    run=ask,
    buttons={"posts.form": ask, "posts.take": take},
    forms={"posts": on_form},
    shortcuts={"posts_message": on_message},
    uploaded=on_upload,
)
