"""`plateau solve --explain`: the explanation in words, in both languages, with ids as names."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.solving import CLASH, SMALL, altered, run


def words_of(problem: Path, tmp_path: Path, *arguments: object) -> str:
    """The words in a file of their own."""
    path = tmp_path / "words.md"
    assert run(problem, "-o", tmp_path / "plan.json", "--words", path, *arguments) in (0, 3)
    return path.read_text(encoding="utf-8")


def test_each_intervention_goal_and_milestone_has_its_words(tmp_path: Path) -> None:
    words = words_of(SMALL, tmp_path, "--language", "nl")
    assert words.startswith("# Roadmap: bewezen ")
    for sentence in (
        "- kosten als alles meteen begint: € 121.000 (bewezen)",
        "- “cliëntraad”, 2027 K1 t/m K2",
        "  - Brengt “samen-beslissen” van plateau 1 naar 2.",
        "  - Begint meteen, in 2027 K1.",
        "  - Kan 1 kwartaal later beginnen; de rest blijft dan staan.",
        "Eerder kan niet: het budget van 2027 komt € 17.000 tekort.",
        "- “wijkteam”\n  - “loket” zet al de stappen die nodig zijn. "
        "Deze zou € 240.000 meer kosten (als alles meteen begint).",
        "- “toegang”, 2 → 3\n  - Stap 2 → 3 eind 2027 K3 door “loket”.",
        "- “wmo-2028”, eind 2027 K4\n  - Wordt gehaald.",
        "- “budget-in-de-wijk”, 2028 K1 t/m K3",
    ):
        assert sentence in words.replace("\u00a0", " ")


def test_they_come_with_the_summary_and_in_english(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(SMALL, "--explain", "-o", tmp_path / "plan.json") == 0
    told = capsys.readouterr().out
    assert told.startswith("optimal: 3 of 4 interventions")
    assert "\n\n# Roadmap: proven best within your limits\n" in told
    assert "- “cliëntraad”, 2027 Q1 to Q2" in told
    assert "Takes “samen-beslissen” from plateau 1 to 2." in told
    assert run(SMALL, "--explain") == 0
    output = capsys.readouterr()
    assert json.loads(output.out)["status"] == "optimal"  # the document stays a document
    assert "# Roadmap" in output.err


def test_what_holds_for_a_whole_list_stands_above_it(tmp_path: Path) -> None:
    path = altered(tmp_path, budgets={"2027": 0, "2028": 0}, mandatory=[])
    words = words_of(path, tmp_path, "--language", "nl")
    goals = words[words.index("## Doelen") :]
    assert goals.startswith("## Doelen\n\nWat een open doel of mijlpaal aan extra ruimte vraagt, is genoeg ")
    assert "Maak dat dan hard (“hard”: true).\n\n- “" in goals
    words = words_of(SMALL, tmp_path, "--language", "nl")
    rest = (
        "Of een maatregel op een ander moment kan beginnen, is bekeken terwijl de rest van de roadmap blijft"
    )
    assert f"## Wat de roadmap bevat\n\n{rest}" in words
    assert f"## Wat het einde bepaalt\n\n{rest}" in words
    assert "Wat er verschoof" not in words
    assert "extra ruimte" not in words


def test_an_open_goal_has_its_way_out_and_a_missed_milestone_what_is_late(tmp_path: Path) -> None:
    words = words_of(altered(tmp_path, budgets={"2027": 0, "2028": 0}, mandatory=[]), tmp_path)
    assert "- “toegang”, 2 → 3\n  - The budget is too small." in words
    assert "This is possible with an extra €30,000 in 20" in words
    assert (
        "- “wmo-2028”, end of 2027 Q4\n  - Is not met.\n  - “samen-beslissen” is then on 1 instead of 2."
        in words
    )


@pytest.mark.parametrize(
    ("unit", "places"), [("month", "2027-01 t/m 2027-02"), ("week", "2027-W01 t/m 2027-W02")]
)
def test_months_and_weeks_have_their_own_names(unit: str, places: str, tmp_path: Path) -> None:
    calendar = {"first_year": 2027, "periods": 8, "unit": unit}
    path = altered(tmp_path, calendar=calendar, budgets={"2027": None}, steps_per_criterion_per_year=4)
    words = words_of(path, tmp_path, "--language", "nl")
    assert places in words
    assert "kwarta" not in words


def test_a_clash_is_told_and_the_exit_code_stays(tmp_path: Path) -> None:
    plan, path = tmp_path / "plan.json", tmp_path / "words.md"
    assert run(CLASH, "-o", plan, "--words", path, "--language", "nl") == 3
    words = path.read_text(encoding="utf-8")
    assert words.startswith("# Roadmap: niet mogelijk\n\n")
    assert "“loket” en “wijkteam”" in words
    assert "sluiten elkaar uit" in words


def test_what_moved_is_told(tmp_path: Path) -> None:
    before, problem = tmp_path / "before.json", tmp_path / "problem.json"
    assert run(SMALL, "-o", before) == 0
    changed = json.loads(SMALL.read_text(encoding="utf-8")) | {"now": 2}
    changed["capacity"]["beleid"][4] = 0
    problem.write_text(json.dumps(changed), encoding="utf-8")
    words = words_of(problem, tmp_path, "--replan", before, "--language", "nl")
    assert (
        "- “budget-in-de-wijk”, 2028 K1 t/m K3 → 2028 K2 t/m K4\n  - Kan niet meer op de oude plek" in words
    )


def test_who_asks_for_no_words_does_not_wait_for_them() -> None:
    code = "import sys; from plateau.cli import main; main(['solve', sys.argv[1]]); print('flask' in sys.modules)"
    command = [sys.executable, "-c", code, str(SMALL)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert result.stdout.endswith("False\n")
