"""``python -m bot``: the same as the command ``fenghuo``."""

from bot.cli import main

main()
