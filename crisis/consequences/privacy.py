"""What may go out about a private incident: a list of the wishes that reach nobody but those inside.

Answers for: what is not on the list is not wished for when the incident is private, so a new wish stays unsent until
somebody has thought about it; a test asks for each to stand in one of the lists. May not: know how a wish is
granted.
"""

from crisis import effects as f
from crisis.incident import Incident
from crisis.policy.rights import is_inside

INSIDE: frozenset[type[f.Effect]] = frozenset(
    {
        # in the incident's own channel, which is private
        f.OpenChannel,
        f.InvitePeople,
        f.SetTopic,
        f.PinBoard,
        f.FindSimilar,
        f.PostBoard,
        f.RefreshBoard,
        f.PostBriefing,
        f.PostEntry,
        f.PostScoreCard,
        f.UploadReview,
        f.UploadChart,
        f.PostTask,
        f.RefreshTask,
        f.PostMentions,
        f.RefreshMentions,
        # to somebody who is inside, directly
        f.OpenDirectMessage,
        f.SendOffer,
        f.SettleOffer,
        f.TellUnfilled,
        f.TellHolder,
        f.TellAbsent,
        f.TellNoRoom,
        f.RefreshOffer,
        f.WarnLead,
        f.RemindOfTask,
        f.RemindOfFollowUp,
        f.TellPaged,
        # by webhook, perhaps to a robot's group: what a page says of a private incident is its number and severity
        f.SendPage,
        f.AcknowledgePage,
        f.ResolvePage,
        # to whoever follows and sees it: chosen so, and looked at once more when it goes out (bot/delivery/readers.py)
        f.TellReader,
    }
)

TO_PERSON: frozenset[type[f.Effect]] = frozenset({f.TellLouder, f.TellPerson, f.TellOfMentions})
"""To a ``person`` directly, who may be outside: a deputy, a level above, whom a plan names. Only to those inside: who
has the right to see private incidents looks or follows; to be called on to act is for those who were brought in."""

OUTSIDE: frozenset[type[f.Effect]] = frozenset(
    {
        # in the updates channel
        f.PostCard,
        f.RefreshCard,
        f.PostUpdateInUpdatesChannel,
        # in channels that a plan names
        f.TellChannel,
        # of no incident
        f.TellOverride,
        f.SendDigest,
        # of alerts that wait: no incident yet
        f.PostHeldAlert,
        f.RefreshHeldAlert,
        f.SettleHeldAlert,
        f.PostStorm,
        f.RefreshStorm,
    }
)


def kept_inside(incident: Incident, wishes: tuple[f.Effect, ...]) -> tuple[f.Effect, ...]:
    """The wishes that may be put down: all of a public incident's, of a private one's those that stay inside."""
    return tuple(wish for wish in wishes if _stays(incident, wish)) if incident.private else wishes


def _stays(incident: Incident, wish: f.Effect) -> bool:
    if type(wish) in TO_PERSON:
        return is_inside(incident, str(getattr(wish, "person", "")))
    return type(wish) in INSIDE
