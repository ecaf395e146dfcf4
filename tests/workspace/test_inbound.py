"""What an app receives has Slack's published shape, or differs for a reason that is written down."""

import pytest

from tests.workspace.inbound_differences import compared, differences, folder, published
from tests.workspace.inbound_explained import ABSENT
from tests.workspace.inbound_payloads import CAUSES

DATA = folder()
NEEDED = pytest.mark.skipif(
    not (DATA / "inbound.json").is_file(), reason=f"Slack's published shapes are not here ({DATA.name}/inbound.json)"
)


@NEEDED
async def test_no_difference_is_unexplained() -> None:
    found = await differences(DATA)
    assert found, "nothing was compared"
    assert [each for each in found if not each.why] == []


@NEEDED
def test_every_published_shape_is_sent_or_said_to_be_absent() -> None:
    assert set(published(DATA)) == CAUSES.keys() | ABSENT.keys()


def test_what_differs_is_found() -> None:
    theirs = {"type": "message", "event": {"a": "", "b": 123, "c": [{"d": True}]}, "blocks": [{"x": ""}]}
    ours = {"type": "note", "event": {"b": "1", "c": [{"d": None, "e": 1}]}, "blocks": [{"y": ""}]}
    assert sorted(compared(theirs, ours)) == [
        ("event.a", "not sent"),
        ("event.b", "other kind: text, published number"),
        ("event.c[].e", "not published"),
        ("type", "other value: note, published message"),
    ]
