"""Whom an anonymous questionnaire is mailed to: when an address may change, and who is listed again."""

from __future__ import annotations

import pytest

from plateau.assessment import operations, store
from plateau.assessment.model import Anonymity, Participant, Perspective, RoundState
from plateau.assessment.participant_list import Row
from tests.integration.assessment.rounds import make
from tests.integration.assessment.seats import EMAIL, Scene


def change(scene: Scene, email: str | None, name: str = "Els") -> None:
    operations.change_participant(
        scene.session,
        actor=scene.leader,
        round_id=scene.round.id,
        participant_id=scene.els.id,
        name=name,
        email=email,
        perspective=Perspective.STAF,
        areas=frozenset(),
        language="nl",
    )


@pytest.mark.parametrize("began", [False, True])
@pytest.mark.parametrize("email", [None, "baas@elders.example"])
def test_in_an_open_anonymous_round_no_address_changes_whether_or_not_they_began(
    scene: Scene, email: str | None, began: bool
) -> None:
    if began:
        scene.save_by(scene.begin(scene.handed()), 2)
    with pytest.raises(operations.AddressFixed):
        change(scene, email)
    change(scene, EMAIL, name="Else")
    assert scene.now_listed().name == "Else"


def test_before_it_opens_another_address_ends_both_links(scene: Scene) -> None:
    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.PREPARATION)
    before = scene.handed(), scene.own()
    change(scene, "els@nieuw.example")
    assert (scene.handed(), scene.own()) == ("", "")
    assert scene.give() == 1
    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    assert not any(map(scene.enter, before))
    assert scene.begin(before[0]) == ""
    assert scene.begin(scene.handed())


def test_a_first_address_ends_no_link_that_was_printed(scene: Scene) -> None:
    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.PREPARATION)
    store.set_participant(
        scene.session, Participant(scene.els.id, scene.round.id, None, "Els", None, Perspective.STAF)
    )
    handed = scene.handed()
    change(scene, EMAIL)
    assert scene.handed() == handed


def test_the_address_of_an_account_is_not_hidden_behind_another(scene: Scene) -> None:
    """Else whoever leads could list their own account, and show the participant an address of theirs."""
    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.PREPARATION)
    store.link_account(scene.session, scene.els.id, scene.member().person.id)
    with pytest.raises(operations.AddressOfAccount):
        change(scene, "els@echt.example")


def listed_again(scene: Scene) -> operations.Listed:
    row = Row(1, "Els", EMAIL, Perspective.STAF, frozenset())
    return operations.add_participants(scene.session, actor=scene.leader, round_id=scene.round.id, rows=[row])


def test_listed_again_after_revoking_an_account_opens_the_new_place(scene: Scene) -> None:
    assert listed_again(scene) == operations.Listed(0, 1, 0)
    scene.revoke()
    assert listed_again(scene) == operations.Listed(1, 0, 1)
    assert listed_again(scene) == operations.Listed(0, 1, 0)
    member = scene.member()
    found = operations.find_own_participant(scene.session, actor=member, round_id=scene.round.id)
    assert found is not None
    assert found.id != scene.els.id


def test_who_has_an_account_or_is_named_is_not_listed_again(scene: Scene) -> None:
    scene.revoke()
    make(scene.session, scene.round, anonymity=Anonymity.NAMED, state=RoundState.OPEN)
    assert listed_again(scene).added == 0
    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    store.link_account(scene.session, scene.els.id, scene.member().person.id)
    assert listed_again(scene).added == 0
