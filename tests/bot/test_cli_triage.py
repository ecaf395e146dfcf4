"""`fenghuo triage` from outside: a line for each post, bad lines named, tables from any tool, slow and broken pipes."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.commandline.progress import Counter
from bot.triage.batch import batch_of
from crisis.alert import Mention
from crisis.language import Language
from tests.bot.terminal import Result, said_by

ROOT = Path(__file__).parents[2]
WATCH = "- name: 青禾\n  with: [面包]\n"

Triage = Callable[..., Result]


@pytest.fixture
def triage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Triage:
    """Runs the command in an empty folder that holds a watch list; ``given``: standard input."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "watch.yaml").write_text(WATCH, encoding="utf-8")

    def run(*arguments: str, given: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        return said_by(capsys, "triage", *arguments)

    return run


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.out.splitlines()]


def post(id: object, text: str, **more: Any) -> bytes:
    return json.dumps({"id": id, "text": text, **more}, ensure_ascii=False).encode() + b"\n"


def test_a_line_for_each_post_in_order_with_every_field(triage: Triage) -> None:
    given = post("a", "青禾的面包里吃出霉斑") + post(7, "今天天气真好") + post("c", "青禾的面包里吃出霉斑")
    found = triage("--watch", "watch.yaml", given=given)
    assert found.status == 0
    assert found.err == ""
    verdicts = lines(found)
    assert [each["id"] for each in verdicts] == ["a", 7, "c"]
    assert [each["about"] for each in verdicts] == [["青禾"], [], ["青禾"]]
    assert [each["story"] for each in verdicts] == ["S1", "S2", "S1"]
    assert all(
        list(each) == ["id", "about", "severity", "score", "topics", "story", "keywords", "reasons"]
        for each in verdicts
    )
    assert all(each["severity"] in (None, 1, 2, 3, 4) and 0.0 <= each["score"] <= 1.0 for each in verdicts)


def test_bad_lines_are_named_and_the_others_judged(triage: Triage) -> None:
    given = post(1, "好") + b"nonsense\n\n[1]\n" + b'\xff\xff\xff\n{"id": 5}\n' + post(6, "😡😡", followers="many")
    found = triage(given=given)
    assert found.status == 1
    assert [each["id"] for each in lines(found)] == [1, 6]
    said = found.err.splitlines()
    assert [line.split(":")[0].split(",")[0] for line in said[1:]] == ["line 2", "line 4", "line 5", "line 6", "line 7"]
    assert "read without it" in said[-1]


def test_lines_in_gb18030_and_in_utf_16_are_read(triage: Triage) -> None:
    given = post("1", "青禾的面包发霉") + post("2", "青禾的面包很好吃")
    for encoding in ("gb18030", "utf-16", "utf-8-sig"):
        found = triage("--watch", "watch.yaml", given=given.decode().encode(encoding))
        assert (found.status, [each["about"] for each in lines(found)]) == (0, [["青禾"], ["青禾"]])


def test_a_post_of_ten_megabytes_gets_its_verdict(triage: Triage) -> None:
    found = triage(given=post(1, "霉" * 3_500_000) + post(2, ""))
    assert [each["id"] for each in lines(found)] == [1, 2]


def test_half_a_letter_does_not_end_the_stream(triage: Triage) -> None:
    found = triage(given=b'{"id": "\\ud800", "text": "\\ud83d broken"}\n' + post(2, "fine"))
    assert [each["id"] for each in lines(found)] == ["?", 2]


def test_a_table_from_a_monitoring_tool_is_judged(triage: Triage, tmp_path: Path) -> None:
    table = "编号,微博内容,粉丝数,发布时间\n11111111,青禾的面包发霉,12.3万,5月1日 08:00\n22222222,,,\n"
    (tmp_path / "导出.csv").write_bytes(table.encode("gb18030"))
    found = triage("导出.csv", "--watch", "watch.yaml")
    assert found.status == 1
    assert [(each["id"], each["about"]) for each in lines(found)] == [("11111111", ["青禾"])]
    assert "line 3: the post has no words" in found.err
    assert "1 posts read, 1 lines not. Columns recognised: 编号, 微博内容, 粉丝数, 发布时间." in found.err


def test_a_table_without_names_is_refused_in_one_line(triage: Triage, tmp_path: Path) -> None:
    (tmp_path / "no.csv").write_text("1,2026-05-01 08:00\n2,2026-05-01 08:01\n", encoding="utf-8")
    found = triage("no.csv")
    assert (found.status, found.out) == (1, "")
    assert "text,author,followers,date,url,platform" in found.err


def test_a_table_on_standard_input_is_told_how(triage: Triage) -> None:
    assert "fenghuo triage FILE.csv" in triage(given="内容,作者\n发霉,甲\n".encode()).err
    assert len(lines(triage("-", given="内容,作者\n发霉,甲\n".encode()))) == 1


@pytest.mark.parametrize(
    ("content", "about"),
    [
        ("watch:\n- name: 青禾\n  with: [面包]\nteam: of no interest here\n", ["青禾"]),
        ('[{"name": "青禾", "with": ["面包"]}]', ["青禾"]),
        ("team: []\n", []),
    ],
)
def test_a_watch_list_is_a_policy_or_the_list_alone(
    triage: Triage, tmp_path: Path, content: str, about: list[str]
) -> None:
    (tmp_path / "other.yaml").write_text(content, encoding="utf-8")
    found = triage("--watch", "other.yaml", given=post(1, "青禾的面包发霉"))
    assert lines(found)[0]["about"] == about


def test_what_is_wrong_in_a_watch_list_is_named_with_its_line(triage: Triage, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("- name: 青禾\n- nam: 美的\n", encoding="utf-8")
    found = triage("--watch", "bad.yaml", given=post(1, "x"))
    assert (found.status, found.out) == (1, "")
    assert "bad.yaml:2" in found.err


@pytest.mark.slow
def test_a_slow_pipe_gets_each_verdict_at_once_and_a_broken_one_ends_it_quietly(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "bot", "triage"],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "", "HOME": str(tmp_path.parent)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert running.stdin is not None
    assert running.stdout is not None
    assert running.stderr is not None
    for number in (1, 2):  # the second is only sent when the first came back
        running.stdin.write(post(number, "面包发霉"))
        running.stdin.flush()
        assert json.loads(running.stdout.readline())["id"] == number
    running.stdout.close()
    try:
        running.stdin.write(post(3, "x") * 100)
        running.stdin.close()
    except BrokenPipeError:
        pass
    assert running.wait(60) == 0
    assert len(running.stderr.read().splitlines()) == 1  # that there is no watch list
    running.stderr.close()


def test_posts_without_a_time_stand_at_that_of_the_one_before() -> None:
    seen = batch_of((), Language.CHINESE, now=lambda: pytest.fail("not asked for"))
    from_file = Mention(platform="weibo", text="面包发霉", posted_at=None)
    timed = Mention(platform="weibo", text="面包发霉", posted_at=datetime(2026, 5, 1, tzinfo=UTC))
    assert seen.verdict(timed)["story"] == seen.verdict(from_file)["story"] == "S1"


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_stream_of_unknown_length_is_counted_where_a_person_looks() -> None:
    seconds, screen = [0.0], Screen()
    counter = Counter(lambda: seconds[0], lambda count: f"{count} posts", screen, io.StringIO())
    for _ in range(3):
        counter()
    assert screen.getvalue() == ""
    seconds[0] = 2.5
    counter()
    counter.end()
    assert screen.getvalue() == "\r4 posts\r4 posts\n"
    quiet = Screen()
    silent = Counter(lambda: seconds[0], str, quiet, Screen())
    seconds[0] = 9.0
    silent()
    silent.end()
    assert quiet.getvalue() == ""
