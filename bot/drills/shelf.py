"""Where scripts stand: those that come with the program, and a team's own in a folder.

Answers for: finding a script by its name, and all of them; a broken one is named with what is wrong, and the others
work all the same. A team's own script goes before ours of the same name. May not: know what a script says.
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.drills.reading import ROLES, Case, ScriptError, read_case
from bot.settings.settings import Settings
from crisis.incident.drill import Script, Told, Unusable
from crisis.language import Language
from crisis.policy import Policy

FOLDER = Path(__file__).with_name("scripts")
BLANK = "blank"
"""The script to copy. It is one like any other, but nobody wants to play it."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A script that cannot be used, and why."""

    name: str
    error: ScriptError


@dataclass(slots=True)
class Shelf:
    """See the module. ``own``: the team's folder, if it has one; ``roles``: those of its policy."""

    own: Path | None = None
    roles: Collection[str] = ROLES
    _read: dict[tuple[Path, int, int], Case | Broken] = field(default_factory=dict)

    def know_roles(self, roles: Collection[str]) -> None:
        """The policy's roles are these now: what was read is read again."""
        self.roles = roles
        self._read.clear()

    def names(self) -> tuple[str, ...]:
        """The names of all scripts, sorted, but the one to copy."""
        return tuple(sorted(name for name in self._files() if name != BLANK))

    def find(self, name: str) -> Case | Broken | None:
        """The script of this name; None when there is none."""
        path = self._files().get(name.lower())
        return self._case(path) if path else None

    def all(self) -> tuple[Case | Broken, ...]:
        """Every script, in the order of their names."""
        files = self._files()
        return tuple(self._case(files[name]) for name in self.names() if name in files)

    def is_own(self, name: str) -> bool:
        """Whether the script of this name stands in the team's folder."""
        path = self._files().get(name.lower())
        return path is not None and path.parent != FOLDER

    def _case(self, path: Path) -> Case | Broken:
        """Read anew only when the file has changed."""
        try:
            known = path.stat()
        except OSError:
            return self._fresh(path)
        mark = (path, known.st_mtime_ns, known.st_size)
        if mark not in self._read:
            self._read[mark] = self._fresh(path)
        return self._read[mark]

    def _fresh(self, path: Path) -> Case | Broken:
        try:
            return read_case(path, self.roles)
        except ScriptError as error:
            return Broken(path.stem, error)

    def _files(self) -> dict[str, Path]:
        folders = [FOLDER, *([self.own] if self.own else [])]
        return {
            path.stem.lower(): path
            for folder in folders
            if folder.is_dir()
            for path in sorted(folder.iterdir())
            if path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
        }


@dataclass(frozen=True, slots=True)
class Scripts:
    """What a shelf has, for the features (``handlers.feature.Scripts``): read in a thread, for it takes a while."""

    shelf: Shelf

    async def all(self) -> Sequence[Script | Unusable]:
        return tuple(_offered(each) for each in await asyncio.to_thread(self.shelf.all))

    async def find(self, name: str) -> Script | Unusable | None:
        found = await asyncio.to_thread(self.shelf.find, name)
        return _offered(found) if found else None


def scripts_of(settings: Settings, policy: Policy) -> Scripts:
    """The scripts that can be played with these settings."""
    return Scripts(Shelf(settings.drills, tuple(role.key for role in policy.roles)))


def _offered(found: Case | Broken) -> Script | Unusable:
    if isinstance(found, Case):
        return found.script
    first = found.error.problems[0]
    why = replace(first, file=Path(first.file.name))  # where our files stand is nobody's business in a channel
    return Unusable(found.name, Told(why.say(Language.ENGLISH), why.say(Language.CHINESE)))
