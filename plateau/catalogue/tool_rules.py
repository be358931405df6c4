"""What must hold for decision tools: one rule, one function; `coherence.check_coherence` runs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from plateau.catalogue.model import Catalogue, Origin
from plateau.catalogue.tool import Tool, Verdict, decide
from plateau.language import Text


def tools_sound(catalogue: Catalogue) -> Iterator[str]:
    """Ids stand once, and rules and examples name questions, options and outcomes that exist."""
    for name, times in Counter(tool.id for tool in catalogue.tools).items():
        if times > 1:
            yield f"tool {name}: this id is used twice"
    for tool in catalogue.tools:
        owner = f"tool {tool.id}"
        names = Counter(item.id for item in tool.questions)
        names.update(item.id for item in tool.outcomes)
        yield from (f"{owner}: {name!r} stands here twice" for name, times in names.items() if times > 1)
        options = {item.id: {option.key for option in item.options} for item in tool.questions}
        for outcome in tool.outcomes:
            for rule in outcome.rules:
                for key in rule.options:
                    if key not in options.get(rule.question, set()):
                        yield f"{owner}, {outcome.id}: no option {key!r} of a question {rule.question!r}"
        for example in tool.examples:
            for question, key in example.answers.items():
                if key not in options.get(question, set()):
                    yield f"{owner}, {example.name.nl!r}: no option {key!r} of a question {question!r}"


def examples_come_true(catalogue: Catalogue) -> Iterator[str]:
    """With the answers of an example its outcome comes first, and fits."""
    for tool in catalogue.tools:
        for example in tool.examples:
            first = decide(tool, example.answers)[0]
            if (first.outcome.id, first.verdict) != (example.outcome, Verdict.FITS):
                yield f"tool {tool.id}, {example.name.nl!r}: {first.outcome.id} comes first ({first.verdict})"


def every_outcome_can_fit(catalogue: Catalogue) -> Iterator[str]:
    """No outcome is there for nothing: some answers make it fit."""
    for tool in catalogue.tools:
        for outcome in tool.outcomes:
            if not _can_fit(tool, outcome.id):
                yield f"tool {tool.id}: {outcome.id} never fits"


def _can_fit(tool: Tool, outcome: str) -> bool:
    # A question without an answer says nothing: what fits after several answers fits after one of them.
    return any(
        advice.outcome.id == outcome and advice.verdict is Verdict.FITS
        for question in tool.questions
        for option in question.options
        for advice in decide(tool, {question.id: option.key})
    )


def tools_sourced(catalogue: Catalogue) -> Iterator[str]:
    """An outcome names a known document, unless it is marked ours."""
    documents = {item.id for item in catalogue.documents}
    for tool in catalogue.tools:
        for outcome in tool.outcomes:
            if not outcome.references and outcome.basis is not Origin.OURS:
                yield f"tool {tool.id}, {outcome.id}: has no source and is not marked ours"
        references = (*tool.references, *(ref for outcome in tool.outcomes for ref in outcome.references))
        for reference in references:
            if reference.document not in documents:
                yield f"tool {tool.id}: unknown document {reference.document!r}"


def tools_translated(catalogue: Catalogue) -> Iterator[str]:
    """A sentence that is the same in both languages was not translated."""
    for tool in catalogue.tools:
        for text in _sentences(tool):
            if text.nl == text.en:
                yield f"tool {tool.id}: nl and en are the same: {text.nl!r}"


def _sentences(tool: Tool) -> Iterator[Text]:
    yield from (tool.introduction, tool.caution)
    for question in tool.questions:
        yield from (question.text, question.explanation)
    for outcome in tool.outcomes:
        yield from (outcome.description, *outcome.details, *(rule.why for rule in outcome.rules))


TOOL_RULES = (tools_sound, examples_come_true, every_outcome_can_fit, tools_sourced, tools_translated)
