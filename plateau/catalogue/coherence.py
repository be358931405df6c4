"""What must hold between the parts of the catalogue: one rule, one function, one line in `RULES`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from plateau.catalogue.model import PLATEAUS, Catalogue
from plateau.language import Text

MAXIMUM_WORDS = 45
SIGNS = range(3, 7)
FIRST_STEPS = 3
JUDGING = re.compile(
    r"\b(nog niet|slechts|alleen maar|helaas|goed|slecht|beter"
    r"|not yet|only|merely|unfortunately|good|poor|better)\b",
    re.IGNORECASE,
)


def check_coherence(catalogue: Catalogue) -> list[str]:
    """Every broken rule, as a sentence that names the item; empty when all is well."""
    return [problem for rule in RULES for problem in rule(catalogue)]


def five_plateaus_in_order(catalogue: Catalogue) -> Iterator[str]:
    """The plateaus are 1 to 5, in order."""
    if tuple(plateau.number for plateau in catalogue.plateaus) != PLATEAUS:
        yield "model.yaml: expected plateaus 1 to 5 in order"


def references_exist(catalogue: Catalogue) -> Iterator[str]:
    """Areas, principles, transities, documents and interventions that are named exist."""
    areas = {item.id for item in catalogue.areas}
    principles = {item.id for item in catalogue.principles}
    transities = {item.id for item in catalogue.transities}
    documents = {item.id for item in catalogue.documents}
    interventions = {item.id for item in catalogue.interventions}
    for instrument in catalogue.instruments:
        for criterion in instrument.criteria:
            yield from _unknown(criterion.id, "area", [criterion.area], areas)
            yield from _unknown(criterion.id, "principle", criterion.principles, principles)
            yield from _unknown(criterion.id, "transitie", criterion.transities, transities)
            yield from _unknown(criterion.id, "document", [criterion.reference.document], documents)
    criteria = {criterion.id for instrument in catalogue.instruments for criterion in instrument.criteria}
    for item in catalogue.interventions:
        yield from _unknown(item.id, "criterion", [step.criterion for step in item.steps], criteria)
        yield from _unknown(item.id, "principle", item.principles, principles)
        yield from _unknown(item.id, "transitie", item.transities, transities)
        yield from _unknown(item.id, "intervention", item.all_of + item.one_of + item.excludes, interventions)
        yield from _unknown(item.id, "document", [ref.document for ref in item.references], documents)


def _unknown(owner: str, what: str, names: list[str] | tuple[str, ...], known: set[str]) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield f"{owner}: unknown {what} {name!r}"


def descriptors_short_and_free_of_judgement(catalogue: Catalogue) -> Iterator[str]:
    """A level descriptor has at most 45 words and says what happens, not whether it is good."""
    for instrument in catalogue.instruments:
        for criterion in instrument.criteria:
            for level in criterion.levels:
                for language in ("nl", "en"):
                    text = level.text.in_language(language)
                    words = len(text.split())
                    if words > MAXIMUM_WORDS:
                        yield f"{criterion.id}, level {level.plateau}, {language}: {words} words"
                    if judging := JUDGING.search(text):
                        yield f"{criterion.id}, level {level.plateau}, {language}: judges ({judging[0]!r})"


def enough_signs(catalogue: Catalogue) -> Iterator[str]:
    """Each criterion has 3 to 6 observable signs."""
    for instrument in catalogue.instruments:
        for criterion in instrument.criteria:
            if len(criterion.signs) not in SIGNS:
                yield f"{criterion.id}: {len(criterion.signs)} signs, expected 3 to 6"


def languages_differ(catalogue: Catalogue) -> Iterator[str]:
    """A sentence that is the same in both languages was not translated."""
    for owner, text in _sentences(catalogue):
        if text.nl == text.en:
            yield f"{owner}: nl and en are the same: {text.nl!r}"


def _sentences(catalogue: Catalogue) -> Iterator[tuple[str, Text]]:
    for instrument in catalogue.instruments:
        for criterion in instrument.criteria:
            yield criterion.id, criterion.question
            yield criterion.id, criterion.explanation
            yield from ((criterion.id, sign.text) for sign in criterion.signs)
            yield from ((criterion.id, level.text) for level in criterion.levels)
    for item in catalogue.interventions:
        texts = (item.summary, item.done_when, *item.first_steps, *item.risks, *item.failure_signs)
        yield from ((item.id, text) for text in texts)


def criteria_belong_to_their_instrument(catalogue: Catalogue) -> Iterator[str]:
    """A criterion's id begins with its instrument's id."""
    for instrument in catalogue.instruments:
        for criterion in instrument.criteria:
            if not criterion.id.startswith(f"{instrument.id}."):
                yield f"{criterion.id}: does not begin with {instrument.id!r}"


def interventions_complete(catalogue: Catalogue) -> Iterator[str]:
    """An intervention makes steps, has three first steps, takes time and someone's days, tells its risks."""
    for item in catalogue.interventions:
        if not item.steps:
            yield f"{item.id}: makes no step"
        if len({step.criterion for step in item.steps}) != len(item.steps):
            yield f"{item.id}: makes two steps of the same criterion"
        if len(item.first_steps) != FIRST_STEPS:
            yield f"{item.id}: {len(item.first_steps)} first steps, expected {FIRST_STEPS}"
        if item.duration_months.low < 1:
            yield f"{item.id}: takes no time"
        if not item.effort_days:
            yield f"{item.id}: takes nobody's days"
        if not item.transities or not item.principles:
            yield f"{item.id}: serves no transitie or no principle"
        if not item.risks or not item.failure_signs:
            yield f"{item.id}: tells no risk or no sign that it goes wrong"
        if item.kind.value not in {step.criterion.split(".", 1)[0] for step in item.steps}:
            yield f"{item.id}: makes no step for its own kind of organisation"


def every_step_reachable(catalogue: Catalogue) -> Iterator[str]:
    """From plateau 1 up to the asked plateau each step of each criterion has an intervention."""
    made = {(step.criterion, step.start) for item in catalogue.interventions for step in item.steps}
    for instrument in catalogue.instruments:
        for criterion in instrument.criteria:
            for start in range(1, instrument.asked_plateau):
                if (criterion.id, start) not in made:
                    yield f"{criterion.id}: no intervention makes the step from {start} to {start + 1}"


def prerequisites_without_cycle(catalogue: Catalogue) -> Iterator[str]:
    """No intervention waits, through others, for itself."""
    needs = {item.id: item.all_of + item.one_of for item in catalogue.interventions}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> Iterator[str]:
        if name in path:
            yield f"prerequisites in a circle: {' → '.join([*path[path.index(name) :], name])}"
        elif name not in done:
            for other in needs.get(name, ()):
                yield from visit(other, (*path, name))
            done.add(name)

    for name in needs:
        yield from visit(name, ())


def timetable_dated(catalogue: Catalogue) -> Iterator[str]:
    """A moment in a timetable has a real date."""
    for transitie in catalogue.transities:
        for entry in transitie.timetable:
            try:
                date.fromisoformat(entry.date)
            except ValueError:
                yield f"{transitie.id}: {entry.date!r} is no date (expected YYYY-MM-DD)"


RULES = (
    five_plateaus_in_order,
    references_exist,
    criteria_belong_to_their_instrument,
    descriptors_short_and_free_of_judgement,
    enough_signs,
    languages_differ,
    interventions_complete,
    every_step_reachable,
    prerequisites_without_cycle,
    timetable_dated,
)
