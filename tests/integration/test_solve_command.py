"""`plateau solve` as one types it: exit codes, one line per mistake, never a traceback."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from plateau.cli import main
from plateau.roadmap.solver.search import Minimum, Search
from plateau.solve_command import running

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "schema" / "examples"
SMALL, CLASH = EXAMPLES / "small.problem.json", EXAMPLES / "clash.problem.json"
UNCERTAIN = EXAMPLES / "uncertain.problem.json"


def run(*arguments: object) -> int:
    return main(["solve", *map(str, arguments)])


def stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def altered(tmp_path: Path, **changes: Any) -> Path:
    path = tmp_path / "altered.json"
    path.write_text(json.dumps(json.loads(SMALL.read_text(encoding="utf-8")) | changes), encoding="utf-8")
    return path


def test_the_command_itself_gives_the_plan_on_its_output() -> None:
    command = [f"{Path(sys.executable).parent}/plateau", "solve", "-"]
    result = subprocess.run(command, input=SMALL.read_bytes(), capture_output=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["status"] == "optimal"
    assert b"optimal: 3 of 4 interventions" in result.stderr


def test_a_plan_is_written_and_found_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.json"
    assert run(SMALL, "-o", plan, "--seed", 3, "--time-limit", 20) == 0
    assert "targets reached: 2 of 2; milestones met: 1 of 1" in capsys.readouterr().out
    told = json.loads(plan.read_text(encoding="utf-8"))["explanation"]
    # Why goals stay open takes searches, and comes when asked for.
    assert {gap["code"] for gap in told["gaps"]} <= {"closed", "unexplained"}
    assert {item["id"] for item in told["slack"]} == {item["id"] for item in told["chosen"]}
    assert told["chain"][-1]["end"] == max(link["end"] for link in told["chain"])
    assert {use["name"] for use in told["use"]} >= {"2027", "beleid"}
    assert run("--check", plan, SMALL) == 0
    told = capsys.readouterr().out
    assert told.startswith("in order: 3 interventions\n  checked: every rule and every figure of the plan\n")
    assert "  not checked: that no plan is better: the bounds of the objectives\n" in told
    for asked in (["--explain"], ["--simulate", 9], ["--frontier", 9], ["-o", tmp_path / "x.json"]):
        assert run("--check", plan, SMALL, *asked) == 2
        assert f"leave out {asked[0]}." in capsys.readouterr().err


def test_the_reasons_come_along_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(SMALL, "--explain") == 0
    plan = json.loads(capsys.readouterr().out)
    assert {reason["id"] for reason in plan["explanation"]["chosen"]} == {
        item["id"] for item in plan["scheduled"]
    }


def test_how_sure_it_is_comes_along_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.json"
    assert run(UNCERTAIN, "--simulate", 500, "--seed", 4, "-o", plan) == 0
    told = capsys.readouterr().out
    outlook = json.loads(plan.read_text(encoding="utf-8"))["outlook"]
    assert (outlook["runs"], outlook["seed"]) == (500, 4)
    (milestone,) = outlook["milestones"]
    assert 0 < milestone["chance"] < 1
    assert f"milestone wmo-2028: met in {milestone['chance']:.0%}" in told
    assert "carried out 500 times" in told
    assert run("--check", plan, UNCERTAIN) == 0
    assert "500 of the 500 runs, carried out again with the same seed" in capsys.readouterr().out
    first = plan.read_bytes()
    outlook["on_time"] = 0.001
    damaged = tmp_path / "damaged.json"
    damaged.write_text(json.dumps(json.loads(first) | {"outlook": outlook}), encoding="utf-8")
    assert run("--check", damaged, UNCERTAIN) == 1
    assert capsys.readouterr().out.startswith("outlook.finish: ")
    assert run(UNCERTAIN, "--simulate", 500, "--seed", 4, "-o", plan) == 0
    assert plan.read_bytes() == first


def test_a_frontier_holds_plans_that_no_other_beats(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "frontier.json"
    assert run(SMALL, "--frontier", 50, "-o", output) == 0
    found = json.loads(output.read_text(encoding="utf-8"))
    assert found["format"] == 1
    assert found["complete"]
    assert f"{len(found['points'])} points, all there are" in capsys.readouterr().out
    costs = [point["cost"] for point in found["points"]]
    assert costs == sorted(costs)
    assert all(point["proven"] and point["plan"]["problem_hash"] for point in found["points"])
    assert run(SMALL, "--frontier", 50, "--simulate", 9) == 2
    assert run("--check", output, SMALL) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"in order: {len(costs)} plans\n")
    assert "  not checked: that there are no more of them\n" in told
    found["points"][0]["plan"]["spend_per_period"][0] += 1
    output.write_text(json.dumps(found), encoding="utf-8")
    assert run("--check", output, SMALL) == 1
    assert capsys.readouterr().out.startswith("points[0].plan.spend_per_period: ")


def test_no_frontier_has_its_clash_and_only_when_proven(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(CLASH, "--frontier", 50) == 3
    output = capsys.readouterr()
    assert (
        output.err
        == "infeasible: these cannot all hold: “loket” must be in the roadmap; “wijkteam” must be in the roadmap; "
        "“wijkteam” and “loket” exclude each other\n"
    )
    assert json.loads(output.out)["explanation"]["clash"] == ["loket", "wijkteam"]
    assert run(CLASH, "--explain", "--language", "nl") == 3
    assert capsys.readouterr().err.startswith("infeasible: dit gaat niet samen: “loket” moet in de roadmap; ")
    monkeypatch.setattr(
        Search, "minimise", lambda *_goal, **_limits: Minimum(0, 0)
    )  # finds and proves nothing
    assert run(SMALL, "--frontier", 50) == 4
    output = capsys.readouterr()
    assert not json.loads(output.out)["complete"]
    assert "nothing was found in the time given" in output.err


def test_the_estimates_do_not_move_the_plan(tmp_path: Path) -> None:
    plans = [tmp_path / name for name in ("certain.json", "uncertain.json")]
    assert run(SMALL, "-o", plans[0]) == run(UNCERTAIN, "-o", plans[1]) == 0
    certain, uncertain = (json.loads(path.read_text(encoding="utf-8")) for path in plans)
    assert certain["scheduled"] == uncertain["scheduled"]
    assert certain["problem_hash"] != uncertain["problem_hash"]


def test_how_often_deadlines_and_funds_hold_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = json.loads(UNCERTAIN.read_text(encoding="utf-8"))
    plan = tmp_path / "plan.json"
    assert run(UNCERTAIN, "-o", plan) == 0
    first = json.loads(plan.read_text(encoding="utf-8"))["scheduled"][0]
    item = next(item for item in made["interventions"] if item["id"] == first["id"])
    item["deadline"] = first["end"]
    made["funds"] = [{"id": "rijk", "limit": 10**9}]
    problem = tmp_path / "problem.json"
    problem.write_text(json.dumps(made), encoding="utf-8")
    capsys.readouterr()
    assert run(problem, "--simulate", 200, "-o", plan) == 0
    told = capsys.readouterr().out
    assert "  fund rijk: within its limit in 100%" in told
    assert f"  {first['id']}: deadline kept in " in told
    outlook = json.loads(plan.read_text(encoding="utf-8"))["outlook"]
    assert outlook["funds"][0]["within"] == 1
    (bound,) = outlook["bounds"]
    late = next(item["late"] for item in outlook["interventions"] if item["id"] == first["id"])
    assert (bound["bound"], bound["limit"]) == ("deadline", first["end"])
    assert bound["chance"] == pytest.approx(1 - late)


@pytest.mark.parametrize("runs", ["0", "100001", "many"])
def test_a_number_of_runs_that_cannot_be_is_refused(runs: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(SMALL, "--simulate", runs)
    assert "--simulate" in capsys.readouterr().err


def test_a_new_plan_stays_near_the_old_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, problem, after = (tmp_path / name for name in ("before.json", "problem.json", "after.json"))
    assert run(SMALL, "-o", before) == 0
    changed = json.loads(SMALL.read_text(encoding="utf-8")) | {"now": 2}
    changed["capacity"]["beleid"][4] = 0  # in which the last one works
    problem.write_text(json.dumps(changed), encoding="utf-8")
    capsys.readouterr()
    assert run(problem, "--replan", before, "-o", after) == 0
    assert "moved: 1\n  budget-in-de-wijk: 4 to 7, now 5 to 8 (capacity)" in capsys.readouterr().out
    old, new = (json.loads(path.read_text(encoding="utf-8")) for path in (before, after))
    begun = [item for item in old["scheduled"] if item["start"] < 2]
    assert begun
    assert all(item in new["scheduled"] for item in begun)
    assert new["objectives"][0] == {"name": "stability", "value": 1, "bound": 1, "proven": True}
    assert run("--check", after, "--replan", before, problem) == 0
    assert run("--check", after, problem) == 1  # that problem knows of no plan to stay near


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


def test_a_reason_that_is_not_true_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = json.loads((EXAMPLES / "small.plan.json").read_text(encoding="utf-8"))
    plan["explanation"]["slack"][0]["free"] += 1
    damaged = tmp_path / "plan.json"
    damaged.write_text(json.dumps(plan), encoding="utf-8")
    assert run("--check", damaged, SMALL) == 1
    assert capsys.readouterr().out.startswith("explanation.slack[budget-in-de-wijk].free: expected ")


def test_the_plan_in_docs_is_what_comes_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(SMALL, "--explain") == 0
    stored = json.loads((EXAMPLES / "small.plan.json").read_text(encoding="utf-8"))
    found = json.loads(capsys.readouterr().out)
    for volatile in ("deterministic_time", "ortools_version"):
        del stored[volatile], found[volatile]
    assert found == stored


def test_a_clash_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(CLASH) == 3
    output = capsys.readouterr()
    assert (
        output.err
        == "infeasible: these cannot all hold: “loket” must be in the roadmap; “wijkteam” must be in the roadmap; "
        "“wijkteam” and “loket” exclude each other\n"
    )
    assert json.loads(output.out)["explanation"]["clash"] == ["loket", "wijkteam"]
    assert run(CLASH, "--explain", "--language", "nl") == 3
    assert capsys.readouterr().err.startswith("infeasible: dit gaat niet samen: “loket” moet in de roadmap; ")


def test_a_check_of_no_plan_says_what_it_cannot_see(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.json"
    assert run(CLASH, "-o", plan) == 3
    capsys.readouterr()
    assert run("--check", plan, CLASH) == 0
    told = capsys.readouterr().out
    assert told.startswith(
        "infeasible: nothing contradicts it\n  checked: that there is no plan: all were tried\n"
    )


def test_nothing_found_in_time(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(running, "_DETERMINISTIC_SHARE", 0.0)
    assert run(SMALL) == 4
    output = capsys.readouterr()
    assert json.loads(output.out)["status"] == "unknown"
    assert "nothing was found in the time given" in output.err


def test_each_violation_is_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = json.loads((EXAMPLES / "small.plan.json").read_text(encoding="utf-8"))
    plan["scheduled"][0]["start"] -= 2
    plan["scheduled"][0]["end"] -= 2
    plan["problem_hash"] = "of\nanother"
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan), encoding="utf-8")
    assert run("--check", path, SMALL) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 2
    assert any("problem_hash" in line for line in lines)
    assert all(line.endswith("]") for line in lines)


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


def test_targets_of_areas_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    areas = [{"id": "wijk", "criteria": ["toegang"], "needed": 1}]
    wanted = [{"area": "wijk", "plateau": 3}]
    assert run(altered(tmp_path, areas=areas, area_targets=wanted), "-o", tmp_path / "plan.json") == 0
    assert "targets reached: 2 of 2; of areas: 1 of 1; milestones met: 1 of 1" in capsys.readouterr().out
    forbidden = {"forbidden": ["loket", "wijkteam"]}
    path = altered(tmp_path, areas=areas, area_targets=wanted, **forbidden)
    assert run(path, "-o", tmp_path / "plan.json") == 0
    assert "targets reached: 1 of 2; of areas: 0 of 1;" in capsys.readouterr().out


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


def test_a_file_that_is_too_large_is_refused_unread(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    assert run(path) == 2
    assert "expected at most 50,000,000 bytes" in capsys.readouterr().err
