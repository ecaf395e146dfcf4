"""The permissions that the bot asks Slack for, and what does not work without each.

Answers for: one list for the manifest and for ``fenghuo check`` (names as in Slack's reference of scopes): those in
use, no more.
"""

from collections.abc import Mapping
from types import MappingProxyType

from crisis.language import Text

SCOPES: Mapping[str, Text] = MappingProxyType(
    {
        "app_mentions:read": Text("answering when the bot is mentioned", "有人 @ 机器人时作答"),
        "channels:history": Text(
            "pinning messages to the timeline, and looking back before something is posted again",
            "把消息记入时间线，以及重发前的核对",
        ),
        "channels:join": Text(
            "entering the updates channel and the channels that a response plan names", "加入通报频道和预案指定的频道"
        ),
        "channels:manage": Text("making incident channels and inviting people", "创建事件频道并邀请成员"),
        "channels:read": Text("finding the updates channel and its members", "查找通报频道及其成员"),
        "chat:write": Text("everything that the bot says", "机器人的全部发言"),
        "commands": Text("the slash command and the message shortcuts", "斜杠命令和消息快捷方式"),
        "files:read": Text(
            "posts from files that people upload, and looking for a review before it is uploaded again",
            "读入大家上传的帖文文件，以及重新上传复盘前的核对",
        ),
        "files:write": Text("reviews as files", "上传复盘文档"),
        "groups:history": Text("the timeline of private incidents", "非公开事件的时间线"),
        "groups:read": Text("finding the channels of private incidents", "查找非公开事件的频道"),
        "groups:write": Text("private incidents", "非公开事件"),
        "im:history": Text("looking back before a direct message is sent again", "重发私信前的核对"),
        "im:write": Text("direct messages: offers, tasks, updates, digests", "私信：角色邀请、任务、通报、简报"),
        "pins:write": Text("pinning the board", "置顶看板"),
        "reactions:read": Text("emoji that put a message on the timeline", "用表情把消息记入时间线"),
        "usergroups:read": Text(
            "a team or rights that are written as Slack user groups", "用 Slack 用户组写的小组名单和权限"
        ),
        "users:read": Text("names, languages and time zones of people", "读取成员的姓名、语言和时区"),
        "users:read.email": Text("a team that is written with e-mail addresses", "用邮箱写的小组名单"),
    }
)

EVENTS = (
    "app_home_opened",
    "app_mention",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "reaction_added",
    "subteam_members_changed",
    "subteam_updated",
    "team_join",
    "user_change",
)
"""What Slack tells the bot about."""
