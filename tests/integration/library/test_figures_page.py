"""The page with reference figures."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from plateau.catalogue.dossier import State
from plateau.catalogue.figure_table import Subject
from plateau.catalogue.loader import catalogue
from tests.integration.conftest import LogIn
from tests.police.test_pages import check_page


def titles(client: FlaskClient, query: str) -> list[str]:
    page = BeautifulSoup(client.get(f"/naslag/cijfers{query}").text, "lxml")
    return [heading.get_text(strip=True) for heading in page.select("section h3")]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_everything_is_there_in_its_own_year(log_in: LogIn, language: str) -> None:
    client = log_in("member")
    client.post("/taal", data={"language": language})
    text = client.get("/naslag/cijfers").text
    check_page(text)
    assert titles(client, "") == [table.title.in_language(language) for table in catalogue().figures]
    assert {"nl": "Dit zijn geen cijfers van nu.", "en": "These are not today"}[language] in text


def test_what_is_unknown_or_left_open_is_not_zero(log_in: LogIn) -> None:
    client = log_in("member")
    page = BeautifulSoup(client.get("/naslag/cijfers?bron=gemeentesecretarissen-2010").text, "lxml")
    cells = [
        cell.get_text(strip=True)
        for cell in page.select("#gemeentesecretarissen-tabel-1-1 tbody tr:nth-child(6) td")
    ]
    assert cells[:2] == ["PM", "PM"]


@pytest.mark.parametrize("subject", Subject)
def test_a_subject_keeps_its_own(log_in: LogIn, subject: Subject) -> None:
    expected = [table.title.nl for table in catalogue().figures if table.subject is subject]
    assert titles(log_in("member"), f"?onderwerp={subject.value}") == expected
    assert expected


def test_search_source_and_state_narrow_together(log_in: LogIn) -> None:
    client = log_in("member")
    found = titles(client, f"?zoek=jeugd+tekort&bron=korsten-2018&staat={State.CONTESTED.value}")
    assert "Overschrijding jeugd 2017: twee bedragen" not in found  # holds "overschrijding", not "tekort"
    assert titles(client, "?zoek=overschrijding+jeugd+bedragen") == [
        "Overschrijding jeugd 2017: twee bedragen"
    ]
    assert titles(client, "?zoek=xyzzy") == []
    assert len(titles(client, "?bron=onzin")) == len(catalogue().figures)
