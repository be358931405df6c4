"""What is in a file decides, and its name must say the same."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plateau.assessment.file_kinds import (
    KINDS,
    NAME_LENGTH,
    Refusal,
    RefusedFile,
    ending,
    media_type_of,
    safe_name,
)
from tests.unit.assessment.files import DAMAGED_LZMA, GOOD, PDF, PNG, archive, office


@pytest.mark.parametrize("name", GOOD)
def test_the_kinds_that_offices_use_may_be_added(name: str) -> None:
    content, media_type = GOOD[name]
    assert media_type_of(name, content) == media_type


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("programma.exe", b"MZ\x90\x00", Refusal.KIND),
        ("pagina.html", b"<script>alert(1)</script>", Refusal.KIND),
        ("tekening.svg", b"<svg/>", Refusal.KIND),
        ("zonder-einde", PDF, Refusal.KIND),
        (".pdf", PDF, Refusal.KIND),
        ("visie.docm", office("word/document.xml"), Refusal.KIND),
        ("leeg.pdf", b"", Refusal.EMPTY),
        ("leeg.txt", b"", Refusal.EMPTY),
        ("verslag.pdf", PNG, Refusal.CONTENT),
        ("plaat.png", PDF, Refusal.CONTENT),
        ("programma.pdf", b"MZ\x90\x00", Refusal.CONTENT),
        ("programma.txt", b"MZ\x90\x00", Refusal.CONTENT),
        ("zip.docx", archive({"lees.txt": "x"}), Refusal.CONTENT),
        ("cijfers.docx", office("xl/workbook.xml"), Refusal.CONTENT),
        ("stuk.docx", office("word/document.xml")[:40], Refusal.CONTENT),
        (
            "telling.odt",
            archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            Refusal.CONTENT,
        ),
        ("stuk.odt", DAMAGED_LZMA, Refusal.CONTENT),
        ("stiekem.docx", office("word/document.xml", "word/vbaProject.bin"), Refusal.MACROS),
    ],
)
def test_what_else_comes_in_is_refused_with_the_reason(name: str, content: bytes, refusal: Refusal) -> None:
    with pytest.raises(RefusedFile) as refused:
        media_type_of(name, content)
    assert refused.value.refusal is refusal


@given(
    st.sampled_from(sorted(KINDS)),
    st.sampled_from([content for content, _ in GOOD.values()]),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=8),
    st.integers(0, 400),
)
def test_a_damaged_file_is_accepted_or_refused_and_nothing_else(
    kind: str, content: bytes, changes: list[tuple[int, int]], length: int
) -> None:
    damaged = bytearray(content)
    for place, value in changes:
        if place < len(damaged):
            damaged[place] = value
    with suppress(RefusedFile):
        assert (
            media_type_of(f"x.{kind}", bytes(damaged[: len(damaged) - length] or damaged)) == KINDS[kind][0]
        )


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("Jaarverslag 2025.pdf", "Jaarverslag 2025.pdf"),
        ("C:\\Users\\jan\\visie.docx", "visie.docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ('a"b\r\nSet-Cookie: x<y>.pdf', "abSet-Cookie xy.pdf"),
        ("café.txt", "café.txt"),
    ],
)
def test_a_name_holds_no_folder_and_nothing_that_a_header_or_disk_minds(given_name: str, name: str) -> None:
    assert safe_name(given_name) == name


@given(st.text())
@example("?")
def test_a_name_fits_and_keeps_its_ending(text: str) -> None:
    name = safe_name(f"{text}.pdf")
    assert ending(name) == "pdf"
    assert len(name) <= NAME_LENGTH
    assert name.isprintable()
    assert "/" not in name
