"""The pages that hold slides: template, style, fonts, reveal.js, all in one file."""

from __future__ import annotations

import base64
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from etabli import assets
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from .document import Deck
from .slide_zones import PAGE_W


def page(template: str, document: Deck, **values: Any) -> str:
    """Fill a template of a deck; it finds the styles and the scripts that all decks share."""
    return (
        _environment()
        .get_template(template)
        .render(
            head=document.head,
            count=len(document.slides),
            wordmark=_wordmark(),
            sign=assets.sign,
            icon=_svg_uri(assets.text("favicon.svg")),
            css=Markup(_style()),
            reveal_css=Markup(assets.text("vendor/reveal/reveal.css")),
            reveal_js=Markup(assets.text("vendor/reveal/reveal.js").replace("</script", "<\\/script")),
            text=lambda name: Markup(_template(name)),
            **values,
        )
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = PackageLoader("etabli_exports")
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _template(name: str) -> str:
    return (files("etabli_exports") / "templates" / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _style() -> str:
    """Our style sheet, with its fonts and the graduations of its rules."""
    small = _ticks(4.4, (2.5, 4.4, 4.4))
    large = _ticks(15.0, (6.0, 10.0, 15.0))
    return (
        assets.inlined(_template("diapos.css"))
        + f':root{{--ticks-small:url("{small}");--ticks:url("{large}")}}'
    )


def _ticks(high: float, lengths: tuple[float, float, float]) -> str:
    """Draw the graduations of a rule as wide as the slide, 2 mm apart."""
    small, fifth, tenth = lengths
    marks = "".join(
        f"M{rank * 2} {high:g}v-{tenth if rank % 10 == 0 else fifth if rank % 5 == 0 else small:g}"
        for rank in range(1, int(PAGE_W / 2) + 1)
    )
    box = f"0 0 {PAGE_W:g} {high:g}"
    path = f'<path d="{marks}" stroke="#1C2422" stroke-width=".38"/>'
    return _svg_uri(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{path}</svg>')


def _svg_uri(svg: str) -> str:
    return f"data:image/svg+xml,{quote(svg.strip())}"


def _wordmark() -> Markup:
    uri = base64.b64encode((files("etabli") / "web" / "etabli-marque-sombre.svg").read_bytes()).decode()
    return Markup(f'<img class="marque" alt="Établi" src="data:image/svg+xml;base64,{uri}">')
