"""The rate limits that the bot's own pace is built on: the tiers as the project's design notes have them."""

from fnmatch import fnmatchcase

from workspace.methods import METHODS
from workspace.web.ratelimits import PER_MINUTE

TIERS = {
    2: "conversations.create conversations.setTopic conversations.setPurpose conversations.archive"
    " conversations.unarchive conversations.rename conversations.list pins.* bookmarks.add users.list usergroups.*"
    " canvases.create",
    3: "conversations.invite conversations.kick conversations.join conversations.open conversations.info"
    " conversations.history conversations.replies chat.update chat.delete reactions.* users.lookupByEmail"
    " canvases.edit",
    4: "conversations.members views.* users.info chat.postEphemeral files.getUploadURLExternal"
    " files.completeUploadExternal",
}


def test_tiers() -> None:
    for tier, patterns in TIERS.items():
        for pattern in patterns.split():
            found = {name: method.tier for name, method in METHODS.items() if fnmatchcase(name, pattern)}
            assert set(found.values()) == {tier}, (pattern, found)
    assert PER_MINUTE == {1: 1, 2: 20, 3: 50, 4: 100}


def test_only_what_has_a_rule_of_its_own_has_no_tier() -> None:
    assert {name for name, method in METHODS.items() if not method.tier} == {
        "auth.test",
        "chat.getPermalink",
        "chat.postMessage",
    }
