"""What is kept of a questionnaire: all of it, readable for as long as there are rounds."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plateau.catalogue import kept
from plateau.catalogue.kept import digest_of, digest_of_text, read_kept, write_kept
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Instrument, Reference
from plateau.catalogue.own import with_version
from plateau.catalogue.scan import Questionnaire, Scan
from plateau.language import Text

OLD = Path(__file__).parent / "kept"
words = st.text(min_size=1).filter(str.strip)
st.register_type_strategy(Text, st.builds(Text, words, words))


@given(st.one_of(st.from_type(Instrument), st.from_type(Scan)))
@settings(max_examples=50, deadline=None)
def test_what_is_kept_comes_back_and_equal_contents_have_one_digest(item: Questionnaire) -> None:
    text = write_kept(item)
    assert read_kept(text) == item
    assert write_kept(read_kept(text)) == text
    assert digest_of(with_version(item, item.version + 1)) != digest_of(item) == digest_of_text(text)


@pytest.mark.parametrize("item", catalogue().questionnaires, ids=lambda item: item.id)
def test_all_of_ours_come_back(item: Questionnaire) -> None:
    assert read_kept(write_kept(item)) == item
    assert re.fullmatch("[0-9a-f]{64}", digest_of(item))


@pytest.mark.parametrize("name", ["instrument", "scan"])
def test_what_an_earlier_version_of_plateau_kept_can_be_read(name: str) -> None:
    """These files stand for what is in databases: when this fails, they are not what has to change."""
    text = (OLD / f"{name}.json").read_text(encoding="utf-8").strip()
    assert write_kept(read_kept(text)) == text
    assert digest_of(read_kept(text)) == (OLD / f"{name}.sha256").read_text(encoding="utf-8").strip()


@dataclass(frozen=True, slots=True)
class LaterReference(Reference):
    """What a reference may be some day: with a field more."""

    page: int = 0


def test_a_field_that_the_model_gets_later_changes_no_digest() -> None:
    before = Reference("k2-2012", lines="1-2")
    assert kept._told(before) == kept._told(LaterReference("k2-2012", lines="1-2"))
    assert kept._made(LaterReference, kept._told(before)) == LaterReference("k2-2012", "", "1-2", 0)


def test_a_field_that_the_model_has_no_more_is_passed_over() -> None:
    ours = catalogue().scans[0]
    told: dict[str, Any] = json.loads(write_kept(ours))
    told["colour"] = "blue"
    assert read_kept(json.dumps(told)) == ours
