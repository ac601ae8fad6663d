"""Third-party files: pinned, licensed, complete, and silent on the network."""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from etabli import pictograms
from fontTools.ttLib import TTFont

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "widgets" / "etabli"
FOLDERS = ("fonts", "web/fonts", "web/pictos", "web/vendor")
LICENCES = {"OFL-1.1", "MIT", "CC-BY-SA-4.0", "BSD-3-Clause"}
FRENCH = "àâäæçéèêëîïôöœùûüÿÀÂÇÉÈÊËÎÏÔŒÙÛ«»’‘“”–—…€°²×½\u00a0" + "".join(map(chr, range(0x20, 0x7F)))
SIGNS = "\u202f\u2011←↑→↓▶☐☒✓"
URL_IN_CODE = {"https://revealjs.com", "https://hakim.se"}


@pytest.fixture(scope="module")
def packages() -> list[dict[str, Any]]:
    return tomllib.loads((PACKAGE / "vendor.toml").read_text(encoding="utf-8"))["paquet"]


def characters(path: Path) -> set[str]:
    return {chr(point) for point in TTFont(path).getBestCmap()}


def test_shipped_files_are_the_pinned_ones(packages: list[dict[str, Any]]) -> None:
    """Each file of the manifest is there, with the bytes that the manifest pins."""
    wrong = [
        one["vers"]
        for package in packages
        for one in package["fichiers"]
        if hashlib.sha256((PACKAGE / one["vers"]).read_bytes()).hexdigest() != one["sha256"]
    ]
    assert not wrong


def test_nothing_ships_outside_the_manifest(packages: list[dict[str, Any]]) -> None:
    """No file lies in the folders of third-party files without a line in the manifest."""
    listed = {one["vers"] for package in packages for one in package["fichiers"]}
    present = {
        path.relative_to(PACKAGE).as_posix()
        for folder in FOLDERS
        for path in (PACKAGE / folder).rglob("*")
        if path.is_file()
    }
    assert present == listed


def test_each_package_has_a_version_a_licence_and_its_text(packages: list[dict[str, Any]]) -> None:
    """What comes from elsewhere says its version, archive, use, authors and licence, whose text is shipped."""
    for package in packages:
        assert package["version"] and package["role"] and package["auteurs"], package["nom"]
        assert package["licence"] in LICENCES, package["nom"]
        if "npm" in package:
            assert package["integrite"].startswith("sha512-"), package["nom"]
            assert (PACKAGE / package["licence_texte"]).stat().st_size > 900, package["nom"]


def test_credits_name_each_package(packages: list[dict[str, Any]]) -> None:
    """CREDITS.md names every package with its licence, for those who do not read TOML."""
    text = (ROOT / "CREDITS.md").read_text(encoding="utf-8")
    for package in packages:
        assert package["nom"].split(",")[0] in text
        assert package["licence"] in text


@pytest.mark.parametrize("name", ["andika-400", "andika-700", "bricolage-700"])
def test_web_fonts_write_french(name: str) -> None:
    """The fonts of the pages hold every character of French, but for those that Etabli Signes brings."""
    assert set(FRENCH) <= characters(PACKAGE / "web" / "fonts" / f"{name}.woff2")


@pytest.mark.parametrize(
    "name", ["Andika-Regular", "Andika-Bold", "BricolageGrotesque-Bold", "JetBrainsMono-Regular"]
)
def test_print_fonts_write_french_and_its_neighbours(name: str) -> None:
    """The fonts of the sheets hold French and the Latin letters of names from all over Europe."""
    assert set(FRENCH + "ăąčđęěłńňőřșşšťțůűźżğıŠŽŁ") <= characters(PACKAGE / "fonts" / f"{name}.ttf")


@pytest.mark.parametrize("path", ["web/fonts/etabli-signes.woff2", "fonts/EtabliSignes-Regular.ttf"])
def test_our_signs_have_the_thin_space_and_the_metrics_of_the_text(path: str) -> None:
    """Etabli Signes holds its signs, a thin space of 0.19 em, and keeps the line height of Andika."""
    font = TTFont(PACKAGE / path)
    andika = TTFont(PACKAGE / "fonts" / "Andika-Regular.ttf")
    assert characters(PACKAGE / path) == set(SIGNS)
    advance, _ = font["hmtx"][font.getBestCmap()[0x202F]]
    assert round(advance / font["head"].unitsPerEm, 2) == 0.19
    for side in ("ascent", "descent", "lineGap"):
        assert getattr(font["hhea"], side) / font["head"].unitsPerEm == pytest.approx(
            getattr(andika["hhea"], side) / andika["head"].unitsPerEm
        )


def test_typst_finds_the_families_by_their_names() -> None:
    """The sheets ask for these families; Typst finds them in our folder without any font of the system."""
    typst = pytest.importorskip("typst")
    families = set(typst.Fonts(include_system_fonts=False, font_paths=[PACKAGE / "fonts"]).families())
    assert {"Andika", "Bricolage Grotesque", "Etabli Signes", "JetBrains Mono", "Noto Emoji"} <= families


def test_fonts_stay_light() -> None:
    """The four fonts of a page weigh at most 65 kB, those of the sheets at most 2 MB."""
    assert sum(path.stat().st_size for path in (PACKAGE / "web" / "fonts").iterdir()) <= 65_000
    assert sum(path.stat().st_size for path in (PACKAGE / "fonts").iterdir()) <= 2_000_000


def test_vendored_code_holds_no_address_but_its_banner() -> None:
    """In the scripts and styles from elsewhere, the only web addresses are those of the authors, in a comment."""
    found: set[str] = set()
    for path in (PACKAGE / "web" / "vendor").rglob("*"):
        if path.suffix in {".js", ".css"}:
            text = path.read_text(encoding="utf-8")
            found |= set(re.findall(r"https?://[\w./-]+", text))
            banner = text[: text.find("*/") + 2] if text.startswith("/*!") else ""
            assert "://" not in text.removeprefix(banner), path.name
            assert not re.search(r"\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource", text), (
                path.name
            )
    assert found <= URL_IN_CODE


def test_each_pictogram_of_the_table_is_drawn_and_each_drawing_is_used() -> None:
    """Table and drawings agree, so that no sentence asks for a missing picture."""
    drawn = {path.stem for path in (PACKAGE / "web" / "pictos").glob("*.svg")}
    assert set(pictograms.codes()) == drawn


def test_drawings_bring_nothing_but_shapes() -> None:
    """Each SVG keeps its grid, takes the colour of the text, and holds no script, style, link nor metadata."""
    for path in (PACKAGE / "web" / "pictos").glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert 'viewBox="0 0 72 72"' in text and "currentColor" in text, path.name
        tags = set(re.findall(r"<(\w+)", text))
        assert tags <= {"svg", "g", "path", "line", "polyline", "polygon", "circle", "ellipse", "rect"}, (
            path.name
        )
        assert "href" not in text and 'id="' not in text, path.name
