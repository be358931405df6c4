"""Not applicable asks why; don't know asks what would help; and what who answers is promised about it all."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from plateau.assessment import operations
from plateau.assessment.model import Anonymity, Answer, Mark, RoundState
from plateau.assessment.operations import ReasonsMissing
from plateau.database import Database
from tests.integration.assessment.rounds import make
from tests.integration.assessment.test_evidence import text_of
from tests.integration.assessment.test_scans import start
from tests.integration.conftest import NOW, LogIn, World

REVIEW = "/vragenlijst/nakijken"
AREA = "/vragenlijst/sb"


def answer(client: FlaskClient, base: str, revision: int = 0, **fields: str) -> None:
    data = {"revision": str(revision), **{name.replace("_", "-"): value for name, value in fields.items()}}
    assert client.post(f"{base}{AREA}", data=data).status_code == 302


def test_one_can_hand_in_when_it_says_why_something_is_not_applicable(
    someone: tuple[FlaskClient, str],
) -> None:
    client, base = someone
    answer(client, base, gemeente_sb1="nvt", gemeente_sb2="weet_niet")
    page = BeautifulSoup(client.get(base + REVIEW).text, "lxml")
    link = page.select_one('a[href$="/vragenlijst/sb#gemeente-sb1-comment"]')
    assert link is not None
    assert "Bij 1 onderwerp koos u “niet van toepassing” zonder te zeggen waarom." in text_of(str(page))
    refused = client.post(base + REVIEW, data={"leave_open": "y"})
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    answer(
        client,
        base,
        1,
        gemeente_sb1="nvt",
        gemeente_sb1_comment="Dat doet de regio.",
        gemeente_sb2="weet_niet",
    )
    assert "zonder te zeggen waarom" not in client.get(base + REVIEW).text
    assert client.post(base + REVIEW, data={"leave_open": "y"}).status_code == 302
    assert "U hebt uw vragenlijst ingeleverd." in client.get(f"{base}/vragenlijst").text


def test_the_form_says_what_is_asked_with_each_answer(log_in: LogIn, world: World) -> None:
    page = BeautifulSoup(log_in("member").get(world.round_url + AREA).text, "lxml")
    field = page.select_one("#gemeente-sb1-comment")
    assert field is not None
    hint = page.select_one(f"#{field['aria-describedby']}")
    assert hint is not None
    for words in ("Wat zou u helpen om het te weten?", "Waarom is dit niet van toepassing?"):
        assert words in hint.text


def test_the_rule_holds_behind_the_page_too(app_database: Database, world: World) -> None:
    member = world.actor("member")
    silent = Answer("gemeente.sb1", Mark.NOT_APPLICABLE, None, "  ")
    with app_database.transaction() as session:
        operations.save_answers(
            session, actor=member, round_id=world.round.id, answers=[silent], base_revision=0, now=NOW
        )
    with app_database.transaction() as session, pytest.raises(ReasonsMissing) as refused:
        operations.submit_response(session, actor=member, round_id=world.round.id, now=NOW)
    assert refused.value.criteria == ("gemeente.sb1",)


def test_a_scan_asks_the_same(log_in: LogIn, world: World) -> None:
    url = start(log_in("director"), world, "draagvlak")
    client = log_in("member")
    page = BeautifulSoup(client.get(f"{url}/vragenlijst/draagvlak-instelling").text, "lxml")
    name = str(page.select('input[type="radio"]')[0]["name"])
    assert page.select_one(f'button[value="bewijs:{name}"]')
    here = f"{url}/vragenlijst/draagvlak-instelling"
    client.post(here, data={"revision": "0", name: "nvt"})
    assert client.post(url + REVIEW, data={"leave_open": "y"}).status_code == 422
    client.post(here, data={"revision": "1", name: "nvt", f"{name}-comment": "Daar zijn wij te klein voor."})
    link = {"kind": "link", "link-url": "https://voorbeeld.nl"}
    assert client.post(f"{here}/{name}/bewijs", data=link).status_code == 302
    assert client.post(url + REVIEW, data={"leave_open": "y"}).status_code == 302
    assert "https://voorbeeld.nl" in log_in("director").get(f"{url}/consensus/{name}").text


@pytest.mark.parametrize(
    ("anonymity", "told", "not_told"),
    [
        (
            Anonymity.NAMED,
            "ziet wie de meting leidt (de directeur en de adviseur) wat u antwoordde",
            "anoniem",
        ),
        (Anonymity.ANONYMOUS, "Uitkomsten verschijnen als de meting gesloten is", "op naam"),
        (Anonymity.ANONYMOUS, "kan een toelichting verbergen die verraadt van wie zij is", "op naam"),
        (Anonymity.ANONYMOUS, "Bewijs ziet niemand anders, tenzij u het zelf zonder naam deelt", "op naam"),
    ],
)
def test_who_answers_is_told_who_sees_what(
    log_in: LogIn, world: World, app_database: Database, anonymity: Anonymity, told: str, not_told: str
) -> None:
    with app_database.transaction() as session:
        make(session, world.round, anonymity=anonymity, state=RoundState.OPEN)
    page = text_of(log_in("member").get(f"{world.round_url}/vragenlijst").text)
    assert told in page
    assert not_told not in page
