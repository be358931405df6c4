"""Workbooks (XLSX): one row per item, to be edited by people who don't write YAML.

`columns` says what a sheet looks like, `interventions` which columns theirs has; `writing` makes a workbook
or an empty template, `reading` turns one into the same document that the YAML files are; rows are its lines.
"""

from plateau.catalogue.workbook.columns import Column, Form, Table, bilingual, lists
from plateau.catalogue.workbook.interventions import INTERVENTIONS
from plateau.catalogue.workbook.reading import open_workbook, read_workbook
from plateau.catalogue.workbook.writing import Filled, write_interventions, write_workbook

__all__ = [
    "INTERVENTIONS",
    "Column",
    "Filled",
    "Form",
    "Table",
    "bilingual",
    "lists",
    "open_workbook",
    "read_workbook",
    "write_interventions",
    "write_workbook",
]
