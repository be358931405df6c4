"""Each coherence rule finds the fault it is there for."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from plateau.catalogue import coherence
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Catalogue, Criterion, Intervention, Origin, Reference
from plateau.language import Text


def with_criterion(change: Callable[[Criterion], Criterion]) -> Catalogue:
    first = catalogue().instruments[0]
    criteria = (change(first.criteria[0]), *first.criteria[1:])
    return replace(catalogue(), instruments=(replace(first, criteria=criteria), *catalogue().instruments[1:]))


def with_intervention(change: Callable[[Intervention], Intervention]) -> Catalogue:
    items = catalogue().interventions
    return replace(catalogue(), interventions=(change(items[0]), *items[1:]))


def with_level(text: str) -> Catalogue:
    def change(criterion: Criterion) -> Criterion:
        level = replace(criterion.levels[0], text=Text(nl=text, en="Something else"))
        return replace(criterion, levels=(level, *criterion.levels[1:]))

    return with_criterion(change)


def no_step(items: tuple[Intervention, ...]) -> tuple[Intervention, ...]:
    wanted = ("gemeente.sb1", 2)
    return tuple(
        item for item in items if wanted not in {(step.criterion, step.start) for step in item.steps}
    )


FIRST = catalogue().interventions[0].id
OTHER = catalogue().interventions[1].id
BROKEN = [
    ("too long", lambda: with_level("woord " * 46), "46 words"),
    ("judging", lambda: with_level("De gemeente doet dit nog niet."), "judges"),
    ("untranslated", lambda: with_criterion(lambda c: replace(c, question=Text("Zelfde", "Zelfde"))), "the same"),
    ("few signs", lambda: with_criterion(lambda c: replace(c, signs=c.signs[:2])), "2 signs"),
    ("unreachable", lambda: replace(catalogue(), interventions=no_step(catalogue().interventions)), "from 2 to 3"),
    ("circle", lambda: with_intervention(lambda i: replace(i, all_of=(i.id,))), f"{FIRST} → {FIRST}"),
    ("no steps", lambda: with_intervention(lambda i: replace(i, steps=())), "makes no step"),
    ("no risk", lambda: with_intervention(lambda i: replace(i, risks=())), "tells no risk"),
    ("never", lambda: with_intervention(lambda i: replace(i, one_of=(i.id,))), "can never be done"),
    ("both", lambda: with_intervention(lambda i: replace(i, all_of=(OTHER,), excludes=(OTHER,))), "excludes"),
    ("stair", lambda: replace(catalogue(), interventions=no_step(catalogue().interventions)), "to plateau 3"),
    ("no source", lambda: with_intervention(lambda i: replace(i, references=(), basis=Origin.SOURCE)), "not marked"),
    ("no lines", lambda: with_intervention(lambda i: replace(i, references=(Reference("k2-2012"),))), "no lines"),
    ("no effort", lambda: with_intervention(lambda i: replace(i, effort_days={})), "takes nobody's days"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "expected"), [(make, text) for _, make, text in BROKEN], ids=[b[0] for b in BROKEN]
)
def test_a_fault_is_found(make: Callable[[], Catalogue], expected: str) -> None:
    assert any(expected in problem for problem in coherence.check_coherence(make()))


def test_the_content_breaks_no_rule() -> None:
    assert coherence.check_coherence(catalogue()) == []


def test_every_rule_is_listed() -> None:
    own = {
        value
        for name, value in vars(coherence).items()
        if callable(value)
        and getattr(value, "__module__", "") == coherence.__name__
        and not name.startswith("_")
        and name not in {"check_coherence", "broken_rules"}
    }
    assert own == set(coherence.RULES)
