"""What several features need: a form that knows its incident, choices, what a form's block says.

May not: be a feature.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from crisis import refusals
from crisis.decisions.context import TEXT_LIMIT
from crisis.incident import Incident, MessageRef
from crisis.language import Language, Text
from crisis.refusals import Refused
from crisis.severity import Severity
from handlers.answer import OpenForm
from handlers.blocks import Block, Form, choice
from handlers.feature import Tools
from handlers.request import Private, Request, SourceMessage
from handlers.wording.vocabulary import SEVERITY_MARK, drill_mark, severity_label
from handlers.words.parsing import readable

SAVE = Text("Save", "保存")
CANCEL = Text("Cancel", "取消")
INCIDENT = Text("Which incident", "哪个事件")
SEVERITY = Text("Severity", "级别")
REASON = Text("Reason", "理由")
REASON_HINT = Text("It stands in the record and in the review.", "会写进记录和复盘。")


def form(
    request: Request,
    callback: str,
    title: Text,
    *blocks: Block,
    submit: Text = SAVE,
    incident: Incident | None = None,
    message: SourceMessage | None = None,
) -> OpenForm:
    """A form about an incident (its number stands in the title) or, without one, for a new one or one to be chosen."""
    named = title.say(request.language)
    return OpenForm(
        Form(
            callback=callback,
            title=f"#{incident.number} {named}" if incident else named,
            submit=submit.say(request.language),
            close=CANCEL.say(request.language),
            blocks=blocks,
            private=Private(
                incident.number if incident else None,
                request.channel,
                message.ref if message else None,
                message.author if message else None,
            ).text(),
        )
    )


def severity_choice(block_id: str, language: Language, initial: Severity | None) -> Block:
    options = [(str(int(each)), f"{SEVERITY_MARK[each]} {severity_label(each).say(language)}") for each in Severity]
    return choice(block_id, SEVERITY.say(language), options, str(int(initial)) if initial else None)


def incident_choice(incidents: Sequence[Incident], language: Language) -> Block:
    ordered = sorted(incidents, key=lambda each: each.drill)  # what is real first
    options = [(str(each.number), f"{drill_mark(each)}#{each.number} {each.title}") for each in ordered]
    return choice("incident", INCIDENT.say(language), options, options[0][0])


async def open_incidents(request: Request, tools: Tools) -> tuple[Incident, ...]:
    """Those that a person can choose from. Raises Refused when there is none."""
    found = await tools.open_incidents(request)
    if not found:
        raise Refused(refusals.NO_INCIDENT_HERE)
    return found


async def incident_of_form(request: Request, tools: Tools) -> Incident:
    """The incident that a form carries, or that was chosen in it. Raises Refused."""
    chosen = request.text("incident")
    if request.incident is None and chosen:
        return await tools.incident(replace(request, incident=int(chosen)))
    return await tools.incident(request)


def moment_of(request: Request, block: str) -> datetime | None:
    """What a date and time block holds, in UTC."""
    seconds = request.text(block)
    return datetime.fromtimestamp(int(seconds), UTC) if seconds else None


def said_at(message: MessageRef) -> datetime:
    """When a message was written: Slack's ts is its time."""
    return datetime.fromtimestamp(float(message.ts), UTC)


def words_of(request: Request, tools: Tools) -> str:
    """The words on the line, as a person reads them."""
    return readable(request.words, tools.name_of)


def text_of(message: SourceMessage, tools: Tools) -> str:
    """A message's words as a person reads them, cut to what the record takes."""
    text = readable(message.text, tools.name_of)
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1] + "…"
