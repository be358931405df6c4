"""The demo shows something real on every page, and its figures stay what its roadmap was planned with."""

from datetime import UTC, datetime

from plateau.accounts import store as accounts
from plateau.assessment import operations, store
from plateau.assessment.agreement import Accord, blind_spots
from plateau.assessment.answer_scale import scale_of
from plateau.assessment.comparison import Course, find_changes
from plateau.assessment.model import RoundState
from plateau.assessment.suppression import publish
from plateau.catalogue.loader import catalogue
from plateau.database import Database
from plateau.demo import ORGANISATIONS, _id, fill


def test_lindervaart_has_a_dozen_voices_a_blind_spot_and_the_scores_of_its_pattern(
    database: Database,
) -> None:
    fill(database, now=datetime(2026, 11, 25, tzinfo=UTC))
    demo = ORGANISATIONS[0]
    instrument = catalogue().instrument("gemeente")
    with database.reading() as session:
        assert accounts.find_person(session, _id("directeur@lindervaart.example"))
        item = store.rounds(session, _id(demo.name))[0]
        profile = operations.compute_profile(session, item=item, instrument=instrument)
        submissions = store.submissions(session, item.id, with_names=False)
    assert len(submissions) >= 12
    expected = [None if letter == "?" else int(letter) for letter in demo.answers]
    assert [profile.scores[criterion.id].plateau for criterion in instrument.criteria] == expected
    results = publish(
        submissions, {criterion.id: scale_of(criterion) for criterion in instrument.criteria}, minimum=3
    )
    seen = [blind_spots(result.blocks) for result in results.criteria.values()]
    assert sum(("professionals", "management") in {(s.lower, s.higher) for s in spots} for spots in seen) >= 3
    accords = {distribution.accord for distribution in results.distributions.values()}
    assert {Accord.TWO_CAMPS, Accord.AGREED} <= accords


def test_lindervaart_has_an_adopted_measurement_to_compare_with(database: Database) -> None:
    fill(database, now=datetime(2026, 11, 25, tzinfo=UTC))
    with database.reading() as session:
        before, after = operations.measured_rounds(
            session, organisation_id=_id(ORGANISATIONS[0].name), instrument_id="gemeente"
        )
    assert (before.round.state, after.round.state) == (RoundState.ADOPTED, RoundState.OPEN)
    changes = find_changes(before.asked, after.asked, before.profile, after.profile)
    courses = {change.course for change in changes}
    assert {Course.HIGHER, Course.LOWER, Course.CONFIRMED} <= courses
