"""``fiche.docx``: the handout that a mediator can change, in Word or LibreOffice."""

from __future__ import annotations

from importlib.resources import files

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from etabli.findings import Finding

from . import docx_art
from .document import Document, Head, Section, Sheet
from .docx_blocks import STRONG, Blocks
from .docx_inline import Story
from .docx_lists import numbering
from .docx_package import add_margin, new_document, save, set_root
from .docx_styles import styles
from .docx_tables import MEASURE
from .docx_xml import DECLARATIONS, Look, field, paragraph, run, twips, w, with_section
from .measure import width
from .printed_links import addresses
from .raster import svg_png
from .typst_pdf import timestamp
from .typst_writer import Node, Writer

#: Margins in mm (look.md): left, right, top, bottom; an annex keeps room for its legend.
_LEFT, _RIGHT, _TOP, _BOTTOM, _ANNEX_BOTTOM = 26, 18, 16, 20, 28
#: The wordmark's width and height in mm.
_MARK = (27.9, 13.0)
#: A word is left whole: Word breaks by itself one that is longer than the line.
_WHOLE = 10_000
#: An address of the list breaks after as many characters.
_ADDRESS = 34


def write(document: Document) -> tuple[bytes, list[Finding]]:
    """Lay a `Sheet` out. Gives the file and what could not be set as written."""
    assert isinstance(document, Sheet)
    head = document.head
    date = timestamp(head.checked_on)
    word = new_document(head, date)
    writer = Writer(head.folder, head.slug, head.language, longest=_WHOLE)
    story = Story(word, writer, head.language)
    layout = _Layout(story, head)
    body = layout.sheet(document)
    set_root(word.part, f"<w:document {DECLARATIONS}>{w('body', *body)}</w:document>")
    set_root(word.part.part_related_by(RT.STYLES), styles(head.language))
    set_root(word.part.part_related_by(RT.NUMBERING), numbering(story.starts, story.skips))
    return save(word, date), writer.findings


class _Layout:
    """The whole handout: head, steps, addresses, annexes, answers; each part with its footer."""

    def __init__(self, story: Story, head: Head) -> None:
        self.story, self.head = story, head
        self.blocks = Blocks(story)
        self.number = self.count = 0
        self.header = self._header()

    def sheet(self, sheet: Sheet) -> list[str]:
        body = [*self._top(), *(block for section in sheet.sections for block in self._step(section))]
        annexes = [self._annex(section) for section in sheet.annexes]
        answers = self._answers(sheet.answers)
        body += self._addresses()
        parts = [
            (body, self._section(None)),
            *annexes,
            *([(answers, self._section(None))] if answers else []),
        ]
        done: list[str] = []
        for content, section in parts[:-1]:
            done += with_section(content, section)
        content, section = parts[-1]
        return [*done, *content, section]

    # --- parts -----------------------------------------------------------------------------------------------------

    def _top(self) -> list[str]:
        story, words = self.story, self.story.writer.words
        mark = (files("etabli") / "web" / "etabli-marque.svg").read_bytes()
        relation = story.part.get_or_add_image(svg_png(mark, 420, _MARK[0] / _MARK[1]))[0]
        logo = docx_art.inline(relation, story.identifier(), _MARK, "Établi")
        place = story.run("\tJe garde cette fiche.      Poste\u00a0: ", Look(style="Dure")) + story.run(
            "\u00a0" * 12, Look(underlined=True)
        )
        stop = w("tabs", w("tab", val="right", pos=twips(MEASURE)))
        first = paragraph(
            "Normal",
            logo,
            place,
            tabs=stop,
            spacing=w("spacing", before=0, after=0, line=240, lineRule="auto"),
        )
        title = paragraph("Titre", story.run(words(self.head.title)))
        summary = [paragraph("Sous-titre", story.run(words(self.head.summary)))] if self.head.summary else []
        return [first, title, *summary]

    def _step(self, section: Section) -> list[str]:
        writer = self.story.writer
        writer.level = 2 if section.title else 1
        content = self.blocks.all(writer.pieces(section.content))
        return [self._title(section), *content] if section.title else content

    def _title(self, section: Section) -> str:
        story = self.story
        minutes = (
            story.run(f"\t{section.minutes}\u00a0min", Look(style="Dure"))
            if section.minutes is not None
            else ""
        )
        words = story.writer.words(section.title)
        inner = story.run(words) + minutes
        if section.number is None:
            stop = w("tabs", w("tab", val="clear", pos=twips(14)))
            return paragraph("Titre1sansnumro", inner, tabs=stop)
        # the tab is ours: that of the list would be as black as the number's ground
        inner = story.run(f"\t{words}") + minutes
        self.number += 1
        if section.number != self.number:
            # steps without anything for paper are not printed: the count goes on from the number on the screen
            self.number, self.count = section.number, 5000 + section.number
            story.skips.append((self.count, section.number))
        return paragraph("Titre1", inner, numbering=(self.count, 0) if self.count else None)

    def _addresses(self) -> list[str]:
        story = self.story
        parts = [
            paragraph(
                "Adresse",
                story.run(f"[{item['n']}] "),
                story.link(
                    item["href"],
                    story.run(item["t"].replace("\u200b", ""), Look(style="Lienhypertexte")),
                    story.run(item["t"]),
                ),
            )
            for item in addresses(story.writer.links, _ADDRESS)
        ]
        return [paragraph("Consigne", story.run("Les adresses", STRONG)), *parts] if parts else []

    def _annex(self, section: Section) -> tuple[list[str], str]:
        writer = self.story.writer
        writer.level = 2
        nodes = writer.pieces(section.content)
        legend = next((node for node in nodes if isinstance(node, dict) and node["k"] == "legend"), None)
        title = paragraph("Titre1sansnumro", self.story.run(writer.words(section.title)))
        return [title, *Blocks(self.story, small=True).all(nodes)], self._section(legend)

    def _answers(self, sections: tuple[Section, ...]) -> list[str]:
        if not sections:
            return []
        story, parts = self.story, [paragraph("Titre1sansnumro", self.story.run("Les réponses"))]
        for section in sections:
            number = f"{section.number}. " if section.number is not None else ""
            parts.append(paragraph("Titre2", story.run(number + story.writer.words(section.title))))
            story.writer.level = 3
            for node in story.writer.pieces(section.content):
                parts += self._answer(node)
        return parts

    def _answer(self, node: Node) -> list[str]:
        story = self.story
        if isinstance(node, dict) and node["k"] == "remark":
            return [paragraph("Normal", story.line(node["c"]))]
        if not isinstance(node, dict) or node["k"] != "question":
            return self.blocks.all([node])
        label = story.run(f"{node['label']}. ", STRONG) if node["label"] else ""
        parts = [paragraph("Consigne", label, story.line(node["c"], STRONG))]
        for option in node["options"]:
            detail = ""
            if option["detail"]:
                advice = option["follow"] or option["mark"]
                detail = (
                    story.run(" : " if advice else " (")
                    + story.line(option["detail"])
                    + story.run("" if advice else ")")
                )
            parts.append(
                paragraph(
                    "Rponse",
                    story.run("✓" if option["right"] else "→", STRONG),
                    story.run("\t"),
                    story.line(option["c"]),
                    detail,
                )
            )
        return parts

    # --- pages -----------------------------------------------------------------------------------------------------

    def _section(self, legend: dict[str, object] | None) -> str:
        bottom = _ANNEX_BOTTOM if legend else _BOTTOM
        margins = w(
            "pgMar",
            top=twips(_TOP),
            right=twips(_RIGHT),
            bottom=twips(bottom),
            left=twips(_LEFT),
            header=twips(5),
            footer=twips(8),
            gutter=0,
        )
        links = f'<w:headerReference w:type="default" r:id="{self.header}"/><w:footerReference w:type="default" r:id="{self._footer(legend)}"/>'
        return w("sectPr", links, w("type", val="nextPage"), w("pgSz", w=11906, h=16838), margins)

    def _header(self) -> str:
        """Make the header: nothing but the folding rule, in true centimetres along the left edge."""
        part, relation = add_margin(self.story.part, "header")
        picture = part.get_or_add_image(
            svg_png(docx_art.rule_svg(), 96, docx_art.RULE[0] / docx_art.RULE[1])
        )[0]
        drawing = docx_art.anchored(picture, self.story.identifier(), docx_art.RULE, (8.0, 18.5), page=True)
        set_root(part, f"<w:hdr {DECLARATIONS}>{paragraph('En-tte', drawing)}</w:hdr>")
        return relation

    def _footer(self, legend: dict[str, object] | None) -> str:
        part, relation = add_margin(self.story.part, "footer")
        head, lang = self.head, self.story.language
        licence = f", licence {head.licence}" if head.licence else ""
        checked = f" Faits vérifiés le {head.checked_on}." if head.checked_on else ""
        text = self.story.writer.words(f"{head.title}. Atelier Établi{licence}.{checked}")
        bold = Look(style="Numrodepage")
        page = (
            run("page\u00a0", lang, bold)
            + field("PAGE", lang, bold)
            + run("\u00a0sur\u00a0", lang, bold)
            + field("NUMPAGES", lang, bold)
        )
        fits = (
            width(text, 9, widest=False) + width("page 10 sur 10", 10.5, "strong", widest=False) + 4
            <= MEASURE
        )
        lines = [paragraph("Pieddelgende", self.blocks.legend(legend))] if legend else []
        lines.append(paragraph("Pieddepage", run(text, lang), run("\t" if fits else "\n\t", lang), page))
        set_root(part, f"<w:ftr {DECLARATIONS}>{''.join(lines)}</w:ftr>")
        return relation
