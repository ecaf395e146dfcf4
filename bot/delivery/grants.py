"""The table from wish to the function that grants it.

Answers for: every effect of ``crisis.effects`` has exactly one. A grant returns the command that tells the desk what
Slack answered, or None; it raises ``Again`` or ``Never``.
"""

from collections.abc import Awaitable, Callable

from bot.delivery import (
    charts,
    duty,
    mentions,
    messages,
    offers,
    pages,
    private,
    readers,
    reminding,
    reviews,
    rooms,
    similar,
    storms,
    tasks,
)
from bot.delivery.office import Office, Wish
from crisis import effects as f
from crisis.commands import AboutAlerts, AboutDigests, Command

Grant = Callable[[Wish, Office], Awaitable[Command | AboutAlerts | AboutDigests | None]]

GRANTS: dict[type[f.Effect], Grant] = {
    f.OpenChannel: rooms.open_channel,
    f.InvitePeople: rooms.invite_people,
    f.SetTopic: rooms.set_topic,
    f.PinBoard: rooms.pin_board,
    f.PostBoard: messages.post_board,
    f.RefreshBoard: messages.refresh_board,
    f.PostCard: messages.post_card,
    f.RefreshCard: messages.refresh_card,
    f.PostBriefing: messages.post_briefing,
    f.PostEntry: messages.post_entry,
    f.PostUpdateInUpdatesChannel: messages.post_update_in_updates_channel,
    f.TellUnfilled: messages.tell_unfilled,
    f.TellNoRoom: private.tell_no_room,
    f.TellAbsent: messages.tell_absent,
    f.PostScoreCard: messages.post_score_card,
    f.PostHeldAlert: messages.post_held_alert,
    f.RefreshHeldAlert: messages.refresh_held_alert,
    f.SettleHeldAlert: messages.settle_held_alert,
    f.PostStorm: storms.post_storm,
    f.RefreshStorm: storms.refresh_storm,
    f.OpenDirectMessage: offers.open_direct_message,
    f.SendOffer: offers.send_offer,
    f.SettleOffer: offers.settle_offer,
    f.WarnLead: reminding.warn_lead,
    f.TellLouder: reminding.tell_louder,
    f.RefreshOffer: offers.settle_offer,
    f.TellHolder: offers.tell_holder,
    f.TellReader: readers.tell_reader,
    f.SendDigest: readers.send_digest,
    f.UploadReview: reviews.upload_review,
    f.UploadChart: charts.upload_chart,
    f.TellOverride: duty.tell_override,
    f.PostTask: tasks.post_task,
    f.RefreshTask: tasks.refresh_task,
    f.PostMentions: mentions.post_mentions,
    f.RefreshMentions: mentions.refresh_mentions,
    f.TellOfMentions: mentions.tell_of_mentions,
    f.RemindOfTask: tasks.remind_of_task,
    f.RemindOfFollowUp: tasks.remind_of_follow_up,
    f.TellPerson: tasks.tell_person,
    f.TellChannel: tasks.tell_channel,
    f.SendPage: pages.send_page,
    f.AcknowledgePage: pages.acknowledge_page,
    f.ResolvePage: pages.resolve_page,
    f.TellPaged: pages.tell_paged,
    f.FindSimilar: similar.find_similar,
}
