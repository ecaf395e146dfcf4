"""The demo: a local workspace and the bot in one process, and a case played by the cast.

Answers for: the whole main job shown without an account or a server, and played without waiting where nothing happens.
May not: reach round the bot: alerts go over HTTP, people act in the workspace, files are fetched from there.
"""

from bot.demo.options import DemoOptions
from bot.demo.show import run

__all__ = ["DemoOptions", "run"]
