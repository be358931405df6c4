"""`plateau catalogue`: check, export, compare and take in model content; here its arguments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plateau.terminal import runs

if TYPE_CHECKING:
    from plateau.terminal import SubParsers

#: What a template can be for; a test holds the questionnaires against the examples there are.
TEMPLATES = ("interventions", "milestones", "questionnaire-plateaus", "questionnaire-scan")


def register(commands: SubParsers) -> None:
    """Add the command to the parser of `plateau`."""
    actions = commands.add_parser("catalogue", help="the model's content").add_subparsers(
        required=True, metavar="ACTION"
    )
    check = actions.add_parser("check", help="check all content and its coherence")
    check.add_argument("folder", nargs="?", type=Path, help="of content; plateau's own when left out")
    runs(check, "plateau.catalogue_command.actions:check")

    export = actions.add_parser("export", help="the whole catalogue as JSON, or its interventions as XLSX")
    export.add_argument("--format", choices=["json", "xlsx"], default="json")
    export.add_argument("--language", choices=["nl", "en"], default="nl", help="of the headings in XLSX")
    export.add_argument("-o", "--output", type=Path, help="a file; needed for XLSX")
    runs(export, "plateau.catalogue_command.actions:export")

    template = actions.add_parser("template", help="a file to begin your own content with")
    template.add_argument("--of", choices=TEMPLATES, default="interventions", help="what it is for")
    template.add_argument("--language", choices=["nl", "en"], default="nl", help="of the headings")
    template.add_argument("-o", "--output", type=Path, required=True, help="FILE.xlsx, or FILE.yaml")
    runs(template, "plateau.catalogue_command.actions:template")

    importing = actions.add_parser("import", help="check your own content in a YAML or XLSX file")
    importing.add_argument("file", type=Path)
    runs(importing, "plateau.catalogue_command.actions:import_file")

    diff = actions.add_parser("diff", help="what changed between two folders of content or JSON exports")
    diff.add_argument("old", type=Path)
    diff.add_argument("new", type=Path, nargs="?", help="plateau's own content when left out")
    runs(diff, "plateau.catalogue_command.actions:diff")
