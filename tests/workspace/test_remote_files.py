"""files.remote.*: what lies elsewhere, shown here; and what files.info says of a text."""

from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import GENERAL, refused
from workspace import Workspace

DOC = {"external_id": "doc-1", "external_url": "https://docs.example/1", "title": "纪要"}


async def test_a_remote_file_is_shown_by_its_own_address(workspace: Workspace, client: AsyncWebClient) -> None:
    await client.conversations_join(channel=GENERAL)
    file = (await client.files_remote_add(**DOC))["file"]
    assert (file["mode"], file["is_external"], file["url_private"]) == ("external", True, DOC["external_url"])
    await client.files_remote_share(external_id="doc-1", channels=GENERAL)
    seen = workspace.person("林晓").last("general")
    assert [(each["id"], each["title"]) for each in seen["files"]] == [(file["id"], "纪要")]
    renamed = (await client.files_remote_update(file=file["id"], title="纪要 2"))["file"]
    assert (renamed["title"], renamed["external_id"]) == ("纪要 2", "doc-1")
    assert [each["id"] for each in (await client.files_remote_list(channel=GENERAL))["files"]] == [file["id"]]
    await client.files_remote_remove(external_id="doc-1")
    await refused(client.files_remote_info(external_id="doc-1"), "file_not_found")
    again = (await client.files_remote_add(**DOC))["file"]
    assert again["id"] != file["id"]


async def test_a_text_shows_its_first_lines(client: AsyncWebClient) -> None:
    text = "\n".join(f"line {number}" for number in range(7))
    done = await client.files_upload_v2(content=text, filename="log.txt", snippet_type="text")
    file = (await client.files_info(file=done["files"][0]["id"]))["file"]
    assert file["preview"] == "\n".join(text.splitlines()[:5])
    assert (file["lines"], file["lines_more"], file["preview_is_truncated"]) == (7, 2, True)
    assert (file["mode"], file["editable"]) == ("snippet", True)


async def test_files_are_listed_by_kind_and_page(client: AsyncWebClient) -> None:
    names = ("a.txt", "b.png", "c.png")
    for name in names:
        await client.files_upload_v2(content="x", filename=name)
    images = await client.files_list(types="images", count=1, page=2)
    assert [file["name"] for file in images["files"]] == ["b.png"]
    assert images["paging"] == {"count": 1, "total": 2, "page": 2, "pages": 2}
    await refused(client.files_list(types="songs"), "unknown_type")
