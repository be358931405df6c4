"""The two languages, and a text that exists in both."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One meaning in both languages."""

    nl: str
    en: str

    def __post_init__(self) -> None:
        if not self.nl.strip() or not self.en.strip():
            raise ValueError("both nl and en must be filled in")

    def in_language(self, language: str) -> str:
        """The text in `language` ("nl" or "en")."""
        return self.en if language == "en" else self.nl
