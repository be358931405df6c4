"""Own content as the text of one document, in the form of the files that it came from."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from plateau.catalogue import own
from plateau.catalogue.export import plain
from plateau.catalogue.intervention_loader import read_intervention
from plateau.catalogue.kept import digest_of
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Intervention
from plateau.catalogue.scan import Questionnaire
from plateau.catalogue.yaml_reader import read


def write_document(item: Intervention) -> str:
    """JSON, which is YAML too; `read_document` gives the same intervention back."""
    document: dict[str, Any] = plain(item)
    del document["retired"]  # its place is in the table: it changes, and the document does not
    places = document.pop("references")
    document["requires"] = {"all_of": document.pop("all_of"), "one_of": document.pop("one_of")}
    document["source"] = {
        "basis": document.pop("basis"),
        "refs": [{key: value for key, value in place.items() if value} for place in places],
    }
    return json.dumps(document, ensure_ascii=False)


@lru_cache(maxsize=1000)  # read on every page of a roadmap, and never changed
def read_document(text: str) -> Intervention:
    """The intervention in a document."""
    return read_intervention(read(text, "own intervention"))


def write_questionnaire(item: Questionnaire) -> str:
    """JSON with all its scales, plateau's too: a release that words those anew changes nothing in it."""
    return json.dumps(own.as_document(item), ensure_ascii=False)


@lru_cache(maxsize=50)  # read on every page of a round, and never changed
def read_questionnaire(text: str) -> Questionnaire:
    """The questionnaire in a document, as version 1."""
    return own.read_questionnaire(read(text, "own questionnaire"), replace(catalogue(), scales=()))


@cache
def known_copies() -> dict[str, Questionnaire]:
    """Our questionnaires by the digest under which a copy is kept: those that come with this version of
    plateau, and in time what was read of the others. They are few, and what a digest tells never changes.
    """
    return {digest_of(item): item for item in catalogue().questionnaires}
