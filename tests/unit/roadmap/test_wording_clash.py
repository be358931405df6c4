"""What cannot all hold in sentences, and what is laid down at every kind of place in a problem."""

from dataclasses import replace

import pytest

from plateau.catalogue.loader import catalogue
from plateau.roadmap import wording
from plateau.roadmap.explanation import explain
from plateau.roadmap.explanation.parts import parts, past
from plateau.roadmap.model import (
    Area,
    AreaTarget,
    ChangeLoad,
    Clash,
    Condition,
    Explanation,
    Fund,
    Group,
    Lag,
    Limit,
    LimitCode,
    Milestone,
    Past,
    Pin,
    Target,
)
from plateau.roadmap.solver import solve
from plateau.roadmap.wording.rules import rule_phrases
from tests.unit.roadmap.small import measure, problem

CATALOGUE = catalogue()
ONE, TWO = "gemeente.coalitiekamer", "gemeente.opgave-doorrekenen"
ONE_TITLE = CATALOGUE.intervention(ONE).title.nl
TWO_TITLE = CATALOGUE.intervention(TWO).title.nl
ALL_RULES = replace(
    measure(ONE, duration=2, earliest=1, excludes=["n"]),
    latest_start=5,
    deadline=8,
    conditions=frozenset({"wet"}),
    lags=(Lag(frozenset("n"), least=1, most=3),),
)
BEGUN = replace(
    problem(
        *(measure(ONE), measure(TWO, all_of=["n"], one_of=["m"])),
        *(measure("m"), measure("n"), measure("o", "a1", duration=2)),
        budgets={2027: 5_000_00},
        capacity={"beleid": [125] * 8},
        mandatory=[ONE],
        forbidden=["m"],
        milestones=[Milestone("wmo", 4, "wmo", {"a": 2}, hard=True)],
    ),
    now=1,
    past=(Past("n", 0, 1),),
)
#: Every kind of rule there is.
PROBLEM = replace(
    BEGUN,
    interventions=tuple(ALL_RULES if item.id == ONE else item for item in BEGUN.interventions),
    targets=(Target("a", 2, hard=True),),
    areas=(Area("A", frozenset("a"), 1),),
    area_targets=(AreaTarget("A", 2, hard=True),),
    conditions=(Condition("wet", 2, latest=3),),
    groups=(Group("keus", frozenset({TWO, "o"}), required=True), Group("of", frozenset("mn"))),
    funds=(Fund("subsidie", 100_00),),
    change_loads=(ChangeLoad("rust", 2),),
    pins=(Pin(TWO, not_before=4),),
)


pytestmark = pytest.mark.usefixtures("dutch")


def clash_words(*rules: str, mandatory: tuple[str, ...] = (), unproven: tuple[str, ...] = ()) -> str:
    found = Explanation("0", clash=mandatory, clash_rules=rules, clash_unproven=unproven)
    return " ".join(wording.clash_sentences(found, CATALOGUE, PROBLEM))


def test_every_kind_of_rule_has_words_with_its_figure() -> None:
    told = {
        part.kind: rule_phrases([part.path], PROBLEM, CATALOGUE) for part in (*parts(PROBLEM), *past(PROBLEM))
    }
    assert told == {
        "mandatory": f"“{ONE_TITLE}” moet in de roadmap",
        "pins": f"“{TWO_TITLE}” begint niet eerder dan 2028 K1",
        "groups": "uit de groep “keus” moet er één in de roadmap",
        "targets": "het doel voor “a” moet worden gehaald",
        "area_targets": "het doel voor “A” moet worden gehaald",
        "milestones": "de mijlpaal “wmo” moet worden gehaald",
        "forbidden": "“m” mag niet in de roadmap",
        "earliest_start": f"“{ONE_TITLE}” begint niet eerder dan 2027 K2",
        "latest_start": f"“{ONE_TITLE}” begint niet later dan 2028 K2",
        "deadline": f"“{ONE_TITLE}” is eind 2028 K4 klaar",
        "conditions": f"“{ONE_TITLE}” wacht op “wet” (zeker vanaf 2027 K4)",
        "all_of": f"“{TWO_TITLE}” kan pas beginnen na “n”",
        "one_of": f"“{TWO_TITLE}” kan pas beginnen na een van deze: “m”",
        "lags": f"de tijd tussen “{ONE_TITLE}” en “n” is minstens 1 kwartaal en hoogstens 3 kwartalen",
        "groups.interventions": "uit de groep “of” past er maar één in de roadmap",
        "excludes": f"“{ONE_TITLE}” en “n” sluiten elkaar uit",
        "steps_per_criterion_per_year": "een onderwerp maakt hoogstens 1 stap in een jaar",
        "budgets": "het budget van 2027 is €\u00a05.000",
        "funds": "“subsidie” is €\u00a0100",
        "capacity": "beleid heeft in de looptijd 1.000 dagen",
        "change_loads": "bij “rust” loopt er hoogstens 2 tegelijk",
        "past": "wat er staat over het begin van “n”, kan niet",
    }


def test_one_that_does_not_fit_and_two_that_do_not_go_together() -> None:
    assert clash_words() == ""
    assert clash_words("budgets[2027]", "capacity[beleid]", mandatory=(ONE,)) == (
        f"“{ONE_TITLE}” past niet: het budget van 2027 is €\u00a05.000 en beleid heeft in de looptijd 1.000 dagen. "
        "Laat deze keuze los of geef meer ruimte."
    )
    together = clash_words(mandatory=(ONE, TWO))
    assert f"“{ONE_TITLE}” en “{TWO_TITLE}”" in together
    assert "de looptijd, de volgorde of een uitsluiting staat het niet toe" in together


def test_what_must_be_done_that_nothing_else_stops_lacks_time() -> None:
    assert clash_words(f"mandatory[{ONE}]", mandatory=(ONE,)) == (
        f"“{ONE_TITLE}” past niet: met de stappen die eerst nodig zijn past het niet in de looptijd. "
        "Laat deze keuze los."
    )


def test_what_must_be_done_names_the_step_below_that_nothing_makes() -> None:
    high = problem(measure("m", "a3"), current={"a": 1}, targets={}, mandatory=["m"])
    found = Explanation("0", clash=("m",), clash_rules=("mandatory[m]",))
    assert wording.clash_sentences(found, CATALOGUE, high)[0].startswith(
        "“m” past niet: er is geen maatregel die “a” van plateau 1 naar 2 brengt, en dat is eerst nodig."
    )


def test_a_start_that_is_too_early_says_what_it_waits_for() -> None:
    """Whatever is lifted: the plateau below cannot be there."""
    stepwise = replace(
        problem(measure("low", "a1", duration=3), measure("m", "a2")), pins=(Pin("m", start=1),)
    )
    found = explain(stepwise, solve(stepwise))
    assert wording.clash_sentences(found, CATALOGUE, stepwise) == (
        "“m” past niet: “m” begint in 2027 K2, en dat kan niet eerder dan 2027 K4: “a” kan op zijn vroegst "
        "vanaf 2027 K4 op plateau 2 staan. Laat deze keuze los.",
    )


def test_a_start_that_is_too_early_reckons_with_other_dates() -> None:
    """What comes first may not begin before the third quarter: said without it, the second would be too soon."""
    made = replace(problem(measure("low", "a1", earliest=2), measure("m", "a2")), pins=(Pin("m", start=0),))
    told = " ".join(wording.clash_sentences(explain(made, solve(made)), CATALOGUE, made))
    assert "en dat kan niet eerder dan 2027 K4" in told


def test_a_start_that_leaves_no_time_says_how_long_it_takes() -> None:
    late = replace(PROBLEM, pins=(Pin("o", start=7),))
    found = Explanation("0", clash_rules=("pins[o]",))
    assert wording.clash_sentences(found, CATALOGUE, late) == (
        "“o” past niet: “o” begint in 2028 K4 en duurt 2 kwartalen, tot na de looptijd. Laat deze keuze los.",
    )


def test_all_that_is_in_the_way_is_told() -> None:
    rules = (f"mandatory[{ONE}]", "forbidden[m]", f"interventions[{TWO}].all_of[n]")
    assert clash_words(*rules, mandatory=(ONE,), unproven=rules[1:2]) == (
        f"“{ONE_TITLE}” past niet: “m” mag niet in de roadmap en “{TWO_TITLE}” kan pas beginnen na “n”. "
        "Laat er één los. De rekentijd was te kort om te bewijzen dat dit er "
        "allemaal toe doet."
    )
    assert clash_words("milestones[wmo]", "steps_per_criterion_per_year").startswith(
        "Dit gaat niet samen: de mijlpaal “wmo” moet worden gehaald en een onderwerp maakt hoogstens 1 stap"
    )


def lacking(*limits: Limit, rules: tuple[str, ...]) -> str:
    (told,) = wording.clash_sentences(
        Explanation("0", clash_rules=rules, clashes=(Clash(rules, short=limits),)), CATALOGUE, PROBLEM
    )
    return told.replace("\u00a0", " ")


def test_a_limit_tells_what_there_is_and_what_is_needed() -> None:
    money = Limit(LimitCode.BUDGET, year=2027, short=50_050)
    assert lacking(money, rules=("budgets[2027]",)) == (
        "Dit kan niet: het budget van 2027 is € 5.000, maar er is minstens € 5.501 nodig. Geef meer ruimte."
    )
    days = [Limit(LimitCode.CAPACITY, role="beleid", period=at, short=at) for at in range(2, 8)]
    assert lacking(*days[:2], rules=("capacity[beleid]",)).startswith(
        "Dit kan niet: beleid heeft te weinig dagen: 125 in 2027 K3 (dit past met 127) "
        "en 125 in 2027 K4 (dit past met 128)."
    )
    assert "beleid heeft in de looptijd 1.000 dagen (dit past met 1.027)" in lacking(
        *days, rules=("capacity[beleid]",)
    )
    more = Limit(LimitCode.CHANGE, name="rust", short=1)
    pot = Limit(LimitCode.FUND, name="subsidie", short=100)
    assert lacking(more, pot, rules=("funds[subsidie]", "change_loads[rust]")) == (
        "Dit gaat niet samen: “subsidie” is € 100 (dit past met € 101) en bij “rust” loopt er hoogstens 2 "
        "tegelijk (dit past met 3). Laat er één los of geef meer ruimte."
    )


def test_what_was_begun_is_part_of_it() -> None:
    begun = replace(
        problem(
            measure("m", duration=2, cost=400_00, days={"beleid": 8}),
            targets={},
            budgets={2027: 300_00},
            capacity={"beleid": [3] * 8},
        ),
        now=1,
        past=(Past("m", 0, 2),),
        funds=(Fund("pot", 300_00),),
    )
    rules = ("budgets[2027]", "funds[pot]", "capacity[beleid]")
    short = (Limit(LimitCode.CAPACITY, role="beleid", period=1, short=1),)
    found = Explanation("0", clash_rules=rules, clashes=(Clash(rules, short=short),))
    (told,) = wording.clash_sentences(found, CATALOGUE, begun)
    for begun_takes in (
        "Wat al begonnen is, vraagt €\u00a0400 in 2027: “m”.",
        "Wat al begonnen is, vraagt €\u00a0400 van “pot”: “m”.",
        "Wat al begonnen is, vraagt 4 dagen van beleid in 2027 K2: “m”.",
    ):
        assert begun_takes in told


def test_several_clashes_say_what_they_are_together() -> None:
    two = (Clash(("budgets[2027]",)), Clash(("capacity[beleid]",)))
    found = Explanation("0", clash_rules=two[0].rules, clashes=two)
    assert len(wording.clash_sentences(found, CATALOGUE, PROBLEM)) == 2
    assert note(found) == (
        "Zolang één van deze punten blijft staan, is er geen roadmap. Misschien is er nog meer dat niet past."
    )
    assert note(replace(found, clashes_complete=True)).endswith(
        "Met genoeg ruimte, of zonder deze eisen, is er wel een roadmap."
    )
    assert note(replace(found, clashes=two[:1], clashes_complete=True)) == ""
    assert note(Explanation("0", clash_rules=("budgets[2027]",))) == ""


MONEY = Limit(LimitCode.BUDGET, year=2027, short=1_000_00)
DAYS = Limit(LimitCode.CAPACITY, role="beleid", period=1, short=3)
CHOICES = Clash(("mandatory[m]", "mandatory[o]"))


@pytest.mark.parametrize(
    ("clashes", "enough", "told"),
    [
        (
            (Clash(("budgets[2027]", "mandatory[m]"), short=(MONEY,)),),
            (MONEY,),
            "Met zoveel ruimte is er wel een roadmap.",
        ),
        (
            (Clash(("budgets[2027]", "mandatory[m]"), short=(MONEY,)),),
            (replace(MONEY, short=2_000_00),),
            "Alles samen vraagt meer: het budget van 2027 is €\u00a05.000, maar er is minstens €\u00a07.000 nodig. "
            "Met zoveel ruimte is er wel een roadmap. Laat u eisen los, dan is één misschien niet genoeg.",
        ),
        (
            (Clash(("budgets[2027]", "capacity[beleid]", "mandatory[m]"), short=(MONEY, DAYS)),),
            (DAYS,),
            "Genoeg is: beleid heeft te weinig dagen: 125 in 2027 K2 (dit past met 128). "
            "Met zoveel ruimte is er wel een roadmap.",
        ),
        (
            (CHOICES, Clash(("pins[m]",))),
            (),
            "Zolang één van deze punten blijft staan, is er geen roadmap. Zonder deze eisen is er wel een roadmap.",
        ),
        (
            (CHOICES, Clash(("budgets[2027]",), short=(MONEY,))),
            (MONEY,),
            "Zolang één van deze punten blijft staan, is er geen roadmap. "
            "Met zoveel ruimte, en zonder de andere eisen, is er wel een roadmap.",
        ),
        (
            (Clash(("budgets[2027]",), short=(MONEY,)),),
            (),
            "Elk bedrag of aantal is het minste voor dat ene punt; samen kan er meer nodig zijn.",
        ),
    ],
)
def test_what_is_enough_for_all_of_it(
    clashes: tuple[Clash, ...], enough: tuple[Limit, ...], told: str
) -> None:
    found = Explanation(
        "0", clash_rules=clashes[0].rules, clashes=clashes, clashes_complete=True, clashes_enough=enough
    )
    assert note(found) == told


def note(found: Explanation) -> str:
    return wording.clash_note(found, CATALOGUE, PROBLEM)
