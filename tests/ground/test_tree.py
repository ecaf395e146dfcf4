"""The tree: no file tells about the machine that it was written on or about the place that packages come from."""

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Put together here, so that this file does not hold what it looks for.
REGISTRY_NAMES = ("pypi", "pythonhosted", "npmjs", "yarnpkg", "rubygems", "unpkg", "jsdelivr")
REGISTRY = re.compile(r"(?:" + "|".join(REGISTRY_NAMES) + r")\.(?:org|com|net|io)\b", re.IGNORECASE)
HOME = re.compile(r"(?<!\w)/(?:home|Users)/[A-Za-z]|(?<!\w)/(?:root)/|[A-Z]:\\Users\\")


# A document of this repository by its name, with or without its folder; addresses, patterns and values are none.
DOCUMENT = re.compile(r"(?<![\w/.*{`-])(?:[\w.-]+/)*[\w-]+\.md\b")


# A place of this repository in backticks, with the folder that it begins in; `<feature>` and the like are no places.
PLACE = re.compile(r"`((?:bot|crisis|docs|handlers|storage|tests|workspace)/[\w./-]*[\w/])`")
MEASURED = ROOT / "docs" / "benchmarks.md"  # says where things stood when they were measured


def project_files() -> list[Path]:
    """What git tracks and what it would take: everything in the tree that is not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout: what belongs to the project cannot be listed")
    files = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return [file for file in files if file.is_file()]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """`file:line` of every line of text in which the pattern is found."""
    found = []
    for file in project_files():
        content = file.read_bytes()
        if b"\0" in content:
            continue
        lines = content.decode("utf-8").splitlines()
        found += [f"{file.relative_to(ROOT)}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    return found


def test_no_file_names_a_package_registry() -> None:
    """Teams install from their own mirrors; the project works with whichever is set up."""
    assert lines_with(REGISTRY) == []


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    """Home folders and check-outs differ from one machine to the next."""
    assert lines_with(HOME) == []


def remarks(source: str) -> Iterator[tuple[int, str]]:
    """Comments and docstrings of a Python file, each with its first line: a docstring is a statement of a string."""
    before = tokenize.NEWLINE
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        starts = before in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and starts):
            yield token.start[0], token.string
        if token.type not in (tokenize.COMMENT, tokenize.NL):
            before = token.type


def missing_documents(source: str) -> list[str]:
    """``line: name`` of each document that a remark names and the repository does not have."""
    named = ((line, name) for line, text in remarks(source) for name in DOCUMENT.findall(text))
    return [f"{line}: {name}" for line, name in named if not (ROOT / name).is_file()]


def test_every_document_that_python_names_exists() -> None:
    """Who reads a remark must be able to open what it points at; paths count from the root."""
    files = [file for file in project_files() if file.suffix == ".py"]
    found = {file.relative_to(ROOT).as_posix(): missing_documents(file.read_text("utf-8")) for file in files}
    assert {file: names for file, names in found.items() if names} == {}


def test_a_missing_document_would_be_found() -> None:
    """In docstrings and comments, not in other strings; patterns and addresses are left alone."""
    gone = "gone" + ".md"
    source = f'"""See {gone}, README.md."""\nx = "{gone}"  # docs/{gone}\n\n\ndef f():\n    "as in {gone}"\n'
    assert missing_documents(source) == [f"1: {gone}", f"2: docs/{gone}", f"6: {gone}"]
    assert missing_documents(f"# *.md, https://example.com/{gone}, docs/ledger.md, docs/decisions/README.md\n") == []


def test_every_place_that_is_named_is_there() -> None:
    files = [file for file in project_files() if file.suffix in {".md", ".py"} and file != MEASURED]
    gone = {
        f"{file.relative_to(ROOT)}: {place}"
        for file in files
        for place in PLACE.findall(file.read_text("utf-8"))
        if not (ROOT / place).exists()
    }
    assert gone == set()


def test_no_test_reads_another_test() -> None:
    """Moved or renamed, the one would break the other; what several need stands in a file of its own."""
    tests = [file for file in project_files() if file.is_relative_to(ROOT / "tests") and file.suffix == ".py"]
    assert tests
    reading = {
        f"{file.relative_to(ROOT)}: {node.module}"
        for file in tests
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and re.match(r"tests\.(\w+\.)*test_\w+$", node.module or "")
    }
    assert reading == set()


@pytest.mark.parametrize("name", REGISTRY_NAMES)
def test_a_registry_would_be_found(name: str) -> None:
    """The pattern knows its hosts, in every spelling, and leaves the bare words alone."""
    assert REGISTRY.search(f"see https://files.{name}.org/simple")
    assert REGISTRY.search(f"{name.upper()}.COM")
    assert not REGISTRY.search(f"the word {name} at the end of a sentence.")


@pytest.mark.parametrize("folder", ["/home" + "/li/src", "/Users" + "/li", "/root" + "/.cache", "C:" + "\\Users\\li"])
def test_a_home_folder_would_be_found(folder: str) -> None:
    """The pattern knows the three systems."""
    assert HOME.search(folder)
