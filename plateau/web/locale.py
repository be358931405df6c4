"""Which language a page speaks, and how it writes numbers and dates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from babel import Locale, numbers
from flask import Flask, request, session
from flask_babel import Babel, format_date, format_datetime, get_locale
from flask_login import current_user

from plateau.language import LANGUAGES, Text
from plateau.web.clock import LOCAL_ZONE

SESSION_KEY = "language"


def install(app: Flask) -> None:
    """Set up translations and the template filters for bilingual content, money, dates and numbers."""
    app.config["BABEL_DEFAULT_LOCALE"] = "nl"
    app.config["BABEL_DEFAULT_TIMEZONE"] = LOCAL_ZONE.key
    Babel(app, locale_selector=_select)
    app.add_template_filter(local, "local")
    app.add_template_filter(money, "money")
    app.add_template_filter(day, "day")
    app.add_template_filter(moment, "moment")
    app.add_template_filter(number, "number")
    app.add_template_filter(iso_day, "iso_day")
    app.context_processor(lambda: {"language": language()})


def _select() -> str:
    chosen = session.get(SESSION_KEY) or getattr(current_user, "language", None)
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES, default="nl") or "nl"


def language() -> str:
    """The language of this page: "nl" or "en"."""
    locale: Locale | None = get_locale()
    return locale.language if locale and locale.language in LANGUAGES else "nl"


def local(text: Text) -> str:
    """Bilingual content in the language of this page."""
    return text.in_language(language())


def money(cents: int | None) -> str:
    """Whole euro in the language of this page; what is unknown says so."""
    if cents is None:
        return "–"
    pattern = "¤\u00a0#,##0" if language() == "nl" else "¤#,##0"
    return numbers.format_currency(
        round(cents / 100), "EUR", pattern, locale=_number_locale(), currency_digits=False
    )


def number(value: Any) -> str:
    """A number with the separators of this page's language."""
    return numbers.format_decimal(value, locale=_number_locale())


def day(value: date) -> str:
    """A date in words."""
    return str(format_date(value, "d MMMM y"))


def iso_day(value: str) -> str:
    """An ISO date (YYYY-MM-DD) in words."""
    return day(date.fromisoformat(value))


def moment(value: datetime) -> str:
    """A moment, in Dutch local time."""
    return str(format_datetime(value, "d MMMM y HH:mm"))


def _number_locale() -> str:
    return "nl_NL" if language() == "nl" else "en_GB"
