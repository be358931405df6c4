"""Compiles the translation catalogues, so that a wheel or an editable install speaks both languages."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg,misc,unused-ignore]
    """Writes a `.mo` beside each `.po` under `plateau/translations`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Run before files are collected; `version` is hatch's name for the kind of build."""
        for source in sorted(Path(self.root, "plateau", "translations").rglob("*.po")):
            with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
                write_mo(mo, read_po(po, locale=source.parent.parent.name))
