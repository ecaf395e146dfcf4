"""Posts become mentions of an incident: those that an alert brought, and one that a person saw.

Answers for: the same post is one row, whoever brings it; one of another incident stays there. A drill's posts are its
own, whatever is kept of the real ones. May not: judge a post, or decide what becomes of a mention.
"""

from collections.abc import Sequence

from crisis import commands as c
from crisis import events as e
from crisis.alert import Mention
from crisis.decisions.context import Context, checked_text, want_open
from crisis.decisions.mentions import heard
from crisis.incident import Incident
from crisis.mention import DRILL_SOURCE, KeptMention, clock_from, fingerprint_of
from crisis.ports import Unit
from crisis.ports.mentions import MENTIONS
from crisis.refusals import Refused
from crisis.refusals import mentions as refusals
from crisis.values import replace
from crisis.words import writable

BY_HAND = "by hand"
"""The source of a mention that a person added."""
PLATFORM_LIMIT, AUTHOR_LIMIT, URL_LIMIT = 80, 80, 2_000


def take_in(
    unit: Unit, incident: Incident, posts: Sequence[Mention], source: str, context: Context
) -> tuple[e.Event, ...]:
    """Make these posts mentions of the incident, which is saved already; what follows. Those that are its already, or
    another's, are left as they are."""
    if not posts:
        return ()
    unit.one_at_a_time(MENTIONS)
    new, free = _sorted_out(unit, [kept_for(incident, post, source, context) for post in posts])
    if not incident.drill:  # later posts of the same story are to find them
        new = [replace(each, story=unit.next_story()) for each in new]
    unit.change_mentions(free)
    return heard(incident, (*unit.keep_mentions(new), *free), context)


def add(unit: Unit, incident: Incident, command: c.AddMention, context: Context) -> tuple[e.Event, ...]:
    """A person saw a post. Raises Refused when it is known, or says nothing."""
    want_open(incident)
    post = _checked(command.post, context)
    unit.one_at_a_time(MENTIONS)
    kept = kept_for(incident, post, BY_HAND, context)
    known = unit.mention_of(kept.fingerprint)
    if known and known.incident == incident.number:
        state = refusals.STATES[known.state.value]
        raise Refused(refusals.IS_HERE_ALREADY, mention=known.id, number=incident.number, state=state)
    if known and known.incident is not None:
        raise Refused(refusals.IS_ELSEWHERE)
    return take_in(unit, incident, (post,), BY_HAND, context)


def played(unit: Unit, incident: Incident, made: Sequence[e.Event], context: Context) -> tuple[e.Event, ...]:
    """What follows from the posts that the script of a drill brought in with one of these events."""
    alerts = [event.alert for event in made if isinstance(event, e.InjectPlayed) and event.alert]
    posts = tuple(post for alert in alerts for post in alert.mentions)
    return take_in(unit, incident, posts, DRILL_SOURCE, context)


def kept_for(incident: Incident, post: Mention, source: str, context: Context) -> KeptMention:
    """The row of a post that is not kept yet."""
    fingerprint = fingerprint_of(post)
    if incident.drill:
        fingerprint, source = f"{DRILL_SOURCE} {incident.number} {fingerprint}", DRILL_SOURCE
    return KeptMention(
        id=0,
        fingerprint=fingerprint,
        mention=post,
        heard_at=context.now,
        clock_from=clock_from(post, context.now),
        source=source,
        story=0,
        incident=incident.number,
    )


def _sorted_out(unit: Unit, wanted: Sequence[KeptMention]) -> tuple[list[KeptMention], list[KeptMention]]:
    """Those that are not kept yet, and those that are kept and of no incident, as they are to be."""
    known = {each.fingerprint: each for each in unit.mentions_with([each.fingerprint for each in wanted])}
    new = {each.fingerprint: each for each in wanted if each.fingerprint not in known}
    number = wanted[0].incident
    free = [replace(each, incident=number) for each in known.values() if each.incident is None]
    return list(new.values()), free


def _checked(post: Mention, context: Context) -> Mention:
    text = checked_text(post.text, required=False)
    url = writable(post.url).strip()[:URL_LIMIT]
    if url and not url.lower().startswith(("https://", "http://")):
        raise Refused(refusals.NO_LINK, word=url[:40])
    if not text and not url:
        raise Refused(refusals.POST_EMPTY)
    posted_at = min(post.posted_at, context.now) if post.posted_at else None
    return replace(
        post,
        platform=checked_text(post.platform, required=False)[:PLATFORM_LIMIT],
        author=checked_text(post.author, required=False)[:AUTHOR_LIMIT],
        text=text,
        url=url,
        id=post.id or url,
        posted_at=posted_at,
    )
