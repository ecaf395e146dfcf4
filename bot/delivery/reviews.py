"""The review as a file in the incident channel: one file per export.

At the end of an incident one entry asks for two formats, which have names of their own. May not: lay a review out.
"""

from bot.delivery.office import Office, Wish, in_channel
from bot.delivery.uploads import upload_once
from bot.review import review_document


async def upload_review(wish: Wish, office: Office) -> None:
    incident, channel = in_channel(wish)
    document = await review_document(office.desk, incident.number, wish.effect.format, office.language)
    mark, content = f" · {wish.effect.seq}", document.content.encode()
    await upload_once(wish, office, channel, document.file_name, document.title, mark, content)
