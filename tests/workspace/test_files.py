"""files.*: the three steps of an upload, and reading back."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import GENERAL, INCIDENTS, INSTALL, refused
from workspace import Workspace


async def upload(client: AsyncWebClient, **more: str) -> dict[str, object]:
    answer = await client.files_upload_v2(
        channel=GENERAL, content="# 复盘\n", filename="review.md", title="复盘 1", **more
    )
    found: dict[str, object] = answer["files"][0]
    return found


async def test_an_upload_appears_as_a_message(workspace: Workspace, client: AsyncWebClient) -> None:
    await client.conversations_join(channel=GENERAL)
    file = await upload(client, initial_comment="在此")
    seen = workspace.person("林晓").last("general")
    assert (seen.text, seen["subtype"]) == ("在此", "file_share")
    assert [(each["id"], each["title"], each["mimetype"]) for each in seen["files"]] == [
        (file["id"], "复盘 1", "text/markdown")
    ]
    info = (await client.files_info(file=str(file["id"])))["file"]
    assert info["size"] == len("# 复盘\n".encode())
    assert info["shares"]["public"][GENERAL][0]["ts"] == seen.ts
    assert [each["id"] for each in (await client.files_list(channel=GENERAL))["files"]] == [file["id"]]


async def test_into_a_thread(workspace: Workspace, client: AsyncWebClient) -> None:
    await client.conversations_join(channel=GENERAL)
    root = (await client.chat_postMessage(channel=GENERAL, text="root"))["ts"]
    await upload(client, thread_ts=root)
    assert workspace.person("林晓").last("general")["thread_ts"] == root


async def test_the_bytes_need_a_token(
    workspace: Workspace, client: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    await client.conversations_join(channel=GENERAL)
    address = str((await upload(client))["url_private"])
    async with session.get(address) as answer:
        assert answer.status == 403
    async with session.get(address, headers={"Authorization": f"Bearer {INSTALL.bot_token}"}) as answer:
        assert await answer.read() == "# 复盘\n".encode()
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_an_upload_address_serves_once(client: AsyncWebClient, session: aiohttp.ClientSession) -> None:
    asked = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    async with session.post(asked["upload_url"], data=b"abc") as answer:
        assert (answer.status, await answer.text()) == (200, "OK - 3")
    async with session.post(asked["upload_url"], data=b"abc") as answer:
        assert answer.status == 404


async def test_a_form_with_a_file_is_taken_too(client: AsyncWebClient, session: aiohttp.ClientSession) -> None:
    asked = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    form = aiohttp.FormData()
    form.add_field("filename", b"abc", filename="a.txt")
    async with session.post(asked["upload_url"], data=form) as answer:
        assert await answer.text() == "OK - 3"
    done = await client.files_completeUploadExternal(files=[{"id": asked["file_id"]}])
    assert done["files"][0]["title"] == "a.txt"


async def test_completing_what_is_not_there(workspace: Workspace, client: AsyncWebClient) -> None:
    asked = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    await refused(client.files_completeUploadExternal(files=[{"id": asked["file_id"]}]), "file_not_found")
    await refused(client.files_completeUploadExternal(files=[{"id": "F99999LOC"}]), "file_not_found")
    await refused(client.files_getUploadURLExternal(filename="a.txt", length=0), "invalid_arguments")


async def test_sharing_needs_membership(client: AsyncWebClient, session: aiohttp.ClientSession) -> None:
    asked = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    await (await session.post(asked["upload_url"], data=b"abc")).release()
    wanted = client.files_completeUploadExternal(files=[{"id": asked["file_id"]}], channel_id=INCIDENTS)
    await refused(wanted, "not_in_channel")


async def test_deleting(client: AsyncWebClient) -> None:
    await client.conversations_join(channel=GENERAL)
    key = str((await upload(client))["id"])
    await client.files_delete(file=key)
    await refused(client.files_info(file=key), "file_deleted")


async def test_the_page_shows_html_in_a_sandbox_only(
    workspace: Workspace, client: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    await client.conversations_join(channel=GENERAL)
    html = "<script>alert(1)</script>"
    done = await client.files_upload_v2(channel=GENERAL, content=html, filename="复盘.html")
    async with session.get(f"{workspace.url}/page/file/{done['files'][0]['id']}") as answer:
        assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
        assert answer.headers["Content-Disposition"].startswith("inline;")
        assert await answer.text() == html
    done = await client.files_upload_v2(channel=GENERAL, content="PK", filename='a"b.docx')
    async with session.get(f"{workspace.url}/page/file/{done['files'][0]['id']}") as answer:
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="a_b.docx"')
