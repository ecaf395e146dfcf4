"""Everything that the workspace sends to an app, caused once each: what `inbound_differences` holds against Slack's
published shapes."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.kit import GENERAL, actions, button, modal, plain, text_field
from workspace import EVERY_EVENT, AppInstall, Character, Shortcut, SlashCommand, Timer, Workspace

Json = dict[str, Any]
START = 1_790_000_000.0
INSTALL = AppInstall(
    name="Beacon",
    commands=(SlashCommand("/beacon"),),
    shortcuts=(Shortcut("from_message", "From here"), Shortcut("from_anywhere", "From anywhere", "global")),
    events=EVERY_EVENT,
    starting_channels=("general",),
    unfurl_domains=("example.com",),
)


class Stand:
    """A workspace with an app that takes everything and answers nothing, and the app's own client."""

    def __init__(self, workspace: Workspace, client: AsyncWebClient) -> None:
        self.workspace = workspace
        self.client = client
        self.lin = workspace.person("林晓")
        self.zhou = workspace.person("周明")

    def events(self, what: str) -> list[Json]:
        """The payloads of these events so far (`message channel_join`)."""
        return [each.payload for each in self.workspace.deliveries.where(what, kind="events_api") if each.payload]

    async def event(self, what: str) -> Json:
        await self.workspace.until(lambda: self.events(what), what=what)
        return self.events(what)[-1]

    def interaction(self, what: str) -> Json:
        found = [each.payload for each in self.workspace.deliveries.where(what) if each.payload]
        return found[-1]


@asynccontextmanager
async def stand() -> AsyncIterator[Stand]:
    """Over HTTP, on a timer that stands still."""
    timer = Timer(start=START)
    async with Workspace(clock=timer.time, timer=timer, apps=[INSTALL]) as workspace, _taker() as url:
        assert await workspace.set_request_url(url)
        client = AsyncWebClient(INSTALL.bot_token, workspace.api_url, retry_handlers=[])
        client.proxy = None
        yield Stand(workspace, client)


@asynccontextmanager
async def _taker() -> AsyncIterator[str]:
    async def take(request: web.Request) -> web.Response:
        body = await request.text()
        challenge = (await request.json()).get("challenge", "") if body.startswith('{"type": "url_v') else ""
        return web.Response(text=challenge)

    application = web.Application()
    application.router.add_post("/", take)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def home(on: Stand) -> Json:
    view = {"type": "home", "blocks": [{"type": "section", "text": plain("home")}]}
    await on.client.views_publish(user_id=on.lin.id, view=view)
    await on.lin.open_home()
    return await on.event("app_home_opened")


async def mention(on: Stand) -> Json:
    await on.lin.say("general", "@beacon look")
    return await on.event("app_mention")


async def channel_created(on: Stand) -> Json:
    await on.lin.create_channel("created")
    return await on.event("channel_created")


async def _own_channel(on: Stand, name: str, *, private: bool = False) -> str:
    made = await on.client.conversations_create(name=name, is_private=private)
    return str(made["channel"]["id"])


async def archived(on: Stand) -> Json:
    await on.client.conversations_archive(channel=await _own_channel(on, "to-archive"))
    return await on.event("channel_archive")


async def archived_line(on: Stand) -> Json:
    await archived(on)
    return await on.event("message channel_archive")


async def unarchived_line(on: Stand) -> Json:
    channel = await _own_channel(on, "to-unarchive")
    await on.client.conversations_archive(channel=channel)
    await on.client.conversations_unarchive(channel=channel)
    return await on.event("message channel_unarchive")


async def renamed(on: Stand) -> Json:
    await on.client.conversations_rename(channel=await _own_channel(on, "to-rename"), name="renamed")
    return await on.event("channel_rename")


async def renamed_line(on: Stand) -> Json:
    await on.client.conversations_rename(channel=await _own_channel(on, "to-name"), name="named")
    return await on.event("message channel_name")


async def joined(on: Stand) -> Json:
    channel = await _own_channel(on, "to-join")
    await on.client.conversations_invite(channel=channel, users=on.lin.id)
    return await on.event("member_joined_channel")


async def joined_line(on: Stand) -> Json:
    await joined(on)
    return await on.event("message channel_join")


async def left(on: Stand) -> Json:
    await on.zhou.leave("general")
    return await on.event("member_left_channel")


async def left_line(on: Stand) -> Json:
    await on.zhou.leave("general")
    return await on.event("message channel_leave")


async def said(on: Stand) -> Json:
    await on.lin.say("general", "hello")
    return await on.event("message")


async def said_by_bot(on: Stand) -> Json:
    await on.client.chat_postMessage(channel=GENERAL, text="x", username="Somebody", icon_emoji=":fire:")
    return await on.event("message bot_message")


async def changed(on: Stand) -> Json:
    seen = (await on.lin.say("general", "helo")).shown[0]
    await on.lin.edit(seen, "hello")
    return await on.event("message message_changed")


async def deleted(on: Stand) -> Json:
    await on.lin.delete((await on.lin.say("general", "helo")).shown[0])
    return await on.event("message message_deleted")


async def purpose(on: Stand) -> Json:
    await on.client.conversations_setPurpose(channel=GENERAL, purpose="for all")
    return await on.event("message channel_purpose")


async def topic(on: Stand) -> Json:
    await on.client.conversations_setTopic(channel=GENERAL, topic="today")
    return await on.event("message channel_topic")


async def group_topic(on: Stand) -> Json:
    await on.client.conversations_setTopic(channel=await _own_channel(on, "private", private=True), topic="today")
    return await on.event("message group_topic")


async def file_shared(on: Stand) -> Json:
    await on.client.files_upload_v2(channel=GENERAL, content="a,b", filename="a.csv", initial_comment="look")
    return await on.event("message file_share")


async def me(on: Stand) -> Json:
    await on.lin.command("/me waves")
    return await on.event("message me_message")


async def broadcast(on: Stand) -> Json:
    root = (await on.lin.say("general", "root")).shown[0]
    await on.client.chat_postMessage(channel=GENERAL, text="to all", thread_ts=root.ts, reply_broadcast=True)
    return await on.event("message thread_broadcast")


async def pinned(on: Stand) -> Json:
    seen = (await on.lin.say("general", "to pin")).shown[0]
    await on.client.pins_add(channel=GENERAL, timestamp=seen.ts)
    return await on.event("pin_added")


async def reacted(on: Stand) -> Json:
    await on.lin.react((await on.lin.say("general", "nice")).shown[0], "tada")
    return await on.event("reaction_added")


async def unreacted(on: Stand) -> Json:
    seen = (await on.lin.say("general", "nice")).shown[0]
    await on.lin.react(seen, "tada")
    await on.lin.unreact(seen, "tada")
    return await on.event("reaction_removed")


async def usergroup(on: Stand) -> Json:
    on.workspace.change_usergroup(on.workspace.add_usergroup("crisis", "Crisis", ["林晓"]).id, name="Crisis team")
    return await on.event("subteam_updated")


async def new_person(on: Stand) -> Json:
    on.workspace.add_person(Character("new", "新来的", "New Person", "", "new@yunhe.example"))
    return await on.event("team_join")


async def changed_person(on: Stand) -> Json:
    on.workspace.change_person("林晓", title="CEO")
    return await on.event("user_change")


async def command(on: Stand) -> Json:
    await on.lin.command("/beacon help")
    return on.interaction("/beacon*")


async def click(on: Stand) -> Json:
    await on.client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(button("Go", "go"))])
    await on.lin.click(on.lin.last("general"), "Go")
    return on.interaction("block_actions*")


async def message_shortcut(on: Stand) -> Json:
    await on.lin.shortcut("from_message", (await on.lin.say("general", "this one")).shown[0])
    return on.interaction("message_action*")


async def _form(on: Stand) -> None:
    trigger = (await command(on))["trigger_id"]
    view = modal(text_field("field", "Words"), notify_on_close=True, callback_id="form", close=plain("Away"))
    await on.client.views_open(trigger_id=trigger, view=view)


async def submitted(on: Stand) -> Json:
    await _form(on)
    await on.lin.submit({"Words": "done"})
    return on.interaction("view_submission*")


async def closed(on: Stand) -> Json:
    await _form(on)
    await on.lin.dismiss()
    return on.interaction("view_closed*")


CAUSES: dict[str, Callable[[Stand], Awaitable[Json]]] = {
    "AppHomeOpenedPayload": home,
    "AppMentionPayload": mention,
    "ChannelArchivePayload": archived,
    "ChannelCreatedPayload": channel_created,
    "ChannelRenamePayload": renamed,
    "MemberJoinedChannelPayload": joined,
    "MemberLeftChannelPayload": left,
    "MessageBotPayload": said_by_bot,
    "MessageChangedPayload": changed,
    "MessageChannelArchivePayload": archived_line,
    "MessageChannelJoinPayload": joined_line,
    "MessageChannelLeavePayload": left_line,
    "MessageChannelNamePayload": renamed_line,
    "MessageChannelPurposePayload": purpose,
    "MessageChannelTopicPayload": topic,
    "MessageChannelUnarchivePayload": unarchived_line,
    "MessageDeletedPayload": deleted,
    "MessageFileSharePayload": file_shared,
    "MessageGroupTopicPayload": group_topic,
    "MessageMePayload": me,
    "MessagePayload": said,
    "MessageThreadBroadcastPayload": broadcast,
    "PinAddedPayload": pinned,
    "ReactionAddedPayload": reacted,
    "ReactionRemovedPayload": unreacted,
    "SubteamUpdatedPayload": usergroup,
    "TeamJoinPayload": new_person,
    "UserChangePayload": changed_person,
    "interactive-components/BlockActionPayload.json": click,
    "interactive-components/MessageShortcutPayload.json": message_shortcut,
    "slash-commands/SlashCommandPayload.json": command,
    "views/ViewClosedPayload.json": closed,
    "views/ViewSubmissionPayload.json": submitted,
}
