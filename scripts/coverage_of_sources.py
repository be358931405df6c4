"""Accounts for the fact sheets: how much of each source the catalogue rests on, and why the rest is left out.

    .venv/bin/python scripts/coverage_of_sources.py FOLDER_OF_FACT_SHEETS [--write docs/coverage.md]

How a fact counts stands in `source_account`. What is left out stands with its reason in
docs/coverage-left-out.yaml, the sections of the sources in docs/coverage-sections.yaml. The sheets are not
part of the project.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from plateau.catalogue.loader import catalogue
from scripts.source_account import (
    ACCOUNTED,
    LONGEST,
    Account,
    Fact,
    citations,
    read_facts,
    read_reasons,
    read_sections,
)

DOCS = Path("docs")


def page(account: Account) -> str:
    """docs/coverage.md."""
    parts = [
        HEAD,
        *_totals(account),
        BY_KIND,
        *_kinds(account),
        *_section_tables(account),
        *_left_out(account),
    ]
    return "\n".join(parts) + "\n"


HEAD = f"""# What became of the sources

Made by `.venv/bin/python scripts/coverage_of_sources.py ../shared/domain --write docs/coverage.md` from the
fact sheets (not part of the project), `coverage-left-out.yaml` and `coverage-sections.yaml`; the script fails
when a fact that must be accounted for, or a section, is neither used nor left out with a reason. A fact is
*used* when an item of the catalogue cites lines that overlap with the fact's, in a passage of at most
{LONGEST} lines: a test of place, not of meaning. *To account for* are the kinds a product can act on:
{", ".join(sorted(ACCOUNTED))}.
Of the other kinds (findings, risks, systems, roles and so on) what enriches an item is used. The plateaus,
areas, principles and criteria of K2 are no facts in its sheet: they are the model.

| source | facts | used | left out | neither | share used | to account for | of these used | left out |
|---|---:|---:|---:|---:|---:|---:|---:|---:|"""
BY_KIND = """
## By kind

**Bold** kinds are those to account for.

| source | kind | facts | used | left out | neither |
|---|---|---:|---:|---:|---:|"""


def _totals(account: Account) -> Iterator[str]:
    documents = sorted({fact.document for fact in account.facts})
    for name in (*documents, "**all**"):
        facts = [fact for fact in account.facts if name in {fact.document, "**all**"}]
        must = [fact for fact in facts if fact.kind in ACCOUNTED]
        total, used, left_out = _counts(account, facts)
        must_total, must_used, must_left_out = _counts(account, must)
        yield _row(name, total, used, left_out, total - used - left_out, f"{used / total:.0%}",
                   must_total, must_used, must_left_out)  # fmt: skip


def _kinds(account: Account) -> Iterator[str]:
    for document, kind in sorted({(fact.document, fact.kind) for fact in account.facts}):
        facts = [fact for fact in account.facts if (fact.document, fact.kind) == (document, kind)]
        total, used, left_out = _counts(account, facts)
        name = f"**{kind}**" if kind in ACCOUNTED else kind
        yield _row(document, name, total, used, left_out, total - used - left_out)


def _counts(account: Account, facts: Sequence[Fact]) -> tuple[int, int, int]:
    used = sum(fact.id in account.used for fact in facts)
    left_out = sum(fact.id in account.reasons and fact.id not in account.used for fact in facts)
    return len(facts), used, left_out


def _section_tables(account: Account) -> Iterator[str]:
    yield "\n## By section\n\nFacts count where they begin. A name with ×2 cites two places in the section."
    for document in dict.fromkeys(section.document for section in account.sections):
        yield f"\n### {document}\n"
        yield "| section | lines | facts | used | what the catalogue made of it, or why not |"
        yield "|---|---|---:|---:|---|"
        for section in account.sections:
            if section.document == document:
                facts = account.facts_in(section)
                used = sum(fact.id in account.used for fact in facts)
                made = (
                    "Left out: " + section.left_out if section.left_out else _made(account.made_of(section))
                )
                yield _row(section.name, f"{section.first}–{section.last}", len(facts), used, made)


def _made(found: Mapping[str, Counter[str]]) -> str:
    def names(counted: Counter[str]) -> str:
        return ", ".join(
            f"`{name}`" + (f" ×{times}" if times > 1 else "") for name, times in sorted(counted.items())
        )

    return "; ".join(f"**{kind}** ({len(counted)}): {names(counted)}" for kind, counted in found.items())


def _left_out(account: Account) -> Iterator[str]:
    yield "\n## Left out\n\n| fact | why |\n|---|---|"
    yield from (_row(f"`{name}`", reason) for name, reason in account.reasons.items())


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def main() -> int:
    """0 when everything is accounted for; 1 with what is not on standard error."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("sheets", type=Path)
    asked.add_argument("--write", type=Path, metavar="PAGE")
    given = asked.parse_args()
    account = Account(
        read_facts(given.sheets),
        citations(catalogue()),
        read_reasons(DOCS / "coverage-left-out.yaml"),
        read_sections(DOCS / "coverage-sections.yaml"),
    )
    text = page(account)
    if given.write:
        given.write.write_text(text, encoding="utf-8")
    else:
        print(text)
    problems = list(account.problems())
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
