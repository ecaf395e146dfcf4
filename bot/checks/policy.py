"""`fenghuo check`: can the policy be used, and is there what it names? Nothing is changed. May not: print."""

from bot.checks import texts as t
from bot.checks.findings import Finding, bad, good, still_open, verbatim
from bot.paging.secrets import missing
from bot.policy.file import SETTING, Loaded, PolicyError, policy_of, read
from bot.settings.settings import Settings
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.policy.paging import variables_of

NAMES_SHOWN = 12  # of the watch list


def check_policy(settings: Settings) -> tuple[Policy | None, tuple[Finding, ...]]:
    """The policy, when it can be used, and what there is to say about its file."""
    if settings.policy is None:
        return policy_of(settings), (good("policy", t.POLICY, t.POLICY_DEFAULT),)
    try:
        loaded = read(settings.policy, Policy(language=settings.language, timezone=settings.timezone), SETTING)
    except PolicyError as error:
        lines = verbatim(error.line(language) for language in Language)
        return None, (bad("policy", t.POLICY, lines, t.MEND_POLICY),)
    return loaded.policy, findings_of_policy(loaded, settings.policy, runs_here=True)


def findings_of_policy(loaded: Loaded, file: object, runs_here: bool = False) -> tuple[Finding, ...]:
    """What a usable file holds. ``runs_here``: the bot would run with it here."""
    policy = loaded.policy
    text = t.POLICY_GOOD if policy.team or policy.crew.groups else t.POLICY_NO_TEAM
    counts = {"team": len(policy.team), "roles": len(policy.roles), "kinds": len(policy.kinds)}
    found = (good("policy", t.POLICY, text, file=file, **counts), *findings_of_pages(policy, runs_here))
    return (*found, *_findings_of_watch(policy))


def _findings_of_watch(policy: Policy) -> tuple[Finding, ...]:
    """Which names are watched for, the first few of them."""
    if not policy.watch:
        return ()
    shown = [entry.name for entry in policy.watch[:NAMES_SHOWN]]
    more = len(policy.watch) - len(shown)
    names: Text | str = ", ".join(shown)
    if more:
        names = Text(*(t.WATCH_MORE.say(language, names=names, count=more) for language in Language))
    return (good("watch", t.WATCH, t.WATCH_GOOD, count=len(policy.watch), names=names),)


def findings_of_pages(policy: Policy, runs_here: bool) -> tuple[Finding, ...]:
    """Whether the addresses and secrets that channels of pages name are there. None is looked at or shown."""
    channels = policy.pages.channels
    if not channels:
        return ()
    names = ", ".join(channel.name for channel in channels)
    if gone := missing(variables_of(channels)):
        listed = ", ".join(gone)
        if not runs_here:  # they may well be there where it does
            return (still_open("pages", t.PAGES, t.PAGES_MISSING, missing=listed),)
        return (bad("pages", t.PAGES, t.PAGES_MISSING, t.MEND_PAGES, missing=listed),)
    text = t.PAGES_GOOD if policy.pages.link else t.PAGES_NO_LINK
    return (good("pages", t.PAGES, text, names=names, link=policy.pages.link),)
