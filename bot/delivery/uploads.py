"""A file into the incident channel, once.

Answers for: an upload has no key to look back by, so it is completed last, and its title, which ends in a mark, is
looked for in the channel with its name before it is tried again. May not: make the file.
"""

from bot.delivery.office import Office, Wish
from crisis.language import Text
from handlers.wording.vocabulary import say

MADE_AT = Text("{title} · up to entry {seq}", "{title} · 截至记录 {seq}")
"""The number ends it in every language: it is looked for."""


async def upload_once(
    wish: Wish, office: Office, channel: str, name: str, title: str, content: bytes, words: str = ""
) -> None:
    """``words``: mrkdwn of the message that carries the file. The number of the entry that asked for it ends the title;
    with ``name`` it is this wish's alone in the channel."""
    seq = wish.effect.seq
    if office.may_be_done(wish):
        # Before the number stands the incident's title, which may change.
        files = (await office.look(wish, channel)).files
        if any(file == name and title.endswith(f" {seq}") for file, title in files):
            return
        office.want_over(wish.claim)
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
