"""Own estimates take the place of ours, and only for what they are about."""

from dataclasses import replace

from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Estimate, Kind, Origin, Scaling
from plateau.catalogue.own import with_version
from plateau.tailoring.applying import asking_copy, our_estimates, steps_within, tailored
from plateau.tailoring.model import Estimates

ITEM = catalogue().interventions_for(Kind.GEMEENTE)[0]
OWN = Estimates(Estimate(1, 2, 3), Estimate(4, 5, 6), Estimate(0, 0, 0), {})


def test_without_own_estimates_it_is_the_same_catalogue() -> None:
    assert tailored(catalogue(), {}) is catalogue()


def test_an_own_estimate_holds_as_it_is_and_the_rest_stays() -> None:
    found = tailored(catalogue(), {ITEM.id: OWN})
    changed = found.intervention(ITEM.id)
    assert (changed.duration_months, changed.one_off_cost_eur) == (OWN.duration_months, OWN.one_off_cost_eur)
    assert changed.effort_days == {}
    assert (changed.scales_with, changed.estimate) == (Scaling.FIXED, Origin.ORGANISATION)
    assert our_estimates(changed, kind=Kind.GEMEENTE, size=400_000) == OWN
    others = [item for item in found.interventions if item.id != ITEM.id]
    assert others == [item for item in catalogue().interventions if item.id != ITEM.id]


def test_ours_are_converted_to_the_size() -> None:
    item = next(
        item for item in catalogue().interventions_for(Kind.GEMEENTE) if item.scales_with is not Scaling.FIXED
    )
    base = our_estimates(item, kind=Kind.GEMEENTE, size=50_000)
    large = our_estimates(item, kind=Kind.GEMEENTE, size=200_000)
    assert base.one_off_cost_eur == item.one_off_cost_eur
    assert large.one_off_cost_eur.likely == 2 * item.one_off_cost_eur.likely
    assert large.duration_months == base.duration_months


def test_what_is_installed_is_its_own_copy() -> None:
    for item in catalogue().questionnaires:
        assert asking_copy(catalogue(), item) is catalogue()
    assert steps_within(catalogue()) is catalogue()


def test_a_copy_takes_the_place_of_what_is_installed_and_its_topics_those_of_the_steps() -> None:
    ours = catalogue().instrument("gemeente")
    gone = ours.criteria[0].id
    old = replace(
        ours, version=7, criteria=(replace(ours.criteria[0], id="gemeente.oud"), *ours.criteria[1:])
    )
    found = steps_within(asking_copy(catalogue(), old))
    assert found.instrument("gemeente") is old
    assert {item.id for item in found.questionnaires} == {item.id for item in catalogue().questionnaires}
    assert gone in {step.criterion for item in catalogue().interventions for step in item.steps}
    assert gone not in {step.criterion for item in found.interventions for step in item.steps}
    assert [item.id for item in found.interventions] == [item.id for item in catalogue().interventions]


def test_a_copy_of_what_plateau_has_no_more_is_asked_all_the_same() -> None:
    scan = with_version(catalogue().scans[0], 7)
    fewer = replace(catalogue(), scans=catalogue().scans[1:])
    assert asking_copy(fewer, scan).questionnaire(scan.id) is scan
