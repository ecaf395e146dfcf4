"""Why the workspace's payloads differ from Slack's published shapes where they do. Used by `inbound_differences`.

The published shapes have every field that was ever seen, on any plan; what a certain payload has is less.
"""

LEGACY_DIALOG = "dialogs are older than modals, and Slack advises against them: not here"
ENTERPRISE = "there only in an Enterprise organisation"
PICTURES = "people and bots have no pictures here: nothing is fetched from other hosts"
ABSENT: dict[str, str] = {
    "AppUninstalledPayload": "an app is installed here for as long as the workspace stands",
    "TokensRevokedPayload": "no token is revoked here; a fault `error:token_revoked` is what an app sees of it",
    "MessageChannelPostingPermissionsPayload": "who may post in a channel is not restricted here",
    "MessageEkmAccessDeniedPayload": "there are no customer-held keys here",
    "MessageRepliedPayload": "an app hears of a reply as a message with thread_ts",
    "dialogs/DialogCancellationPayload.json": LEGACY_DIALOG,
    "dialogs/DialogSubmissionPayload.json": LEGACY_DIALOG,
    "dialogs/DialogSuggestionPayload.json": LEGACY_DIALOG,
    "interactive-components/AttachmentActionPayload.json": "buttons of attachments are older than blocks: not here",
}

NOT_SENT, OURS, KIND = "not sent", "not published", "other kind"
ANY = ".*"
EVENTS = r"[A-Z].*Payload"
PEOPLE = "TeamJoin.*|UserChange.*"
MESSAGES = r"Message.*|AppMention.*|Pin.*"
ACTIONS = r"interactive-components/.*"
VIEWS = r"views/.*|AppHome.*"

# (shape, path, difference, reason): regular expressions for shape and path, the difference as it begins.
EXPLAINED: list[tuple[str, str, str, str]] = [
    # the envelope
    (EVENTS, r"authed_(users|teams)", NOT_SENT, "given up by Slack in 2021 for `authorizations`"),
    (EVENTS, r"enterprise_id", NOT_SENT, ENTERPRISE),
    (EVENTS, r"context_(team|enterprise)_id", OURS, "Slack sends it with every event; the older samples lack it"),
    (EVENTS, r"event\.event_ts", OURS, "Slack sends it with every event; the older samples lack it"),
    (ANY, r"(team\.)?enterprise_(id|name)", NOT_SENT, ENTERPRISE),
    (ANY, r"event\.enterprise", NOT_SENT, ENTERPRISE),
    # interactive payloads
    (ANY, r"bot_access_token|function_data|interactivity", NOT_SENT, "there only for steps of workflows"),
    (
        ANY,
        r"app_unfurl|container\.(app_unfurl_url|attachment_id|is_app_unfurl|text)",
        NOT_SENT,
        "of unfurled links only",
    ),
    (ACTIONS, r"actions\[\]\..*", NOT_SENT, "depends on what was clicked"),
    (ACTIONS, r"container\.(thread_ts|view_id)|view", NOT_SENT, "there in a thread, and in a view"),
    (ACTIONS, r"message\.bot_profile\..*", NOT_SENT, PICTURES),
    (ACTIONS, r"message\..*", NOT_SENT, "there only on messages of that kind"),
    (ACTIONS, r"state\.values", OURS, "the published sample is blank below `state`"),
    (ACTIONS, r"api_app_id|user\.username", OURS, "Slack sends it; the older sample lacks it"),
    ("slash.*", r"is_enterprise_install", KIND, "a form has texts only: Slack sends `false` as well"),
    # views
    (VIEWS, r"(event\.)?view\.(blocks|state\.values)", OURS, "the sample leaves out blocks and what is in them"),
    (VIEWS, r"(event\.)?view\..*\.emoji", NOT_SENT, "texts come back as the app gave them, without filled-in defaults"),
    ("views/ViewSub.*", "response_urls", OURS, "Slack sends it; the sample lacks it"),
    ("views/ViewSub.*", "is_cleared", NOT_SENT, "of view_closed only"),
    # messages
    (
        MESSAGES,
        r"event\.(.*\.)?(attachments|blocks|edited|metadata|files|icons(\..*)?|app_id|bot_id|bot_profile|client_msg_id"
        r"|thread_ts|parent_user_id|reply_.*|latest_reply|subtype|username|room|root)",
        NOT_SENT,
        "there only on messages of that kind",
    ),
    (
        MESSAGES,
        r"event\.(.*\.)?(subscribed|unread_count|last_read|is_starred|no_notifications|mrkdwn)",
        NOT_SENT,
        "of one reader's view of the message; nothing is marked as read here",
    ),
    (
        MESSAGES,
        r"event\.(.*\.)?(hidden|is_locked|display_as_bot|upload|source_team|user_team|user_profile)",
        NOT_SENT,
        "there only in shared channels, or for files",
    ),
    (
        MESSAGES,
        r"event\.(.*\.)?(team|bot_id|app_id|bot_profile|parent_user_id|client_msg_id|reply_users|inviter|pinned_info|blocks"
        r"|is_locked|subscribed)",
        OURS,
        "Slack sends it on messages of this kind; the sample lacks it",
    ),
    # people, channels, user groups
    (PEOPLE, r"event\.user\.profile\.(image_.*|avatar_hash|is_custom_image|status_emoji_url)", NOT_SENT, PICTURES),
    (PEOPLE, r"event\.user\.profile\.status_emoji_display_info", OURS, "Slack sends it; the sample lacks it"),
    (PEOPLE, r"event\.user\..*", NOT_SENT, "of two-factor log-in, guests, huddles, Enterprise or bots"),
    ("Channel.*", r"event\..*(is_moved|internal_team_ids)", NOT_SENT, ENTERPRISE),
    ("Subteam.*", r"event\.subteam\.(auto_type|is_section)", ANY, "null for a group made by hand"),
]
