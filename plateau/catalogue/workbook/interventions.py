"""The sheet with interventions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plateau.catalogue.model import Estimate, Intervention, Origin, Reference, Role, Scaling, Track
from plateau.catalogue.workbook.columns import Column, Form, Table, bilingual, lists
from plateau.language import Text


def _estimate(
    nl: str, en: str, path: tuple[str, ...], get: Callable[[Intervention], Estimate]
) -> list[Column[Intervention]]:
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


def _effort(role: Role) -> list[Column[Intervention]]:
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


COLUMNS: tuple[Column[Intervention], ...] = (
    Column(Text("id", "id"), ("id",), Form.TEXT, lambda item: item.id),
    *bilingual("titel", "title", "title", lambda item: item.title),
    *bilingual("wat het is", "what it is", "summary", lambda item: item.summary),
    *lists("eerste drie stappen", "first three steps", "first_steps", lambda item: item.first_steps),
    *bilingual("klaar als", "done when", "done_when", lambda item: item.done_when),
    *bilingual("eigenaar", "owner", "owner", lambda item: item.owner),
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
    *bilingual("wacht op", "waits for", "waits_for", lambda item: item.waits_for),
    *lists("risico's", "risks", "risks", lambda item: item.risks),
    *lists(
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


def _finished(content: dict[str, Any]) -> dict[str, Any]:
    """What may be empty: days of nobody are no days, and a maatregel need not wait for anything."""
    efforts = content.get("effort_days", {})
    kept = {
        role: days
        for role, days in efforts.items()
        if any(node.value not in {"0", ""} for node in days.values())
    }
    return {"waits_for": None, **content, "effort_days": kept}


INTERVENTIONS = Table("interventions", Text("maatregelen", "interventions"), COLUMNS, _finished)
