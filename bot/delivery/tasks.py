"""Tasks, follow-ups, and those whom a plan names: the messages about them.

Answers for: each goes out once, and what was overtaken on its way does not. May not: lay anything out.
"""

import contextlib

from bot.delivery.office import Office, Wish, entry_of, in_channel, of_incident
from bot.slack.calls import Again, Moot, Never
from crisis import commands as c
from crisis.events import FollowUpReminded, TaskReminded
from crisis.incident import Incident, MessageRef
from crisis.incident.tasks import Task
from handlers.views import follow_ups, plan, tasks


async def post_task(wish: Wish, office: Office) -> c.Command:
    incident, channel = in_channel(wish)
    task = _task(incident, wish.effect.task)
    origin = await _address(task, office)
    message = tasks.task_post(task, incident, office.policy, office.language, origin)
    ts = await office.post_once(wish, channel, message)
    return c.RecordTaskPosted(incident.number, None, task.number, MessageRef(channel, ts), incident.seq)


async def refresh_task(wish: Wish, office: Office) -> None:
    incident = of_incident(wish)
    task = _task(incident, wish.effect.task)
    if task.post:
        origin = await _address(task, office)
        await office.edit(wish, task.post, tasks.task_post(task, incident, office.policy, office.language, origin))


async def remind_of_task(wish: Wish, office: Office) -> None:
    """Nothing when the task ended while the reminder waited."""
    incident, event = of_incident(wish), (await entry_of(wish, office)).event
    if not isinstance(event, TaskReminded) or event.person is None:
        raise Moot("no reminder")
    task = _task(incident, event.number)
    if not task.is_open or not incident.is_open:
        raise Moot("the task has ended")
    message = tasks.reminder(task, incident, office.policy, office.language_of(event.person))
    await office.post_once(wish, await office.direct_channel(event.person), message)


async def remind_of_follow_up(wish: Wish, office: Office) -> None:
    incident, event = of_incident(wish), (await entry_of(wish, office)).event
    if not isinstance(event, FollowUpReminded) or event.person is None:
        raise Moot("no reminder")
    known = incident.work.follow_up(event.number)
    if known is None or not known.is_open:
        raise Moot("the follow-up has ended")
    message = follow_ups.reminder(known, incident, office.language_of(event.person))
    await office.post_once(wish, await office.direct_channel(event.person), message)


async def tell_person(wish: Wish, office: Office) -> None:
    incident, person = of_incident(wish), wish.effect.person
    message = plan.tell_person(incident, office.policy, office.language_of(person))
    await office.post_once(wish, await office.direct_channel(person), message)


async def tell_channel(wish: Wish, office: Office) -> None:
    """The bot enters the channel first: only there can it look whether it has said it already."""
    incident = of_incident(wish)
    if incident.private:
        raise Moot("private")
    channel = await _channel(wish.effect.channel, office)
    with contextlib.suppress(Never):  # a private channel cannot be joined, and the bot may be in it
        await office.slack.call("conversations.join", channel=channel)
    await office.post_once(wish, channel, plan.tell_channel(incident, office.policy, office.language))


async def _channel(name: str, office: Office) -> str:
    """The id of a channel. Raises ``Never`` when there is none of this name, ``Again`` when nobody can look."""
    if name[:1] in ("C", "G") and name.isupper():
        return name
    found = await office.slack.pages(
        "conversations.list", "channels", types="public_channel", limit=1000, exclude_archived=True
    )
    channel = next((each for each in found if each.get("name") == name), None)
    if channel is None:
        raise Never("channel_not_found", f"#{name}")
    return str(channel["id"])


async def _address(task: Task, office: Office) -> str | None:
    """Of the message that the task was made from; a task without the link is worth more than none."""
    if task.message is None:
        return None
    try:
        answer = await office.slack.read("chat.getPermalink", channel=task.message.channel, message_ts=task.message.ts)
    except (Again, Never):
        return None
    return str(answer.get("permalink") or "") or None


def _task(incident: Incident, number: int) -> Task:
    task = incident.work.task(number)
    if task is None:
        raise Never("no_task")
    return task
