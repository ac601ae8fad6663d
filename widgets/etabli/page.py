"""The pages that participants see, without a kernel: an atelier in the room, an atelier as one file, the lobby.

Templates are compiled once. A room's page is laid out once per atelier; a seat only changes three words of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from . import assets
from .atelier import Atelier
from .html import Picture
from .page_views import ActivityRow, StepView, steps, unbroken

#: Stand for the seat in a page laid out for everybody; characters that no text holds.
_NUMBER, _LABEL, _CODE = "\ue000n\ue001", "\ue000l\ue001", "\ue000c\ue001"
_KERNEL = "\ue000k\ue001"
_BADGE = re.compile(r'<details class="place">.*?</details>', re.S)
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")  # fmt: skip


@dataclass(frozen=True)
class Seat:
    """Where a participant sits. ``code``: four digits to take the seat again from another computer; none, no badge."""

    number: int
    name: str
    code: str = ""

    @property
    def label(self) -> str:
        """Name the seat in full: « Poste 7 · Rabot », « Poste 17 »."""
        place = f"Poste\u00a0{self.number}"
        return (
            place if self.name.replace("\u00a0", " ") == f"Poste {self.number}" else f"{place} · {self.name}"
        )


@dataclass(frozen=True)
class Bench:
    """A seat as the lobby shows it."""

    number: int
    name: str
    taken: bool = False
    mine: bool = False


@cache
def environment() -> Environment:
    """Give the templates, compiled at their first use."""
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        auto_reload=False,
    )
    env.globals.update(signe=assets.sign, marque=Markup(assets.wordmark()), json=_json)
    return env


def _json(value: Any) -> Markup:
    """Write JSON that stays inside its script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _script(source: str) -> Markup:
    """Make a module's text safe inside a script element, without changing what it does."""
    return Markup(source.replace("</script", "<\\/script").replace("<!--", "<\\!--"))


def french_day(day: date) -> str:
    """Write a day in full: « mardi 24 novembre »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{_DAYS[day.weekday()]} {number} {_MONTHS[day.month - 1]}"


class RoomPage:
    """The page of an atelier in the room. ``picture`` gives addresses for pictures (default: they are inside the page).

    ``base``: where the server answers, ending with a slash. ``live``: given the name of a kernel, what Voilà's front
    end must know to bring widgets to life; without it, a frame says that they need Python.
    """

    def __init__(
        self,
        atelier: Atelier,
        base: str = "/",
        picture: Picture | None = None,
        live: Callable[[str], dict[str, Any]] | None = None,
    ) -> None:
        text = _atelier(
            atelier,
            steps(atelier, picture, live=live is not None),
            vivant=live(_KERNEL) if live else None,
            hote="salle",
            poste={"number": _NUMBER, "label": _LABEL, "code": _CODE},
            racine=base,
            fichier=lambda name: assets.url(name, base),
        )
        self._parts = re.split(f"({_NUMBER}|{_LABEL}|{_CODE}|{_KERNEL})", text)

    def html(self, seat: Seat, kernel: str = "") -> str:
        """Give the page for a seat. ``kernel``: the one that is this page's alone, where widgets have Python behind."""
        words = {
            _NUMBER: str(seat.number),
            _LABEL: str(escape(seat.label)),
            _CODE: str(escape(seat.code)),
            _KERNEL: str(escape(kernel)),
        }
        html = "".join(words.get(part, part) for part in self._parts)
        return html if seat.code else _BADGE.sub("", html)


def render_room(atelier: Atelier, seat: Seat, base: str = "/", picture: Picture | None = None) -> str:
    """Give the page of an atelier for one seat. To serve a room, keep a `RoomPage`."""
    return RoomPage(atelier, base, picture).html(seat)


def render_one_file(atelier: Atelier) -> str:
    """Give an atelier as a single HTML file that needs nothing else: opened by a double click, it works without any network."""
    views = steps(atelier)
    kinds = _kinds(views)
    return _atelier(
        atelier,
        views,
        vivant=None,
        hote="fichier",
        poste=None,
        racine="",
        icone=assets.data_uri(assets.WEB / "favicon.svg"),
        reglages=_script(assets.text("settings.js")),
        style=Markup(assets.inlined(assets.style(("base.css", *(f"{kind}.css" for kind in kinds))))),
        embarques=[(kind, _script(assets.esm(kind))) for kind in kinds],
        hote_js=_script(assets.esm("host")),
    )


def _kinds(views: Sequence[StepView]) -> list[str]:
    return list(
        dict.fromkeys(row.kind for view in views for row in view.rows if isinstance(row, ActivityRow))
    )


def _atelier(atelier: Atelier, views: Sequence[StepView], **page: Any) -> str:
    kinds = _kinds(views)
    return (
        environment()
        .get_template("atelier.html.j2")
        .render(
            atelier=atelier,
            langue=atelier.front.language,
            etapes=views,
            a_facile=any(view.easy for view in views),
            relecture=_proofreading(atelier),
            mentions=_mentions(atelier),
            modules=["dom.js", *(f"{kind}.js" for kind in kinds)] if kinds else [],
            **page,
        )
    )


def _proofreading(atelier: Atelier) -> str:
    read = atelier.front.proofreading
    if read is None:
        return "À faire relire par des personnes concernées."
    return f"Relue par {read.by}, le {french_day(read.day)} {read.day.year}, à {read.place}."


def _mentions(atelier: Atelier) -> str:
    front = atelier.front
    parts = [
        ", ".join(front.authors),
        f"Licence\u00a0{unbroken(front.licence)}" if front.licence else "",
        f"Faits vérifiés le {french_day(front.checked_on)} {front.checked_on.year}"
        if front.checked_on
        else "",
    ]
    return ". ".join(part for part in parts if part) + ("." if any(parts) else "")


def render_lobby(
    ateliers: Sequence[Atelier],
    benches: Sequence[Bench],
    *,
    chosen: Atelier | None = None,
    suite: str = "",
    room: str = "",
    today: date | None = None,
    over: bool = False,
    base: str = "/",
) -> str:
    """Give the lobby. ``chosen``: the atelier already picked (needless when there is only one).

    ``suite``: path where to go once seated; ``room``: the room's name, for the header; ``today``: the day to show;
    ``over``: what this browser kept belongs to a session that was wiped.
    """
    atelier = chosen or (ateliers[0] if len(ateliers) == 1 else None)
    mine = next((bench for bench in benches if bench.mine), None)
    return (
        environment()
        .get_template("accueil.html.j2")
        .render(
            ateliers=ateliers,
            atelier=atelier,
            bancs=benches,
            mien=mine,
            suite=suite or (f"{base}atelier/{atelier.slug}" if atelier else ""),
            salle=room,
            jour=french_day(today) if today else "",
            fini=over,
            racine=base,
            fichier=lambda name: assets.url(name, base),
        )
    )
