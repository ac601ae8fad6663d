"""The house rules: types, style, who imports whom; and papers that agree with each other."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from samples import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TOOLS = {
    "style": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "imports": ["importlinter.cli"],
}


@pytest.mark.parametrize("name", TOOLS)
def test_the_tools_find_nothing(name: str) -> None:
    """ruff, mypy --strict and import-linter pass on the whole tree."""
    module, *arguments = TOOLS[name]
    command = [sys.executable, "-m", module, *arguments]
    if name == "imports":
        command = [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())",
        ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def names(requirements: list[str]) -> dict[str, str]:
    """Give package name → version bound, extras aside."""
    found = {}
    for requirement in requirements:
        match = re.fullmatch(r"([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?\s*(.*)", requirement.strip())
        assert match, requirement
        found[match[1].lower()] = match[2]
    return found


def test_conda_and_pip_ask_for_the_same_packages() -> None:
    """environment.yml and pyproject.toml name the same packages, with the same bounds."""
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    listed = names(
        [line.strip("- ") for line in re.findall(r"^\s+- (?!pip:|-e|conda-forge)(.+)$", text, re.M)]
    )
    wanted = names(PROJECT["dependencies"])

    assert listed.pop("python") == PROJECT["requires-python"]
    # pip itself, and what bleach's extra « css » brings, which conda does not know.
    assert set(listed) - set(wanted) == {"pip", "tinycss2"}
    assert {name: listed.get(name) for name in wanted} == wanted


def test_the_readme_tells_of_every_command_and_no_other() -> None:
    """What README shows after « etabli » exists, and every command is shown."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    help_text = subprocess.run(
        [sys.executable, "-m", "etabli.cli", "--help"], capture_output=True, text=True, check=True
    ).stdout
    commands = set(re.findall(r"^    (\w+)", help_text.split("COMMANDE\n", 1)[1], re.M))
    shown = set(re.findall(r"^(?:\.venv/bin/)?etabli ([a-z]+)", readme, re.M))

    assert shown == commands


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_both_readmes_hold_the_same_two_lines(name: str) -> None:
    """One line installs and opens, one installs and tests; the same in both languages."""
    french = re.findall(
        r"```(?:bash|powershell)\n(.+?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S
    )[:4]
    here = re.findall(r"```(?:bash|powershell)\n(.+?)```", (ROOT / name).read_text(encoding="utf-8"), re.S)[
        :4
    ]

    assert [block.strip().count("\n") for block in here] == [0, 0, 0, 0]
    assert here == french


def test_the_formats_are_registered() -> None:
    """Every exporter of pyproject.toml is found by nbconvert under its name."""
    declared = PROJECT["entry-points"]["nbconvert.exporters"]
    found = {
        point.name: point.load()
        for point in entry_points(group="nbconvert.exporters")
        if point.name.startswith("etabli-")
    }

    assert set(found) == set(declared)
    assert all(name == f"etabli-{kind.format_name}" for name, kind in found.items())


def test_notebooks_are_committed_without_outputs() -> None:
    """An atelier's outputs are never committed."""
    for path in (ROOT / "ateliers").glob("*/*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]

        assert not any(cell.get("outputs") for cell in cells), path


def test_modules_stay_small() -> None:
    """One idea a module: none is longer than 400 lines, and few longer than 300."""
    sizes = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for folder in ("widgets", "exports")
        for path in Path(ROOT, folder).rglob("*.py")
    }

    assert {path.name: size for path, size in sizes.items() if size > 400} == {}
