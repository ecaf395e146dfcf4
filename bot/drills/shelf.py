"""Where scripts stand: those that come with the program, and a team's own in a folder.

Answers for: finding a script by its name, and all of them; a broken one is named with what is wrong, and the others
work all the same. A team's own script goes before ours of the same name. May not: know what a script says.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from bot.drills.reading import ROLES, Case, ScriptError, read_case

FOLDER = Path(__file__).with_name("scripts")
BLANK = "blank"
"""The script to copy. It is one like any other, but nobody wants to play it."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A script that cannot be used, and why."""

    name: str
    error: ScriptError


@dataclass(frozen=True, slots=True)
class Shelf:
    """See the module. ``own``: the team's folder, if it has one; ``roles``: those of its policy."""

    own: Path | None = None
    roles: Collection[str] = ROLES

    def names(self) -> tuple[str, ...]:
        """The names of all scripts, sorted, but the one to copy."""
        return tuple(sorted(name for name in self._files() if name != BLANK))

    def find(self, name: str) -> Case | None:
        """The script of this name; None when there is none. Raises ScriptError."""
        path = self._files().get(name.lower())
        return read_case(path, self.roles) if path else None

    def all(self) -> tuple[Case | Broken, ...]:
        """Every script, in the order of their names."""
        return tuple(self._read(name) for name in self.names())

    def _read(self, name: str) -> Case | Broken:
        try:
            return read_case(self._files()[name], self.roles)
        except ScriptError as error:
            return Broken(name, error)

    def _files(self) -> dict[str, Path]:
        folders = [FOLDER, *([self.own] if self.own else [])]
        return {
            path.stem.lower(): path
            for folder in folders
            if folder.is_dir()
            for path in sorted(folder.iterdir())
            if path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
        }
