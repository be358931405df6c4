"""`plateau solve` as one types it: what it gives, what it tells, and its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from plateau.roadmap.solver.search import Minimum, Search
from plateau.solve_command import running
from tests.integration.solving import CLASH, EXAMPLES, SMALL, UNCERTAIN, altered, run


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


def test_targets_of_areas_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    areas = [{"id": "wijk", "criteria": ["toegang"], "needed": 1}]
    wanted = [{"area": "wijk", "plateau": 3}]
    assert run(altered(tmp_path, areas=areas, area_targets=wanted), "-o", tmp_path / "plan.json") == 0
    assert "targets reached: 2 of 2; of areas: 1 of 1; milestones met: 1 of 1" in capsys.readouterr().out
    forbidden = {"forbidden": ["loket", "wijkteam"]}
    path = altered(tmp_path, areas=areas, area_targets=wanted, **forbidden)
    assert run(path, "-o", tmp_path / "plan.json") == 0
    assert "targets reached: 1 of 2; of areas: 0 of 1;" in capsys.readouterr().out
