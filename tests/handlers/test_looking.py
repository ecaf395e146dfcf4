"""Features look at incidents through the tools, which know who asks: else a private one would be shown to anybody."""

import re
from pathlib import Path

import pytest

from crisis.commands import OpenIncident, RecordChannel
from crisis.incident import Incident
from crisis.policy.rights import sees
from crisis.severity import Severity
from handlers.request import Request
from tests.handlers.asking import ANNA, BO, ELSEWHERE, ROOM, ZOE, Asking

HANDLERS = Path(__file__).parents[2] / "handlers"
ASKING_THE_STORE = re.compile(r"view\.(incident|open_incidents|incident_of_channel|incident_noting)\(")
# What looks by itself, and why it shows nobody anything of a private incident.
LOOKING = {
    "feature.py": "the tools themselves",
    "features/home.py": "leaves out what its person does not see (crisis.policy.rights)",
    "features/lesson_proposals.py": "asks who sees it; posts of the others are only counted",
    "features/note.py": "follows the edit of a message and answers nothing",
    "pages.py": "a page's link, which holds a secret that its person alone was sent",
    "features/posts_file.py": "whether the asker sees the incidents that posts went to",
    "shell.py": "the names of channels that an answer links to",
}


def test_nothing_else_asks_the_store_for_incidents() -> None:
    found = {
        str(file.relative_to(HANDLERS))
        for file in HANDLERS.rglob("*.py")
        if ASKING_THE_STORE.search(file.read_text(encoding="utf-8"))
    }
    assert found == set(LOOKING)


@pytest.fixture
async def asking() -> Asking:
    """Sixty private incidents of Zoe's, and two that are public and milder."""
    asking = Asking()
    for number in range(60):
        await asking.desk.handle(OpenIncident(f"Secret {number}", ZOE, Severity.SEV1, private=True))
    for title in ("Mould", "Glass"):
        await asking.desk.handle(OpenIncident(title, ZOE, Severity.SEV4))
    return asking


async def seen(asking: Asking, by: str) -> list[str]:
    request = Request(by, asking.tools.language_of(by), ELSEWHERE)
    return [incident.title for incident in await asking.tools.open_incidents(request)]


async def test_what_one_does_not_see_takes_no_place_in_the_list(asking: Asking) -> None:
    assert await seen(asking, "U0OTHER") == ["Glass", "Mould"]
    assert await seen(asking, "") == ["Glass", "Mould"]
    assert len(await seen(asking, ZOE)) == 50


async def test_who_asks_in_the_private_channel_was_let_into_it(asking: Asking) -> None:
    await asking.desk.handle(RecordChannel(1, None, ROOM, "inc-1"))
    incident: Incident = await asking.incident(1)
    stranger = "U0STRANGER"
    assert not sees(stranger, incident, asking.policy.rights, asking.desk.roster)
    assert {ANNA, BO} & set(incident.invited)
    await asking.line("note seen it", by=stranger, channel=ROOM)
    assert stranger in (await asking.incident(1)).people
    assert (await asking.line("#1 board", by=stranger, channel=ELSEWHERE)) is not None
