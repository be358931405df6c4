"""An own questionnaire as the document it can be read from again: one list per sheet of its workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from plateau.catalogue.model import Criterion, Instrument
from plateau.catalogue.own.model import local_id
from plateau.catalogue.scan import Pole, Questionnaire, Scale, ScaleKind, Scan, ScanQuestion
from plateau.language import Text

#: Kinds that only plateau's own scales have: values alone do not tell them.
SHARED_KINDS = {ScaleKind.YES_PARTLY_NO, ScaleKind.AGREEMENT}


def as_document(item: Questionnaire, shared: Iterable[Scale] = ()) -> dict[str, Any]:
    """Dicts, lists, strings and numbers; `reading.read_questionnaire` gives the same questionnaire back.

    The scales that are `shared` are named only, all others told in full. The version is no part of it.
    """
    return _scan(item, shared) if isinstance(item, Scan) else _instrument(item)


def _instrument(item: Instrument) -> dict[str, Any]:
    return {
        "questionnaire": {
            "id": local_id(item.id),
            "kind": item.kind.value,
            "name": _text(item.name),
            "introduction": _text(item.introduction),
            "asked_plateau": item.asked_plateau,
        },
        "criteria": [_criterion(criterion, item.id) for criterion in item.criteria],
    }


def _criterion(item: Criterion, owner: str) -> dict[str, Any]:
    told = {
        "principles": list(item.principles),
        "transities": list(item.transities),
        "signs": [_text(sign.text) for sign in item.signs],
        "source": item.reference.section,
    }
    return {
        "id": local_id(item.id, owner),
        "area": item.area,
        "name": _text(item.name),
        "question": _text(item.question),
        "explanation": _text(item.explanation),
        "levels": {str(level.plateau): _text(level.text) for level in item.levels},
        **_filled(told),
    }


def own_scales(item: Scan, shared: Iterable[Scale]) -> tuple[Scale, ...]:
    """The scales of a scan that are not `shared`, in the order of asking."""
    known = {scale.id for scale in shared}
    return tuple(dict.fromkeys(one.scale for one in item.criteria if one.scale.id not in known))


def _scan(item: Scan, shared: Iterable[Scale]) -> dict[str, Any]:
    options = [_option(scale, pole) for scale in own_scales(item, shared) for pole in scale.poles]
    usual = {part.id: usual_scale(item, part.id) for part in item.parts}
    return {
        "questionnaire": _filled(
            {
                "id": local_id(item.id),
                "kind": item.kind.value if item.kind else None,
                "name": _text(item.name),
                "introduction": _text(item.introduction),
                "reading": _text(item.reading),
                "minutes": item.minutes,
            }
        ),
        **_filled({"scales": options}),
        "parts": [
            {
                "id": part.id,
                "name": _text(part.name),
                "definition": _text(part.definition),
                "scale": usual[part.id],
            }
            for part in item.parts
        ],
        "questions": [_question(question, item.id, usual[question.area]) for question in item.criteria],
    }


def usual_scale(item: Scan, part: str) -> str:
    """The id of the scale that the first question of a part has."""
    return item.in_area(part)[0].scale.id


def _question(item: ScanQuestion, owner: str, usual: str) -> dict[str, Any]:
    told = {
        "scale": item.scale.id if item.scale.id != usual else None,
        "options": {key: _text(text) for key, text in said_options(item).items()},
    }
    return {
        "id": local_id(item.id, owner),
        "part": item.area,
        "name": _text(item.name),
        "question": _text(item.question),
        "explanation": _text(item.explanation),
        **_filled(told),
    }


def said_options(item: ScanQuestion) -> dict[str, Text]:
    """What each answer means here, by key; empty when its scale says it all."""
    if all(option.text == item.scale.pole(option.key).name for option in item.options):
        return {}
    return {option.key: option.text for option in item.options}


def _option(scale: Scale, pole: Pole) -> dict[str, Any]:
    return {
        "scale": scale.id,
        "key": pole.key,
        **_text(pole.name),
        **({} if pole.value is None else {"value": pole.value}),
        **({"kind": scale.kind.value} if scale.kind in SHARED_KINDS else {}),
    }


def _text(text: Text) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en}


def _filled(told: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value not in (None, "", [], {})}
