"""What `similar` says, in both languages. May not: hold logic."""

from crisis.language import Text

SIMILAR = Text(
    "Past incidents of the same kind.\n\nTexts come in on standard input, one JSON object a line: "
    '{{"id": "1", "text": "…"}}. For each the ids of up to five of the history file go out, the most alike first: '
    '{{"id": "1", "similar": ["7", "3"]}}. Lines that cannot be read are named on standard error; the exit status is 1 '
    "then.",
    "查找同类的过往事件。\n\n从标准输入逐行读取 JSON："
    '{{"id": "1", "text": "……"}}，每条输出历史文件中最相似的至多五条的 id，最相似的在前：'
    '{{"id": "1", "similar": ["7", "3"]}}。无法读取的行会在标准错误中逐行指出，此时退出码为 1。',
)
HISTORY = Text(
    "File with the past incidents, one JSON object with id and text a line; UTF-8 or GB18030.",
    "过往事件文件，每行一个含 id 和 text 的 JSON 对象，编码 UTF-8 或 GB18030。",
)
NOTHING_THERE = Text(
    'There is no incident in {file}. Wanted is one JSON object a line: {{"id": "1", "text": "…"}}',
    '{file} 中没有可用的事件。每行应为一个 JSON 对象：{{"id": "1", "text": "……"}}',
)
NO_ENCODING = Text("{file}: neither UTF-8 nor GB18030.", "{file}：既不是 UTF-8 也不是 GB18030 编码。")
BAD_LINE = Text("{file}, line {line}: {why}", "{file} 第 {line} 行：{why}")
BAD_INPUT = Text("Standard input, line {line}: {why}", "标准输入第 {line} 行：{why}")
NO_JSON = Text("this is no JSON.", "不是合法的 JSON。")
NO_OBJECT = Text("wanted is a JSON object with id and text.", "应为含 id 和 text 的 JSON 对象。")
NO_ID = Text("id must be a text or a whole number.", "id 应为文本或整数。")
NO_TEXT = Text("text must be a text.", "text 应为文本。")
SAME_ID = Text("an earlier line has this id; it is left out.", "前面已有相同的 id，本行略过。")
