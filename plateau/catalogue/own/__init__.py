"""Questionnaires that an organisation brings itself: read from one file, checked down to the row.

In the file ids are short (`wijkscan`, `samen1`); here they stand under a name that plateau never gives
(`eigen-wijkscan`, `eigen-wijkscan.samen1`), so that no release of ours can come to clash with them.
"""

from plateau.catalogue.own.document import as_document
from plateau.catalogue.own.examples import EXAMPLES, example, example_yaml
from plateau.catalogue.own.model import with_version
from plateau.catalogue.own.reading import read_questionnaire
from plateau.catalogue.own.tables import sheets_of, tables_in, write_questionnaire

__all__ = [
    "EXAMPLES",
    "as_document",
    "example",
    "example_yaml",
    "read_questionnaire",
    "sheets_of",
    "tables_in",
    "with_version",
    "write_questionnaire",
]
