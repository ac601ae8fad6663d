"""Texts made to hang or to overflow a parser: they end soon, in blocks or in a sentence."""

from __future__ import annotations

import oddities
import pytest
from etabli import front_matter, markdown
from etabli.activity_cell import parse_activity
from etabli.html import HtmlWriter

MARKDOWN = oddities.bombs(4_000)
YAML = {**oddities.yaml_bombs(), "dix mégaoctets": oddities.big_yaml()}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", MARKDOWN)
def test_markdown(name: str) -> None:
    """Thousands of openings of all kinds are read and written."""
    assert HtmlWriter().blocks(markdown.blocks(MARKDOWN[name])) is not None


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", YAML)
def test_yaml(name: str) -> None:
    """Aliases that unfold, thousands of levels, megabytes: an error with its line, in the front matter and in an activity."""
    _, found = front_matter.read(f"---\n{YAML[name]}\n---", "x.ipynb")
    activity, told = parse_activity(f"%%activite quiz\n{YAML[name]}", "x.ipynb", 2)

    assert activity is None
    assert told
    assert all(finding.line for finding in (*found, *told))
    assert all(str(finding).encode() for finding in (*found, *told))
    if name in ("aliases", "boucle", "profond", "profond ouvert", "indenté", "dix mégaoctets"):
        assert [finding.rule for finding in found] == ["E102"]
