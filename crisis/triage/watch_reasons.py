"""Why a text is thought to mean an entry of the watch list, or not: the sentences."""

from crisis.language import Text

NAMED_CLEARLY = Text("“{name}” is named", "出现“{name}”")
NAMED_APART = Text("“{name}” is named, taken apart with marks", "出现“{name}”（被符号拆开书写）")
HANDLE = Text("its account @{handle} is written to", "@了它的账号“{handle}”")
INCLUDE = Text("“{word}” near “{name}” speaks for it", "“{name}”附近的“{word}”说明指的是它")
INCLUDE_FAR = Text("“{word}” in the same post speaks for “{name}”", "同一条内容里的“{word}”说明“{name}”指的是它")
BESIDE = Text("“{word}” beside “{name}” makes it a company's", "“{name}”旁边的“{word}”说明指的是企业")
COMPANY = Text("“{word}” near “{name}” is said of companies", "“{name}”附近的“{word}”多用于企业")
TROUBLE = Text(
    "“{word}” near “{name}” is what people say of a company in trouble", "“{name}”附近的“{word}”多用于对企业的不满"
)
MODEL = Text("“{name}” stands before a model, “{word}”", "“{name}”后面跟着型号“{word}”")
VERDICT = Text(
    "“{word}” near “{name}”: something is praised, blamed or compared", "“{name}”附近的“{word}”是在评价或比较"
)
TRADE = Text("“{word}” near “{name}”: something is bought or used", "“{name}”附近的“{word}”说的是购买或使用")
TAGGED = Text("“{name}” is a topic by itself", "“{name}”单独作为话题标签")
LONGER = Text("“{word}” is named", "出现“{word}”")
RULED_OUT = Text("the watch list rules out “{phrase}”", "关注名单已排除“{phrase}”")
INSIDE = Text("“{name}” stands inside “{word}”", "“{name}”只是“{word}”的一部分")
ADJECTIVE = Text("after “{word}”, “{name}” is an adjective", "“{word}”之后的“{name}”是形容词")
PORTION = Text("“{word}{name}” counts a thing, not a brand", "“{word}{name}”说的是实物，不是品牌")
ALONE = Text(
    "“{name}” is short or an everyday word, and nothing near it speaks for the name",
    "“{name}”太短或是常用词，附近没有说明指它的词",
)
