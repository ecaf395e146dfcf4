"""Why the watch list is not taught something, in both languages. May not: hold rules (``lessons`` does)."""

from crisis.language import Text

NO_WATCH_LIST = Text(
    "There is no watch list yet. It stands in the policy file, under `watch` (docs/watch.md).",
    "还没有关注名单。名单写在策略文件的 `watch` 里（见 docs/watch.zh.md）。",
)
NO_SUCH_ENTRY = Text(
    "“{name}” is not on the watch list. Watched for are: {possible}.", "关注名单里没有“{name}”。现有：{possible}。"
)
WORD_LENGTH = Text(
    "“{word}” cannot be taught: a word that rules out has {least} to {most} letters.",
    "“{word}”无法添加：排除词须为 {least} 到 {most} 个字。",
)
NO_EXPRESSION = Text(
    "Regular expressions are not read. Write the words themselves.", "不支持正则表达式，请直接写词语。"
)
RULES_OUT_ITSELF = Text(
    "“{word}” is part of the name itself and would rule out every post about “{name}”. Write more of the letters "
    "around the name.",
    "“{word}”是名称本身的一部分，会排除所有关于“{name}”的内容。请写名称前后更多的字。",
)
SPEAKS_BOTH_WAYS = Text(
    "“{word}” stands on the other side for “{name}” already. Take that back first: `/incident watch` shows them.",
    "“{word}”在“{name}”下已列为相反的一类，请先收回：`/incident 监测词` 可查看。",
)
IN_POLICY = Text(
    "“{word}” stands under “{name}” in the policy file already.", "“{word}”在策略文件的“{name}”下已经有了。"
)
TOO_MANY = Text(
    "“{name}” has {most} words from Slack already. Move those that proved themselves into the policy file and take the "
    "others back.",
    "“{name}”已有 {most} 个在 Slack 里添加的词。请把常用的写进策略文件，其余收回。",
)
NO_SUCH_LESSON = Text(
    "There is no word #{number}. Those that can be taken back: {possible}.",
    "没有编号为 #{number} 的词。可以收回的有：{possible}。",
)
NONE_STANDS = Text("none", "无")
NOT_WAITING = Text("This alert does not wait any more.", "这条警报已不在待处理之列。")
