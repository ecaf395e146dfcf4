"""The bytes of files over HTTP: taken in at an upload address, given out to who holds an app's token."""

from __future__ import annotations

from aiohttp import web

from workspace.errors import SlackError
from workspace.memory.records import Json, StoredFile
from workspace.memory.shapes import file_shape, kind_of
from workspace.memory.state import State
from workspace.web.api import Answer, Api

_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_SHOWN = ("text/plain", "text/markdown", "text/csv", "application/json", "application/pdf", "text/html")


class FileStore:
    """Upload (once per address), private download, and the page's own view of a file."""

    def __init__(self, state: State, api: Api) -> None:
        self._state = state
        self._api = api

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Takes the raw bytes, or the file of a multipart form. In the log and for the weather: `upload`."""
        secret = request.match_info["secret"]
        body = await _uploaded(request)
        done = lambda: self._keep(secret, body)  # noqa: E731
        return await self._api.serve(request, "upload", {"length": len(body)}, "", done)

    def _keep(self, secret: str, body: bytes) -> Answer:
        file = self._state.files.get(self._state.uploads.pop(secret, ""))
        if file is None:
            return Answer({"error": "no_such_upload"}, status=404, text="no such upload")
        file.body = body
        return Answer({"ok": True}, text=f"OK - {len(body)}")

    async def private(self, request: web.Request) -> web.Response:
        """url_private: needs the bot token in the Authorization header."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        try:
            self._api.app_of(token)
            file = self._state.file(request.match_info["key"].partition("-")[2])
        except SlackError as refused:
            return web.Response(status=403, text=refused.code)
        return self._content(file, inline=False)

    async def shown(self, request: web.Request) -> web.Response:
        """For the page: text and images inline, HTML in a sandbox, everything else as a download."""
        try:
            file = self._state.file(request.match_info["id"])
        except SlackError as refused:
            return web.Response(status=404, text=refused.code)
        mimetype = kind_of(file.name)[0]
        return self._content(file, inline=mimetype in _SHOWN or mimetype.startswith("image/"))

    def _content(self, file: StoredFile, *, inline: bool) -> web.Response:
        mimetype = kind_of(file.name)[0]
        answer = web.Response(body=file.body or b"", content_type=mimetype)
        if mimetype.startswith("text/"):
            answer.charset = "utf-8"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Content-Security-Policy"] = _SANDBOX
        answer.headers["Content-Disposition"] = _disposition(file.name, inline=inline)
        return answer


def put_file(state: State, user: str, name: str, body: bytes) -> Json:
    """Keeps a file of a person's, shared with nobody yet; its shape as files.info has it."""
    file = StoredFile(state.ids.next("F"), name, name, len(body), user, "", state.stamps.seconds(), body=body)
    file.complete = True
    state.files[file.id] = file
    return file_shape(state, file)


async def _uploaded(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""


def _disposition(name: str, *, inline: bool) -> str:
    from_kind = "inline" if inline else "attachment"
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "_" for sign in name)
    encoded = "".join(
        chr(byte) if chr(byte).isascii() and (chr(byte).isalnum() or byte in b"._-") else f"%{byte:02X}"
        for byte in name.encode()
    )
    return f"{from_kind}; filename=\"{plain}\"; filename*=UTF-8''{encoded}"
