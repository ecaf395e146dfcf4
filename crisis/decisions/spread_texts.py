"""What the desk says about how posts spread, in both languages. May not: hold rules."""

from crisis.incident.spread import SpreadWhy
from crisis.language import Text

SETTLED_ALREADY = Text(
    "There is nothing to settle any more: the incident stands at {severity}. Change it with `/incident sev`.",
    "这条建议已处理，事件当前级别为 {severity}。如需调整，请用 `/incident 级别`。",
)
NO_POSTS = Text(
    "Incident #{number} has no posts to draw. They come by `/alerts/mentions`, as a file, or by `/incident mention`.",
    "事件 #{number} 还没有帖文，画不出走势。帖文可由监测平台推送、以文件导入，或用 `/incident 提及` 录入。",
)
BECAUSE = {
    SpreadWhy.DOUBLED: Text("the posts have doubled", "帖文量翻倍"),
    SpreadWhy.BIG_ACCOUNT: Text("an account with a large following joined in", "大号参与传播"),
}
