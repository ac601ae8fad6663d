"""A plain page that mounts one activity module on a small model, served from a free port."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WEB = Path(__file__).resolve().parents[2] / "widgets" / "etabli" / "web"

# `model` behaves as a notebook's: `set` tells the listeners, `save_changes` keeps what would be sent.
PAGE = """<!doctype html><html lang="fr" %(html)s><head><meta charset="utf-8"><title>Essai</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">%(base)s<link rel="stylesheet" href="%(kind)s.css"></head>
<body>%(head)s<main><div class="col"><h1>Essai</h1><section class="%(section)s"><div id="el"></div></section></div></main>%(foot)s
<script type="module">
import activity, * as module from "%(module)s";
const data = %(data)s, heard = {}, same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
window.module = module;
window.saved = [];
window.model = {
  get: (name) => data[name],
  set(name, value) { if (!same(data[name], value)) { data[name] = value; (heard[name] || []).forEach((f) => f()); } },
  save_changes() { window.saved.push(JSON.parse(JSON.stringify(data.answer))); },
  on: (event, f) => { (heard[event.slice(7)] ||= []).push(f); },
  off: (event, f) => { heard[event.slice(7)] = (heard[event.slice(7)] || []).filter((g) => g !== f); },
};
window.leave = activity.render({ model: window.model, el: document.getElementById("el") });
window.ready = true;
</script></body></html>"""


class _Handler(http.server.SimpleHTTPRequestHandler):
    pages: dict[str, str]

    def do_GET(self) -> None:
        page = self.pages.get(self.path)
        if page is None:
            super().do_GET()
            return
        body = page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Keep the test report quiet."""


@contextmanager
def serving() -> Iterator[tuple[str, dict[str, str]]]:
    """Serve the web folder; yield the address and the dict (path → HTML) of pages to add."""
    pages: dict[str, str] = {}
    handler = type("Handler", (_Handler,), {"pages": pages})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(WEB)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", pages
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def page_html(
    kind: str,
    spec: dict[str, Any],
    answer: dict[str, Any] | None = None,
    context: dict[str, Any] | None = None,
    html: str = "",
    head: str = "",
    foot: str = "",
    styled: bool = True,
    module: str | None = None,
) -> str:
    """The HTML of a page showing one activity.

    `html` = attributes of the root element; `styled=False` = without the page's own style sheet nor its section, as in
    a notebook; `module` = address of the module, when it is not the file of `kind`.
    """
    data = {"spec": spec, "answer": answer or {}}
    if context is not None:
        data["context"] = context
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return PAGE % {
        "kind": kind,
        "module": module or f"./{kind}.js",
        "data": text,
        "html": html,
        "head": head,
        "foot": foot,
        "base": '<link rel="stylesheet" href="base.css">' if styled else "",
        "section": "activite" if styled else "cellule",
    }


def violations(page: Page) -> list[str]:
    """What axe finds, as one line per rule and element."""
    results = Axe().run(page)
    return [f"{v['id']}: {n['html']}" for v in results.response["violations"] for n in v["nodes"]]
