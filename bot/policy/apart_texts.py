"""What the policy file says about roles that are kept apart, in both languages."""

from crisis.language import Text

ABOUT_APART = Text(
    "Pairs of roles that one person may not have in the same incident: nobody is asked for both, and whoever takes one "
    "by hand is told why not, as long as somebody else could. Without it: [writer, legal] and [writer, spokesperson]. "
    "An empty list keeps none apart.",
    "同一事件中不得由同一人担任的角色组合：不会同时邀请，自行接任时会说明原因（除非没有其他人可担任）。"
    "不写则为 [writer, legal] 与 [writer, spokesperson]；空列表表示不作限制。",
)
NOT_A_PAIR = Text(
    "A pair has two different roles, such as [writer, legal].", "每组须为两个不同的角色，例如 [writer, legal]。"
)
PAIR_TWICE = Text("The pair {first} and {second} is there twice.", "{first} 与 {second} 这一组重复了。")
