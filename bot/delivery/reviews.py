"""The review as a file in the incident channel.

Answers for: one file per export. An upload has no key to look back by: it is completed last, and its title, which names
the entry that asked for it, is looked for in the channel with its name before it is tried again: at the end of an
incident one entry asks for two formats.
"""

from bot.delivery.office import Office, Wish, in_channel
from bot.review import review_document

LOOK_BACK = 200


async def upload_review(wish: Wish, office: Office) -> None:
    incident, channel = in_channel(wish)
    document = await review_document(office.desk, incident.number, wish.effect.format, office.language)
    mark = f" · {wish.effect.seq}"
    if office.may_be_done(wish) and await _is_there(channel, mark, document.file_name, office):
        return
    content = document.content.encode()
    place = await office.slack.read("files.getUploadURLExternal", filename=document.file_name, length=len(content))
    await office.slack.upload(place["upload_url"], content)
    office.want_lease(wish.claim)
    await office.slack.call(
        "files.completeUploadExternal",
        files=[{"id": place["file_id"], "title": document.title + mark}],
        channel_id=channel,
    )


async def _is_there(channel: str, mark: str, name: str, office: Office) -> bool:
    """Whether a file of this name stands there whose title ends so; before that is the incident's, which may change."""
    messages = await office.slack.pages("conversations.history", "messages", most=2, channel=channel, limit=LOOK_BACK)
    files = [file for message in messages for file in message.get("files") or []]
    return any(file.get("name") == name and str(file.get("title")).endswith(mark) for file in files)
