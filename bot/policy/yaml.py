"""A YAML file into plain values, and where in the file each of them stands.

Answers for: reading a file that somebody else may have written: safe values only, no aliases (a few lines of them make
gigabytes), no deep nesting, no key twice, at most 1 MiB. May not: know what the values mean (``shapes`` does).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from crisis.language import Language, Text

SIZE_LIMIT = 1024 * 1024  # bytes
DEPTH_LIMIT = 12

Place = tuple[str | int, ...]
"""The way to a value: keys and positions."""

NOT_THERE = Text("there is no such file.", "文件不存在。")
NOT_READABLE = Text("cannot be read ({why}).", "无法读取（{why}）。")
TOO_LARGE = Text(
    "is larger than 1 MiB; a policy is a few pages. Is this the right file?",
    "超过 1 MiB；策略文件通常只有几页，请确认是不是选错了文件。",
)
NOT_UTF8 = Text("is no text in UTF-8. Save the file as UTF-8.", "不是 UTF-8 编码，请另存为 UTF-8。")
NO_YAML = Text("this is no YAML: {why}.", "YAML 语法错误：{why}。")
NO_ALIASES = Text(
    "anchors and aliases (& and *) are not read. Write the value out.", "不支持锚点和别名（& 和 *），请直接写出内容。"
)
TOO_DEEP = Text("nested too deeply ({limit} levels at most).", "嵌套过深（最多 {limit} 层）。")
KEY_TWICE = Text(
    "the key “{key}” stands in line {first} already. Keep one of the two.",
    "键“{key}”在第 {first} 行已经写过，请只保留一处。",
)
KEY_NO_TEXT = Text("a key must be a text. Put it into quotation marks.", "键必须是文本，请加上引号。")
STRANGE_TAG = Text("“{tag}” is not read here. Leave it out.", "不支持标签“{tag}”，请去掉。")


class UnreadableYaml(Exception):
    """The file cannot be read. ``line`` counts from 1; None means the file as a whole."""

    def __init__(self, line: int | None, text: Text, **values: object) -> None:
        super().__init__(text.say(Language.ENGLISH, **values))
        self.line = line
        self.text = text
        self.values = values


@dataclass(frozen=True, slots=True)
class Document:
    """What the file says. ``lines``: the line of each value, from 1; of a value in a mapping, the line of its key."""

    value: Any
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest one around it that the file has."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_yaml(path: Path) -> Document:
    """The document in the file; an empty one is None. Raises UnreadableYaml."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(SIZE_LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableYaml(None, NOT_THERE) from None
    except OSError as error:
        raise UnreadableYaml(None, NOT_READABLE, why=error.strerror) from None
    if len(raw) > SIZE_LIMIT:
        raise UnreadableYaml(None, TOO_LARGE)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableYaml(None, NOT_UTF8) from None
    return _document(text)


def _document(text: str) -> Document:
    return _quickly(text) or _carefully(text)


def _quickly(text: str) -> Document | None:
    """By the parser in C, ten times as fast, where PyYAML has it; None for whatever it does not take, which the other
    one then says in its own words."""
    kind: Any = getattr(yaml, "CSafeLoader", None)
    if kind is None or "\t" in text or not _is_plain(text, kind):  # the two differ in where they allow a tab
        return None
    loader = kind(text)
    try:
        node = loader.get_single_node()
        lines: dict[Place, int] = {}
        return Document(_value(loader, node, (), lines), lines) if isinstance(node, yaml.MappingNode) else None
    except (yaml.YAMLError, UnreadableYaml):
        return None
    finally:
        loader.dispose()


def _is_plain(text: str, kind: Any) -> bool:
    """Whether nothing is built that was not written out, and nothing lies too deep."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=kind):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
                return False
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth >= DEPTH_LIMIT:
                return False
    except yaml.YAMLError:
        return False
    return True


def _carefully(text: str) -> Document:
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            lines: dict[Place, int] = {}
            value = None if node is None else _value(loader, node, (), lines)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise UnreadableYaml(mark.line + 1 if mark else None, NO_YAML, why=error.problem or error.context) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise UnreadableYaml(line, NO_YAML, why=error.reason) from None
    return Document(value, lines)


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader that also refuses aliases and deep nesting before anything is built."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise UnreadableYaml(line, NO_ALIASES)
        if self._depth == DEPTH_LIMIT:
            raise UnreadableYaml(line, TOO_DEEP, limit=DEPTH_LIMIT)
        self._depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1


def _line(part: yaml.Event | yaml.Node) -> int:
    return part.start_mark.line + 1 if part.start_mark else 1


def _value(loader: Any, node: yaml.Node, place: Place, lines: dict[Place, int]) -> Any:
    lines.setdefault(place, _line(node))
    if isinstance(node, yaml.MappingNode) and node.tag == "tag:yaml.org,2002:map":
        return _mapping(loader, node, place, lines)
    if isinstance(node, yaml.SequenceNode) and node.tag == "tag:yaml.org,2002:seq":
        return [_value(loader, part, (*place, position), lines) for position, part in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode) and node.tag in _SCALARS:
        if ":" in node.value and node.tag in _NUMBERS:  # 22:30 is a time of day, not 1350 (YAML 1.1 counts in sixties)
            return node.value
        try:
            made = loader.construct_object(node)
            return _whole(made) if isinstance(made, str) else made
        except ValueError as error:  # a date such as 2026-13-01, half a letter
            raise UnreadableYaml(lines[place], NO_YAML, why=error) from None
    raise UnreadableYaml(lines[place], STRANGE_TAG, tag=node.tag.replace("tag:yaml.org,2002:", "!!"))


def _mapping(loader: Any, node: yaml.MappingNode, place: Place, lines: dict[Place, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = _line(key_node)
        if not isinstance(key_node, yaml.ScalarNode):
            raise UnreadableYaml(line, KEY_NO_TEXT)
        # As it was written: `no` and `1` are keys like any other here.
        try:
            key = _whole(str(key_node.value))
        except ValueError as error:
            raise UnreadableYaml(line, NO_YAML, why=error) from None
        if key in found:
            raise UnreadableYaml(line, KEY_TWICE, key=key, first=lines[(*place, key)])
        lines[(*place, key)] = line
        found[key] = _value(loader, value_node, (*place, key), lines)
    return found


def _whole(text: str) -> str:
    """Letters written as two escaped halves (as JSON does) put together. Raises ValueError for a half alone."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16")


_SCALARS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp"))
_NUMBERS = frozenset({"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"})
