"""What the policy file says about the team's own words of weight, in both languages."""

from crisis.language import Text

ABOUT_SEVERITY_WORDS = Text(
    "The team's own words, for weighing posts: a post with one of them is weighed like this severity by itself. They "
    "hold against the words that Fenghuo brings.",
    "团队自定义的研判词：帖文里出现其中任一词，就按该级别计分。与内置词冲突时以这里为准。",
)
ABOUT_SEVERITY = Text(
    "Which severity the words stand for; none: letters that mean nothing bad, whatever is in them.",
    "这些词对应的级别；none 表示没有坏的含义，即使其中包含内置词。",
)
ABOUT_WORDS = Text(
    "The words, in Chinese or English. A word of one letter counts only where it stands alone; an ellipsis within a "
    "word stands for a few letters between, a * at the end for any ending (explo*).",
    "中文或英文词。单字只在单独成词时才算；“…”表示中间可隔几个字（没…退），英文词尾的 * 表示任意词尾（explo*）。",
)
ABOUT_TOPIC = Text(
    "What such a post is about: a topic of Fenghuo's by its key or name, or a name of your own.",
    "这类帖文的话题：可写内置话题的键名或名称，也可自拟名称。",
)
NO_SEVERITY = Text(
    "“{value}” is no severity. Choose SEV1, SEV2, SEV3, SEV4 or none.",
    "“{value}”不是级别。可选：SEV1、SEV2、SEV3、SEV4 或 none。",
)
NO_WORDS = Text("At least one word must be there.", "至少要写一个词。")
NO_LETTERS = Text("“{word}” has no letters to be found by.", "“{word}”里没有可供匹配的文字。")
TOO_SHORT = Text(
    "“{word}” begins with a single Latin letter and would be found nearly everywhere. Write at least two.",
    "“{word}”以单个字母开头，几乎到处都会匹配到，请至少写两个字母。",
)
ONE_GAP = Text("“{word}” has more than one “…”; one is understood.", "“{word}”里的“…”不止一个，只能用一个。")
WORD_TWICE = Text("The word “{word}” is there twice, already under {other}.", "“{word}”写了两次，前面已归入 {other}。")
