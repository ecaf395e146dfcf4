"""Every feature, on one page. A new one is a file here and a line below: its words, buttons, form and texts."""

from handlers.features.board import BOARD, without_words
from handlers.features.decide import DECIDE
from handlers.features.decisions import DECISIONS
from handlers.features.digest import DIGEST
from handlers.features.drill import DRILL
from handlers.features.duty import ONCALL, TEAM
from handlers.features.export import EXPORT
from handlers.features.follow import FOLLOW, UNFOLLOW
from handlers.features.follow_up import FOLLOW_UP
from handlers.features.helping import helping
from handlers.features.home import HOME
from handlers.features.incidents import INCIDENTS
from handlers.features.kind import KIND
from handlers.features.mention import MENTION
from handlers.features.merging import MERGE
from handlers.features.note import NOTE
from handlers.features.opening import OPENING
from handlers.features.outside import STATEMENT
from handlers.features.page import PAGE
from handlers.features.posts_file import POSTS_FILE
from handlers.features.presence import ACKNOWLEDGE, JOIN
from handlers.features.remind import REMIND
from handlers.features.rename import RENAME
from handlers.features.rights import PRIVACY, RIGHTS
from handlers.features.roles import ROLE, ROLES
from handlers.features.severity import SEVERITY
from handlers.features.similar import SIMILAR
from handlers.features.splitting import SPLIT
from handlers.features.spread import SPREAD
from handlers.features.stage import CLOSE, DISMISS, REOPEN, RESOLVE, STAGE
from handlers.features.storm import STORM
from handlers.features.task import TASK
from handlers.features.timeline import TIMELINE
from handlers.features.update import UPDATE
from handlers.features.watch import WATCH
from handlers.switchboard import Switchboard

_BUT_HELP = (
    # look
    BOARD,
    INCIDENTS,
    HOME,
    STORM,
    SIMILAR,
    # open and change
    OPENING,
    SEVERITY,
    STAGE,
    RESOLVE,
    CLOSE,
    DISMISS,
    REOPEN,
    MERGE,
    SPLIT,
    RENAME,
    KIND,
    # people and roles
    ACKNOWLEDGE,
    JOIN,
    ROLE,
    ROLES,
    TEAM,
    ONCALL,
    RIGHTS,
    PRIVACY,
    PAGE,
    # updates, decisions, record
    UPDATE,
    FOLLOW,
    UNFOLLOW,
    DECIDE,
    DECISIONS,
    TASK,
    FOLLOW_UP,
    NOTE,
    TIMELINE,
    EXPORT,
    # to the outside
    STATEMENT,
    MENTION,
    WATCH,
    SPREAD,
    POSTS_FILE,
    # clock
    REMIND,
    DIGEST,
    # drills
    DRILL,
)

FEATURES = (*_BUT_HELP, helping(_BUT_HELP))

SWITCHBOARD = Switchboard(FEATURES, without_words)
