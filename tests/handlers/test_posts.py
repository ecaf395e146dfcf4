"""Files of posts from any monitoring tool: encodings, separators, columns, figures, times, what is wrong in them."""

import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.language import Language
from handlers.posts import BadFile, Context, Sheet, read_posts
from handlers.posts.counts import count_of
from handlers.posts.moments import Calendar, moment_of

NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
CONTEXT = Context(NOW, SHANGHAI)
CHINESE = (
    "标题,微博内容,博主,粉丝数（万）,发布时间,原文链接,平台,转发数,评论数,点赞数\n"
    "门店有霉味,面包里吃出了霉斑，求说法,小城食客,12.3,2026-05-01 08:00,https://example.com/p/1,新浪微博,"
    '"1,234",56,1.2k\n'
)


def read(text: str | bytes, **changes: object) -> Sheet:
    return read_posts(text if isinstance(text, bytes) else text.encode(), CONTEXT, **changes)  # type: ignore[arg-type]


def refused(raw: bytes | str) -> str:
    with pytest.raises(BadFile) as bad:
        read(raw)
    assert bad.value.say(Language.CHINESE) != bad.value.say(Language.ENGLISH)
    return bad.value.say(Language.ENGLISH)


# ------------------------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312"]
)
def test_a_chinese_export_reads_the_same_in_every_encoding(encoding: str) -> None:
    found = read(CHINESE.replace("，", "；").encode(encoding))
    assert [each.mention for each in found.posts] == [each.mention for each in read(CHINESE.replace("，", "；")).posts]
    assert not found.problems


def test_traditional_text_in_big5_is_not_taken_for_gb18030() -> None:
    text = "內容,作者\n這家麵包店的蛋糕裡有異物，店員態度很差,陳小姐\n已經打電話向消保官申訴了,林先生\n"
    found = read(text.encode("big5"))
    assert found.encoding == "big5hkscs"
    assert found.posts[0].mention.text == "這家麵包店的蛋糕裡有異物，店員態度很差"


def test_traditional_text_in_gb18030_stays_it() -> None:
    text = "內容,作者\n這家麵包店的蛋糕裡有異物，店員態度很差,陳小姐\n已經打電話向消保官申訴了,林先生\n"
    assert read(text.encode("gb18030")).posts[1].mention.author == "林先生"


def test_a_western_export_keeps_its_accents() -> None:
    found = read("text;author\nThe café was closed, déjà vu again and nobody answers;Zoë\n".encode("cp1252"))
    assert found.posts[0].mention.author == "Zoë"


def test_a_file_cut_in_the_middle_of_a_character_is_read_to_there() -> None:
    found = read("内容\n面包里有霉斑\n第二条，还没写完的一句话".encode()[:-1])
    assert found.broken == 1
    assert found.posts[0].mention.text == "面包里有霉斑"


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, bytes(range(1, 256)) * 40])
def test_what_is_no_text_is_refused_with_what_to_do(raw: bytes) -> None:
    assert "Save it" in refused(raw)


def test_an_old_workbook_is_told_how_to_be_saved() -> None:
    assert ".xlsx" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


@pytest.mark.parametrize("raw", [b"", b"  \r\n ", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(raw: bytes) -> None:
    assert "empty" in refused(raw)


# --------------------------------------------------------------------------------------------------------- columns


def test_every_column_of_a_chinese_export_is_found() -> None:
    found = read(CHINESE)
    assert len(found.columns) == 10
    mention = found.posts[0].mention
    assert (mention.platform, mention.author, mention.followers) == ("weibo", "小城食客", 123_000)
    assert (mention.reposts, mention.comments, mention.likes) == (1_234, 56, 1_200)
    assert mention.posted_at == datetime(2026, 5, 1, 0, 0, tzinfo=UTC)
    assert mention.text == "门店有霉味\n面包里吃出了霉斑，求说法"
    assert mention.url == "https://example.com/p/1"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "Date,Title,Snippet,Url,Domain,Author,X Followers,X Reposts",
            "2026-05-01 08:00,,W,https://e.cn/1,weibo,A,9,8",
        ),
        ("Date;Time;Headline;Hit Sentence;URL;Source;Influencer", "01-May-2026;08:00AM;;W;https://e.cn/1;weibo;A"),
        ("published\tcontent\turl\tplatform\tauthor_name", "2026-05-01T08:00:00+08:00\tW\thttps://e.cn/1\tweibo\tA"),
        ("日期|时间|正文|昵称|来源|链接", "2026/5/1|8:00|W|A|微博|https://e.cn/1"),
        ("Post Time,Message,Permalink,Network,Profile", '"May 1, 2026 8:00 am",W,https://e.cn/1,weibo,@A'),
        ("发布时间 （北京时间）,全文内容,媒体类型,作者昵称,原文URL", "46143.3333333333,W,微博,A,https://e.cn/1"),
        ("Created At (UTC),tweet text,USER.screen_name,platform,link", "5/1/2026 0:00,W,A,weibo,https://e.cn/1"),
    ],
)
def test_the_exports_of_the_usual_tools_are_understood(header: str, row: str) -> None:
    found = read(f"{header}\r\n{row}\r\n")
    mention = found.posts[0].mention
    assert (mention.text, mention.author, mention.platform, mention.url) == ("W", "A", "weibo", "https://e.cn/1")
    assert mention.posted_at == datetime(2026, 5, 1, 0, 0, tzinfo=UTC)
    assert not found.problems


def test_what_a_tool_puts_above_its_columns_is_passed_over() -> None:
    found = read("舆情日报,,\n导出时间：2026-05-01,,\n\n序号,内容,作者\n1,面包发霉,张三\n")
    assert [(each.line, each.mention.text, each.mention.author) for each in found.posts] == [(5, "面包发霉", "张三")]


def test_a_column_that_may_be_words_or_a_count_is_told_by_its_values() -> None:
    assert read("用户,评论\n张三,面包发霉了\n李四,难吃\n").posts[0].mention.text == "面包发霉了"
    assert read("内容,评论\n面包发霉了,12\n").posts[0].mention.comments == 12


def test_a_number_of_the_row_is_no_post_s_own_id() -> None:
    found = read("id,text\n1,the bread is mouldy\n4987654321,the bread is stale\n")
    assert [(each.id, each.mention.id) for each in found.posts] == [("1", ""), ("4987654321", "4987654321")]


def test_without_names_of_columns_it_says_which_line_to_add() -> None:
    assert "内容,作者" in refused(
        "面包里吃出了霉斑，已经打了投诉电话没有人理我怎么办才好呢大家有什么建议吗真的很生气而且孩子还吃了一口,2026-05-01\n"
    )


def test_names_without_one_of_words_are_shown_with_what_is_wanted() -> None:
    said = refused("地区,性别,链接\n上海,女,https://e.cn/1\n")
    assert "地区, 性别" in said
    assert "正文" in said


def test_excel_may_say_its_separator() -> None:
    assert read("sep=;\r\ntext;author\r\na, b;c\r\n").posts[0].mention.text == "a, b"


# -------------------------------------------------------------------------------------------------------- bad rows


def test_one_bad_row_costs_only_itself_and_is_named_by_line() -> None:
    found = read(
        '内容,粉丝数,发布时间\n面包发霉,很多,2026-05-01 08:00\n,3,\n还行,3,明年\n好吃,"1,2",,,多了一格\n不错,5万,\n'
    )
    assert [each.mention.text for each in found.posts] == ["面包发霉", "还行", "不错"]
    assert [each.line for each in found.problems] == [2, 3, 4, 5]
    assert found.not_read == 2
    assert found.problems[0].say(Language.CHINESE).startswith("第 2 行“粉丝数”列：“很多”不是数量")
    assert "read without it" in found.problems[2].say(Language.ENGLISH)


def test_line_breaks_in_quotes_keep_a_post_together_and_lines_counted() -> None:
    found = read('text,author\n"first\nsecond ""quoted""\nthird",A\nnext,B\n')
    assert [(each.line, each.mention.author) for each in found.posts] == [(2, "A"), (5, "B")]
    assert found.posts[0].mention.text == 'first\nsecond "quoted"\nthird'


def test_a_quotation_mark_that_stays_open_does_not_swallow_the_rest() -> None:
    rows = "".join(f"post {number},A\n" for number in range(500))
    found = read(f'text,author\nfine,A\n"he said it was fine,B\n{rows}')
    assert len(found.posts) == 502
    assert found.posts[1].mention.text == "he said it was fine"
    assert [each.line for each in found.problems] == [3]
    assert found.not_read == 0


def test_json_lines_and_an_array_are_read_with_their_own_keys() -> None:
    good = {"text": "面包发霉", "user": {"screen_name": "张三", "followers_count": 120_000}, "reposts_count": 3}
    found = read(json.dumps(good) + '\n{"text": 5}\nno json\n[1]\n{"author": "x"}\n\n' + json.dumps({"内容": "好吃"}))
    assert [(each.line, each.mention.author, each.mention.followers) for each in found.posts] == [
        (1, "张三", 120_000), (2, "", 0), (7, "", 0),
    ]  # fmt: skip
    assert [each.line for each in found.problems] == [3, 4, 5]
    assert read(json.dumps([good, good], indent=1)).posts[1].mention.followers == 120_000


def test_more_rows_than_may_be_are_refused_before_any_is_taken() -> None:
    with pytest.raises(BadFile, match="more than 2"):
        read("text\na\nb\nc\n", most=2)


def test_a_post_of_ten_megabytes_is_cut_and_does_not_hold_others_up() -> None:
    found = read(f"text,author\n{'霉' * 3_500_000},A\nshort,B\n")
    assert len(found.posts[0].mention.text) == 10_000
    assert found.posts[1].mention.text == "short"


def test_emoji_alone_are_a_post() -> None:
    assert read("text\n😡😡\n").posts[0].mention.text == "😡😡"


@given(st.binary(max_size=300))
def test_whatever_the_bytes_it_is_read_or_refused(raw: bytes) -> None:
    try:
        found = read(raw)
    except BadFile:
        return
    assert found.columns or found.problems


@given(st.text(alphabet='ab,";\n\t\'，内容"\r', max_size=200))
def test_whatever_the_quotes_no_row_is_lost_silently(body: str) -> None:
    lines = len(io.StringIO("text,x\n" + body, newline="").readlines())
    try:
        found = read("text,x\n" + body)
    except BadFile:
        return
    named = [*(each.line for each in found.posts), *(each.line for each in found.problems)]
    assert all(1 <= each <= lines for each in named)


# -------------------------------------------------------------------------------------------------------- workbook


def workbook(sheet: str, shared: str = "") -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", f"<worksheet {space}><sheetData>{sheet}</sheetData></worksheet>")
        if shared:
            book.writestr("xl/sharedStrings.xml", f"<sst {space}>{shared}</sst>")
    return made.getvalue()


def test_a_workbook_is_read_as_it_is() -> None:
    shared = "<si><t>内容</t></si><si><t>发布时间</t></si><si><r><t>面包</t></r><r><t>发霉</t></r></si>"
    header = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
    inline, day = '<c r="B4" t="inlineStr"><is><t>x</t></is></c>', '<c r="C4"><v>46143.3333333333</v></c>'
    row = f'<row r="4"><c r="A4" t="s"><v>2</v></c>{inline}{day}</row>'
    found = read(workbook(header + row, shared))
    assert found.posts[0].mention.text == "面包发霉"
    assert found.posts[0].line == 4
    assert found.posts[0].mention.posted_at == datetime(2026, 5, 1, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("raw", [b"PK\x03\x04broken", workbook("<row><c t='s'><v>7</v></c></row>"), workbook("<row")])
def test_a_broken_workbook_is_told_how_to_be_saved(raw: bytes) -> None:
    assert "CSV UTF-8" in refused(raw)


def test_a_workbook_that_unpacks_to_gigabytes_is_refused() -> None:
    assert "more than 100 MB" in refused(workbook(" " * 101 * 1024 * 1024))


# --------------------------------------------------------------------------------------------------------- figures


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("1234", 1_234), ("1,234", 1_234), ("１２３４", 1_234), ("1 234", 1_234), ("1.234", 1_234), ("1234.0", 1_234),
        ("12.3万", 123_000), ("12.3 万", 123_000), ("1.2k", 1_200), ("3M", 3_000_000), ("1.5亿", 150_000_000),
        ("10万+", 100_000), ("约2千", 2_000), ("1.2w", 12_000), ("5 万余", 50_000), ("1,234,567", 1_234_567),
        ("", None), ("-", None), ("暂无", None), ("0", 0), ("300次", 300),
    ],
)  # fmt: skip
def test_counts_as_people_write_them(written: str, count: int | None) -> None:
    assert count_of(written) == count


@pytest.mark.parametrize("written", ["many", "-5", "1万2", "9" * 17, "12/5", "1e3"])
def test_what_is_no_count_is_not_guessed(written: str) -> None:
    with pytest.raises(ValueError, match=re.escape(written)):
        count_of(written)


EIGHT = datetime(2026, 5, 1, 0, 0, tzinfo=UTC)  # eight o'clock in Shanghai


@pytest.mark.parametrize(
    "written",
    [
        "2026-05-01 08:00", "2026-05-01T08:00:00+08:00", "2026-05-01T00:00:00Z", "2026-05-01 08:00:00.000",
        "2026/5/1 8:00", "2026年5月1日 08:00", "2026年05月01日8时", "2026.5.1 8:00", "5月1日 08:00", "05-01 08:00",
        "20260501 080000", "20260501080000", "20260501T0800", "2026-05-01 上午8:00", "May 1, 2026 8:00 AM",
        "1 May 2026 08:00", "01-May-2026 08:00AM", "Fri May 01 08:00:00 +0800 2026", "5/1/2026 8:00",
        "Fri, 01 May 2026 00:00:00 +0000", "2026-05-01 00:00 UTC", "2026-05-01 08:00 GMT+8", "46143.33333",
        "1777593600", "1777593600000", "今天 08:00", "today 8:00 am", "9小时前", "540 分钟前", "9 hours ago",
        "2026-05-01 ０８：００", "Friday, May 1st, 2026 at 8:00 AM",
    ],
)  # fmt: skip
def test_times_as_people_and_tools_write_them(written: str) -> None:
    assert moment_of(written, Calendar(SHANGHAI, NOW)) == EIGHT


def test_a_day_without_its_year_is_the_last_such_day() -> None:
    assert moment_of("12月31日 20:00", Calendar(SHANGHAI, NOW)) == datetime(2025, 12, 31, 12, 0, tzinfo=UTC)
    assert moment_of("2月29日", Calendar(SHANGHAI, NOW)) == datetime(2024, 2, 28, 16, 0, tzinfo=UTC)


def test_a_clock_that_runs_a_day_ahead_is_kept_as_it_says() -> None:
    assert moment_of("2026-05-02 17:00", Calendar(SHANGHAI, NOW)) == NOW + timedelta(days=1)


@pytest.mark.parametrize("written", ["soon", "2026-13-01", "31/31/2026", "2026-02-30", "12:00", "1", "99999999999999"])
def test_what_is_no_time_is_not_guessed(written: str) -> None:
    with pytest.raises(ValueError, match=re.escape(written)):
        moment_of(written, Calendar(SHANGHAI, NOW))


def test_the_column_shows_whether_the_day_stands_first() -> None:
    found = read("text,date\na,1/5/2026 08:00\nb,25/4/2026 08:00\n")
    assert found.posts[0].mention.posted_at == EIGHT
    assert read("text,date\na,1/5/2026 08:00\nb,4/25/2026 08:00\n").posts[0].mention.posted_at == datetime(
        2026, 1, 5, 0, 0, tzinfo=UTC
    )
