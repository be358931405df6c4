"""Own estimates take the place of ours, and only for what they are about."""

from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Estimate, Kind, Origin, Scaling
from plateau.tailoring.applying import our_estimates, tailored
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
