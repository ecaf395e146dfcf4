"""What the policy file says about the watch list, in both languages."""

from crisis.language import Text

ABOUT_WATCH = Text(
    "Names to watch for: posts that mean one of them are triaged (docs/watch.md).",
    "关注名单：提到其中名称的内容会进入研判（见 docs/watch.zh.md）。",
)
ABOUT_NAME = Text("The brand, product, person or topic.", "品牌、产品、人物或话题的名称。")
ABOUT_KIND = Text(
    "What it is: brand (the default), product, person or topic. A topic's words are meant wherever they stand.",
    "类别：brand 品牌（默认）、product 产品、person 人物、topic 话题。话题词出现即视为命中。",
)
ABOUT_ALIASES = Text("Other names of the same.", "同一对象的其他叫法。")
ABOUT_NOT = Text(
    "What rules it out: longer words that hold the name, or words that stand near it when it means something else.",
    "排除词：包含名称的词句（如精美的、美的惊动），或出现在名称附近时表示另有所指的词。",
)
ABOUT_WITH = Text(
    "Words that speak for it when they stand near: its products, people, rivals.",
    "佐证词：出现在名称附近时说明指的是它，如产品、人物、同行。",
)
ABOUT_HANDLES = Text(
    "Its own accounts, with or without @. Every other account that holds the name is somebody's.",
    "自有账号，可带 @。其他含有该名称的账号一律视为他人。",
)
ABOUT_AMBIGUOUS = Text(
    "Whether the name needs something that speaks for it: true for one that people also say otherwise, false for one "
    "that is always meant. Without it: short names and everyday words do.",
    "名称是否需要佐证：平常话里也会出现的写 true，一出现就是指它的写 false。不写则由长度和词典判断。",
)
ABOUT_THRESHOLDS = Text("What a post about it does.", "提到它的内容如何处理。")
ABOUT_OPEN_FROM = Text(
    "From this severity on an incident opens by itself (without it SEV2; none: never).",
    "达到此级别即自动开启事件（不写为 SEV2；none 表示从不）。",
)
ABOUT_HOLD_FROM = Text(
    "From this severity on a person is asked (without it SEV4; none: never). What is less is ignored.",
    "达到此级别即请人判断（不写为 SEV4；none 表示从不），更低的忽略。",
)

NO_KIND = Text(
    "“{value}” is no kind: write brand, product, person or topic.",
    "“{value}”不是有效的类别：请写 brand、product、person 或 topic。",
)
NO_EXPRESSION = Text(
    "“{value}” is a regular expression, and these are not read: one can keep the desk busy for hours. Write the words "
    "themselves; dots, blanks and traditional characters in posts are seen through anyway.",
    "“{value}”是正则表达式，这里不支持（写得不好会让系统长时间卡住）。请直接写词语；"
    "内容里的间隔符号、空格和繁体字会自动识别。",
)
TOO_SHORT = Text(
    "“{value}” is too short: a text is full of single letters. Write two letters or more.",
    "“{value}”太短：单个字到处都是，请至少写两个字。",
)
NO_HANDLE = Text(
    "“{value}” is no account name: write it without blanks, such as 美的官方 or @midea.",
    "“{value}”不是账号名：请写成不含空格的账号名，例如 美的官方 或 @midea。",
)
NO_THRESHOLD = Text(
    "“{value}” is no severity: write SEV1, SEV2, SEV3, SEV4 or none.",
    "“{value}”不是有效的级别：请写 SEV1、SEV2、SEV3、SEV4 或 none。",
)
NAME_TAKEN = Text(
    "“{name}” stands in the list already, under “{other}”. A post can mean one of them only: keep it in one place.",
    "“{name}”已在“{other}”名下。同一名称只能指一个对象，请只保留一处。",
)
RULES_OUT_ITSELF = Text(
    "“{word}” is part of the name “{name}” and would rule it out everywhere. Write more of the letters around the "
    "name.",
    "“{word}”是名称“{name}”的一部分，会把它全部排除。请写名称前后更多的字。",
)
SPEAKS_BOTH_WAYS = Text(
    "“{word}” stands under “not” and under “with”. It can only be one of them.",
    "“{word}”同时写在 not 和 with 里，请只保留一处。",
)
HOLDS_NOTHING = Text(
    "hold_from ({hold}) is worse than open_from ({open}): nobody would ever be asked. Ask from a lesser severity, or "
    "write none.",
    "hold_from（{hold}）比 open_from（{open}）更严重，等于从不询问。请写更低的级别，或写 none。",
)
TOO_MANY = Text("has {count} words; {most} are read.", "写了 {count} 个词，最多 {most} 个。")
