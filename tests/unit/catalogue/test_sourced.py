"""Every item has a source or is marked ours: one that has neither is told, whatever kind it is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from plateau.catalogue.coherence import check_coherence
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Catalogue, Origin


def without_scan() -> Catalogue:
    scan = catalogue().scans[0]
    question = replace(scan.criteria[0], references=(), basis=Origin.DERIVED)
    broken = replace(scan, criteria=(question, *scan.criteria[1:]))
    return replace(catalogue(), scans=(broken, *catalogue().scans[1:]))


def without_tool() -> Catalogue:
    tool = catalogue().tools[0]
    outcome = replace(tool.outcomes[0], references=(), basis=Origin.DERIVED)
    broken = replace(tool, outcomes=(outcome, *tool.outcomes[1:]))
    return replace(catalogue(), tools=(broken, *catalogue().tools[1:]))


def without_figures() -> Catalogue:
    table = replace(catalogue().figures[0], references=())
    return replace(catalogue(), figures=(table, *catalogue().figures[1:]))


def without_dossier() -> Catalogue:
    dossier = catalogue().dossiers[0]
    broken = replace(dossier, risks=(replace(dossier.risks[0], references=()), *dossier.risks[1:]))
    return replace(catalogue(), dossiers=(broken, *catalogue().dossiers[1:]))


def without_link() -> Catalogue:
    link = replace(catalogue().links[0], references=())
    return replace(catalogue(), links=(link, *catalogue().links[1:]))


def without_intervention() -> Catalogue:
    item = replace(catalogue().interventions[0], references=(), basis=Origin.DERIVED)
    return replace(catalogue(), interventions=(item, *catalogue().interventions[1:]))


@pytest.mark.parametrize(
    "broken",
    [without_scan, without_tool, without_figures, without_dossier, without_link, without_intervention],
)
def test_what_has_no_source_and_is_not_ours_is_told(broken: Callable[[], Catalogue]) -> None:
    problems = check_coherence(broken())
    assert len(problems) == 1
    assert "has no source" in problems[0]
