"""What can be wrong with a file of posts, in both languages.

Answers for: the sentences, each with what would have done. May not: read anything.
"""

from dataclasses import dataclass

from crisis.language import Language, Text

EMPTY_FILE = Text("the file is empty.", "文件是空的。")
NOT_TEXT = Text(
    "this is neither a table nor text. Save it as CSV (in Excel: “CSV UTF-8”), TSV, XLSX or JSON lines.",
    "这个文件不是表格也不是文本。请另存为 CSV（Excel 选“CSV UTF-8”）、TSV、XLSX 或 JSON Lines。",
)
OLD_EXCEL = Text(
    "this is a workbook of old Excel (.xls). Save it as CSV (“CSV UTF-8”) or .xlsx and try again.",
    "这是旧版 Excel 文件（.xls）。请另存为 CSV（选“CSV UTF-8”）或 .xlsx 后重试。",
)
BROKEN_WORKBOOK = Text(
    "this workbook cannot be read. Save it as CSV (in Excel: “CSV UTF-8”) and try again.",
    "无法读取这个工作簿。请另存为 CSV（Excel 选“CSV UTF-8”）后重试。",
)
LARGE_WORKBOOK = Text(
    "unpacked, this workbook has more than {most} MB. Take fewer rows, or save it as CSV.",
    "这个工作簿解开后超过 {most} MB。请减少行数，或另存为 CSV。",
)
UNKNOWN_ENCODING = Text(
    "its encoding was not recognised: it is neither UTF-8, UTF-16, GB18030 (GBK) nor Big5. Save it as UTF-8 "
    "(in Excel: “CSV UTF-8”).",
    "无法识别文件编码：不是 UTF-8、UTF-16、GB18030（GBK）或 Big5。请另存为 UTF-8（Excel 选“CSV UTF-8”）。",
)
NO_TEXT_COLUMN = Text(
    "no column holds the posts' words. Found: {found}. Wanted is one named, for example, 内容, 正文, text or content "
    "(also good: 标题, 作者, 粉丝数, 发布时间, 链接, 平台).",
    "没有找到帖文内容所在的列。现有的列：{found}。需要一列叫“内容”“正文”或 text、content"
    "（有“标题”“作者”“粉丝数”“发布时间”“链接”“平台”更好）。",
)
NO_HEADER = Text(
    "the first line does not name the columns. Put a line on top, for example: `内容,作者,粉丝数,发布时间,链接,平台` "
    "(or: `text,author,followers,date,url,platform`). Only the column with the posts' words is a must.",
    "首行没有列名。请在最上面加一行，例如：`内容,作者,粉丝数,发布时间,链接,平台`"
    "（英文 `text,author,followers,date,url,platform` 也可以），其中只有“内容”是必需的。",
)
NO_ROWS = Text("there is no post below the names of the columns.", "列名下面没有任何帖文。")
TOO_MANY = Text(
    "it has more than {most} posts. Split it, or leave out what is older.",
    "帖文超过 {most} 条。请拆成几个文件，或去掉较早的。",
)

NO_JSON = Text("this is no JSON", "不是合法的 JSON")
NO_OBJECT = Text(
    'a post is a JSON object, for example {{"text": "…"}}', '每条帖文应是一个 JSON 对象，例如 {{"text": "…"}}'
)
NO_TEXT = Text("the post has no words", "没有帖文内容")
TEXT_WANTED = Text("{value} is no text", "{value} 不是文本")
NO_COUNT = Text(
    "“{value}” is no count. Good are 1234, 1,234, 1.2k, 12.3万", "“{value}”不是数量。可写 1234、1,234、1.2k、12.3万"
)
NO_MOMENT = Text(
    "“{value}” is no time. Good are 2026-05-01 08:00, 2026/5/1 8:00, 5月1日 08:00, 2026-05-01T08:00:00+08:00",
    "“{value}”不是时间。可写 2026-05-01 08:00、2026/5/1 8:00、5月1日 08:00、2026-05-01T08:00:00+08:00",
)
OPEN_QUOTE = Text("a quotation mark is never closed; the line was read by itself", "引号没有成对，已按单独一行读取")
MORE_CELLS = Text("it has {count} cells, the header names {columns}", "有 {count} 个单元格，但列名只有 {columns} 个")
TOO_LONG = Text("it has more than {most} MB", "超过 {most} MB")

AT_LINE = Text("line {line}: {what}", "第 {line} 行：{what}")
AT_CELL = Text("line {line}, “{column}”: {what}", "第 {line} 行“{column}”列：{what}")
TAKEN = Text("{what}; the post was read without it", "{what}；该帖保留，只略去此项")


class BadFile(Exception):
    """Nothing of the file can be taken."""

    def __init__(self, text: Text, **values: object) -> None:
        super().__init__(text.say(Language.ENGLISH, **values))
        self.text = text
        self.values = values

    def say(self, language: Language) -> str:
        return self.text.say(language, **self.values)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row. ``line`` counts from 1, as an editor does; of a workbook and of a JSON array it is
    the row's number. ``column`` as the file names it. ``taken``: the post was read all the same, without this."""

    line: int
    text: Text
    values: tuple[tuple[str, str | int], ...] = ()
    column: str = ""
    taken: bool = False

    def say(self, language: Language) -> str:
        """One line, with where it is."""
        what = self.text.say(language, **dict(self.values))
        if self.taken and self.text is not OPEN_QUOTE:
            what = TAKEN.say(language, what=what)
        place = AT_CELL if self.column else AT_LINE
        return place.say(language, line=self.line, column=self.column, what=what)


def shown(value: object, most: int = 40) -> str:
    """A value from outside, short and on one line."""
    line = "".join(letter if letter.isprintable() else "�" for letter in " ".join(str(value).split()))
    return line if len(line) <= most else line[: most - 1] + "…"
