"""The `.env` file, line by line: which names it sets, and where.

Answers for: a half-written file is named with its line, not read as if the line were not there. May not: know which
names there are (``settings`` does), change the environment, or show a value: it may be a secret.
"""

from collections.abc import Mapping
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from crisis.language import Language, Text

NO_EQUALS_SIGN = Text(
    "{file}:{line}: this line has no “=”. Write NAME=value, or put # before the line.",
    "{file}:{line}: 这一行缺少“=”。请写成 名称=值，或在行首加 # 注释掉。",
)
UNREADABLE_LINE = Text(
    "{file}:{line}: this line cannot be read, perhaps for an open quotation mark. Write NAME=value or NAME='value'.",
    "{file}:{line}: 这一行无法识别，可能是引号没有成对。请写成 名称=值 或 名称='值'。",
)
TWICE = Text(
    "{file}:{line}: {name} stands in line {first} already. Keep one of the two.",
    "{file}:{line}: {name} 在第 {first} 行已经写过，请只保留一处。",
)
NOT_UTF8 = Text(
    "{file}: this is no text in UTF-8. Save the file as UTF-8.", "{file}: 文件不是 UTF-8 编码，请另存为 UTF-8。"
)
NOT_READABLE = Text(
    "{file}: cannot be read ({why}). Mend that, or remove the file.",
    "{file}: 无法读取（{why}）。请修复，或移走该文件。",
)


class HalfWritten(Exception):
    """The file cannot be taken as it is; ``text`` and ``values`` say where and why."""

    def __init__(self, text: Text, **values: object) -> None:
        super().__init__(text.say(Language.ENGLISH, **values))
        self.text = text
        self.values = values


def lines_of_names(path: Path) -> Mapping[str, int]:
    """The names that the file sets, each with the number of its line, from 1; empty when there is no such file.

    Raises HalfWritten.
    """
    found: dict[str, int] = {}
    for binding in _bindings(path):
        line = _line(binding)
        if binding.error or (binding.value and "\n" in binding.value):
            raise HalfWritten(UNREADABLE_LINE, file=path, line=line)
        if binding.key is None:
            continue
        if binding.value is None:
            raise HalfWritten(NO_EQUALS_SIGN, file=path, line=line)
        if binding.key in found:
            raise HalfWritten(TWICE, file=path, line=line, name=binding.key, first=found[binding.key])
        found[binding.key] = line
    return found


def _bindings(path: Path) -> list[Binding]:
    try:
        with path.open(encoding="utf-8") as stream:
            return list(parse_stream(stream))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except UnicodeDecodeError:
        raise HalfWritten(NOT_UTF8, file=path) from None
    except OSError as error:
        raise HalfWritten(NOT_READABLE, file=path, why=error.strerror) from None


def _line(binding: Binding) -> int:
    text = binding.original.string
    return binding.original.line + text[: len(text) - len(text.lstrip())].count("\n")
