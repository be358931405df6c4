"""The columns of the sheet with interventions, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from plateau.catalogue.model import Estimate, Intervention, Origin, Reference, Role, Scaling, Track
from plateau.language import Text

SHEET = Text("maatregelen", "interventions")


class Form(Enum):
    """How a cell is read: what stands in it, and what it becomes in the document."""

    TEXT = auto()  # one text
    NUMBER = auto()  # one whole number
    NAMES = auto()  # ids, with ; between them
    LINES = auto()  # one text per line of the cell
    STEPS = auto()  # gemeente.sb1 2>3; gemeente.ps2 1>2
    PLACES = auto()  # one reference per line: k2-2012 | §4.1 | 120-131


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading in both languages, its place in the document, and how its cells look.

    `path` is the place in an intervention's document; ("first_steps", "nl") with the form LINES means the
    Dutch halves of a list of texts.
    """

    heading: Text
    path: tuple[str, ...]
    form: Form
    show: Callable[[Intervention], str | int]
    options: tuple[str, ...] = ()


def _bilingual(nl: str, en: str, key: str, get: Callable[[Intervention], Text]) -> list[Column]:
    return [
        Column(Text(f"{nl} (nl)", f"{en} (nl)"), (key, "nl"), Form.TEXT, lambda item: get(item).nl),
        Column(Text(f"{nl} (en)", f"{en} (en)"), (key, "en"), Form.TEXT, lambda item: get(item).en),
    ]


def _lists(nl: str, en: str, key: str, get: Callable[[Intervention], tuple[Text, ...]]) -> list[Column]:
    def lines(language: str) -> Callable[[Intervention], str]:
        return lambda item: "\n".join(text.in_language(language) for text in get(item))

    return [
        Column(Text(f"{nl} ({code})", f"{en} ({code})"), (key, code), Form.LINES, lines(code))
        for code in ("nl", "en")
    ]


def _estimate(
    nl: str, en: str, path: tuple[str, ...], get: Callable[[Intervention], Estimate]
) -> list[Column]:
    return [
        Column(Text(f"{nl}: laag", f"{en}: low"), (*path, "low"), Form.NUMBER, lambda item: get(item).low),
        Column(
            Text(f"{nl}: verwacht", f"{en}: likely"),
            (*path, "likely"),
            Form.NUMBER,
            lambda item: get(item).likely,
        ),
        Column(Text(f"{nl}: hoog", f"{en}: high"), (*path, "high"), Form.NUMBER, lambda item: get(item).high),
    ]


def _effort(role: Role) -> list[Column]:
    names = {
        Role.BESTUUR: Text("bestuur", "board"),
        Role.MANAGEMENT: Text("management", "management"),
        Role.BELEID: Text("beleid", "policy"),
        Role.UITVOERING: Text("uitvoering", "delivery"),
        Role.BEDRIJFSVOERING: Text("bedrijfsvoering", "operations"),
    }
    name = names[role]
    nobody = Estimate(0, 0, 0)
    return _estimate(
        f"dagen {name.nl}",
        f"days {name.en}",
        ("effort_days", role.value),
        lambda item: item.effort_days.get(role, nobody),
    )


def _place(reference: Reference) -> str:
    return " | ".join((reference.document, reference.section, reference.lines))


COLUMNS: tuple[Column, ...] = (
    Column(Text("id", "id"), ("id",), Form.TEXT, lambda item: item.id),
    *_bilingual("titel", "title", "title", lambda item: item.title),
    *_bilingual("wat het is", "what it is", "summary", lambda item: item.summary),
    *_lists("eerste drie stappen", "first three steps", "first_steps", lambda item: item.first_steps),
    *_bilingual("klaar als", "done when", "done_when", lambda item: item.done_when),
    *_bilingual("eigenaar", "owner", "owner", lambda item: item.owner),
    Column(Text("spoor", "track"), ("track",), Form.TEXT, lambda item: item.track.value, tuple(Track)),
    Column(
        Text("stappen", "steps"),
        ("steps",),
        Form.STEPS,
        lambda item: "; ".join(f"{step.criterion} {step.start}>{step.end}" for step in item.steps),
    ),
    Column(
        Text("transities", "transities"), ("transities",), Form.NAMES, lambda item: "; ".join(item.transities)
    ),
    Column(
        Text("principes", "principles"), ("principles",), Form.NAMES, lambda item: "; ".join(item.principles)
    ),
    *_estimate("maanden", "months", ("duration_months",), lambda item: item.duration_months),
    *_estimate(
        "eenmalig in euro",
        "one-off in euro",
        ("one_off_cost_eur",),
        lambda item: item.one_off_cost_eur,
    ),
    *_estimate(
        "per jaar in euro",
        "per year in euro",
        ("structural_cost_eur_per_year",),
        lambda item: item.structural_cost_eur_per_year,
    ),
    *(column for role in Role for column in _effort(role)),
    Column(
        Text("groeit met", "scales with"),
        ("scales_with",),
        Form.TEXT,
        lambda item: item.scales_with.value,
        tuple(Scaling),
    ),
    Column(
        Text("eerst nodig: alle", "needs first: all of"),
        ("requires", "all_of"),
        Form.NAMES,
        lambda item: "; ".join(item.all_of),
    ),
    Column(
        Text("eerst nodig: een van", "needs first: one of"),
        ("requires", "one_of"),
        Form.NAMES,
        lambda item: "; ".join(item.one_of),
    ),
    Column(Text("sluit uit", "excludes"), ("excludes",), Form.NAMES, lambda item: "; ".join(item.excludes)),
    Column(
        Text("wacht op (nl)", "waits for (nl)"),
        ("waits_for", "nl"),
        Form.TEXT,
        lambda item: item.waits_for.nl if item.waits_for else "",
    ),
    Column(
        Text("wacht op (en)", "waits for (en)"),
        ("waits_for", "en"),
        Form.TEXT,
        lambda item: item.waits_for.en if item.waits_for else "",
    ),
    *_lists("risico's", "risks", "risks", lambda item: item.risks),
    *_lists(
        "tekenen dat het misgaat",
        "signs that it goes wrong",
        "failure_signs",
        lambda item: item.failure_signs,
    ),
    Column(
        Text("schatting van", "estimate by"),
        ("estimate",),
        Form.TEXT,
        lambda item: item.estimate.value,
        tuple(Origin),
    ),
    Column(
        Text("rust op", "rests on"),
        ("source", "basis"),
        Form.TEXT,
        lambda item: item.basis.value,
        tuple(Origin),
    ),
    Column(
        Text("bronnen", "sources"),
        ("source", "refs"),
        Form.PLACES,
        lambda item: "\n".join(_place(reference) for reference in item.references),
    ),
)
