"""The files of ``web/`` as pages need them: bundled, versioned, compressed once.

Modules are written to be served as they are. A bundle is the same text with each ``import … from "./x.js"`` line
replaced by that file, for pages that must be a single file and to spare requests.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

WEB = Path(__file__).parent / "web"

#: Style sheets of a page, beside those of its activities.
STYLES = {"atelier.css": ("base.css",), "accueil.css": ("base.css", "lobby.css")}
#: Scripts that are served with what they import.
BUNDLES = ("host.js", "lobby.js")

_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
#: Signs that only the page's furniture needs.
_OWN = {
    "cadenas": '<rect x="4.5" y="10.5" width="15" height="10.500" rx="1.5"/><path d="M8 10.500V7a4 4 0 0 1 8 0v3.500M12 14.500v2.500"/>',
    "menu": '<path d="M4 6.5h16M4 12h16M4 17.5h16"/>',
    "recommencer": '<path d="M5.2 8.5A7.8 7.8 0 1 1 4.3 13"/><path d="M5 3.5v5h5"/>',
}
_IMPORT = re.compile(r'^import\s[^;]*?from "\./([\w-]+\.js)";[ \t]*\n', re.M)
_URL = re.compile(r'url\("([^":]+)"\)')


@dataclass(frozen=True)
class Asset:
    """A file as it is sent. ``compressed`` is None where gzip gains nothing."""

    body: bytes
    compressed: bytes | None
    type: str


@cache
def text(name: str) -> str:
    """Read a text file of ``web/``. Raises `FileNotFoundError`."""
    return (WEB / name).read_text(encoding="utf-8")


def kinds() -> tuple[str, ...]:
    """Name the kinds of activities that have a module here."""
    from .activities import KINDS

    return tuple(kind for kind in KINDS if (WEB / f"{kind}.js").is_file())


@cache
def esm(name: str) -> str:
    """Give a module as one text, each file it imports standing once before it (``"quiz"`` → quiz.js with dom.js)."""
    return _bundle(f"{name}.js", set())


def _bundle(name: str, done: set[str]) -> str:
    source = text(name)
    before = []
    for imported in _IMPORT.findall(source):
        if imported not in done:
            done.add(imported)
            before.append(
                re.sub(
                    r"^export (?=(?:async )?(?:function|class|const|let)\b)",
                    "",
                    _bundle(imported, done),
                    flags=re.M,
                )
            )
    return "".join(before) + _IMPORT.sub("", source)


def style(names: Iterable[str]) -> str:
    """Give style sheets one after the other; those that do not exist are passed over."""
    return "\n".join(text(name) for name in names if (WEB / name).is_file())


def inlined(css: str) -> str:
    """Replace the addresses of a style sheet by ``data:`` URIs."""
    return _URL.sub(lambda found: f'url("{data_uri(WEB / found.group(1))}")', css)


def data_uri(path: Path) -> str:
    """Give a file as a ``data:`` URI."""
    return f"data:{_type(path.name)};base64,{base64.b64encode(path.read_bytes()).decode()}"


def _type(name: str) -> str:
    return _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


@cache
def asset(name: str) -> Asset:
    """Give a file of the room's pages by its name in the address. Raises `FileNotFoundError` for anything else."""
    if name in STYLES:
        body = style((*STYLES[name], *(f"{kind}.css" for kind in kinds() if name == "atelier.css"))).encode()
    elif name in BUNDLES:
        body = esm(name.removesuffix(".js")).encode()
    else:
        path = (WEB / name).resolve()
        if not path.is_relative_to(WEB.resolve()) or not path.is_file():
            raise FileNotFoundError(name)
        body = path.read_bytes()
    kind = _type(name)
    packed = gzip.compress(body, 9, mtime=0) if kind.startswith("text/") or kind == "image/svg+xml" else None
    return Asset(body, packed if packed and len(packed) < len(body) else None, kind)


@cache
def version() -> str:
    """Name the present content of ``web/``: it changes when any file does, so that addresses may be cached for ever."""
    digest = hashlib.sha256()
    for path in sorted(WEB.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(WEB).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def url(name: str, base: str = "/") -> str:
    """Give the address of a file in the room."""
    return f"{base}etabli/{version()}/{name}"


@cache
def _symbols() -> dict[str, str]:
    found = re.findall(r'<symbol id="([^"]+)"[^>]*>(.*?)</symbol>', text("signes.svg"), re.S)
    return {**_OWN, **dict(found)}


def sign(name: str, css: str = "") -> Markup:
    """Draw an interface sign; a word always stands beside it. Raises `KeyError` for a name that is not in signes.svg."""
    cls = f"ic {css}".strip()
    return Markup(
        f'<svg class="{cls}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{_symbols()[name]}</svg>'
    )


@cache
def wordmark() -> Markup:
    """Draw the wordmark with the page's ink, so that it follows the contrast."""
    svg = text("etabli-marque.svg").strip()
    svg = re.sub(r"<\?xml.*?\?>|<!--.*?-->", "", svg, flags=re.S).strip()
    svg = re.sub(r'(<svg[^>]*?) (?:width|height)="[^"]*"', r"\1", svg)
    svg = svg.replace('fill="#F7C81E"', 'class="crayon"').replace("#1C2422", "currentColor")
    return Markup(svg if 'class="marque"' in svg else svg.replace("<svg", '<svg class="marque"', 1))
