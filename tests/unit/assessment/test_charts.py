"""The pictures of the profile say what the table says; what isn't known is never drawn as a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from lxml import etree
from matplotlib.figure import Figure

from plateau.assessment.charts import HeatMapLabels, HeatMapRow, RadarLabels, heat_map, radar
from plateau.assessment.charts.heat_map_chart import split_alike
from plateau.assessment.model import Mark
from plateau.catalogue.loader import catalogue
from plateau.web.palette import CURRENT, HOUSE_TINT, TARGET
from plateau.web.svg import SVG, to_svg, to_svg_bytes

AREAS = [area.name.nl for area in catalogue().areas]
PLATEAUS = [plateau.name.nl for plateau in catalogue().plateaus]
RADAR = RadarLabels("Nu", "Ambitie", "Geen uitspraak", "Niet van toepassing")
HEAT = HeatMapLabels("Nu", "Ambitie", "Onbekend", "Niet van toepassing")


def draw_radar(
    current: Sequence[int | None],
    ambition: Sequence[int | None] | None = None,
    applicable: Sequence[bool] | None = None,
) -> Figure:
    return radar(
        area_labels=AREAS,
        plateau_labels=PLATEAUS,
        current=current,
        ambition=ambition,
        labels=RADAR,
        applicable=applicable,
    )


def row(plateau: int | None, target: int | None = None, mark: Mark = Mark.PLATEAU) -> HeatMapRow:
    return HeatMapRow("Strategie en beleid", "Urgentie helder", mark, plateau, target)


def draw_heat_map(*rows: HeatMapRow) -> Figure:
    return heat_map(rows, plateau_labels=PLATEAUS, labels=HEAT)


def parsed(figure: Figure) -> etree._Element:
    return etree.fromstring(to_svg_bytes(figure))


def words(figure: Figure) -> list[str]:
    return [
        (text.text or "").replace("\N{NO-BREAK SPACE}", " ") for text in parsed(figure).iter(f"{SVG}text")
    ]


def hatched(figure: Figure) -> int:
    """How many shapes are hatched; samples of a legend count too."""
    return len(parsed(figure).xpath("//*[starts-with(@fill, 'url(#')]"))


def lines(figure: Figure, color: str) -> list[str]:
    """The paths of wide lines in a colour, those of the legend's samples last."""
    found = parsed(figure).xpath(
        f"//*[@fill='none' and @stroke='{color}' and number(@stroke-width) > 1.5]/@d"
    )
    return [re.sub(r"\s+", " ", str(path)).strip() for path in found]


def test_radar_names_areas_rings_and_figures() -> None:
    shown = words(draw_radar([2, 3, 1, 5, 4], [4, 4, 3, 5, 4]))
    together = " ".join(shown)
    assert all(area in together for area in AREAS)
    assert {f"{number} {name}" for number, name in enumerate(PLATEAUS, 1)} <= set(shown)
    assert [text for text in shown if text.startswith("Nu ")] == [
        "Nu 2, ambitie 4",
        "Nu 3, ambitie 4",
        "Nu 1, ambitie 3",
        "Nu 5, ambitie 5",
        "Nu 4, ambitie 4",
    ]
    assert set("12345") <= set(shown)


def test_radar_of_known_areas_is_one_closed_line() -> None:
    figure = draw_radar([2, 3, 1, 5, 4])
    around, *samples = lines(figure, CURRENT)
    assert around.endswith("z")
    assert around.count("L") >= 4
    assert not hatched(figure)
    assert len(samples) == 1
    assert "Ambitie" not in words(figure)


def test_radar_breaks_where_there_is_no_verdict() -> None:
    figure = draw_radar([2, None, 1, 5, 4], [4, 4, 4, 4, 4])
    line = lines(figure, CURRENT)[0]
    assert not line.endswith("z")
    assert line.count("L") == 3
    assert hatched(figure) == 2  # the spoke and its sample
    assert "Geen uitspraak," in words(figure)
    assert lines(figure, TARGET)[0].endswith("z"), "the ambition is known all around"


def test_radar_never_draws_the_unknown_at_the_centre() -> None:
    figure = draw_radar([2, None, 1, 5, 4])
    root = parsed(figure)
    marks = root.xpath(f"//*[local-name()='use' and contains(@fill, '{CURRENT}')]")
    assert len(marks) == 4 + 1  # four areas, one sample


def test_radar_without_any_verdict_or_ambition() -> None:
    figure = draw_radar([None] * 5)
    assert lines(figure, CURRENT) == lines(figure, CURRENT)[-1:], "the sample alone"
    assert hatched(figure) == 6
    assert words(figure).count("Geen uitspraak") == 6


def test_not_applicable_is_not_unknown() -> None:
    figure = draw_radar([2, 3, 1, None, 4], [4, 4, 4, 4, 4], [True, True, True, False, True])
    assert not hatched(figure)
    assert "Niet van toepassing" in words(figure)
    assert "Geen uitspraak" not in " ".join(words(figure))
    assert not lines(figure, TARGET)[0].endswith("z"), "no ambition for what does not apply"


def test_ambition_may_be_absent_for_an_area() -> None:
    shown = words(draw_radar([2, 3, 1, 5, 4], [4, None, 4, 4, 4]))
    assert "Nu 3" in shown
    assert "Nu 2, ambitie 4" in shown


def test_radar_alone_in_english() -> None:
    figure = radar(
        area_labels=[area.name.en for area in catalogue().areas],
        plateau_labels=[plateau.name.en for plateau in catalogue().plateaus],
        current=[1, 2, 3, 4, 5],
        ambition=None,
        labels=RadarLabels("Now", "Ambition", "No verdict"),
    )
    assert "1 Activity-oriented" in words(figure)


def test_heat_map_marks_where_a_criterion_stands_and_should() -> None:
    figure = draw_heat_map(row(2, 4))
    shown = words(figure)
    assert shown.count("Nu") == 2  # the cell and the sample
    assert shown.count("Ambitie") == 2
    assert "Strategie en beleid" in shown
    assert "Urgentie helder" in shown
    assert not hatched(figure)
    way = parsed(figure).xpath(f"//*[@fill='{HOUSE_TINT}']/@d")
    assert [str(path).count("M") for path in way] == [2], "3 and 4 lie on the way"


def test_heat_map_with_the_target_reached_shows_both() -> None:
    figure = draw_heat_map(row(3, 3))
    assert words(figure).count("Ambitie") == 1
    assert len(lines(figure, TARGET)) == 2  # the frame and its sample


def test_heat_map_keeps_unknown_not_applicable_and_no_target_apart() -> None:
    unknown = draw_heat_map(row(None, 4, Mark.UNKNOWN))
    assert words(unknown).count("Onbekend") == 2
    assert hatched(unknown) == 2
    skipped = draw_heat_map(row(None, 4, Mark.NOT_APPLICABLE))
    assert "Niet van toepassing" in words(skipped)
    assert "Ambitie" not in words(skipped)
    assert not hatched(skipped)
    aimless = draw_heat_map(row(3))
    assert "Ambitie" not in words(aimless)


@pytest.mark.parametrize("target", [1, 2, 3, 4, 5])
def test_heat_map_says_unknown_beside_the_target(target: int) -> None:
    root = parsed(draw_heat_map(row(None, target, Mark.UNKNOWN)))
    places = {text.text: float(str(text.get("x"))) for text in reversed(list(root.iter(f"{SVG}text")))}
    assert abs(places["Onbekend"] - places["Ambitie"]) > 50


@pytest.mark.parametrize("instrument", catalogue().instruments, ids=lambda item: item.id)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_heat_map_holds_every_name_of_the_model(instrument: object, language: str) -> None:
    assert hasattr(instrument, "criteria")
    rows = [
        HeatMapRow(criterion.area, criterion.name.in_language(language), Mark.PLATEAU, 2, 4)
        for criterion in instrument.criteria
    ]
    shown = " ".join(words(heat_map(rows, plateau_labels=PLATEAUS, labels=HEAT)))
    assert all(item.label in shown for item in rows)


def test_names_that_end_alike_break_there() -> None:
    assert split_alike(PLATEAUS)[0] == ["Activiteit-", "gericht"]
    assert split_alike(["Goal-oriented", "People-oriented"]) == [
        ["Goal-", "oriented"],
        ["People-", "oriented"],
    ]
    assert split_alike(["Laag", "Midden", "Hoog"]) == [["Laag"], ["Midden"], ["Hoog"]]
    assert split_alike(["gericht", "doelgericht"]) == [["gericht"], ["doelgericht"]]
    assert split_alike(["Doelgericht"]) == [["Doelgericht"]]


@pytest.mark.parametrize(
    "draw",
    [
        lambda: draw_radar([2, None, 1, 5, 4], [4, 4, None, 4, 4], [True, True, True, True, False]),
        lambda: draw_heat_map(row(2, 4), row(None, 1, Mark.UNKNOWN), row(None, None, Mark.NOT_APPLICABLE)),
    ],
)
def test_same_bytes_and_no_none(draw: object) -> None:
    assert callable(draw)
    first, second = (to_svg(draw(), title="t", description="d", id_prefix="x") for _ in range(2))
    assert first == second
    assert not re.search(r"\b(None|nan|inf)\b", first)
