"""What the embedding process adds to the page: tabs (an aiohttp application of its own below /panel/NAME/), and ways in
which the cast may answer.

A panel's page is asked for with `?language=en|zh&theme=auto|light|dark`; when either changes while it is open, its
window gets the message `{"type": "workspace", "language": …, "theme": …}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from workspace.memory.records import Json
from workspace.people.answers import Preset

_NAME = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Panel:
    """`name` is part of the address (a-z, 0-9, -), `title` stands on the tab, `application` answers below it. `titles`:
    the title in the languages of the page, where it differs. `icon`: the name of one of the page's
    (static/icons.js), such as "clock" or "bell"; for a name that is unknown there, the icon of panels stands.
    `presets`: for the cast."""

    name: str
    title: str
    application: web.Application
    titles: Mapping[str, str] = field(default_factory=dict)
    icon: str = "panel"
    presets: tuple[Preset, ...] = ()

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"a panel's name is made of a-z, 0-9 and -, unlike {self.name!r}")

    @property
    def url(self) -> str:
        return f"/panel/{self.name}/"

    def shape(self) -> Json:
        titles = dict(self.titles)
        return {"name": self.name, "title": self.title, "titles": titles, "icon": self.icon, "url": self.url}
