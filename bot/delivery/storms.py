"""The one card of the alerts that wait together, in the updates channel.

Answers for: it is posted once, shows the newest state, and is posted anew when somebody deleted it while alerts wait.
May not: lay anything out; ``handlers.views.storm`` does.
"""

from bot.delivery.office import Office, Wish
from bot.slack.calls import Never
from crisis.commands import RecordStormCard
from crisis.desk.holding import StormNow, look
from crisis.incident import MessageRef
from crisis.ports import View
from handlers.views import storm


async def post_storm(wish: Wish, office: Office) -> RecordStormCard:
    shown = await _shown(wish, office)
    channel = office.want_updates_channel()
    ts = await office.post_once(wish, channel, storm.storm(shown, office.policy, office.language))
    return RecordStormCard(shown.storm.id, MessageRef(channel, ts))


async def refresh_storm(wish: Wish, office: Office) -> RecordStormCard | None:
    shown = await _shown(wish, office)
    if shown.storm.card is None:
        return None
    try:
        await office.edit(wish, shown.storm.card, storm.storm(shown, office.policy, office.language))
    except Never as refused:
        if refused.reason != "message_not_found":
            raise
        return RecordStormCard(shown.storm.id, None)
    return None


async def _shown(wish: Wish, office: Office) -> StormNow:
    number, now = wish.effect.storm, office.desk.clock()

    def seen(view: View) -> StormNow | None:
        found = view.storm(number)
        return look(view, found, now) if found else None

    shown = await office.desk.read(seen)
    if shown is None:
        raise Never("no_storm")
    return shown
