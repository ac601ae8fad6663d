"""The page of an atelier with Python behind: the room's own, with Voilà's front end for the widgets in it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import voila
from jupyter_core.paths import jupyter_path
from jupyterlab_server.config import get_federated_extensions
from voila.utils import get_voila_labextensions_path, maybe_inject_widgets_manager_extension

from ...atelier import Atelier
from ...page import RoomPage
from ..packing import SeatPages

#: Extensions of JupyterLab that have nothing to do on a participant's page; those of widget libraries stay.
_USELESS = (
    "@voila-dashboards/jupyterlab-preview",
    "jupyterlab_pygments",
    "etabli",
    "@jupyter/collaboration-extension",
)


def static_root() -> Path | None:
    """Give the folder of Voilà's front end, which its package installs beside its templates."""
    for folder in jupyter_path("voila", "templates", "base", "static"):
        if (Path(folder) / "voila.js").is_file():
            return Path(folder)
    return None


@cache
def extensions() -> dict[str, Any]:
    """Give the installed extensions of JupyterLab that widgets may need: name → what describes it."""
    found = get_federated_extensions(get_voila_labextensions_path())
    return {
        name: data for name, data in found.items() if name not in _USELESS and not name.startswith("@etabli")
    }


@cache
def base() -> str:
    """Give the address of the front end's files; it changes with their versions, so that they may be kept for ever."""
    versions = sorted((name, str(data.get("version"))) for name, data in extensions().items())
    digest = hashlib.sha256(json.dumps([voila.__version__, versions]).encode()).hexdigest()
    return f"/vivant/{digest[:12]}"


def config(kernel: str) -> dict[str, Any]:
    """Give what Voilà's front end reads in the page."""
    listed = [{"name": name, **data["jupyterlab"]["_build"]} for name, data in extensions().items()]
    return {
        "kernelId": kernel,
        "appVersion": voila.__version__,
        "appUrl": "voila/",
        "themesUrl": "/voila/api/themes",
        "baseUrl": "/",
        "terminalsAvailable": False,
        "fullStaticUrl": f"{base()}/static",
        "fullLabextensionsUrl": f"{base()}/labextensions",
        "federated_extensions": maybe_inject_widgets_manager_extension(
            listed, get_voila_labextensions_path()
        ),
        "extensionConfig": {},
        "progressiveRendering": False,
        "jupyterLabTheme": "light",
        "fullMathjaxUrl": None,  # the old MathJax, from the internet; both null: the one that Voilà brings
        "mathjaxConfig": None,
    }


def live_page(atelier: Atelier, slug: str) -> SeatPages:
    """Lay out an atelier that has been executed, for all seats."""
    atelier = dataclasses.replace(atelier, slug=slug)
    return SeatPages(RoomPage(atelier, live=config))
