"""What `policy check --alert` says, in both languages. May not: hold logic."""

from crisis.language import Text

SOURCE_OPTION = Text(
    "With --alert: the source that sends it, as in its address (grafana, grafana/shop).",
    "与 --alert 合用：警报来源，同地址中的写法（grafana、grafana/shop）。",
)
ALERT_OPTION = Text(
    "A file with an alert as its source sends it: what would become of it.",
    "来源所发警报内容的文件：查看会如何处理。",
)

NO_SOURCE = Text("There is no source {source}. Sources are: {sources}.", "没有 {source} 这个来源。可选：{sources}。")
SOURCE_MISSING = Text(
    "--alert needs --source, such as --source grafana.", "--alert 需要与 --source 合用，例如 --source grafana。"
)
NO_FILE = Text("{file} cannot be read: {error}.", "无法读取 {file}：{error}。")
NO_ALERT = Text("It tells of no alert: it would be taken and ignored.", "内容不是警报：会接收，但不作处理。")

ALERT = Text("{source}: “{title}” · {severity}", "{source}：“{title}” · {severity}")
LABELS = Text("  labels: {labels}", "  标签：{labels}")
BY_ROUTE = Text("  route {number} fits", "  符合第 {number} 条路由")
BY_SEVERITY = Text("  no route fits: it goes by its severity", "  没有符合的路由，按级别处理")
KIND = Text("  kind: {kind}", "  类型：{kind}")
PRIVATE = Text("  private", "  非公开")
TOGETHER = Text("  together with others of: {labels}", "  与取值相同的警报合并：{labels}")
OUTCOMES = {
    "opened": Text("  → an incident opens by itself", "  → 自动开启事件"),
    "held": Text("  → a card asks a person", "  → 用卡片请人确认"),
    "ignored": Text("  → kept, and nothing follows", "  → 只留存，不处理"),
    "resolved": Text(
        "  → its open incident hears that it is over; without one, nothing follows",
        "  → 进行中的事件会收到解除提示；没有对应事件则不处理",
    ),
}
