"""Decision tools: a few questions, and what each answer says for or against each outcome. No score.

The tool is data; `decide` is the one function for all of them. It never adds up: an outcome either falls out,
or what speaks for it and against it stands side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from plateau.catalogue.model import ABOUT_NOTHING, About, Origin, Reference
from plateau.language import Text


class Effect(StrEnum):
    """What an answer says of an outcome."""

    FOR = "for"
    AGAINST = "against"
    EXCLUDES = "excludes"


class Verdict(StrEnum):
    """How an outcome stands after the answers; the order is the order of showing."""

    FITS = "fits"
    MIXED = "mixed"
    OPEN = "open"
    LESS = "less"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class ToolOption:
    """A possible answer."""

    key: str
    text: Text


@dataclass(frozen=True, slots=True)
class ToolQuestion:
    """A question of a tool; it may stay unanswered."""

    id: str
    text: Text
    explanation: Text
    options: tuple[ToolOption, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Any of these answers to this question has this effect on an outcome, and why."""

    question: str
    options: tuple[str, ...]
    effect: Effect
    why: Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What can come out; `details` are what to know of it whatever the answers."""

    id: str
    name: Text
    description: Text
    details: tuple[Text, ...]
    rules: tuple[Rule, ...]
    basis: Origin
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A known case: these answers must bring this outcome first."""

    name: Text
    answers: Mapping[str, str]
    outcome: str


@dataclass(frozen=True, slots=True)
class Tool:
    """A decision tool; `caution` says what it does not do."""

    id: str
    name: Text
    introduction: Text
    caution: Text
    questions: tuple[ToolQuestion, ...]
    outcomes: tuple[Outcome, ...]
    examples: tuple[Example, ...]
    references: tuple[Reference, ...]
    about: About = ABOUT_NOTHING


@dataclass(frozen=True, slots=True)
class Advice:
    """One outcome with the rules that the answers set off."""

    outcome: Outcome
    verdict: Verdict
    rules: tuple[Rule, ...]

    def reasons(self, effect: Effect) -> tuple[Text, ...]:
        """Why the answers have this effect."""
        return tuple(rule.why for rule in self.rules if rule.effect is effect)


def decide(tool: Tool, answers: Mapping[str, str]) -> tuple[Advice, ...]:
    """How each outcome stands with these answers (question id → option key), what fits first.

    A question without an answer says nothing. One reason to exclude is enough; of outcomes that stand alike
    the tool's own order is kept.
    """
    found = [_advice(outcome, answers) for outcome in tool.outcomes]
    return tuple(sorted(found, key=lambda advice: list(Verdict).index(advice.verdict)))


def _advice(outcome: Outcome, answers: Mapping[str, str]) -> Advice:
    rules = tuple(rule for rule in outcome.rules if answers.get(rule.question) in rule.options)
    return Advice(outcome, _verdict({rule.effect for rule in rules}), rules)


def _verdict(effects: set[Effect]) -> Verdict:
    if Effect.EXCLUDES in effects:
        return Verdict.EXCLUDED
    if Effect.FOR in effects:
        return Verdict.MIXED if Effect.AGAINST in effects else Verdict.FITS
    return Verdict.LESS if Effect.AGAINST in effects else Verdict.OPEN
