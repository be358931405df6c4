"""Small files of each kind that may be added as evidence, for tests."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_LZMA, ZipFile, ZipInfo


def archive(parts: dict[str, str]) -> bytes:
    """A zip archive of these parts; the same ones always give the same bytes."""
    data = BytesIO()
    with ZipFile(data, "w") as file:
        for name, text in parts.items():
            file.writestr(ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0)), text)
    return data.getvalue()


def damaged_lzma() -> bytes:
    """A zip archive packed with LZMA, of which some bytes fell over."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_LZMA) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text" * 30)
    damaged = bytearray(data.getvalue())
    damaged[42:48] = bytes(255 - byte for byte in damaged[42:48])
    return bytes(damaged)


def office(*parts: str) -> bytes:
    """An Office file with these parts."""
    return archive(dict.fromkeys(("[Content_Types].xml", *parts), "<x/>"))


DAMAGED_LZMA = damaged_lzma()
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
GOOD = {
    "jaarverslag.pdf": (PDF, "application/pdf"),
    "GESCAND.PDF": (b"\xef\xbb\xbf\n" + PDF, "application/pdf"),
    "visie.docx": (
        office("word/document.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "cijfers.xlsx": (
        office("xl/workbook.xml"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "praatje.pptx": (
        office("ppt/presentation.xml"),
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "nota.odt": (
        archive({"mimetype": "application/vnd.oasis.opendocument.text"}),
        "application/vnd.oasis.opendocument.text",
    ),
    "telling.ods": (
        archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
    "plaat.png": (PNG, "image/png"),
    "foto.jpg": (b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
    "foto.jpeg": (b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
    "notitie.txt": ("één gezin, één plan\r\n".encode(), "text/plain"),
    "uit-excel.csv": ("één;2\r\n".encode("cp1252"), "text/csv"),
}
