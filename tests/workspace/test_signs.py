"""The signs that the desk writes are drawn by the workspace's page, also where no font has them."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "workspace" / "page" / "static"
PICTURE = re.compile("[\U0001f300-\U0001faff\u231a-\u23ff\u2600-\u26ff\u2705\u2753-\u2757\u2795-\u2797\u2b1b-\u2b55]")
TEXT = {"☐"}  # in every font that has text: no picture
SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")


def written() -> dict[str, str]:
    """Each picture in the desk's sentences, with a file that has it."""
    found: dict[str, str] = {}
    for folder in ("handlers", "crisis"):
        for file in (ROOT / folder).rglob("*.py"):
            if "triage" in file.parts:  # signs that are read in posts, never written
                continue
            for sign in PICTURE.findall(file.read_text(encoding="utf-8")):
                found.setdefault(sign, file.name)
    return {sign: file for sign, file in found.items() if sign not in TEXT and not SKIN.match(sign)}


def test_the_page_draws_each_sign_and_knows_its_name() -> None:
    table = (PAGE / "emoji.js").read_text(encoding="utf-8")
    glyphs = (PAGE / "glyphs.js").read_text(encoding="utf-8")
    drawn = {*re.findall(r'^  "(.+?)": \[', glyphs, re.MULTILINE), *re.findall(r'"(.)": "', table)}
    named = {pair.split(" ")[1].replace("\ufe0f", "") for pair in re.split(r"[|\n]", table.split("`")[1].strip())}
    signs = written()
    assert len(signs) > 30
    assert {sign: file for sign, file in signs.items() if sign not in drawn} == {}
    assert {sign: file for sign, file in signs.items() if sign not in named} == {}
