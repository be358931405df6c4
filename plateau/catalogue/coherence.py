"""What must hold between the parts of the catalogue: one rule, one function, one line in `RULES`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from plateau.catalogue.dossier import Dossier, Figure, State
from plateau.catalogue.figure_rules import FIGURE_RULES
from plateau.catalogue.model import PLATEAUS, Catalogue, Origin, Reference
from plateau.catalogue.reachability import startable
from plateau.catalogue.scan_rules import SCAN_RULES
from plateau.catalogue.tool_rules import TOOL_RULES
from plateau.catalogue.yaml_reader import Words, both
from plateau.language import Text

MAXIMUM_WORDS = 45
SIGNS = range(3, 7)
FIRST_STEPS = 3
# As many as the 2017 document numbers; for passend onderwijs our own least.
CHOICES = {"participatiewet": 9, "jeugdzorg": 7, "wmo": 8, "passend_onderwijs": 5}
YEARS = range(1990, 2100)
DUTCH = {
    "area": "gebied",
    "principle": "principe",
    "transitie": "transitie",
    "document": "document",
    "criterion": "onderwerp",
    "intervention": "maatregel",
}
JUDGING = re.compile(
    r"\b(nog niet|slechts|alleen maar|helaas|goed|slecht|beter"
    r"|not yet|only|merely|unfortunately|good|poor|better)\b",
    re.IGNORECASE,
)


def check_coherence(catalogue: Catalogue) -> list[str]:
    """Every broken rule, as an English sentence that names the item; empty when all is well."""
    return [problem.en for problem in broken_rules(catalogue)]


def broken_rules(catalogue: Catalogue) -> list[Text]:
    """Every broken rule, as a sentence that names the item.

    What someone's own interventions can break is told in both languages, the rest in English only.
    """
    rules = (*RULES, *SCAN_RULES, *TOOL_RULES, *FIGURE_RULES)
    return [both(problem) for rule in rules for problem in rule(catalogue)]


def five_plateaus_in_order(catalogue: Catalogue) -> Iterator[Words]:
    """The plateaus are 1 to 5, in order."""
    if tuple(plateau.number for plateau in catalogue.plateaus) != PLATEAUS:
        yield "model.yaml: expected plateaus 1 to 5 in order"


def references_exist(catalogue: Catalogue) -> Iterator[Words]:
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
    abouts = [(item.id, item.about) for item in catalogue.scans]
    for owner, about in (*abouts, *((item.id, item.about) for item in catalogue.tools)):
        yield from _unknown(owner, "area", about.areas, areas)
        yield from _unknown(owner, "principle", about.principles, principles)
        yield from _unknown(owner, "transitie", about.transities, transities)
        yield from (f"{owner}: unknown plateau {name}" for name in about.plateaus if name not in PLATEAUS)


def _unknown(owner: str, what: str, names: list[str] | tuple[str, ...], known: set[str]) -> Iterator[Words]:
    for name in names:
        if name not in known:
            yield Text(f"{owner}: {DUTCH[what]} {name!r} is onbekend", f"{owner}: unknown {what} {name!r}")


def descriptors_short_and_free_of_judgement(catalogue: Catalogue) -> Iterator[Words]:
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


def enough_signs(catalogue: Catalogue) -> Iterator[Words]:
    """Each criterion has 3 to 6 observable signs."""
    for instrument in catalogue.instruments:
        for criterion in instrument.criteria:
            if len(criterion.signs) not in SIGNS:
                yield f"{criterion.id}: {len(criterion.signs)} signs, expected 3 to 6"


def languages_differ(catalogue: Catalogue) -> Iterator[Words]:
    """A sentence that is the same in both languages was not translated."""
    for owner, text in _sentences(catalogue):
        if text.nl == text.en:
            yield Text(
                f"{owner}: Nederlands en Engels zijn gelijk: {text.nl!r}",
                f"{owner}: nl and en are the same: {text.nl!r}",
            )


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
    for dossier in catalogue.dossiers:
        for part in dossier.sourced():
            yield from ((f"dossier {dossier.id}", text) for text in part.texts)
    yield from ((f"link {link.start} → {link.end}", link.text) for link in catalogue.links)


def instruments_sound(catalogue: Catalogue) -> Iterator[Words]:
    """Instruments have an id of their own, shares between 1 and 100, and a plateau to ask for."""
    ids = [instrument.id for instrument in catalogue.instruments]
    yield from (f"{name}: two instruments have this id" for name in sorted(set(ids)) if ids.count(name) > 1)
    for instrument in catalogue.instruments:
        for name in ("area_share", "known_share"):
            if not 1 <= getattr(instrument, name) <= 100:
                yield f"{instrument.id}: {name} is a percentage from 1 to 100"
        if instrument.asked_plateau not in PLATEAUS:
            yield f"{instrument.id}: asked_plateau is a plateau from 1 to 5"


def criteria_belong_to_their_instrument(catalogue: Catalogue) -> Iterator[Words]:
    """A criterion's id begins with its instrument's id."""
    for instrument in catalogue.instruments:
        for criterion in instrument.criteria:
            if not criterion.id.startswith(f"{instrument.id}."):
                yield f"{criterion.id}: does not begin with {instrument.id!r}"


def interventions_complete(catalogue: Catalogue) -> Iterator[Words]:
    """An intervention makes steps, has three first steps, takes time and someone's days, tells its risks."""
    for item in catalogue.interventions:
        if not item.steps:
            yield Text(f"{item.id}: zet geen stap", f"{item.id}: makes no step")
        if len({step.criterion for step in item.steps}) != len(item.steps):
            yield Text(
                f"{item.id}: zet twee stappen voor hetzelfde onderwerp",
                f"{item.id}: makes two steps of the same criterion",
            )
        if len(item.first_steps) != FIRST_STEPS:
            yield Text(
                f"{item.id}: {len(item.first_steps)} eerste stappen, dat moeten er {FIRST_STEPS} zijn",
                f"{item.id}: {len(item.first_steps)} first steps, expected {FIRST_STEPS}",
            )
        if item.duration_months.low < 1:
            yield Text(f"{item.id}: kost geen tijd", f"{item.id}: takes no time")
        if not item.effort_days:
            yield Text(f"{item.id}: kost niemand dagen", f"{item.id}: takes nobody's days")
        if not item.transities or not item.principles:
            yield Text(
                f"{item.id}: dient geen transitie of geen principe",
                f"{item.id}: serves no transitie or no principle",
            )
        if not item.risks or not item.failure_signs:
            yield Text(
                f"{item.id}: noemt geen risico of geen teken dat het misgaat",
                f"{item.id}: tells no risk or no sign that it goes wrong",
            )
        if item.kind.value not in {step.criterion.split(".", 1)[0] for step in item.steps}:
            yield Text(
                f"{item.id}: zet geen stap voor de eigen soort organisatie",
                f"{item.id}: makes no step for its own kind of organisation",
            )


def no_intervention_unreachable(catalogue: Catalogue) -> Iterator[Words]:
    """Each intervention can come to its turn, and steps on from a plateau that can be reached."""
    able = startable(catalogue)
    steps = [(item.id, step) for item in catalogue.interventions for step in item.steps]
    made = {(step.criterion, step.end) for name, step in steps if name in able}
    for item in catalogue.interventions:
        if item.id not in able:
            yield Text(
                f"{item.id}: waar deze maatregel op wacht, kan nooit gedaan worden",
                f"{item.id}: what it waits for can never be done",
            )
        if clash := sorted(set(item.excludes) & set(item.all_of)):
            yield Text(
                f"{item.id}: heeft {clash[0]!r} nodig en sluit hem uit",
                f"{item.id}: needs and excludes {clash[0]!r}",
            )
    for name, step in steps:
        if step.start > PLATEAUS[0] and (step.criterion, step.start) not in made:
            yield Text(
                f"{name}: geen maatregel brengt {step.criterion} op plateau {step.start}",
                f"{name}: no intervention brings {step.criterion} to plateau {step.start}",
            )


def interventions_sourced(catalogue: Catalogue) -> Iterator[Words]:
    """What an intervention rests on has lines, or it is marked ours."""
    for item in catalogue.interventions:
        if not item.references and item.basis is not Origin.OURS:
            yield Text(
                f"{item.id}: heeft geen bron en staat niet op naam van ons",
                f"{item.id}: has no source and is not marked ours",
            )
        for reference in item.references:
            if not reference.lines:
                yield Text(
                    f"{item.id}: noemt geen regels van {reference.document}",
                    f"{item.id}: names no lines of {reference.document}",
                )


def every_step_reachable(catalogue: Catalogue) -> Iterator[Words]:
    """From plateau 1 up to the asked plateau each step of each criterion has one that can be done."""
    able = startable(catalogue)
    made = {
        (step.criterion, step.start)
        for item in catalogue.interventions
        if item.id in able
        for step in item.steps
    }
    for instrument in catalogue.instruments:
        for criterion in instrument.criteria:
            for start in range(1, instrument.asked_plateau):
                if (criterion.id, start) not in made:
                    yield f"{criterion.id}: no intervention makes the step from {start} to {start + 1}"


def prerequisites_without_cycle(catalogue: Catalogue) -> Iterator[Words]:
    """No intervention waits, through others, for itself."""
    needs = {item.id: item.all_of + item.one_of for item in catalogue.interventions}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> Iterator[Words]:
        if name in path:
            circle = " → ".join([*path[path.index(name) :], name])
            yield Text(f"wachten op elkaar in een kring: {circle}", f"prerequisites in a circle: {circle}")
        elif name not in done:
            for other in needs.get(name, ()):
                yield from visit(other, (*path, name))
            done.add(name)

    for name in needs:
        yield from visit(name, ())


def timetable_dated(catalogue: Catalogue) -> Iterator[Words]:
    """A moment in a timetable has a real date."""
    for transitie in catalogue.transities:
        for entry in transitie.timetable:
            try:
                date.fromisoformat(entry.date)
            except ValueError:
                yield f"{transitie.id}: {entry.date!r} is no date (expected YYYY-MM-DD)"


def every_transitie_has_a_dossier(catalogue: Catalogue) -> Iterator[Words]:
    """Each transitie has one dossier, and no dossier stands alone."""
    transities = [item.id for item in catalogue.transities]
    dossiers = [item.id for item in catalogue.dossiers]
    for name in transities:
        if dossiers.count(name) != 1:
            yield f"{name}: {dossiers.count(name)} dossiers, expected 1"
    for name in dossiers:
        if name not in transities:
            yield f"dossier {name}: unknown transitie {name!r}"


def dossiers_complete(catalogue: Catalogue) -> Iterator[Words]:
    """No part of a dossier is empty, and it has at least as many choices as its source."""
    for dossier in catalogue.dossiers:
        for field in fields(Dossier):
            if not getattr(dossier, field.name):
                yield f"dossier {dossier.id}: no {field.name}"
        least = CHOICES.get(dossier.id, 1)
        if len(dossier.choices) < least:
            yield f"dossier {dossier.id}: {len(dossier.choices)} choices, expected at least {least}"


def dossiers_and_links_sourced(catalogue: Catalogue) -> Iterator[Words]:
    """Each sentence, amount and link names a known document and the lines it rests on."""
    documents = {item.id for item in catalogue.documents}
    for dossier in catalogue.dossiers:
        for part in dossier.sourced():
            owner = f"dossier {dossier.id}, {part.texts[0].nl!r}"
            yield from _unsourced(owner, part.references, documents)
    for link in catalogue.links:
        yield from _unsourced(f"link {link.start} → {link.end}", link.references, documents)


def _unsourced(owner: str, references: tuple[Reference, ...], documents: set[str]) -> Iterator[Words]:
    if not references:
        yield f"{owner}: has no source"
    for reference in references:
        if not reference.lines:
            yield f"{owner}: names no lines of {reference.document}"
    yield from _unknown(owner, "document", [item.document for item in references], documents)


def figures_dated(catalogue: Catalogue) -> Iterator[Words]:
    """Each amount has the year it was said in, no later than its source, and a real year if it has one."""
    years = {item.id: item.year for item in catalogue.documents}
    for owner, figure in _figures(catalogue):
        latest = max((years.get(item.document, 0) for item in figure.references), default=0)
        if figure.as_of > latest or figure.as_of not in YEARS:
            yield f"{owner}: said in {figure.as_of}, but its source is of {latest}"
        if figure.year is not None and figure.year not in YEARS:
            yield f"{owner}: {figure.year} is no year between {YEARS.start} and {YEARS.stop - 1}"


def figures_fit_their_state(catalogue: Catalogue) -> Iterator[Words]:
    """Low ≤ high; one amount if exact or an estimate, none if pm or unknown, a remark if contested."""
    for owner, figure in _figures(catalogue):
        low, high, state = figure.low, figure.high, figure.state
        if (low is None) != (high is None):
            yield f"{owner}: only one of low and high"
        elif low is not None and high is not None and low > high:
            yield f"{owner}: low {low} is more than high {high}"
        elif state in {State.EXACT, State.ESTIMATE} and (low is None or low != high):
            yield f"{owner}: {state} needs one amount"
        elif state is State.RANGE and (low is None or low == high):
            yield f"{owner}: a range needs a low and a higher high"
        elif state in {State.PM, State.UNKNOWN} and low is not None:
            yield f"{owner}: {state} has no amount"
        if state is State.CONTESTED and figure.remark is None:
            yield f"{owner}: contested, but no remark says why"


def _figures(catalogue: Catalogue) -> Iterator[tuple[str, Figure]]:
    for dossier in catalogue.dossiers:
        for figure in dossier.money:
            yield f"dossier {dossier.id}, {figure.what.nl!r}", figure


def links_between_two_transities(catalogue: Catalogue) -> Iterator[Words]:
    """A link joins two transities that exist, and says a thing once."""
    transities = {item.id for item in catalogue.transities}
    seen = set()
    for link in catalogue.links:
        owner = f"link {link.start} → {link.end}"
        yield from _unknown(owner, "transitie", [link.start, link.end], transities)
        if link.start == link.end:
            yield f"{owner}: joins a transitie to itself"
        if (link.start, link.end, link.text) in seen:
            yield f"{owner}: stands here twice"
        seen.add((link.start, link.end, link.text))


RULES = (
    five_plateaus_in_order,
    references_exist,
    instruments_sound,
    criteria_belong_to_their_instrument,
    descriptors_short_and_free_of_judgement,
    enough_signs,
    languages_differ,
    interventions_complete,
    every_step_reachable,
    no_intervention_unreachable,
    interventions_sourced,
    prerequisites_without_cycle,
    timetable_dated,
    every_transitie_has_a_dossier,
    dossiers_complete,
    dossiers_and_links_sourced,
    figures_dated,
    figures_fit_their_state,
    links_between_two_transities,
)
