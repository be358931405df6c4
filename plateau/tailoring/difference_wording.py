"""What a new version of a questionnaire changes, in words: one row per text or value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from plateau.catalogue.difference import Change, Difference
from plateau.catalogue.scan import Questionnaire, Scan
from plateau.language import LANGUAGES
from plateau.web.locale import language, local

INDEX = re.compile(r"\[(\d+)\]")
#: Where a text comes from, and where an item is found: nobody who answers reads that.
UNSEEN = re.compile(r"(references|about)\b|(.*\.)?(lines|origin|basis|document)$")


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """What changed of which item, and how it reads before and after; `lang`: their language."""

    item: str
    change: str
    old: str
    new: str
    lang: str = ""


def difference_rows(
    found: Iterable[Difference], old: Questionnaire, new: Questionnaire
) -> list[DifferenceRow]:
    """The differences from `old` to `new` that one reads in a questionnaire, in the reader's language."""
    return [_row(item, old, new) for item in found if not UNSEEN.match(item.field)]


def _row(found: Difference, old: Questionnaire, new: Questionnaire) -> DifferenceRow:
    if found.change is Change.ADDED:
        return DifferenceRow(_name(found, new), _("nieuw"), "", _question(found, new))
    if found.change is Change.REMOVED:
        return DifferenceRow(_name(found, old), _("vervallen"), _question(found, old), "")
    path, _dot, last = found.field.rpartition(".")
    code = last if last in LANGUAGES else ""
    field = _field(path if code else found.field)
    languages = {"nl": _("Nederlands"), "en": _("Engels")}
    return DifferenceRow(
        item=_name(found, new),
        change=_("%(what)s, %(language)s", what=field, language=languages[code]) if code else field,
        old=_value(found.old),
        new=_value(found.new),
        lang=code if code != language() else "",
    )


def _name(found: Difference, questionnaire: Questionnaire) -> str:
    match found.group:
        case "criteria" | "questions":
            return local(questionnaire.criterion(found.id).name)
        case "parts" if isinstance(questionnaire, Scan):
            part = next(part for part in questionnaire.parts if part.id == found.id)
            return _("Onderdeel %(name)s", name=local(part.name))
        case "scales":
            return _("Schaal %(name)s", name=found.id)
    return _("De vragenlijst zelf")


def _question(found: Difference, questionnaire: Questionnaire) -> str:
    """What is asked there; nothing for a part or a scale."""
    if found.group in {"criteria", "questions"}:
        return local(questionnaire.criterion(found.id).question)
    return ""


def _field(path: str) -> str:
    """The name of a field: `levels[2].text` is plateau 3, `options.ja` what the answer ja means."""
    first, _dot, rest = path.partition(".")
    name = INDEX.sub("", first)
    index = INDEX.search(first)
    if name == "levels" and index:
        return _("plateau %(number)s", number=int(index[1]) + 1)
    if name in {"options", "poles"}:
        key, _dot, part = rest.partition(".")
        what = _("waarde van antwoord “%(key)s”") if part == "value" else _("antwoord “%(key)s”")
        return what % {"key": key}
    names = {
        "name": _("naam"),
        "question": _("vraag"),
        "explanation": _("uitleg"),
        "introduction": _("inleiding"),
        "reading": _("hoe de uitkomst te lezen"),
        "definition": _("waar het over gaat"),
        "area": _("gebied of onderdeel"),
        "kind": _("soort organisatie"),
        "asked_plateau": _("gevraagd plateau"),
        "area_share": _("aandeel dat een plateau moet halen"),
        "known_share": _("aandeel dat bekend moet zijn"),
        "minutes": _("minuten"),
        "signs": _("voorbeelden"),
        "transities": _("transities"),
        "principles": _("principes"),
        "reference": _("bron"),
        "scale": _("schaal"),
    }
    return names.get(name, name)


def _value(value: Any) -> str:
    match value:
        case None | "":
            return "–"
        case {"nl": nl, "en": en}:
            return str(en if language() == "en" else nl)
        case {"name": name}:
            return _value(name)
        case {"text": text}:
            return _value(text)
        case list():
            return "; ".join(_value(item) for item in value) or "–"
    return str(value)
