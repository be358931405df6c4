"""Reads the decision tools; the loader puts them in the catalogue."""

from __future__ import annotations

from types import MappingProxyType

from plateau.catalogue.dossier_loader import read_about
from plateau.catalogue.model import Origin, Reference
from plateau.catalogue.tool import Effect, Example, Outcome, Rule, Tool, ToolOption, ToolQuestion
from plateau.catalogue.yaml_reader import Value


def read_tool(value: Value) -> Tool:
    """The tool in one file of `tools/`.

    Raises:
        ContentError: with file, line, key and what was expected.
    """
    keys = value.mapping(
        {"id", "name", "introduction", "caution", "questions", "outcomes", "examples", "refs"}, {"about"}
    )
    return Tool(
        id=keys["id"].text(),
        name=keys["name"].bilingual(),
        introduction=keys["introduction"].bilingual(),
        caution=keys["caution"].bilingual(),
        questions=tuple(_question(item) for item in keys["questions"].items()),
        outcomes=tuple(_outcome(item) for item in keys["outcomes"].items()),
        examples=tuple(_example(item) for item in keys["examples"].items()),
        references=_references(keys["refs"]),
        about=read_about(keys),
    )


def _question(value: Value) -> ToolQuestion:
    keys = value.mapping({"id", "text", "explanation", "options"})
    return ToolQuestion(
        id=keys["id"].text(),
        text=keys["text"].bilingual(),
        explanation=keys["explanation"].bilingual(),
        options=tuple(ToolOption(key, text.bilingual()) for key, text in keys["options"].mapping().items()),
    )


def _outcome(value: Value) -> Outcome:
    keys = value.mapping({"id", "name", "description", "details", "rules", "basis", "refs"})
    return Outcome(
        id=keys["id"].text(),
        name=keys["name"].bilingual(),
        description=keys["description"].bilingual(),
        details=tuple(item.bilingual() for item in keys["details"].items()),
        rules=tuple(_rule(item) for item in keys["rules"].items()),
        basis=keys["basis"].choice(Origin),
        references=_references(keys["refs"]),
    )


def _rule(value: Value) -> Rule:
    keys = value.mapping({"question", "options", "effect", "why"})
    return Rule(
        question=keys["question"].text(),
        options=tuple(item.text() for item in keys["options"].items()),
        effect=keys["effect"].choice(Effect),
        why=keys["why"].bilingual(),
    )


def _example(value: Value) -> Example:
    keys = value.mapping({"name", "answers", "outcome"})
    answers = {name: item.text() for name, item in keys["answers"].mapping().items()}
    return Example(keys["name"].bilingual(), MappingProxyType(answers), keys["outcome"].text())


def _references(value: Value) -> tuple[Reference, ...]:
    found = []
    for item in value.items():
        keys = item.mapping({"document", "lines"}, {"section"})
        section = keys["section"].text() if "section" in keys else ""
        found.append(Reference(keys["document"].text(), section, keys["lines"].line_numbers()))
    return tuple(found)
