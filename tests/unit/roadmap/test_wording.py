"""Every code of the reasons in words, in both numbers and without leftovers."""

from datetime import date

import pytest

from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Certainty, Role, Track
from plateau.roadmap import wording
from plateau.roadmap.changes import Change
from plateau.roadmap.model import (
    Calendar,
    CandidateCode,
    CandidateReason,
    ChosenReason,
    Limit,
    LimitCode,
    Milestone,
    MilestoneResult,
    MissedArea,
    MissedCriterion,
    ObjectiveLevel,
    ObjectiveName,
    Plan,
    Problem,
    Scheduled,
    Status,
    Step,
    Target,
    UnmetTarget,
)
from plateau.roadmap.scenario import MAX_PERIODS, Choice
from tests.unit.roadmap import small

CATALOGUE = catalogue()
CALENDAR = Calendar(2027, 1, 8)
SB1, SB2 = "gemeente.sb1", "gemeente.sb2"
ONE, TWO = "gemeente.coalitiekamer", "gemeente.opgave-doorrekenen"
SB1_NAME = CATALOGUE.criterion(SB1).name.nl
SB2_NAME = CATALOGUE.criterion(SB2).name.nl
ONE_TITLE = CATALOGUE.intervention(ONE).title.nl
TWO_TITLE = CATALOGUE.intervention(TWO).title.nl
SHORT_OF_MONEY = Limit(LimitCode.BUDGET, year=2027, short=250_000)


pytestmark = pytest.mark.usefixtures("dutch")


# planned interventions


def chosen(*limits: Limit, **more: object) -> ChosenReason:
    values: dict[str, object] = {
        "id": ONE,
        "start": 2,
        "steps": (Step(SB1, 2, 3),),
        "targets": (SB1,),
        "milestones": (),
        "enables": (),
        "mandatory": False,
        "fixed_by": limits,
    }
    return ChosenReason(**{**values, **more})  # type: ignore[arg-type]


def test_why_an_intervention_is_in_the_plan() -> None:
    reason = chosen(milestones=("m1",), enables=(TWO,), mandatory=True)
    assert wording.purpose_sentences(reason, CATALOGUE, {"m1": "Loket open"}) == [
        f"Brengt “{SB1_NAME}” van plateau 2 naar 3.",
        "Telt mee voor mijlpaal “Loket open”.",
        f"Maakt mogelijk: “{TWO_TITLE}”.",
        "U koos dat deze maatregel erin moet.",
    ]
    two = wording.purpose_sentences(chosen(milestones=("m1", "m2")), CATALOGUE)
    assert two[1] == "Telt mee voor de mijlpalen “m1” en “m2”."


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (
            Limit(LimitCode.EARLIEST_START, period=2),
            "er is vastgelegd dat deze maatregel niet eerder begint dan 2027 K3",
        ),
        (Limit(LimitCode.PREREQUISITE, intervention=TWO), f"“{TWO_TITLE}” moet eerst klaar zijn"),
        (
            Limit(LimitCode.PREREQUISITE, intervention=TWO, name="one_of"),
            f"“{TWO_TITLE}”, of een andere maatregel die ook kan, moet eerst klaar zijn",
        ),
        (
            Limit(LimitCode.STEP_BELOW, criterion=SB1, plateau=2, period=2),
            f"“{SB1_NAME}” staat pas vanaf 2027 K3 op plateau 2",
        ),
        (
            Limit(LimitCode.STEP_BELOW, criterion=SB1, plateau=2, period=8),
            f"“{SB1_NAME}” staat pas vanaf 2029 K1 op plateau 2",
        ),
        (Limit(LimitCode.STEP_BELOW, criterion=SB1, plateau=2), f"“{SB1_NAME}” komt niet op plateau 2"),
        (
            Limit(LimitCode.YEARLY_STEPS, criterion=SB1, year=2027),
            f"“{SB1_NAME}” maakt in 2027 al zo veel stappen als in een jaar mag",
        ),
        (SHORT_OF_MONEY, "het budget van 2027 komt €\u00a02.500 tekort"),
        (
            Limit(LimitCode.CAPACITY, role="beleid", period=1, short=1),
            "beleid komt 1 dag tekort (vanaf 2027 K2)",
        ),
        (
            Limit(LimitCode.CAPACITY, role="beleid", period=1, short=7),
            "beleid komt 7 dagen tekort (vanaf 2027 K2)",
        ),
        (
            Limit(LimitCode.EXCLUDED, intervention=TWO),
            f"“{TWO_TITLE}” staat in de roadmap en gaat er niet mee samen",
        ),
        (Limit(LimitCode.HORIZON), "de maatregel is dan niet klaar binnen de looptijd"),
    ],
)
def test_what_fixes_a_start(limit: Limit, expected: str) -> None:
    assert wording.limit_phrase(limit, CATALOGUE, CALENDAR) == expected
    assert wording.start_sentence(chosen(limit), CATALOGUE, CALENDAR) == (
        f"Begint in 2027 K3. Eerder kan niet: {expected}."
    )


def test_a_start_that_nothing_fixes() -> None:
    at_once = chosen(Limit(LimitCode.AT_ONCE), start=0)
    assert wording.start_sentence(at_once, CATALOGUE, CALENDAR) == "Begint meteen, in 2027 K1."
    free = chosen(Limit(LimitCode.FREE))
    assert "niet bewezen" in wording.start_sentence(free, CATALOGUE, CALENDAR)


def test_every_limit_has_words() -> None:
    for code in LimitCode:
        for name in ObjectiveName if code is LimitCode.OBJECTIVE else ("start",):
            assert wording.limit_phrase(Limit(code, short=1, name=name), CATALOGUE, CALENDAR)


# left out


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (
            CandidateReason(ONE, CandidateCode.NOT_NEEDED),
            "Niet nodig: brengt geen doel of mijlpaal dichterbij.",
        ),
        (
            CandidateReason(ONE, CandidateCode.DOMINATED, by=(TWO,), extra_cents=500_000),
            f"“{TWO_TITLE}” zet al de stappen die nodig zijn. "
            "Deze zou €\u00a05.000 meer kosten (als alles meteen begint).",
        ),
        (
            CandidateReason(ONE, CandidateCode.DOMINATED, by=(TWO,), extra_cents=-500_000),
            f"“{TWO_TITLE}” zet al de stappen die nodig zijn. "
            "Deze zou €\u00a05.000 minder kosten (als alles meteen begint). Toch past deze er niet beter in: "
            "dat komt door een keuze van u, een grens of een ander doel.",
        ),
        (
            CandidateReason(ONE, CandidateCode.DOMINATED, by=(TWO,), extra_cents=0),
            f"“{TWO_TITLE}” zet al de stappen die nodig zijn. Deze kost evenveel.",
        ),
        (
            CandidateReason(ONE, CandidateCode.DOMINATED, by=(TWO,)),
            f"“{TWO_TITLE}” zet al de stappen die nodig zijn.",
        ),
        (
            CandidateReason(ONE, CandidateCode.DOMINATED),
            "Niet nodig: de roadmap bereikt zonder deze maatregel minstens zoveel.",
        ),
        (
            CandidateReason(ONE, CandidateCode.WOULD_NOT_FIT, start=1, limits=(Limit(LimitCode.HORIZON),)),
            "Zou helpen bij een start in 2027 K2, maar dat kan niet: "
            "de maatregel is dan niet klaar binnen de looptijd.",
        ),
        (
            CandidateReason(ONE, CandidateCode.WOULD_NOT_FIT, limits=(Limit(LimitCode.HORIZON),)),
            "Zou helpen, maar past niet: de maatregel is dan niet klaar binnen de looptijd.",
        ),
        (
            CandidateReason(
                ONE,
                CandidateCode.WOULD_NOT_FIT,
                start=1,
                limits=(Limit(LimitCode.PIN, name="not_before", period=2), SHORT_OF_MONEY),
            ),
            "Zou helpen bij een start in 2027 K2, maar dat kan niet: uw keuze is niet eerder dan 2027 K3 en "
            "het budget van 2027 komt €\u00a02.500 tekort. Dat geldt als de rest van de roadmap blijft staan.",
        ),
        (
            CandidateReason(ONE, CandidateCode.WOULD_NOT_FIT, limits=(SHORT_OF_MONEY,)),
            "Zou helpen, maar past niet: het budget van 2027 komt €\u00a02.500 tekort. "
            "Dat geldt als de rest van de roadmap blijft staan.",
        ),
        (
            CandidateReason(ONE, CandidateCode.WOULD_NOT_FIT),
            "Zou helpen, maar past niet binnen de grenzen.",
        ),
        (
            CandidateReason(ONE, CandidateCode.UNPROVEN, start=1),
            "Zou passen. De rekentijd was te kort om te zeggen of de roadmap er beter van wordt.",
        ),
    ],
)
def test_why_a_candidate_was_left_out(reason: CandidateReason, expected: str) -> None:
    assert wording.candidate_sentence(reason, CATALOGUE, small.problem()) == expected


def test_every_candidate_code_has_words() -> None:
    for code in CandidateCode:
        assert wording.candidate_sentence(CandidateReason(ONE, code), CATALOGUE, small.problem()).endswith(
            "."
        )


# the plan


def problem(*targets: str) -> Problem:
    return Problem(
        calendar=CALENDAR, current={SB1: 2, SB2: 2}, targets=tuple(Target(name, 4) for name in targets)
    )


def test_the_plan_in_one_sentence() -> None:
    plan = Plan(
        Status.OPTIMAL,
        scheduled=(Scheduled(ONE, 0, 2), Scheduled(TWO, 1, 8)),
        spend_per_period=(1_000_000, 500_000),
        unmet_targets=(UnmetTarget(SB2, 4, 3),),
    )
    assert wording.plan_sentence(problem(SB1, SB2), plan) == (
        "Met 2 maatregelen brengt deze roadmap 1 van de 2 onderwerpen op het gewenste plateau, "
        "voor €\u00a015.000, uiterlijk eind 2028 K4."
    )
    assert wording.plan_sentence(problem(), Plan(Status.OPTIMAL)).startswith("Alle doelen zijn al bereikt")
    assert "geen maatregelen" in wording.plan_sentence(problem(SB1), Plan(Status.OPTIMAL))
    assert "past niet binnen" in wording.plan_sentence(problem(SB1), Plan(Status.INFEASIBLE))


def test_status_margin_and_clash() -> None:
    for status in Status:
        assert wording.status_words(status)
        assert wording.status_sentence(Plan(status)).endswith(".")
    plan = Plan(
        Status.FEASIBLE,
        objectives=tuple(
            ObjectiveLevel(name, 300_000, 100_000, name is ObjectiveName.MILESTONES) for name in ObjectiveName
        ),
    )
    margins = wording.margin_sentences(plan)
    assert len(margins) == len(ObjectiveName) - 1
    assert (
        "De kosten kunnen misschien nog €\u00a02.000 lager, als elke maatregel telt alsof hij meteen begint."
    ) in margins
    assert "Bij “doelen” is de score 300.000; de ondergrens is 100.000." in margins
    for first in (ObjectiveName.STABILITY, ObjectiveName.MILESTONES):
        proven = Plan(Status.OPTIMAL, objectives=(ObjectiveLevel(first, 0, 0, True),))
        assert "wachten is geen besparing" in wording.status_sentence(proven)


def test_what_comes_after_the_date_is_counted() -> None:
    assert wording.late_sentence(0, date(2028, 12, 31)) == ""
    assert wording.late_sentence(2, date(2028, 12, 31)) == (
        "2 onderwerpen komen pas na de datum van uw ambitie (31 december 2028) op het gewenste plateau."
    )


def test_what_changed_since() -> None:
    assert wording.change_sentence([]) == ""
    assert wording.change_sentence([Change.ANSWERS, Change.SETTINGS]) == (
        "Sinds deze berekening zijn gewijzigd: de antwoorden en de instellingen."
    )
    assert all(wording.change_sentence([change]) for change in Change)


def test_milestones_met_missed_and_without_a_demand() -> None:
    asked = Milestone("m", 4, "wmo", {SB1: 3, SB2: 4})
    nothing = Milestone("m", 4, "wmo", {})
    met, missed = MilestoneResult("m", 4), MilestoneResult("m", 4, (MissedCriterion(SB2, 4, 3),))
    assert wording.milestone_verdict(met, nothing) == "Geen open doel hangt hiermee samen."
    assert wording.milestone_verdict(met, asked) == "Wordt gehaald: alle 2 onderwerpen staan op tijd."
    assert wording.milestone_verdict(missed, asked) == "Wordt niet gehaald voor 1 van de 2 onderwerpen."
    assert wording.late_phrases(missed, CATALOGUE) == [f"“{SB2_NAME}” staat dan op 3 in plaats van 4"]
    assert wording.late_phrases(met, CATALOGUE) == []
    others = MilestoneResult("m", 4, missed_areas=(MissedArea("sturing", 4, 2),), not_done=("weg",))
    assert wording.late_phrases(others, CATALOGUE) == [
        "“sturing” staat dan op 2 in plaats van 4",
        "“weg” is dan niet klaar",
    ]


def test_what_ties_transities_together() -> None:
    assert wording.knitting_sentence([]).startswith("Geen van de maatregelen")
    assert wording.knitting_sentence([("“A”", 2)]).startswith("1 maatregel werkt")
    assert wording.knitting_sentence([("“A”", 3), ("“B”", 2)]).endswith("tegelijk bedient “A”.")


def test_no_single_intervention_is_named_when_several_serve_the_most_transities() -> None:
    assert wording.knitting_sentence([("“A”", 4), ("“B”", 4), ("“C”", 2)]) == (
        "3 maatregelen werken voor meer dan één transitie tegelijk. Die knopen de transities aan elkaar: "
        "2 daarvan werken voor 4 transities tegelijk, en geen voor meer."
    )


def test_an_ambition_beyond_the_longest_roadmap() -> None:
    longest = Calendar(2027, 1, MAX_PERIODS)
    assert "hoogstens 8 jaar" in wording.horizon_sentence(longest, date(2035, 3, 31))
    assert wording.horizon_sentence(longest, date(2035, 3, 30)) == ""
    assert wording.horizon_sentence(CALENDAR, date.max) == ""  # shorter by choice


# names


def test_names_of_what_the_model_has_and_has_lost() -> None:
    assert wording.intervention_name(ONE, CATALOGUE) == f"“{ONE_TITLE}”"
    assert wording.intervention_name("gemeente.weg", CATALOGUE) == "“gemeente.weg”"
    assert wording.criterion_name("gemeente.weg", CATALOGUE) == "“gemeente.weg”"
    assert wording.joined([]) == ""
    assert wording.joined(["a", "b", "c"]) == "a, b en c"
    assert wording.role_name("kok") == "kok"
    assert {wording.role_name(role) for role in Role} == {role.value for role in Role}
    assert all(wording.track_name(track) for track in Track)
    assert all(wording.certainty_name(certainty) for certainty in Certainty)
    assert [wording.choice_name(choice) for choice in (None, *Choice)] == ["Vrij", "Moet erin", "Niet"]


def test_a_span_of_quarters() -> None:
    assert wording.span(CALENDAR, 0, 1) == "2027 K1"
    assert wording.span(CALENDAR, 0, 3) == "2027 K1 t/m K3"
    assert wording.span(CALENDAR, 3, 6) == "2027 K4 t/m 2028 K2"


# after the horizon


@pytest.mark.parametrize(("after", "budget"), [(10_000, None), (10_000, 10_000), (0, 0)])
def test_costs_within_the_budget_need_no_warning(after: int, budget: int | None) -> None:
    assert not wording.over_budget_sentence(after, 2030, budget)


def test_costs_above_the_budget_say_by_how_much() -> None:
    sentence = wording.over_budget_sentence(31_800_000, 2030, 12_500_000).replace("\N{NO-BREAK SPACE}", " ")
    assert sentence == "Daarna kost dit € 318.000 per jaar: € 193.000 meer dan uw budget van 2030."
