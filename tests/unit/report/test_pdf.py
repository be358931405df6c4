"""The PDF: accessible, reproducible, and what people wrote stays text."""

import io
from dataclasses import replace

import pikepdf
import pytest
import typst
from pypdf import PdfReader

from plateau.report.model import Cell, Chapter, Column, Heading, Picture, Row, Table
from plateau.report.pdf import render_pdf
from tests.unit.report.documents import SVG, report, without_summary_parts

HOSTILE = [
    '#import "@preview/cetz:0.3.0": *',
    '#panic("boe") #read("/etc/passwd")',
    "$x^2$ *vet* _schuin_ `code` <label> @verwijzing ~ -- ... = kop",
    "C:\\pad\\naar \\u{41} \\",
    "[haken] {accolades} // weg /* weg */ \"quotes\" 'enkel'",
    "https://voorbeeld.example/pad?x=1&y=2",
]


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def flat(text: str) -> str:
    """Without white space: where a line breaks is not the point."""
    return "".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_is_marked_as_accessible_and_archivable(language: str) -> None:
    with pikepdf.open(io.BytesIO(render_pdf(report(language)))) as pdf:
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == language
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "Gemeente Proefdorp – Rapport voor bestuur en raad"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["dc:title"].startswith("Gemeente Proefdorp")


def structure(pdf: bytes) -> list[tuple[str, str]]:
    """Every element of the structure tree in reading order: its tag and its alternative text."""
    found = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node.S), str(node.get("/Alt", ""))))
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        walk(opened.Root.StructTreeRoot.K)
    return found


def test_structure_names_headings_tables_lists_and_pictures() -> None:
    found = structure(render_pdf(report()))
    tags = [tag for tag, _ in found]
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI", "/Caption", "/TOC"} <= set(tags)
    assert ("/Figure", "Radar. Middelen: nu 3, ambitie 4.") in found
    assert [alternative for tag, alternative in found if tag == "/Figure"] == [
        "Radar. Middelen: nu 3, ambitie 4."
    ]


def test_every_font_is_embedded() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(report()))) as pdf:
        embedded = [
            "/FontFile2" in descendant.FontDescriptor or "/FontFile3" in descendant.FontDescriptor
            for page in pdf.pages
            for font in page.Resources.get("/Font", {}).values()
            for descendant in font.DescendantFonts
        ]
    assert embedded
    assert all(embedded)


def test_text_comes_out_in_reading_order_with_its_figures() -> None:
    text = text_of(render_pdf(report()))
    places = [
        text.index(words)
        for words in ("Gemeente Proefdorp", "Zo staan wij ervoor", "Inhoud", "Een inleiding", "Samen rekenen")
    ]
    assert places == sorted(places)
    for words in ("15 van 16", "€\N{NO-BREAK SPACE}1.250", "van 2 naar 4", "komt er", "3 van 4"):
        assert words.replace("\N{NO-BREAK SPACE}", " ") in text.replace("\N{NO-BREAK SPACE}", " ")


def test_pages_are_numbered_in_the_language_of_the_report() -> None:
    for language, word in (("nl", "van"), ("en", "of")):
        pages = PdfReader(io.BytesIO(render_pdf(report(language)))).pages
        assert f"2 {word} {len(pages)}" in pages[1].extract_text()


def test_summary_has_a_page_of_its_own() -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(report()))).pages]
    assert "Samenvatting" in pages[1]
    assert "Geen eindcijfer" in pages[1]
    assert "Inhoud" in pages[2]


@pytest.mark.parametrize("said", HOSTILE)
def test_what_people_write_stays_text(said: str) -> None:
    text = flat(text_of(render_pdf(report(said=said, name=f"Gemeente {said[:24]}"))))
    assert text.count(flat(said)) >= 5


def test_a_very_long_word_breaks_instead_of_running_off_the_page() -> None:
    word = "Meervoudigeproblematiekhuishoudens" * 6
    pdf = render_pdf(report(said=word))
    assert flat(text_of(pdf)).count(word) >= 5

    def check(_text: str, _cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        assert tm[4] < 595

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=check)


def test_few_rows_that_are_higher_than_a_page_are_all_there() -> None:
    long = "Nieuwe verordening met afspraken over eigen bijdragen en toegang. " * 3
    rows = tuple(Row((Cell(f"{long}rij{number}."), Cell("x"), Cell("y"))) for number in range(9))
    columns = (Column("Mijlpaal", 1), Column("Stand", 3), Column("Wanneer", 3))
    table = Table("Mijlpalen in de looptijd", columns, rows)
    blocks = (Heading("Mijlpalen"), table)
    pages = PdfReader(io.BytesIO(render_pdf(replace(report(), chapters=(Chapter("Roadmap", blocks),))))).pages
    heights: list[float] = []

    def note(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if text.strip():
            heights.append(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])

    text = "".join(page.extract_text(visitor_text=note) for page in pages)
    assert [number for number in range(9) if f"rij{number}." not in text] == []
    assert 20 < min(heights) < max(heights) < 842
    assert not any(flat(page.extract_text()).endswith("Mijlpalen") for page in pages)


def test_characters_without_a_glyph_do_not_stop_the_report() -> None:
    said = "Yağmur Şahin → ✓ ≥ Ω я 漢字 \U0001f9d1\u200d\U0001f3eb \ue000 \x07 einde"
    text = text_of(render_pdf(report(said=said)))
    assert "Yağmur Şahin → ✓ ≥ Ω я" in text
    assert "einde" in text


def test_line_ends_of_people_stay() -> None:
    assert "eerste\ntweede" in text_of(render_pdf(report(said="eerste\ntweede")))


def test_same_report_gives_the_same_bytes() -> None:
    assert render_pdf(report()) == render_pdf(report())


def test_document_with_nothing_to_tell_yet() -> None:
    assert "Er is nog geen profiel." in text_of(render_pdf(without_summary_parts()))


@pytest.mark.parametrize("block", [Picture(SVG, "Zonder woorden", "", 90), Heading("Te diep", 4)])
def test_what_is_not_accessible_is_refused(block: Picture | Heading) -> None:
    with pytest.raises(typst.TypstError):
        render_pdf(replace(report(), chapters=(Chapter("Fout", (block,)),)))
