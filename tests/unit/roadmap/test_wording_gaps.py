"""Gaps and ways out in Dutch sentences."""

import re
from dataclasses import replace

import pytest
from flask_babel import force_locale

from plateau.catalogue.loader import catalogue
from plateau.roadmap import wording
from plateau.roadmap.explanation import explain
from plateau.roadmap.model import (
    Area,
    AreaTarget,
    Calendar,
    GapCode,
    GapReason,
    Limit,
    LimitCode,
    Milestone,
    ObjectiveName,
    Pin,
    Relaxation,
    Step,
    StepMade,
    WayOut,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap import small

CATALOGUE = catalogue()
CALENDAR = Calendar(2027, 1, 8)
SB1, SB2 = "gemeente.sb1", "gemeente.sb2"
ONE, TWO = "gemeente.coalitiekamer", "gemeente.opgave-doorrekenen"
AREA = CATALOGUE.criterion(SB1).area
SB1_NAME = CATALOGUE.criterion(SB1).name.nl
SB2_NAME = CATALOGUE.criterion(SB2).name.nl
ONE_TITLE = CATALOGUE.intervention(ONE).title.nl
TWO_TITLE = CATALOGUE.intervention(TWO).title.nl


pytestmark = pytest.mark.usefixtures("dutch")


def gap(code: GapCode, **more: object) -> GapReason:
    return GapReason(**{"criterion": SB1, "current": 2, "target": 4, "reached": 2, "code": code, **more})  # type: ignore[arg-type]


PROBLEM = replace(
    small.problem(
        small.measure(ONE),
        small.measure(TWO, earliest=3),
        current={SB1: 2, SB2: 2, "b": 1},
        targets={SB2: 3, "b": 2},
        milestones=[Milestone("m1", 4, None, {SB2: 3}), Milestone("b", 4, None, {SB2: 3})],
    ),
    areas=(Area(AREA, frozenset({SB1}), 1),),
    area_targets=(AreaTarget(AREA, 3),),
    pins=(Pin(ONE, not_before=15),),
)


def gap_words(reason: GapReason) -> str:
    return wording.gap_sentence(reason, CATALOGUE, PROBLEM)


# gaps


def test_a_closed_gap_tells_each_step() -> None:
    steps = (StepMade(Step(SB1, 2, 3), 3, (ONE,)), StepMade(Step(SB1, 3, 4), 8, (ONE, TWO)))
    assert gap_words(gap(GapCode.CLOSED, reached=4, steps=steps)) == (
        f"Stap 2 → 3 eind 2027 K3 door “{ONE_TITLE}”. "
        f"Stap 3 → 4 eind 2028 K4 door “{ONE_TITLE}” en “{TWO_TITLE}”."
    )


def test_a_step_in_english_speaks_of_q() -> None:
    made = StepMade(Step(SB1, 2, 3), 3, (ONE,))
    with force_locale("en"):
        assert "2027 Q3" in wording.step_sentence(made, CATALOGUE, CALENDAR)
        assert CATALOGUE.intervention(ONE).title.en in wording.step_sentence(made, CATALOGUE, CALENDAR)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (gap(GapCode.CLOSED, current=4, reached=4), "Staat al op plateau 4."),
        (gap(GapCode.NO_WAY), "Er is geen maatregel die dit doel bereikt."),
        (
            gap(GapCode.NO_WAY, missing_step=Step(SB1, 3, 4)),
            "Er is geen maatregel voor de stap van 3 naar 4.",
        ),
        (
            gap(GapCode.FORBIDDEN, interventions=(ONE,)),
            f"Kan niet door uw keuze: “{ONE_TITLE}” mag niet in de roadmap.",
        ),
        (
            gap(GapCode.FORBIDDEN, interventions=(ONE, TWO)),
            f"Kan niet door uw keuze: “{ONE_TITLE}” en “{TWO_TITLE}” mogen niet in de roadmap.",
        ),
        (
            gap(GapCode.PREREQUISITE, interventions=(ONE,)),
            f"Kan niet: eerst moet “{ONE_TITLE}” klaar zijn, en dat lukt niet.",
        ),
        (
            gap(GapCode.HORIZON, periods_needed=10, periods_available=8),
            "Past niet in de tijd: de kortste weg duurt 10 kwartalen en er zijn er 8.",
        ),
        (
            gap(GapCode.HORIZON, periods_needed=10, periods_available=8, rules=(f"forbidden[{ONE}]",)),
            "Past niet in de tijd: de kortste weg duurt 10 kwartalen en er zijn er 8.",
        ),
        (
            gap(GapCode.HORIZON, periods_needed=2, periods_available=1),
            "Past niet in de tijd: de kortste weg duurt 2 kwartalen en er is er 1.",
        ),
        # Of several ways each tells what it takes; what stops it is told once.
        (
            gap(
                *(GapCode.RULES,),
                periods_needed=10,
                periods_available=8,
                rules=(f"pins[{ONE}]",),
                ways=(WayOut((Relaxation.RULES,), lifted=(f"pins[{ONE}]",)), WayOut((Relaxation.TIME,))),
            ),
            "Past niet in de tijd: de kortste weg duurt 10 kwartalen en er zijn er 8.",
        ),
        (
            gap(
                *(GapCode.RULES,),
                rules=(f"pins[{ONE}]",),
                ways=(WayOut((Relaxation.RULES,), lifted=(f"pins[{ONE}]",)), WayOut((Relaxation.TIME,))),
            ),
            "Dit wordt tegengehouden door wat vastligt en de looptijd samen. "
            "Meer ruimte bij één daarvan is genoeg.",
        ),
        (
            gap(
                GapCode.CAPACITY,
                ways=(WayOut((Relaxation.CAPACITY,)), WayOut((Relaxation.BUDGET, Relaxation.TIME))),
            ),
            "Dit past niet binnen de grenzen van nu. Er is meer dan één manier om het wel te halen.",
        ),
        (
            gap(GapCode.RULES, rules=(f"pins[{ONE}]", f"interventions[{TWO}].earliest_start")),
            f"Kan niet door wat vastligt: “{ONE_TITLE}” begint niet eerder dan 2030 K4 en "
            f"“{TWO_TITLE}” begint niet eerder dan 2027 K4.",
        ),
        (
            gap(GapCode.BUDGET, ways=(WayOut((Relaxation.BUDGET,)), WayOut((Relaxation.TIME,)))),
            "Dit wordt tegengehouden door het budget en de looptijd samen. Meer ruimte bij één daarvan is genoeg.",
        ),
        (
            gap(GapCode.PRIORITIES, ways=(WayOut((Relaxation.PRIORITIES,), instead_of=(SB2,)),)),
            "Andere doelen of mijlpalen gaan voor.",
        ),
        (gap(GapCode.HORIZON), "Past niet in de looptijd."),
        (gap(GapCode.BUDGET), "Het budget is te klein."),
        (gap(GapCode.CAPACITY), "Er is te weinig tijd van mensen beschikbaar."),
        (gap(GapCode.COMBINATION), "Meer dingen samen houden dit tegen."),
        (
            gap(GapCode.COMBINATION, ways=(WayOut((Relaxation.BUDGET, Relaxation.CAPACITY)),)),
            "Niet één ding houdt dit tegen, maar elk van deze: het budget en de tijd van mensen.",
        ),
        (gap(GapCode.UNPROVEN), "De rekentijd was te kort om te zeggen waarom dit open blijft."),
    ],
)
def test_why_a_gap_is_open(reason: GapReason, expected: str) -> None:
    assert gap_words(reason) == expected


@pytest.mark.parametrize(
    ("needed", "available", "expected"),
    [
        (6, 5, "Past niet in de tijd: de kortste weg duurt vanaf 2028 K1 nog 2 kwartalen en er is er 1."),
        (
            8,
            6,
            "Past niet in de tijd: de kortste weg duurt vanaf 2028 K1 nog 4 kwartalen en er zijn er 2.",
        ),
        (7, 4, "De datum is al voorbij: de kortste weg duurt vanaf 2028 K1 nog 3 kwartalen."),
        (3, 2, "De datum is al voorbij."),
    ],
)
def test_a_roadmap_planned_again_counts_from_now(needed: int, available: int, expected: str) -> None:
    reason = gap(GapCode.HORIZON, periods_needed=needed, periods_available=available)
    assert wording.gap_sentence(reason, CATALOGUE, replace(PROBLEM, now=4)) == expected


def test_a_choice_of_ones_own_that_makes_the_way_longer_is_told() -> None:
    reason = gap(GapCode.HORIZON, periods_needed=10, periods_available=8, periods_without_choices=9)
    assert gap_words(reason) == (
        "Past niet in de tijd: de kortste weg duurt 10 kwartalen en er zijn er 8. "
        "Zonder uw eigen keuzes en vastgelegde data zijn het er 9."
    )
    later = wording.gap_sentence(reason, CATALOGUE, replace(PROBLEM, now=8))
    assert later.endswith("Zonder uw eigen keuzes en vastgelegde data is het er 1.")


def test_a_choice_is_named_once() -> None:
    rules = (f"forbidden[{ONE}]",)
    (way,) = ways = (WayOut((Relaxation.RULES,), lifted=rules),)
    for code in (GapCode.FORBIDDEN, GapCode.RULES):
        reason = gap(code, rules=rules, interventions=(ONE,), ways=ways)
        told = [gap_words(reason), *wording.way_out_sentences(reason, CATALOGUE, PROBLEM)]
        assert " ".join(told).count(ONE_TITLE) == 1
        assert told[1] == "Dit kan wel als dat niet meer geldt."
    several = gap(GapCode.RULES, rules=rules, ways=(way, WayOut((Relaxation.TIME,), extra_periods=1)))
    told = [gap_words(several), *wording.way_out_sentences(several, CATALOGUE, PROBLEM)]
    assert " ".join(told).count(ONE_TITLE) == 1


def test_how_far_an_open_gap_comes() -> None:
    assert wording.reached_sentence(gap(GapCode.BUDGET, reached=3)) == "Komt wel tot plateau 3."
    assert wording.reached_sentence(gap(GapCode.BUDGET)) == ""
    assert wording.reached_sentence(gap(GapCode.CLOSED, reached=4)) == ""


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
        (WayOut((Relaxation.TIME,), extra_periods=1), "Dit kan wel 1 kwartaal later."),
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


def test_every_gap_code_and_relaxation_has_words() -> None:
    for code in GapCode:
        assert gap_words(gap(code)).endswith(".")
    for relaxed in Relaxation:
        (sentence,) = wording.way_out_sentences(
            gap(GapCode.BUDGET, ways=(WayOut((relaxed,)),)), CATALOGUE, PROBLEM
        )
        assert sentence.startswith("Dit kan wel ")


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
