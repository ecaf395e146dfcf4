"""Every table that there is, for whoever needs all of them: migrations, the copy into another database.

Answers for: no part of ``tables`` being missing because nobody has imported it yet. May not: hold a table.
"""

from storage.tables import Base, learning, lessons, mentions, people

METADATA = Base.metadata
PARTS = (learning, lessons, mentions, people)
"""The modules that hold tables besides ``tables``."""
