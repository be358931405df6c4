"""Decision tools: what excludes stays excluded, and nothing is weighed in secret."""

import shutil
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plateau.catalogue.loader import CONTENT, catalogue, load
from plateau.catalogue.tool import Effect, Tool, Verdict, decide
from plateau.catalogue.yaml_reader import ContentError

TOOLS = catalogue().tools


@st.composite
def answered(draw: st.DrawFn) -> tuple[Tool, dict[str, str]]:
    tool = draw(st.sampled_from(TOOLS))
    answers = {}
    for question in tool.questions:
        chosen = draw(st.sampled_from([None, *(option.key for option in question.options)]))
        if chosen:
            answers[question.id] = chosen
    return tool, answers


@given(answered())
def test_every_outcome_is_shown_once_in_the_order_of_verdicts(case: tuple[Tool, dict[str, str]]) -> None:
    tool, answers = case
    found = decide(tool, answers)
    assert {advice.outcome.id for advice in found} == {outcome.id for outcome in tool.outcomes}
    order = [list(Verdict).index(advice.verdict) for advice in found]
    assert order == sorted(order)


@given(answered())
def test_a_verdict_follows_from_the_reasons_shown(case: tuple[Tool, dict[str, str]]) -> None:
    for advice in decide(*case):
        reasons = {effect: bool(advice.reasons(effect)) for effect in Effect}
        assert (advice.verdict is Verdict.EXCLUDED) == reasons[Effect.EXCLUDES]
        if advice.verdict is Verdict.FITS:
            assert reasons[Effect.FOR]
            assert not reasons[Effect.AGAINST]
        if advice.verdict is Verdict.OPEN:
            assert not any(reasons.values())


@given(answered(), st.data())
def test_answering_more_never_brings_an_outcome_back(
    case: tuple[Tool, dict[str, str]], data: st.DataObject
) -> None:
    tool, answers = case
    question = data.draw(st.sampled_from(tool.questions))
    if question.id in answers:
        return
    more = {**answers, question.id: data.draw(st.sampled_from(question.options)).key}
    fallen = {item.outcome.id for item in decide(tool, answers) if item.verdict is Verdict.EXCLUDED}
    assert fallen <= {item.outcome.id for item in decide(tool, more) if item.verdict is Verdict.EXCLUDED}


def test_without_answers_nothing_is_said() -> None:
    for tool in TOOLS:
        found = decide(tool, {})
        assert [advice.outcome for advice in found] == list(tool.outcomes)
        assert {advice.verdict for advice in found} == {Verdict.OPEN}


def test_kenis_gives_one_advice_for_each_combination() -> None:
    tool = catalogue().tool("samenwerken")
    keys = [[option.key for option in question.options] for question in tool.questions]
    first = {}
    for answers in product(*keys):
        found = decide(tool, dict(zip(("vraag", "aanbod"), answers, strict=True)))
        assert [advice.verdict for advice in found[1:]] == [Verdict.EXCLUDED] * 3
        first[answers] = found[0].outcome.id
    assert first == {
        ("standaard", "ja"): "geen",
        ("standaard", "nee"): "inkopen",
        ("complex", "ja"): "lokaal",
        ("complex", "nee"): "netwerk",
    }


@pytest.mark.parametrize(
    ("answers", "falls"),
    [({"keuze": "beperkt"}, True), ({"samenwerken": "verplicht"}, True), ({"tempo": "revolutie"}, False)],
)
def test_the_hard_stops_of_open_house(answers: dict[str, str], falls: bool) -> None:
    found = {item.outcome.id: item.verdict for item in decide(catalogue().tool("inkoopmodel"), answers)}
    assert (found["open-huis"] is Verdict.EXCLUDED) == falls


def test_who_must_work_together_decides_below_which_plateau_a_task_falls_out() -> None:
    tool = catalogue().tool("taak")
    order = [option.key for option in tool.questions[0].options]
    for position, key in enumerate(order):
        found = {item.outcome.id: item.verdict for item in decide(tool, {"samenwerking": key})}
        verdicts = [found[outcome.id] for outcome in tool.outcomes]
        assert verdicts[position] is Verdict.FITS
        assert set(verdicts[:position]) <= {Verdict.EXCLUDED}
        assert Verdict.FITS not in verdicts[position + 1 :]


FIRST = "tools/samenwerken.yaml"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("options: [standaard]", "options: [simpel]", "no option 'simpel' of a question 'vraag'"),
        ("effect: for", "effect: maybe", "effect: 'maybe' is unknown; expected one of"),
        ("outcome: geen", "outcome: netwerk", "geen comes first (fits)"),
        ("vraag: standaard", "vraag: simpel", "no option 'simpel' of a question 'vraag'"),
        ("- id: inkopen", "- id: geen", "'geen' stands here twice"),
        ("document: k2-2012", "document: k3", "unknown document 'k3'"),
        ("effect: for", "effect: against", "geen never fits"),
    ],
)
def test_a_broken_tool_is_refused_with_its_place(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    path = content / FIRST
    text = path.read_text(encoding="utf-8")
    assert old in text
    replaced = text.replace(old, new) if "never" in complaint else text.replace(old, new, 1)
    path.write_text(replaced, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(content)
    assert complaint in str(caught.value)
