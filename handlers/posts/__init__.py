"""Posts in a file from any monitoring tool: bytes in, posts out, and every line that could not be read.

Answers for: encodings, separators, the names of columns, counts and times as people and programs write them. May not:
read a disk, know Slack, or say what becomes of a post. One row that is wrong never costs the others.
"""

from handlers.posts.problems import BadFile, RowProblem
from handlers.posts.reading import Sheet, read_posts
from handlers.posts.rows import Context, Post

__all__ = ["BadFile", "Context", "Post", "RowProblem", "Sheet", "read_posts"]
