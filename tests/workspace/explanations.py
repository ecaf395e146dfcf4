"""Why the local workspace differs from what Slack publishes: every difference that stays has its reason here.

A line: methods and what they differ in, as patterns with spaces between, and one sentence. A pattern that explains
nothing any more is a fault, too: the table says what is, not what was.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.workspace.published import Difference, Kind


@dataclass(frozen=True, slots=True)
class Explanation:
    methods: str
    kind: Kind
    what: str
    reason: str

    def __str__(self) -> str:
        return f"{self.methods} · {self.kind}: {self.what}"


@dataclass(frozen=True, slots=True)
class Explained:
    """`idle`: patterns that explained nothing."""

    open: list[Difference]
    explained: list[tuple[Difference, str]]
    idle: list[str]


CONNECT = "Slack Connect is switched off in a local workspace: there is one workspace and nobody else."
ENTERPRISE = "No organization (Enterprise Grid) stands over a local workspace."
PREFERENCES = (
    'No admin restricts anything here; `weather.fail(method, "error:NAME")` gives the error when a test wants it.'
)
INTERNAL = 'Nothing fails inside by itself; `weather.fail(method, "error:NAME")` gives the error when a test wants it.'
TOKENS = "A local app holds one bot token and one app token, and both are of the usual kind."
BOT_REFUSED = "A bot's token never gets as far as this: Slack answers `not_allowed_token_type` first, and so do we."
PICTURES = "Nothing here leaves the machine: people, apps and files have no pictures on other hosts."
ONE_TEAM = "There is one workspace, whatever `team_id` says."
FILES_PLAIN = (
    "Files are bytes with a name: no thumbnails, players, lists, templates or previews beyond a text's first lines."
)
CANVAS_PLAN = "The local workspace has canvases and every plan's rights to them."
MESSAGES_ONLY = "Only messages can be pinned and reacted to here; `docs/workspace-methods.md` says so."
RANGE = "Kept by another name: the answer is what Slack sends in practice, `invalid_arguments` with the field named."
MESSAGE = "A message looks the same in every answer; the published shape of this one shows another message."
CHANNEL = "A channel looks the same in every answer; the published shape of this one shows fewer fields."
FACTS = "slack-facts.md says T3 for all of reactions.*."

_ROWS: tuple[tuple[str, Kind, str, str], ...] = (
    # arguments
    ("reactions.list reactions.remove", "tier", "t2", FACTS),
    ("chat.appendStream", "required", "markdown_text", "`chunks` will do in its place; without both it is `no_text`."),
    ("*", "argument", "team_id", ONE_TEAM),
    ("chat.*", "argument", "as_user", "An argument of workspace apps, which are gone: it changes nothing for a bot."),
    ("chat.*", "argument", "unfurl_links unfurl_media", "No link is unfurled by itself, whatever an app asks for."),
    ("chat.update", "argument", "unfurled_attachments", "No link is unfurled by itself."),
    ("chat.postMessage", "argument", "current_draft_last_updated_ts", "Of Slack's own client: bots have no drafts."),
    ("chat.startStream", "argument", "task_display_mode", "Tasks of a stream are not drawn."),
    ("bookmarks.add", "argument", "access_level", "Everybody sees a bookmark."),
    ("bookmarks.remove", "argument", "quip_section_id", "Of Slack's own client."),
    ("usergroups.create usergroups.update", "argument", "enable_section", "There are no sections of the sidebar."),
    ("usergroups.users.update", "argument", "is_shared", ENTERPRISE),
    ("users.conversations", "argument", "exclude_muted", "Nobody mutes a channel."),
    ("files.list", "argument", "show_files_hidden_by_limit", "No plan hides files."),
    ("reactions.get reactions.list", "argument", "full", "The list of those who reacted is always whole."),
    ("files.upload", "argument", "*", "Slack has switched it off: `method_deprecated`, whatever it is called with."),
    ("users.setPhoto", "argument", "*", BOT_REFUSED),
    ("apps.manifest.validate", "argument", "app_id", BOT_REFUSED),
    (
        "conversations.*Shared* conversations.listConnectInvites",
        "argument",
        "channel_id count cursor emails external_limited free_trial_accepted include_* invite_id invite_ids"
        " is_external_limited is_private message target_team user_id user_ids",
        CONNECT,
    ),
    # errors: what is not there
    (
        "*",
        "error",
        "slack_connect_* external_channel_migrating no_external_invite_permission cannot_bookmark_*"
        " channel_conversion_in_progress",
        CONNECT,
    ),
    (
        "conversations.*Shared* conversations.listConnectInvites conversations.externalInvitePermissions.set",
        "error",
        "*",
        CONNECT,
    ),
    ("users.discoverableContacts.lookup", "error", "*", CONNECT),
    (
        "*",
        "error",
        "enterprise_is_restricted enterprise_not_found org_not_found team_not_on_enterprise org_user_not_in_team"
        " target_team_must_be_specified_in_org_context target_team_not_on_org fail_to_get_teams_for_restricted_user"
        " missing_user invalid_team ekm_access_denied team_not_found",
        ENTERPRISE,
    ),
    ("apps.manifest.*", "error", "*", BOT_REFUSED),
    ("users.identity users.setPhoto users.deletePhoto files.sharedPublicURL", "error", "*", BOT_REFUSED),
    ("files.upload", "error", "*", "Slack has switched it off: `method_deprecated` before anything else."),
    (
        "*",
        "error",
        "restricted_action restricted_action_* permission_denied access_denied app_access_restricted not_permitted"
        " user_is_restricted user_not_visible ura_max_channels posting_to_channel_denied messages_tab_disabled"
        " cant_archive_required channel_is_limited_access app_cannot_join_channel invitee_cant_see_channel"
        " no_permission cannot_create_channel user_does_not_own_channel canvas_deleting_disabled canvas_editing_locked"
        " delete_not_allowed file_deleting_disabled file_type_not_allowed file_uploads_disabled"
        " file_uploads_except_images_disabled blocked_file_type not_visible edit_window_closed thread_locked"
        " not_enabled not_allowed forbidden_team storage_limit_reached too_many_members subteam_max_users_exceeded"
        " too_many_linked_channels",
        PREFERENCES,
    ),
    (
        "*",
        "error",
        "internal_error rate_limited ratelimited too_many_requests fetch_members_failed file_update_failed"
        " failed_for_some_users partial_profile_set_failed update_failed messaging_processing_failed"
        " unable_to_fetch_custom_emojis list_record_comment_fetch_failed failed_to_unshare insecure_request"
        " canvas_creation_failed canvas_tab_creation_failed channel_canvas_creation_failed message_limit_exceeded"
        " failed_to_update_user_ids attachment_payload_limit_exceeded unable_to_share_files",
        INTERNAL,
    ),
    (
        "*",
        "error",
        "canvas_disabled_user_team canvas_disabled_file_team canvas_globally_disabled free_team*"
        " team_tier_cannot_create_channel_canvases template_not_visible",
        CANVAS_PLAN,
    ),
    ("team.info", "error", "user_not_found", ENTERPRISE),
    ("usergroups.*", "error", "paid_teams_only", "On a plan without groups we say `plan_upgrade_required`."),
    (
        "*",
        "error",
        "bot_user_required no_bot_user_for_app bad_token invalid_token not_bearer_token as_user_not_supported"
        " metadata_must_be_sent_from_app sudo_required not_admin not_app_admin cannot_update_admin_user",
        TOKENS,
    ),
    # errors: said in another way
    ("*", "error", "missing_argument missing_args limit_required", RANGE),
    ("emoji.list", "error", "invalid_arguments", "It has no argument that could be wrong."),
    ("reactions.add", "error", "no_item_specified", RANGE),
    ("conversations.create conversations.rename", "error", "invalid_name", "The particular `invalid_name_…` is given."),
    ("conversations.create", "error", "no_channel", "An empty name is `invalid_name_required`."),
    ("bots.info", "error", "bots_not_found", "One bot is asked for: `bot_not_found`."),
    ("pins.remove", "error", "not_pinned", "What is not pinned is `no_pin`."),
    ("conversations.kick", "error", "not_supported", "Elsewhere it is `method_not_supported_for_channel_type`."),
    (
        "conversations.list conversations.members conversations.replies conversations.setPurpose conversations.setTopic"
        " users.conversations",
        "error",
        "method_not_supported_for_channel_type",
        "It works in every kind of conversation.",
    ),
    ("usergroups.list usergroups.users.list", "error", "invalid_cursor users_not_found", "The list is not paged."),
    ("bookmarks.remove", "error", "user_not_found", "The bot is always somebody."),
    ("conversations.open", "error", "invalid_user_combination", "Every combination of these people may talk."),
    ("users.info", "error", "too_many_users", "One user is asked for."),
    # errors: of what is not in a local workspace
    (
        "chat.postMessage",
        "error",
        "draft_* send_on_behalf_not_allowed",
        "Bots have no drafts and speak for themselves.",
    ),
    (
        "chat.*",
        "error",
        "duplicate_channel_not_found duplicate_message_not_found missing_file_data too_many_contact_cards"
        " no_dual_broadcast_content_update",
        "Of Slack's own client: forwarded messages, files in place, contact cards.",
    ),
    ("*", "error", "invalid_metadata_schema", "Metadata types are not registered: every `event_type` is taken."),
    (
        "conversations.history conversations.replies",
        "error",
        "invalid_metadata_filter_keys",
        "There is no filter by metadata.",
    ),
    (
        "chat.update",
        "error",
        "block_mismatch is_inactive file_is_deleted",
        "Older names; a deleted file is `file_deleted`.",
    ),
    ("chat.update", "error", "file_share_limit_reached max_file_sharing_exceeded", "No plan limits files."),
    (
        "chat.startStream chat.appendStream",
        "error",
        "invalid_blocks invalid_blocks_format invalid_metadata_format metadata_too_large msg_blocks_too_long"
        " too_many_attachments",
        "A stream takes text and chunks; blocks and metadata come with chat.stopStream.",
    ),
    (
        "chat.appendStream chat.stopStream",
        "error",
        "too_many_attachments not_in_channel",
        "It goes to the app's own message.",
    ),
    (
        "chat.startStream",
        "error",
        "no_text not_subscribed_to_message_stream_stopped",
        "A stream may begin empty, and nobody stops it.",
    ),
    (
        "chat.*Stream",
        "error",
        "channel_type_not_supported msg_blocks_too_many",
        "Every conversation takes streams; 51 blocks are `invalid_blocks`.",
    ),
    ("chat.appendStream", "error", "stopped_by_user", "Nobody stops a stream."),
    ("chat.stopStream", "error", "cannot_reply_to_message", "The thread was checked when the stream began."),
    (
        "chat.unfurl",
        "error",
        "cannot_auth_user cannot_prompt cannot_find_service invalid_metadata_format",
        "Nobody is asked to sign in; no work objects.",
    ),
    ("bookmarks.*", "error", "not_implemented", "It is."),
    (
        "bookmarks.add bookmarks.edit bookmarks.remove",
        "error",
        "file_already_added file_not_found invalid_app_action_type invalid_bookmark_type invalid_child_type"
        " invalid_entity_id invalid_shortcut_type parent_bookmark_disabled parent_with_link too_many_tabs",
        "Links only: no folders, files, shortcuts or tabs.",
    ),
    (
        "pins.* reactions.*",
        "error",
        "file_comment_not_found file_not_found file_not_shared not_reactable no_access",
        MESSAGES_ONLY,
    ),
    ("files.getUploadURLExternal", "error", "unknown_snippet_type unknown_subtype", "Every kind of snippet is taken."),
    (
        "files.remote.*",
        "error",
        "bad_image too_large file_under_review invalid_type",
        "No preview picture is looked at, no file reviewed.",
    ),
    (
        "users.profile.set",
        "error",
        "email_taken invalid_ooo_message name_not_allowed reserved_name username_same",
        "No e-mail, user name or out-of-office text can be set.",
    ),
    (
        "usergroups.create",
        "error",
        "invalid_group_provided",
        "Private channels are channels: `invalid_channel_provided`.",
    ),
    ("views.publish", "error", "not_implemented", "It is."),
    # fields: of what is not in a local workspace
    ("*", "missing field", "*image_* *.is_custom_image *.status_emoji_url *.status_emoji_display_info", PICTURES),
    (
        "*",
        "missing field",
        "enterprise_id *.enterprise_* *.is_org_default *.is_org_mandatory *.is_global_shared *.teams"
        " team.is_sfdc_auto_slack team.lob_sales_home_enabled team.pay_prod_cur team.sso_provider team.discoverable",
        ENTERPRISE,
    ),
    (
        "conversations.* users.conversations",
        "missing field",
        "*.connected_limited_team_ids *.connected_team_ids *.conversation_host_id *.pending_connected_team_ids[[][]]"
        " *.pending_shared[[][]] *.has_slack_connect_invite_created invites[[][]] invite_requests[[][]]",
        CONNECT,
    ),
    (
        "conversations.*",
        "missing field",
        "channel.latest channel.unread_count channel.unread_count_display channel.is_starred"
        " messages[[][]].last_read messages[[][]].unread_count",
        "What a person has not read yet is of Slack's own client; a bot's `last_read` is in conversations.info.",
    ),
    (
        "conversations.* users.conversations",
        "missing field",
        "*.properties.tabs *.properties.tabz *.properties.meeting_notes *.properties.use_case *.properties.is_dormant"
        " *.properties.channel_workflows *.properties.huddles_restricted *.properties.posting_restricted_to"
        " *.properties.threads_restricted_to *.canvas.is_migrated *.properties.canvas",
        "Tabs, workflows, huddles and restrictions: there are none. A channel's own canvas is shown where it has one.",
    ),
    (
        "conversations.*",
        "missing field",
        "channel.is_open channel.priority channel.is_read_only channel.locale channel.num_members"
        " channel.parent_conversation channel.previous_names[[][]]",
        "Given where it means something: for direct messages, by conversations.info, when asked for, after a rename.",
    ),
    (
        "*",
        "missing field",
        "*.guest_invited_by *.start_date *.status_clear_on_focus_end *.is_invited_user *.is_stranger *.is_connector_bot"
        " *.is_workflow_bot *.two_factor_type members[[][]].profile.fields profile.always_active",
        "No guests, workflows, second factors or personnel files.",
    ),
    ("users.list", "missing field", "offset", "Of the paging before cursors."),
    ("users.profile.set", "missing field", "username", "The user name cannot be changed."),
    ("auth.test", "missing field", "app_id app_name expires_in", "Of app-level and of rotating tokens."),
    ("chat.postMessage", "missing field", "deprecated_argument", "Of a warning about `as_user`."),
    ("emoji.list", "missing field", "categories[[][]]", "The workspace has no emoji of its own."),
    ("canvases.access.*", "missing field", "failed_to_update_*", "All are changed or the call is refused."),
    (
        "chat.* conversations.* reactions.*",
        "missing field",
        "*.assistant_app_thread *.room *.x_files *.no_notifications items[[][]].message.channel"
        " items[[][]].message.inviter",
        "No assistant threads, huddles or Slack's own bookkeeping.",
    ),
    (
        "chat.* reactions.get conversations.history",
        "missing field",
        "message.bot_profile.team_id message.bot_profile.user_id message.root message.subtype message.username"
        " message.attachments message.display_as_bot message.upload message.reactions[[][]] message.blocks"
        " messages[[][]].root.icons messages[[][]].root.parent_user_id messages[[][]].root.subtype"
        " messages[[][]].root.username",
        "Given where the message has it; these answers are of a new message of the bot.",
    ),
    (
        "reactions.list",
        "missing field",
        "items[[][]].message.is_locked items[[][]].message.subscribed",
        "Said where a thread is read: conversations.history and conversations.replies.",
    ),
    ("pins.list reactions.list", "missing field", "items[[][]].comment items[[][]].file", MESSAGES_ONLY),
    (
        "files.info",
        "missing field",
        "comments[[][]] content* is_truncated",
        "No comments; a file's content is at `url_private`.",
    ),
    (
        "files.*",
        "missing field",
        "*.access *.app_name *.bot_id *.can_toggle_canvas_lock *.canvas_* *.cc *.channel_actions_*"
        " *.converted_pdf *.deanimate* *.dm_mpdm_users_* *.duration_ms *.edit_timestamp *.editor"
        " *.editors *.favorites *.from *.has_more *.headers *.hls* *.image_exif_rotation"
        " *.initial_comment *.is_channel_space *.is_modified_by_ai *.is_restricted_sharing_enabled"
        " *.last_editor *.last_read *.linked_channel_id *.list_* *.media_progress *.mp4*"
        " *.non_owner_editable *.num_stars *.org_or_workspace_access *.original_* *.permalink_public"
        " *.pinned_to *.pjpeg *.plain_text *.preview_highlight *.preview_plain_text *.private_*"
        " *.quip_thread_id *.reactions *.saved *.sent_to_self *.show_badge *.simplified_html"
        " *.source_team *.subject *.subtype *.team_pref_* *.teams_shared_with *.template_* *.thumb_*"
        " *.title_blocks *.to *.transcription *.update_notification *.updated *.url_static_preview"
        " *.vtt",
        FILES_PLAIN,
    ),
    (
        "files.remote.* files.completeUploadExternal files.revokePublicURL",
        "missing field",
        "*.app_id *.edit_link *.external_id *.external_url *.lines *.lines_more *.preview *.preview_is_truncated"
        " *.url_private_download *.channels[[][]] *.groups[[][]] *.ims[[][]]",
        "Given where the file has it: the lines of a text, the address of a remote file, where it was shared.",
    ),
    (
        "usergroups.*",
        "missing field",
        "*.prefs.groups[[][]] usergroup.users[[][]]",
        "Private channels are channels; a new group is empty.",
    ),
    (
        "views.*",
        "missing field",
        "view.app_unfurl_url view.channel view.entity_url view.external_ref view.message_ts view.thread_ts",
        "Of work objects.",
    ),
    ("views.publish", "missing field", "view.close.* view.submit.*", "A home tab has no such buttons."),
    # fields: more than published
    ("chat.stopStream", "extra field", "message.*", MESSAGE),
    ("chat.postMessage chat.scheduleMessage", "extra field", "message.mrkdwn message.thread_ts", MESSAGE),
    ("conversations.history conversations.replies", "extra field", "messages[[][]].*", MESSAGE),
    ("pins.list reactions.list", "extra field", "items[[][]].message.*", MESSAGE),
    (
        "conversations.create conversations.invite conversations.join conversations.rename conversations.set*"
        " conversations.list users.conversations",
        "extra field",
        "*.is_frozen *.properties *.internal_team_ids *.is_moved *.is_open",
        CHANNEL,
    ),
    (
        "conversations.open",
        "extra field",
        "channel.*",
        "The published shape is of two people's; one of several is a channel.",
    ),
    (
        "conversations.info",
        "extra field",
        "channel.is_open channel.is_user_deleted channel.priority channel.user channel.properties.canvas",
        "The published shape is of a channel; a direct message says with whom it is.",
    ),
    ("conversations.leave", "extra field", "not_in_channel", "So Slack answers a bot that is not in the channel."),
    ("dnd.info", "extra field", "snooze_enabled", "Told of oneself only, and published for another."),
    (
        "usergroups.*",
        "extra field",
        "usergroup.auto_type usergroup.deleted_by usergroup.user_count",
        "As published for the other methods of the family.",
    ),
    ("users.list", "extra field", "members[[][]].profile.pronouns", "As published for users.info."),
    (
        "users.profile.set",
        "extra field",
        "profile.always_active profile.api_app_id profile.bot_id",
        "Here a bot may have a profile of its own.",
    ),
)
EXPLANATIONS: tuple[Explanation, ...] = tuple(Explanation(*row) for row in _ROWS)


def explain(found: list[Difference], table: tuple[Explanation, ...] = EXPLANATIONS) -> Explained:
    """Sorts the differences into explained and open ones; the first line that fits gives the reason."""
    used: set[tuple[Explanation, str]] = set()
    left: list[Difference] = []
    done: list[tuple[Difference, str]] = []
    for each in found:
        fitting = [(line, pattern) for line in table for pattern in _patterns(line, each)]
        used.update(fitting)
        if fitting:
            done.append((each, fitting[0][0].reason))
        else:
            left.append(each)
    idle = [f"{line} ({pattern})" for line in table for pattern in line.what.split() if (line, pattern) not in used]
    return Explained(left, done, idle)


def _patterns(line: Explanation, each: Difference) -> list[str]:
    """The patterns of the line that fit the difference."""
    if line.kind != each.kind or not any(fnmatchcase(each.method, name) for name in line.methods.split()):
        return []
    return [pattern for pattern in line.what.split() if fnmatchcase(each.what, pattern)]
