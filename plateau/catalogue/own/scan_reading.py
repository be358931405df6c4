"""An own questionnaire whose scales are no plateaus: parts, questions, and scales of its own or shared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plateau.catalogue.model import Area, Catalogue, Kind, Option, Origin, Reference
from plateau.catalogue.own import model
from plateau.catalogue.own.values import UNREADABLE, Names, identifier, known, limited, name, sentence
from plateau.catalogue.scan import OWN, Pole, Scale, ScaleKind, Scan, ScanQuestion
from plateau.catalogue.scan_rules import MINUTES, TAKEN
from plateau.catalogue.yaml_reader import Value
from plateau.language import Text


def read_scan(document: Value, beside: Catalogue) -> Scan:
    """The scan in a document; `beside` has the scales that it may name besides its own."""
    sheets = document.mapping({"questionnaire", "parts", "questions"}, {"scales"})
    keys = sheets["questionnaire"].mapping({"id", "name", "introduction", "reading", "minutes"}, {"kind"})
    scan_id = OWN + identifier(keys["id"], model.QUESTIONNAIRE_ID)
    scales = {scale.id: scale for scale in beside.scales}
    if "scales" in sheets:
        scales |= _own_scales(sheets["scales"], scales)
    parts = _parts(sheets["parts"], scan_id, scales)
    reader = _QuestionReader(scan_id, scales, {part.area.id: part for part in parts}, Names.of(beside))
    questions = [reader.read(row) for row in limited(sheets["questions"], model.MOST_QUESTIONS)]
    asked = {question.area for question in questions}
    for part in parts:
        if part.area.id not in asked and part.area.id != UNREADABLE:
            part.row.complain(
                f"het onderdeel {part.area.id!r} vraagt niets", f"the part {part.area.id!r} asks nothing"
            )
    order = [part.area.id for part in parts]
    return Scan(
        id=scan_id,
        version=1,
        kind=keys["kind"].choice(Kind) if "kind" in keys and not keys["kind"].is_null() else None,
        name=name(keys["name"]),
        introduction=sentence(keys["introduction"]),
        reading=sentence(keys["reading"]),
        minutes=keys["minutes"].number_from(MINUTES),
        parts=tuple(part.area for part in parts),
        criteria=tuple(
            sorted(questions, key=lambda item: order.index(item.area) if item.area in order else 0)
        ),
    )


# scales


def _own_scales(rows: Value, shared: Mapping[str, Scale]) -> dict[str, Scale]:
    """The scales of the file; one row is one option, the rows of a scale stand in the order of showing."""
    found: dict[str, list[tuple[Value, Pole]]] = {}
    kinds: dict[str, ScaleKind] = {}
    for row in rows.items():
        keys = row.mapping({"scale", "key", "nl", "en"}, {"value", "kind"})
        scale = identifier(keys["scale"], model.SCALE_ID)
        if scale in shared:
            keys["scale"].complain(
                f"de schaal {scale!r} is er een van plateau", f"the scale {scale!r} is plateau's own"
            )
        pole = Pole(
            _key(keys["key"]),
            Text(keys["nl"].text(), keys["en"].text()),
            keys["value"].whole_number() if "value" in keys and not keys["value"].is_null() else None,
        )
        found.setdefault(scale, []).append((row, pole))
        if "kind" in keys:
            kinds[scale] = keys["kind"].choice(ScaleKind)
    return {scale: _scale(scale, options, kinds.get(scale)) for scale, options in found.items()}


def _key(value: Value) -> str:
    key = identifier(value, model.OPTION_KEY)
    if key in TAKEN:
        return value.tell(
            Text(f"{key!r} staat al bij elke vraag", f"every question offers {key!r} already"), UNREADABLE
        )
    return key


def _scale(scale_id: str, options: list[tuple[Value, Pole]], kind: ScaleKind | None) -> Scale:
    """A scale with values is ordered (of this kind), one without is a profile; half of each is a mistake."""
    first = options[0][0]
    poles = [pole for _row, pole in options]
    if len(poles) not in model.OPTIONS:
        most = model.OPTIONS.stop - 1
        first.complain(
            f"een schaal heeft 2 tot {most} antwoorden, {scale_id!r} heeft er {len(poles)}",
            f"a scale has 2 to {most} options, {scale_id!r} has {len(poles)}",
        )
        poles = poles[:most]
    for place, (row, pole) in enumerate(options[: len(poles)]):
        earlier = poles[:place]
        if pole.key != UNREADABLE and any(pole.key == other.key for other in earlier):
            row.complain(
                f"het antwoord {pole.key!r} staat er twee keer",
                f"the option {pole.key!r} is there twice",
            )
        if (pole.value is None) != (poles[0].value is None):
            row.complain(
                f"geef elk antwoord van {scale_id!r} een waarde, of geen enkel",
                f"give each option of {scale_id!r} a value, or none of them",
            )
        elif pole.value is not None and any(pole.value == other.value for other in earlier):
            row.complain("twee antwoorden hebben dezelfde waarde", "two options have the same value")
    ordered = ScaleKind.ORDERED if kind is None or kind is ScaleKind.PROFILE else kind
    return Scale(scale_id, ScaleKind.PROFILE if poles[0].value is None else ordered, tuple(poles))


# parts and questions


@dataclass(frozen=True, slots=True)
class _Part:
    area: Area
    scale: str
    row: Value


def _parts(rows: Value, scan_id: str, scales: Mapping[str, Scale]) -> list[_Part]:
    found: list[_Part] = []
    for row in limited(rows, model.MOST_PARTS):
        keys = row.mapping({"id", "name", "definition", "scale"})
        part_id = identifier(keys["id"], model.PART_ID)
        if part_id in model.RESERVED:
            keys["id"].complain(
                f"{part_id!r} kan geen id zijn; kies een ander",
                f"{part_id!r} can't be an id; choose another",
            )
        if part_id != UNREADABLE and any(part_id == part.area.id for part in found):
            keys["id"].complain(f"de id {part_id!r} staat er twee keer", f"the id {part_id!r} is used twice")
        area = Area(part_id, name(keys["name"]), sentence(keys["definition"]), Reference(scan_id))
        found.append(_Part(area, known(keys["scale"], "scale", scales), row))
    return found


@dataclass(frozen=True, slots=True)
class _QuestionReader:
    owner: str
    scales: Mapping[str, Scale]
    parts: Mapping[str, _Part]
    given: Names

    def read(self, value: Value) -> ScanQuestion:
        keys = value.mapping({"id", "part", "name", "question", "explanation"}, {"scale", "options"})
        own_id = self.given.once(keys["id"], identifier(keys["id"], model.QUESTION_ID))
        part = known(keys["part"], "part", self.parts)
        scale = self._scale(keys, part)
        return ScanQuestion(
            id=f"{self.owner}.{own_id}",
            area=part,
            name=name(keys["name"]),
            question=sentence(keys["question"]),
            explanation=sentence(keys["explanation"]),
            scale=scale,
            options=tuple(_options(keys.get("options"), scale)),
            basis=Origin.ORGANISATION,
            references=(),
        )

    def _scale(self, keys: Mapping[str, Value], part: str) -> Scale:
        """The question's own scale, or that of its part."""
        named = known(keys["scale"], "scale", self.scales) if "scale" in keys else ""
        if not named and part in self.parts:
            named = self.parts[part].scale
        return self.scales.get(named) or Scale(UNREADABLE, ScaleKind.PROFILE, ())


def _options(value: Value | None, scale: Scale) -> Iterable[Option]:
    """The answers of a question: those of its scale, with what each means here where that is said."""
    said = {}
    if value is not None and scale.id != UNREADABLE:
        texts = value.mapping({pole.key for pole in scale.poles})
        said = {key: texts[key].bilingual() for key in texts}
    return (Option(pole.key, said.get(pole.key, pole.name), pole.value) for pole in scale.poles)
