from datetime import UTC, datetime

import pytest

from plateau.assessment.consensus import TEXT_LENGTH, AgreedValue, decided
from plateau.assessment.model import Mark
from plateau.database import new_id


def value(
    plateau: int | None, mark: Mark | None = Mark.PLATEAU, *, evidence: str = "", reason: str = "Daarom."
) -> AgreedValue:
    return AgreedValue(
        criterion="c",
        version=1,
        mark=mark,
        plateau=plateau,
        reason=reason,
        dissent="",
        evidence=evidence,
        set_by=new_id(),
        set_at=datetime(2026, 11, 25, tzinfo=UTC),
    )


def test_a_high_value_wants_something_that_shows_it() -> None:
    assert value(4).lacks_evidence()
    assert value(5, evidence="  ").lacks_evidence()
    assert not value(4, evidence="Jaarverslag 2025, blz. 12").lacks_evidence()
    assert not value(4).lacks_evidence(pieces=1)
    assert not value(3).lacks_evidence()
    assert not value(None, Mark.NOT_APPLICABLE).lacks_evidence()


def test_still_open_is_not_decided() -> None:
    assert decided({"c": value(None, None)}) == {}
    assert decided({"c": value(None, Mark.NOT_APPLICABLE)})["c"].mark is Mark.NOT_APPLICABLE
    assert decided({"c": value(3)})["c"].plateau == 3


def test_a_value_says_what_its_mark_says() -> None:
    with pytest.raises(ValueError, match="exactly when"):
        value(3, Mark.NOT_APPLICABLE)
    with pytest.raises(ValueError, match="exactly when"):
        value(None, Mark.PLATEAU)
    with pytest.raises(ValueError, match="characters"):
        value(3, reason="x" * (TEXT_LENGTH + 1))
