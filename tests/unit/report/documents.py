"""A small report that has every kind of block."""

from dataclasses import replace
from datetime import UTC, datetime

from plateau.report.model import (
    Align,
    Bullets,
    Card,
    Cell,
    Chapter,
    Column,
    Cover,
    Fact,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Picture,
    Quote,
    Report,
    Row,
    RowKind,
    Summary,
    Table,
    Tone,
    Words,
)

SVG = (
    b'<?xml version="1.0" encoding="utf-8"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">'
    b'<rect width="90" height="30" fill="#0f5666"/><text x="4" y="20" font-family="Noto Sans">Figuur</text></svg>'
)
TABLE = Table(
    "Plateau per gebied",
    (Column("Gebied", 1), Column("Nu"), Column("Kosten", align=Align.END)),
    (
        Row((Cell("Groep"),), RowKind.GROUP),
        Row(
            (
                Cell("Middelen", note="3 van 4"),
                Cell("Doelgericht", plateau=3),
                Cell("€\N{NO-BREAK SPACE}1.250"),
            )
        ),
        Row((Cell("Mensen"), Cell("van 2 naar 4", track=(2, 4)), Cell("komt er", tone=Tone.GOOD))),
        Row((Cell("Samen"), Cell(""), Cell("€\N{NO-BREAK SPACE}2.500")), RowKind.TOTAL),
    ),
)
FACTS = Facts((Fact("Klaar als", ("de kaart er ligt",)), Fact("Stappen", ("bel", "schrijf"), ordered=True)))


def report(
    language: str = "nl", said: str = "Wij willen verder.", name: str = "Gemeente Proefdorp"
) -> Report:
    """A whole document in which somebody wrote `said`, everywhere where people write."""
    chapter = Chapter(
        "Profiel",
        (
            Paragraph("Een inleiding.", "lead"),
            Heading("Per gebied"),
            Picture(SVG, "Het profiel", "Radar. Middelen: nu 3, ambitie 4.", 90),
            TABLE,
            Heading("Dieper", 3),
            Quote(said, "Marijke Terpstra"),
            Bullets(("een", said)),
            Bullets(("eerst", "dan"), ordered=True),
            FACTS,
            Table("Wat zij schreven", (Column("Wie"), Column("Wat", 1)), (Row((Cell("Zij"), Cell(said))),)),
        ),
    )
    card = Card("De opgave doorrekenen", "2027 K1 · transitie", "Samen rekenen.", FACTS, FACTS, "Van ons.")
    return Report(
        language=language,
        generated_at=datetime(2026, 11, 25, 12, 0, tzinfo=UTC),
        cover=Cover(name, "Rapport voor bestuur en raad", "Waar wij staan", "Concept", (("Meting", said),), "Let op."),
        summary=Summary(
            "Samenvatting", "Zo staan wij ervoor.", (Figure("15 van 16", "doelen", "1 onbekend"),), TABLE,
            "Punten", (said,), "Begin", ("De kaart",), "Geen eindcijfer.",
        ),
        chapters=(chapter, Chapter("Bijlage", (card,))),
        words=Words("Inhoud", "{page} van {total}" if language == "nl" else "{page} of {total}", f"{name} – Rapport"),
        keywords=("Plateauaanpak",),
    )  # fmt: skip


def without_summary_parts() -> Report:
    """A document for which there is nothing to tell yet."""
    whole = report()
    bare = replace(whole.summary, figures=(), points=(), starts=(), table=replace(TABLE, rows=()))
    return replace(
        whole, summary=bare, chapters=(Chapter("Profiel", (Paragraph("Er is nog geen profiel."),)),)
    )
