"""JupyterLab on an atelier: in French, silent on the network, at the notebook itself."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from .notebook_file import locate

#: Holds ``labconfig/``, the defaults that JupyterLab reads before the user's own settings.
_CONFIG = Path(__file__).parent / "lab"
_QUIET = (
    "-y",
    "--allow-root",  # containers; the server only listens to this machine and asks for its token
    "--log-level=WARN",
    "--LabApp.log_level=WARN",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)


def open_lab(path: Path, extra_args: Sequence[str] = ()) -> int:
    """Run JupyterLab until it is stopped; gives its exit code.

    ``path``: an atelier's folder, its notebook or a folder of ateliers; ``extra_args``: options of ``jupyter lab``.
    Raises `SourceError` when there is no atelier there.
    """
    from jupyterlab.labapp import LabApp

    root, page = _where(path)
    paths = [str(_CONFIG), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(paths)
    arguments = [f"--ServerApp.root_dir={root}", f"--LabApp.default_url={page}", *_QUIET, *extra_args]
    with warnings.catch_warnings(
        record=True
    ):  # deprecations between JupyterLab and its server concern nobody here
        server = LabApp.initialize_server(argv=arguments)
        address = server.display_url.splitlines()[0].strip()
    server.log.addFilter(_said_in_french)
    sys.stdout.write(f"JupyterLab\u00a0: {address}\nPour l’arrêter\u00a0: Ctrl+C.\n")
    sys.stdout.flush()
    server.start()
    return 0


def _said_in_french(record: logging.LogRecord) -> bool:
    """Leave out the server's own way of giving the address."""
    return "To access the server" not in record.getMessage()


def _where(path: Path) -> tuple[Path, str]:
    """Give the folder to serve and the page to open in it."""
    notebooks = locate(path)
    first = notebooks[0].resolve()
    if path.is_dir() and not (path / "atelier.ipynb").is_file():
        return path.resolve(), "/lab"
    root = first.parent.parent if first.name == "atelier.ipynb" else first.parent
    return root, f"/lab/tree/{quote(first.relative_to(root).as_posix())}"
