"""The review as a file in the incident channel: one file per export.

At the end of an incident one entry asks for two formats, which have names of their own. May not: lay a review out.
What does is read when the first review is wanted, or by ``prepare``: a start needs none of it.
"""

import importlib

from bot.delivery.office import Office, Wish, in_channel
from bot.delivery.uploads import upload_once


def prepare() -> None:
    """Read what lays reviews out, so that the first does not wait for it. Blocks."""
    importlib.import_module("bot.review")


async def upload_review(wish: Wish, office: Office) -> None:
    from bot.review import review_document

    incident, channel = in_channel(wish)
    document = await review_document(office.desk, incident.number, wish.effect.format, office.language)
    await upload_once(wish, office, channel, document.file_name, document.title, document.content.encode())
