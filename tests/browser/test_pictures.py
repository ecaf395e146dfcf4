"""The pictures of the README: there in both languages, shown, small, and made as the command makes them."""

import re
import struct
from pathlib import Path

import pytest

from bot.words.words import WordTools
from tests.browser.scenes import CHINESE, SCENES
from tests.browser.screenshots import FOLDER, MOST_BYTES, NAMES, take

ROOT = FOLDER.parents[1]
SHOWN = re.compile(r"docs/images/[\w.]+\.png")
READMES = {"en": "README.md", "zh": "README.zh.md"}


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height in pixels."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height


@pytest.mark.parametrize("language", READMES)
def test_each_readme_shows_every_picture_in_its_language(language: str) -> None:
    shown = set(SHOWN.findall((ROOT / READMES[language]).read_text(encoding="utf-8")))
    assert shown == {f"docs/images/{name}.{language}.png" for name in NAMES}


def test_the_pictures_are_those_that_the_command_makes_and_small() -> None:
    pictures = {path.name: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert set(pictures) == {f"{name}.{scene.language.value}.png" for name in NAMES for scene in SCENES}
    assert {name: size for name, size in pictures.items() if size > MOST_BYTES} == {}


async def test_a_picture_can_be_taken_at_any_time(words: WordTools, tmp_path: Path) -> None:
    (taken,) = await take(CHINESE, words, tmp_path, ["form"])
    assert taken == tmp_path / "form.zh.png"
    assert size_of(taken) == size_of(FOLDER / "form.zh.png")
    assert taken.stat().st_size <= MOST_BYTES
