"""Charts as SVG: nothing a strict policy blocks, nothing two charts on a page fight over, always the same."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from lxml import etree
from matplotlib.figure import Figure

from plateau.web.drawing import Legend, Look, Sample, Sheet
from plateau.web.palette import AXIS, GRID, GROUND, PLATEAU, TARGET, TEXT, TEXT_SECOND, TRANSITIE, WHITE
from plateau.web.svg import SVG, XLINK, to_svg, to_svg_bytes

HOSTILE = "</text><script>alert('x')</script> & $a_b$ \x0b\ufffe 😀 中文"


def drawing(words: str = "Plateau 3") -> Figure:
    """A sheet with everything that makes ids and styles: hatches, marks, dashes, words."""
    sheet = Sheet(200, 100)
    sheet.boxes([(10, 10, 40, 20), (60, 10, 40, 20)], Look(fill="#e4f1f4", edge="#0f5666", hatch="////"))
    sheet.strokes([[(0, 50), (100, 50)]], Look(edge="#001a40", dash=(0, (4, 2))))
    sheet.marks([(20, 70), (40, 70)], "D", 8, Look(fill="#ffffff", edge="#001a40"))
    sheet.text(100, 90, words, size=12, bold=True, align="right")
    Legend([Sample("Nu", Look(edge="#0f5666"), line=True, mark="o")], width=200, size=10).draw(sheet, 0, 0)
    return sheet.figure


def parsed(figure: Figure, prefix: str = "radar") -> etree._Element:
    svg = to_svg(figure, title="Titel", description="Uitleg", id_prefix=prefix)
    return etree.fromstring(str(svg))


def test_nothing_that_the_policy_blocks() -> None:
    root = parsed(drawing())
    assert not root.xpath("//*[@style]")
    assert not list(root.iter(f"{SVG}style", f"{SVG}metadata", f"{SVG}script"))
    assert not [name for element in root.iter() for name in element.attrib if str(name).startswith("on")]
    assert "data:" not in to_svg(drawing(), title="t", description="d", id_prefix="x")


def test_styles_survive_as_attributes() -> None:
    root = parsed(drawing())
    text = root.findall(f".//{SVG}text")[-1]
    words = next(item for item in root.iter(f"{SVG}text") if item.text == "Plateau 3")
    assert words.get("font-weight") == "700"
    assert words.get("font-size") == "12px"
    assert words.get("text-anchor") == "end"
    assert words.get("fill") == TEXT
    assert text.get("font-family") == "Noto Sans, sans-serif"
    assert root.xpath("//*[@stroke-dasharray]")
    assert root.xpath("//*[starts-with(@fill, 'url(#')]")


def test_title_and_description_are_its_name() -> None:
    root = parsed(drawing())
    assert root.get("role") == "img"
    named = [root.xpath(f"//*[@id='{name}']")[0] for name in str(root.get("aria-labelledby")).split()]
    assert [(item.tag, item.text) for item in named] == [(f"{SVG}title", "Titel"), (f"{SVG}desc", "Uitleg")]
    assert root[0].tag == f"{SVG}title"


def test_ids_are_prefixed_unique_and_found() -> None:
    root = parsed(drawing())
    ids = [str(name) for name in root.xpath("//@id")]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("radar-") for name in ids)
    links = [str(link)[1:] for link in root.xpath("//@*") if str(link).startswith("#radar")]
    links += re.findall(r"url\(#([^)]+)\)", etree.tostring(root, encoding="unicode"))
    assert links
    assert set(ids) == {*links, "radar-title", "radar-description"}
    assert not [link for element in root.iter() for link in [element.get(XLINK)] if link == "#"]


def test_two_charts_share_no_id() -> None:
    first, second = parsed(drawing(), "radar"), parsed(drawing(), "heat")
    assert not set(first.xpath("//@id")) & set(second.xpath("//@id"))


@pytest.mark.parametrize("prefix", ["", "1", "a b", 'x"', "-a", "é"])
def test_a_prefix_that_cannot_begin_an_id_is_refused(prefix: str) -> None:
    with pytest.raises(ValueError, match="cannot begin an id"):
        to_svg(drawing(), title="t", description="d", id_prefix=prefix)


def test_size_is_in_pixels_and_scales() -> None:
    root = parsed(drawing())
    assert (root.get("width"), root.get("height")) == ("267", "133")
    assert root.get("viewBox") == "0 0 200 100"
    assert root.get("class") == "plateau-chart__svg"


def test_the_same_figure_gives_the_same_text() -> None:
    first, second = (to_svg(drawing(), title="t", description="d", id_prefix="x") for _ in range(2))
    assert first == second
    figure = drawing()
    assert to_svg_bytes(figure) == to_svg_bytes(figure) == to_svg_bytes(drawing())


def test_words_of_others_stay_words() -> None:
    svg = to_svg(drawing(HOSTILE), title=HOSTILE, description=HOSTILE, id_prefix="x")
    root = etree.fromstring(str(svg))
    shown = HOSTILE.replace("\x0b", "").replace("\ufffe", "")
    assert root[0].text == shown
    assert shown in [text.text for text in root.iter(f"{SVG}text")]
    assert not list(root.iter(f"{SVG}script"))


def test_many_threads_draw_the_same() -> None:
    alone = to_svg(drawing(), title="t", description="d", id_prefix="x")
    with ThreadPoolExecutor(8) as pool:
        drawn = list(
            pool.map(lambda _: to_svg(drawing(), title="t", description="d", id_prefix="x"), range(24))
        )
    assert set(drawn) == {alone}


def test_a_document_of_its_own_for_the_report() -> None:
    root = etree.fromstring(to_svg_bytes(drawing()))
    assert root.get("width") == "200pt"
    assert not root.xpath("//*[@style]")
    assert {text.get("font-family") for text in root.iter(f"{SVG}text")} == {"Noto Sans, sans-serif"}


def test_a_bitmap_keeps_words_at_their_place() -> None:
    # What a format without SVG will need: the same figure, drawn by another renderer.
    figure = drawing("I$I_$II")
    figure.savefig(buffer := io.BytesIO(), format="rgba", dpi=72)
    rows = [buffer.getvalue()[start : start + 800] for start in range(0, 80_000, 800)]
    inked = [x for row in rows[80:92] for x in range(200) if row[x * 4 + 3] > 128]
    assert min(inked) > 50
    assert max(inked) <= 100


def contrast(first: str, second: str) -> float:
    def light(color: str) -> float:
        parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(first), light(second)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", [WHITE, GROUND])
def test_colours_can_be_seen(ground: str) -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert all(contrast(color, ground) >= 4.5 for color in (TEXT, TEXT_SECOND, TARGET))
    assert all(contrast(color, ground) >= 3 for color in (*PLATEAU.values(), *TRANSITIE.values(), AXIS))
    assert contrast(GRID, ground) < 3, "the grid stays behind the data"
