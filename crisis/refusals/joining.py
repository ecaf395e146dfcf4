"""Why the desk says no to merging and splitting: every sentence of it. May not: know how it is shown."""

from crisis.language import Text

WITH_ITSELF = Text(
    "Incident #{number} cannot be merged into itself. Name another one: `/incident merge #N`.",
    "事件 #{number} 不能并入自身。请指明另一个事件：`/incident 并案 #编号`。",
)
INTO_OVER = Text(
    "Incident #{number} is over ({stage}), so nothing can go on there. Reopen it first, or merge the other way round.",
    "事件 #{number} 已经结束（{stage}），不能再并入。请先将其重开，或反过来并案。",
)
WENT_ON = Text(
    "Incident #{number} was merged into #{into}. Merge into that one: `/incident merge #{into}`.",
    "事件 #{number} 已并入 #{into}。请并入后者：`/incident 并案 #{into}`。",
)
DRILL_AND_REAL = Text(
    "A drill and a real incident are never merged: #{number} is a drill.",
    "演练与真实事件不能并案：#{number} 是演练。",
)
WOULD_BE_READ = Text(
    "Incident #{number} is private, and #{into} is not: its open tasks and its posts could be read by everybody there, "
    "and its people would come into that channel. Nothing was changed. If that is meant: "
    "`/incident merge #{into} openly`.",
    "事件 #{number} 为非公开事件，而 #{into} 是公开的：并案后，未完成的任务和相关帖文对所有人可见，人员也会加入该频道。"
    "未做任何改动。确需如此请用 `/incident 并案 #{into} 公开`。",
)
NO_POSTS = Text(
    "Incident #{number} has no posts that could be split off.",
    "事件 #{number} 没有可以拆出的帖文。",
)
ONE_STORY = Text(
    "All posts of incident #{number} tell of one story. Choose those that do not belong to it: `/incident split` opens "
    "a form with the newest.",
    "事件 #{number} 的帖文同属一个话题。请选择不属于它的帖文：`/incident 拆分` 会列出最新的帖文供勾选。",
)
NOT_ITS_POST = Text(
    "Post {post} is none of incident #{number}. `/incident split` opens a form with its newest posts.",
    "帖文 {post} 不属于事件 #{number}。`/incident 拆分` 会列出该事件最新的帖文。",
)
