"""What can be chosen for a demo."""

from dataclasses import dataclass
from pathlib import Path

from crisis.language import Language

DEFAULT_CASES = {Language.CHINESE: "bawang", Language.ENGLISH: "jetblue"}
PORT = 8765


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """``speed``: how many times as fast as the machine's the incident clock runs. ``exit``: end after the case, not
    waiting where nothing happens. ``out``: where the exported files go. ``browser``: open the page. ``drills``: a folder
    with more scripts."""

    case: str | None = None
    speed: float | None = None
    exit: bool = False
    port: int = PORT
    out: Path | None = None
    browser: bool = True
    language: Language | None = None
    drills: Path | None = None
