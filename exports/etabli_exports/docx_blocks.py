"""Blocks and forms of a Word file: paragraphs with styles, real lists, callouts, boxes to tick, lines to write on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from re import S, findall
from typing import Any

from . import docx_art
from .docx_inline import Story, words
from .docx_style_parts import BOX, BULLETS, INK, PAD, PALE
from .docx_tables import MEASURE, WRITING, cell, frame, gap, row, table
from .docx_xml import Look, kept_with_next, paragraph, together, twips, w
from .typst_writer import Node

STRONG, SECOND = Look(strong=True), Look(style="Secondaire")
#: Marks of a diagnostic, as characters: they stay when colours, pictures or our fonts are gone.
MARKS = {"disc": "●", "square": "■", "triangle": "▲", "star": "★", "dash": "–"}
HIGHEST = 95.0
#: Two of these that follow each other would share one frame.
_FRAMED = {"callout", "remark"}
_MARK = Look(size=9, font="Segoe UI Symbol")


class Blocks:
    """Sets nodes one after the other. ``small``: in the annex, where all is smaller."""

    def __init__(self, story: Story, *, small: bool = False) -> None:
        self.story, self.small = story, small

    def all(self, nodes: Sequence[Node], indent: float = 0) -> list[str]:
        """Set nodes; ``indent``: mm from the left, inside a list."""
        blocks: list[str] = []
        kinds = [node["k"] if isinstance(node, dict) else "" for node in nodes]
        for rank, node in enumerate(nodes):
            if rank and kinds[rank] in _FRAMED and kinds[rank - 1] in _FRAMED:
                blocks.append(gap(0))
            done = self._node(node, indent)
            # LibreOffice leaves a title behind when what follows it is itself bound to a table
            if isinstance(node, dict) and node.get("keep") and rank and kinds[rank - 1] != "heading":
                done[-1:] = [kept_with_next(block) for block in done[-1:]]
            blocks += done
        return blocks

    def _node(self, node: Node, indent: float) -> list[str]:
        story = self.story
        if isinstance(node, str):
            return [paragraph("Normal", story.run(node))]
        match node["k"]:
            case "heading":
                return [paragraph(_title(node["level"]), story.line(node["c"]))]
            case "par":
                inner = story.line(node["c"])
                return (
                    [paragraph("Listecontinue" if indent else "Normal", inner, indent=_indent(indent))]
                    if inner
                    else []
                )
            case "list":
                return self._list(node, indent)
            case "table":
                return table(story, node)
            case "lines":
                return self.lines(node["title"], node["rows"])
            case "pre":
                return [paragraph("Code", story.run(node["t"].replace("\u200b", "")))]
            case "quote":
                return self._quote(node["c"])
            case "callout":
                return self._callout(node["tone"], node["title"], node["c"])
            case "remark":
                return self._callout(node["tone"], words(node["title"]), [{"k": "par", "c": node["c"]}])
            case "figure":
                return [self._figure(node)]
            case "notes":
                return [block for item in node["items"] for block in self._note(item)]
            case "rule":
                return [paragraph("Filet")]
        return self._form(node)

    def _list(self, node: dict[str, Any], indent: float) -> list[str]:
        items, level = node["items"], round(indent / 6)
        if node["box"]:
            return [block for item in items for block in self._task(item, indent)]
        number, style = BULLETS, "Listepuces"
        if node["ordered"]:
            # a list of its own, which begins at its own first level, pushed to the right
            number, style, level = 10 + self.story.identifier(), "Listenumros", 0
            self.story.starts.append((number, node["start"]))
        return [block for item in items for block in self._item(item, style, (number, min(level, 8)), indent)]

    def _item(
        self, content: Sequence[Node], style: str, numbering: tuple[int, int], indent: float
    ) -> list[str]:
        line, rest = _first(content)
        shift = w("ind", left=twips(indent + 7), hanging=twips(6)) if numbering[1] == 0 and indent else ""
        return [
            paragraph(style, self.story.line(line), numbering=numbering, indent=shift),
            *self.all(rest, indent + 6),
        ]

    def _task(self, content: Sequence[Node], indent: float) -> list[str]:
        line, rest = _first(content)
        shift = w("ind", left=twips(BOX + indent), hanging=twips(BOX)) if indent else ""
        box = self.story.box(words(line))
        return [
            paragraph("Case", box, self.story.run("\t"), self.story.line(line), indent=shift),
            *self.all(rest, indent + 6),
        ]

    def _quote(self, nodes: Sequence[Node]) -> list[str]:
        parts = []
        for node in nodes:
            if isinstance(node, dict) and node["k"] == "par":
                parts.append(paragraph("Citation", self.story.line(node["c"])))
            else:
                parts += self._node(node, 0)
        return parts

    def _note(self, item: dict[str, Any]) -> list[str]:
        line, rest = _first(item["c"])
        call = self.story.run(f"{item['n']} ", Look(position="superscript"))
        return [paragraph("Notedebasdepage", call, self.story.line(line)), *self.all(rest)]

    def _figure(self, node: dict[str, Any]) -> str:
        drawn = self.story.picture(node, MEASURE, HIGHEST)
        return (
            paragraph("Figure", drawn)
            if drawn
            else paragraph("Imageabsente", self.story.run(node["alt"] or "image"))
        )

    # --- callouts ------------------------------------------------------------------------------------------------------

    def _callout(self, tone: str, title: str, nodes: Sequence[Node]) -> list[str]:
        """Frame a note: paragraphs with a ground where they are enough, a table of one cell for lists and tables."""
        style = "Encadrurgent" if tone == "urgent" else "Encadr"
        tab = (f"{style}rgle", self.story.drawing(docx_art.tab_svg(), docx_art.TAB))
        sign = (
            self.story.drawing(_sign(tone), (4.6, 4.6)) + self.story.run("\u00a0")
            if tone in ("careful", "urgent") and title
            else ""
        )
        heading = [tab, (f"{style}titre", sign + self.story.run(title))] if title else [tab]
        if any(isinstance(node, str) or node["k"] != "par" for node in nodes):
            top = [
                paragraph(key, text, spacing=_gaps(0, 3), borders=_none(), indent=w("ind", left=0, right=0))
                for key, text in heading
            ]
            return [gap(), self._framed(together([*top, *self.all(nodes)]), tone), gap()]
        parts = [*heading, *((style, self.story.line(node["c"])) for node in nodes if isinstance(node, dict))]
        last = len(parts) - 1
        return together(
            [
                paragraph(
                    key, text, keep_lines=True, spacing=_gaps(0, 20 if rank == last else 4) if rank else ""
                )
                for rank, (key, text) in enumerate(parts)
            ]
        )

    def _framed(self, content: list[str], tone: str) -> str:
        edge = {
            "val": "single",
            "sz": 12 if tone == "urgent" else 4,
            "space": 0,
            "color": INK if tone == "urgent" else PALE,
        }
        borders = w("tcBorders", *(w(side, **edge) for side in ("top", "left", "bottom", "right")))
        room = w("tcMar", *(w(side, w=twips(PAD), type="dxa") for side in ("left", "right")))
        shade = w("shd", val="clear", color="auto", fill=PALE)
        body = content if content and content[-1].startswith("<w:p>") else [*content, paragraph("Espace")]
        one = w("tc", w("tcPr", w("tcW", w=twips(MEASURE), type="dxa"), borders, shade, room), *body)
        return frame([row([one])], [MEASURE], "Encadré", "TableauNormal")

    # --- activities' forms -----------------------------------------------------------------------------------------------

    def _form(self, node: dict[str, Any]) -> list[str]:
        match node["k"]:
            case "question":
                return self._dense(node) if self.small else self._question(node)
            case "count":
                return [self._count(node)]
            case "actions":
                return self._actions(node)
            case "legend":
                return [paragraph("Lgende", self.legend(node))]
        return []

    def _question(self, node: dict[str, Any]) -> list[str]:
        story = self.story
        head = story.line(node["c"], STRONG) + (
            story.run(" ") + story.line(node["instruction"]) if node["instruction"] else ""
        )
        options = [
            paragraph(
                "Case",
                story.box(f"{option['letter']}. {words(option['c'])}"),
                story.run("\t"),
                story.line(option["c"]),
            )
            for option in node["options"]
        ]
        return [paragraph("Consigne", head, keep_next=True), *together(options)]

    def _dense(self, node: dict[str, Any]) -> list[str]:
        """Set a question of the annex: box, mark, letter, answer, then what to do."""
        story = self.story
        label = story.run(f"{node['label']}.\u00a0", Look(style="Numro")) if node["label"] else ""
        condition = story.run(" ") + story.line(node["condition"], SECOND) if node["condition"] else ""
        options = []
        for option in node["options"]:
            mark = story.run(MARKS.get(option["mark"], ""), _MARK)
            follow = (
                story.run(" →\u00a0", SECOND) + story.line(option["follow"], SECOND)
                if option["follow"]
                else ""
            )
            name = f"{node['label']} {option['letter']}. {words(option['c'])}".strip()
            inner = (
                story.box(name, 12),
                story.run("\t"),
                mark,
                story.run("\t"),
                story.run(option["letter"], STRONG),
                story.run("\t"),
            )
            options.append(paragraph("Caseannexe", *inner, story.line(option["c"]), follow))
        return [
            paragraph("Consigneannexe", label, story.line(node["c"], STRONG), condition),
            *together(options),
        ]

    def _count(self, node: dict[str, Any]) -> str:
        story = self.story
        after = words(node["after"])
        inner = story.line(node["before"]) + story.run(" ") + story.number_box()
        if after:
            inner += story.run(" ") + story.line(node["after"])
        if after.endswith("sur"):
            inner += story.run(" ") + story.number_box()
        return paragraph("Normal", inner, keep_lines=True, spacing=_gaps(8, 10))

    def _actions(self, node: dict[str, Any]) -> list[str]:
        widths, titles = [108.0, 42.0, 16.0], ["Ce que je fais", "Quel jour", "Fait"]
        head = [
            cell(
                paragraph("Tableautitre", self.story.run(title), align="center" if title == "Fait" else ""),
                wide,
                "bottom",
            )
            for title, wide in zip(titles, widths, strict=True)
        ]
        rows = []
        for rank in range(node["rows"]):
            box = paragraph("Tableautexte", self.story.box(f"Action {rank + 1}, faite"), align="center")
            bind = kept_with_next if rank < node["rows"] - 1 else str
            texts = (paragraph("Tableautexte"), paragraph("Tableautexte"), box)
            rows.append(
                row(
                    [cell(bind(text), wide, "bottom") for text, wide in zip(texts, widths, strict=True)],
                    WRITING,
                )
            )
        title = words(node["title"])
        heading = [paragraph("Consigne", self.story.line(node["title"], STRONG))] if title else []
        return [*heading, frame([row(head, header=True), *rows], widths, title or "Mes actions"), gap()]

    def lines(self, title: list[Node], count: int) -> list[str]:
        """Set lines to write on. Two neighbours differ by a hair, or LibreOffice would join their borders."""
        head = paragraph("Consigne", self.story.line(title, STRONG), spacing=_gaps(11, 0))
        return [
            head,
            *together([paragraph("Ligne", indent=w("ind", right=rank % 2)) for rank in range(count)]),
            paragraph("Espace"),
        ]

    def legend(self, node: dict[str, Any]) -> str:
        """Say what the marks mean, in words."""
        parts = [
            self.story.run(MARKS[mark["mark"]], _MARK)
            + self.story.run("\u00a0" + words(mark["c"]).replace(" ", "\u00a0"))
            for mark in node["marks"]
        ]
        return self.story.run("  ").join(parts)


def _first(content: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """Part an item's first line from what follows it."""
    first, *rest = content or [{"k": "par", "c": []}]
    if isinstance(first, str):
        return [first], rest
    return (first["c"], rest) if first["k"] == "par" else ([], [first, *rest])


def _title(level: int) -> str:
    return "Titre1sansnumro" if level <= 2 else f"Titre{min(level - 1, 5)}"


def _indent(left: float) -> str:
    return w("ind", left=twips(left)) if left else ""


def _gaps(before: float, after: float) -> str:
    return w("spacing", before=round(before * 20), after=round(after * 20))


def _none() -> str:
    return w("pBdr", *(w(side, val="nil") for side in ("top", "left", "bottom", "right")))


@lru_cache(maxsize=4)
def _sign(tone: str) -> bytes:
    """Give the sign of a callout, as SVG: a triangle for « careful », an octagon for « urgent »."""
    name = {"careful": "attention", "urgent": "urgent"}[tone]
    symbols = (files("etabli") / "web" / "signes.svg").read_text("utf-8")
    for key, attributes, drawing in findall(r'<symbol id="([^"]+)"([^>]*)>(.*?)</symbol>', symbols, S):
        if key == name:
            return f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"{attributes}>{drawing}</svg>'.replace(
                "currentColor", f"#{INK}"
            ).encode()
    raise LookupError(name)
