"""The `plateau` command: one clear line and a non-zero exit when something is wrong."""

import json
import os
import re
import socket
import subprocess
import sys
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest

from plateau.cli import main

ROOT = Path(__file__).parents[2]
PLATEAU = f"{Path(sys.executable).parent}/plateau"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What the command does, without a process of its own: each would spend seconds on importing."""
    with (
        patch.dict(os.environ, environment),
        redirect_stdout(StringIO()) as output,
        redirect_stderr(StringIO()) as errors,
    ):
        code = main(arguments)
    return subprocess.CompletedProcess(arguments, code, output.getvalue(), errors.getvalue())


def run_installed(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same as it is installed."""
    return subprocess.run(
        [PLATEAU, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )


def one_line(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 2
    assert result.stdout == ""
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        line = one_line(run_installed("demo", PLATEAU_DATA_DIR=str(tmp_path), PLATEAU_PORT=port))
    assert port in line
    assert "PLATEAU_PORT" in line


@pytest.mark.parametrize(
    ("name", "value"),
    [("PLATEAU_PORT", "x"), ("PLATEAU_SECRET_KEY", ""), ("PLATEAU_DATA_DIR", "/proc/nothing")],
)
def test_a_bad_setting_is_told(tmp_path: Path, name: str, value: str) -> None:
    environment = {
        "PLATEAU_MODE": "production",
        "PLATEAU_DATA_DIR": str(tmp_path),
        "PLATEAU_SECRET_KEY": "s" * 32,
        name: value,
    }
    assert name in one_line(run("serve", **environment))


def test_a_database_that_is_behind_is_refused_until_upgraded(tmp_path: Path) -> None:
    environment = {"PLATEAU_DATA_DIR": str(tmp_path), "PLATEAU_SECRET_KEY": "s" * 32, "PLATEAU_PORT": "0"}
    environment["PLATEAU_PORT"] = "18765"
    assert "plateau database upgrade" in one_line(run("database", "check", **environment))
    assert run("database", "upgrade", **environment).returncode == 0
    assert run("database", "check", **environment).returncode == 0


def test_the_catalogue_is_checked_and_exported() -> None:
    told = run_installed("catalogue", "check").stdout
    assert "The catalogue is coherent: 2 instruments, 38 criteria" in told
    for part in ("interventions", "scans", "questions", "tools", "figures", "dossiers", "items", "links"):
        assert re.search(rf"[1-9]\d* (tables of )?{part}\b", told), part
    data = json.loads(run("catalogue", "export", "--format", "json").stdout)
    assert len(data["instruments"]) == 2
    assert len(data["interventions"]) >= 110


def test_a_broken_catalogue_names_the_place(tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text("documents: [", encoding="utf-8")
    line = one_line(run("catalogue", "check", str(tmp_path)))
    assert "model.yaml" in line


def test_the_wheel_holds_all_that_is_not_python(tmp_path: Path) -> None:
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--wheel-dir",
            str(tmp_path),
            str(ROOT),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    names = set(zipfile.ZipFile(next(tmp_path.glob("plateau-*.whl"))).namelist())
    for name in (
        "plateau/templates/layout.html",
        "plateau/templates/report/report.typ",
        "plateau/static/css/plateau.css",
        "plateau/static/js/autosave.js",
        "plateau/static/fonts/noto-sans-latin-wght-normal.woff2",
        "plateau/catalogue/content/model.yaml",
        "plateau/catalogue/content/instruments/gemeente/sb.yaml",
        "plateau/translations/en/LC_MESSAGES/messages.mo",
        "plateau/migrations/versions/0001_first_tables.py",
    ):
        assert name in names
    assert not [name for name in names if name.startswith("tests/")]


def test_interventions_go_out_as_a_workbook_and_a_broken_one_is_told_by_sheet_and_row(tmp_path: Path) -> None:
    book, template = tmp_path / "ours.xlsx", tmp_path / "template.xlsx"
    assert run("catalogue", "export", "--format", "xlsx", "-o", str(book)).returncode == 0
    refused = run("catalogue", "import", str(book))
    assert refused.returncode == 2
    assert "ours.xlsx, maatregelen, row 2, interventions[0]: the id" in refused.stderr
    assert run("catalogue", "template", "--language", "en", "-o", str(template)).returncode == 0
    assert "holds no intervention" in run("catalogue", "import", str(template)).stderr
    assert "add -o FILE.xlsx" in run("catalogue", "export", "--format", "xlsx").stderr


@pytest.mark.parametrize(
    ("of", "ending", "told"),
    [
        (
            "questionnaire-plateaus",
            "xlsx",
            "the questionnaire 'Our neighbourhood approach' (with plateaus), 2 questions",
        ),
        ("questionnaire-scan", "yaml", "the questionnaire 'Neighbourhood scan' (a scan), 4 questions"),
        ("milestones", "xlsx", "2 milestones"),
    ],
)
def test_own_content_begins_with_a_template_and_is_checked(
    tmp_path: Path, of: str, ending: str, told: str
) -> None:
    file = tmp_path / f"mine.{ending}"
    assert run("catalogue", "template", "--of", of, "-o", str(file)).returncode == 0
    assert run("catalogue", "import", str(file)).stdout == f"mine.{ending}: {told}, all in order.\n"


def test_two_exports_are_compared(tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    assert run("catalogue", "export", "-o", str(old)).returncode == 0
    assert run("catalogue", "diff", str(old)).returncode == 0
    old.write_text(old.read_text(encoding="utf-8").replace("gemeente.zorgcooperatie", "gemeente.was-anders"))
    changed = run("catalogue", "diff", str(old))
    assert changed.returncode == 1
    assert "added intervention gemeente.zorgcooperatie" in changed.stdout
    old.write_text("{}")
    assert "is no export of the catalogue" in run("catalogue", "diff", str(old)).stderr
