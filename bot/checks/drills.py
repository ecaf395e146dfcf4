"""`fenghuo check`: which scripts of drills can be played? Nothing is changed. May not: print."""

from bot.checks import texts as t
from bot.checks.findings import Finding, bad, good, verbatim
from bot.drills.reading import ROLES, Case
from bot.drills.shelf import Broken, Shelf
from bot.settings.settings import Settings
from crisis.language import Language
from crisis.policy import Policy


def check_drills(settings: Settings, policy: Policy | None) -> tuple[Finding, ...]:
    """How many scripts can be played, and a finding for each that cannot. Blocks. ``policy`` None: its file is broken,
    so the default roles are taken."""
    shelf = Shelf(settings.drills, tuple(role.key for role in policy.roles) if policy else ROLES)
    found = shelf.all()
    own = [each for each in found if shelf.is_own(_name_of(each))]
    usable = sum(isinstance(each, Case) for each in own)
    ours = sum(isinstance(each, Case) for each in found) - usable
    if settings.drills:
        first = good("drills", t.DRILLS, t.DRILLS_GOOD, folder=settings.drills, own=usable, ours=ours)
    else:
        first = good("drills", t.DRILLS, t.DRILLS_OURS, ours=ours)
    return (first, *(_broken(each) for each in found if isinstance(each, Broken)))


def _name_of(found: Case | Broken) -> str:
    return found.script.name if isinstance(found, Case) else found.name


def _broken(script: Broken) -> Finding:
    lines = ("; ".join(each.say(language) for each in script.error.problems) for language in Language)
    return bad(f"drill:{script.name}", t.DRILLS, verbatim(lines), t.MEND_DRILL)
