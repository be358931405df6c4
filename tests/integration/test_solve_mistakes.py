"""`plateau solve` on what it cannot use: one line per mistake, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.integration.solving import SMALL, altered, run, stdin


def test_all_mistakes_come_at_once_a_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = altered(tmp_path, targets=[{"criterion": "toegang"}], calendar=7)
    assert run(path) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.splitlines() == [
        f"plateau: {path}: calendar: expected object, found 7.",
        f"plateau: {path}: targets[0]: missing 1 required: 'plateau'.",
    ]


def test_what_selects_nothing_is_doubted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    funds = [{"id": "b", "limit": 9, "tags": ["jegd"]}, {"id": "a", "limit": 10**9, "tags": ["wmo"]}]
    loads = [{"id": "rust", "limit": 9, "tags": ["x"], "interventions": ["loket"]}]
    path = altered(tmp_path, funds=funds, change_loads=loads)
    assert run(path, "-o", tmp_path / "plan.json") == 0
    borne = "as tag, transitie, principle, unit or track"
    assert capsys.readouterr().err.splitlines() == [
        f"plateau: warning: {path}: funds[0].tags: no intervention bears 'jegd' {borne}, so it limits nothing.",
        f"plateau: warning: {path}: change_loads[0].tags: no intervention bears 'x' {borne}.",
    ]


def test_the_first_period_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calendar = {"first_year": 2027, "first_quarter": 1, "first_month": 5, "unit": "month", "periods": 8}
    assert run(altered(tmp_path, calendar=calendar)) == 2
    told = capsys.readouterr().err
    assert "calendar.first_quarter: leave it out: first_month says it already." in told


def test_a_long_list_of_mistakes_is_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(altered(tmp_path, mandatory=[1] * 50)) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert lines[-1].endswith("and 30 more.")


def test_a_whole_number_may_be_written_as_a_float(tmp_path: Path) -> None:
    plain, written = tmp_path / "plain.json", tmp_path / "written.json"
    calendar = {"first_year": 2027.0, "first_quarter": 1, "periods": 8.0}
    assert (
        run(SMALL, "-o", plain) == run(altered(tmp_path, calendar=calendar, format=1.0), "-o", written) == 0
    )
    hashes = [json.loads(path.read_text(encoding="utf-8"))["problem_hash"] for path in (plain, written)]
    assert hashes[0] == hashes[1]
    for periods in (8.5, 1e300, True):
        assert run(altered(tmp_path, calendar=calendar | {"periods": periods})) == 2


@pytest.mark.parametrize("content", [b"", b"\xff", b"[" * 10**6, b'{"format": 1, "\\ud800\\n": 1}', b"null"])
def test_what_is_no_problem_is_one_line(
    content: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stdin(monkeypatch, content)
    assert run("-") == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["/nowhere.json"], "/nowhere.json: cannot be read (No such file or directory)."),
        (["/"], "/: cannot be read (Is a directory)."),
        (["a\0b"], "cannot be read"),
        ([SMALL, "-o", "/nowhere/plan.json"], "/nowhere/plan.json: cannot be written"),
        (["--check", "-", "-"], "only one of the plan and the problem"),
        (["--check", SMALL, SMALL], "Plan has no field"),
        (["--format", "psplib", "--explain", SMALL], "is not for plans: leave out --explain."),
        (
            ["--format", "patterson", "--simulate", 9, "--frontier", 9, SMALL],
            "out --simulate and --frontier.",
        ),
        (["--format", "portfolio", "--replan", SMALL, SMALL], "is not for plans: leave out --replan."),
        (["--frontier", 9, "--words", "words.md", SMALL], "is not about one plan: leave out --words."),
        (["--check", SMALL, "--seed", 0, "--time-limit", 60, SMALL], "leave out --seed and --time-limit."),
        (["--format", "portfolio", "--check", SMALL, "--seed", 1, SMALL], "leave out --seed."),
        (["--language", "nl", SMALL], "without --explain or --words nothing is told in words: leave out"),
        (["--format", "psplib", SMALL], "expected a PSPLIB file with a line 'jobs'"),
        (["--format", "patterson", SMALL], "line 1: expected the number of jobs: a whole number, found '{'"),
    ],
)
def test_bad_input_is_told(arguments: list[object], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    output = capsys.readouterr()
    assert message in output.err
    assert "Traceback" not in output.err
    assert all(line.startswith("plateau: ") for line in output.err.splitlines())


@pytest.mark.parametrize(
    "arguments",
    [
        ["--time-limit", "0"],
        ["--time-limit", "nan"],
        ["--time-limit", "x"],
        ["--seed", "-1"],
        ["--seed", "x"],
        [],
    ],
)
def test_bad_arguments_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*([*arguments, SMALL] if arguments else []))
    assert caught.value.code == 2
    assert "error:" in (told := capsys.readouterr().err)
    assert not arguments or f"expected {'seconds' if 'limit' in arguments[0] else 'a whole number'}" in told


@pytest.mark.parametrize("runs", ["0", "100001", "many"])
def test_a_number_of_runs_that_cannot_be_is_refused(runs: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(SMALL, "--simulate", runs)
    assert "--simulate" in capsys.readouterr().err


def test_a_past_that_cannot_be_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, problem = tmp_path / "before.json", tmp_path / "problem.json"
    assert run(SMALL, "-o", before) == 0
    changed = json.loads(SMALL.read_text(encoding="utf-8")) | {"now": 1}
    changed["interventions"] = [
        item for item in changed["interventions"] if item["id"] != "budget-in-de-wijk"
    ]
    changed["mandatory"] = []
    problem.write_text(json.dumps(changed), encoding="utf-8")
    assert run(problem, "--replan", before) == 0  # what the problem no longer knows is not kept
    plan = json.loads(before.read_text(encoding="utf-8"))
    for item in plan["scheduled"]:
        item["id"] += "-that-is-gone"
    before.write_text(json.dumps(plan), encoding="utf-8")
    capsys.readouterr()
    assert run(problem, "--replan", before) == 2
    assert "past" in capsys.readouterr().err


def test_a_file_that_is_too_large_is_refused_unread(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    assert run(path) == 2
    assert "expected at most 50,000,000 bytes" in capsys.readouterr().err
