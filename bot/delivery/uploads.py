"""A file into the incident channel, once.

Answers for: an upload has no key to look back by, so it is completed last, and its title, which ends in a mark, is
looked for in the channel with its name before it is tried again. May not: make the file.
"""

from bot.delivery.office import Office, Wish
from crisis.language import Text
from handlers.wording.vocabulary import say

LOOK_BACK = 200
MADE_AT = Text("{title} · up to entry {seq}", "{title} · 截至记录 {seq}")
"""The number ends it in every language: it is looked for."""


async def upload_once(
    wish: Wish, office: Office, channel: str, name: str, title: str, content: bytes, words: str = ""
) -> None:
    """``words``: mrkdwn of the message that carries the file. The number of the entry that asked for it ends the title;
    with ``name`` it is this wish's alone in the channel."""
    seq = wish.effect.seq
    if office.may_be_done(wish) and await _is_there(channel, f" {seq}", name, office):
        return
    place = await office.slack.read("files.getUploadURLExternal", filename=name, length=len(content))
    await office.slack.upload(place["upload_url"], content)
    office.want_lease(wish.claim)
    said = {"initial_comment": words} if words else {}
    await office.slack.call(
        "files.completeUploadExternal",
        files=[{"id": place["file_id"], "title": say(MADE_AT, office.language, title=title, seq=seq)}],
        channel_id=channel,
        **said,
    )


async def _is_there(channel: str, mark: str, name: str, office: Office) -> bool:
    """Whether a file of this name stands there whose title ends so; before that is the incident's, which may change."""
    messages = await office.slack.pages("conversations.history", "messages", most=2, channel=channel, limit=LOOK_BACK)
    files = [file for message in messages for file in message.get("files") or []]
    return any(file.get("name") == name and str(file.get("title")).endswith(mark) for file in files)
