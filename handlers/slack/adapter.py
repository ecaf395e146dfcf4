"""The one adapter to slack_bolt: takes in what Slack sends, hands it to its feature, answers.

Answers for: committed first, acknowledged after. Bolt's own order is the other way round for events; with
``process_before_response`` (which ``application`` sets and ``Adapter`` insists on) the acknowledgement, the HTTP answer
and the Socket Mode envelope's answer all wait for the listener, and a listener that raises ends in status 500 over HTTP
and in silence over Socket Mode: Slack sends the event again. Work runs in tasks of ours, so that neither a dropped
connection nor the end of a listener takes it away, and ``drain`` can wait for it. May not: decide anything, or call
Slack's writing methods: only acknowledgements, ``response_url`` and ``views.*`` (their trigger lives three seconds).
"""

import asyncio
import logging
import math
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from crisis.language import Text
from crisis.refusals import Refused
from handlers.answer import Answer, Done, FormErrors, Later, OpenForm, Say, ShowHome
from handlers.blocks import Form, Message
from handlers.feature import Handler, Tools
from handlers.line import run_line
from handlers.refusal import refused_in_form, refused_message
from handlers.request import Request
from handlers.slack import payloads
from handlers.slack.finding import reason_of
from handlers.slack.payloads import Body
from handlers.switchboard import Switchboard
from handlers.views.home import view_of, with_answer
from handlers.wording.saying import in_plain_text

logger = logging.getLogger(__name__)

EventHook = Callable[[Body], Awaitable[None]]
Listener = Callable[[AsyncAck, Body], Coroutine[Any, Any, None]]

NOTHING_DONE = Text(
    "Nothing was done: the desk cannot write to its memory at the moment. Please try again in a minute.",
    "未做任何改动：系统暂时无法写入数据。请过一分钟再试。",
)
CLICK_AGAIN = Text(
    "The form could not be opened in time. Please click or type it once more.",
    "表单未能及时打开，请再点一次或再输入一次。",
)
NO_FORM = Text(
    "Slack did not open the form ({reason}). The words can be given on the line as well: `/incident help`.",
    "Slack 未能打开表单（{reason}）。也可以直接在命令后面写上内容，参见 `/incident 帮助`。",
)
BUTTON_UNKNOWN = Text(
    "This button is from another version and no longer works. `/incident help` shows what does.",
    "这个按钮来自其他版本，已不能使用。可用的操作见 `/incident 帮助`。",
)
ANSWERED_WITHIN = (
    2.5  # seconds; Slack waits three for an acknowledgement, after that only a response_url reaches people
)
RESPONSE_TIMEOUT = 10.0  # seconds, or less where the session allows less
# Clicking once more may help: the trigger was too old, or Slack could not at that moment ("" is no answer of Slack's).
PASSING = frozenset(
    {
        "expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged",
        "", "ratelimited", "rate_limited", "internal_error", "fatal_error", "request_timeout", "service_unavailable",
    }
)  # fmt: skip
ANYTHING = re.compile("")


def application(
    client: AsyncWebClient, signing_secret: str, *, team_id: str | None, bot_id: str | None, bot_user: str | None
) -> AsyncApp:
    """A Bolt application that acknowledges after its listener and knows who it is without asking for every request.

    The ids are those of ``auth.test``, asked once: Bolt's own asking answers 200 to an event while Slack cannot be
    reached, and the event would be lost.
    """
    me = AuthorizeResult(
        enterprise_id=None, team_id=team_id, bot_id=bot_id, bot_user_id=bot_user, bot_token=client.token
    )

    async def authorize() -> AuthorizeResult:
        return me

    # Bolt makes a client for every request from this one; it warns of a token that stands beside ``authorize``.
    pattern = AsyncWebClient(base_url=client.base_url, session=client.session, proxy=client.proxy, retry_handlers=[])
    return AsyncApp(
        # Bolt sets the level of the logger of this name: with ours it would silence everything below a warning.
        name="slack_bolt.fenghuo",
        logger=logging.getLogger("slack_bolt"),
        client=pattern,
        signing_secret=signing_secret,
        authorize=authorize,
        process_before_response=True,
    )


LISTENED_SUBTYPES = frozenset({"message_changed", "message_deleted", payloads.FILE_SHARE})


def listens_to(event: Body) -> bool:
    """Whether any feature listens to an event of this kind; the others may be acknowledged unseen."""
    kind = event.get("type")
    if kind == "message":
        return event.get("subtype") in LISTENED_SUBTYPES
    return kind in ("app_mention", "app_home_opened", "reaction_added")


async def answer_http(app: AsyncApp, request: web.Request) -> web.Response:
    """``POST /slack/events``: everything that Slack sends in HTTP mode. Bolt checks the signature."""
    return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))


class Adapter:
    """Everything that Slack can send, connected to the features. ``watch``: what else an event shall set off, by its
    type; it runs before the acknowledgement, and when it raises the event is not acknowledged. ``unavailable``: what
    the store raises when it is overloaded or away: no fault of ours, and told elsewhere. ``home_shown`` is told which
    Home tab (by its fingerprint) a person sees now."""

    def __init__(
        self,
        app: AsyncApp,
        client: AsyncWebClient,
        tools: Tools,
        switchboard: Switchboard,
        own: frozenset[str],
        watch: Mapping[str, EventHook] | None = None,
        unavailable: tuple[type[Exception], ...] = (),
        home_shown: Callable[[str, str], Awaitable[None]] | None = None,
    ) -> None:
        if not app.process_before_response:
            raise ValueError("the application must process before it responds: make it with application()")
        if client.retry_handlers:
            raise ValueError("the client must not repeat calls by itself: make it with retry_handlers=[]")
        self._app = app
        self._client = client
        self._tools = tools
        self._switchboard = switchboard
        self._own = own
        self._watch = watch or {}
        self._unavailable = unavailable
        self._home_shown = home_shown
        self._tasks: set[asyncio.Task[Any]] = set()
        self.answered_within = ANSWERED_WITHIN

    def register(self) -> None:
        """Connect the listeners. Nothing that Slack sends is left without one: it would be sent again for ever."""
        self._app.command(self._tools.command)(self._kept(self._command))
        self._app.action(ANYTHING)(self._kept(self._button))
        self._app.view(ANYTHING)(self._kept(self._form))
        self._app.view_closed(ANYTHING)(self._kept(self._ignore))
        self._app.shortcut(ANYTHING)(self._kept(self._shortcut))
        self._app.event(ANYTHING)(self._kept(self._event))

    async def drain(self, seconds: float = 10.0) -> None:
        """Wait until everything taken in is done and answered, at most so long."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while self._tasks and (left := end - loop.time()) > 0:
            await asyncio.wait(self._tasks, timeout=left)

    # What Slack sends

    async def _command(self, ack: AsyncAck, body: Body) -> None:
        request = payloads.of_command(body, self._tools.language_of)
        work = run_line(request, body.get("text") or "", self._tools, self._switchboard)
        started = asyncio.get_running_loop().time()
        answer = await self._answer(request, work)
        late = asyncio.get_running_loop().time() - started > self.answered_within
        message = _message_of(answer)
        if message is None or late:
            await ack()
            self._follow(answer, request, body)
        else:
            await ack(text=message.text, blocks=list(message.blocks), response_type="ephemeral")

    async def _button(self, ack: AsyncAck, body: Body) -> None:
        request = payloads.of_button(body, self._tools.language_of)
        action = body["actions"][0]
        handler = self._switchboard.button(action.get("action_id", ""))
        if handler is None and not action.get("url"):
            handler = _unknown
        if handler is not None:
            answer = await self._answer(request, handler(request, self._tools))
            if _is_on_home(body) and self._switchboard.home and not isinstance(answer, OpenForm):
                shown = await self._answer(request, self._switchboard.home(request, self._tools))
                answer = _on_home(shown, _message_of(answer))
            self._follow(answer, request, body)
        await ack()

    async def _form(self, ack: AsyncAck, body: Body) -> None:
        request = payloads.of_form(body, self._tools.language_of)
        handler = self._switchboard.form(body["view"].get("callback_id", "")) or _unknown
        blocks = tuple(request.values)
        try:
            answer = await handler(request, self._tools)
        except Refused as refused:
            roster, command = self._tools.desk.roster, self._tools.command
            answer = FormErrors(refused_in_form(refused, request.language, command, roster, blocks or ("",)))
        except self._unavailable as problem:
            logger.warning("A form could not be carried out: %s", problem)
            answer = FormErrors({(blocks or ("",))[0]: self._plain(request, NOTHING_DONE)})
        except Exception:
            logger.exception("A form could not be carried out.")
            answer = FormErrors({(blocks or ("",))[0]: self._plain(request, NOTHING_DONE)})
        if isinstance(answer, FormErrors):
            await ack(response_action="errors", errors=dict(answer.errors))
        elif isinstance(answer, OpenForm):
            await ack(response_action="update", view=answer.form.view())
        else:
            await ack()
            self._follow(answer, request, body)

    async def _shortcut(self, ack: AsyncAck, body: Body) -> None:
        request = payloads.of_shortcut(body, self._tools.language_of)
        handler = self._switchboard.shortcut(body.get("callback_id", "")) or _unknown
        answer = await self._answer(request, handler(request, self._tools))
        self._follow(answer, request, body)
        await ack()

    async def _event(self, ack: AsyncAck, body: Body) -> None:
        """An event is acknowledged only when it was handled: what raises here goes up to Bolt, and Slack repeats it."""
        kind = body["event"].get("type", "")
        if hook := self._watch.get(kind):
            await hook(body["event"])
        request, handler = self._meant(kind, body)
        if request is not None and handler is not None and not self._is_bot(request.actor):
            try:
                answer = await handler(request, self._tools)
            except Refused as refused:
                answer = Say(refused_message(refused, request.language, self._tools.command))
            self._follow(answer, request, body)
        await ack()

    def _meant(self, kind: str, body: Body) -> tuple[Request | None, Handler | None]:
        language_of = self._tools.language_of
        match kind:
            case "app_mention":
                return payloads.of_mention(body, language_of), self._switchboard.mentioned
            case "app_home_opened":
                return payloads.of_home(body, language_of), self._switchboard.home
            case "reaction_added":
                handler = self._switchboard.reaction(self._tools.policy.emoji, body["event"].get("reaction", ""))
                return payloads.of_reaction(body, language_of), handler
            case "message" if body["event"].get("subtype") == payloads.FILE_SHARE:
                return payloads.of_upload(body, language_of), self._switchboard.uploaded
            case "message":
                return payloads.of_edit(body, language_of, self._own), self._switchboard.edited
            case _:
                return None, None

    async def _ignore(self, ack: AsyncAck, body: Body) -> None:
        await ack()

    # Answers

    async def _answer(self, request: Request, work: Awaitable[Answer]) -> Answer:
        """The feature's answer to a person; a refusal and a failure are answers, too."""
        try:
            return await work
        except Refused as refused:
            return Say(refused_message(refused, request.language, self._tools.command))
        except self._unavailable as problem:
            logger.warning("A request could not be carried out: %s", problem)
            return self._tools.say(request, NOTHING_DONE)
        except Exception:
            logger.exception("A request could not be carried out.")
            return self._tools.say(request, NOTHING_DONE)

    def _follow(self, answer: Answer, request: Request, body: Body) -> None:
        """Give an answer beside the acknowledgement, in a task of ours."""
        if isinstance(answer, OpenForm):
            self._later(self._open(answer.form, request, body))
        elif isinstance(answer, ShowHome):
            self._later(self._publish(answer, request.actor))
        elif isinstance(answer, Later):
            self._later(self._afterwards(answer, request, body))
        elif message := _message_of(answer):
            self._later(self._tell(message, request, body))

    async def _afterwards(self, later: Later, request: Request, body: Body) -> None:
        self._follow(await self._answer(request, later.work()), request, body)

    async def _publish(self, shown: ShowHome, person: str) -> None:
        await self._client.views_publish(user_id=person, view=view_of(shown.message))
        if self._home_shown:
            await self._home_shown(person, shown.fingerprint)

    async def _open(self, form: Form, request: Request, body: Body) -> None:
        opening = self._client.views_push if body.get("view") and not _is_on_home(body) else self._client.views_open
        try:
            await opening(trigger_id=request.trigger, view=form.view())
        except SlackApiError as error:
            reason = reason_of(error)
            text = CLICK_AGAIN if reason in PASSING else NO_FORM
            await self._tell(self._tools.sentence(request, text, reason=reason), request, body)
        except (aiohttp.ClientError, TimeoutError, OSError):
            await self._tell(self._tools.sentence(request, CLICK_AGAIN), request, body)

    async def _tell(self, message: Message, request: Request, body: Body) -> None:
        """To the asker alone: by the payload's ``response_url``; in the channel where there is none, or where it fails:
        rather twice than never."""
        if (url := body.get("response_url")) and await self._tell_by_url(url, message):
            return
        if request.channel and request.actor:
            await self._tools.tell(request.channel, request.actor, message)

    async def _tell_by_url(self, url: str, message: Message) -> bool:
        """Whether Slack took it."""
        seconds = RESPONSE_TIMEOUT
        if self._client.session is not None and self._client.session.timeout.total:
            seconds = min(seconds, self._client.session.timeout.total)
        webhook = AsyncWebhookClient(url, math.ceil(seconds), session=self._client.session, retry_handlers=[])
        webhook.proxy = self._client.proxy
        try:
            answer = await webhook.send(
                text=message.text, blocks=list(message.blocks), response_type="ephemeral", replace_original=False
            )
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            logger.warning("An answer to a person did not reach Slack: %s.", type(problem).__name__)
            return False
        if answer.status_code != 200:
            logger.warning("Slack did not take an answer to a person: HTTP %s.", answer.status_code)
        return bool(answer.status_code == 200)

    def _plain(self, request: Request, text: Text) -> str:
        return in_plain_text(text, request.language, self._tools.command, self._tools.desk.roster)

    def _is_bot(self, person: str) -> bool:
        known = self._tools.desk.roster.person(person)
        return known is not None and known.is_bot

    # Tasks of ours

    def _kept(self, listener: Listener) -> Callable[..., Awaitable[None]]:
        """The listener in a task that is kept until it is done, whatever becomes of the one who waits for it."""

        async def kept(ack: AsyncAck, body: dict[str, Any]) -> None:
            await asyncio.shield(self._keep(listener(ack, body)))

        return kept

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        async def guarded() -> None:
            try:
                await work
            except Exception:
                logger.exception("An answer did not reach the one who asked.")

        self._keep(guarded())

    def _keep(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def _unknown(request: Request, tools: Tools) -> Answer:
    raise Refused(BUTTON_UNKNOWN)


def _is_on_home(body: Body) -> bool:
    return (body.get("view") or {}).get("type") == "home"


def _on_home(shown: Answer, said: Message | None) -> Answer:
    return (
        ShowHome(with_answer(shown.message, said), shown.fingerprint) if said and isinstance(shown, ShowHome) else shown
    )


def _message_of(answer: Answer) -> Message | None:
    return answer.message if isinstance(answer, Say | Done) else None
