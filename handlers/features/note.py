"""Putting words or a message on the timeline, and following the message when it is edited or deleted."""

from crisis.commands import AddNote, FollowEdit
from crisis.incident import Incident
from crisis.language import Text
from crisis.policy import Emoji
from handlers.answer import Answer, Done
from handlers.blocks import text_input
from handlers.feature import Feature, Group, Reaction, Tools
from handlers.features.parts import (
    form,
    incident_choice,
    incident_of_form,
    open_incidents,
    said_at,
    text_of,
    words_of,
)
from handlers.request import Request, SourceMessage

FORM = Text("Note", "记一笔")
TEXT = Text("What is to be on the record", "要记录的内容")
TEXT_HINT = Text("What was seen and when, with its source.", "何时看到了什么，来源是什么。")
NOTED = Text("It stands on the timeline of incident #{number}.", "已写入事件 #{number} 的时间线。")


async def on_line(request: Request, tools: Tools) -> Answer:
    incident = await tools.incident(request)
    if not request.words:
        return _form(request, incident)
    outcome = await tools.handle(request, AddNote(incident.number, request.actor, words_of(request, tools)))
    return tools.done_in_channel(request, outcome, NOTED, number=incident.number)


async def on_button(request: Request, tools: Tools) -> Answer:
    return _form(request, await tools.incident(request))


async def on_form(request: Request, tools: Tools) -> Answer:
    """A note about a message keeps the message's own time and author."""
    incident, about = await incident_of_form(request, tools), request.about
    command = AddNote(
        incident.number,
        request.actor,
        request.text("text"),
        said_at(about) if about else None,
        request.author,
        about,
    )
    outcome = await tools.handle(request, command)
    if about:
        return tools.done(request, outcome, NOTED, number=incident.number)
    return tools.done_in_channel(request, outcome, NOTED, number=incident.number)


async def on_message(request: Request, tools: Tools) -> Answer:
    """In an incident channel the message is noted at once; elsewhere the form asks for which incident."""
    here, message = await tools.incident_of_channel(request.channel), request.message
    if here is None or message is None:
        others = await open_incidents(request, tools)
        return _form(request, None, text_of(message, tools) if message else "", message, others)
    return await _note(request, tools, here, message)


async def on_emoji(request: Request, tools: Tools) -> Answer:
    """📌 on a message in an incident channel. Elsewhere the emoji is only an emoji."""
    here = await tools.incident_of_channel(request.channel)
    if here is None or request.about is None:
        return Done()
    message = await tools.find_message(request.about.channel, request.about.ts)
    return await _note(request, tools, here, message) if message else Done()


async def on_edit(request: Request, tools: Tools) -> Answer:
    """Only a message that stands on a timeline is followed; the looking is cheap, most messages end here."""
    about = request.about
    noting = await tools.desk.read(lambda view: view.incident_noting(about)) if about else None
    if noting is None or about is None:
        return Done()
    message = None if request.deleted else request.message
    text, edited_at = (text_of(message, tools), message.edited_at) if message else (None, None)
    await tools.handle(request, FollowEdit(noting.number, request.actor or None, about, text, edited_at))
    return Done()


async def _note(request: Request, tools: Tools, incident: Incident, message: SourceMessage) -> Answer:
    text = text_of(message, tools)
    command = AddNote(incident.number, request.actor, text, message.said_at, message.author, message.ref)
    outcome = await tools.handle(request, command)
    return tools.done(request, outcome, NOTED, number=incident.number)


def _form(
    request: Request,
    incident: Incident | None,
    text: str = "",
    message: SourceMessage | None = None,
    others: tuple[Incident, ...] = (),
) -> Answer:
    language = request.language
    return form(
        request,
        "note",
        FORM,
        *([incident_choice(others, language)] if others else []),
        text_input("text", TEXT.say(language), text, multiline=True, hint=TEXT_HINT.say(language)),
        incident=incident,
        message=message,
    )


def _emoji(emoji: Emoji) -> tuple[str, ...]:
    return emoji.note


NOTE = Feature(
    name="note",
    word=Text("note", "记录"),
    aliases=("log", "记", "备注", "记一笔"),
    group=Group.RECORD,
    usage=Text("[TEXT]", "[内容]"),
    example=Text("note 14:05 first TV crew at the shop", "记录 14:05 第一家电视台到达门店"),
    summary=Text("puts words on the timeline; 📌 on a message does, too", "写入时间线；给消息加 📌 也可以"),
    run=on_line,
    buttons={"note.form": on_button},
    forms={"note": on_form},
    shortcuts={"note_message": on_message},
    reactions=(Reaction(_emoji, on_emoji),),
    edited=on_edit,
)
