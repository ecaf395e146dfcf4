""".ci/run: on a machine that has nothing it fetches a browser first; one that has all goes straight to the tests."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKE = """#!/bin/sh
echo "make $* needs=$FENGHUO_NEEDS_BROWSER"
"""
APT = """#!/bin/sh
echo "apt $* as=$DEBIAN_FRONTEND"
case "$*" in
  *update*) exit 100 ;;
  *install*) if [ -z "$REFUSE" ]; then : > "{folder}/chromium"; chmod +x "{folder}/chromium"; fi ;;
esac
[ -z "$REFUSE" ]
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder with the few programs that there are: the user is root, apt's lists cannot be fetched."""
    for name in ("bash", "dirname", "env"):
        found = shutil.which(name)
        if found is None:
            pytest.skip(f"there is no {name} here")
        (tmp_path / name).symlink_to(found)
    programs = {"make": MAKE, "apt-get": APT.format(folder=tmp_path), "id": "#!/bin/sh\necho 0\n"}
    for name, text in programs.items():
        (tmp_path / name).write_text(text.replace("#!/bin/sh", f"#!{shutil.which('sh')}"))
        (tmp_path / name).chmod(0o755)
    # chmod is wanted by the pretended apt-get
    (tmp_path / "chmod").symlink_to(shutil.which("chmod") or "")
    return tmp_path


def run(machine: Path, **environment: str) -> tuple[int, list[str]]:
    given = {name: value for name, value in os.environ.items() if not name.startswith("BROWSER_TESTS_")}
    ran = subprocess.run(
        [machine / "bash", ROOT / ".ci" / "run"],
        env={**given, "PATH": str(machine), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ran.returncode, ran.stdout.splitlines()


def test_a_machine_without_a_browser_gets_one_and_then_needs_it(machine: Path) -> None:
    status, said = run(machine)
    assert status == 0
    assert said[0] == "No Chromium here: installing it, with fonts for Chinese and emoji."
    assert said[1].endswith("update as=noninteractive")
    assert " install -y --no-install-recommends chromium fonts-noto-cjk " in said[2]
    assert said[3:] == ["make test needs=1"]


def test_a_machine_with_a_browser_of_any_name_goes_straight_to_the_tests(machine: Path) -> None:
    (machine / "google-chrome").symlink_to(machine / "make")
    assert run(machine) == (0, ["make test needs=1"])


def test_a_browser_that_cannot_be_had_is_left_to_the_tests_to_complain_of(machine: Path) -> None:
    status, said = run(machine, REFUSE="1")
    assert status == 0
    assert said[-1] == "make test needs=1"
