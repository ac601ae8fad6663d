"""Running the commands in this process, on notebooks of any origin."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from all_bytes import inside
from etabli.cli import main
from etabli.export import formats

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command; give its exit code and what it said. It must neither trace back nor say that a file failed."""

    def command(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err + said.out
        assert "n’a pas pu être fait" not in said.err
        return status, said.out, said.err

    return command


@pytest.fixture
def verified(run: Run) -> Callable[[Path], list[dict[str, Any]]]:
    """Verify a notebook: its findings, which agree with the exit code and are written in UTF-8."""

    def verify(path: Path) -> list[dict[str, Any]]:
        status, out, _ = run("verifier", path, "--format", "json")
        found: list[dict[str, Any]] = json.loads(out.encode())
        assert status == (1 if any(item["gravite"] == "erreur" for item in found) else 0)
        assert all(item["message"] and item["regle"] for item in found)
        return found

    return verify


@pytest.fixture
def exported(run: Run, tmp_path: Path) -> Callable[..., tuple[dict[str, bytes], str]]:
    """Export in all formats: file name → bytes, and what was said. Every file opens."""

    def export(path: Path, *options: str) -> tuple[dict[str, bytes], str]:
        _, _, said = run("exporter", path, "--sortie", tmp_path / "sortie", *options)
        folder = tmp_path / "sortie" / path.stem
        files = {file.name: file.read_bytes() for file in folder.iterdir()}
        expected = {kind.file_name for kind in formats().values()} - {"cartes.pdf"}
        assert expected <= set(files)
        for data in files.values():
            assert all(True for _ in inside(data))
        return files, said

    return export
