"""What `fenghuo triage train` says, in both languages. May not: hold logic."""

from crisis.language import Text

TRAIN = Text(
    "Learn of the team's own corrections, and use what was learned where it is better.\n\n"
    "Every severity that somebody changed, or left standing until the incident was closed, is an example; so is every "
    "“not about us”. What was learned is judged by examples that it had not seen, beside the rules alone, and is used "
    "only when it makes clearly fewer mistakes. Running bots take it up within half a minute. Nothing leaves this "
    "machine.",
    "从团队自己的更正中学习，效果更好才启用。\n\n"
    "有人改过的级别、直到结案都没改的级别，以及每一次“与我们无关”，都是样本。学到的结果会用没见过的样本检验，"
    "与只用规则对比，错误明显更少才会启用；运行中的机器人半分钟内生效。全程不联网，数据不离开本机。",
)
TRY = Text("Only show the figures; change nothing.", "只看数字，不改动。")
OFF = Text("Use the rules alone again, for everything.", "停用已学到的内容，恢复只用规则。")
EXAMPLES = Text("Show the examples, with their numbers.", "列出样本及编号。")
FORGET = Text(
    "Remove the example with this number for good, and stop using what was learned of it; may be said more than once.",
    "彻底删除该编号的样本，并停用由它学到的内容；可多次填写。",
)

NO_EXAMPLES = Text(
    "There are no examples yet. They come by themselves: change the severity of an incident that posts opened, close "
    "it, or say “not about us”.",
    "还没有样本。样本会自然积累：更改由帖文开启的事件的级别、结案，或点“与我们无关”。",
)
HEADINGS = (
    Text("question", "问题"),
    Text("examples", "样本数"),
    Text("rules alone", "只用规则"),
    Text("with learning", "加上学习"),
    Text("used", "是否启用"),
)
SEVERITY = Text("severity", "级别")
ABOUT = Text("about “{name}”", "是否关于“{name}”")
LEVELS_OFF = Text("{distance} levels off, {right} exact", "平均差 {distance} 级，{right} 完全一致")
WRONG = Text("{share} wrong", "{share} 判错")
USED = Text("yes", "启用")
WOULD_BE_USED = Text("yes, when trained without --try", "可以启用（去掉 --try 再执行）")
TOO_FEW = Text("no: {least} examples are needed", "否：至少需要 {least} 条样本")
ONE_SIDED = Text("no: {least} examples of a second answer are needed", "否：至少要有两种答案各 {least} 条样本")
NOT_BETTER = Text("no: the rules alone do as well", "否：不比只用规则更好")
STILL_OLD = Text("what was learned on {day} stays in use", "{day} 学到的仍在使用")
HOW_JUDGED = Text(
    "Judged five times, each time by a fifth of the examples that had been kept apart. Only what differed from the "
    "rules is certain to be among them, so both columns look worse than everyday work.",
    "每次留出五分之一样本检验，共五次。样本以规则判错的为主，因此两列数字都比日常表现差。",
)
PUT_ASIDE = Text("The rules alone are used again ({questions}).", "已恢复只用规则（{questions}）。")
NOTHING_IN_USE = Text("Nothing that was learned is in use.", "目前没有启用任何学习结果。")
FORGOTTEN = Text(
    "{count} examples removed. What was learned of them is not used any more; train again.",
    "已删除 {count} 条样本，由其学到的内容已停用，请重新训练。",
)
NOT_THERE = Text("No example has one of these numbers; see --examples.", "没有这些编号的样本，请用 --examples 查看。")
ONE_AT_A_TIME = Text(
    "Choose one of --try, --off, --examples and --forget.", "--try、--off、--examples、--forget 只能选一个。"
)
EXAMPLE = Text("{id}  {day}  {question}: {right}  {words}", "{id}  {day}  {question}：{right}  {words}")
NOT_STORED = Text(
    "The running bot could not be asked to store it ({why}). Try again, or stop it first.",
    "无法让运行中的机器人保存（{why}）。请重试，或先停止机器人。",
)
