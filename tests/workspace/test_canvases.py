"""canvases.*: made, edited by section, deleted."""

from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import INCIDENTS, refused
from workspace import Workspace


def words(text: str) -> dict[str, str]:
    return {"type": "markdown", "markdown": text}


async def test_a_canvas_is_made_and_edited(workspace: Workspace, client: AsyncWebClient) -> None:
    key = (await client.canvases_create(title="事件", document_content=words("one")))["canvas_id"]
    canvas = workspace.state.canvases[key]
    for operation, text in (("insert_at_end", "three"), ("insert_at_start", "zero")):
        await client.canvases_edit(canvas_id=key, changes=[{"operation": operation, "document_content": words(text)}])
    found = await client.canvases_sections_lookup(canvas_id=key, criteria={"contains_text": "one"})
    place = found["sections"][0]["id"]
    after = {"operation": "insert_after", "section_id": place, "document_content": words("two")}
    await client.canvases_edit(canvas_id=key, changes=[after])
    assert list(canvas.sections.values()) == ["zero", "one", "two", "three"]
    await client.canvases_edit(canvas_id=key, changes=[{"operation": "delete", "section_id": place}])
    assert list(canvas.sections.values()) == ["zero", "two", "three"]
    await client.canvases_edit(canvas_id=key, changes=[{"operation": "replace", "document_content": words("all")}])
    assert list(canvas.sections.values()) == ["all"]


async def test_what_is_refused(client: AsyncWebClient) -> None:
    key = (await client.canvases_create(title="事件"))["canvas_id"]
    two = [{"operation": "insert_at_end", "document_content": words("x")}] * 2
    await refused(client.canvases_edit(canvas_id=key, changes=two), "invalid_arguments")
    gone = [{"operation": "delete", "section_id": "temp:C:nowhere"}]
    await refused(client.canvases_edit(canvas_id=key, changes=gone), "canvas_editing_failed")
    await refused(client.canvases_create(channel_id=INCIDENTS), "not_in_channel")
    await client.canvases_delete(canvas_id=key)
    await refused(client.canvases_edit(canvas_id=key, changes=two[:1]), "canvas_not_found")
