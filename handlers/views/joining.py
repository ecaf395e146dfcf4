"""What is shown of incidents that were merged or split: on the board, in the room, as buttons. May not: decide."""

from crisis import events as e
from crisis.events import Entry
from crisis.incident import Incident
from crisis.incident.joined import Link
from crisis.language import Language, Text
from crisis.policy import Policy
from handlers.blocks import Block, actions, button, section
from handlers.sentences import mark, sentence
from handlers.sentences.joining import went_along
from handlers.views import buttons
from handlers.wording.speaking import SlackSpeaker
from handlers.wording.vocabulary import escape, joined, say, severity_label

MERGE = Text("🔀 Merge…", "🔀 并案…")
SPLIT = Text("✂️ Split…", "✂️ 拆分…")
INTO = Text("🔀 *Everything goes on in {other}.*", "🔀 *后续请到 {other} 处理。*")
INTO_UNNAMED = Text(
    "🔀 *It goes on elsewhere, among fewer people.* Who is needed there is brought in.",
    "🔀 *后续转由小范围继续处理。* 需要的人员会另行邀请。",
)
CARRIED = Text("Went along: {what}.", "一并转入：{what}。")
STAYS = Text(
    "Decisions, updates and the record stay here. Its alerts and posts go there from now on; "
    "reopening brings back what went along.",
    "决策、通报和记录仍保留在本事件；此后的警报和帖文归入该事件。重开本事件可取回转入的内容。",
)
TOOK = Text("🔀 merged into this one: {others}", "🔀 已并入本事件：{others}")
FROM = Text("✂️ split off from {other}", "✂️ 由 {other} 拆分而来")
OFF = Text("✂️ split off: {others}", "✂️ 已拆分出：{others}")
WORSE = Text(
    "It was worse than this one ({severity}). Change the severity if that is right for both.",
    "对方级别更高（本事件为 {severity}），请核实是否需要调整级别。",
)
GO_BACK = Text(
    "If that was wrong: `/incident merge #{number}` in the new channel brings them back.",
    "如有误，可在新频道里用 `/incident 并案 #{number}` 并回。",
)
PLACE = Text("{channel} (#{number})", "{channel}（#{number}）")
SHOWN = 10


def where(link: Link, language: Language) -> str:
    """The other incident, with its channel where there was one."""
    if not link.channel:
        return f"#{link.number}"
    return PLACE.say(language, channel=f"<#{escape(link.channel)}>", number=link.number)


def on_board(incident: Incident, language: Language) -> list[Block]:
    """Where it goes on, at the top of the board; nothing where it was not merged."""
    into = incident.joined.into
    if into is None:
        return []
    said = say(INTO, language, other=where(into, language)) if into.named else INTO_UNNAMED.say(language)
    return [section(said)]


def in_small_print(incident: Incident, language: Language) -> list[str]:
    """What it took in, was split from, had split off."""
    have, facts = incident.joined, []
    if took := [where(link, language) for link in have.took if link.named]:
        facts.append(say(TOOK, language, others=joined(took[-SHOWN:], language)))
    if have.split_from:
        facts.append(say(FROM, language, other=where(have.split_from, language)))
    if have.split_off:
        others = [where(link, language) for link in have.split_off]
        facts.append(say(OFF, language, others=joined(others[-SHOWN:], language)))
    return facts


def merged_more(incident: Incident, policy: Policy, language: Language) -> list[str]:
    """What the room is told beside that it was merged: where to go, what went along, what stays."""
    have = incident.joined
    if have.into is None:
        return []
    said = [say(INTO, language, other=where(have.into, language)) if have.into.named else INTO_UNNAMED.say(language)]
    along = went_along(have.posts, len(have.tasks), have.people, SlackSpeaker(language, policy))
    if along:
        said.append(say(CARRIED, language, what=joined(along, language)))
    return [*said, STAYS.say(language)]


def took_in(event: e.TookIn, entry: Entry, incident: Incident, policy: Policy, language: Language) -> list[Block]:
    """In the room of the incident that goes on."""
    words = f"{mark(event)} {sentence(entry, SlackSpeaker(language, policy))}"
    if event.severity >= incident.severity or not incident.is_open:
        return [section(words)]
    more = say(WORSE, language, severity=severity_label(incident.severity))
    return [section(f"{words}\n{more}"), actions(buttons.severity(incident, language))]


def split_off(
    event: e.PostsSplitOff, entry: Entry, incident: Incident, policy: Policy, language: Language
) -> list[Block]:
    words = f"{mark(event)} {sentence(entry, SlackSpeaker(language, policy))}"
    if event.number is None:
        return [section(words)]
    return [section(f"{words}\n{say(GO_BACK, language, number=incident.number)}")]


def merge_button(incident: Incident, language: Language) -> Block:
    return button(MERGE.say(language), "merge.form", str(incident.number))


def split_button(incident: Incident, language: Language) -> Block:
    return button(SPLIT.say(language), "split.form", str(incident.number))
