"""Sentences of the timeline: roles and offers. May not: lay anything out."""

from crisis import events as e
from crisis.events import Entry, Event
from crisis.incident import OfferState
from crisis.incident.vacancy import Step
from crisis.language import Text
from handlers.sentences.base import Saying, in_words, one_line, role_words
from handlers.wording.speaking import Speaker

OFFERED = Text(
    "{by} asked {person} to be {role}, waiting until {until}", "{by} 邀请 {person} 担任{role}，等待至 {until}"
)


HANDED = Text(
    "{by} asked {person} to take over as {role}, waiting until {until}", "{by} 请 {person} 接任{role}，等待至 {until}"
)


OFFER_ENDED: dict[OfferState, Text] = {
    OfferState.ACCEPTED: Text("{person} accepted to be {role}", "{person} 接受{role}邀请"),
    OfferState.DECLINED: Text("{person} declined to be {role}", "{person} 谢绝担任{role}"),
    OfferState.EXPIRED: Text(
        "{person} did not answer in time whether to be {role}", "{person} 未在时限内答复{role}邀请"
    ),
    OfferState.WITHDRAWN: Text("The offer to {person} to be {role} was withdrawn", "发给 {person} 的{role}邀请已收回"),
}


TAKEN = Text("{person} is {role} now", "{person} 担任{role}")


TAKEN_FROM = Text("{person} took over as {role} from {before}", "{person} 从 {before} 手中接任{role}")


UNFILLED = Text("Nobody is left who could be asked to be {role}", "{role}已无人可邀请")


OFFERED_TO: dict[Step, Text] = {
    Step.DEPUTY: Text(
        "{person}, who stands in for {instead}, was asked to be {role}, waiting until {until}",
        "已邀请 {instead} 的副手 {person} 担任{role}，等待至 {until}",
    ),
    Step.OTHER: Text(
        "{person} was asked to be {role}, too, waiting until {until}", "另邀请 {person} 担任{role}，等待至 {until}"
    ),
    Step.ABOVE: Text(
        "{person}, of the level above, was asked to be {role}, waiting until {until}",
        "已上报，邀请 {person} 担任{role}，等待至 {until}",
    ),
    Step.SHIFT: Text(
        "{person}, who is on next, was asked to take over as {role} from {instead}, waiting until {until}",
        "已请下一班的 {person} 从 {instead} 手中接任{role}，等待至 {until}",
    ),
}


DECLINED_INSTEAD = Text(
    "{person} declined to be {role} and named {instead}", "{person} 谢绝担任{role}，推荐了 {instead}"
)


SAID = Text("{sentence}: {why}", "{sentence}：{why}")


VACATED = Text(
    "The account of {person} was deactivated: nobody is {role} now", "{person} 的账号已停用，{role}现无人担任"
)


SHIFT_ENDING = Text(
    "The shift of {person} ({role}) ends {ends}, and nobody is on next",
    "{person}（{role}）将于 {ends} 交班，但之后无人值班",
)


SHIFT_ENDING_TO = Text(
    "The shift of {person} ({role}) ends {ends}; {successor} is on next",
    "{person}（{role}）将于 {ends} 交班，下一班为 {successor}",
)


STAYED = Text("{person} stays on as {role}", "{person} 继续担任{role}")


def _offered(event: e.RoleOffered, entry: Entry, speaker: Speaker) -> str:
    text = OFFERED_TO.get(event.step)
    if text and (event.instead_of or "{instead}" not in text.en):
        return in_words(
            text,
            speaker,
            person=speaker.person(event.person),
            instead=speaker.person(event.instead_of),
            role=role_words(event.role, speaker),
            until=speaker.time(event.expires_at),
        )
    return in_words(
        HANDED if event.hands_over else OFFERED,
        speaker,
        by=speaker.person(entry.by if event.step is Step.NAMED else None),
        person=speaker.person(event.person),
        role=role_words(event.role, speaker),
        until=speaker.time(event.expires_at),
    )


def _offer_ended(event: e.OfferEnded, entry: Entry, speaker: Speaker) -> str:
    person, role = speaker.person(event.person), role_words(event.role, speaker)
    if event.instead:
        said = in_words(DECLINED_INSTEAD, speaker, person=person, role=role, instead=speaker.person(event.instead))
    else:
        text = OFFER_ENDED.get(event.state, OFFER_ENDED[OfferState.WITHDRAWN])
        said = in_words(text, speaker, person=person, role=role)
    return in_words(SAID, speaker, sentence=said, why=one_line(event.why, speaker)) if event.why else said


def _taken(event: e.RoleTaken, entry: Entry, speaker: Speaker) -> str:
    person, role = speaker.person(event.person), role_words(event.role, speaker)
    if event.before:
        return in_words(TAKEN_FROM, speaker, person=person, role=role, before=speaker.person(event.before))
    return in_words(TAKEN, speaker, person=person, role=role)


def _unfilled(event: e.RoleUnfilled, entry: Entry, speaker: Speaker) -> str:
    return in_words(UNFILLED, speaker, role=role_words(event.role, speaker))


def _vacated(event: e.RoleVacated, entry: Entry, speaker: Speaker) -> str:
    return in_words(VACATED, speaker, person=speaker.person(event.person), role=role_words(event.role, speaker))


def _shift_ending(event: e.ShiftEnding, entry: Entry, speaker: Speaker) -> str:
    return in_words(
        SHIFT_ENDING_TO if event.successor else SHIFT_ENDING,
        speaker,
        person=speaker.person(event.person),
        role=role_words(event.role, speaker),
        ends=speaker.time(event.ends),
        successor=speaker.person(event.successor),
    )


def _stayed(event: e.HolderStayed, entry: Entry, speaker: Speaker) -> str:
    return in_words(STAYED, speaker, person=speaker.person(event.person), role=role_words(event.role, speaker))


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.RoleOffered: ("📞", _offered),
    e.OfferEnded: ("📞", _offer_ended),
    e.RoleTaken: ("✋", _taken),
    e.RoleUnfilled: ("🔴", _unfilled),
    e.RoleVacated: ("🔴", _vacated),
    e.ShiftEnding: ("🔁", _shift_ending),
    e.HolderStayed: ("✋", _stayed),
}
