"""Sentences of the timeline: roles and offers. May not: lay anything out."""

from crisis import events as e
from crisis.events import Entry, Event
from crisis.incident import OfferState
from crisis.language import Text
from handlers.sentences.base import Saying, in_words, role_words
from handlers.speaking import Speaker

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


TAKEN = Text("{person} took over as {role}", "{person} 担任{role}")


TAKEN_FROM = Text("{person} took over as {role} from {before}", "{person} 从 {before} 手中接任{role}")


UNFILLED = Text("Nobody is left who could be asked to be {role}", "{role}已无人可邀请")


def _offered(event: e.RoleOffered, entry: Entry, speaker: Speaker) -> str:
    return in_words(
        HANDED if event.hands_over else OFFERED,
        speaker,
        by=speaker.person(entry.by),
        person=speaker.person(event.person),
        role=role_words(event.role, speaker),
        until=speaker.time(event.expires_at),
    )


def _offer_ended(event: e.OfferEnded, entry: Entry, speaker: Speaker) -> str:
    person, role = speaker.person(event.person), role_words(event.role, speaker)
    return in_words(OFFER_ENDED.get(event.state, OFFER_ENDED[OfferState.WITHDRAWN]), speaker, person=person, role=role)


def _taken(event: e.RoleTaken, entry: Entry, speaker: Speaker) -> str:
    person, role = speaker.person(event.person), role_words(event.role, speaker)
    if event.before:
        return in_words(TAKEN_FROM, speaker, person=person, role=role, before=speaker.person(event.before))
    return in_words(TAKEN, speaker, person=person, role=role)


def _unfilled(event: e.RoleUnfilled, entry: Entry, speaker: Speaker) -> str:
    return in_words(UNFILLED, speaker, role=role_words(event.role, speaker))


SAYINGS: dict[type[Event], tuple[str, Saying]] = {
    e.RoleOffered: ("📞", _offered),
    e.OfferEnded: ("📞", _offer_ended),
    e.RoleTaken: ("✋", _taken),
    e.RoleUnfilled: ("🔴", _unfilled),
}
