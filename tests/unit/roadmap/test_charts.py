"""The pictures of the roadmap: everything has its name and place, and no figure is made up."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from lxml import etree
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from plateau.roadmap.charts import (
    Bar,
    ChanceBar,
    CostLabels,
    Diamond,
    FrontierLabels,
    FrontierPoint,
    FrontierSeries,
    GanttLabels,
    chances,
    costs,
    frontier,
    gantt,
    load,
)
from plateau.roadmap.figures import RoleLoad, YearCost
from plateau.web.lettering import text_width
from plateau.web.palette import CURRENT, GROUND, TARGET, TRANSITIE, WHITE
from plateau.web.svg import SVG, to_svg, to_svg_bytes

GANTT = GanttLabels(
    {"transitie": "Transitie", "transformatie": "Transformatie"}, "Mijlpalen", "niet gehaald", "vandaag"
)
COSTS = CostLabels("Eenmalig", "Structureel", "Budget", "duizend euro", "Zonder lijn: geen grens")
LONG = "Cliënt en professional samen over een maatwerkpot laten gaan"
BARS = (
    Bar("Later", 4, 7, "transitie"),
    Bar("Eerder", 0, 2, "transitie"),
    Bar(LONG, 13, 16, "transformatie"),
)
MILESTONES = (
    Diamond("Nieuwe verordening", 5, "wmo", True, "Wmo"),
    Diamond("Nieuwe contracten", 7, "jeugdzorg", False),
)
K = 100_000  # a thousand euro in cents


def quarters(periods: int) -> list[str]:
    return [f"K{period % 4 + 1}" for period in range(periods)]


def years(periods: int, first: int = 2027) -> list[tuple[int, int, int]]:
    return [(first + start // 4, start, min(start + 4, periods)) for start in range(0, periods, 4)]


def draw_gantt(
    bars: Sequence[Bar] = BARS,
    diamonds: Sequence[Diamond] = MILESTONES,
    periods: int = 16,
    today: float | None = None,
) -> Figure:
    return gantt(bars, diamonds, quarters=quarters(periods), years=years(periods), labels=GANTT, today=today)


def draw_load(*loads: RoleLoad, over: str = "", no_limit: str = "") -> Figure:
    periods = len(loads[0].days)
    return load(
        loads,
        names=[item.role.capitalize() for item in loads],
        quarters=quarters(periods),
        years=years(periods),
        used="Dagen nodig",
        available="Dagen beschikbaar",
        over=over,
        no_limit=no_limit,
    )


def parsed(figure: Figure) -> etree._Element:
    return etree.fromstring(to_svg_bytes(figure))


def words(figure: Figure) -> list[str]:
    return [text.text or "" for text in parsed(figure).iter(f"{SVG}text")]


def place(figure: Figure, text: str) -> tuple[float, float]:
    found = next(item for item in parsed(figure).iter(f"{SVG}text") if item.text == text)
    return float(str(found.get("x"))), float(str(found.get("y")))


def test_gantt_names_everything() -> None:
    shown = words(draw_gantt())
    assert {"Mijlpalen", "Transitie", "Transformatie", "Eerder", "Later", LONG} <= set(shown)
    assert {"2027", "2028", "2029", "2030"} <= set(shown)
    assert shown.count("K1") == 4
    assert "Nieuwe verordening (Wmo)" in shown
    assert "Nieuwe contracten – niet gehaald" in shown


def test_gantt_goes_by_track_and_start() -> None:
    figure = draw_gantt()
    down = [
        place(figure, text)[1]
        for text in ("Mijlpalen", "Transitie", "Eerder", "Later", "Transformatie", LONG)
    ]
    assert down == sorted(down)


def test_gantt_title_stands_at_its_bar_but_stays_on_the_sheet() -> None:
    figure = draw_gantt()
    start = 4 + 592 / 16 * 4
    assert place(figure, "Later")[0] == pytest.approx(start + 2.5)
    assert place(figure, LONG)[0] < 4 + 592 / 16 * 13


def test_gantt_leaves_out_what_is_not_there() -> None:
    assert "Mijlpalen" not in words(draw_gantt(diamonds=()))
    shown = words(draw_gantt(bars=BARS[:2]))
    assert "Transformatie" not in shown
    assert "vandaag" not in shown


def test_gantt_shows_today() -> None:
    figure = draw_gantt(today=2.5)
    x, _ = place(figure, "vandaag")
    assert x == pytest.approx(4 + 592 / 16 * 2.5, abs=35)
    assert parsed(figure).xpath("//*[@stroke-dasharray and number(@stroke-width) > 1]")


def test_a_met_milestone_is_filled_and_a_missed_one_open() -> None:
    root = parsed(draw_gantt())
    looks = {str(use.get("stroke")): str(use.get("fill")) for use in root.iter(f"{SVG}use")}
    assert looks[TRANSITIE["wmo"]] == TRANSITIE["wmo"]
    assert looks[TRANSITIE["jeugdzorg"]] == WHITE


def test_no_upright_line_runs_through_words() -> None:
    figure = draw_gantt([Bar(LONG, 0, 3, "transitie")], [], today=2.0)
    root = parsed(figure)
    x, y = place(figure, LONG)
    for path in root.xpath("//*[@stroke-dasharray]/@d"):
        for piece in re.findall(r"M ([\d.]+) ([\d.]+)\s+L [\d.]+ ([\d.]+)", str(path)):
            across, top, bottom = map(float, piece)
            assert not (x < across < x + 200 and top < y - 1 < bottom)


Rectangle = tuple[float, float, float, float]


def written(figure: Figure) -> list[Rectangle]:
    """Left, top, right and bottom of each line of words, as drawn."""
    found = []
    for text in parsed(figure).iter(f"{SVG}text"):
        size, x, y = (
            float(str(text.get("font-size"))[:-2]),
            float(str(text.get("x"))),
            float(str(text.get("y"))),
        )
        width = text_width(text.text or "", size, bold=text.get("font-weight") == "700")
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[str(text.get("text-anchor"))]
        found.append((left, y - 0.75 * size, left + width, y + 0.2 * size))
    return found


def marked(figure: Figure) -> list[Rectangle]:
    """The same of the mark of each milestone."""
    places = [
        (float(str(use.get("x"))), float(str(use.get("y")))) for use in parsed(figure).iter(f"{SVG}use")
    ]
    return [(x - 5, y - 5, x + 5, y + 5) for x, y in places]


def overlap(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("today", [None, 0.0, 7.9])
@pytest.mark.parametrize("words_of", [1, 4, 12, 40])
def test_words_run_through_no_other_words_and_no_mark(words_of: int, today: float | None) -> None:
    title = "Verordening " * words_of
    diamonds = [Diamond(title, period, "wmo", period % 2 == 0, "Wmo") for period in (0, 5, 8, 9, 9, 15, 16)]
    figure = draw_gantt(diamonds=diamonds, today=today)
    lines, marks = written(figure), marked(figure)
    assert len(marks) == len(diamonds)
    assert not [pair for pair in itertools.combinations(lines, 2) if overlap(*pair)]
    assert not [pair for pair in itertools.product(lines, marks) if overlap(*pair)]
    assert all(left >= 0 and right <= 600 for left, _, right, _ in lines)


def test_tracks_differ_by_more_than_colour() -> None:
    root = parsed(draw_gantt())
    assert len(root.xpath("//*[starts-with(@fill, 'url(#')]")) == 2  # bars of one track, and their sample


def test_45_long_titles_each_have_a_line_of_their_own() -> None:
    bars = [
        Bar(f"{LONG} {number}", number % 15, number % 15 + 3, "transitie" if number < 20 else "transformatie")
        for number in range(45)
    ]
    figure = draw_gantt(bars, periods=20)
    heights = sorted(place(figure, bar.title)[1] for bar in bars)
    assert all(after - before > 20 for before, after in itertools.pairwise(heights))
    assert heights[-1] < 45 * 32 + 120


def test_a_very_long_title_breaks_and_keeps_its_words() -> None:
    title = f"{LONG} {LONG} {'x' * 200}"
    shown = words(draw_gantt([Bar(title, 10, 12, "transitie")], ()))
    assert "".join(shown[shown.index("Transitie") + 1 :]).replace(" ", "") == title.replace(" ", "")


@pytest.mark.parametrize("periods", [1, 5, 28, 29, 48, 120])
def test_gantt_of_any_horizon(periods: int) -> None:
    figure = draw_gantt([Bar("Kort", 0, 1, "transitie")], [Diamond("Mijlpaal", periods, "", True)], periods)
    shown = words(figure)
    assert ("K1" in shown) == (periods <= 28)
    assert "Mijlpaal" in shown
    assert GROUND in to_svg_bytes(figure).decode()


def test_costs_say_year_total_and_unit() -> None:
    figure = costs(
        [YearCost(2027, 420 * K, 0, 450 * K), YearCost(2028, 60 * K, 190 * K, 250 * K)], labels=COSTS
    )
    shown = words(figure)
    assert {"2027", "2028", "420", "250", "duizend euro", "Eenmalig", "Structureel", "Budget"} <= set(shown)
    assert "Zonder lijn: geen grens" not in shown
    assert {"0", "200", "400", "600"} <= set(shown)


def test_a_year_without_limit_has_no_line() -> None:
    free = costs([YearCost(2027, 420 * K, 0, None)], labels=COSTS)
    assert "Budget" not in words(free)
    assert "Zonder lijn: geen grens" in words(free)
    nothing = costs([YearCost(2027, 420 * K, 0, 0)], labels=COSTS)
    assert "Budget" in words(nothing), "a budget of zero is a limit"
    assert not parsed(free).xpath(f"//*[@stroke='{TARGET}']")
    assert parsed(nothing).xpath(f"//*[@stroke='{TARGET}']")


def test_a_little_is_not_nothing() -> None:
    assert "<1" in words(costs([YearCost(2027, 0, 30_000, None)], labels=COSTS))
    assert words(costs([YearCost(2027, 0, 0, None)], labels=COSTS)).count("0") == 2


def test_costs_in_the_reader_s_notation() -> None:
    figure = costs(
        [YearCost(2027, 1250 * K, 0, None)], labels=COSTS, write=lambda value: f"{value:,}".replace(",", ".")
    )
    assert "1.250" in words(figure)


def test_costs_of_many_years_keep_their_words_apart() -> None:
    figure = costs([YearCost(2027 + year, 1250 * K, 10 * K, 1300 * K) for year in range(30)], labels=COSTS)
    places = [place(figure, text)[0] for text in words(figure) if re.fullmatch(r"20[2-5]\d", text)]
    assert len(places) > 4
    assert all(after - before > 25 for before, after in itertools.pairwise(places))


def test_load_names_roles_years_peak_and_limit() -> None:
    shown = words(draw_load(RoleLoad("bestuur", (15, 11, 8, 2), (16, 16, 16, 16))))
    assert {"Bestuur", "2027", "15", "16", "Dagen nodig", "Dagen beschikbaar"} <= set(shown)
    assert "11" not in shown


def test_load_without_limit_or_without_days() -> None:
    free = draw_load(RoleLoad("beleid", (5, 0, 0, 0), None), no_limit="geen grens")
    assert "geen grens" in words(free)
    idle = draw_load(RoleLoad("beleid", (0, 0, 0, 0), (4, 4, 4, 4)), no_limit="geen grens")
    assert "geen grens" not in words(idle)
    assert "0" not in words(idle)


def test_load_over_the_limit_is_marked() -> None:
    over = RoleLoad("beleid", (5, 9, 0, 0), (6, 6, 6, 6))
    marked = draw_load(over, over="Meer dan er is")
    assert "Meer dan er is" in words(marked)
    assert parsed(marked).xpath("//*[starts-with(@fill, 'url(#')]")
    within = draw_load(RoleLoad("beleid", (5, 6, 0, 0), (6, 6, 6, 6)), over="Meer dan er is")
    assert "Meer dan er is" not in words(within)


def test_load_without_years_names_its_quarters() -> None:
    figure = load(
        [RoleLoad("beleid", (5,) * 16, None)],
        names=["Beleid"],
        quarters=[f"{2027 + period // 4}\nK{period % 4 + 1}" for period in range(16)],
        used="nodig",
        available="er is",
    )
    assert {"2027", "2030", "K1"} <= set(words(figure))


@pytest.mark.parametrize(
    "draw",
    [
        lambda: draw_gantt(today=3.2),
        lambda: costs([YearCost(2027, 420 * K, 3 * K, None), YearCost(2028, 0, 0, 0)], labels=COSTS),
        lambda: draw_load(RoleLoad("beleid", (5, 9), (6, 6)), RoleLoad("staf", (0, 0), None)),
    ],
)
def test_same_bytes_and_no_none(draw: Callable[[], Figure]) -> None:
    first, second = (to_svg(draw(), title="t", description="d", id_prefix="x") for _ in range(2))
    assert first == second
    assert not re.search(r"\b(None|nan|inf)\b", first)
    assert "style=" not in first


# chances


def test_a_bar_is_as_long_as_its_chance() -> None:
    figure = chances([ChanceBar("Wet", 0.4, "40 van de 100"), ChanceBar("Loket", 0.0, "geen")])
    texts = [item.get_text() for item in figure.findobj(Text)]
    assert {"Wet", "Loket", "40 van de 100", "geen", "0", "100"} <= set(texts)
    filled = [item for item in figure.findobj(PathPatch) if to_hex(item.get_facecolor()) == CURRENT]
    (bar,) = filled  # none for a chance of nothing
    frame = next(item for item in figure.findobj(PathPatch) if item.get_linewidth() == 1)
    assert bar.get_path().get_extents().width == pytest.approx(0.4 * frame.get_path().get_extents().width)


# frontier


def test_dearer_lies_to_the_right_and_what_is_missing_lies_up() -> None:
    points = [FrontierPoint(0, 8, "1"), FrontierPoint(500 * K, 3, "2"), FrontierPoint(900 * K, 0, "3")]
    figure = frontier([FrontierSeries("eind 2028", points)], labels=FrontierLabels("duizend euro", "stappen"))
    (marks, _legend) = [item for item in figure.findobj(Line2D) if item.get_marker() == "o"]
    places = np.asarray(marks.get_xydata())
    assert (np.diff(places, axis=0) > 0).all()  # to the right, and down: measured from the top
    texts = [item.get_text() for item in figure.findobj(Text)]
    assert {"1", "2", "3", "duizend euro", "stappen", "0"} <= set(texts)


def outline(item: PathPatch) -> np.ndarray:
    return np.asarray(item.get_path().vertices, dtype=float)


def slopes(item: PathPatch) -> bool:
    return len(outline(item)) == 2 and bool((np.ptp(outline(item), axis=0) > 1).all())


def test_what_is_ready_at_another_moment_has_another_mark_and_is_not_joined() -> None:
    series = [
        FrontierSeries("eind 2028", [FrontierPoint(900 * K, 5, "3")]),
        FrontierSeries("eind 2029", [FrontierPoint(500 * K, 3, "2"), FrontierPoint(0, 8, "1")]),
        *(FrontierSeries(f"eind {2030 + more}", [FrontierPoint(K, 1, "4")]) for more in range(6)),
    ]
    figure = frontier(series, labels=FrontierLabels("duizend euro", "stappen"))
    marks = [item for item in figure.findobj(Line2D) if item.get_markersize() > 10]
    assert [len(item.get_xdata()) for item in marks[:2]] == [1, 2]  # type: ignore[arg-type]
    assert len({(item.get_marker(), item.get_markerfacecolor()) for item in marks}) == len(series)
    assert {one.name for one in series} <= {item.get_text() for item in figure.findobj(Text)}
    # One line, down from left to right; not through the point of the other series.
    (joined,) = [item for item in figure.findobj(PathPatch) if slopes(item)]
    assert (np.diff(outline(joined), axis=0) > 0).all()
