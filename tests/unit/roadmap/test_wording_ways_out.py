"""Ways out in Dutch sentences: what would close a gap, and what that room makes sure of."""

import re
from dataclasses import replace

import pytest
from flask_babel import force_locale

from plateau.roadmap import wording
from plateau.roadmap.explanation import explain
from plateau.roadmap.model import GapCode, GapReason, Limit, LimitCode, ObjectiveName, Relaxation, WayOut
from plateau.roadmap.solver import solve
from tests.unit.roadmap import small
from tests.unit.roadmap.open_gaps import (
    AREA,
    CALENDAR,
    CATALOGUE,
    ONE,
    ONE_TITLE,
    PROBLEM,
    SB1,
    SB2,
    SB2_NAME,
    gap,
)

pytestmark = pytest.mark.usefixtures("dutch")


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (gap(GapCode.BUDGET), []),
        (gap(GapCode.UNPROVEN), []),
        (gap(GapCode.NO_WAY), ["Bedenk zelf een maatregel voor deze stap, of stel het doel bij."]),
    ],
)
def test_what_helps_without_a_figure(reason: GapReason, expected: list[str]) -> None:
    assert wording.way_out_sentences(reason, CATALOGUE, PROBLEM) == expected


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (WayOut((Relaxation.BUDGET,), extra_cents=1_200_000), "Dit kan wel met €\u00a012.000 extra."),
        (
            WayOut((Relaxation.BUDGET,), extra_cents=1_200_000, extra_per_year={2027: 0, 2028: 1_200_000}),
            "Dit kan wel met €\u00a012.000 extra in 2028.",
        ),
        (
            WayOut((Relaxation.BUDGET,), extra_cents=300_000, extra_per_year={2027: 100_000, 2028: 200_000}),
            "Dit kan wel met €\u00a03.000 extra (€\u00a01.000 in 2027 en €\u00a02.000 in 2028).",
        ),
        (WayOut((Relaxation.CAPACITY,), extra_days={"beleid": 1}), "Dit kan wel met 1 extra dag van beleid."),
        (
            WayOut((Relaxation.CAPACITY,), extra_days={"beleid": 4, "bestuur": 2, "management": 0}),
            "Dit kan wel met 4 extra dagen van beleid en 2 extra dagen van bestuur.",
        ),
        (
            WayOut(
                (Relaxation.CAPACITY,),
                extra_days={"beleid": 58, "bestuur": 2},
                extra_days_per_period={"beleid": (0, 24, 34, 0), "bestuur": (0, 0, 2, 0)},
            ),
            "Dit kan wel met 58 extra dagen van beleid (24 in 2027 K2 en 34 in 2027 K3) en "
            "2 extra dagen van bestuur in 2027 K3.",
        ),
        (
            WayOut(
                (Relaxation.CAPACITY,),
                extra_days={"beleid": 19},
                extra_days_per_period={"beleid": (5, 5, 5, 0, 4, 0, 0, 0)},
            ),
            "Dit kan wel met 19 extra dagen van beleid (telkens 5 in 2027 K1 t/m K3 en 4 in 2028 K1).",
        ),
        (
            WayOut(
                (Relaxation.CAPACITY,),
                extra_days={"beleid": 44},
                extra_days_per_period={"beleid": (7, 6, 0, 22, 9, 0)},
            ),
            "Dit kan wel met 44 extra dagen van beleid "
            "(verdeeld over 2027 K1 t/m 2028 K1, hoogstens 22 in 1 kwartaal).",
        ),
        (
            WayOut(
                (Relaxation.CAPACITY, Relaxation.TIME),
                extra_days={"beleid": 3},
                extra_days_per_period={"beleid": (0,) * 8 + (3,)},
                extra_periods=1,
            ),
            "Dit kan wel met 3 extra dagen van beleid in 2029 K1 en 1 kwartaal later.",
        ),
        (WayOut((Relaxation.CAPACITY,)), "Dit kan wel met meer tijd van mensen."),
        (
            WayOut((Relaxation.PRIORITIES,), instead_of=(SB2, "m1")),
            f"Dit kan wel ten koste van onderwerp “{SB2_NAME}” en mijlpaal “Loket open”.",
        ),
        (
            WayOut((Relaxation.PRIORITIES,), instead_of=(AREA,)),
            f"Dit kan wel ten koste van gebied “{CATALOGUE.area(AREA).name.nl}”.",
        ),
        # Which of the two it is, the way out does not tell.
        (
            WayOut((Relaxation.PRIORITIES,), instead_of=("b",)),
            "Dit kan wel ten koste van onderwerp “b” / mijlpaal “b”.",
        ),
        (WayOut((Relaxation.PRIORITIES,)), "Dit kan wel ten koste van andere doelen of mijlpalen."),
        (
            WayOut((Relaxation.TIME,), extra_periods=1),
            "Dit kan wel 1 kwartaal later, binnen de grenzen van nu.",
        ),
        (
            WayOut((Relaxation.BUDGET, Relaxation.TIME), extra_cents=1_200_000, extra_periods=2),
            "Dit kan wel met €\u00a012.000 extra en 2 kwartalen later.",
        ),
        (
            WayOut((Relaxation.RULES,), lifted=(f"mandatory[{ONE}]",)),
            f"Dit kan wel als dit niet meer geldt: “{ONE_TITLE}” moet in de roadmap.",
        ),
        (WayOut(()), "Dit kan wel met meer ruimte."),
        (
            WayOut(
                (Relaxation.BUDGET, Relaxation.CAPACITY),
                extra_cents=100,
                extra_days={"beleid": 2},
                proven=False,
            ),
            "Dit kan wel met €\u00a01 extra en met 2 extra dagen van beleid. "
            "Misschien is minder genoeg; dat is niet bewezen.",
        ),
    ],
)
def test_what_helps_in_figures(way: WayOut, expected: str) -> None:
    reason = gap(GapCode.COMBINATION, ways=(way,))
    assert wording.way_out_sentences(reason, CATALOGUE, PROBLEM, {"m1": "Loket open"}) == [expected]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((0, 0, 1), "This is possible with 1 extra front line day in 2027 Q3."),
        (
            (0, 0, 5, 0, 35),
            "This is possible with 40 extra front line days (5 in 2027 Q3 and 35 in 2028 Q1).",
        ),
    ],
)
def test_extra_days_in_english(days: tuple[int, ...], expected: str) -> None:
    way = WayOut(
        (Relaxation.CAPACITY,),
        extra_days={"uitvoering": sum(days)},
        extra_days_per_period={"uitvoering": days},
    )
    with force_locale("en"):
        told = wording.way_out_sentences(gap(GapCode.CAPACITY, ways=(way,)), CATALOGUE, PROBLEM)
    assert told == [expected]


def test_money_that_is_lacking_is_rounded_up() -> None:
    def words(**more: object) -> list[str]:
        way = WayOut((Relaxation.BUDGET,), **more)  # type: ignore[arg-type]
        return wording.way_out_sentences(gap(GapCode.BUDGET, ways=(way,)), CATALOGUE, PROBLEM)

    assert words(extra_cents=2_548_301) == ["Dit kan wel met €\u00a025.484 extra."]
    assert words(extra_cents=2_548_300) == ["Dit kan wel met €\u00a025.483 extra."]
    # The sum is that of the amounts beside it.
    assert words(extra_cents=202, extra_per_year={2027: 101, 2028: 101}) == [
        "Dit kan wel met €\u00a04 extra (€\u00a02 in 2027 en €\u00a02 in 2028)."
    ]
    short = Limit(LimitCode.BUDGET, year=2027, short=2_548_333)
    phrase = wording.limit_phrase(short, CATALOGUE, CALENDAR)
    assert phrase == "het budget van 2027 komt €\u00a025.484 tekort"


def test_the_amount_in_the_sentence_is_enough() -> None:
    tight = small.problem(small.measure("m", "a1", cost=2_548_333, duration=4), budgets={2027: 0, 2028: 0})
    (reason,) = explain(tight, solve(tight)).gaps
    assert reason.code is GapCode.BUDGET
    assert reason.ways[0].extra_cents % 100
    (sentence,) = wording.way_out_sentences(reason, CATALOGUE, PROBLEM)
    shown = re.findall(r"€\u00a0([\d.]+)(?: extra)? in (\d{4})", sentence)
    extra = {int(year): int(euro.replace(".", "")) * 100 for euro, year in shown}
    assert sum(extra.values()) >= reason.ways[0].extra_cents
    assert not solve(replace(tight, budgets={**tight.budgets, **extra})).unmet_targets
    year = max(extra)
    assert solve(replace(tight, budgets={**tight.budgets, **extra, year: extra[year] - 200})).unmet_targets


def test_extra_room_may_go_to_another_goal() -> None:
    way = WayOut((Relaxation.BUDGET,), extra_cents=100_00)
    short = GapReason(SB1, 2, 3, 2, GapCode.BUDGET, ways=(way,))
    told = wording.shared_room_sentence([short, replace(short, ways=())], PROBLEM)
    assert told.startswith("Wat een open doel of mijlpaal aan extra ruimte vraagt, is genoeg voor die ene, ")
    assert "Plateau kan die ruimte ook gebruiken voor een ander doel dat even zwaar telt" in told
    assert "“Moet erin”" in wording.sure_of_one_sentence()


def test_extra_room_that_cannot_go_elsewhere_needs_no_word() -> None:
    way = WayOut((Relaxation.BUDGET,), extra_cents=100_00)
    short = GapReason(SB1, 2, 3, 2, GapCode.BUDGET, ways=(way,))
    later = replace(short, ways=(WayOut((Relaxation.TIME,), extra_periods=1),))
    closed = replace(short, code=GapCode.CLOSED, ways=())
    for reasons in ([short], [short, closed], [later, later]):
        assert wording.shared_room_sentence(reasons, PROBLEM) == ""
    # What counts for more could use it too.
    near = replace(PROBLEM, objectives=(ObjectiveName.STABILITY, *PROBLEM.objectives))
    assert wording.shared_room_sentence([short], near)


def test_the_room_named_makes_sure_of_the_goal_that_is_made_hard_or_whose_measure_is_asked_for() -> None:
    """With the room alone the plan closes another goal; as the sentence advises, this one."""
    tight = small.problem(
        small.measure("dear", "a1", cost=300_00),
        small.measure("cheap", "b1", cost=200_00),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
        budgets={2027: 0, 2028: 0},
    )
    dear = next(gap for gap in explain(tight, solve(tight)).gaps if gap.criterion == "a")
    assert wording.shared_room_sentence([dear, dear], tight)
    room = replace(tight, budgets={**tight.budgets, **dear.ways[0].extra_per_year})
    (left,) = solve(room).unmet_targets
    assert left.criterion == "a"  # the cheaper one was closed with it
    asked = replace(room, mandatory=frozenset({"dear"}))
    hard = replace(
        room, targets=tuple(replace(target, hard=target.criterion == "a") for target in room.targets)
    )
    for sure in (asked, hard):
        assert [goal.criterion for goal in solve(sure).unmet_targets] == ["b"]
