"""The local workspace against Slack's published methods: every difference is mended or explained."""

import asyncio
import json
from pathlib import Path

import pytest

from tests.workspace import differences as script
from tests.workspace.explanations import EXPLANATIONS, Explanation, explain
from tests.workspace.published import Difference, folder, kinds_of, load
from tests.workspace.published import differences as compare
from tests.workspace.recorder import Recorder
from tests.workspace.rounds.all import seen
from workspace.memory.records import Json
from workspace.methods import METHODS


@pytest.fixture(scope="module")
def recorder() -> Recorder:
    """What every round through the methods saw; the rounds assert what they expect themselves."""
    return asyncio.run(seen())


def test_the_rounds_call_every_method(recorder: Recorder) -> None:
    assert [name for name in METHODS if name not in recorder.answers and name not in recorder.errors] == []


def test_every_method_that_is_not_refused_answers(recorder: Recorder) -> None:
    silent = [name for name, method in METHODS.items() if not recorder.answers[name] and method.far.level != "refused"]
    assert silent == []


def test_every_difference_is_mended_or_explained(recorder: Recorder) -> None:
    try:
        published = load(folder())
    except FileNotFoundError:
        pytest.skip(f"Slack's published methods are not in {folder()}: PUBLISHED_SLACK_DATA names another folder")
    found = explain(compare(published, recorder))
    assert [f"{each.method}: {each}" for each in found.open] == []
    assert found.idle == [], "an explanation that explains nothing any more"


def test_every_explanation_is_a_sentence() -> None:
    for each in EXPLANATIONS:
        assert each.reason.endswith("."), each


PUBLISHED: Json = {
    "args": ["channel", "colour"],
    "required": ["channel", "text"],
    "errors": ["channel_not_found", "too_blue"],
    "tier": "t3",
    "scopes": ["chat:write", "chat:paint"],
    "example": {"ok": True, "ts": 1, "shade": {"deep": True, "name": ""}},
    "sample": {"ok": True, "channel": "", "error": ""},
}


def test_each_kind_of_difference_is_found(recorder: Recorder) -> None:
    found = {
        (each.kind, each.what) for each in compare({"chat.meMessage": PUBLISHED, "chat.paint": PUBLISHED}, recorder)
    }
    assert found == {
        ("method", "chat.paint"),
        ("argument", "colour"),
        ("error", "too_blue"),
        ("scopes", "chat:paint,chat:write"),
        ("missing field", "shade"),
        ("type of field", "ts"),
    }
    other = {**PUBLISHED, "tier": "t2", "required": ["channel", "colour"], "example": {"ok": True}}
    kinds = {(each.kind, each.what) for each in compare({"chat.meMessage": other}, recorder)}
    assert {("tier", "t2"), ("required", "colour"), ("required", "text"), ("extra field", "ts")} <= kinds


def test_an_explanation_fits_its_kind_only_and_is_named_when_idle() -> None:
    table = (Explanation("chat.*", "error", "too_*", "No paint."), Explanation("*", "tier", "t9", "Never."))
    differs = [Difference("chat.paint", "error", "too_blue"), Difference("chat.paint", "argument", "too_blue")]
    found = explain(differs, table)
    assert found.explained == [(differs[0], "No paint.")]
    assert found.open == [differs[1]]
    assert found.idle == ["* · tier: t9 (t9)"]


def test_the_shape_of_answers() -> None:
    kinds = kinds_of([{"a": [{"b": 1}, {"b": None}], "blocks": [{"c": 1}]}])
    assert kinds == {"a": {"array"}, "a[]": {"object"}, "a[].b": {"number", "null"}, "blocks": {"array"}}


def test_the_script_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert script.main([str(tmp_path)]) == 2
    assert "name the folder" in capsys.readouterr().out
    (tmp_path / "methods.json").write_text(json.dumps({"chat.paint": PUBLISHED}), encoding="utf-8")
    assert script.main([str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "chat.paint\n  method: chat.paint (missing)\n" in said
    assert "1 methods, 0 differences explained, 1 not." in said
