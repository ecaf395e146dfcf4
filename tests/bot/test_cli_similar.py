"""`fenghuo similar`: lines in, lines out, and each bad line named."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HISTORY = (
    {"id": "tea", "text": "顾客在奶茶里喝出蟑螂"},
    {"id": "leak", "text": "会员资料在暗网出售"},
    {"id": 7, "text": "Checkout returns 502 in all shops"},
    {"id": "strike", "text": "仓库工人罢工讨薪"},
    {"id": "soup", "text": "A cockroach in the soup"},
)


@dataclass(frozen=True, slots=True)
class Ran:
    status: int
    lines: list[Any]
    err: str


def similar(history: Path, sent: bytes, language: str = "en") -> Ran:
    command = [sys.executable, "-m", "bot", "similar", "--history", str(history)]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2]), "FENGHUO_LANGUAGE": language}
    ran = subprocess.run(command, input=sent, capture_output=True, env=environment, timeout=60, check=False)
    return Ran(ran.returncode, [json.loads(line) for line in ran.stdout.splitlines()], ran.stderr.decode())


def lines(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_each_line_is_answered_in_its_order(tmp_path: Path) -> None:
    """Whatever wrote the history; ids as they were given; a text that is itself in it is not its own neighbour."""
    history = tmp_path / "past.jsonl"
    history.write_bytes(lines(*HISTORY).encode("gb18030"))
    asked = lines(
        {"id": "b", "text": "外卖里吃出苍蝇"},
        {"id": "a", "text": "Customer data on the dark web"},
        {"id": "tea", "text": "顾客在奶茶里喝出蟑螂"},
        {"id": 8, "text": "收银系统宕机"},
        {"id": "none", "text": ""},
    )
    ran = similar(history, b"\xef\xbb\xbf" + asked.encode())
    assert (ran.status, ran.err) == (0, "")
    assert [each["id"] for each in ran.lines] == ["b", "a", "tea", 8, "none"]
    food, data, itself, system, nothing = (each["similar"] for each in ran.lines)
    assert set(food[:2]) == {"tea", "soup"}
    assert data[0] == "leak"
    assert itself[0] == "soup"
    assert "tea" not in itself
    assert system[0] == 7
    assert nothing == []


def test_bad_lines_are_named_and_the_others_answered(tmp_path: Path) -> None:
    history = tmp_path / "past.jsonl"
    history.write_text(lines(*HISTORY) + "{broken\n" + lines({"id": "tea", "text": "again"}), encoding="utf-8")
    sent = 'not json\n[1]\n\n{"id": true, "text": "x"}\n{"id": "1"}\n' + lines({"id": "2", "text": "汤里有苍蝇"})
    ran = similar(history, sent.encode())
    assert ran.status == 1
    assert [each["id"] for each in ran.lines] == ["2"]
    said = ran.err.splitlines()
    assert [line.partition(": ")[0] for line in said] == [
        f"{history}, line 6",
        f"{history}, line 7",
        "Standard input, line 1",
        "Standard input, line 2",
        "Standard input, line 4",
        "Standard input, line 5",
    ]


def test_without_a_history_it_says_what_is_wanted(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n")
    ran = similar(empty, b"", "zh")
    assert (ran.status, ran.lines) == (2, [])
    assert "没有可用的事件" in ran.err
    ran = similar(tmp_path / "missing.jsonl", b"")
    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1
    assert "missing.jsonl" in ran.err
