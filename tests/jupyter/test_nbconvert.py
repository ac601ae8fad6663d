"""Nobody is locked in: stock nbconvert shows each activity of a real atelier as text to read."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from etabli.activities import Diagnostic, Quiz
from etabli.blocks import plain
from etabli.markdown import inlines
from etabli.source import read
from samples import ROOT

ATELIER = ROOT / "ateliers" / "securiser-ses-comptes"


def words(text: str) -> str:
    """Give a text without tags, Markdown signs or runs of spaces."""
    bare = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return " ".join(re.sub(r"[*_`\\¶]", "", bare).split())


@pytest.mark.parametrize(
    ("format_name", "suffix"), [("html", ".html"), ("slides", ".slides.html"), ("markdown", ".md")]
)
def test_every_activity_reads_as_text(format_name: str, suffix: str, tmp_path: Path) -> None:
    """`jupyter nbconvert --execute` writes each question and each choice, and leaves no dead widget."""
    shutil.copytree(ATELIER, tmp_path / "atelier")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("JPY_", "VOILA_"))
    }
    command = [
        sys.executable,
        "-m",
        "nbconvert",
        "--to",
        format_name,
        "--execute",
        "--no-input",
        "atelier.ipynb",
    ]
    done = subprocess.run(
        command, cwd=tmp_path / "atelier", env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    written = (tmp_path / "atelier" / f"atelier{suffix}").read_text(encoding="utf-8")

    assert "widget-view" not in written
    assert "QuizWidget" not in written
    shown = words(written)
    for activity in read(ATELIER).atelier.activities():
        asked: list[tuple[str, list[str]]] = []
        if isinstance(activity, Quiz):
            asked = [(activity.question, [choice.text for choice in activity.choices])]
        elif isinstance(activity, Diagnostic):
            asked = [(query.text, [answer.text for answer in query.answers]) for query in activity.questions]
        for question, choices in asked:
            start = shown.find(words(plain(inlines(question))))
            assert start >= 0, question
            for choice in choices:
                assert words(plain(inlines(choice))) in shown[start:], choice
    if format_name == "markdown":
        assert "- [ ] **A**" in written
    else:
        assert written.count('type="checkbox"') > 80
