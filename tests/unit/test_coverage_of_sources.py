"""The account of the sources: what is used, what is left out, and what nobody accounted for."""

from pathlib import Path

from plateau.catalogue.loader import catalogue
from scripts.coverage_of_sources import DOCS, page
from scripts.source_account import (
    LONGEST,
    Account,
    Citation,
    Fact,
    Section,
    citations,
    ranges,
    read_facts,
    read_reasons,
    read_sections,
)

SHEET = """
source: report
facts:
  - {id: report.used, kind: condition, lines: "10-14"}
  - {id: report.left, kind: indicator, lines: "21"}
  - {id: report.open, kind: scale, lines: "22-23, 40"}
  - {id: report.story, kind: finding, lines: "50"}
"""
SECTIONS = [Section("report", "One", 1, 19), Section("report", "Two", 20, 60, "An essay.")]
REASONS = {"report.left": "Of another time."}


def facts(folder: Path) -> list[Fact]:
    (folder / "report.yaml").write_text(SHEET, encoding="utf-8")
    return read_facts(folder)


def cite(first: int, last: int) -> Citation:
    return Citation("intervention", f"gemeente.x{first}", "report", (first, last))


def test_lines_are_one_or_a_range() -> None:
    assert ranges("12-14, 30") == ((12, 14), (30, 30))
    assert ranges("") == ()


def test_a_fact_is_used_by_one_line_and_not_by_a_chapter(tmp_path: Path) -> None:
    found = facts(tmp_path)
    assert Account(found, [cite(14, 15)], {}, []).used == {"report.used"}
    assert Account(found, [cite(15, 20)], {}, []).used == set()
    assert Account(found, [cite(1, 1 + LONGEST)], {}, []).used == set()


def test_what_is_not_accounted_for_is_told_and_a_finding_need_not_be(tmp_path: Path) -> None:
    problems = list(Account(facts(tmp_path), [cite(10, 12)], REASONS, SECTIONS).problems())
    assert problems == ["report.open (scale, lines ((22, 23), (40, 40))): neither used nor left out"]


def test_a_list_that_says_too_much_is_told(tmp_path: Path) -> None:
    reasons = {**REASONS, "report.open": "No.", "report.used": "No.", "report.gone": "No."}
    problems = list(Account(facts(tmp_path), [cite(10, 12), cite(50, 61)], reasons, SECTIONS).problems())
    assert problems == [
        "report.gone: left out, but no fact has this id",
        "report.used: left out, but it is used",
        "report, 'Two' (from line 20): left out, but it is used",
        "intervention gemeente.x50: report has no lines (50, 61)",
    ]


def test_a_section_without_facts_is_used_when_an_item_cites_it(tmp_path: Path) -> None:
    empty = [Section("report", "Before", 1, 9)]
    assert Account(facts(tmp_path), [cite(3, 4)], {}, empty).uses(empty[0])
    assert not Account(facts(tmp_path), [cite(10, 12)], {}, empty).uses(empty[0])


def test_the_page_counts_per_source_kind_and_section(tmp_path: Path) -> None:
    text = page(Account(facts(tmp_path), [cite(10, 12)], REASONS, SECTIONS))
    assert "| report | 4 | 1 | 1 | 2 | 25% | 3 | 1 | 1 |" in text
    assert "| report | **indicator** | 1 | 0 | 1 | 0 |" in text
    assert "| One | 1–19 | 1 | 1 | **intervention** (1): `gemeente.x10` |" in text
    assert "| Two | 20–60 | 3 | 0 | Left out: An essay. |" in text
    assert "| `report.left` | Of another time. |" in text


def test_the_catalogue_cites_lines_that_its_documents_have() -> None:
    sections = read_sections(DOCS / "coverage-sections.yaml")
    reasons = read_reasons(DOCS / "coverage-left-out.yaml")
    told = Account([], citations(catalogue()), {}, sections).problems()
    assert [problem for problem in told if "has no lines" in problem] == []
    assert all(reasons.values())
    assert {section.document for section in sections} == {item.id for item in catalogue().documents}
