"""Two small questionnaires to start from: the templates."""

from __future__ import annotations

from pathlib import Path

from plateau.catalogue.model import Catalogue
from plateau.catalogue.own.reading import read_questionnaire
from plateau.catalogue.scan import Questionnaire
from plateau.catalogue.yaml_reader import read

FOLDER = Path(__file__).parent
EXAMPLES = ("plateaus", "scan")


def example_yaml(name: str) -> bytes:
    """One of `EXAMPLES` as the file that people begin with, with remarks."""
    return (FOLDER / f"example-{name}.yaml").read_bytes()


def example(name: str, beside: Catalogue) -> Questionnaire:
    """The same as a questionnaire."""
    return read_questionnaire(read(example_yaml(name).decode(), f"example-{name}.yaml"), beside)
