"""Every source of alerts has its page in both languages, in the index, with a command that can be run."""

import json
import re
from pathlib import Path

import pytest

from bot.demo.samples import SAMPLES
from crisis.language import Language
from handlers.alerts import SOURCES
from handlers.alerts.datadog import PayloadShape
from handlers.alerts.source import Reading
from tests.handlers.asking import START

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "sources"
NOT_HERE = {"mentions"}  # has a page of its own
NAMES = sorted(set(SOURCES) - NOT_HERE)


def page(name: str, ending: str) -> str:
    return (PAGES / f"{name}{ending}").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", [".md", ".zh.md"])
@pytest.mark.parametrize("name", NAMES)
def test_each_source_has_its_page_with_address_and_command(name: str, ending: str) -> None:
    text = page(name, ending)
    assert f"https://your.host/alerts/{name}" in text
    assert f"curl -X POST http://127.0.0.1:8080/alerts/{name} " in text
    assert '"outcome": "opened"' in text
    for file in re.findall(r"tests/handlers/samples/\S+?\.json", text):
        assert (ROOT / file).exists(), file
    assert f"]({name}{ending})" in page("README", ending)
    signature = SOURCES[name].signature
    if signature:
        assert f"FENGHUO_SECRET_{name.upper()}" in text


def test_both_indexes_have_the_same_rows() -> None:
    rows = [re.findall(r"`(/alerts/[a-z-]+)` \|", page("README", ending)) for ending in (".md", ".zh.md")]
    assert rows[0] == rows[1]
    assert sorted(rows[0]) == [f"/alerts/{name}" for name in NAMES]


@pytest.mark.parametrize("ending", [".md", ".zh.md"])
def test_datadogs_template_is_json_of_fields_that_are_read(ending: str) -> None:
    found = re.search(r"^    \{\n.*?^    \}$", page("datadog", ending), re.MULTILINE | re.DOTALL)
    assert found
    template = json.loads(found[0])
    assert set(template) <= set(PayloadShape.model_fields)
    assert all(value == value.upper() and value.startswith("$") for value in template.values())


@pytest.mark.parametrize("language", Language)
def test_the_demo_has_one_alert_of_each_source_and_every_one_can_be_read(language: Language) -> None:
    assert {each.source for each in SAMPLES} >= set(NAMES)
    for each in SAMPLES:
        source = SOURCES[each.source]
        items, _ = source.split(each.payload_in(language))
        (alert,) = (source.read(item, Reading(START, Language.ENGLISH)) for item in items)
        said = re.search(r"SEV[1-4]", each.title.en)
        assert said is not None
        assert said[0] == alert.severity.name
        assert said[0] in each.title.zh
        is_chinese = re.search(r"[\u4e00-\u9fff]", alert.title + alert.text) is not None
        assert not (is_chinese and language is Language.ENGLISH), "somebody who reads English alone is to try it, too"
