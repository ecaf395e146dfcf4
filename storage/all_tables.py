"""Every table that there is, for whoever needs all of them: migrations, the copy into another database.

Answers for: no part of ``tables`` being missing because nobody has imported it yet. May not: hold a table.
"""

from storage import tables_learning, tables_lessons, tables_mentions, tables_people
from storage.tables import Base

METADATA = Base.metadata
PARTS = (tables_learning, tables_lessons, tables_mentions, tables_people)
"""The modules that hold tables besides ``tables``."""
