"""Interventions as a workbook (XLSX): one row each, to be edited by people who don't write YAML.

`columns` says which columns there are; `writing` makes an export or an empty template, `reading` turns a
workbook into the same document that the YAML files are, with the sheet's rows as positions.
"""

from plateau.catalogue.workbook.reading import read_workbook
from plateau.catalogue.workbook.writing import write_workbook

__all__ = ["read_workbook", "write_workbook"]
