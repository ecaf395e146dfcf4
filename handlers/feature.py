"""What a feature is, and what it is handed to work with.

Answers for: one shape for all features, so that one page can list them and one place can find them. May not: be a
feature, or know Slack's payloads.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from crisis import refusals
from crisis.commands import AnyCommand, Command, RecordEntered
from crisis.desk import gate
from crisis.desk.desk import Desk, Outcome
from crisis.incident import Incident
from crisis.incident.drill import Script, Unusable
from crisis.language import Language, Text
from crisis.policy import Emoji, Policy, rights
from crisis.policy.paging import PageChannel
from crisis.policy.rights import Right
from crisis.refusals import Refused
from handlers.answer import Answer, Done, Say
from handlers.blocks import Message, message, section
from handlers.request import Request, SourceMessage
from handlers.watching import WatchesNothing, Watching
from handlers.wording.saying import Value, in_mrkdwn
from handlers.wording.vocabulary import drill_mark

MOST_LOOKED_AT = 500
"""Open incidents, among which those that one person sees are looked for."""


class Scripts(Protocol):
    """The scripts of drills that can be played here."""

    async def all(self) -> Sequence[Script | Unusable]:
        """Each of them, by name."""
        ...

    async def find(self, name: str) -> Script | Unusable | None:
        """The one of this name, whatever its case; None when there is none."""
        ...


class NoScripts:
    """Nothing to play."""

    async def all(self) -> Sequence[Script | Unusable]:
        return ()

    async def find(self, name: str) -> Script | Unusable | None:
        return None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file of Slack's as it was at that moment."""

    id: str
    name: str
    raw: bytes


FetchFile = Callable[[str], Awaitable[Fetched]]
"""A file by its id. Raises Refused."""

TryPage = Callable[[PageChannel, str, Language], Awaitable[str]]
"""Sends a test page in the name of somebody; what the receiver said against it, empty when it took it."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What every feature may use.

    ``command``: the slash command's name, with its slash. ``language``: of everything shared. ``tell``: show a message
    in a channel to one person alone (channel, person, message). ``find_message``: look a message up by channel and ts;
    None when there is none; raises Refused when the channel cannot be read. ``fetch_file``: of Slack, by id; None where
    there is no Slack.
    """

    desk: Desk
    command: str
    language: Language
    tell: Callable[[str, str, Message], Awaitable[None]]
    find_message: Callable[[str, str], Awaitable[SourceMessage | None]]
    scripts: Scripts = field(default_factory=NoScripts)
    try_page: TryPage | None = None
    watching: Watching = field(default_factory=WatchesNothing)
    fetch_file: FetchFile | None = None

    @property
    def policy(self) -> Policy:
        return self.desk.policy

    def language_of(self, person: str) -> Language:
        """The language that this person reads; somebody unknown reads the shared one."""
        known = self.desk.roster.person(person)
        return known.language(self.language) if known else self.language

    def name_of(self, person: str) -> str:
        """A person's name as the workspace knows it, or the id."""
        known = self.desk.roster.person(person)
        return known.name if known else person

    async def incident(self, request: Request) -> Incident:
        """The incident that is meant: the one named, else the channel's. Raises Refused when there is none that the
        asker sees."""
        number, channel = request.incident, request.channel
        if number is not None:
            found = await self.desk.read(lambda view: view.incident(number))
            if found is None or not self.sees(request, found):
                raise Refused(refusals.NO_SUCH_INCIDENT, number=number)
            return found
        here = await self.incident_of_channel(channel)
        if here is None or not self.sees(request, here):
            raise Refused(refusals.NO_INCIDENT_HERE)
        return here

    async def incident_of_channel(self, channel: str | None) -> Incident | None:
        if channel is None:
            return None
        return await self.desk.read(lambda view: view.incident_of_channel(channel))

    def sees(self, request: Request, incident: Incident) -> bool:
        """Whether an incident is there for the asker. Who asks in a private channel was let into it."""
        return self._is_in(request, incident) or rights.sees(
            request.actor, incident, self.policy.rights, self.desk.roster
        )

    def _is_in(self, request: Request, incident: Incident) -> bool:
        return incident.channel is not None and incident.channel == request.channel and not request.remembered

    async def open_incidents(self, request: Request) -> tuple[Incident, ...]:
        """The open incidents that the asker sees, the worst first."""
        found = await self.desk.read(lambda view: view.open_incidents())
        seen = tuple(incident for incident in found if self.sees(request, incident))
        if len(seen) < len(found):  # those left out must not take the place of others
            more = await self.desk.read(lambda view: view.open_incidents(MOST_LOOKED_AT))
            seen = tuple(incident for incident in more if self.sees(request, incident))[: len(found)]
        return seen

    def want(self, request: Request, right: Right, incident: Incident | None = None) -> None:
        """Refuse before a form is filled in what would be refused after it. Raises Refused. Who a shell's words are
        from is asked when something is to be written."""
        if request.actor:
            gate.want(request.actor, right, incident, self.policy, self.desk.roster)

    async def handle(self, request: Request, command: AnyCommand) -> Outcome:
        """Ask the desk; the same request again does nothing. Raises Refused."""
        try:
            return await self.desk.handle(command, once=request.once)
        except Refused as refused:
            if refused.text is not refusals.NO_SUCH_INCIDENT or not isinstance(command, Command):
                raise
            here = await self.incident_of_channel(request.channel)
            if here is None or here.number != command.incident or not self._is_in(request, here):
                raise
        # Heard in a private channel before Slack has told that this person came into it.
        await self.desk.handle(RecordEntered(command.incident, None, request.actor))
        return await self.desk.handle(command, once=request.once)

    def sentence(self, request: Request, text: Text, **values: Value) -> Message:
        """One sentence to the asker."""
        said = in_mrkdwn(text, request.language, self.command, **values)
        return message(said, section(said))

    def say(self, request: Request, text: Text, **values: Value) -> Say:
        return Say(self.sentence(request, text, **values))

    def done(self, request: Request, outcome: Outcome, text: Text, **values: Value) -> Done:
        """It was done, and the asker is told so; of a drill, that it is one."""
        if outcome.repeated:
            return Done()
        said = in_mrkdwn(text, request.language, self.command, **values)
        if outcome.incident:
            said = drill_mark(outcome.incident) + said
        return Done(message(said, section(said)))

    def done_in_channel(self, request: Request, outcome: Outcome, text: Text, **values: Value) -> Done:
        """It was done, and the incident's channel shows it: the asker is told only when asking from elsewhere."""
        here = outcome.incident is not None and outcome.incident.channel == request.channel is not None
        return Done() if here else self.done(request, outcome, text, **values)


Handler = Callable[[Request, Tools], Awaitable[Answer]]


class Group(Enum):
    """The groups of the help, in its order."""

    LOOK = Text("Look", "查看")
    CHANGE = Text("Open and change", "开启与变更")
    PEOPLE = Text("People and roles", "人员与角色")
    RECORD = Text("Updates, decisions, record", "通报、决策与记录")
    OUTSIDE = Text("To the outside", "对外")
    CLOCK = Text("Clock", "提醒")
    DRILL = Text("Drills", "演练")


class Numbering(Enum):
    """Where on the line another incident may be named."""

    BEFORE = "only before the word: #12 note …"  # what follows the word is text, and may begin with a number sign
    SIGN = "also after the word, with a sign: sev #12 2"  # what follows may be a number that means something else
    PLAIN = "also after the word, without a sign when nothing follows: board 12"


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji that does something: ``names`` are the policy's for it, without colons."""

    names: Callable[[Emoji], tuple[str, ...]]
    run: Handler


NO_TEXT = Text("", "")


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that people can do, with every way to it.

    ``word`` is the command word in both languages; ``aliases`` are accepted as well. ``usage`` shows what stands after
    the word, ``example`` a whole line after the command's name. ``run`` takes the words on the line; a feature without
    it has no command word. ``buttons``, ``forms`` and ``shortcuts`` map Slack's ids to what they do.
    """

    name: str
    word: Text
    summary: Text
    group: Group = Group.LOOK
    usage: Text = NO_TEXT
    example: Text = NO_TEXT
    aliases: tuple[str, ...] = ()
    numbering: Numbering = Numbering.BEFORE
    run: Handler | None = None
    alone: Mapping[str, Handler] = field(default_factory=dict)  # what one of its words does when nothing follows it
    buttons: Mapping[str, Handler] = field(default_factory=dict)
    forms: Mapping[str, Handler] = field(default_factory=dict)
    shortcuts: Mapping[str, Handler] = field(default_factory=dict)
    reactions: tuple[Reaction, ...] = ()
    mentioned: Handler | None = None
    home: Handler | None = None
    edited: Handler | None = None
    uploaded: Handler | None = None
