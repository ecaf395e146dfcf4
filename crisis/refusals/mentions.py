"""Why the desk says no about mentions: every sentence of it, in both languages."""

from crisis.language import Text

NO_SUCH_MENTION = Text(
    "There is no mention {mention} in incident #{number}. Those that wait: {possible}. "
    "`/incident mention list` shows them all.",
    "事件 #{number} 没有编号 {mention} 的提及。待回应的有：{possible}。全部见 `/incident 提及 列表`。",
)
NONE_WAIT = Text("none", "无")
MORE_WAIT = Text("{count} more", "另有 {count} 条")
CLAIMED_ALREADY = Text(
    "{person} has mention {mention} in hand already, so it stays theirs. If they cannot answer it: "
    "`/incident mention release {mention}`, then claim it.",
    "提及 {mention} 已由 {person} 认领，未作改动。对方无法处理时，请先 `/incident 提及 放回 {mention}`，再认领。",
)
YOURS_ALREADY = Text("Mention {mention} is yours already.", "提及 {mention} 已经由您认领。")
NOT_WAITING = Text(
    "Mention {mention} is {state} already. `/incident mention reopen {mention}` makes it wait again.",
    "提及 {mention} 已经是“{state}”。如需重新处理：`/incident 提及 重开 {mention}`。",
)
NOBODY_HAS_IT = Text("Nobody has mention {mention} in hand.", "提及 {mention} 目前无人认领。")
ANSWER_WANTED = Text(
    "Say where or what was answered, in public: `/incident mention answered {mention} https://…` or the words "
    "themselves.",
    "请附上公开回应的链接或内容：`/incident 提及 已回应 {mention} https://…`，或直接写回应原文。",
)
NO_LINK = Text(
    "“{word}” is no link. A link begins with https:// or http://; words without a link will do, too.",
    "“{word}”不是有效的链接。链接以 https:// 或 http:// 开头；也可以只写回应内容。",
)
WHY_CLOSED = Text(
    "Mention {mention} was never answered in public. Answer it, `/incident mention answered {mention} https://…`, or "
    "say why none is needed: `/incident mention close {mention} because its author deleted it`.",
    "提及 {mention} 还没有公开回应。请先回应：`/incident 提及 已回应 {mention} https://…`；"
    "确实不需要时请写明理由：`/incident 提及 闭环 {mention} 理由：原帖已由作者删除`。",
)
STILL_OPEN = Text(
    "Mention {mention} is {state}; there is nothing to reopen.", "提及 {mention} 目前“{state}”，不用重开。"
)
ALREADY_SOLVED = Text(
    "That is on record already. The public answer is still owed: `/incident mention answered {mention} https://…`.",
    "私下解决已有记录，公开回应仍未补上：`/incident 提及 已回应 {mention} https://…`。",
)
IS_HERE_ALREADY = Text(
    "This post is mention {mention} of incident #{number} already, and is {state}.",
    "这条帖文已是事件 #{number} 的提及 {mention}，状态：{state}。",
)
IS_ELSEWHERE = Text(
    "This post is being dealt with in another incident, so it was not added here.",
    "这条帖文已在其他事件中处理，未重复添加。",
)
POST_EMPTY = Text(
    "A mention needs the words of the post or a link to it. For example: "
    "`/incident mention add weibo https://… the glass in my tea`.",
    "请写明帖文内容或附上链接。例如：`/incident 提及 添加 微博 https://… 茶里喝出玻璃`。",
)
STATES = {
    "waiting": Text("waiting", "待回应"),
    "claimed": Text("claimed", "处理中"),
    "answered": Text("answered", "已回应"),
    "closed": Text("closed", "已闭环"),
    "aside": Text("set aside as not about us", "与我们无关"),
}
"""By the value of ``MentionState``; after "is"."""
