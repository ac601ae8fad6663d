"""Activities in a notebook: the ``%%activite`` magic, a live widget where a page listens, else text.

The only module that knows anywidget.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from . import assets, media, static
from .activities import Activity
from .activity_cell import parse_activity
from .blocks import Image
from .findings import Finding
from .html import HtmlWriter

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

#: What an activity is, for tools that read saved outputs: {"kind", "version", "spec"}.
MIME = "application/vnd.etabli.activity+json"
_VIEW = "application/vnd.jupyter.widget-view+json"
#: Heading of an activity in a notebook, under the step's ``##``.
_LEVEL = 3
_EXPORT = re.compile(r"^export default\b", re.M)
#: family, weight, file and range of the fonts of a page, as base.css declares them.
_FACES = (
    ("Bricolage", "700", "bricolage-700.woff2", "U+0-10FFFF"),
    ("Andika", "400", "andika-400.woff2", "U+0-10FFFF"),
    ("Andika", "700", "andika-700.woff2", "U+0-10FFFF"),
    ("Etabli Signes", "400", "etabli-signes.woff2", "U+202F, U+2011, U+2190, U+2192, U+2713, U+2610"),
)


class ActivityWidget(anywidget.AnyWidget):
    """An activity on a live page. One subclass per kind: anywidget keeps one style sheet per class.

    ``spec``: `Activity.spec` with safe HTML texts. ``answer``: what the person answered ({} = nothing yet).
    ``context``: {"level": heading level, 2 to 6}.
    """

    spec = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    context = traitlets.Dict().tag(sync=True)

    def __init__(self, spec: dict[str, Any], context: dict[str, Any]) -> None:
        super().__init__(spec=spec, context=context)
        self.on_msg(_send_fonts)


def _send_fonts(widget: ActivityWidget, content: Mapping[str, Any], buffers: object) -> None:
    if content.get("type") == "fonts":
        faces = [{"family": family, "weight": weight, "range": span} for family, weight, _, span in _FACES]
        bodies = [(assets.WEB / "fonts" / name).read_bytes() for _, _, name, _ in _FACES]
        widget.send({"type": "fonts", "faces": faces}, bodies)


@cache
def widget_class(kind: str) -> type[ActivityWidget]:
    """Give the widget of a kind of activity. Raises `FileNotFoundError` if it has no module in ``web/``."""
    module = _EXPORT.sub("const etabliActivity =", assets.esm(kind)) + "\n" + assets.text("notebook.js")
    style = assets.style([f"{kind}.css"])
    return type(f"{kind.capitalize()}Widget", (ActivityWidget,), {"_esm": module, "_css": style})


def widget(activity: Activity) -> ActivityWidget:
    """Make the live widget of an activity; pictures are read in the current folder, the notebook's."""
    spec = activity.spec(HtmlWriter(_picture).text)
    return widget_class(activity.kind)(spec, {"level": _LEVEL})


def _picture(image: Image) -> str | None:
    found = media.load(Path.cwd(), image.src)
    return found.uri if found else None


def is_live(user_namespace: Mapping[str, Any] | None = None) -> bool:
    """Say whether a page will attach widgets to this kernel. ``ETABLI_STATIQUE=1`` (or 0) decides.

    Seen on jupyter_server 2 (JPY_SESSION_NAME, set for the kernels of JupyterLab and Notebook), Voilà 0.5
    (VOILA_BASE_URL, and VOILA_PREHEAT in a pool) and nbclient (neither). VS Code documents the global
    ``__vsc_ipynb_file__``.
    """
    wanted = os.environ.get("ETABLI_STATIQUE", "").strip().lower()
    if wanted:
        return wanted in ("0", "non", "false")
    if "VOILA_BASE_URL" in os.environ or "VOILA_PREHEAT" in os.environ:
        return True
    if "google.colab" in sys.modules or sys.platform == "emscripten":
        return True
    if "__vsc_ipynb_file__" in (user_namespace or {}):
        return True
    return "JPY_SESSION_NAME" in os.environ and not _inherited("JPY_SESSION_NAME")


def _inherited(variable: str) -> bool:
    """Say whether what started this kernel had the variable too: ``!jupyter nbconvert`` in a cell."""
    import psutil

    try:
        parent = psutil.Process(os.getppid()).environ()
    except (psutil.Error, OSError):
        return False
    return variable in parent


def bundle(activity: Activity, *, live: bool) -> dict[str, Any]:
    """Give the MIME bundle of an activity.

    Markdown and no HTML: nbconvert's Markdown exporter would prefer the HTML, and its HTML exporters render
    Markdown well.
    """
    text = static.markdown(activity.static(), _LEVEL)
    spec = {"kind": activity.kind, "version": 1, "spec": activity.spec(HtmlWriter().text)}
    data: dict[str, Any] = {"text/plain": text, "text/markdown": text, MIME: spec}
    if live:
        shown = widget(activity)._repr_mimebundle_()
        assert shown, "anywidget gives a bundle to a widget that has a view"
        data[_VIEW] = shown[0][_VIEW]
    return data


def explained(findings: Iterable[Finding]) -> dict[str, str]:
    """Give the MIME bundle that says what is wrong in an activity and what to write instead."""
    rows = [(_place(finding), finding.message, finding.advice) for finding in findings]
    text = "\n".join(f"Activité : {place}{message} {advice}".rstrip() for place, message, advice in rows)
    head = "**Cette activité ne peut pas être affichée.**"
    listed = "\n".join(f"- {place}{message} {advice}".rstrip() for place, message, advice in rows)
    return {"text/plain": text, "text/markdown": f"{head}\n\n{listed}\n"}


def _place(finding: Finding) -> str:
    return f"ligne {finding.line}\u00a0: " if finding.line is not None else ""


class Notebook:
    """What ``%load_ext etabli`` adds to an IPython shell, once."""

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell = shell

    def start(self) -> None:
        """Register the magic, and the display of activities made in Python."""
        self.shell.magics_manager.register_function(self.activite, magic_kind="cell", magic_name="activite")
        self._formatter.for_type(Activity, self.format)

    def stop(self) -> None:
        """Take away what `start` added."""
        self.shell.magics_manager.magics["cell"].pop("activite", None)
        self._formatter.pop(Activity, None)

    def activite(self, line: str, cell: str) -> None:
        """Show the activity that the cell describes in YAML: ``%%activite quiz``."""
        activity, findings = parse_activity(f"%%activite {line}\n{cell}")
        self._publish(explained(findings) if activity is None else bundle(activity, live=self._live()))

    def format(self, activity: Activity) -> dict[str, Any]:
        """Give the MIME bundle of an activity made in Python."""
        faults = [
            Finding(fault.rule, "erreur", fault.message, fault.advice)
            for fault in activity.faults()
            if fault.severity == "erreur"
        ]
        return explained(faults) if faults else bundle(activity, live=self._live())

    @property
    def _formatter(self) -> Any:
        assert self.shell.display_formatter, "a shell that displays has a formatter"
        return self.shell.display_formatter.mimebundle_formatter

    def _live(self) -> bool:
        return is_live(self.shell.user_ns)

    def _publish(self, data: dict[str, Any]) -> None:
        self.shell.display_pub.publish(data)


_notebooks: dict[InteractiveShell, Notebook] = {}


def register(shell: InteractiveShell) -> None:
    """Give a shell the ``%%activite`` magic and the display of activities; a second call changes nothing."""
    if shell not in _notebooks:
        _notebooks[shell] = Notebook(shell)
        _notebooks[shell].start()


def unregister(shell: InteractiveShell) -> None:
    """Undo `register`."""
    notebook = _notebooks.pop(shell, None)
    if notebook is not None:
        notebook.stop()


__all__ = ["MIME", "ActivityWidget", "bundle", "explained", "is_live", "register", "unregister", "widget"]
