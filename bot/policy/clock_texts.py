"""What is said about the clock in the policy file: quiet hours, cadences of stages, warnings. May not: hold logic."""

from crisis.language import Text

NEVER_QUIET = Text(
    "“{value}” cannot have quiet hours: write SEV3, SEV4 or both. With SEV1 and SEV2 somebody is at work.",
    "“{value}”不能设免打扰：只能写 SEV3、SEV4。SEV1 和 SEV2 期间始终有人值守。",
)
NO_LENGTH = Text(
    "the quiet hours end when they begin. Write two different times, or remove quiet_hours to have none.",
    "免打扰的开始和结束是同一时刻。请写两个不同的时刻；不需要免打扰就删掉 quiet_hours。",
)
NO_SEVERITIES = Text(
    "no severity is named. Write SEV3, SEV4 or both, or remove the key for both.",
    "没有写级别。请写 SEV3、SEV4 或两者；删掉此键则两者都适用。",
)

ABOUT_ROOM_WITHIN = Text(
    "Channel, board and people are there within this time of first sight; none: there is no such target.",
    "首次看到后，频道、看板和人员须在此时间内到位；写 none 表示不设此项。",
)
ABOUT_UPDATE_IN = Text(
    "How often an update is due in a stage, where it differs from update_every.",
    "各阶段的通报间隔；不写的阶段用 update_every。",
)
ABOUT_STAGE_UPDATE = Text("How often an update is due in this stage.", "该阶段的通报间隔。")
ABOUT_WARN = Text(
    "The lead alone is told so long before an update is due, at most a third of the interval; none: no warning.",
    "提前这么久单独提醒总指挥，最多为间隔的三分之一；写 none 表示不预先提醒。",
)
ABOUT_QUIET = Text(
    "Hours in which reminders of SEV3 and SEV4 wait for the end. Without it there are none.",
    "免打扰时段：SEV3 和 SEV4 的提醒推迟到时段结束。不写则不设。",
)
ABOUT_QUIET_FROM = Text("When they begin, local time.", "开始时刻（当地时间）。")
ABOUT_QUIET_TO = Text("When they end; over midnight when that is earlier.", "结束时刻；早于开始时刻表示跨夜。")
ABOUT_QUIET_SEVERITIES = Text("SEV3, SEV4 or both; not written: both.", "SEV3、SEV4 或两者；不写则两者都适用。")
ABOUT_QUIET_ZONE = Text("The time zone; not written: FENGHUO_TIMEZONE.", "时区；不写则用 FENGHUO_TIMEZONE。")
