"""Every table that there is, for whoever needs all of them: migrations, the copy into another database.

Answers for: no part of ``tables`` being missing because nobody has imported it yet. May not: hold a table.
"""

from storage.tables import Base
from storage.tables import learning as tables_learning
from storage.tables import lessons as tables_lessons
from storage.tables import mentions as tables_mentions
from storage.tables import people as tables_people

METADATA = Base.metadata
PARTS = (tables_learning, tables_lessons, tables_mentions, tables_people)
"""The modules that hold tables besides ``tables``."""
