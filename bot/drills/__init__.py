"""Scripts of drills: what a file must say (``shape``), reading one (``reading``), and where they stand (``shelf``).

One format serves the drills that people play and the cases that the demo's cast plays. ``scripts/`` holds those that
come with the program. May not: play anything; ``crisis.decisions.drill`` does, and ``bot.demo`` for the cast.
"""
