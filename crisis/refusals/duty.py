"""Why an arrangement of duty is refused, in both languages. May not: hold rules (``overriding`` does)."""

from crisis.language import Text

MOST_NAMED = 10

NO_ROTATIONS = Text(
    "No rotation is set up, so nobody can take over a shift. Rotations stand in the policy file (docs/team.md).",
    "还没有设置轮值，无法安排替班。轮值在策略文件里设置（见 docs/team.zh.md）。",
)
NO_SUCH_ROTATION = Text(
    "There is no rotation “{name}”. Rotations are: {possible}.", "没有“{name}”这个轮值。现有轮值：{possible}。"
)
OVERRIDE_PAST = Text(
    "That time is over already. Give a day that is still to come.", "这段时间已经过去，请选一个将来的日子。"
)
OVERRIDE_ENDS_FIRST = Text("The end lies before the beginning.", "结束时间早于开始时间。")
OVERRIDE_TOO_LONG = Text(
    "An override lasts {longest} days at most and begins within {farthest} days. For good, change the rotation in the "
    "policy file.",
    "替班最长 {longest} 天，且须在 {farthest} 天之内开始。长期调整请修改策略文件里的轮值。",
)
CANNOT_BE_ON = Text(
    "{person} cannot be on in “{rotation}”: not in the crisis team for its roles. Those who can: {possible}.",
    "{person} 不能在“{rotation}”值班：小组名单中未担任相应角色。可以的有：{possible}。",
)
NOT_THEIR_TURN = Text(
    "It is not {person}'s turn then. On duty then: {on}.", "那段时间轮到的不是 {person}，而是：{on}。"
)
NOBODY_ON = Text("nobody", "无人")
ON_ANYWAY = Text(
    "{person} is on duty then anyway; nothing was changed.", "那段时间本来就是 {person} 值班，未做任何改动。"
)
NO_SUCH_OVERRIDE = Text(
    "There is no override #{number}. Those that stand: {possible}.", "没有编号 #{number} 的替班。现有替班：{possible}。"
)
NO_OVERRIDES = Text("none", "无")
OVERRIDE_OVER = Text(
    "Override #{number} is over already; nothing was changed.", "替班 #{number} 已经结束，未做任何改动。"
)
