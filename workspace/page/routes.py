"""The page's addresses: its files, its JSON, its stream. Every act is one of `Person`'s."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import web

from workspace.apps.courier import Delivery
from workspace.block_kit.views import OpenView
from workspace.client.seen import Seen
from workspace.errors import SlackError
from workspace.memory import channels
from workspace.memory.records import Channel, Json
from workspace.page.guard import PAGE_HEADERS
from workspace.page.picture import Picture, may_see
from workspace.page.reading import PAGE, Reading
from workspace.page.stream import Stream
from workspace.people.answers import BY_HAND, Clicks, Preset, Replies, Script
from workspace.people.person import Person
from workspace.web.filestore import put_file

DAY = 86_400
_HERE = Path(__file__).parent
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".html": "text/html",
    ".woff2": "font/woff2",
    ".png": "image/png",
}


@dataclass(frozen=True, slots=True)
class Act:
    """One POST of the page: who acts, and the fields sent."""

    person: Person
    body: Json

    def text(self, name: str) -> str:
        """Raises ValueError when the field is missing."""
        value = self.body.get(name)
        if not isinstance(value, str) or not value:
            raise ValueError(f"the field {name!r} is missing")
        return value


class Page:
    """`person` gives a person by id or name, raising LookupError."""

    def __init__(self, picture: Picture, person: Callable[[str], Person]) -> None:
        self._picture = picture
        self._person = person
        self._reading = Reading(picture.stage)
        self.stream = Stream(picture)

    def add_to(self, application: web.Application) -> None:
        router = application.router
        router.add_get("/", self._index)
        router.add_post("/page/upload", self._upload)
        router.add_get("/archives/{channel}/p{ts}", self._permalink)
        router.add_get("/page/static/{name}", self._static)
        router.add_get("/page/state", self._state)
        router.add_get("/page/messages", self._messages)
        router.add_get("/page/thread", self._thread)
        router.add_get("/page/search", self._search)
        router.add_get("/page/stream", self._stream)
        acts: dict[str, Callable[[Act], Awaitable[Json]]] = {
            "say": self._say,
            "action": self._action,
            "options": self._options,
            "submit": self._submit,
            "dismiss": self._dismiss,
            "shortcut": self._shortcut,
            "react": self._react,
            "edit": self._edit,
            "delete": self._delete,
            "join": self._join,
            "leave": self._leave,
            "home": self._home,
            "direct": self._direct,
            "create": self._create,
            "invite": self._invite,
            "answers": self._answers,
        }
        for name, act in acts.items():
            router.add_post(f"/page/{name}", self._acting(act))

    # files

    async def _index(self, request: web.Request) -> web.Response:
        return _file(_HERE / "index.html", _preloads().encode())

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        path = _HERE / "static" / name
        if Path(name).name != name or path.suffix not in _TYPES or not path.is_file():
            return web.Response(status=404, text="no such file")
        return _file(path)

    async def _permalink(self, request: web.Request) -> web.Response:
        digits = request.match_info["ts"]
        place = f"/#/{request.match_info['channel']}/{digits[:-6]}.{digits[-6:]}"
        return web.Response(status=302, headers={"Location": place})

    # reading

    async def _state(self, request: web.Request) -> web.Response:
        return _json({"ok": True, **self._picture.state(self._who(request))})

    async def _messages(self, request: web.Request) -> web.Response:
        query = request.query
        limit = int(query["limit"]) if query.get("limit", "").isdigit() else PAGE
        before, until, since = (query.get(name, "") for name in ("before", "until", "since"))
        read = partial(self._reading.page, before=before, until=until, limit=limit, since=since)
        return self._read(request, read)

    async def _thread(self, request: web.Request) -> web.Response:
        ts, since = request.query.get("ts", ""), request.query.get("since", "")
        return self._read(request, lambda user, channel: self._reading.thread(user, channel, ts, since=since))

    async def _search(self, request: web.Request) -> web.Response:
        words = request.query.get("q", "")
        if request.query.get("channel"):
            return self._read(request, lambda user, channel: self._reading.find(user, words, channel))
        return _json({"ok": True, **self._reading.find(self._who(request).id, words)})

    def _read(self, request: web.Request, read: Callable[[str, Channel], Json]) -> web.Response:
        person = self._who(request)
        channel = self._picture.stage.state.channels.get(request.query.get("channel", ""))
        if channel is None or not may_see(channel, person.id):
            return _json({"ok": False, "error": "There is no such channel."}, 404)
        try:
            return _json({"ok": True, **read(person.id, channel)})
        except LookupError as missing:
            return _json({"ok": False, "error": str(missing.args[0])}, 404)

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        return await self.stream.serve(request, self._who(request))

    def _who(self, request: web.Request) -> Person:
        """The person named by `as`; the first of the cast when nobody is, or nobody of that id."""
        people = self._picture.stage.state.users
        user = people.get(request.query.get("as", ""))
        if user is None or user.is_bot:
            user = next((each for each in people.values() if not each.is_bot), None)
        if user is None:
            raise web.HTTPNotFound(text="nobody lives here")
        return self._person(user.id)

    # acting

    def _acting(self, act: Callable[[Act], Awaitable[Json]]) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            try:
                body = await _body(request)
                return _json({"ok": True, **await act(Act(self._actor(body), body))})
            except (LookupError, ValueError) as refused:
                return _json({"ok": False, "error": str(refused.args[0]) if refused.args else "refused"})
            except SlackError as refused:
                return _json({"ok": False, "error": refused.code.replace("_", " ")})

        return handle

    def _actor(self, body: Json) -> Person:
        person = self._person(str(body.get("as", "")))
        if person.user.is_bot:
            raise ValueError("nobody can act as an app's bot here")
        return person

    async def _say(self, act: Act) -> Json:
        channel = self._picture.stage.state.channel(act.text("channel"))
        text = act.text("text")
        if text.startswith("/"):
            delivery = await act.person.command(text, channel, escaped=True)
            shown = [message for message in delivery.shown if message.get("is_ephemeral")]
            return {"ephemeral": shown[-1] if shown else None}
        thread = act.body.get("thread_ts")
        await act.person.say(channel, text, thread=str(thread) if thread else None, escaped=True)
        return {}

    async def _action(self, act: Act) -> Json:
        action = act.body.get("action")
        if not isinstance(action, dict):
            raise ValueError("the field 'action' is missing")
        values = _values(act.body.get("state"))
        if act.body.get("view_id"):
            view = self._view(act)
            for block, entries in values.items():
                view.values.setdefault(block, {}).update(entries)
            delivery = _taken(await act.person.act_in_view(view, action))
        else:
            channel, message = act.person.find(self._seen(act))
            delivery = await act.person.act(channel, message, action, values)
        return {"acknowledged": delivery.ok}

    async def _options(self, act: Act) -> Json:
        asked = {name: str(act.body.get(name, "")) for name in ("action_id", "block_id", "value")}
        return await act.person.suggest(self._view(act) if act.body.get("view_id") else self._seen(act), asked)

    async def _upload(self, request: web.Request) -> web.Response:
        """The body is a file that somebody puts into a form: it belongs to them and stands in no channel."""
        user, name = self._who(request), request.query.get("name", "")
        if not name:
            return _json({"ok": False, "error": "the file has no name"})
        return _json({"ok": True, "file": put_file(self._picture.stage.state, user.id, name, await request.read())})

    async def _submit(self, act: Act) -> Json:
        view = self._view(act)
        delivery = _taken(await act.person.submit(_values(act.body.get("values")), view=view))
        still_there = view.id in self._picture.stage.interactions.views.views
        return {"closed": not still_there, "errors": delivery.errors or None}

    async def _dismiss(self, act: Act) -> Json:
        await act.person.dismiss(self._view(act), all_of_them=bool(act.body.get("all")))
        return {}

    async def _shortcut(self, act: Act) -> Json:
        message = self._seen(act) if act.body.get("ts") else None
        return {"acknowledged": _taken(await act.person.shortcut(act.text("callback_id"), message)).ok}

    async def _react(self, act: Act) -> Json:
        do = act.person.unreact if act.body.get("remove") else act.person.react
        await do(self._seen(act), act.text("name"))
        return {}

    async def _edit(self, act: Act) -> Json:
        await act.person.edit(self._seen(act), act.text("text"), escaped=True)
        return {}

    async def _delete(self, act: Act) -> Json:
        await act.person.delete(self._seen(act))
        return {}

    async def _join(self, act: Act) -> Json:
        await act.person.join(act.text("channel"))
        return {}

    async def _leave(self, act: Act) -> Json:
        await act.person.leave(act.text("channel"))
        return {}

    async def _home(self, act: Act) -> Json:
        app = str(act.body.get("app_id", ""))
        await act.person.open_home(app)
        view = act.person.home(app)
        return {"view": self._picture.stage.interactions.views.shape(view) if view else None}

    async def _direct(self, act: Act) -> Json:
        channel, _ = channels.direct(self._picture.stage.state, (act.person.id, act.text("user")))
        return {"channel": self._picture.channel(channel, act.person.id)}

    async def _create(self, act: Act) -> Json:
        await act.person.create_channel(act.text("name"), private=act.body.get("private") is True)
        return {"channel": self._picture.stage.state.find_channel(act.text("name")).id}

    async def _invite(self, act: Act) -> Json:
        await act.person.invite(act.text("channel"), act.text("user"))
        return {}

    async def _answers(self, act: Act) -> Json:
        """How `user` answers from now on: by the `script` of a name, by a `preset` (with `after` seconds), by a rule,
        or by hand without any. Two kinds of rule: {"button": …} is clicked, {"pattern": …, "words": …} is replied to,
        `after` seconds later."""
        user = act.text("user")
        answers = self._picture.answers
        script = _script(act.body, self._picture.presets)
        if name := act.body.get("script"):
            answers.choose(user, str(name))
        elif script is None:
            answers.choose(user, BY_HAND)
        else:
            answers.give(user, script)
        return {"answers": self._picture.user(self._picture.stage.state.find_user(user))["answers"]}

    def _view(self, act: Act) -> OpenView:
        view = self._picture.stage.interactions.views.views.get(act.text("view_id"))
        if view is None or view.user != act.person.id:
            raise LookupError("this form is closed already")
        return view

    def _seen(self, act: Act) -> Seen:
        """What stands there; `Person` looks it up again before acting."""
        channel = self._picture.stage.state.channels.get(act.text("channel"))
        if channel is None or not may_see(channel, act.person.id):
            raise LookupError("there is no such channel")
        return Seen({"ts": act.text("ts")}, channel.id)


def _taken(delivery: Delivery) -> Delivery:
    """Raises ValueError when the app could not be reached, with the sentence that Slack would show."""
    if delivery.errors.get(""):
        raise ValueError(delivery.errors[""])
    return delivery


def _script(body: Json, presets: Sequence[Preset]) -> Script | None:
    """The script that is asked for; None: by hand. Raises ValueError."""
    after = body.get("after")
    if after is not None and (isinstance(after, bool) or not isinstance(after, int | float) or not 0 <= after <= DAY):
        raise ValueError(f"after is a number of seconds from 0 to {DAY}, not {after!r}")
    if name := body.get("preset"):
        preset = next((each for each in presets if each.name == name), None)
        if preset is None:
            raise ValueError(f"there is no preset {name!r}; there are {', '.join(each.name for each in presets)}")
        return preset.made(after)
    seconds = 20.0 if after is None else float(after)
    if button := body.get("button"):
        return Clicks(_pattern(button), seconds)
    if words := body.get("words"):
        return Replies(_pattern(body.get("pattern") or "."), str(words), seconds)
    return None


def _pattern(text: Any) -> str:
    try:
        return re.compile(str(text)).pattern
    except re.error as wrong:
        raise ValueError(f"{text!r} is not a regular expression: {wrong}") from None


def _values(given: Any) -> dict[str, Json]:
    """Slack's `values`, also inside `{"values": …}`. Raises ValueError for another shape."""
    values = given.get("values", given) if isinstance(given, dict) else {}
    if not all(isinstance(entries, dict) for entries in values.values()):
        raise ValueError("values are block_id → action_id → entry")
    return values


async def _body(request: web.Request) -> Json:
    if request.content_type != "application/json":
        raise ValueError("the page sends JSON")
    body = await request.json()
    if not isinstance(body, dict):
        raise ValueError("the page sends a JSON object")
    return body


def _json(body: Json, status: int = 200) -> web.Response:
    return web.json_response(body, status=status, headers={"X-Content-Type-Options": "nosniff"})


def _preloads() -> str:
    """All modules are asked for at once, not one after the other as they name each other."""
    names = sorted(path.name for path in (_HERE / "static").glob("*.js"))
    return "\n    ".join(f'<link rel="modulepreload" href="/page/static/{name}">' for name in names)


def _file(path: Path, modules: bytes = b"") -> web.Response:
    body = path.read_bytes().replace(b"<!-- modules -->", modules)
    answer = web.Response(body=body, content_type=_TYPES[path.suffix], headers=PAGE_HEADERS)
    if answer.content_type.startswith("text/"):
        answer.charset = "utf-8"
    return answer
