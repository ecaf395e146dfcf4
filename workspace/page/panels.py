"""Tabs that the embedding process adds to the page: an aiohttp application of its own below /panel/NAME/."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aiohttp import web

from workspace.records import Json

_NAME = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Panel:
    """`name` is part of the address (a-z, 0-9, -), `title` stands on the tab, `application` answers below it."""

    name: str
    title: str
    application: web.Application

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"a panel's name is made of a-z, 0-9 and -, unlike {self.name!r}")

    @property
    def url(self) -> str:
        return f"/panel/{self.name}/"

    def shape(self) -> Json:
        return {"name": self.name, "title": self.title, "url": self.url}
