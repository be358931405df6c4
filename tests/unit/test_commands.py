"""Commands are named, and imported when they are asked for."""

import argparse
import pkgutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from plateau.catalogue.own import EXAMPLES
from plateau.catalogue_command import TEMPLATES
from plateau.cli import parser

HEAVY = {"flask", "matplotlib", "openpyxl", "ortools", "sqlalchemy", "yaml"}


def functions(of: argparse.ArgumentParser) -> Iterator[str]:
    """The name that each command without commands of its own would run."""
    below = [action for action in of._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield of.get_default("run")
    for action in below:
        for one in action.choices.values():
            yield from functions(one)


@pytest.mark.parametrize("name", list(functions(parser())))
def test_every_command_runs_a_function_that_is_there(name: str) -> None:
    assert callable(pkgutil.resolve_name(name))


def test_there_is_a_template_of_each_kind_of_questionnaire() -> None:
    assert {f"questionnaire-{name}" for name in EXAMPLES} < set(TEMPLATES)


def test_nothing_heavy_is_imported_before_a_command_is_chosen() -> None:
    code = "import plateau.cli, sys; plateau.cli.parser(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & HEAVY
